// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// #[saga]
// pub Saga(order: Order) -> Receipt {
//     let held = reserve(&order).with(compensate = release).await?;
//     charge(order, held).await?
// }

///The checkpoint of a run of [`Saga`]: one slot a stage.
#[derive(Default)]
pub struct SagaState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Saga_orch::Slot<(__Saga_t0,)>,
    ///What the run gave.
    pub __output: __Saga_orch::Slot<__Saga_t1>,
    ///`reserve`
    pub reserve: __Saga_orch::Slot<__Saga_output<__Saga_0>>,
    ///`charge`
    pub charge: __Saga_orch::Slot<__Saga_output<__Saga_1>>,
}
///What can happen in a run of [`Saga`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum SagaEvent {
    /// Of the whole run.
    Run(RunEvent<(__Saga_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `reserve`.
    Reserve(__Saga_orch::Placed<__Saga_output<__Saga_0>>),
    ///Of `charge`.
    Charge(__Saga_orch::Placed<__Saga_output<__Saga_1>>),
    ///Of `return`.
    Return(__Saga_orch::Placed<__Saga_t1>),
}
const _: () = {
    impl Saga {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Saga",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 2u32,
                inputs: &[
                    blueprint::Param {
                        name: "order",
                        ty: "Order",
                    },
                ],
                output: "Receipt",
                options: blueprint::Options {
                    saga: true,
                    ..blueprint::Options::NONE
                },
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                ],
                nodes: &[
                    __Node::new(
                            "reserve",
                            0u16,
                            __Kind::Stage {
                                stage: <__Saga_0>::__stage(),
                                with: blueprint::Overrides {
                                    timeout: None,
                                    retry: None,
                                    compensation: blueprint::Compensation::With(
                                        &<__Saga_u0 as Agent>::SPEC,
                                    ),
                                },
                                fallback: None,
                                was: None,
                            },
                            &[],
                            (3u32, 16u32),
                        )
                        .ends(),
                    __Node::stage(
                        "charge",
                        0u16,
                        __Saga_1::__stage(),
                        &[0u16],
                        (4u32, 5u32),
                    ),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[1u16],
                        (5u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Saga {
        fn call<__Engine: Engine>(
            state: &SagaState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &SagaResources,
        ) -> Call<SagaEvent> {
            let asked = &engine::Asked::new::<Saga>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Saga_0,
                        Saga,
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
                                __Saga_0,
                                __KeepOutput,
                                Saga,
                            >(0u16, SagaEvent::Reserve, |state, at| &mut state.reserve)
                        },
                        Saga::__node_0,
                    )
                }
                1u16 => {
                    __Drives::attempt_with::<
                        __Saga_1,
                        Saga,
                        1u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, (&frame_0.reserve, ())), &resources.__r1),
                        const {
                            &__answering::<
                                __Saga_1,
                                __KeepOutput,
                                Saga,
                            >(1u16, SagaEvent::Charge, |state, at| &mut state.charge)
                        },
                        Saga::__node_1,
                    )
                }
                2u16 => Saga::__node_2(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            use __orch::Stage as __Stage;
            match change.site.node {
                1u16 => <__Saga_1 as __Stage>::undo(change, &resources.__r1, engine),
                0u16 => {
                    use __orch::private::{KeptLoads as _, KeptRefuses as _};
                    let change = change;
                    let kept = MaybeKept::<
                        <__Saga_0 as __Saga_orch::Stage>::Owned,
                        <__Saga_0 as __Saga_orch::Stage>::Output,
                    >::new()
                        .load(&change);
                    fn undone<'a>(
                        owned: &'a <__Saga_0 as Stage>::Owned,
                        output: Option<&'a <__Saga_0 as __Saga_orch::Stage>::Output>,
                    ) -> <__Saga_u0 as Stage>::Args<'a> {
                        let inputs = <__Saga_0>::__undone(owned);
                        let input_0 = inputs.0;
                        <__Saga_u0>::__call(input_0, output)
                    }
                    undo::<
                        __Saga_0,
                        __Saga_u0,
                        __Engine,
                    >(change, kept, &resources.__u0, engine, undone)
                }
                _ => None,
            }
        }
    }
    impl Saga {
        // `reserve`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Saga_0, ((__Saga_t0,), ()), __Engine>,
        ) -> impl __Calling<__Saga_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let order = &share_0.0;
                match <__Saga_0>::__call(&(*order)) {
                    arguments => {
                        __Holding::call::<
                            __Saga_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `charge`
        fn __node_1<__Engine: __Drives>(
            held: __Held<
                '_,
                __Saga_1,
                ((__Saga_t0,), (__Output<__Saga_0>, ())),
                __Engine,
            >,
        ) -> impl __Calling<__Saga_1, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let order = &share_0.0;
                let held = share_1;
                match <__Saga_1>::__call(clone_place(&(*order)), clone_place(&(*held))) {
                    arguments => {
                        __Holding::call::<
                            __Saga_1,
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
            state: &SagaState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &SagaResources,
        ) -> __Call<SagaEvent> {
            if const { __passes_over::<__Engine, Saga>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Saga::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__Saga_t1>, Failure> {
                    let _ = |give: fn() -> <__Saga_1 as __Saga_orch::Stage>::Output| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Saga_t1, _>::new(&frame_0.charge).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(SagaEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(SagaEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
