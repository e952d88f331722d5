// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Fallback(line: Line) -> Bar {
//     parse(&line).or_else(|failed| repair(&line, failed)).await?
// }

///The checkpoint of a run of [`Fallback`]: one slot a stage.
#[derive(Default)]
pub struct FallbackState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Fallback_orch::Slot<(__Fallback_t0,)>,
    ///What the run gave.
    pub __output: __Fallback_orch::Slot<__Fallback_t1>,
    ///`parse`
    pub parse: __Fallback_orch::Slot<__Fallback_output<__Fallback_0>>,
    ///`parse.error`
    pub parse_error: __Fallback_orch::Slot<
        Failed<<__Fallback_0 as __Fallback_orch::Stage>::Error>,
    >,
    ///`repair`
    pub repair: __Fallback_orch::Slot<__Fallback_output<__Fallback_1>>,
    ///`chain`
    pub chain: __Fallback_orch::Slot<<__Fallback_0 as __Fallback_orch::Stage>::Output>,
}
///What can happen in a run of [`Fallback`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum FallbackEvent {
    /// Of the whole run.
    Run(RunEvent<(__Fallback_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `parse`.
    Parse(
        __Fallback_orch::Placed<
            __Fallback_output<__Fallback_0>,
            Failed<<__Fallback_0 as __Fallback_orch::Stage>::Error>,
        >,
    ),
    ///Of `repair`.
    Repair(__Fallback_orch::Placed<__Fallback_output<__Fallback_1>>),
    ///Of `chain`.
    Chain(__Fallback_orch::Placed<<__Fallback_0 as __Fallback_orch::Stage>::Output>),
    ///Of `return`.
    Return(__Fallback_orch::Placed<__Fallback_t1>),
}
const _: () = {
    impl Fallback {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Fallback",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "line",
                        ty: "Line",
                    },
                ],
                output: "Bar",
                options: blueprint::Options::NONE,
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                ],
                nodes: &[
                    __Node::new(
                        "parse",
                        0u16,
                        __Kind::Stage {
                            stage: <__Fallback_0>::__stage(),
                            with: blueprint::Overrides {
                                timeout: None,
                                retry: None,
                                compensation: blueprint::Compensation::Unstated,
                            },
                            fallback: Some(blueprint::Fallback {
                                node: 1u16,
                                even_unknown: false,
                            }),
                            was: None,
                        },
                        &[],
                        (2u32, 5u32),
                    ),
                    __Node::new(
                            "repair",
                            0u16,
                            __Kind::stage(<__Fallback_1>::__stage()),
                            &[0u16],
                            (2u32, 35u32),
                        )
                        .guard(0u16, 1u16),
                    __Node::new("chain", 0u16, __Kind::Join, &[0u16, 1u16], (2u32, 5u32))
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
    impl Pipeline for Fallback {
        fn call<__Engine: Engine>(
            state: &FallbackState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> Call<FallbackEvent> {
            let asked = &engine::Asked::new::<Fallback>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Fallback_0,
                        Fallback,
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
                                __Fallback_0,
                                __KeepError,
                                Fallback,
                            >(0u16, FallbackEvent::Parse, |state, at| &mut state.parse)
                        },
                        Fallback::__node_0,
                    )
                }
                1u16 => {
                    __Drives::attempt_with::<
                        __Fallback_1,
                        Fallback,
                        1u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        (
                            (&frame_0.__input, (&frame_0.parse_error, ())),
                            &resources.__r1,
                        ),
                        const {
                            &__answering::<
                                __Fallback_1,
                                __KeepOutput,
                                Fallback,
                            >(1u16, FallbackEvent::Repair, |state, at| &mut state.repair)
                        },
                        Fallback::__node_1,
                    )
                }
                2u16 => Fallback::__node_2(state, asked, engine, resources),
                3u16 => Fallback::__node_3(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Fallback {
        // `parse`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Fallback_0, ((__Fallback_t0,), ()), __Engine>,
        ) -> impl __Calling<__Fallback_0, __KeepError> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Fallback_0>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Fallback_0,
                            __KeepError,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `repair`
        fn __node_1<__Engine: __Drives>(
            held: __Held<
                '_,
                __Fallback_1,
                (
                    (__Fallback_t0,),
                    (Failed<<__Fallback_0 as __Fallback_orch::Stage>::Error>, ()),
                ),
                __Engine,
            >,
        ) -> impl __Calling<__Fallback_1, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let line = &share_0.0;
                let failed = share_1;
                match <__Fallback_1>::__call(&(*line), clone_place(&(*failed))) {
                    arguments => {
                        __Holding::call::<
                            __Fallback_1,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `return`
        fn __node_2<__Engine: __Drives>(
            state: &FallbackState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> __Call<FallbackEvent> {
            if const { __passes_over::<__Engine, Fallback>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            if frame_0.__progress.status(0u16) == Status::Succeeded {
                let value: Arc<<__Fallback_0 as __Fallback_orch::Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<
                        <__Fallback_0 as __Fallback_orch::Stage>::Output,
                        _,
                    >::new(&frame_0.parse)
                        .arc()
                };
                return Call::Now(
                    FallbackEvent::Chain(Placed::succeeded(at.clone(), value)),
                );
            }
            const _: () = falls_back::<
                <__Fallback_1 as __Fallback_orch::Stage>::Output,
                <__Fallback_0 as __Fallback_orch::Stage>::Output,
            >();
            if frame_0.__progress.status(1u16) == Status::Succeeded {
                let value: Arc<<__Fallback_0 as __Fallback_orch::Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<
                        <__Fallback_0 as __Fallback_orch::Stage>::Output,
                        _,
                    >::new(&frame_0.repair)
                        .arc()
                };
                return Call::Now(
                    FallbackEvent::Chain(Placed::succeeded(at.clone(), value)),
                );
            }
            let failure = member_failure(&frame_0.__progress, &[1u16, 0u16]);
            let value = None;
            Call::Now(
                FallbackEvent::Chain(
                    Placed::new(
                        at.clone(),
                        NodeEvent::failed(failure, false, value, None),
                    ),
                ),
            )
        }
        #[doc(hidden)]
        fn __node_3<__Engine: __Drives>(
            state: &FallbackState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> __Call<FallbackEvent> {
            if const { __passes_over::<__Engine, Fallback>(3u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Fallback::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Fallback_t1>, Failure> {
                    let _ = |
                        give: fn() -> <__Fallback_0 as __Fallback_orch::Stage>::Output|
                    {
                        let _: Bar = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Fallback_t1, _>::new(&frame_0.chain).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        FallbackEvent::Return(Placed::succeeded(at.clone(), value)),
                    )
                }
                Err(failure) => {
                    Call::Now(
                        FallbackEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)),
                    )
                }
            }
        }
    }
};
