// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Match(line: Line) -> Receipt {
//     match grade(&line).await? {
//         Grade::Clean(record) if record.is_new() => store(record).await?,
//         Grade::Clean(record) => update(record).await?,
//         Grade::Broken => refuse(&line).await?,
//     }
// }

pub struct Match {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Match(line: Line) -> Launch<Match> {
    Launch::new((line,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Match_0 = <Checked<{ is_stage::<(grade)>() }> as Give<(grade)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Match_1 = <Checked<{ is_stage::<(store)>() }> as Give<(store)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Match_2 = <Checked<{ is_stage::<(update)>() }> as Give<(update)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Match_3 = <Checked<{ is_stage::<(refuse)>() }> as Give<(refuse)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Match_t0 = <Checked<{ is_shared::<(Line)>() }> as Give<(Line)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Match_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`Match`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct MatchState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Match_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Match_t1>,
    ///`grade`
    pub grade: Slot<<__Match_0 as Stage>::Output>,
    ///`Clean/store`
    pub clean_store: Slot<<__Match_1 as Stage>::Output>,
    ///`Clean2/update`
    pub clean2_update: Slot<<__Match_2 as Stage>::Output>,
    ///`Broken/refuse`
    pub broken_refuse: Slot<<__Match_3 as Stage>::Output>,
    ///`value`
    pub value: Slot<__Match_t1>,
}
///What can happen in a run of [`Match`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum MatchEvent {
    /// Of the whole run.
    Run(RunEvent<(__Match_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `grade`.
    Grade(At, NodeEvent<<__Match_0 as Stage>::Output, NoValue>),
    ///Of `Clean/store`.
    CleanStore(At, NodeEvent<<__Match_1 as Stage>::Output, NoValue>),
    ///Of `Clean2/update`.
    Clean2Update(At, NodeEvent<<__Match_2 as Stage>::Output, NoValue>),
    ///Of `Broken/refuse`.
    BrokenRefuse(At, NodeEvent<<__Match_3 as Stage>::Output, NoValue>),
    ///Of `value`.
    Value(At, NodeEvent<__Match_t1, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Match_t1, NoValue>),
}
///What the agents of [`Match`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct MatchResources {
    #[doc(hidden)]
    pub __r0: <__Match_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Match_1 as Stage>::Resources,
    #[doc(hidden)]
    pub __r2: <__Match_2 as Stage>::Resources,
    #[doc(hidden)]
    pub __r3: <__Match_3 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for MatchResources
where
    <__Match_0 as Stage>::Resources: ResourceSet<__App>,
    <__Match_1 as Stage>::Resources: ResourceSet<__App>,
    <__Match_2 as Stage>::Resources: ResourceSet<__App>,
    <__Match_3 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        MatchResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
            __r2: ResourceSet::collect(app),
            __r3: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Match`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct MatchSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for MatchSignals {
    fn from(port: SignalPort) -> Self {
        MatchSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl MatchSignals {}
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
    impl Match {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Match",
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
                            "grade",
                            0u16,
                            blueprint::Kind::stage(<__Match_0>::__stage()),
                            &[],
                            (2u32, 11u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "match",
                        0u16,
                        blueprint::Kind::Decide {
                            arms: &["Clean", "Clean2", "Broken"],
                        },
                        &[0u16],
                        (2u32, 5u32),
                    ),
                    blueprint::Node::new(
                            "Clean/store",
                            0u16,
                            blueprint::Kind::stage(<__Match_1>::__stage()),
                            &[0u16],
                            (3u32, 52u32),
                        )
                        .guard(1u16, 0u16)
                        .ends(),
                    blueprint::Node::new(
                            "Clean2/update",
                            0u16,
                            blueprint::Kind::stage(<__Match_2>::__stage()),
                            &[0u16],
                            (4u32, 33u32),
                        )
                        .guard(1u16, 1u16)
                        .ends(),
                    blueprint::Node::new(
                            "Broken/refuse",
                            0u16,
                            blueprint::Kind::stage(<__Match_3>::__stage()),
                            &[],
                            (5u32, 26u32),
                        )
                        .guard(1u16, 2u16)
                        .ends(),
                    blueprint::Node::new(
                        "value",
                        0u16,
                        blueprint::Kind::Join,
                        &[1u16, 2u16, 3u16, 4u16],
                        (2u32, 5u32),
                    ),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[5u16],
                        (7u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for MatchState {
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
                2usize => Some(("grade", MaybeSlot(&self.grade).any())),
                3usize => Some(("Clean/store", MaybeSlot(&self.clean_store).any())),
                4usize => Some(("Clean2/update", MaybeSlot(&self.clean2_update).any())),
                5usize => Some(("Broken/refuse", MaybeSlot(&self.broken_refuse).any())),
                6usize => Some(("value", MaybeSlot(&self.value).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.grade).any_mut()),
                3usize => Some(MaybeSlot(&mut self.clean_store).any_mut()),
                4usize => Some(MaybeSlot(&mut self.clean2_update).any_mut()),
                5usize => Some(MaybeSlot(&mut self.broken_refuse).any_mut()),
                6usize => Some(MaybeSlot(&mut self.value).any_mut()),
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
    impl Durable for Match {}
    impl Pipeline for Match {
        type Input = (__Match_t0,);
        type Output = __Match_t1;
        type State = MatchState;
        type Event = MatchEvent;
        type Resources = MatchResources;
        type Signals = MatchSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Match::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Match::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> MatchEvent {
            MatchEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> MatchEvent {
            MatchEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> MatchEvent {
            MatchEvent::Mark(at, node, mark)
        }
        fn output(state: &MatchState) -> Option<&Arc<__Match_t1>> {
            state.__output.shared()
        }
        fn transition(event: &MatchEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                MatchEvent::Run(event) => (&At::ROOT, None, event.transition()),
                MatchEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                MatchEvent::Grade(at, event) => (at, Some(0u16), event.transition(false)),
                MatchEvent::CleanStore(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
                MatchEvent::Clean2Update(at, event) => {
                    (at, Some(3u16), event.transition(false))
                }
                MatchEvent::BrokenRefuse(at, event) => {
                    (at, Some(4u16), event.transition(false))
                }
                MatchEvent::Value(at, event) => (at, Some(5u16), event.transition(false)),
                MatchEvent::Return(at, event) => {
                    (at, Some(6u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut MatchState, event: MatchEvent) {
            match event {
                MatchEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                MatchEvent::Run(_) | MatchEvent::Mark(..) => {}
                MatchEvent::Grade(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.grade);
                }
                MatchEvent::CleanStore(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.clean_store);
                }
                MatchEvent::Clean2Update(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.clean2_update);
                }
                MatchEvent::BrokenRefuse(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.broken_refuse);
                }
                MatchEvent::Value(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.value);
                }
                MatchEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &MatchEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                MatchEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                MatchEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                MatchEvent::Grade(at, event) => MaybeEvent(event).encode(at, 0u16),
                MatchEvent::CleanStore(at, event) => MaybeEvent(event).encode(at, 2u16),
                MatchEvent::Clean2Update(at, event) => MaybeEvent(event).encode(at, 3u16),
                MatchEvent::BrokenRefuse(at, event) => MaybeEvent(event).encode(at, 4u16),
                MatchEvent::Value(at, event) => MaybeEvent(event).encode(at, 5u16),
                MatchEvent::Return(at, event) => MaybeEvent(event).encode(at, 6u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<MatchEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Match_t0,)>>::new()
                        .decode(what)
                        .map(MatchEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(MatchEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Match_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| MatchEvent::Grade(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Match_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| MatchEvent::CleanStore(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Match_2 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| MatchEvent::Clean2Update(at, event))
                }
                (Some(4u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Match_3 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| MatchEvent::BrokenRefuse(at, event))
                }
                (Some(5u16), what) => {
                    MaybeDecoded::<NodeEvent<__Match_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| MatchEvent::Value(at, event))
                }
                (Some(6u16), what) => {
                    MaybeDecoded::<NodeEvent<__Match_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| MatchEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            match node {
                0u16 => Match::__node_0(state, at, ask, engine, resources),
                1u16 => Match::__node_1(state, at, ask, engine, resources),
                2u16 => Match::__node_2(state, at, ask, engine, resources),
                3u16 => Match::__node_3(state, at, ask, engine, resources),
                4u16 => Match::__node_4(state, at, ask, engine, resources),
                5u16 => Match::__node_5(state, at, ask, engine, resources),
                6u16 => Match::__node_6(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                0u16 => <__Match_0 as Stage>::undo(change, &resources.__r0, engine),
                2u16 => <__Match_1 as Stage>::undo(change, &resources.__r1, engine),
                3u16 => <__Match_2 as Stage>::undo(change, &resources.__r2, engine),
                4u16 => <__Match_3 as Stage>::undo(change, &resources.__r3, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Match_0>::new().show(visitor);
            MaybeStage::<__Match_1>::new().show(visitor);
            MaybeStage::<__Match_2>::new().show(visitor);
            MaybeStage::<__Match_3>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Match {
        fn __node_0<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Match,
                __Engine,
                __Match_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                MatchEvent::Grade,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    <__Match_0 as Stage>::invoke(
                            computed::<
                                __Match_0,
                                __Engine,
                            >(<__Match_0>::__call(&(*line)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Match::blueprint(),
                state,
                at,
                1u16,
                || -> Result<u16, Failure> {
                    let __orch_0 = frame_0.grade.get();
                    let case: u16 = match (*__orch_0) {
                        Grade::Clean(ref record) if (*record).is_new() => 0u16,
                        Grade::Clean(ref record) => 1u16,
                        Grade::Broken => 2u16,
                    };
                    Ok(case)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 1u16, Mark::Decided(value)))
                }
                Err(failure) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_2<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.grade.share();
            attempt::<
                Match,
                __Engine,
                __Match_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 2u16, &ask),
                None,
                keep_output,
                MatchEvent::CleanStore,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let __orch_0 = (&*share_0);
                    #[allow(irrefutable_let_patterns)]
                    let Grade::Clean(ref record) = (*__orch_0) else {
                        ::core::unreachable!()
                    };
                    <__Match_1 as Stage>::invoke(
                            computed::<
                                __Match_1,
                                __Engine,
                            >(
                                <__Match_1>::__call(clone_place(&(*record))),
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
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.grade.share();
            attempt::<
                Match,
                __Engine,
                __Match_2,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r2),
                (state, at, 3u16, &ask),
                None,
                keep_output,
                MatchEvent::Clean2Update,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let __orch_0 = (&*share_0);
                    #[allow(irrefutable_let_patterns)]
                    let Grade::Clean(ref record) = (*__orch_0) else {
                        ::core::unreachable!()
                    };
                    <__Match_2 as Stage>::invoke(
                            computed::<
                                __Match_2,
                                __Engine,
                            >(
                                <__Match_2>::__call(clone_place(&(*record))),
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
        fn __node_4<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Match,
                __Engine,
                __Match_3,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r3),
                (state, at, 4u16, &ask),
                None,
                keep_output,
                MatchEvent::BrokenRefuse,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    <__Match_3 as Stage>::invoke(
                            computed::<
                                __Match_3,
                                __Engine,
                            >(<__Match_3>::__call(&(*line)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_5<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Match::blueprint(),
                state,
                at,
                5u16,
                || -> Result<Arc<__Match_t1>, Failure> {
                    match frame_0.__progress.case(1u16) {
                        0u16 => {
                            let _ = |give: fn() -> <__Match_1 as Stage>::Output| {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Match_t1, _>::new(&frame_0.clean_store).arc()
                            })
                        }
                        1u16 => {
                            let _ = |give: fn() -> <__Match_2 as Stage>::Output| {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Match_t1, _>::new(&frame_0.clean2_update).arc()
                            })
                        }
                        2u16 => {
                            let _ = |give: fn() -> <__Match_3 as Stage>::Output| {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Match_t1, _>::new(&frame_0.broken_refuse).arc()
                            })
                        }
                        case => ::core::unreachable!("arm {case} gives no value"),
                    }
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(MatchEvent::Value(at.clone(), NodeEvent::Succeeded(value)))
                }
                Err(failure) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 5u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_6<__Engine: Engine>(
            state: &MatchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &MatchResources,
        ) -> Call<MatchEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Match::blueprint(),
                state,
                at,
                6u16,
                || -> Result<Arc<__Match_t1>, Failure> {
                    let _ = |give: fn() -> __Match_t1| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Match_t1, _>::new(&frame_0.value).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        MatchEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(MatchEvent::Mark(at.clone(), 6u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for MatchState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Match>(self, f)
        }
    }
    impl ::core::fmt::Debug for MatchEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Match>(self, f)
        }
    }
    impl serde::Serialize for MatchState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Match, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for MatchState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Match, __Deserializer>(deserializer)
        }
    }
    impl Match {
        #[doc(hidden)]
        pub fn __call(line: __Match_t0) -> (__Match_t0,) {
            (line,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Match_t0,)) -> (&__Match_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Match {
        type Args<'a> = (__Match_t0,);
        type Owned = (__Match_t0,);
        type Output = __Match_t1;
        type Error = NoError;
        type Resources = MatchResources;
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
            <Match as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a MatchResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Match_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Match>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Line>();
    const _: () = saved::<Receipt>();
    const _: () = saved::<<__Match_0 as Stage>::Output>();
    const _: () = saved::<<__Match_1 as Stage>::Output>();
    const _: () = saved_argument::<<<__Match_1 as Stage>::Owned as Inputs>::I0>();
    const _: () = saved::<<__Match_2 as Stage>::Output>();
    const _: () = saved_argument::<<<__Match_2 as Stage>::Owned as Inputs>::I0>();
    const _: () = saved::<<__Match_3 as Stage>::Output>();
};
