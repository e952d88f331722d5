// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// #[saga]
// pub Saga(order: Order) -> Receipt {
//     let held = reserve(&order).with(compensate = release).await?;
//     charge(order, held).await?
// }

pub struct Saga {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Saga(order: Order) -> Launch<Saga> {
    Launch::new((order,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Saga_0 = <Checked<{ is_stage::<(reserve)>() }> as Give<(reserve)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Saga_1 = <Checked<{ is_stage::<(charge)>() }> as Give<(charge)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Saga_u0 = <Checked<{ is_agent::<(release)>() }> as Give<(release)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Saga_t0 = <Checked<{ is_shared::<(Order)>() }> as Give<(Order)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Saga_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`Saga`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct SagaState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Saga_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Saga_t1>,
    ///`reserve`
    pub reserve: Slot<<__Saga_0 as Stage>::Output>,
    ///`charge`
    pub charge: Slot<<__Saga_1 as Stage>::Output>,
}
///What can happen in a run of [`Saga`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum SagaEvent {
    /// Of the whole run.
    Run(RunEvent<(__Saga_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `reserve`.
    Reserve(At, NodeEvent<<__Saga_0 as Stage>::Output, NoValue>),
    ///Of `charge`.
    Charge(At, NodeEvent<<__Saga_1 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Saga_t1, NoValue>),
}
///What the agents of [`Saga`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct SagaResources {
    #[doc(hidden)]
    pub __r0: <__Saga_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Saga_1 as Stage>::Resources,
    #[doc(hidden)]
    pub __u0: <__Saga_u0 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for SagaResources
where
    <__Saga_0 as Stage>::Resources: ResourceSet<__App>,
    <__Saga_1 as Stage>::Resources: ResourceSet<__App>,
    <__Saga_u0 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        SagaResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
            __u0: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Saga`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct SagaSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for SagaSignals {
    fn from(port: SignalPort) -> Self {
        SagaSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl SagaSignals {}
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
                    deadline: None,
                    work_limit: None,
                    slo: None,
                    saga: true,
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
                            "reserve",
                            0u16,
                            blueprint::Kind::Stage {
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
                    blueprint::Node::new(
                            "charge",
                            0u16,
                            blueprint::Kind::stage(<__Saga_1>::__stage()),
                            &[0u16],
                            (4u32, 5u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[1u16],
                        (5u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for SagaState {
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
                2usize => Some(("reserve", MaybeSlot(&self.reserve).any())),
                3usize => Some(("charge", MaybeSlot(&self.charge).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.reserve).any_mut()),
                3usize => Some(MaybeSlot(&mut self.charge).any_mut()),
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
    impl Durable for Saga {}
    impl Pipeline for Saga {
        type Input = (__Saga_t0,);
        type Output = __Saga_t1;
        type State = SagaState;
        type Event = SagaEvent;
        type Resources = SagaResources;
        type Signals = SagaSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Saga::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(Saga::blueprint()));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> SagaEvent {
            SagaEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> SagaEvent {
            SagaEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> SagaEvent {
            SagaEvent::Mark(at, node, mark)
        }
        fn output(state: &SagaState) -> Option<&Arc<__Saga_t1>> {
            state.__output.shared()
        }
        fn transition(event: &SagaEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                SagaEvent::Run(event) => (&At::ROOT, None, event.transition()),
                SagaEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                SagaEvent::Reserve(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                SagaEvent::Charge(at, event) => (at, Some(1u16), event.transition(false)),
                SagaEvent::Return(at, event) => (at, Some(2u16), event.transition(false)),
            }
        }
        fn store(state: &mut SagaState, event: SagaEvent) {
            match event {
                SagaEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                SagaEvent::Run(_) | SagaEvent::Mark(..) => {}
                SagaEvent::Reserve(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.reserve);
                }
                SagaEvent::Charge(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.charge);
                }
                SagaEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &SagaEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                SagaEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                SagaEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                SagaEvent::Reserve(at, event) => MaybeEvent(event).encode(at, 0u16),
                SagaEvent::Charge(at, event) => MaybeEvent(event).encode(at, 1u16),
                SagaEvent::Return(at, event) => MaybeEvent(event).encode(at, 2u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<SagaEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Saga_t0,)>>::new()
                        .decode(what)
                        .map(SagaEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(SagaEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Saga_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| SagaEvent::Reserve(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Saga_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| SagaEvent::Charge(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<NodeEvent<__Saga_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| SagaEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &SagaState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &SagaResources,
        ) -> Call<SagaEvent> {
            match node {
                0u16 => Saga::__node_0(state, at, ask, engine, resources),
                1u16 => Saga::__node_1(state, at, ask, engine, resources),
                2u16 => Saga::__node_2(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                1u16 => <__Saga_1 as Stage>::undo(change, &resources.__r1, engine),
                0u16 => {
                    use __orch::private::{KeptLoads as _, KeptRefuses as _};
                    let change = change;
                    let kept = MaybeKept::<
                        <__Saga_0 as Stage>::Owned,
                        <__Saga_0 as Stage>::Output,
                    >::new()
                        .load(&change);
                    fn undone<'a>(
                        owned: &'a <__Saga_0 as Stage>::Owned,
                        output: Option<&'a <__Saga_0 as Stage>::Output>,
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
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Saga_0>::new().show(visitor);
            MaybeStage::<__Saga_1>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Saga {
        fn __node_0<__Engine: Engine>(
            state: &SagaState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SagaResources,
        ) -> Call<SagaEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Saga,
                __Engine,
                __Saga_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                SagaEvent::Reserve,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let order = &(&*share_0).0;
                    <__Saga_0 as Stage>::invoke(
                            computed::<
                                __Saga_0,
                                __Engine,
                            >(<__Saga_0>::__call(&(*order)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &SagaState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SagaResources,
        ) -> Call<SagaEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            let share_1 = frame_0.reserve.share();
            attempt::<
                Saga,
                __Engine,
                __Saga_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 1u16, &ask),
                None,
                keep_output,
                SagaEvent::Charge,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let order = &(&*share_0).0;
                    let held = (&*share_1);
                    <__Saga_1 as Stage>::invoke(
                            computed::<
                                __Saga_1,
                                __Engine,
                            >(
                                <__Saga_1>::__call(
                                    clone_place(&(*order)),
                                    clone_place(&(*held)),
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
            state: &SagaState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SagaResources,
        ) -> Call<SagaEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Saga::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__Saga_t1>, Failure> {
                    let _ = |give: fn() -> <__Saga_1 as Stage>::Output| {
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
                    Call::Now(SagaEvent::Return(at.clone(), NodeEvent::Succeeded(value)))
                }
                Err(failure) => {
                    Call::Now(SagaEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for SagaState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Saga>(self, f)
        }
    }
    impl ::core::fmt::Debug for SagaEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Saga>(self, f)
        }
    }
    impl serde::Serialize for SagaState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Saga, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for SagaState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Saga, __Deserializer>(deserializer)
        }
    }
    impl Saga {
        #[doc(hidden)]
        pub fn __call(order: __Saga_t0) -> (__Saga_t0,) {
            (order,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Saga_t0,)) -> (&__Saga_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Saga {
        type Args<'a> = (__Saga_t0,);
        type Owned = (__Saga_t0,);
        type Output = __Saga_t1;
        type Error = NoError;
        type Resources = SagaResources;
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
            <Saga as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a SagaResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Saga_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Saga>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = if let Some(text) = blueprint::check::uncompensated(
        Saga::blueprint(),
        0u16,
    ) {
        ::core::panic!("{}", text.as_str())
    };
    const _: () = if let Some(text) = blueprint::check::uncompensated(
        Saga::blueprint(),
        1u16,
    ) {
        ::core::panic!("{}", text.as_str())
    };
    const _: () = if let Some(text) = blueprint::check::nothing_to_undo(
        &<__Saga_0>::__stage(),
    ) {
        ::core::panic!("{}", text.as_str())
    };
    const _: () = saved::<Order>();
    const _: () = saved::<<__Saga_0 as Stage>::Output>();
    const _: () = saved::<<__Saga_1 as Stage>::Output>();
};
