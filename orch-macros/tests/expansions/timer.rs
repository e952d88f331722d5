// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Timer(order: Order) -> Receipt {
//     let held = reserve(&order).await?;
//     sleep(1h).await;
//     charge(order, held).await?
// }

pub struct Timer {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Timer(order: Order) -> Launch<Timer> {
    Launch::new((order,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Timer_0 = <Checked<{ is_stage::<(reserve)>() }> as Give<(reserve)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Timer_1 = <Checked<{ is_stage::<(charge)>() }> as Give<(charge)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Timer_t0 = <Checked<{ is_shared::<(Order)>() }> as Give<(Order)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Timer_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`Timer`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct TimerState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Timer_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Timer_t1>,
    ///`reserve`
    pub reserve: Slot<<__Timer_0 as Stage>::Output>,
    ///`charge`
    pub charge: Slot<<__Timer_1 as Stage>::Output>,
}
///What can happen in a run of [`Timer`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum TimerEvent {
    /// Of the whole run.
    Run(RunEvent<(__Timer_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `reserve`.
    Reserve(At, NodeEvent<<__Timer_0 as Stage>::Output, NoValue>),
    ///Of `charge`.
    Charge(At, NodeEvent<<__Timer_1 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Timer_t1, NoValue>),
}
///What the agents of [`Timer`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct TimerResources {
    #[doc(hidden)]
    pub __r0: <__Timer_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Timer_1 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for TimerResources
where
    <__Timer_0 as Stage>::Resources: ResourceSet<__App>,
    <__Timer_1 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        TimerResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Timer`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct TimerSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for TimerSignals {
    fn from(port: SignalPort) -> Self {
        TimerSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl TimerSignals {}
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
                            "reserve",
                            0u16,
                            blueprint::Kind::stage(<__Timer_0>::__stage()),
                            &[],
                            (2u32, 16u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "sleep",
                        0u16,
                        blueprint::Kind::Sleep {
                            time: Some(::core::time::Duration::new(3600u64, 0u32)),
                        },
                        &[],
                        (3u32, 5u32),
                    ),
                    blueprint::Node::new(
                            "charge",
                            0u16,
                            blueprint::Kind::stage(<__Timer_1>::__stage()),
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
                        &[2u16],
                        (5u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for TimerState {
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
    impl Durable for Timer {}
    impl Pipeline for Timer {
        type Input = (__Timer_t0,);
        type Output = __Timer_t1;
        type State = TimerState;
        type Event = TimerEvent;
        type Resources = TimerResources;
        type Signals = TimerSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Timer::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Timer::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> TimerEvent {
            TimerEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> TimerEvent {
            TimerEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> TimerEvent {
            TimerEvent::Mark(at, node, mark)
        }
        fn output(state: &TimerState) -> Option<&Arc<__Timer_t1>> {
            state.__output.shared()
        }
        fn transition(event: &TimerEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                TimerEvent::Run(event) => (&At::ROOT, None, event.transition()),
                TimerEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                TimerEvent::Reserve(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                TimerEvent::Charge(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
                TimerEvent::Return(at, event) => {
                    (at, Some(3u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut TimerState, event: TimerEvent) {
            match event {
                TimerEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                TimerEvent::Run(_) | TimerEvent::Mark(..) => {}
                TimerEvent::Reserve(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.reserve);
                }
                TimerEvent::Charge(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.charge);
                }
                TimerEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &TimerEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                TimerEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                TimerEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                TimerEvent::Reserve(at, event) => MaybeEvent(event).encode(at, 0u16),
                TimerEvent::Charge(at, event) => MaybeEvent(event).encode(at, 2u16),
                TimerEvent::Return(at, event) => MaybeEvent(event).encode(at, 3u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<TimerEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Timer_t0,)>>::new()
                        .decode(what)
                        .map(TimerEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(TimerEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Timer_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| TimerEvent::Reserve(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Timer_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| TimerEvent::Charge(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<NodeEvent<__Timer_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| TimerEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &TimerState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> Call<TimerEvent> {
            match node {
                0u16 => Timer::__node_0(state, at, ask, engine, resources),
                1u16 => Timer::__node_1(state, at, ask, engine, resources),
                2u16 => Timer::__node_2(state, at, ask, engine, resources),
                3u16 => Timer::__node_3(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                0u16 => <__Timer_0 as Stage>::undo(change, &resources.__r0, engine),
                2u16 => <__Timer_1 as Stage>::undo(change, &resources.__r1, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Timer_0>::new().show(visitor);
            MaybeStage::<__Timer_1>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Timer {
        fn __node_0<__Engine: Engine>(
            state: &TimerState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> Call<TimerEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Timer,
                __Engine,
                __Timer_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                TimerEvent::Reserve,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let order = &(&*share_0).0;
                    <__Timer_0 as Stage>::invoke(
                            computed::<
                                __Timer_0,
                                __Engine,
                            >(<__Timer_0>::__call(&(*order)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &TimerState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> Call<TimerEvent> {
            let frame_0 = state;
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
        fn __node_2<__Engine: Engine>(
            state: &TimerState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> Call<TimerEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            let share_1 = frame_0.reserve.share();
            attempt::<
                Timer,
                __Engine,
                __Timer_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 2u16, &ask),
                None,
                keep_output,
                TimerEvent::Charge,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let order = &(&*share_0).0;
                    let held = (&*share_1);
                    <__Timer_1 as Stage>::invoke(
                            computed::<
                                __Timer_1,
                                __Engine,
                            >(
                                <__Timer_1>::__call(
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
        fn __node_3<__Engine: Engine>(
            state: &TimerState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &TimerResources,
        ) -> Call<TimerEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Timer::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Timer_t1>, Failure> {
                    let _ = |give: fn() -> <__Timer_1 as Stage>::Output| {
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
                    Call::Now(
                        TimerEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(TimerEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for TimerState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Timer>(self, f)
        }
    }
    impl ::core::fmt::Debug for TimerEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Timer>(self, f)
        }
    }
    impl serde::Serialize for TimerState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Timer, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for TimerState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Timer, __Deserializer>(deserializer)
        }
    }
    impl Timer {
        #[doc(hidden)]
        pub fn __call(order: __Timer_t0) -> (__Timer_t0,) {
            (order,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Timer_t0,)) -> (&__Timer_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Timer {
        type Args<'a> = (__Timer_t0,);
        type Owned = (__Timer_t0,);
        type Output = __Timer_t1;
        type Error = NoError;
        type Resources = TimerResources;
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
            <Timer as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a TimerResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Timer_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Timer>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Order>();
    const _: () = saved::<<__Timer_0 as Stage>::Output>();
    const _: () = saved::<<__Timer_1 as Stage>::Output>();
};
