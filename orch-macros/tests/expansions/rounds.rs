// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Rounds(topic: Topic) -> Draft {
//     let mut notes: Option<Notes> = None;
//     #[rounds(3)]
//     loop {
//         let draft = write(&topic, &notes).await?;
//         match review(&draft).await? {
//             Verdict::Good => break draft,
//             Verdict::Change(more) => notes = Some(more),
//         }
//     }
// }

///The checkpoint of a run of [`Rounds`]: one slot a stage.
#[derive(Default)]
pub struct RoundsState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Rounds_orch::Slot<(__Rounds_t0,)>,
    ///What the run gave.
    pub __output: __Rounds_orch::Slot<__Rounds_t1>,
    ///`notes`
    pub notes: __Rounds_orch::Slot<__Rounds_t2>,
    ///`loop`
    pub r#loop: __Rounds_orch::Slot<__Rounds_t1>,
    ///The items or rounds of `loop`.
    pub loop_items: Items<RoundsLoopState>,
}
///The checkpoint of one item or round of `loop`.
#[derive(Default)]
pub struct RoundsLoopState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///`write`
    pub write: __Rounds_orch::Slot<__Rounds_output<__Rounds_0>>,
    ///`review`
    pub review: __Rounds_orch::Slot<__Rounds_output<__Rounds_1>>,
    ///`Good/break`
    pub good_break: __Rounds_orch::Slot<__Rounds_t1>,
}
///What can happen in a run of [`Rounds`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum RoundsEvent {
    /// Of the whole run.
    Run(RunEvent<(__Rounds_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `notes`.
    Notes(__Rounds_orch::Placed<__Rounds_t2>),
    ///Of `loop`.
    Loop(__Rounds_orch::Placed<__Rounds_t1>),
    ///Of `write`.
    Write(__Rounds_orch::Placed<__Rounds_output<__Rounds_0>>),
    ///Of `review`.
    Review(__Rounds_orch::Placed<__Rounds_output<__Rounds_1>>),
    ///Of `Good/break`.
    GoodBreak(__Rounds_orch::Placed<__Rounds_t1>),
    ///Of `Change/notes/set`.
    ChangeNotesSet(__Rounds_orch::Placed<__Rounds_t2>),
    ///Of `return`.
    Return(__Rounds_orch::Placed<__Rounds_t1>),
}
const _: () = {
    impl Rounds {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Rounds",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "topic",
                        ty: "Topic",
                    },
                ],
                output: "Draft",
                options: blueprint::Options::NONE,
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                    blueprint::Frame {
                        owner: Some(1u16),
                        kind: blueprint::FrameKind::Rounds(3u32),
                    },
                ],
                nodes: &[
                    __Node::new("notes", 0u16, __Kind::Value, &[], (2u32, 13u32)),
                    __Node::new(
                            "loop",
                            0u16,
                            __Kind::Open {
                                frame: 1u16,
                                tolerant: false,
                            },
                            &[0u16],
                            (4u32, 5u32),
                        )
                        .ends(),
                    __Node::stage(
                        "write",
                        1u16,
                        __Rounds_0::__stage(),
                        &[],
                        (5u32, 21u32),
                    ),
                    __Node::stage(
                        "review",
                        1u16,
                        __Rounds_1::__stage(),
                        &[2u16],
                        (6u32, 15u32),
                    ),
                    __Node::new(
                        "match",
                        1u16,
                        __Kind::Decide {
                            arms: &["Good", "Change"],
                        },
                        &[3u16],
                        (6u32, 9u32),
                    ),
                    __Node::new(
                            "Good/break",
                            1u16,
                            __Kind::Break,
                            &[2u16],
                            (7u32, 30u32),
                        )
                        .guard(4u16, 0u16),
                    __Node::new(
                            "Change/notes/set",
                            1u16,
                            __Kind::Value,
                            &[3u16],
                            (8u32, 38u32),
                        )
                        .after(&[2u16])
                        .guard(4u16, 1u16),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[1u16],
                        (11u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Rounds {
        fn call<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let asked = &engine::Asked::new::<Rounds>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => Rounds::__node_0(state, asked, engine, resources),
                1u16 => Rounds::__node_1(state, asked, engine, resources),
                2u16 => {
                    let frame_1 = frame_0.loop_items.get(at.item(0usize));
                    __Drives::attempt_with::<
                        __Rounds_0,
                        Rounds,
                        2u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, (&frame_0.notes, ())), &resources.__r0),
                        const {
                            &__answering::<
                                __Rounds_0,
                                __KeepOutput,
                                Rounds,
                            >(
                                2u16,
                                RoundsEvent::Write,
                                |state, at| {
                                    &mut state.loop_items.get_mut(at.item(0usize)).write
                                },
                            )
                        },
                        Rounds::__node_2,
                    )
                }
                3u16 => {
                    let frame_1 = frame_0.loop_items.get(at.item(0usize));
                    __Drives::attempt_with::<
                        __Rounds_1,
                        Rounds,
                        3u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_1.write, ()), &resources.__r1),
                        const {
                            &__answering::<
                                __Rounds_1,
                                __KeepOutput,
                                Rounds,
                            >(
                                3u16,
                                RoundsEvent::Review,
                                |state, at| {
                                    &mut state.loop_items.get_mut(at.item(0usize)).review
                                },
                            )
                        },
                        Rounds::__node_3,
                    )
                }
                4u16 => Rounds::__node_4(state, asked, engine, resources),
                5u16 => Rounds::__node_5(state, asked, engine, resources),
                6u16 => Rounds::__node_6(state, asked, engine, resources),
                7u16 => Rounds::__node_7(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Rounds {
        #[doc(hidden)]
        // `loop`
        fn __node_0<__Engine: __Drives>(
            state: &RoundsState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> __Call<RoundsEvent> {
            if const { __passes_over::<__Engine, Rounds>(0u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                0u16,
                || -> Result<Arc<__Rounds_t2>, Failure> {
                    let value: Option<Notes> = None;
                    Ok(Arc::new(value))
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(RoundsEvent::Notes(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 0u16, Mark::Failed(failure)))
                }
            }
        }
        #[doc(hidden)]
        // `write`
        fn __node_1<__Engine: __Drives>(
            state: &RoundsState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> __Call<RoundsEvent> {
            if const { __passes_over::<__Engine, Rounds>(1u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let last = frame_0
                .loop_items
                .last()
                .expect("a loop that ended has a last round");
            if last.__progress.status(3u16) == Status::Succeeded {
                let value: Arc<__Rounds_t1> = last.good_break.share();
                return Call::Now(
                    RoundsEvent::Loop(Placed::succeeded(at.clone(), value)),
                );
            }
            ::core::unreachable!("a loop with a value ends with a `break`")
        }
        // `review`
        fn __node_2<__Engine: __Drives>(
            held: __Held<'_, __Rounds_0, ((__Rounds_t0,), (__Rounds_t2, ())), __Engine>,
        ) -> impl __Calling<__Rounds_0, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let topic = &share_0.0;
                let notes = share_1;
                match <__Rounds_0>::__call(&(*topic), &(*notes)) {
                    arguments => {
                        __Holding::call::<
                            __Rounds_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `match`
        fn __node_3<__Engine: __Drives>(
            held: __Held<'_, __Rounds_1, (__Output<__Rounds_0>, ()), __Engine>,
        ) -> impl __Calling<__Rounds_1, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let draft = share_0;
                match <__Rounds_1>::__call(&(*draft)) {
                    arguments => {
                        __Holding::call::<
                            __Rounds_1,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `Good/break`
        fn __node_4<__Engine: __Drives>(
            state: &RoundsState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> __Call<RoundsEvent> {
            if const { __passes_over::<__Engine, Rounds>(4u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                4u16,
                || -> Result<u16, Failure> {
                    let __orch_0 = frame_1.review.get();
                    let case: u16 = match (*__orch_0) {
                        Verdict::Good => 0u16,
                        Verdict::Change(ref more) => 1u16,
                    };
                    Ok(case)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 4u16, Mark::Decided(value)))
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 4u16, Mark::Failed(failure)))
                }
            }
        }
        #[doc(hidden)]
        // `Change/notes/set`
        fn __node_5<__Engine: __Drives>(
            state: &RoundsState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> __Call<RoundsEvent> {
            if const { __passes_over::<__Engine, Rounds>(5u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                5u16,
                || -> Result<Arc<__Rounds_t1>, Failure> {
                    let _ = |give: fn() -> <__Rounds_0 as __Rounds_orch::Stage>::Output| {
                        let _: Draft = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Rounds_t1, _>::new(&frame_1.write).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        RoundsEvent::GoodBreak(Placed::succeeded(at.clone(), value)),
                    )
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 5u16, Mark::Failed(failure)))
                }
            }
        }
        #[doc(hidden)]
        // `return`
        fn __node_6<__Engine: __Drives>(
            state: &RoundsState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> __Call<RoundsEvent> {
            if const { __passes_over::<__Engine, Rounds>(6u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                6u16,
                || -> Result<Arc<__Rounds_t2>, Failure> {
                    let notes = frame_0.notes.get();
                    let __orch_0 = frame_1.review.get();
                    #[allow(irrefutable_let_patterns)]
                    let Verdict::Change(ref more) = (*__orch_0) else {
                        ::core::unreachable!()
                    };
                    let value: Option<Notes> = Some(clone_place(&(*more)));
                    Ok(Arc::new(value))
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        RoundsEvent::ChangeNotesSet(Placed::succeeded(at.clone(), value)),
                    )
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 6u16, Mark::Failed(failure)))
                }
            }
        }
        #[doc(hidden)]
        fn __node_7<__Engine: __Drives>(
            state: &RoundsState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> __Call<RoundsEvent> {
            if const { __passes_over::<__Engine, Rounds>(7u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                7u16,
                || -> Result<Arc<__Rounds_t1>, Failure> {
                    let _ = |give: fn() -> __Rounds_t1| {
                        let _: Draft = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Rounds_t1, _>::new(&frame_0.r#loop).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(RoundsEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 7u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
