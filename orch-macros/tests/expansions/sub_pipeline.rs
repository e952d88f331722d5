// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub SubPipeline(order: Order) -> Receipt {
//     let price = Pricing(order.clone()).await?;
//     charge(order, price).await?
// }

///The checkpoint of a run of [`SubPipeline`]: one slot a stage.
#[derive(Default)]
pub struct SubPipelineState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __SubPipeline_orch::Slot<(__SubPipeline_t0,)>,
    ///What the run gave.
    pub __output: __SubPipeline_orch::Slot<__SubPipeline_t1>,
    ///`Pricing`
    pub pricing: __SubPipeline_orch::Slot<__SubPipeline_output<__SubPipeline_0>>,
    ///`charge`
    pub charge: __SubPipeline_orch::Slot<__SubPipeline_output<__SubPipeline_1>>,
}
///What can happen in a run of [`SubPipeline`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum SubPipelineEvent {
    /// Of the whole run.
    Run(RunEvent<(__SubPipeline_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `Pricing`.
    Pricing(__SubPipeline_orch::Placed<__SubPipeline_output<__SubPipeline_0>>),
    ///Of `charge`.
    Charge(__SubPipeline_orch::Placed<__SubPipeline_output<__SubPipeline_1>>),
    ///Of `return`.
    Return(__SubPipeline_orch::Placed<__SubPipeline_t1>),
}
const _: () = {
    impl SubPipeline {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "SubPipeline",
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
                        "Pricing",
                        0u16,
                        __SubPipeline_0::__stage(),
                        &[],
                        (2u32, 17u32),
                    ),
                    __Node::stage(
                        "charge",
                        0u16,
                        __SubPipeline_1::__stage(),
                        &[0u16],
                        (3u32, 5u32),
                    ),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[1u16],
                        (4u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for SubPipeline {
        fn call<__Engine: Engine>(
            state: &SubPipelineState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &SubPipelineResources,
        ) -> Call<SubPipelineEvent> {
            let asked = &engine::Asked::new::<SubPipeline>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __SubPipeline_0,
                        SubPipeline,
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
                                __SubPipeline_0,
                                __KeepOutput,
                                SubPipeline,
                            >(
                                0u16,
                                SubPipelineEvent::Pricing,
                                |state, at| &mut state.pricing,
                            )
                        },
                        SubPipeline::__node_0,
                    )
                }
                1u16 => {
                    __Drives::attempt_with::<
                        __SubPipeline_1,
                        SubPipeline,
                        1u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, (&frame_0.pricing, ())), &resources.__r1),
                        const {
                            &__answering::<
                                __SubPipeline_1,
                                __KeepOutput,
                                SubPipeline,
                            >(
                                1u16,
                                SubPipelineEvent::Charge,
                                |state, at| &mut state.charge,
                            )
                        },
                        SubPipeline::__node_1,
                    )
                }
                2u16 => SubPipeline::__node_2(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl SubPipeline {
        // `Pricing`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __SubPipeline_0, ((__SubPipeline_t0,), ()), __Engine>,
        ) -> impl __Calling<__SubPipeline_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let order = &share_0.0;
                match <__SubPipeline_0>::__call((*order).clone()) {
                    arguments => {
                        __Holding::call::<
                            __SubPipeline_0,
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
                __SubPipeline_1,
                ((__SubPipeline_t0,), (__Output<__SubPipeline_0>, ())),
                __Engine,
            >,
        ) -> impl __Calling<__SubPipeline_1, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let order = &share_0.0;
                let price = share_1;
                match <__SubPipeline_1>::__call(
                    clone_place(&(*order)),
                    clone_place(&(*price)),
                ) {
                    arguments => {
                        __Holding::call::<
                            __SubPipeline_1,
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
            state: &SubPipelineState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &SubPipelineResources,
        ) -> __Call<SubPipelineEvent> {
            if const { __passes_over::<__Engine, SubPipeline>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                SubPipeline::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__SubPipeline_t1>, Failure> {
                    let _ = |
                        give: fn() -> <__SubPipeline_1 as __SubPipeline_orch::Stage>::Output|
                    {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__SubPipeline_t1, _>::new(&frame_0.charge).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        SubPipelineEvent::Return(Placed::succeeded(at.clone(), value)),
                    )
                }
                Err(failure) => {
                    Call::Now(
                        SubPipelineEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)),
                    )
                }
            }
        }
    }
};
