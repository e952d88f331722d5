// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Rounds(topic: Topic) -> Draft {
//     let mut notes: Option<Notes> = None;
//     #[rounds(3)]
//     loop {
//         let draft = write(&topic, &notes).await?;
//         match review(&draft).await? {
//             Verdict::Good => break draft,
//             Verdict::Change(more) => notes = Some(more),
//         }
//     }
// }

pub struct Rounds {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Rounds(topic: Topic) -> Launch<Rounds> {
    Launch::new((topic,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Rounds_0 = <Checked<{ is_stage::<(write)>() }> as Give<(write)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Rounds_1 = <Checked<{ is_stage::<(review)>() }> as Give<(review)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Rounds_t1 = <Checked<{ is_shared::<(Draft)>() }> as Give<(Draft)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Rounds_t2 = <Checked<
    { is_shared::<(Option<Notes>)>() },
> as Give<(Option<Notes>)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Rounds_t0 = <Checked<{ is_shared::<(Topic)>() }> as Give<(Topic)>>::Type;
///The checkpoint of a run of [`Rounds`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct RoundsState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Rounds_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Rounds_t1>,
    ///`notes`
    pub notes: Slot<__Rounds_t2>,
    ///`loop`
    pub r#loop: Slot<__Rounds_t1>,
    ///The items or rounds of `loop`.
    pub loop_items: Items<RoundsLoopState>,
}
///The checkpoint of one item or round of `loop`.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct RoundsLoopState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///`write`
    pub write: Slot<<__Rounds_0 as Stage>::Output>,
    ///`review`
    pub review: Slot<<__Rounds_1 as Stage>::Output>,
    ///`Good/break`
    pub good_break: Slot<__Rounds_t1>,
}
///What can happen in a run of [`Rounds`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum RoundsEvent {
    /// Of the whole run.
    Run(RunEvent<(__Rounds_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `notes`.
    Notes(At, NodeEvent<__Rounds_t2, NoValue>),
    ///Of `loop`.
    Loop(At, NodeEvent<__Rounds_t1, NoValue>),
    ///Of `write`.
    Write(At, NodeEvent<<__Rounds_0 as Stage>::Output, NoValue>),
    ///Of `review`.
    Review(At, NodeEvent<<__Rounds_1 as Stage>::Output, NoValue>),
    ///Of `Good/break`.
    GoodBreak(At, NodeEvent<__Rounds_t1, NoValue>),
    ///Of `Change/notes/set`.
    ChangeNotesSet(At, NodeEvent<__Rounds_t2, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Rounds_t1, NoValue>),
}
///What the agents of [`Rounds`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct RoundsResources {
    #[doc(hidden)]
    pub __r0: <__Rounds_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Rounds_1 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for RoundsResources
where
    <__Rounds_0 as Stage>::Resources: ResourceSet<__App>,
    <__Rounds_1 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        RoundsResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Rounds`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct RoundsSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for RoundsSignals {
    fn from(port: SignalPort) -> Self {
        RoundsSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl RoundsSignals {}
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
    impl Rounds {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Rounds",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "topic",
                        ty: "Topic",
                    },
                ],
                output: "Draft",
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
                    blueprint::Frame {
                        owner: Some(1u16),
                        kind: blueprint::FrameKind::Rounds(3u32),
                    },
                ],
                nodes: &[
                    blueprint::Node::new(
                        "notes",
                        0u16,
                        blueprint::Kind::Value,
                        &[],
                        (2u32, 13u32),
                    ),
                    blueprint::Node::new(
                            "loop",
                            0u16,
                            blueprint::Kind::Open {
                                frame: 1u16,
                                tolerant: false,
                            },
                            &[0u16],
                            (4u32, 5u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                            "write",
                            1u16,
                            blueprint::Kind::stage(<__Rounds_0>::__stage()),
                            &[],
                            (5u32, 21u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                            "review",
                            1u16,
                            blueprint::Kind::stage(<__Rounds_1>::__stage()),
                            &[2u16],
                            (6u32, 15u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "match",
                        1u16,
                        blueprint::Kind::Decide {
                            arms: &["Good", "Change"],
                        },
                        &[3u16],
                        (6u32, 9u32),
                    ),
                    blueprint::Node::new(
                            "Good/break",
                            1u16,
                            blueprint::Kind::Break,
                            &[2u16],
                            (7u32, 30u32),
                        )
                        .guard(4u16, 0u16),
                    blueprint::Node::new(
                            "Change/notes/set",
                            1u16,
                            blueprint::Kind::Value,
                            &[3u16],
                            (8u32, 38u32),
                        )
                        .after(&[2u16])
                        .guard(4u16, 1u16),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[1u16],
                        (11u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for RoundsState {
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
                2usize => Some(("notes", MaybeSlot(&self.notes).any())),
                3usize => Some(("loop", MaybeSlot(&self.r#loop).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.notes).any_mut()),
                3usize => Some(MaybeSlot(&mut self.r#loop).any_mut()),
                _ => None,
            }
        }
        fn items(&self, node: u16) -> Option<&dyn AnyItems> {
            match node {
                1u16 => Some(any_items(&self.loop_items)),
                _ => None,
            }
        }
        fn items_mut(&mut self, node: u16) -> Option<&mut dyn AnyItems> {
            match node {
                1u16 => Some(any_items_mut(&mut self.loop_items)),
                _ => None,
            }
        }
    }
    impl FrameState for RoundsLoopState {
        fn progress(&self) -> &Progress {
            &self.__progress
        }
        fn progress_mut(&mut self) -> &mut Progress {
            &mut self.__progress
        }
        fn slot(&self, index: usize) -> Option<(&'static str, &dyn AnySlot)> {
            use __orch::private::{SlotRefuses as _, SlotSaves as _};
            match index {
                0usize => Some(("write", MaybeSlot(&self.write).any())),
                1usize => Some(("review", MaybeSlot(&self.review).any())),
                2usize => Some(("Good/break", MaybeSlot(&self.good_break).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.write).any_mut()),
                1usize => Some(MaybeSlot(&mut self.review).any_mut()),
                2usize => Some(MaybeSlot(&mut self.good_break).any_mut()),
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
    impl Durable for Rounds {}
    impl Pipeline for Rounds {
        type Input = (__Rounds_t0,);
        type Output = __Rounds_t1;
        type State = RoundsState;
        type Event = RoundsEvent;
        type Resources = RoundsResources;
        type Signals = RoundsSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Rounds::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Rounds::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> RoundsEvent {
            RoundsEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> RoundsEvent {
            RoundsEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> RoundsEvent {
            RoundsEvent::Mark(at, node, mark)
        }
        fn output(state: &RoundsState) -> Option<&Arc<__Rounds_t1>> {
            state.__output.shared()
        }
        fn transition(event: &RoundsEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                RoundsEvent::Run(event) => (&At::ROOT, None, event.transition()),
                RoundsEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                RoundsEvent::Notes(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                RoundsEvent::Loop(at, event) => (at, Some(1u16), event.transition(false)),
                RoundsEvent::Write(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
                RoundsEvent::Review(at, event) => {
                    (at, Some(3u16), event.transition(false))
                }
                RoundsEvent::GoodBreak(at, event) => {
                    (at, Some(5u16), event.transition(false))
                }
                RoundsEvent::ChangeNotesSet(at, event) => {
                    (at, Some(6u16), event.transition(false))
                }
                RoundsEvent::Return(at, event) => {
                    (at, Some(7u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut RoundsState, event: RoundsEvent) {
            match event {
                RoundsEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                RoundsEvent::Run(_) | RoundsEvent::Mark(..) => {}
                RoundsEvent::Notes(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.notes);
                }
                RoundsEvent::Loop(at, event) => {
                    let frame = &mut *state;
                    if let Some(keys) = event.keys() {
                        frame.loop_items.set_keys(Some(keys));
                    }
                    event.store(&mut frame.r#loop);
                }
                RoundsEvent::Write(at, event) => {
                    let frame = (&mut *state).loop_items.get_mut(at.item(0usize));
                    event.store(&mut frame.write);
                }
                RoundsEvent::Review(at, event) => {
                    let frame = (&mut *state).loop_items.get_mut(at.item(0usize));
                    event.store(&mut frame.review);
                }
                RoundsEvent::GoodBreak(at, event) => {
                    let frame = (&mut *state).loop_items.get_mut(at.item(0usize));
                    event.store(&mut frame.good_break);
                }
                RoundsEvent::ChangeNotesSet(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.notes);
                }
                RoundsEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &RoundsEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                RoundsEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                RoundsEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                RoundsEvent::Notes(at, event) => MaybeEvent(event).encode(at, 0u16),
                RoundsEvent::Loop(at, event) => MaybeEvent(event).encode(at, 1u16),
                RoundsEvent::Write(at, event) => MaybeEvent(event).encode(at, 2u16),
                RoundsEvent::Review(at, event) => MaybeEvent(event).encode(at, 3u16),
                RoundsEvent::GoodBreak(at, event) => MaybeEvent(event).encode(at, 5u16),
                RoundsEvent::ChangeNotesSet(at, event) => {
                    MaybeEvent(event).encode(at, 6u16)
                }
                RoundsEvent::Return(at, event) => MaybeEvent(event).encode(at, 7u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<RoundsEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Rounds_t0,)>>::new()
                        .decode(what)
                        .map(RoundsEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(RoundsEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<NodeEvent<__Rounds_t2, NoValue>>::new()
                        .decode(what)
                        .map(|event| RoundsEvent::Notes(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<NodeEvent<__Rounds_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| RoundsEvent::Loop(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Rounds_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| RoundsEvent::Write(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Rounds_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| RoundsEvent::Review(at, event))
                }
                (Some(5u16), what) => {
                    MaybeDecoded::<NodeEvent<__Rounds_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| RoundsEvent::GoodBreak(at, event))
                }
                (Some(6u16), what) => {
                    MaybeDecoded::<NodeEvent<__Rounds_t2, NoValue>>::new()
                        .decode(what)
                        .map(|event| RoundsEvent::ChangeNotesSet(at, event))
                }
                (Some(7u16), what) => {
                    MaybeDecoded::<NodeEvent<__Rounds_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| RoundsEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            match node {
                0u16 => Rounds::__node_0(state, at, ask, engine, resources),
                1u16 => Rounds::__node_1(state, at, ask, engine, resources),
                2u16 => Rounds::__node_2(state, at, ask, engine, resources),
                3u16 => Rounds::__node_3(state, at, ask, engine, resources),
                4u16 => Rounds::__node_4(state, at, ask, engine, resources),
                5u16 => Rounds::__node_5(state, at, ask, engine, resources),
                6u16 => Rounds::__node_6(state, at, ask, engine, resources),
                7u16 => Rounds::__node_7(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                2u16 => <__Rounds_0 as Stage>::undo(change, &resources.__r0, engine),
                3u16 => <__Rounds_1 as Stage>::undo(change, &resources.__r1, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Rounds_0>::new().show(visitor);
            MaybeStage::<__Rounds_1>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Rounds {
        fn __node_0<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                0u16,
                || -> Result<Arc<__Rounds_t2>, Failure> {
                    let value: Option<Notes> = None;
                    Ok(Arc::new(value))
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        RoundsEvent::Notes(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 0u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_1<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let last = frame_0
                .loop_items
                .last()
                .expect("a loop that ended has a last round");
            if last.__progress.status(3u16) == Status::Succeeded {
                let value: Arc<__Rounds_t1> = last.good_break.share();
                return Call::Now(
                    RoundsEvent::Loop(at.clone(), NodeEvent::Succeeded(value)),
                );
            }
            ::core::unreachable!("a loop with a value ends with a `break`")
        }
        fn __node_2<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let share_0 = frame_0.__input.share();
            let share_1 = frame_0.notes.share();
            let here = at;
            let at = at.clone();
            attempt::<
                Rounds,
                __Engine,
                __Rounds_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, here, 2u16, &ask),
                None,
                keep_output,
                RoundsEvent::Write,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let topic = &(&*share_0).0;
                    let notes = (&*share_1);
                    <__Rounds_0 as Stage>::invoke(
                            computed::<
                                __Rounds_0,
                                __Engine,
                            >(
                                <__Rounds_0>::__call(&(*topic), &(*notes)),
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
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let share_0 = frame_1.write.share();
            let here = at;
            let at = at.clone();
            attempt::<
                Rounds,
                __Engine,
                __Rounds_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, here, 3u16, &ask),
                None,
                keep_output,
                RoundsEvent::Review,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let draft = (&*share_0);
                    <__Rounds_1 as Stage>::invoke(
                            computed::<
                                __Rounds_1,
                                __Engine,
                            >(<__Rounds_1>::__call(&(*draft)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_4<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                4u16,
                || -> Result<u16, Failure> {
                    let __orch_0 = frame_1.review.get();
                    let case: u16 = match (*__orch_0) {
                        Verdict::Good => 0u16,
                        Verdict::Change(ref more) => 1u16,
                    };
                    Ok(case)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 4u16, Mark::Decided(value)))
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 4u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_5<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                5u16,
                || -> Result<Arc<__Rounds_t1>, Failure> {
                    let _ = |give: fn() -> <__Rounds_0 as Stage>::Output| {
                        let _: Draft = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Rounds_t1, _>::new(&frame_1.write).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        RoundsEvent::GoodBreak(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 5u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_6<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let frame_1 = frame_0.loop_items.get(at.item(0usize));
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                6u16,
                || -> Result<Arc<__Rounds_t2>, Failure> {
                    let notes = frame_0.notes.get();
                    let __orch_0 = frame_1.review.get();
                    #[allow(irrefutable_let_patterns)]
                    let Verdict::Change(ref more) = (*__orch_0) else {
                        ::core::unreachable!()
                    };
                    let value: Option<Notes> = Some(clone_place(&(*more)));
                    Ok(Arc::new(value))
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        RoundsEvent::ChangeNotesSet(
                            at.clone(),
                            NodeEvent::Succeeded(value),
                        ),
                    )
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 6u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_7<__Engine: Engine>(
            state: &RoundsState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &RoundsResources,
        ) -> Call<RoundsEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Rounds::blueprint(),
                state,
                at,
                7u16,
                || -> Result<Arc<__Rounds_t1>, Failure> {
                    let _ = |give: fn() -> __Rounds_t1| {
                        let _: Draft = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Rounds_t1, _>::new(&frame_0.r#loop).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        RoundsEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(RoundsEvent::Mark(at.clone(), 7u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for RoundsState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Rounds>(self, f)
        }
    }
    impl ::core::fmt::Debug for RoundsEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Rounds>(self, f)
        }
    }
    impl serde::Serialize for RoundsState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Rounds, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for RoundsState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Rounds, __Deserializer>(deserializer)
        }
    }
    impl Rounds {
        #[doc(hidden)]
        pub fn __call(topic: __Rounds_t0) -> (__Rounds_t0,) {
            (topic,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Rounds_t0,)) -> (&__Rounds_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Rounds {
        type Args<'a> = (__Rounds_t0,);
        type Owned = (__Rounds_t0,);
        type Output = __Rounds_t1;
        type Error = NoError;
        type Resources = RoundsResources;
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
            <Rounds as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a RoundsResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Rounds_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Rounds>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Topic>();
    const _: () = saved::<Draft>();
    const _: () = saved::<Option<Notes>>();
    const _: () = saved::<<__Rounds_0 as Stage>::Output>();
    const _: () = saved::<<__Rounds_1 as Stage>::Output>();
};
