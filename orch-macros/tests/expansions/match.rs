// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Match(line: Line) -> Receipt {
//     match grade(&line).await? {
//         Grade::Clean(record) if record.is_new() => store(record).await?,
//         Grade::Clean(record) => update(record).await?,
//         Grade::Broken => refuse(&line).await?,
//     }
// }

///The checkpoint of a run of [`Match`]: one slot a stage.
#[derive(Default)]
pub struct MatchState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Match_orch::Slot<(__Match_t0,)>,
    ///What the run gave.
    pub __output: __Match_orch::Slot<__Match_t1>,
    ///`grade`
    pub grade: __Match_orch::Slot<__Match_output<__Match_0>>,
    ///`Clean/store`
    pub clean_store: __Match_orch::Slot<__Match_output<__Match_1>>,
    ///`Clean2/update`
    pub clean2_update: __Match_orch::Slot<__Match_output<__Match_2>>,
    ///`Broken/refuse`
    pub broken_refuse: __Match_orch::Slot<__Match_output<__Match_3>>,
    ///`value`
    pub value: __Match_orch::Slot<__Match_t1>,
}
///What can happen in a run of [`Match`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum MatchEvent {
    /// Of the whole run.
    Run(RunEvent<(__Match_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `grade`.
    Grade(__Match_orch::Placed<__Match_output<__Match_0>>),
    ///Of `Clean/store`.
    CleanStore(__Match_orch::Placed<__Match_output<__Match_1>>),
    ///Of `Clean2/update`.
    Clean2Update(__Match_orch::Placed<__Match_output<__Match_2>>),
    ///Of `Broken/refuse`.
    BrokenRefuse(__Match_orch::Placed<__Match_output<__Match_3>>),
    ///Of `value`.
    Value(__Match_orch::Placed<__Match_t1>),
    ///Of `return`.
    Return(__Match_orch::Placed<__Match_t1>),
}
const _: () = {
    impl Match {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Match",
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
                        "grade",
                        0u16,
                        __Match_0::__stage(),
                        &[],
                        (2u32, 11u32),
                    ),
                    __Node::new(
                        "match",
                        0u16,
                        __Kind::Decide {
                            arms: &["Clean", "Clean2", "Broken"],
                        },
                        &[0u16],
                        (2u32, 5u32),
                    ),
                    __Node::stage(
                            "Clean/store",
                            0u16,
                            __Match_1::__stage(),
                            &[0u16],
                            (3u32, 52u32),
                        )
                        .guard(1u16, 0u16),
                    __Node::stage(
                            "Clean2/update",
                            0u16,
                            __Match_2::__stage(),
                            &[0u16],
                            (4u32, 33u32),
                        )
                        .guard(1u16, 1u16),
                    __Node::stage(
                            "Broken/refuse",
                            0u16,
                            __Match_3::__stage(),
                            &[],
                            (5u32, 26u32),
                        )
                        .guard(1u16, 2u16),
                    __Node::new(
                        "value",
                        0u16,
                        __Kind::Join,
                        &[1u16, 2u16, 3u16, 4u16],
                        (2u32, 5u32),
                    ),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[5u16],
                        (7u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Match {
        fn call<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let asked = &engine::Asked::new::<Match>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Match_0,
                        Match,
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
                                __Match_0,
                                __KeepOutput,
                                Match,
                            >(0u16, MatchEvent::Grade, |state, at| &mut state.grade)
                        },
                        Match::__node_0,
                    )
                }
                1u16 => Match::__node_1(state, asked, engine, resources),
                2u16 => {
                    __Drives::attempt_with::<
                        __Match_1,
                        Match,
                        2u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.grade, ()), &resources.__r1),
                        const {
                            &__answering::<
                                __Match_1,
                                __KeepOutput,
                                Match,
                            >(
                                2u16,
                                MatchEvent::CleanStore,
                                |state, at| &mut state.clean_store,
                            )
                        },
                        Match::__node_2,
                    )
                }
                3u16 => {
                    __Drives::attempt_with::<
                        __Match_2,
                        Match,
                        3u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.grade, ()), &resources.__r2),
                        const {
                            &__answering::<
                                __Match_2,
                                __KeepOutput,
                                Match,
                            >(
                                3u16,
                                MatchEvent::Clean2Update,
                                |state, at| &mut state.clean2_update,
                            )
                        },
                        Match::__node_3,
                    )
                }
                4u16 => {
                    __Drives::attempt_with::<
                        __Match_3,
                        Match,
                        4u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, ()), &resources.__r3),
                        const {
                            &__answering::<
                                __Match_3,
                                __KeepOutput,
                                Match,
                            >(
                                4u16,
                                MatchEvent::BrokenRefuse,
                                |state, at| &mut state.broken_refuse,
                            )
                        },
                        Match::__node_4,
                    )
                }
                5u16 => Match::__node_5(state, asked, engine, resources),
                6u16 => Match::__node_6(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Match {
        // `grade`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Match_0, ((__Match_t0,), ()), __Engine>,
        ) -> impl __Calling<__Match_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Match_0>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Match_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `match`
        fn __node_1<__Engine: __Drives>(
            state: &MatchState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> __Call<MatchEvent> {
            if const { __passes_over::<__Engine, Match>(1u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Match::blueprint(),
                state,
                at,
                1u16,
                || -> Result<u16, Failure> {
                    let __orch_0 = frame_0.grade.get();
                    let case: u16 = match (*__orch_0) {
                        Grade::Clean(ref record) if (*record).is_new() => 0u16,
                        Grade::Clean(ref record) => 1u16,
                        Grade::Broken => 2u16,
                    };
                    Ok(case)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 1u16, Mark::Decided(value)))
                }
                Err(failure) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)))
                }
            }
        }
        // `Clean/store`
        fn __node_2<__Engine: __Drives>(
            held: __Held<'_, __Match_1, (__Output<__Match_0>, ()), __Engine>,
        ) -> impl __Calling<__Match_1, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let __orch_0 = share_0;
                #[allow(irrefutable_let_patterns)]
                let Grade::Clean(ref record) = (*__orch_0) else {
                    ::core::unreachable!()
                };
                match <__Match_1>::__call(clone_place(&(*record))) {
                    arguments => {
                        __Holding::call::<
                            __Match_1,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `Clean2/update`
        fn __node_3<__Engine: __Drives>(
            held: __Held<'_, __Match_2, (__Output<__Match_0>, ()), __Engine>,
        ) -> impl __Calling<__Match_2, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let __orch_0 = share_0;
                #[allow(irrefutable_let_patterns)]
                let Grade::Clean(ref record) = (*__orch_0) else {
                    ::core::unreachable!()
                };
                match <__Match_2>::__call(clone_place(&(*record))) {
                    arguments => {
                        __Holding::call::<
                            __Match_2,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `Broken/refuse`
        fn __node_4<__Engine: __Drives>(
            held: __Held<'_, __Match_3, ((__Match_t0,), ()), __Engine>,
        ) -> impl __Calling<__Match_3, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Match_3>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Match_3,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `value`
        fn __node_5<__Engine: __Drives>(
            state: &MatchState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> __Call<MatchEvent> {
            if const { __passes_over::<__Engine, Match>(5u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Match::blueprint(),
                state,
                at,
                5u16,
                || -> Result<Arc<__Match_t1>, Failure> {
                    match frame_0.__progress.case(1u16) {
                        0u16 => {
                            let _ = |
                                give: fn() -> <__Match_1 as __Match_orch::Stage>::Output|
                            {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Match_t1, _>::new(&frame_0.clean_store).arc()
                            })
                        }
                        1u16 => {
                            let _ = |
                                give: fn() -> <__Match_2 as __Match_orch::Stage>::Output|
                            {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Match_t1, _>::new(&frame_0.clean2_update).arc()
                            })
                        }
                        2u16 => {
                            let _ = |
                                give: fn() -> <__Match_3 as __Match_orch::Stage>::Output|
                            {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Match_t1, _>::new(&frame_0.broken_refuse).arc()
                            })
                        }
                        case => ::core::unreachable!("arm {case} gives no value"),
                    }
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(MatchEvent::Value(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 5u16, Mark::Failed(failure)))
                }
            }
        }
        #[doc(hidden)]
        // `return`
        fn __node_6<__Engine: __Drives>(
            state: &MatchState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> __Call<MatchEvent> {
            if const { __passes_over::<__Engine, Match>(6u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Match::blueprint(),
                state,
                at,
                6u16,
                || -> Result<Arc<__Match_t1>, Failure> {
                    let _ = |give: fn() -> __Match_t1| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Match_t1, _>::new(&frame_0.value).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(MatchEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 6u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
