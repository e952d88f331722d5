// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Race(symbol: Symbol) -> Quote {
//     race(fetch(&symbol), ask(&symbol).delay(300ms)).await?
// }

pub struct Race {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Race(symbol: Symbol) -> Launch<Race> {
    Launch::new((symbol,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Race_0 = <Checked<{ is_stage::<(fetch)>() }> as Give<(fetch)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Race_1 = <Checked<{ is_stage::<(ask)>() }> as Give<(ask)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Race_t1 = <Checked<{ is_shared::<(Quote)>() }> as Give<(Quote)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Race_t0 = <Checked<{ is_shared::<(Symbol)>() }> as Give<(Symbol)>>::Type;
///The checkpoint of a run of [`Race`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct RaceState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Race_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Race_t1>,
    ///`fetch`
    pub fetch: Slot<<__Race_0 as Stage>::Output>,
    ///`ask`
    pub ask: Slot<<__Race_1 as Stage>::Output>,
    ///`race`
    pub race: Slot<<__Race_0 as Stage>::Output>,
}
///What can happen in a run of [`Race`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum RaceEvent {
    /// Of the whole run.
    Run(RunEvent<(__Race_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `fetch`.
    Fetch(At, NodeEvent<<__Race_0 as Stage>::Output, NoValue>),
    ///Of `ask`.
    Ask(At, NodeEvent<<__Race_1 as Stage>::Output, NoValue>),
    ///Of `race`.
    Race(At, NodeEvent<<__Race_0 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Race_t1, NoValue>),
}
///What the agents of [`Race`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct RaceResources {
    #[doc(hidden)]
    pub __r0: <__Race_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Race_1 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for RaceResources
where
    <__Race_0 as Stage>::Resources: ResourceSet<__App>,
    <__Race_1 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        RaceResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Race`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct RaceSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for RaceSignals {
    fn from(port: SignalPort) -> Self {
        RaceSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl RaceSignals {}
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
    impl Race {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Race",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "symbol",
                        ty: "Symbol",
                    },
                ],
                output: "Quote",
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
                            "fetch",
                            0u16,
                            blueprint::Kind::stage(<__Race_0>::__stage()),
                            &[],
                            (2u32, 10u32),
                        )
                        .race(2u16),
                    blueprint::Node::new(
                            "ask",
                            0u16,
                            blueprint::Kind::stage(<__Race_1>::__stage()),
                            &[],
                            (2u32, 26u32),
                        )
                        .race(2u16),
                    blueprint::Node::new(
                            "race",
                            0u16,
                            blueprint::Kind::Race {
                                members: &[0u16, 1u16],
                            },
                            &[0u16, 1u16],
                            (2u32, 5u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[2u16],
                        (3u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for RaceState {
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
                2usize => Some(("fetch", MaybeSlot(&self.fetch).any())),
                3usize => Some(("ask", MaybeSlot(&self.ask).any())),
                4usize => Some(("race", MaybeSlot(&self.race).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.fetch).any_mut()),
                3usize => Some(MaybeSlot(&mut self.ask).any_mut()),
                4usize => Some(MaybeSlot(&mut self.race).any_mut()),
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
    impl Durable for Race {}
    impl Pipeline for Race {
        type Input = (__Race_t0,);
        type Output = __Race_t1;
        type State = RaceState;
        type Event = RaceEvent;
        type Resources = RaceResources;
        type Signals = RaceSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Race::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(Race::blueprint()));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> RaceEvent {
            RaceEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> RaceEvent {
            RaceEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> RaceEvent {
            RaceEvent::Mark(at, node, mark)
        }
        fn output(state: &RaceState) -> Option<&Arc<__Race_t1>> {
            state.__output.shared()
        }
        fn transition(event: &RaceEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                RaceEvent::Run(event) => (&At::ROOT, None, event.transition()),
                RaceEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                RaceEvent::Fetch(at, event) => (at, Some(0u16), event.transition(false)),
                RaceEvent::Ask(at, event) => (at, Some(1u16), event.transition(false)),
                RaceEvent::Race(at, event) => (at, Some(2u16), event.transition(false)),
                RaceEvent::Return(at, event) => (at, Some(3u16), event.transition(false)),
            }
        }
        fn store(state: &mut RaceState, event: RaceEvent) {
            match event {
                RaceEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                RaceEvent::Run(_) | RaceEvent::Mark(..) => {}
                RaceEvent::Fetch(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.fetch);
                }
                RaceEvent::Ask(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.ask);
                }
                RaceEvent::Race(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.race);
                }
                RaceEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &RaceEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                RaceEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                RaceEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                RaceEvent::Fetch(at, event) => MaybeEvent(event).encode(at, 0u16),
                RaceEvent::Ask(at, event) => MaybeEvent(event).encode(at, 1u16),
                RaceEvent::Race(at, event) => MaybeEvent(event).encode(at, 2u16),
                RaceEvent::Return(at, event) => MaybeEvent(event).encode(at, 3u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<RaceEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Race_t0,)>>::new()
                        .decode(what)
                        .map(RaceEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(RaceEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Race_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| RaceEvent::Fetch(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Race_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| RaceEvent::Ask(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Race_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| RaceEvent::Race(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<NodeEvent<__Race_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| RaceEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &RaceState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> Call<RaceEvent> {
            match node {
                0u16 => Race::__node_0(state, at, ask, engine, resources),
                1u16 => Race::__node_1(state, at, ask, engine, resources),
                2u16 => Race::__node_2(state, at, ask, engine, resources),
                3u16 => Race::__node_3(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                0u16 => <__Race_0 as Stage>::undo(change, &resources.__r0, engine),
                1u16 => <__Race_1 as Stage>::undo(change, &resources.__r1, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Race_0>::new().show(visitor);
            MaybeStage::<__Race_1>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Race {
        fn __node_0<__Engine: Engine>(
            state: &RaceState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> Call<RaceEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Race,
                __Engine,
                __Race_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                RaceEvent::Fetch,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let symbol = &(&*share_0).0;
                    <__Race_0 as Stage>::invoke(
                            computed::<
                                __Race_0,
                                __Engine,
                            >(<__Race_0>::__call(&(*symbol)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &RaceState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> Call<RaceEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Race::blueprint(),
                state,
                at,
                1u16,
                || -> Result<::core::time::Duration, Failure> {
                    Ok(time(::core::time::Duration::new(0u64, 300000000u32)))
                },
            );
            match evaluated {
                Ok(value) => {
                    let share_0 = frame_0.__input.share();
                    attempt::<
                        Race,
                        __Engine,
                        __Race_1,
                        _,
                        _,
                        _,
                        _,
                    >(
                        (engine, &resources.__r1),
                        (state, at, 1u16, &ask),
                        Some(value),
                        keep_output,
                        RaceEvent::Ask,
                        move |cx, engine, resources| async move {
                            let computing = Computing::new();
                            let symbol = &(&*share_0).0;
                            <__Race_1 as Stage>::invoke(
                                    computed::<
                                        __Race_1,
                                        __Engine,
                                    >(<__Race_1>::__call(&(*symbol)), computing, &engine)?,
                                    &cx,
                                    &resources,
                                    &engine,
                                )
                                .await
                        },
                    )
                }
                Err(failure) => {
                    Call::Now(RaceEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_2<__Engine: Engine>(
            state: &RaceState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> Call<RaceEvent> {
            let frame_0 = state;
            if frame_0.__progress.status(0u16) == Status::Succeeded {
                let value: Arc<<__Race_0 as Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<<__Race_0 as Stage>::Output, _>::new(&frame_0.fetch).arc()
                };
                return Call::Now(
                    RaceEvent::Race(at.clone(), NodeEvent::Succeeded(value)),
                );
            }
            const _: () = races::<
                <__Race_1 as Stage>::Output,
                <__Race_0 as Stage>::Output,
            >();
            if frame_0.__progress.status(1u16) == Status::Succeeded {
                let value: Arc<<__Race_0 as Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<<__Race_0 as Stage>::Output, _>::new(&frame_0.ask).arc()
                };
                return Call::Now(
                    RaceEvent::Race(at.clone(), NodeEvent::Succeeded(value)),
                );
            }
            let failure = member_failure(&frame_0.__progress, &[0u16, 1u16]);
            let value = None;
            Call::Now(
                RaceEvent::Race(
                    at.clone(),
                    NodeEvent::failed(failure, false, value, None),
                ),
            )
        }
        fn __node_3<__Engine: Engine>(
            state: &RaceState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RaceResources,
        ) -> Call<RaceEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Race::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Race_t1>, Failure> {
                    let _ = |give: fn() -> <__Race_0 as Stage>::Output| {
                        let _: Quote = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Race_t1, _>::new(&frame_0.race).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(RaceEvent::Return(at.clone(), NodeEvent::Succeeded(value)))
                }
                Err(failure) => {
                    Call::Now(RaceEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for RaceState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Race>(self, f)
        }
    }
    impl ::core::fmt::Debug for RaceEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Race>(self, f)
        }
    }
    impl serde::Serialize for RaceState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Race, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for RaceState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Race, __Deserializer>(deserializer)
        }
    }
    impl Race {
        #[doc(hidden)]
        pub fn __call(symbol: __Race_t0) -> (__Race_t0,) {
            (symbol,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Race_t0,)) -> (&__Race_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Race {
        type Args<'a> = (__Race_t0,);
        type Owned = (__Race_t0,);
        type Output = __Race_t1;
        type Error = NoError;
        type Resources = RaceResources;
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
            <Race as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a RaceResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Race_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Race>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = if let Some(text) = blueprint::check::raced_change(
        &<__Race_0>::__stage(),
    ) {
        ::core::panic!("{}", text.as_str())
    };
    const _: () = if let Some(text) = blueprint::check::raced_change(
        &<__Race_1>::__stage(),
    ) {
        ::core::panic!("{}", text.as_str())
    };
    const _: () = saved::<Symbol>();
    const _: () = saved::<<__Race_0 as Stage>::Output>();
    const _: () = saved::<<__Race_1 as Stage>::Output>();
};
