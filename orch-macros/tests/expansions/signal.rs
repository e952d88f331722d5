// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Signal(report: Report) -> Receipt {
//     let verdict = signal::<Verdict>("review").timeout(1h).await?;
//     store(report, verdict).await?
// }

pub struct Signal {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Signal(report: Report) -> Launch<Signal> {
    Launch::new((report,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Signal_0 = <Checked<{ is_stage::<(store)>() }> as Give<(store)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Signal_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Signal_t0 = <Checked<{ is_shared::<(Report)>() }> as Give<(Report)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Signal_t2 = <Checked<{ is_shared::<(Verdict)>() }> as Give<(Verdict)>>::Type;
///The checkpoint of a run of [`Signal`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct SignalState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Signal_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Signal_t1>,
    ///`review`
    pub review: Slot<__Signal_t2>,
    ///`store`
    pub store: Slot<<__Signal_0 as Stage>::Output>,
}
///What can happen in a run of [`Signal`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum SignalEvent {
    /// Of the whole run.
    Run(RunEvent<(__Signal_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `review`.
    Review(At, NodeEvent<__Signal_t2, NoValue>),
    ///Of `store`.
    Store(At, NodeEvent<<__Signal_0 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Signal_t1, NoValue>),
}
///What the agents of [`Signal`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct SignalResources {
    #[doc(hidden)]
    pub __r0: <__Signal_0 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for SignalResources
where
    <__Signal_0 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        SignalResources {
            __r0: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Signal`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct SignalSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for SignalSignals {
    fn from(port: SignalPort) -> Self {
        SignalSignals { __port: port }
    }
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
#[allow(
    non_snake_case,
    non_upper_case_globals,
    unused,
    unused_qualifications,
    unreachable_code,
    unreachable_patterns,
    private_interfaces,
    private_bounds,
    clippy::all,
    clippy::pedantic,
    missing_docs
)]
const _: () = {
    use ::orch::__private as __orch;
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
                options: blueprint::Options {
                    deadline: None,
                    work_limit: None,
                    slo: None,
                    saga: false,
                    ephemeral: false,
                    depth: None,
                },
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                ],
                nodes: &[
                    blueprint::Node::new(
                            "review",
                            0u16,
                            blueprint::Kind::Signal {
                                index: 0u16,
                                timeout: Some(::core::time::Duration::new(3600u64, 0u32)),
                            },
                            &[],
                            (2u32, 37u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                            "store",
                            0u16,
                            blueprint::Kind::stage(<__Signal_0>::__stage()),
                            &[0u16],
                            (3u32, 5u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
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
    impl FrameState for SignalState {
        fn progress(&self) -> &Progress {
            &self.__progress
        }
        fn progress_mut(&mut self) -> &mut Progress {
            &mut self.__progress
        }
        fn slot(&self, index: usize) -> Option<(&'static str, &dyn AnySlot)> {
            use __orch::private::{SlotRefuses as _, SlotSaves as _};
            match index {
                0usize => Some(("(input)", MaybeSlot(&self.__input).any())),
                1usize => Some(("(output)", MaybeSlot(&self.__output).any())),
                2usize => Some(("review", MaybeSlot(&self.review).any())),
                3usize => Some(("store", MaybeSlot(&self.store).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.review).any_mut()),
                3usize => Some(MaybeSlot(&mut self.store).any_mut()),
                _ => None,
            }
        }
        fn items(&self, node: u16) -> Option<&dyn AnyItems> {
            match node {
                _ => None,
            }
        }
        fn items_mut(&mut self, node: u16) -> Option<&mut dyn AnyItems> {
            match node {
                _ => None,
            }
        }
    }
    impl Durable for Signal {}
    impl Pipeline for Signal {
        type Input = (__Signal_t0,);
        type Output = __Signal_t1;
        type State = SignalState;
        type Event = SignalEvent;
        type Resources = SignalResources;
        type Signals = SignalSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Signal::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Signal::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> SignalEvent {
            SignalEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> SignalEvent {
            SignalEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> SignalEvent {
            SignalEvent::Mark(at, node, mark)
        }
        fn output(state: &SignalState) -> Option<&Arc<__Signal_t1>> {
            state.__output.shared()
        }
        fn transition(event: &SignalEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                SignalEvent::Run(event) => (&At::ROOT, None, event.transition()),
                SignalEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                SignalEvent::Review(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                SignalEvent::Store(at, event) => {
                    (at, Some(1u16), event.transition(false))
                }
                SignalEvent::Return(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut SignalState, event: SignalEvent) {
            match event {
                SignalEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                SignalEvent::Run(_) | SignalEvent::Mark(..) => {}
                SignalEvent::Review(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.review);
                }
                SignalEvent::Store(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.store);
                }
                SignalEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &SignalEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                SignalEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                SignalEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                SignalEvent::Review(at, event) => MaybeEvent(event).encode(at, 0u16),
                SignalEvent::Store(at, event) => MaybeEvent(event).encode(at, 1u16),
                SignalEvent::Return(at, event) => MaybeEvent(event).encode(at, 2u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<SignalEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Signal_t0,)>>::new()
                        .decode(what)
                        .map(SignalEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(SignalEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<NodeEvent<__Signal_t2, NoValue>>::new()
                        .decode(what)
                        .map(|event| SignalEvent::Review(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Signal_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| SignalEvent::Store(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<NodeEvent<__Signal_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| SignalEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &SignalState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> Call<SignalEvent> {
            match node {
                0u16 => Signal::__node_0(state, at, ask, engine, resources),
                1u16 => Signal::__node_1(state, at, ask, engine, resources),
                2u16 => Signal::__node_2(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                1u16 => <__Signal_0 as Stage>::undo(change, &resources.__r0, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Signal_0>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
            MaybePayload::<__Signal_t2>::new().show(visitor, "review");
        }
    }
    impl Signal {
        fn __node_0<__Engine: Engine>(
            state: &SignalState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> Call<SignalEvent> {
            let frame_0 = state;
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
            match ask {
                Ask::Deliver(payload) => {
                    match MaybePayload::<__Signal_t2>::new().decode(payload) {
                        Ok(payload) => {
                            Call::Now(
                                SignalEvent::Review(
                                    at.clone(),
                                    NodeEvent::Succeeded(Arc::new(payload)),
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
                            at.clone(),
                            NodeEvent::failed(failure, false, value, None),
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
        fn __node_1<__Engine: Engine>(
            state: &SignalState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> Call<SignalEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            let share_1 = frame_0.review.share();
            attempt::<
                Signal,
                __Engine,
                __Signal_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 1u16, &ask),
                None,
                keep_output,
                SignalEvent::Store,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let report = &(&*share_0).0;
                    let verdict = (&*share_1);
                    <__Signal_0 as Stage>::invoke(
                            computed::<
                                __Signal_0,
                                __Engine,
                            >(
                                <__Signal_0>::__call(
                                    clone_place(&(*report)),
                                    clone_place(&(*verdict)),
                                ),
                                computing,
                                &engine,
                            )?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_2<__Engine: Engine>(
            state: &SignalState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SignalResources,
        ) -> Call<SignalEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Signal::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__Signal_t1>, Failure> {
                    let _ = |give: fn() -> <__Signal_0 as Stage>::Output| {
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
                    Call::Now(
                        SignalEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(SignalEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for SignalState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Signal>(self, f)
        }
    }
    impl ::core::fmt::Debug for SignalEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Signal>(self, f)
        }
    }
    impl serde::Serialize for SignalState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Signal, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for SignalState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Signal, __Deserializer>(deserializer)
        }
    }
    impl Signal {
        #[doc(hidden)]
        pub fn __call(report: __Signal_t0) -> (__Signal_t0,) {
            (report,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Signal_t0,)) -> (&__Signal_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Signal {
        type Args<'a> = (__Signal_t0,);
        type Owned = (__Signal_t0,);
        type Output = __Signal_t1;
        type Error = NoError;
        type Resources = SignalResources;
        fn describe() -> blueprint::StageRef {
            Self::__stage()
        }
        fn lend(owned: &Self::Owned) -> Self::Args<'_> {
            use __orch::{GiveByClone as _, GiveNever as _};
            ((&Cloned(&owned.0)).give(),)
        }
        fn encode(args: &Self::Args<'_>) -> Result<serde_json::Value, Failure> {
            use ::orch::__private::private::{ArgumentsRefuse as _, ArgumentsSave as _};
            MaybeArguments(args).encode()
        }
        fn failure_of(error: &NoError) -> Failure {
            match *error {}
        }
        fn visit_within<__Visitor: Visitor>(visitor: &mut __Visitor) {
            <Signal as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a SignalResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Signal_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Signal>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Report>();
    const _: () = saved::<Verdict>();
    const _: () = saved::<<__Signal_0 as Stage>::Output>();
};
