// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Concurrent(line: Line) -> Receipt {
//     let volume = measure(&line).await?;
//     let trend = follow(&line).await?;
//     store(volume, trend).await?
// }

pub struct Concurrent {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Concurrent(line: Line) -> Launch<Concurrent> {
    Launch::new((line,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Concurrent_0 = <Checked<{ is_stage::<(measure)>() }> as Give<(measure)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Concurrent_1 = <Checked<{ is_stage::<(follow)>() }> as Give<(follow)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Concurrent_2 = <Checked<{ is_stage::<(store)>() }> as Give<(store)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Concurrent_t0 = <Checked<{ is_shared::<(Line)>() }> as Give<(Line)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Concurrent_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`Concurrent`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct ConcurrentState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Concurrent_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Concurrent_t1>,
    ///`measure`
    pub measure: Slot<<__Concurrent_0 as Stage>::Output>,
    ///`follow`
    pub follow: Slot<<__Concurrent_1 as Stage>::Output>,
    ///`store`
    pub store: Slot<<__Concurrent_2 as Stage>::Output>,
}
///What can happen in a run of [`Concurrent`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum ConcurrentEvent {
    /// Of the whole run.
    Run(RunEvent<(__Concurrent_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `measure`.
    Measure(At, NodeEvent<<__Concurrent_0 as Stage>::Output, NoValue>),
    ///Of `follow`.
    Follow(At, NodeEvent<<__Concurrent_1 as Stage>::Output, NoValue>),
    ///Of `store`.
    Store(At, NodeEvent<<__Concurrent_2 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Concurrent_t1, NoValue>),
}
///What the agents of [`Concurrent`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct ConcurrentResources {
    #[doc(hidden)]
    pub __r0: <__Concurrent_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Concurrent_1 as Stage>::Resources,
    #[doc(hidden)]
    pub __r2: <__Concurrent_2 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for ConcurrentResources
where
    <__Concurrent_0 as Stage>::Resources: ResourceSet<__App>,
    <__Concurrent_1 as Stage>::Resources: ResourceSet<__App>,
    <__Concurrent_2 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        ConcurrentResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
            __r2: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Concurrent`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct ConcurrentSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for ConcurrentSignals {
    fn from(port: SignalPort) -> Self {
        ConcurrentSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl ConcurrentSignals {}
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
    impl Concurrent {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Concurrent",
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
                            "measure",
                            0u16,
                            blueprint::Kind::stage(<__Concurrent_0>::__stage()),
                            &[],
                            (2u32, 18u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                            "follow",
                            0u16,
                            blueprint::Kind::stage(<__Concurrent_1>::__stage()),
                            &[],
                            (3u32, 17u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                            "store",
                            0u16,
                            blueprint::Kind::stage(<__Concurrent_2>::__stage()),
                            &[0u16, 1u16],
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
    impl FrameState for ConcurrentState {
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
                2usize => Some(("measure", MaybeSlot(&self.measure).any())),
                3usize => Some(("follow", MaybeSlot(&self.follow).any())),
                4usize => Some(("store", MaybeSlot(&self.store).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.measure).any_mut()),
                3usize => Some(MaybeSlot(&mut self.follow).any_mut()),
                4usize => Some(MaybeSlot(&mut self.store).any_mut()),
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
    impl Durable for Concurrent {}
    impl Pipeline for Concurrent {
        type Input = (__Concurrent_t0,);
        type Output = __Concurrent_t1;
        type State = ConcurrentState;
        type Event = ConcurrentEvent;
        type Resources = ConcurrentResources;
        type Signals = ConcurrentSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Concurrent::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Concurrent::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> ConcurrentEvent {
            ConcurrentEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> ConcurrentEvent {
            ConcurrentEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> ConcurrentEvent {
            ConcurrentEvent::Mark(at, node, mark)
        }
        fn output(state: &ConcurrentState) -> Option<&Arc<__Concurrent_t1>> {
            state.__output.shared()
        }
        fn transition(event: &ConcurrentEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                ConcurrentEvent::Run(event) => (&At::ROOT, None, event.transition()),
                ConcurrentEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                ConcurrentEvent::Measure(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                ConcurrentEvent::Follow(at, event) => {
                    (at, Some(1u16), event.transition(false))
                }
                ConcurrentEvent::Store(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
                ConcurrentEvent::Return(at, event) => {
                    (at, Some(3u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut ConcurrentState, event: ConcurrentEvent) {
            match event {
                ConcurrentEvent::Run(RunEvent::Started(input)) => {
                    state.__input.set(input)
                }
                ConcurrentEvent::Run(_) | ConcurrentEvent::Mark(..) => {}
                ConcurrentEvent::Measure(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.measure);
                }
                ConcurrentEvent::Follow(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.follow);
                }
                ConcurrentEvent::Store(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.store);
                }
                ConcurrentEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &ConcurrentEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                ConcurrentEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                ConcurrentEvent::Mark(at, node, mark) => {
                    Ok(Recorded::mark(at, *node, mark))
                }
                ConcurrentEvent::Measure(at, event) => MaybeEvent(event).encode(at, 0u16),
                ConcurrentEvent::Follow(at, event) => MaybeEvent(event).encode(at, 1u16),
                ConcurrentEvent::Store(at, event) => MaybeEvent(event).encode(at, 2u16),
                ConcurrentEvent::Return(at, event) => MaybeEvent(event).encode(at, 3u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<ConcurrentEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Concurrent_t0,)>>::new()
                        .decode(what)
                        .map(ConcurrentEvent::Run)
                }
                (Some(node), What::Mark(mark)) => {
                    Ok(ConcurrentEvent::Mark(at, node, mark))
                }
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Concurrent_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| ConcurrentEvent::Measure(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Concurrent_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| ConcurrentEvent::Follow(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Concurrent_2 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| ConcurrentEvent::Store(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<NodeEvent<__Concurrent_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| ConcurrentEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &ConcurrentState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> Call<ConcurrentEvent> {
            match node {
                0u16 => Concurrent::__node_0(state, at, ask, engine, resources),
                1u16 => Concurrent::__node_1(state, at, ask, engine, resources),
                2u16 => Concurrent::__node_2(state, at, ask, engine, resources),
                3u16 => Concurrent::__node_3(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                0u16 => <__Concurrent_0 as Stage>::undo(change, &resources.__r0, engine),
                1u16 => <__Concurrent_1 as Stage>::undo(change, &resources.__r1, engine),
                2u16 => <__Concurrent_2 as Stage>::undo(change, &resources.__r2, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Concurrent_0>::new().show(visitor);
            MaybeStage::<__Concurrent_1>::new().show(visitor);
            MaybeStage::<__Concurrent_2>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Concurrent {
        fn __node_0<__Engine: Engine>(
            state: &ConcurrentState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> Call<ConcurrentEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Concurrent,
                __Engine,
                __Concurrent_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                ConcurrentEvent::Measure,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    <__Concurrent_0 as Stage>::invoke(
                            computed::<
                                __Concurrent_0,
                                __Engine,
                            >(<__Concurrent_0>::__call(&(*line)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &ConcurrentState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> Call<ConcurrentEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Concurrent,
                __Engine,
                __Concurrent_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 1u16, &ask),
                None,
                keep_output,
                ConcurrentEvent::Follow,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    <__Concurrent_1 as Stage>::invoke(
                            computed::<
                                __Concurrent_1,
                                __Engine,
                            >(<__Concurrent_1>::__call(&(*line)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_2<__Engine: Engine>(
            state: &ConcurrentState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> Call<ConcurrentEvent> {
            let frame_0 = state;
            let share_1 = frame_0.follow.share();
            let share_0 = frame_0.measure.share();
            attempt::<
                Concurrent,
                __Engine,
                __Concurrent_2,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r2),
                (state, at, 2u16, &ask),
                None,
                keep_output,
                ConcurrentEvent::Store,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let volume = (&*share_0);
                    let trend = (&*share_1);
                    <__Concurrent_2 as Stage>::invoke(
                            computed::<
                                __Concurrent_2,
                                __Engine,
                            >(
                                <__Concurrent_2>::__call(
                                    clone_place(&(*volume)),
                                    clone_place(&(*trend)),
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
            state: &ConcurrentState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &ConcurrentResources,
        ) -> Call<ConcurrentEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Concurrent::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Concurrent_t1>, Failure> {
                    let _ = |give: fn() -> <__Concurrent_2 as Stage>::Output| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Concurrent_t1, _>::new(&frame_0.store).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        ConcurrentEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(
                        ConcurrentEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)),
                    )
                }
            }
        }
    }
    impl ::core::fmt::Debug for ConcurrentState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Concurrent>(self, f)
        }
    }
    impl ::core::fmt::Debug for ConcurrentEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Concurrent>(self, f)
        }
    }
    impl serde::Serialize for ConcurrentState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Concurrent, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for ConcurrentState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Concurrent, __Deserializer>(deserializer)
        }
    }
    impl Concurrent {
        #[doc(hidden)]
        pub fn __call(line: __Concurrent_t0) -> (__Concurrent_t0,) {
            (line,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Concurrent_t0,)) -> (&__Concurrent_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Concurrent {
        type Args<'a> = (__Concurrent_t0,);
        type Owned = (__Concurrent_t0,);
        type Output = __Concurrent_t1;
        type Error = NoError;
        type Resources = ConcurrentResources;
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
            <Concurrent as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a ConcurrentResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Concurrent_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine
                    .child::<Concurrent>(args, resources, cx)
                    .await
                    .map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Line>();
    const _: () = saved::<<__Concurrent_0 as Stage>::Output>();
    const _: () = saved::<<__Concurrent_1 as Stage>::Output>();
    const _: () = saved::<<__Concurrent_2 as Stage>::Output>();
};
