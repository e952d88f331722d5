// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Signal(report: Report) -> Receipt {
//     let verdict = signal::<Verdict>("review").timeout(1h).await?;
//     store(report, verdict).await?
// }

///The checkpoint of a run of [`Signal`]: one slot a stage.
#[derive(Default)]
pub struct SignalState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Signal_orch::Slot<(__Signal_t0,)>,
    ///What the run gave.
    pub __output: __Signal_orch::Slot<__Signal_t1>,
    ///`review`
    pub review: __Signal_orch::Slot<__Signal_t2>,
    ///`store`
    pub store: __Signal_orch::Slot<__Signal_output<__Signal_0>>,
}
///What can happen in a run of [`Signal`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum SignalEvent {
    /// Of the whole run.
    Run(RunEvent<(__Signal_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `review`.
    Review(__Signal_orch::Placed<__Signal_t2>),
    ///Of `store`.
    Store(__Signal_orch::Placed<__Signal_output<__Signal_0>>),
    ///Of `return`.
    Return(__Signal_orch::Placed<__Signal_t1>),
}
#[allow(private_interfaces)]
impl SignalSignals {
    ///Sends the signal `review` to the one that waits for it without a key.
    ///
    /// It is sent at once; awaiting tells whether it was taken. An error says that the run has ended, or that
    /// the payload cannot be written or stored.
    pub fn review(&self, payload: Verdict) -> Sending {
        use ::orch::__private::private::{PayloadRefuses as _, PayloadSaves as _};
        MaybePayload::<Verdict>::new().send(&self.__port, "review", None, &payload)
    }
}
const _: () = {
    impl Signal {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Signal",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "report",
                        ty: "Report",
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
                    __Node::new(
                            "review",
                            0u16,
                            __Kind::Signal {
                                index: 0u16,
                                timeout: Some(::core::time::Duration::new(3600u64, 0u32)),
                            },
                            &[],
                            (2u32, 37u32),
                        )
                        .ends(),
                    __Node::stage(
                        "store",
                        0u16,
                        __Signal_0::__stage(),
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
                signals: &[
                    blueprint::Signal {
                        name: "review",
                        ty: "Verdict",
                    },
                ],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Signal {
        fn call<__Engine: Engine>(
            state: &SignalState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> Call<SignalEvent> {
            let asked = &engine::Asked::new::<Signal>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => Signal::__node_0(state, asked, engine, resources),
                1u16 => {
                    __Drives::attempt_with::<
                        __Signal_0,
                        Signal,
                        1u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, (&frame_0.review, ())), &resources.__r0),
                        const {
                            &__answering::<
                                __Signal_0,
                                __KeepOutput,
                                Signal,
                            >(1u16, SignalEvent::Store, |state, at| &mut state.store)
                        },
                        Signal::__node_1,
                    )
                }
                2u16 => Signal::__node_2(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Signal {
        #[doc(hidden)]
        // `review`
        fn __node_0<__Engine: __Drives>(
            state: &SignalState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> __Call<SignalEvent> {
            if const { __passes_over::<__Engine, Signal>(0u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
            match asked.ask() {
                Ask::Deliver(payload) => {
                    match MaybePayload::<__Signal_t2>::new().decode(payload) {
                        Ok(payload) => {
                            Call::Now(
                                SignalEvent::Review(
                                    Placed::succeeded(at.clone(), Arc::new(payload)),
                                ),
                            )
                        }
                        Err(failure) => {
                            Call::Now(
                                SignalEvent::Mark(at.clone(), 0u16, Mark::Failed(failure)),
                            )
                        }
                    }
                }
                Ask::Expire => {
                    let failure = signal_expired(Signal::blueprint(), state, at, 0u16);
                    let value = None;
                    Call::Now(
                        SignalEvent::Review(
                            Placed::new(
                                at.clone(),
                                NodeEvent::failed(failure, false, value, None),
                            ),
                        ),
                    )
                }
                _ => {
                    let evaluated = evaluate(
                        Signal::blueprint(),
                        state,
                        at,
                        0u16,
                        || -> Result<Mark, Failure> {
                            Ok(
                                Mark::waiting(
                                    Some({
                                        engine
                                            .now()
                                            .saturating_add(
                                                time(::core::time::Duration::new(3600u64, 0u32)),
                                            )
                                    }),
                                    None,
                                ),
                            )
                        },
                    );
                    match evaluated {
                        Ok(value) => {
                            Call::Now(SignalEvent::Mark(at.clone(), 0u16, value))
                        }
                        Err(failure) => {
                            Call::Now(
                                SignalEvent::Mark(at.clone(), 0u16, Mark::Failed(failure)),
                            )
                        }
                    }
                }
            }
        }
        // `store`
        fn __node_1<__Engine: __Drives>(
            held: __Held<'_, __Signal_0, ((__Signal_t0,), (__Signal_t2, ())), __Engine>,
        ) -> impl __Calling<__Signal_0, __KeepOutput> {
            async move {
                let (computing, (share_0, (share_1, ()))) = __Holding::begin(&held);
                let report = &share_0.0;
                let verdict = share_1;
                match <__Signal_0>::__call(
                    clone_place(&(*report)),
                    clone_place(&(*verdict)),
                ) {
                    arguments => {
                        __Holding::call::<
                            __Signal_0,
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
            state: &SignalState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> __Call<SignalEvent> {
            if const { __passes_over::<__Engine, Signal>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Signal::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__Signal_t1>, Failure> {
                    let _ = |give: fn() -> <__Signal_0 as __Signal_orch::Stage>::Output| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Signal_t1, _>::new(&frame_0.store).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(SignalEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(SignalEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
