// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Concurrent(line: Line) -> Receipt {
//     let volume = measure(&line).await?;
//     let trend = follow(&line).await?;
//     store(volume, trend).await?
// }

///The checkpoint of a run of [`Concurrent`]: one slot a stage.
#[derive(Default)]
pub struct ConcurrentState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Concurrent_orch::Slot<(__Concurrent_t0,)>,
    ///What the run gave.
    pub __output: __Concurrent_orch::Slot<__Concurrent_t1>,
    ///`measure`
    pub measure: __Concurrent_orch::Slot<__Concurrent_output<__Concurrent_0>>,
    ///`follow`
    pub follow: __Concurrent_orch::Slot<__Concurrent_output<__Concurrent_1>>,
    ///`store`
    pub store: __Concurrent_orch::Slot<__Concurrent_output<__Concurrent_2>>,
}
///What can happen in a run of [`Concurrent`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum ConcurrentEvent {
    /// Of the whole run.
    Run(RunEvent<(__Concurrent_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `measure`.
    Measure(__Concurrent_orch::Placed<__Concurrent_output<__Concurrent_0>>),
    ///Of `follow`.
    Follow(__Concurrent_orch::Placed<__Concurrent_output<__Concurrent_1>>),
    ///Of `store`.
    Store(__Concurrent_orch::Placed<__Concurrent_output<__Concurrent_2>>),
    ///Of `return`.
    Return(__Concurrent_orch::Placed<__Concurrent_t1>),
}
const _: () = {
    impl Concurrent {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Concurrent",
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
                output: "Receipt",
                options: blueprint::Options::NONE,
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                ],
                nodes: &[
                    __Node::stage(
                        "measure",
                        0u16,
                        __Concurrent_0::__stage(),
                        &[],
                        (2u32, 18u32),
                    ),
                    __Node::stage(
                        "follow",
                        0u16,
                        __Concurrent_1::__stage(),
                        &[],
                        (3u32, 17u32),
                    ),
                    __Node::stage(
                        "store",
                        0u16,
                        __Concurrent_2::__stage(),
                        &[0u16, 1u16],
                        (4u32, 5u32),
                    ),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[2u16],
                        (5u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Concurrent {
        fn call<__Engine: Engine>(
            state: &ConcurrentState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> Call<ConcurrentEvent> {
            let asked = &engine::Asked::new::<Concurrent>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Concurrent_0,
                        Concurrent,
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
                                __Concurrent_0,
                                __KeepOutput,
                                Concurrent,
                            >(
                                0u16,
                                ConcurrentEvent::Measure,
                                |state, at| &mut state.measure,
                            )
                        },
                        Concurrent::__node_0,
                    )
                }
                1u16 => {
                    __Drives::attempt_with::<
                        __Concurrent_1,
                        Concurrent,
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
                                __Concurrent_1,
                                __KeepOutput,
                                Concurrent,
                            >(
                                1u16,
                                ConcurrentEvent::Follow,
                                |state, at| &mut state.follow,
                            )
                        },
                        Concurrent::__node_1,
                    )
                }
                2u16 => {
                    __Drives::attempt_with::<
                        __Concurrent_2,
                        Concurrent,
                        2u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.measure, (&frame_0.follow, ())), &resources.__r2),
                        const {
                            &__answering::<
                                __Concurrent_2,
                                __KeepOutput,
                                Concurrent,
                            >(2u16, ConcurrentEvent::Store, |state, at| &mut state.store)
                        },
                        Concurrent::__node_2,
                    )
                }
                3u16 => Concurrent::__node_3(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Concurrent {
        // `measure`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Concurrent_0, ((__Concurrent_t0,), ()), __Engine>,
        ) -> impl __Calling<__Concurrent_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Concurrent_0>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Concurrent_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `follow`
        fn __node_1<__Engine: __Drives>(
            held: __Held<'_, __Concurrent_1, ((__Concurrent_t0,), ()), __Engine>,
        ) -> impl __Calling<__Concurrent_1, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Concurrent_1>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Concurrent_1,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `store`
        fn __node_2<__Engine: __Drives>(
            held: __Held<
                '_,
                __Concurrent_2,
                (__Output<__Concurrent_0>, (__Output<__Concurrent_1>, ())),
                __Engine,
            >,
        ) -> impl __Calling<__Concurrent_2, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let volume = share_0;
                let trend = share_1;
                match <__Concurrent_2>::__call(
                    clone_place(&(*volume)),
                    clone_place(&(*trend)),
                ) {
                    arguments => {
                        __Holding::call::<
                            __Concurrent_2,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `return`
        fn __node_3<__Engine: __Drives>(
            state: &ConcurrentState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> __Call<ConcurrentEvent> {
            if const { __passes_over::<__Engine, Concurrent>(3u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Concurrent::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Concurrent_t1>, Failure> {
                    let _ = |
                        give: fn() -> <__Concurrent_2 as __Concurrent_orch::Stage>::Output|
                    {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Concurrent_t1, _>::new(&frame_0.store).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        ConcurrentEvent::Return(Placed::succeeded(at.clone(), value)),
                    )
                }
                Err(failure) => {
                    Call::Now(
                        ConcurrentEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)),
                    )
                }
            }
        }
    }
};
