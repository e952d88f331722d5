// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// pub SubPipeline(order: Order) -> Receipt {
//     let price = Pricing(order.clone()).await?;
//     charge(order, price).await?
// }

pub struct SubPipeline {}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, private_interfaces)]
pub fn SubPipeline(order: Order) -> Launch<SubPipeline> {
    Launch::new((order,))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __SubPipeline_0 = <Checked<{ is_stage::<(Pricing)>() }> as Give<(Pricing)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __SubPipeline_1 = <Checked<{ is_stage::<(charge)>() }> as Give<(charge)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __SubPipeline_t0 = <Checked<{ is_shared::<(Order)>() }> as Give<(Order)>>::Type;
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code, unused_parens)]
type __SubPipeline_t1 = <Checked<{ is_shared::<(Receipt)>() }> as Give<(Receipt)>>::Type;
///The checkpoint of a run of [`SubPipeline`]: one slot a stage.
#[derive(Default)]
#[allow(private_interfaces, non_camel_case_types, clippy::type_complexity)]
pub struct SubPipelineState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: Slot<(__SubPipeline_t0,)>,
    ///What the run gave.
    pub __output: Slot<__SubPipeline_t1>,
    ///`Pricing`
    pub pricing: Slot<<__SubPipeline_0 as Stage>::Output>,
    ///`charge`
    pub charge: Slot<<__SubPipeline_1 as Stage>::Output>,
}
///What can happen in a run of [`SubPipeline`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum SubPipelineEvent {
    /// Of the whole run.
    Run(RunEvent<(__SubPipeline_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `Pricing`.
    Pricing(At, NodeEvent<<__SubPipeline_0 as Stage>::Output, NoValue>),
    ///Of `charge`.
    Charge(At, NodeEvent<<__SubPipeline_1 as Stage>::Output, NoValue>),
    ///Of `return`.
    Return(At, NodeEvent<__SubPipeline_t1, NoValue>),
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
type __SubPipeline_p0 = <Checked<
    {
        match blueprint::check::recursion(SubPipeline::blueprint()) {
            Some(text) => ::core::panic!("{}", text.as_str()),
            None => true,
        }
    },
> as Give<__SubPipeline_0>>::Type;
///What the agents of [`SubPipeline`] need from the application.
#[derive(Clone)]
#[allow(private_interfaces)]
pub struct SubPipelineResources {
    #[doc(hidden)]
    pub __r0: <__SubPipeline_p0 as Stage>::Resources,
    #[doc(hidden)]
    pub __r1: <__SubPipeline_1 as Stage>::Resources,
}
#[allow(private_bounds)]
impl<__App> ResourceSet<__App> for SubPipelineResources
where
    <__SubPipeline_p0 as Stage>::Resources: ResourceSet<__App>,
    <__SubPipeline_1 as Stage>::Resources: ResourceSet<__App>,
{
    #[allow(unused_variables)]
    fn collect(app: &__App) -> Self {
        SubPipelineResources {
            __r0: ResourceSet::collect(app),
            __r1: ResourceSet::collect(app),
        }
    }
}
///The signals of [`SubPipeline`], as methods of a run's handle.
#[allow(private_interfaces)]
pub struct SubPipelineSignals {
    #[allow(dead_code)]
    __port: SignalPort,
}
impl ::core::convert::From<SignalPort> for SubPipelineSignals {
    fn from(port: SignalPort) -> Self {
        SubPipelineSignals { __port: port }
    }
}
#[allow(private_interfaces)]
impl SubPipelineSignals {}
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
    impl SubPipeline {
        /// The static description of this pipeline: its stages, what they wait for, their contracts and policies.
        pub const fn blueprint() -> &'static blueprint::Blueprint {
            static BLUEPRINT: blueprint::Blueprint = blueprint::Blueprint {
                name: "SubPipeline",
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
                            "Pricing",
                            0u16,
                            blueprint::Kind::stage(<__SubPipeline_0>::__stage()),
                            &[],
                            (2u32, 17u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                            "charge",
                            0u16,
                            blueprint::Kind::stage(<__SubPipeline_1>::__stage()),
                            &[0u16],
                            (3u32, 5u32),
                        )
                        .ends(),
                    blueprint::Node::new(
                        "return",
                        0u16,
                        blueprint::Kind::Return {
                            explicit: false,
                        },
                        &[1u16],
                        (4u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl FrameState for SubPipelineState {
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
                2usize => Some(("Pricing", MaybeSlot(&self.pricing).any())),
                3usize => Some(("charge", MaybeSlot(&self.charge).any())),
                _ => None,
            }
        }
        fn slot_mut(&mut self, index: usize) -> Option<&mut dyn AnySlot> {
            use __orch::private::{SlotLoads as _, SlotRefusesToLoad as _};
            match index {
                0usize => Some(MaybeSlot(&mut self.__input).any_mut()),
                1usize => Some(MaybeSlot(&mut self.__output).any_mut()),
                2usize => Some(MaybeSlot(&mut self.pricing).any_mut()),
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
    impl Durable for SubPipeline {}
    impl Pipeline for SubPipeline {
        type Input = (__SubPipeline_t0,);
        type Output = __SubPipeline_t1;
        type State = SubPipelineState;
        type Event = SubPipelineEvent;
        type Resources = SubPipelineResources;
        type Signals = SubPipelineSignals;
        fn blueprint() -> &'static blueprint::Blueprint {
            SubPipeline::blueprint()
        }
        fn plan() -> &'static Plan {
            static PLAN: LazyLock<Plan> = LazyLock::new(|| Plan::new(
                SubPipeline::blueprint(),
            ));
            &PLAN
        }
        fn started(input: Arc<Self::Input>) -> SubPipelineEvent {
            SubPipelineEvent::Run(RunEvent::Started(input))
        }
        fn stopped(failure: Box<Failure>) -> SubPipelineEvent {
            SubPipelineEvent::Run(RunEvent::Stopped(failure))
        }
        fn mark(at: At, node: u16, mark: Mark) -> SubPipelineEvent {
            SubPipelineEvent::Mark(at, node, mark)
        }
        fn output(state: &SubPipelineState) -> Option<&Arc<__SubPipeline_t1>> {
            state.__output.shared()
        }
        fn transition(event: &SubPipelineEvent) -> (&At, Option<u16>, Transition<'_>) {
            match event {
                SubPipelineEvent::Run(event) => (&At::ROOT, None, event.transition()),
                SubPipelineEvent::Mark(at, node, mark) => {
                    (at, Some(*node), Transition::Mark(mark))
                }
                SubPipelineEvent::Pricing(at, event) => {
                    (at, Some(0u16), event.transition(false))
                }
                SubPipelineEvent::Charge(at, event) => {
                    (at, Some(1u16), event.transition(false))
                }
                SubPipelineEvent::Return(at, event) => {
                    (at, Some(2u16), event.transition(false))
                }
            }
        }
        fn store(state: &mut SubPipelineState, event: SubPipelineEvent) {
            match event {
                SubPipelineEvent::Run(RunEvent::Started(input)) => {
                    state.__input.set(input)
                }
                SubPipelineEvent::Run(_) | SubPipelineEvent::Mark(..) => {}
                SubPipelineEvent::Pricing(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.pricing);
                }
                SubPipelineEvent::Charge(at, event) => {
                    let frame = &mut *state;
                    event.store(&mut frame.charge);
                }
                SubPipelineEvent::Return(at, event) => {
                    event.store(&mut state.__output);
                }
            }
        }
        fn encode(event: &SubPipelineEvent) -> Result<Recorded, CodecError> {
            use __orch::private::{EventRefuses as _, EventSaves as _, MaybeEvent};
            match event {
                SubPipelineEvent::Run(event) => MaybeEvent(event).encode(&At::ROOT, 0),
                SubPipelineEvent::Mark(at, node, mark) => {
                    Ok(Recorded::mark(at, *node, mark))
                }
                SubPipelineEvent::Pricing(at, event) => {
                    MaybeEvent(event).encode(at, 0u16)
                }
                SubPipelineEvent::Charge(at, event) => MaybeEvent(event).encode(at, 1u16),
                SubPipelineEvent::Return(at, event) => MaybeEvent(event).encode(at, 2u16),
            }
        }
        fn decode(recorded: Recorded) -> Result<SubPipelineEvent, CodecError> {
            use __orch::private::{
                EventLoads as _, EventRefusesToLoad as _, MaybeDecoded,
            };
            let Recorded { at, node, what } = recorded;
            match (node, what) {
                (None, what) => {
                    MaybeDecoded::<RunEvent<(__SubPipeline_t0,)>>::new()
                        .decode(what)
                        .map(SubPipelineEvent::Run)
                }
                (Some(node), What::Mark(mark)) => {
                    Ok(SubPipelineEvent::Mark(at, node, mark))
                }
                (Some(0u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__SubPipeline_0 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| SubPipelineEvent::Pricing(at, event))
                }
                (Some(1u16), what) => {
                    MaybeDecoded::<
                        NodeEvent<<__SubPipeline_1 as Stage>::Output, NoValue>,
                    >::new()
                        .decode(what)
                        .map(|event| SubPipelineEvent::Charge(at, event))
                }
                (Some(2u16), what) => {
                    MaybeDecoded::<NodeEvent<__SubPipeline_t1, NoValue>>::new()
                        .decode(what)
                        .map(|event| SubPipelineEvent::Return(at, event))
                }
                (_, what) => Err(misplaced(&what)),
            }
        }
        fn call<__Engine: Engine>(
            state: &SubPipelineState,
            at: &At,
            node: u16,
            ask: Ask,
            engine: &__Engine,
            resources: &SubPipelineResources,
        ) -> Call<SubPipelineEvent> {
            match node {
                0u16 => SubPipeline::__node_0(state, at, ask, engine, resources),
                1u16 => SubPipeline::__node_1(state, at, ask, engine, resources),
                2u16 => SubPipeline::__node_2(state, at, ask, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
        fn undo<__Engine: Engine>(
            change: &Undoing,
            resources: &Self::Resources,
            engine: &__Engine,
        ) -> Option<engine::BoxFuture<Undone>> {
            match change.site.node {
                1u16 => <__SubPipeline_1 as Stage>::undo(change, &resources.__r1, engine),
                _ => None,
            }
        }
        fn visit<__Visitor: Visitor>(visitor: &mut __Visitor) {
            use __orch::private::{StageHides as _, StageShows as _};
            MaybeStage::<__SubPipeline_0>::new().show(visitor);
            MaybeStage::<__SubPipeline_1>::new().show(visitor);
            use __orch::private::{PayloadRefuses as _, PayloadSaves as _};
        }
    }
    impl SubPipeline {
        fn __node_0<__Engine: Engine>(
            state: &SubPipelineState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SubPipelineResources,
        ) -> Call<SubPipelineEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            attempt::<
                SubPipeline,
                __Engine,
                __SubPipeline_0,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r0),
                (state, at, 0u16, &ask),
                None,
                keep_output,
                SubPipelineEvent::Pricing,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let order = &(&*share_0).0;
                    <__SubPipeline_0 as Stage>::invoke(
                            computed::<
                                __SubPipeline_0,
                                __Engine,
                            >(
                                <__SubPipeline_0>::__call((*order).clone()),
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
        fn __node_1<__Engine: Engine>(
            state: &SubPipelineState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SubPipelineResources,
        ) -> Call<SubPipelineEvent> {
            let frame_0 = state;
            let share_0 = frame_0.__input.share();
            let share_1 = frame_0.pricing.share();
            attempt::<
                SubPipeline,
                __Engine,
                __SubPipeline_1,
                _,
                _,
                _,
                _,
            >(
                (engine, &resources.__r1),
                (state, at, 1u16, &ask),
                None,
                keep_output,
                SubPipelineEvent::Charge,
                move |cx, engine, resources| async move {
                    let computing = Computing::new();
                    let order = &(&*share_0).0;
                    let price = (&*share_1);
                    <__SubPipeline_1 as Stage>::invoke(
                            computed::<
                                __SubPipeline_1,
                                __Engine,
                            >(
                                <__SubPipeline_1>::__call(
                                    clone_place(&(*order)),
                                    clone_place(&(*price)),
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
            state: &SubPipelineState,
            at: &At,
            ask: Ask,
            engine: &__Engine,
            resources: &SubPipelineResources,
        ) -> Call<SubPipelineEvent> {
            let frame_0 = state;
            let evaluated = evaluate(
                SubPipeline::blueprint(),
                state,
                at,
                2u16,
                || -> Result<Arc<__SubPipeline_t1>, Failure> {
                    let _ = |give: fn() -> <__SubPipeline_1 as Stage>::Output| {
                        let _: Receipt = give();
                    };
                    Ok({
                        use __orch::private::{ShareOther as _, ShareSame as _};
                        Share::<__SubPipeline_t1, _>::new(&frame_0.charge).arc()
                    })
                },
            );
            match evaluated {
                Ok(value) => {
                    Call::Now(
                        SubPipelineEvent::Return(at.clone(), NodeEvent::Succeeded(value)),
                    )
                }
                Err(failure) => {
                    Call::Now(
                        SubPipelineEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)),
                    )
                }
            }
        }
    }
    impl ::core::fmt::Debug for SubPipelineState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            machine::data::debug::<SubPipeline>(self, f)
        }
    }
    impl ::core::fmt::Debug for SubPipelineEvent {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            debug_event::<SubPipeline>(self, f)
        }
    }
    impl serde::Serialize for SubPipelineState {
        fn serialize<__Serializer: serde::Serializer>(
            &self,
            serializer: __Serializer,
        ) -> Result<__Serializer::Ok, __Serializer::Error> {
            machine::data::serialize::<SubPipeline, __Serializer>(self, serializer)
        }
    }
    impl<'de> serde::Deserialize<'de> for SubPipelineState {
        fn deserialize<__Deserializer: serde::Deserializer<'de>>(
            deserializer: __Deserializer,
        ) -> Result<Self, __Deserializer::Error> {
            machine::data::deserialize::<SubPipeline, __Deserializer>(deserializer)
        }
    }
    impl SubPipeline {
        #[doc(hidden)]
        pub fn __call(order: __SubPipeline_t0) -> (__SubPipeline_t0,) {
            (order,)
        }
        #[doc(hidden)]
        pub fn __undone(owned: &(__SubPipeline_t0,)) -> (&__SubPipeline_t0,) {
            (&owned.0,)
        }
        #[doc(hidden)]
        pub const fn __stage() -> blueprint::StageRef {
            blueprint::StageRef::Pipeline(Self::blueprint())
        }
    }
    #[diagnostic::do_not_recommend]
    impl Stage for SubPipeline {
        type Args<'a> = (__SubPipeline_t0,);
        type Owned = (__SubPipeline_t0,);
        type Output = __SubPipeline_t1;
        type Error = NoError;
        type Resources = SubPipelineResources;
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
            <SubPipeline as Pipeline>::visit(visitor);
        }
        fn invoke<'a, __Engine: Engine>(
            args: Self::Args<'a>,
            cx: &'a Context,
            resources: &'a SubPipelineResources,
            engine: &'a __Engine,
        ) -> impl ::core::future::Future<
            Output = Result<__SubPipeline_t1, Fault<NoError>>,
        > + ::core::marker::Send + 'a {
            async move {
                engine
                    .child::<SubPipeline>(args, resources, cx)
                    .await
                    .map_err(Fault::from)
            }
        }
    }
    const _: () = if let Some(text) = blueprint::check::unkept(
        "SubPipeline",
        &<__SubPipeline_0>::__stage(),
    ) {
        ::core::panic!("{}", text.as_str())
    };
    const _: () = saved::<Order>();
    const _: () = saved::<<__SubPipeline_0 as Stage>::Output>();
    const _: () = saved_argument::<<<__SubPipeline_0 as Stage>::Owned as Inputs>::I0>();
    const _: () = saved::<<__SubPipeline_1 as Stage>::Output>();
};
