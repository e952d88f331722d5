// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub Each(symbols: Vec<Symbol>) -> usize {
//     let quotes: Vec<Quote> = for symbol in each(&symbols).concurrent(8) {
//         fetch(symbol).await?
//     };
//     quotes.len()
// }

pub struct Each {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn Each(symbols: Vec<Symbol>) -> Launch<Each> {
    Launch::new((symbols,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Each_0 = <Checked<{ is_stage::<(fetch)>() }> as Give<(fetch)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Each_t1 = <Checked<{ is_shared::<(Vec<Quote>)>() }> as Give<(Vec<Quote>)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __Each_t0 = <Checked<
    { is_shared::<(Vec<Symbol>)>() },
> as Give<(Vec<Symbol>)>>::Type;
///The checkpoint of a run of [`Each`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct EachState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__Each_t0,)>,
    ///What the run gave.
    pub __output: Slot<usize>,
    ///`quotes`
    pub quotes: Slot<__Each_t1>,
    ///The items or rounds of `quotes`.
    pub quotes_items: Items<EachQuotesState>,
}
///The checkpoint of one item or round of `quotes`.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct EachQuotesState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///`fetch`
    pub fetch: Slot<<__Each_0 as Stage>::Output>,
}
///What can happen in a run of [`Each`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum EachEvent {
    /// Of the whole run.
    Run(RunEvent<(__Each_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `quotes`.
    Quotes(At, NodeEvent<__Each_t1, NoValue>),
    ///Of `fetch`.
    Fetch(At, NodeEvent<<__Each_0 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<usize, NoValue>),
}
///What the agents of [`Each`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct EachResources {
    #[doc(hidden)]
    pub __r0: <__Each_0 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for EachResources
where
    <__Each_0 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        EachResources {
            __r0: ResourceSet::collect(app),
        }
    }
}
///The signals of [`Each`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct EachSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for EachSignals {
    fn from(port: SignalPort) -> Self {
        EachSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl EachSignals {}
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
    impl Each {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "Each",
                docs: "",
                module: ::core::module_path!(),
                file: ::core::file!(),
                line: 1u32,
                inputs: &[
                    blueprint::Param {
                        name: "symbols",
                        ty: "Vec<Symbol>",
                    },
                ],
                output: "usize",
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
                        owner: Some(0u16),
                        kind: blueprint::FrameKind::Items,
                    },
                ],
                nodes: &[
                    blueprint::Node::new(
                        "quotes",
                        0u16,
                        blueprint::Kind::Open {
                            frame: 1u16,
                            tolerant: false,
                        },
                        &[],
                        (2u32, 30u32),
                    ),
                    blueprint::Node::new(
                            "fetch",
                            1u16,
                            blueprint::Kind::stage(<__Each_0>::__stage()),
                            &[],
                            (3u32, 9u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[0u16],
                        (6u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for EachState {
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
                2usize => Some(("quotes", MaybeSlot(&self.quotes).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.quotes).any_mut()),
                _ => None,
            }
        }
        fn items(&self, node: u16) -> Option<&dyn AnyItems> {
            match node {
                0u16 => Some(any_items(&self.quotes_items)),
                _ => None,
            }
        }
        fn items_mut(&mut self, node: u16) -> Option<&mut dyn AnyItems> {
            match node {
                0u16 => Some(any_items_mut(&mut self.quotes_items)),
                _ => None,
            }
        }
    }
    impl FrameState for EachQuotesState {
        fn progress(&self) -> &Progress {
            &self.__progress
        }
        fn progress_mut(&mut self) -> &mut Progress {
            &mut self.__progress
        }
        fn slot(&self, index: usize) -> Option<(&'static str, &dyn AnySlot)> {
            use __orch::private::{SlotRefuses as _, SlotSaves as _};
            match index {
                0usize => Some(("fetch", MaybeSlot(&self.fetch).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.fetch).any_mut()),
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
    impl Durable for Each {}
    impl Pipeline for Each {
        type Input = (__Each_t0,);
        type Output = usize;
        type State = EachState;
        type Event = EachEvent;
        type Resources = EachResources;
        type Signals = EachSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            Each::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(Each::blueprint()));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> EachEvent {
            EachEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> EachEvent {
            EachEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> EachEvent {
            EachEvent::Mark(at, node, mark)
        }
        fn output(state: &EachState) -> Option<&Arc<usize>> {
            state.__output.shared()
        }
        fn transition(event: &EachEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                EachEvent::Run(event) => (&At::ROOT, None, event.transition()),
                EachEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                EachEvent::Quotes(at, event) => (at, Some(0u16), event.transition(false)),
                EachEvent::Fetch(at, event) => (at, Some(1u16), event.transition(false)),
                EachEvent::Return(at, event) => (at, Some(2u16), event.transition(false)),
            }
        }
        fn store(state: &mut EachState, event: EachEvent) {
            match event {
                EachEvent::Run(RunEvent::Started(input)) => state.__input.set(input),
                EachEvent::Run(_) | EachEvent::Mark(..) => {}
                EachEvent::Quotes(at, event) => {
                    let frame = &mut *state;
                    if let Some(keys) = event.keys() {
                        frame.quotes_items.set_keys(Some(keys));
                    }
                    event.store(&mut frame.quotes);
                }
                EachEvent::Fetch(at, event) => {
                    let frame = (&mut *state).quotes_items.get_mut(at.item(0usize));
                    event.store(&mut frame.fetch);
                }
                EachEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &EachEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                EachEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                EachEvent::Mark(at, node, mark) => Ok(Recorded::mark(at, *node, mark)),
                EachEvent::Quotes(at, event) => MaybeEvent(event).encode(at, 0u16),
                EachEvent::Fetch(at, event) => MaybeEvent(event).encode(at, 1u16),
                EachEvent::Return(at, event) => MaybeEvent(event).encode(at, 2u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<EachEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__Each_t0,)>>::new()
                        .decode(what)
                        .map(EachEvent::Run)
                }
                (Some(node), What::Mark(mark)) => Ok(EachEvent::Mark(at, node, mark)),
                (Some(0u16), what) => {
                    MaybeDecoded::<NodeEvent<__Each_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| EachEvent::Quotes(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__Each_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| EachEvent::Fetch(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<NodeEvent<usize, NoValue>>::new()
                        .decode(what)
                        .map(|event| EachEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &EachState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &EachResources,
        ) -> Call<EachEvent> {
            match node {
                0u16 => Each::__node_0(state, at, ask, engine, resources),
                1u16 => Each::__node_1(state, at, ask, engine, resources),
                2u16 => Each::__node_2(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                1u16 => <__Each_0 as Stage>::undo(change, &resources.__r0, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__Each_0>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl Each {
        fn __node_0<__Engine: Engine>(
            state: &EachState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &EachResources,
        ) -> Call<EachEvent> {
            let frame_0 = state;
            if frame_0.__progress.status(0u16) == Status::Ready {
                let evaluated = evaluate(
                    Each::blueprint(),
                    state,
                    at,
                    0u16,
                    || -> Result<NodeEvent<__Each_t1, NoValue>, Failure> {
                        let symbols = &frame_0.__input.get().0;
                        let __orch_list = &(*symbols);
                        let list = listed(&__orch_list);
                        let concurrent = Some({ Limit::limit(8) });
                        let tolerate = None;
                        let keys = None;
                        open(list, concurrent, tolerate, keys, None)
                    },
                );
                match evaluated {
                    Ok(value) => Call::Now(EachEvent::Quotes(at.clone(), value)),
                    Err(failure) => {
                        Call::Now(
                            EachEvent::Mark(at.clone(), 0u16, Mark::Failed(failure)),
                        )
                    }
                }
            } else {
                let evaluated = evaluate(
                    Each::blueprint(),
                    state,
                    at,
                    0u16,
                    || -> Result<Arc<__Each_t1>, Failure> {
                        let value: __Each_t1 = gather(
                            &frame_0.quotes_items,
                            |item| &item.fetch,
                        );
                        Ok(Arc::new(value))
                    },
                );
                match evaluated {
                    Ok(value) => {
                        Call::Now(
                            EachEvent::Quotes(at.clone(), NodeEvent::Succeeded(value)),
                        )
                    }
                    Err(failure) => {
                        Call::Now(
                            EachEvent::Mark(at.clone(), 0u16, Mark::Failed(failure)),
                        )
                    }
                }
            }
        }
        fn __node_1<__Engine: Engine>(
            state: &EachState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &EachResources,
        ) -> Call<EachEvent> {
            let frame_0 = state;
            let frame_1 = frame_0.quotes_items.get(at.item(0usize));
            let share_0 = frame_0.__input.share();
            let here = at;
            let at = at.clone();
            attempt::<
                Each,
                __Engine,
                __Each_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, here, 1u16, &ask),
                None,
                keep_output,
                EachEvent::Fetch,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let symbols = &(&*share_0).0;
                    let __orch_list = &(*symbols);
                    let symbol = List::at(
                        listed(&__orch_list),
                        (at.item(0usize) as usize),
                    );
                    <__Each_0 as Stage>::invoke(
                            computed::<
                                __Each_0,
                                __Engine,
                            >(<__Each_0>::__call(symbol), computing, &engine)?,
                            &cx,
                            &resources,
                            &engine,
                        )
                        .await
                },
            )
        }
        fn __node_2<__Engine: Engine>(
            state: &EachState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &EachResources,
        ) -> Call<EachEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                Each::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<usize>, Failure> {
                    let quotes = frame_0.quotes.get();
                    let value: usize = (*quotes).len();
                    Ok(Arc::new(value))
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(EachEvent::Return(at.clone(), NodeEvent::Succeeded(value)))
                }
                Err(failure) => {
                    Call::Now(EachEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
    impl ::core::fmt::Debug for EachState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<Each>(self, f)
        }
    }
    impl ::core::fmt::Debug for EachEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<Each>(self, f)
        }
    }
    impl serde::Serialize for EachState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<Each, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for EachState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<Each, __Deserializer>(deserializer)
        }
    }
    impl Each {
        #[doc(hidden)]
        pub fn __call(symbols: __Each_t0) -> (__Each_t0,) {
            (symbols,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__Each_t0,)) -> (&__Each_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for Each {
        type Args<'a> = (__Each_t0,);
        type Owned = (__Each_t0,);
        type Output = usize;
        type Error = NoError;
        type Resources = EachResources;
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
            <Each as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a EachResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<usize, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine.child::<Each>(args, resources, cx).await.map_err(Fault::from)
            }
        }
    }
    const _: () = saved::<Vec<Symbol>>();
    const _: () = saved::<usize>();
    const _: () = saved::<Vec<Quote>>();
    const _: () = saved::<<__Each_0 as Stage>::Output>();
};
