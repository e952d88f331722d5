// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Race(symbol: Symbol) -> Quote {
//     race(fetch(&symbol), ask(&symbol).delay(300ms)).await?
// }

///The checkpoint of a run of [`Race`]: one slot a stage.
#[derive(Default)]
pub struct RaceState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Race_orch::Slot<(__Race_t0,)>,
    ///What the run gave.
    pub __output: __Race_orch::Slot<__Race_t1>,
    ///`fetch`
    pub fetch: __Race_orch::Slot<__Race_output<__Race_0>>,
    ///`ask`
    pub ask: __Race_orch::Slot<__Race_output<__Race_1>>,
    ///`race`
    pub race: __Race_orch::Slot<<__Race_0 as __Race_orch::Stage>::Output>,
}
///What can happen in a run of [`Race`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum RaceEvent {
    /// Of the whole run.
    Run(RunEvent<(__Race_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `fetch`.
    Fetch(__Race_orch::Placed<__Race_output<__Race_0>>),
    ///Of `ask`.
    Ask(__Race_orch::Placed<__Race_output<__Race_1>>),
    ///Of `race`.
    Race(__Race_orch::Placed<<__Race_0 as __Race_orch::Stage>::Output>),
    ///Of `return`.
    Return(__Race_orch::Placed<__Race_t1>),
}
const _: () = {
    impl Race {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Race",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "symbol",
                        ty: "Symbol",
                    },
                ],
                output: "Quote",
                options: blueprint::Options::NONE,
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                ],
                nodes: &[
                    __Node::new(
                            "fetch",
                            0u16,
                            __Kind::stage(<__Race_0>::__stage()),
                            &[],
                            (2u32, 10u32),
                        )
                        .race(2u16),
                    __Node::new(
                            "ask",
                            0u16,
                            __Kind::stage(<__Race_1>::__stage()),
                            &[],
                            (2u32, 26u32),
                        )
                        .race(2u16),
                    __Node::new(
                            "race",
                            0u16,
                            __Kind::Race {
                                members: &[0u16, 1u16],
                            },
                            &[0u16, 1u16],
                            (2u32, 5u32),
                        )
                        .ends(),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[2u16],
                        (3u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Race {
        fn call<__Engine: Engine>(
            state: &RaceState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> Call<RaceEvent> {
            let asked = &engine::Asked::new::<Race>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Race_0,
                        Race,
                        0u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, ()), &resources.__r0),
                        const {
                            &__answering::<
                                __Race_0,
                                __KeepOutput,
                                Race,
                            >(0u16, RaceEvent::Fetch, |state, at| &mut state.fetch)
                        },
                        Race::__node_0,
                    )
                }
                1u16 => {
                    if const { __passes_over::<__Engine, Race>(1u16) } {
                        __passed_over()
                    }
                    let evaluated = evaluate(
                        Race::blueprint(),
                        state,
                        at,
                        1u16,
                        || -> Result<::core::time::Duration, Failure> {
                            Ok(time(::core::time::Duration::new(0u64, 300000000u32)))
                        },
                    );
                    match evaluated {
                        Ok(value) => {
                            let asked = &engine::Asked::after(*asked, value);
                            __Drives::attempt_with::<
                                __Race_1,
                                Race,
                                1u16,
                                _,
                                _,
                                _,
                            >(
                                engine,
                                asked,
                                ((&frame_0.__input, ()), &resources.__r1),
                                const {
                                    &__answering::<
                                        __Race_1,
                                        __KeepOutput,
                                        Race,
                                    >(1u16, RaceEvent::Ask, |state, at| &mut state.ask)
                                },
                                Race::__node_1,
                            )
                        }
                        Err(failure) => {
                            Call::Now(
                                RaceEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)),
                            )
                        }
                    }
                }
                2u16 => Race::__node_2(state, asked, engine, resources),
                3u16 => Race::__node_3(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Race {
        // `fetch`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Race_0, ((__Race_t0,), ()), __Engine>,
        ) -> impl __Calling<__Race_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let symbol = &share_0.0;
                match <__Race_0>::__call(&(*symbol)) {
                    arguments => {
                        __Holding::call::<
                            __Race_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `ask`
        fn __node_1<__Engine: __Drives>(
            held: __Held<'_, __Race_1, ((__Race_t0,), ()), __Engine>,
        ) -> impl __Calling<__Race_1, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let symbol = &share_0.0;
                match <__Race_1>::__call(&(*symbol)) {
                    arguments => {
                        __Holding::call::<
                            __Race_1,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `race`
        fn __node_2<__Engine: __Drives>(
            state: &RaceState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> __Call<RaceEvent> {
            if const { __passes_over::<__Engine, Race>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            if frame_0.__progress.status(0u16) == Status::Succeeded {
                let value: Arc<<__Race_0 as __Race_orch::Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<
                        <__Race_0 as __Race_orch::Stage>::Output,
                        _,
                    >::new(&frame_0.fetch)
                        .arc()
                };
                return Call::Now(RaceEvent::Race(Placed::succeeded(at.clone(), value)));
            }
            const _: () = races::<
                <__Race_1 as __Race_orch::Stage>::Output,
                <__Race_0 as __Race_orch::Stage>::Output,
            >();
            if frame_0.__progress.status(1u16) == Status::Succeeded {
                let value: Arc<<__Race_0 as __Race_orch::Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<
                        <__Race_0 as __Race_orch::Stage>::Output,
                        _,
                    >::new(&frame_0.ask)
                        .arc()
                };
                return Call::Now(RaceEvent::Race(Placed::succeeded(at.clone(), value)));
            }
            let failure = member_failure(&frame_0.__progress, &[0u16, 1u16]);
            let value = None;
            Call::Now(
                RaceEvent::Race(
                    Placed::new(
                        at.clone(),
                        NodeEvent::failed(failure, false, value, None),
                    ),
                ),
            )
        }
        #[doc(hidden)]
        // `return`
        fn __node_3<__Engine: __Drives>(
            state: &RaceState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> __Call<RaceEvent> {
            if const { __passes_over::<__Engine, Race>(3u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Race::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Race_t1>, Failure> {
                    let _ = |give: fn() -> <__Race_0 as __Race_orch::Stage>::Output| {
                        let _: Quote = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Race_t1, _>::new(&frame_0.race).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(RaceEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(RaceEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
