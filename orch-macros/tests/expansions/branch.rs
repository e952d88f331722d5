// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Branch(line: Line) -> Receipt {
//     let bar = parse(&line).await?;
//     if bar.is_odd() {
//         store(bar).await?
//     } else {
//         drop_bar(&bar).await?
//     }
// }

///The checkpoint of a run of [`Branch`]: one slot a stage.
#[derive(Default)]
pub struct BranchState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Branch_orch::Slot<(__Branch_t0,)>,
    ///What the run gave.
    pub __output: __Branch_orch::Slot<__Branch_t1>,
    ///`parse`
    pub parse: __Branch_orch::Slot<__Branch_output<__Branch_0>>,
    ///`then/store`
    pub then_store: __Branch_orch::Slot<__Branch_output<__Branch_1>>,
    ///`else/drop_bar`
    pub else_drop_bar: __Branch_orch::Slot<__Branch_output<__Branch_2>>,
    ///`value`
    pub value: __Branch_orch::Slot<__Branch_t1>,
}
///What can happen in a run of [`Branch`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum BranchEvent {
    /// Of the whole run.
    Run(RunEvent<(__Branch_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `parse`.
    Parse(__Branch_orch::Placed<__Branch_output<__Branch_0>>),
    ///Of `then/store`.
    ThenStore(__Branch_orch::Placed<__Branch_output<__Branch_1>>),
    ///Of `else/drop_bar`.
    ElseDropBar(__Branch_orch::Placed<__Branch_output<__Branch_2>>),
    ///Of `value`.
    Value(__Branch_orch::Placed<__Branch_t1>),
    ///Of `return`.
    Return(__Branch_orch::Placed<__Branch_t1>),
}
const _: () = {
    impl Branch {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Branch",
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
                        "parse",
                        0u16,
                        __Branch_0::__stage(),
                        &[],
                        (2u32, 15u32),
                    ),
                    __Node::new(
                        "if",
                        0u16,
                        __Kind::Decide {
                            arms: &["then", "else"],
                        },
                        &[0u16],
                        (3u32, 5u32),
                    ),
                    __Node::stage(
                            "then/store",
                            0u16,
                            __Branch_1::__stage(),
                            &[0u16],
                            (4u32, 9u32),
                        )
                        .guard(1u16, 0u16),
                    __Node::stage(
                            "else/drop_bar",
                            0u16,
                            __Branch_2::__stage(),
                            &[0u16],
                            (6u32, 9u32),
                        )
                        .guard(1u16, 1u16),
                    __Node::new(
                        "value",
                        0u16,
                        __Kind::Join,
                        &[1u16, 2u16, 3u16],
                        (3u32, 5u32),
                    ),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[4u16],
                        (8u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Branch {
        fn call<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let asked = &engine::Asked::new::<Branch>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Branch_0,
                        Branch,
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
                                __Branch_0,
                                __KeepOutput,
                                Branch,
                            >(0u16, BranchEvent::Parse, |state, at| &mut state.parse)
                        },
                        Branch::__node_0,
                    )
                }
                1u16 => Branch::__node_1(state, asked, engine, resources),
                2u16 => {
                    __Drives::attempt_with::<
                        __Branch_1,
                        Branch,
                        2u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.parse, ()), &resources.__r1),
                        const {
                            &__answering::<
                                __Branch_1,
                                __KeepOutput,
                                Branch,
                            >(
                                2u16,
                                BranchEvent::ThenStore,
                                |state, at| &mut state.then_store,
                            )
                        },
                        Branch::__node_2,
                    )
                }
                3u16 => {
                    __Drives::attempt_with::<
                        __Branch_2,
                        Branch,
                        3u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.parse, ()), &resources.__r2),
                        const {
                            &__answering::<
                                __Branch_2,
                                __KeepOutput,
                                Branch,
                            >(
                                3u16,
                                BranchEvent::ElseDropBar,
                                |state, at| &mut state.else_drop_bar,
                            )
                        },
                        Branch::__node_3,
                    )
                }
                4u16 => Branch::__node_4(state, asked, engine, resources),
                5u16 => Branch::__node_5(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Branch {
        // `parse`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Branch_0, ((__Branch_t0,), ()), __Engine>,
        ) -> impl __Calling<__Branch_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Branch_0>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Branch_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `if`
        fn __node_1<__Engine: __Drives>(
            state: &BranchState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> __Call<BranchEvent> {
            if const { __passes_over::<__Engine, Branch>(1u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Branch::blueprint(),
                state,
                at,
                1u16,
                || -> Result<u16, Failure> {
                    let bar = frame_0.parse.get();
                    let case: u16 = if (*bar).is_odd() { 0u16 } else { 1u16 };
                    Ok(case)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 1u16, Mark::Decided(value)))
                }
                Err(failure) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)))
                }
            }
        }
        // `then/store`
        fn __node_2<__Engine: __Drives>(
            held: __Held<'_, __Branch_1, (__Output<__Branch_0>, ()), __Engine>,
        ) -> impl __Calling<__Branch_1, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let bar = share_0;
                match <__Branch_1>::__call(clone_place(&(*bar))) {
                    arguments => {
                        __Holding::call::<
                            __Branch_1,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `else/drop_bar`
        fn __node_3<__Engine: __Drives>(
            held: __Held<'_, __Branch_2, (__Output<__Branch_0>, ()), __Engine>,
        ) -> impl __Calling<__Branch_2, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let bar = share_0;
                match <__Branch_2>::__call(&(*bar)) {
                    arguments => {
                        __Holding::call::<
                            __Branch_2,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `value`
        fn __node_4<__Engine: __Drives>(
            state: &BranchState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> __Call<BranchEvent> {
            if const { __passes_over::<__Engine, Branch>(4u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Branch::blueprint(),
                state,
                at,
                4u16,
                || -> Result<Arc<__Branch_t1>, Failure> {
                    match frame_0.__progress.case(1u16) {
                        0u16 => {
                            let _ = |
                                give: fn() -> <__Branch_1 as __Branch_orch::Stage>::Output|
                            {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Branch_t1, _>::new(&frame_0.then_store).arc()
                            })
                        }
                        1u16 => {
                            let _ = |
                                give: fn() -> <__Branch_2 as __Branch_orch::Stage>::Output|
                            {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Branch_t1, _>::new(&frame_0.else_drop_bar).arc()
                            })
                        }
                        case => ::core::unreachable!("arm {case} gives no value"),
                    }
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(BranchEvent::Value(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 4u16, Mark::Failed(failure)))
                }
            }
        }
        #[doc(hidden)]
        // `return`
        fn __node_5<__Engine: __Drives>(
            state: &BranchState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> __Call<BranchEvent> {
            if const { __passes_over::<__Engine, Branch>(5u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Branch::blueprint(),
                state,
                at,
                5u16,
                || -> Result<Arc<__Branch_t1>, Failure> {
                    let _ = |give: fn() -> __Branch_t1| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Branch_t1, _>::new(&frame_0.value).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(BranchEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 5u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
