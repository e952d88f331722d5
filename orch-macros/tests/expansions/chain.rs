// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Chain(line: Line) -> Receipt {
//     let bar = parse(&line).await?;
//     store(bar).await?
// }

pub struct Chain {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Chain(line: Line) -> Launch<Chain> {
    Launch::new((line,))
}
#[doc(hidden)]
#[allow(unused_imports)]
use ::orch::__private::{
    self as __Chain_orch,
    private::{
        Checked as __Chain_checked, Give as __Chain_give, OutputOf as __Chain_output,
        ResourcesOf as __Chain_needs, is_stage as __Chain_is_stage,
    },
};
type __Chain_0 = <__Chain_checked<
    { __Chain_is_stage::<(parse)>() },
> as __Chain_give<(parse)>>::Type;
type __Chain_1 = <__Chain_checked<
    { __Chain_is_stage::<(store)>() },
> as __Chain_give<(store)>>::Type;
#[doc(hidden)]
type __Chain_t0 = <Checked<{ is_shared::<(Line)>() }> as Give<(Line)>>::Type;
#[doc(hidden)]
type __Chain_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`Chain`]: one slot a stage.
#[derive(Default)]
#[allow(
    private_interfaces,
    non_camel_case_types,
    clippy::type_complexity,
    clippy::pub_underscore_fields
)]
pub struct ChainState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Chain_orch::Slot<(__Chain_t0,)>,
    ///What the run gave.
    pub __output: __Chain_orch::Slot<__Chain_t1>,
    ///`parse`
    pub parse: __Chain_orch::Slot<__Chain_output<__Chain_0>>,
    ///`store`
    pub store: __Chain_orch::Slot<__Chain_output<__Chain_1>>,
}
///What can happen in a run of [`Chain`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum ChainEvent {
    /// Of the whole run.
    Run(RunEvent<(__Chain_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `parse`.
    Parse(__Chain_orch::Placed<__Chain_output<__Chain_0>>),
    ///Of `store`.
    Store(__Chain_orch::Placed<__Chain_output<__Chain_1>>),
    ///Of `return`.
    Return(__Chain_orch::Placed<__Chain_t1>),
}
///What the agents of [`Chain`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces, dead_code)]
pub struct ChainResources {
    __r0: __Chain_needs<__Chain_0>,
    __r1: __Chain_needs<__Chain_1>,
}
#[allow(private_bounds)]
impl<__App> __Chain_orch::ResourceSet<__App> for ChainResources
where
    __Chain_needs<__Chain_0>: __Chain_orch::ResourceSet<__App>,
    __Chain_needs<__Chain_1>: __Chain_orch::ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        ChainResources {
            __r0: __Chain_orch::ResourceSet::collect(app),
            __r1: __Chain_orch::ResourceSet::collect(app),
        }
    }
}
///The signals of [`Chain`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct ChainSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for ChainSignals {
    fn from(port: SignalPort) -> Self {
        ChainSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl ChainSignals {}
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
    use __orch::engine::{
        Asked as __Asked, Calling as __Calling, HeldFor as __Held, Holding as __Holding,
        passes_over as __passes_over,
    };
    use __orch::private::{
        answering as __answering, decoded as __decoded, KeepError as __KeepError,
        KeepOutput as __KeepOutput, KeepResult as __KeepResult,
        MaybeDecoded as __MaybeDecoded, MaybeEvent as __MaybeEvent,
        MaybeSlot as __MaybeSlot, MaybeStage as __MaybeStage, OutputOf as __Output,
        passed_over as __passed_over, saved as __saved,
        saved_argument as __saved_argument, saved_error as __saved_error,
    };
    use __orch::blueprint::{Kind as __Kind, Node as __Node};
    use __orch::{At as __At, Call as __Call, Engine as __Drives, Placed as __Placed};
    impl Chain {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Chain",
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
                options: blueprint::Options::NONE,
                frames: &[
                    blueprint::Frame {
                        owner: None,
                        kind: blueprint::FrameKind::Body,
                    },
                ],
                nodes: &[
                    __Node::stage(
                        "parse",
                        0u16,
                        __Chain_0::__stage(),
                        &[],
                        (2u32, 15u32),
                    ),
                    __Node::stage(
                        "store",
                        0u16,
                        __Chain_1::__stage(),
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
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameSlots for ChainState {
        #[inline]
        fn slot(&self, index: usize) -> Option<(&'static str, &dyn AnySlot)> {
            use __orch::private::{SlotRefuses as _, SlotSaves as _};
            Some(
                match index {
                    0usize => ("(input)", __MaybeSlot(&self.__input).any()),
                    1usize => ("(output)", __MaybeSlot(&self.__output).any()),
                    2usize => ("parse", __MaybeSlot(&self.parse).any()),
                    3usize => ("store", __MaybeSlot(&self.store).any()),
                    _ => return None,
                },
            )
        }
        #[inline]
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            Some(
                match index {
                    0usize => __MaybeSlot(&mut self.__input).any_mut(),
                    1usize => __MaybeSlot(&mut self.__output).any_mut(),
                    2usize => __MaybeSlot(&mut self.parse).any_mut(),
                    3usize => __MaybeSlot(&mut self.store).any_mut(),
                    _ => return None,
                },
            )
        }
    }
    impl FrameState for ChainState {
        fn progress(&self) -> &Progress {
            &self.__progress
        }
        fn progress_mut(&mut self) -> &mut Progress {
            &mut self.__progress
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
    impl Durable for Chain {}
    impl Pipeline for Chain {
        type Input = (__Chain_t0,);
        type Output = __Chain_t1;
        type State = ChainState;
        type Event = ChainEvent;
        type Resources = ChainResources;
        type Signals = ChainSignals;
        const BLUEPRINT: Option<&'static blueprint::Blueprint> = Some(
            Chain::blueprint(),
        );
        fn blueprint() -> &'static blueprint::Blueprint {
            Chain::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: plan::Lazy = plan::Lazy::of(Chain::blueprint());
            PLAN.get()
        }
        fn started(input: Arc<Self::Input>) -> ChainEvent {
            ChainEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Apart<Failure>) -> ChainEvent {
            ChainEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> ChainEvent {
            ChainEvent::Mark(at, node, mark)
        }
        fn output(state: &ChainState) -> &Slot<__Chain_t1> {
            &state.__output
        }
        fn output_mut(state: &mut ChainState) -> &mut Slot<__Chain_t1> {
            &mut state.__output
        }
        fn transition(event: &ChainEvent) -> (&At, Option<u16>, Transition<'_>) {
            let (node, event, handled): (_, &dyn Moves, bool) = match event {
                ChainEvent::Run(event) => return (&At::ROOT, None, event.transition()),
                ChainEvent::Mark(at, node, mark) => {
                    return (at, Some(*node), Transition::Mark(mark));
                }
                ChainEvent::Parse(event) => (0u16, event, false),
                ChainEvent::Store(event) => (1u16, event, false),
                ChainEvent::Return(event) => (2u16, event, false),
            };
            (event.at(), Some(node), event.transition(handled))
        }
        fn store(state: &mut ChainState, event: ChainEvent) {
            match event {
                ChainEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                ChainEvent::Run(_) | ChainEvent::Mark(..) => {}
                ChainEvent::Parse(event) => event.store(&mut state.parse),
                ChainEvent::Store(event) => event.store(&mut state.store),
                ChainEvent::Return(event) => event.store(&mut state.__output),
            }
        }
        #[inline]
        fn encode(event: &ChainEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _};
            match event {
                ChainEvent::Run(event) => __MaybeEvent(event).encode(0),
                ChainEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                ChainEvent::Parse(event) => __MaybeEvent(event).encode(0u16),
                ChainEvent::Store(event) => __MaybeEvent(event).encode(1u16),
                ChainEvent::Return(event) => __MaybeEvent(event).encode(2u16),
            }
        }
        #[inline]
        fn decode(recorded: &Recorded) -> Result<ChainEvent, CodecError> {
            use __orch::private::{EventLoads as _, EventRefusesToLoad as _};
            let Recorded { at, node, what } = recorded;
            match (*node, what) {
                (None, what) => {
                    __MaybeDecoded::<RunEvent<(__Chain_t0,)>>::new()
                        .decode(at, what)
                        .map(ChainEvent::Run)
                }
                (Some(node), What::Mark(mark)) => {
                    Ok(ChainEvent::Mark(at.clone(), node, mark.clone()))
                }
                (Some(node), what) => {
                    match node {
                        0u16 => {
                            __decoded::<__Chain_0>()
                                .decode(at, what)
                                .map(ChainEvent::Parse)
                        }
                        1u16 => {
                            __decoded::<__Chain_1>()
                                .decode(at, what)
                                .map(ChainEvent::Store)
                        }
                        2u16 => {
                            __MaybeDecoded::<__Placed<__Chain_t1>>::new()
                                .decode(at, what)
                                .map(ChainEvent::Return)
                        }
                        _ => Err(misplaced(what)),
                    }
                }
            }
        }
        #[inline]
        fn slots(frame: &dyn FrameState) -> Option<&dyn FrameSlots> {
            let frame: &dyn ::core::any::Any = frame;
            if let Some(frame) = frame.downcast_ref::<ChainState>() {
                return Some(frame);
            }
            None
        }
        #[inline]
        fn slots_mut(frame: &mut dyn FrameState) -> Option<&mut dyn FrameSlots> {
            let frame: &mut dyn ::core::any::Any = frame;
            if frame.is::<ChainState>() {
                return frame.downcast_mut::<ChainState>().map(|frame| frame as _);
            }
            None
        }
        fn call<__Engine: Engine>(
            state: &ChainState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &ChainResources,
        ) -> Call<ChainEvent> {
            let asked = &engine::Asked::new::<Chain>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => {
                    __Drives::attempt_with::<
                        __Chain_0,
                        Chain,
                        0u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, ()), &resources.__r0),
                        const {
                            &__answering::<
                                __Chain_0,
                                __KeepOutput,
                                Chain,
                            >(0u16, ChainEvent::Parse, |state, at| &mut state.parse)
                        },
                        Chain::__node_0,
                    )
                }
                1u16 => {
                    __Drives::attempt_with::<
                        __Chain_1,
                        Chain,
                        1u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.parse, ()), &resources.__r1),
                        const {
                            &__answering::<
                                __Chain_1,
                                __KeepOutput,
                                Chain,
                            >(1u16, ChainEvent::Store, |state, at| &mut state.store)
                        },
                        Chain::__node_1,
                    )
                }
                2u16 => Chain::__node_2(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            use __orch::Stage as __Stage;
            match change.site.node {
                0u16 => <__Chain_0 as __Stage>::undo(change, &resources.__r0, engine),
                1u16 => <__Chain_1 as __Stage>::undo(change, &resources.__r1, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            __MaybeStage::<__Chain_0>::new().show(visitor);
            __MaybeStage::<__Chain_1>::new().show(visitor);
        }
    }
    impl Chain {
        // `parse`
        fn __node_0<__Engine: __Drives>(
            held: __Held<'_, __Chain_0, ((__Chain_t0,), ()), __Engine>,
        ) -> impl __Calling<__Chain_0, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let line = &share_0.0;
                match <__Chain_0>::__call(&(*line)) {
                    arguments => {
                        __Holding::call::<
                            __Chain_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        // `store`
        fn __node_1<__Engine: __Drives>(
            held: __Held<'_, __Chain_1, (__Output<__Chain_0>, ()), __Engine>,
        ) -> impl __Calling<__Chain_1, __KeepOutput> {
            async move {
                let (computing, (share_0, ())) = __Holding::begin(&held);
                let bar = share_0;
                match <__Chain_1>::__call(clone_place(&(*bar))) {
                    arguments => {
                        __Holding::call::<
                            __Chain_1,
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
            state: &ChainState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &ChainResources,
        ) -> __Call<ChainEvent> {
            if const { __passes_over::<__Engine, Chain>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
            let evaluated = evaluate(
                Chain::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__Chain_t1>, Failure> {
                    let _ = |give: fn() -> <__Chain_1 as __Chain_orch::Stage>::Output| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__Chain_t1, _>::new(&frame_0.store).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(ChainEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(ChainEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for ChainState {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Chain>(self, f)
        }
    }
    impl ::core::fmt::Debug for ChainEvent {
        #[inline]
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Chain>(self, f)
        }
    }
    impl serde::Serialize for ChainState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Chain, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for ChainState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Chain, __Deserializer>(deserializer)
        }
    }
    impl Chain {
        #[doc(hidden)]
        pub fn __call(line: __Chain_t0) -> (__Chain_t0,) {
            (line,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Chain_t0,)) -> (&__Chain_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Chain {
        type Args<'a> = (__Chain_t0,);
        type Owned = (__Chain_t0,);
        type Output = __Chain_t1;
        type Error = NoError;
        type Resources = ChainResources;
        const MAY_MOVE: bool = false;
        fn describe() -> blueprint::StageRef {
            Self::__stage()
        }
        #[inline]
        fn lend(owned: &Self::Owned) -> Self::Args<'_> {
            use __orch::{GiveByClone as _, GiveNever as _};
            ((&Cloned(&owned.0)).give(),)
        }
        #[inline]
        fn encode(args: &Self::Args<'_>) -> Result<serde_json::Value, Failure> {
            use ::orch::__private::private::{ArgumentsRefuse as _, ArgumentsSave as _};
            MaybeArguments(args).encode()
        }
        fn failure_of(error: &NoError) -> Failure {
            match *error {}
        }
        fn visit_within<__Visitor: Visitor>(visitor: &mut __Visitor) {
            <Chain as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a ChainResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output: OrFault<__Chain_t1, NoError>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Chain>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = {
        __saved::<Line>();
        __saved::<__Output<__Chain_0>>();
        __saved::<__Output<__Chain_1>>();
    };
};
