// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Fallback(line: Line) -> Bar {
//     parse(&line).or_else(|failed| repair(&line, failed)).await?
// }

pub struct Fallback {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Fallback(line: Line) -> Launch<Fallback> {
    Launch::new((line,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Fallback_0 = <Checked<{ is_stage::<(parse)>() }> as Give<(parse)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Fallback_1 = <Checked<{ is_stage::<(repair)>() }> as Give<(repair)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Fallback_t1 = <Checked<{ is_shared::<(Bar)>() }> as Give<(Bar)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Fallback_t0 = <Checked<{ is_shared::<(Line)>() }> as Give<(Line)>>::Type;
///The checkpoint of a run of [`Fallback`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct FallbackState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Fallback_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Fallback_t1>,
    ///`parse`
    pub parse: Slot<<__Fallback_0 as Stage>::Output>,
    ///`parse.error`
    pub parse_error: Slot<Failed<<__Fallback_0 as Stage>::Error>>,
    ///`repair`
    pub repair: Slot<<__Fallback_1 as Stage>::Output>,
    ///`chain`
    pub chain: Slot<<__Fallback_0 as Stage>::Output>,
}
///What can happen in a run of [`Fallback`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum FallbackEvent {
    /// Of the whole run.
    Run(RunEvent<(__Fallback_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `parse`.
    Parse(
        At,
        NodeEvent<
            <__Fallback_0 as Stage>::Output,
            Failed<<__Fallback_0 as Stage>::Error>,
        >,
    ),
    ///Of `repair`.
    Repair(At, NodeEvent<<__Fallback_1 as Stage>::Output, NoValue>),
    ///Of `chain`.
    Chain(At, NodeEvent<<__Fallback_0 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Fallback_t1, NoValue>),
}
///What the agents of [`Fallback`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct FallbackResources {
    #[doc(hidden)]
    pub __r0: <__Fallback_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Fallback_1 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for FallbackResources
where
    <__Fallback_0 as Stage>::Resources: ResourceSet<__App>,
    <__Fallback_1 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        FallbackResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Fallback`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct FallbackSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for FallbackSignals {
    fn from(port: SignalPort) -> Self {
        FallbackSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl FallbackSignals {}
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
    impl Fallback {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Fallback",
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
                output: "Bar",
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
                        "parse",
                        0u16,
                        blueprint::Kind::Stage {
                            stage: <__Fallback_0>::__stage(),
                            with: blueprint::Overrides {
                                timeout: None,
                                retry: None,
                                compensation: blueprint::Compensation::Unstated,
                            },
                            fallback: Some(blueprint::Fallback {
                                node: 1u16,
                                even_unknown: false,
                            }),
                            was: None,
                        },
                        &[],
                        (2u32, 5u32),
                    ),
                    blueprint::Node::new(
                            "repair",
                            0u16,
                            blueprint::Kind::stage(<__Fallback_1>::__stage()),
                            &[0u16],
                            (2u32, 35u32),
                        )
                        .guard(0u16, 1u16),
                    blueprint::Node::new(
                            "chain",
                            0u16,
                            blueprint::Kind::Join,
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
    impl FrameState for FallbackState {
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
                2usize => Some(("parse", MaybeSlot(&self.parse).any())),
                3usize => Some(("parse.error", MaybeSlot(&self.parse_error).any())),
                4usize => Some(("repair", MaybeSlot(&self.repair).any())),
                5usize => Some(("chain", MaybeSlot(&self.chain).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.parse).any_mut()),
                3usize => Some(MaybeSlot(&mut self.parse_error).any_mut()),
                4usize => Some(MaybeSlot(&mut self.repair).any_mut()),
                5usize => Some(MaybeSlot(&mut self.chain).any_mut()),
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
    impl Durable for Fallback {}
    impl Pipeline for Fallback {
        type Input = (__Fallback_t0,);
        type Output = __Fallback_t1;
        type State = FallbackState;
        type Event = FallbackEvent;
        type Resources = FallbackResources;
        type Signals = FallbackSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Fallback::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Fallback::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> FallbackEvent {
            FallbackEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> FallbackEvent {
            FallbackEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> FallbackEvent {
            FallbackEvent::Mark(at, node, mark)
        }
        fn output(state: &FallbackState) -> Option<&Arc<__Fallback_t1>> {
            state.__output.shared()
        }
        fn transition(event: &FallbackEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                FallbackEvent::Run(event) => (&At::ROOT, None, event.transition()),
                FallbackEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                FallbackEvent::Parse(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                FallbackEvent::Repair(at, event) => {
                    (at, Some(1u16), event.transition(false))
                }
                FallbackEvent::Chain(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
                FallbackEvent::Return(at, event) => {
                    (at, Some(3u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut FallbackState, event: FallbackEvent) {
            match event {
                FallbackEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                FallbackEvent::Run(_) | FallbackEvent::Mark(..) => {}
                FallbackEvent::Parse(at, event) => {
                    let frame = &mut *state;
                    event.store_both(&mut frame.parse, &mut frame.parse_error);
                }
                FallbackEvent::Repair(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.repair);
                }
                FallbackEvent::Chain(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.chain);
                }
                FallbackEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &FallbackEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                FallbackEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                FallbackEvent::Mark(at, node, mark) => {
                    Ok(Recorded::mark(at, *node, mark))
                }
                FallbackEvent::Parse(at, event) => MaybeEvent(event).encode(at, 0u16),
                FallbackEvent::Repair(at, event) => MaybeEvent(event).encode(at, 1u16),
                FallbackEvent::Chain(at, event) => MaybeEvent(event).encode(at, 2u16),
                FallbackEvent::Return(at, event) => MaybeEvent(event).encode(at, 3u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<FallbackEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Fallback_t0,)>>::new()
                        .decode(what)
                        .map(FallbackEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(FallbackEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<
                            <__Fallback_0 as Stage>::Output,
                            Failed<<__Fallback_0 as Stage>::Error>,
                        >,
                    >::new()
                        .decode(what)
                        .map(|event| FallbackEvent::Parse(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Fallback_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| FallbackEvent::Repair(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Fallback_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| FallbackEvent::Chain(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<NodeEvent<__Fallback_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| FallbackEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &FallbackState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> Call<FallbackEvent> {
            match node {
                0u16 => Fallback::__node_0(state, at, ask, engine, resources),
                1u16 => Fallback::__node_1(state, at, ask, engine, resources),
                2u16 => Fallback::__node_2(state, at, ask, engine, resources),
                3u16 => Fallback::__node_3(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                0u16 => <__Fallback_0 as Stage>::undo(change, &resources.__r0, engine),
                1u16 => <__Fallback_1 as Stage>::undo(change, &resources.__r1, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Fallback_0>::new().show(visitor);
            MaybeStage::<__Fallback_1>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Fallback {
        fn __node_0<__Engine: Engine>(
            state: &FallbackState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> Call<FallbackEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Fallback,
                __Engine,
                __Fallback_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_error,
                FallbackEvent::Parse,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    <__Fallback_0 as Stage>::invoke(
                            computed::<
                                __Fallback_0,
                                __Engine,
                            >(<__Fallback_0>::__call(&(*line)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &FallbackState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> Call<FallbackEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            let share_1 = frame_0.parse_error.share();
            attempt::<
                Fallback,
                __Engine,
                __Fallback_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 1u16, &ask),
                None,
                keep_output,
                FallbackEvent::Repair,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    let failed = (&*share_1);
                    <__Fallback_1 as Stage>::invoke(
                            computed::<
                                __Fallback_1,
                                __Engine,
                            >(
                                <__Fallback_1>::__call(&(*line), clone_place(&(*failed))),
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
            state: &FallbackState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> Call<FallbackEvent> {
            let frame_0 = state;
            if frame_0.__progress.status(0u16) == Status::Succeeded {
                let value: Arc<<__Fallback_0 as Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<<__Fallback_0 as Stage>::Output, _>::new(&frame_0.parse)
                        .arc()
                };
                return Call::Now(
                    FallbackEvent::Chain(at.clone(), NodeEvent::Succeeded(value)),
                );
            }
            const _: () = falls_back::<
                <__Fallback_1 as Stage>::Output,
                <__Fallback_0 as Stage>::Output,
            >();
            if frame_0.__progress.status(1u16) == Status::Succeeded {
                let value: Arc<<__Fallback_0 as Stage>::Output> = {
                    use __orch::private::{ShareOther as _, ShareSame as _};
                    Share::<<__Fallback_0 as Stage>::Output, _>::new(&frame_0.repair)
                        .arc()
                };
                return Call::Now(
                    FallbackEvent::Chain(at.clone(), NodeEvent::Succeeded(value)),
                );
            }
            let failure = member_failure(&frame_0.__progress, &[1u16, 0u16]);
            let value = None;
            Call::Now(
                FallbackEvent::Chain(
                    at.clone(),
                    NodeEvent::failed(failure, false, value, None),
                ),
            )
        }
        fn __node_3<__Engine: Engine>(
            state: &FallbackState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &FallbackResources,
        ) -> Call<FallbackEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Fallback::blueprint(),
                state,
                at,
                3u16,
                || -> Result<Arc<__Fallback_t1>, Failure> {
                    let _ = |give: fn() -> <__Fallback_0 as Stage>::Output| {
                        let _: Bar = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Fallback_t1, _>::new(&frame_0.chain).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        FallbackEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(
                        FallbackEvent::Mark(at.clone(), 3u16, Mark::Failed(failure)),
                    )
                }
            }
        }
    }
    impl ::core::fmt::Debug for FallbackState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Fallback>(self, f)
        }
    }
    impl ::core::fmt::Debug for FallbackEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Fallback>(self, f)
        }
    }
    impl serde::Serialize for FallbackState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Fallback, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for FallbackState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Fallback, __Deserializer>(deserializer)
        }
    }
    impl Fallback {
        #[doc(hidden)]
        pub fn __call(line: __Fallback_t0) -> (__Fallback_t0,) {
            (line,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Fallback_t0,)) -> (&__Fallback_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Fallback {
        type Args<'a> = (__Fallback_t0,);
        type Owned = (__Fallback_t0,);
        type Output = __Fallback_t1;
        type Error = NoError;
        type Resources = FallbackResources;
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
            <Fallback as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a FallbackResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Fallback_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Fallback>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Line>();
    const _: () = saved::<<__Fallback_0 as Stage>::Output>();
    const _: () = saved_error::<<__Fallback_0 as Stage>::Error>();
    const _: () = saved::<<__Fallback_1 as Stage>::Output>();
};
