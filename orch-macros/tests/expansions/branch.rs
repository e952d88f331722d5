// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Branch(line: Line) -> Receipt {
//     let bar = parse(&line).await?;
//     if bar.is_odd() {
//         store(bar).await?
//     } else {
//         drop_bar(&bar).await?
//     }
// }

pub struct Branch {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Branch(line: Line) -> Launch<Branch> {
    Launch::new((line,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Branch_0 = <Checked<{ is_stage::<(parse)>() }> as Give<(parse)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Branch_1 = <Checked<{ is_stage::<(store)>() }> as Give<(store)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Branch_2 = <Checked<{ is_stage::<(drop_bar)>() }> as Give<(drop_bar)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Branch_t0 = <Checked<{ is_shared::<(Line)>() }> as Give<(Line)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Branch_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`Branch`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct BranchState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Branch_t0,)>,
    ///What the run gave.
    pub __output: Slot<__Branch_t1>,
    ///`parse`
    pub parse: Slot<<__Branch_0 as Stage>::Output>,
    ///`then/store`
    pub then_store: Slot<<__Branch_1 as Stage>::Output>,
    ///`else/drop_bar`
    pub else_drop_bar: Slot<<__Branch_2 as Stage>::Output>,
    ///`value`
    pub value: Slot<__Branch_t1>,
}
///What can happen in a run of [`Branch`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum BranchEvent {
    /// Of the whole run.
    Run(RunEvent<(__Branch_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `parse`.
    Parse(At, NodeEvent<<__Branch_0 as Stage>::Output, NoValue>),
    ///Of `then/store`.
    ThenStore(At, NodeEvent<<__Branch_1 as Stage>::Output, NoValue>),
    ///Of `else/drop_bar`.
    ElseDropBar(At, NodeEvent<<__Branch_2 as Stage>::Output, NoValue>),
    ///Of `value`.
    Value(At, NodeEvent<__Branch_t1, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__Branch_t1, NoValue>),
}
///What the agents of [`Branch`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct BranchResources {
    #[doc(hidden)]
    pub __r0: <__Branch_0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__Branch_1 as Stage>::Resources,
    #[doc(hidden)]
    pub __r2: <__Branch_2 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for BranchResources
where
    <__Branch_0 as Stage>::Resources: ResourceSet<__App>,
    <__Branch_1 as Stage>::Resources: ResourceSet<__App>,
    <__Branch_2 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        BranchResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
            __r2: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Branch`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct BranchSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for BranchSignals {
    fn from(port: SignalPort) -> Self {
        BranchSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl BranchSignals {}
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
    impl Branch {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Branch",
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
                            "parse",
                            0u16,
                            blueprint::Kind::stage(<__Branch_0>::__stage()),
                            &[],
                            (2u32, 15u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "if",
                        0u16,
                        blueprint::Kind::Decide {
                            arms: &["then", "else"],
                        },
                        &[0u16],
                        (3u32, 5u32),
                    ),
                    blueprint::Node::new(
                            "then/store",
                            0u16,
                            blueprint::Kind::stage(<__Branch_1>::__stage()),
                            &[0u16],
                            (4u32, 9u32),
                        )
                        .guard(1u16, 0u16)
                        .ends(),
                    blueprint::Node::new(
                            "else/drop_bar",
                            0u16,
                            blueprint::Kind::stage(<__Branch_2>::__stage()),
                            &[0u16],
                            (6u32, 9u32),
                        )
                        .guard(1u16, 1u16)
                        .ends(),
                    blueprint::Node::new(
                        "value",
                        0u16,
                        blueprint::Kind::Join,
                        &[1u16, 2u16, 3u16],
                        (3u32, 5u32),
                    ),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[4u16],
                        (8u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for BranchState {
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
                3usize => Some(("then/store", MaybeSlot(&self.then_store).any())),
                4usize => Some(("else/drop_bar", MaybeSlot(&self.else_drop_bar).any())),
                5usize => Some(("value", MaybeSlot(&self.value).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.parse).any_mut()),
                3usize => Some(MaybeSlot(&mut self.then_store).any_mut()),
                4usize => Some(MaybeSlot(&mut self.else_drop_bar).any_mut()),
                5usize => Some(MaybeSlot(&mut self.value).any_mut()),
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
    impl Durable for Branch {}
    impl Pipeline for Branch {
        type Input = (__Branch_t0,);
        type Output = __Branch_t1;
        type State = BranchState;
        type Event = BranchEvent;
        type Resources = BranchResources;
        type Signals = BranchSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Branch::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                Branch::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> BranchEvent {
            BranchEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> BranchEvent {
            BranchEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> BranchEvent {
            BranchEvent::Mark(at, node, mark)
        }
        fn output(state: &BranchState) -> Option<&Arc<__Branch_t1>> {
            state.__output.shared()
        }
        fn transition(event: &BranchEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                BranchEvent::Run(event) => (&At::ROOT, None, event.transition()),
                BranchEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                BranchEvent::Parse(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                BranchEvent::ThenStore(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
                BranchEvent::ElseDropBar(at, event) => {
                    (at, Some(3u16), event.transition(false))
                }
                BranchEvent::Value(at, event) => {
                    (at, Some(4u16), event.transition(false))
                }
                BranchEvent::Return(at, event) => {
                    (at, Some(5u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut BranchState, event: BranchEvent) {
            match event {
                BranchEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                BranchEvent::Run(_) | BranchEvent::Mark(..) => {}
                BranchEvent::Parse(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.parse);
                }
                BranchEvent::ThenStore(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.then_store);
                }
                BranchEvent::ElseDropBar(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.else_drop_bar);
                }
                BranchEvent::Value(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.value);
                }
                BranchEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &BranchEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                BranchEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                BranchEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                BranchEvent::Parse(at, event) => MaybeEvent(event).encode(at, 0u16),
                BranchEvent::ThenStore(at, event) => MaybeEvent(event).encode(at, 2u16),
                BranchEvent::ElseDropBar(at, event) => MaybeEvent(event).encode(at, 3u16),
                BranchEvent::Value(at, event) => MaybeEvent(event).encode(at, 4u16),
                BranchEvent::Return(at, event) => MaybeEvent(event).encode(at, 5u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<BranchEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Branch_t0,)>>::new()
                        .decode(what)
                        .map(BranchEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(BranchEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Branch_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| BranchEvent::Parse(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Branch_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| BranchEvent::ThenStore(at, event))
                }
                (Some(3u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Branch_2 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| BranchEvent::ElseDropBar(at, event))
                }
                (Some(4u16), what) => {
                    MaybeDecoded::<NodeEvent<__Branch_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| BranchEvent::Value(at, event))
                }
                (Some(5u16), what) => {
                    MaybeDecoded::<NodeEvent<__Branch_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| BranchEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            match node {
                0u16 => Branch::__node_0(state, at, ask, engine, resources),
                1u16 => Branch::__node_1(state, at, ask, engine, resources),
                2u16 => Branch::__node_2(state, at, ask, engine, resources),
                3u16 => Branch::__node_3(state, at, ask, engine, resources),
                4u16 => Branch::__node_4(state, at, ask, engine, resources),
                5u16 => Branch::__node_5(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                0u16 => <__Branch_0 as Stage>::undo(change, &resources.__r0, engine),
                2u16 => <__Branch_1 as Stage>::undo(change, &resources.__r1, engine),
                3u16 => <__Branch_2 as Stage>::undo(change, &resources.__r2, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Branch_0>::new().show(visitor);
            MaybeStage::<__Branch_1>::new().show(visitor);
            MaybeStage::<__Branch_2>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Branch {
        fn __node_0<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                Branch,
                __Engine,
                __Branch_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                BranchEvent::Parse,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let line = &(&*share_0).0;
                    <__Branch_0 as Stage>::invoke(
                            computed::<
                                __Branch_0,
                                __Engine,
                            >(<__Branch_0>::__call(&(*line)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_1<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Branch::blueprint(),
                state,
                at,
                1u16,
                || -> Result<u16, Failure> {
                    let bar = frame_0.parse.get();
                    let case: u16 = if (*bar).is_odd() { 0u16 } else { 1u16 };
                    Ok(case)
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 1u16, Mark::Decided(value)))
                }
                Err(failure) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 1u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_2<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.parse.share();
            attempt::<
                Branch,
                __Engine,
                __Branch_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 2u16, &ask),
                None,
                keep_output,
                BranchEvent::ThenStore,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let bar = (&*share_0);
                    <__Branch_1 as Stage>::invoke(
                            computed::<
                                __Branch_1,
                                __Engine,
                            >(
                                <__Branch_1>::__call(clone_place(&(*bar))),
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
            state: &BranchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let frame_0 = state;
            let share_0 = frame_0.parse.share();
            attempt::<
                Branch,
                __Engine,
                __Branch_2,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r2),
                (state, at, 3u16, &ask),
                None,
                keep_output,
                BranchEvent::ElseDropBar,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let bar = (&*share_0);
                    <__Branch_2 as Stage>::invoke(
                            computed::<
                                __Branch_2,
                                __Engine,
                            >(<__Branch_2>::__call(&(*bar)), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_4<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Branch::blueprint(),
                state,
                at,
                4u16,
                || -> Result<Arc<__Branch_t1>, Failure> {
                    match frame_0.__progress.case(1u16) {
                        0u16 => {
                            let _ = |give: fn() -> <__Branch_1 as Stage>::Output| {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Branch_t1, _>::new(&frame_0.then_store).arc()
                            })
                        }
                        1u16 => {
                            let _ = |give: fn() -> <__Branch_2 as Stage>::Output| {
                                let _: Receipt = give();
                            };
                            Ok({
                                use __orch::private::{ShareOther as _, ShareSame as _};
                                Share::<__Branch_t1, _>::new(&frame_0.else_drop_bar).arc()
                            })
                        }
                        case => ::core::unreachable!("arm {case} gives no value"),
                    }
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        BranchEvent::Value(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 4u16, Mark::Failed(failure)))
                }
            }
        }
        fn __node_5<__Engine: Engine>(
            state: &BranchState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &BranchResources,
        ) -> Call<BranchEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Branch::blueprint(),
                state,
                at,
                5u16,
                || -> Result<Arc<__Branch_t1>, Failure> {
                    let _ = |give: fn() -> __Branch_t1| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Branch_t1, _>::new(&frame_0.value).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        BranchEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(BranchEvent::Mark(at.clone(), 5u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for BranchState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Branch>(self, f)
        }
    }
    impl ::core::fmt::Debug for BranchEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Branch>(self, f)
        }
    }
    impl serde::Serialize for BranchState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Branch, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for BranchState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Branch, __Deserializer>(deserializer)
        }
    }
    impl Branch {
        #[doc(hidden)]
        pub fn __call(line: __Branch_t0) -> (__Branch_t0,) {
            (line,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Branch_t0,)) -> (&__Branch_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Branch {
        type Args<'a> = (__Branch_t0,);
        type Owned = (__Branch_t0,);
        type Output = __Branch_t1;
        type Error = NoError;
        type Resources = BranchResources;
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
            <Branch as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a BranchResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__Branch_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Branch>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Line>();
    const _: () = saved::<Receipt>();
    const _: () = saved::<<__Branch_0 as Stage>::Output>();
    const _: () = saved::<<__Branch_1 as Stage>::Output>();
    const _: () = saved::<<__Branch_2 as Stage>::Output>();
};
