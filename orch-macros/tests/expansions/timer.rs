// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Timer(order: Order) -> Receipt {
//     let held = reserve(&order).await?;
//     sleep(1h).await;
//     charge(order, held).await?
// }

///The checkpoint of a run of [`Timer`]: one slot a stage.
#[derive(Default)]
pub struct TimerState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Timer_orch::Slot<(__Timer_t0,)>,
    ///What the run gave.
    pub __output: __Timer_orch::Slot<__Timer_t1>,
    ///`reserve`
    pub reserve: __Timer_orch::Slot<__Timer_output<__Timer_0>>,
    ///`charge`
    pub charge: __Timer_orch::Slot<__Timer_output<__Timer_1>>,
}
///What can happen in a run of [`Timer`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum TimerEvent {
    /// Of the whole run.
    Run(RunEvent<(__Timer_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `reserve`.
    Reserve(__Timer_orch::Placed<__Timer_output<__Timer_0>>),
    ///Of `charge`.
    Charge(__Timer_orch::Placed<__Timer_output<__Timer_1>>),
    ///Of `return`.
    Return(__Timer_orch::Placed<__Timer_t1>),
}
const _: () = {
    impl Timer {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Timer",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "order",
                        ty: "Order",
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
                        "reserve",
                        0u16,
                        __Timer_0::__stage(),
                        &[],
                        (2u32, 16u32),
                    ),
                    __Node::new(
                        "sleep",
                        0u16,
                        __Kind::Sleep {
                            time: Some(::core::time::Duration::new(3600u64, 0u32)),
                        },
                        &[],
                        (3u32, 5u32),
                    ),
                    __Node::stage(
                        "charge",
                        0u16,
                        __Timer_1::__stage(),
                        &[0u16],
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
    impl Pipeline for Timer {
        fn call<__Engine: Engine>(
            state: &TimerState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> Call<TimerEvent> {
            let asked = &engine::Asked::new::<Timer>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Timer_0,
                        Timer,
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
                                __Timer_0,
                                __KeepOutput,
                                Timer,
                            >(0u16, TimerEvent::Reserve, |state, at| &mut state.reserve)
                        },
                        Timer::__node_0,
                    )
                }
                1u16 => Timer::__node_1(state, asked, engine, resources),
                2u16 => {
                    __Drives::attempt_with::<
                        __Timer_1,
                        Timer,
                        2u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, (&frame_0.reserve, ())), &resources.__r1),
                        const {
                            &__answering::<
                                __Timer_1,
                                __KeepOutput,
                                Timer,
                            >(2u16, TimerEvent::Charge, |state, at| &mut state.charge)
                        },
                        Timer::__node_2,
                    )
                }
                3u16 => Timer::__node_3(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Timer {
        // `reserve`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Timer_0, ((__Timer_t0,), ()), __Engine>,
        ) -> impl __Calling<__Timer_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let order = &share_0.0;
                match <__Timer_0>::__call(&(*order)) {
                    arguments => {
                        __Holding::call::<
                            __Timer_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        // `sleep`
        fn __node_1<__Engine: __Drives>(
            state: &TimerState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> __Call<TimerEvent> {
            if const { __passes_over::<__Engine, Timer>(1u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Timer::blueprint(),
                state,
                at,
                1u16,
                || -> Result<Timestamp, Failure> {
                    let until = engine
                        .now()
                        .saturating_add(
                            time(::core::time::Duration::new(3600u64, 0u32)),
                        );
                    Ok(until)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        TimerEvent::Mark(
                            at.clone(),
                            1u16,
                            Mark::waiting(Some(value), None),
                        ),
                    )
                }
                Err(failure) => {
                    Call::Now(TimerEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)))
                }
            }
        }
        // `charge`
        fn __node_2<__Engine: __Drives>(
            held: __Held<
                '_,
                __Timer_1,
                ((__Timer_t0,), (__Output<__Timer_0>, ())),
                __Engine,
            >,
        ) -> impl __Calling<__Timer_1, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let order = &share_0.0;
                let held = share_1;
                match <__Timer_1>::__call(
                    clone_place(&(*order)),
                    clone_place(&(*held)),
                ) {
                    arguments => {
                        __Holding::call::<
                            __Timer_1,
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
            state: &TimerState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> __Call<TimerEvent> {
            if const { __passes_over::<__Engine, Timer>(3u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Timer::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Timer_t1>, Failure> {
                    let _ = |give: fn() -> <__Timer_1 as __Timer_orch::Stage>::Output| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Timer_t1, _>::new(&frame_0.charge).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(TimerEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(TimerEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
