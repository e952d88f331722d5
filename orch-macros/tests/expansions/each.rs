// Made from this flow by a test of `orch-macros`. Nobody compiles it, and paths stand without the long beginnings that
// keep them apart from what the user names: `Some` is `::core::option::Option::Some`.
//
// What every flow becomes in the same way is left out here, and shown in `chain.rs`.
//
// pub Each(symbols: Vec<Symbol>) -> usize {
//     let quotes: Vec<Quote> = for symbol in each(&symbols).concurrent(8) {
//         fetch(symbol).await?
//     };
//     quotes.len()
// }

///The checkpoint of a run of [`Each`]: one slot a stage.
#[derive(Default)]
pub struct EachState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///What the run was started with.
    pub __input: __Each_orch::Slot<(__Each_t0,)>,
    ///What the run gave.
    pub __output: __Each_orch::Slot<usize>,
    ///`quotes`
    pub quotes: __Each_orch::Slot<__Each_t1>,
    ///The items or rounds of `quotes`.
    pub quotes_items: Items<EachQuotesState>,
}
///The checkpoint of one item or round of `quotes`.
#[derive(Default)]
pub struct EachQuotesState {
    #[doc(hidden)]
    pub __progress: Progress,
    ///`fetch`
    pub fetch: __Each_orch::Slot<__Each_output<__Each_0>>,
}
///What can happen in a run of [`Each`].
#[allow(private_interfaces, clippy::type_complexity)]
pub enum EachEvent {
    /// Of the whole run.
    Run(RunEvent<(__Each_t0,)>),
    /// Of a node, without a value.
    Mark(At, u16, Mark),
    ///Of `quotes`.
    Quotes(__Each_orch::Placed<__Each_t1>),
    ///Of `fetch`.
    Fetch(__Each_orch::Placed<__Each_output<__Each_0>>),
    ///Of `return`.
    Return(__Each_orch::Placed<usize>),
}
const _: () = {
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
                options: blueprint::Options::NONE,
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
                    __Node::new(
                        "quotes",
                        0u16,
                        __Kind::Open {
                            frame: 1u16,
                            tolerant: false,
                        },
                        &[],
                        (2u32, 30u32),
                    ),
                    __Node::stage("fetch", 1u16, __Each_0::__stage(), &[], (3u32, 9u32)),
                    __Node::new(
                        "return",
                        0u16,
                        __Kind::Return { explicit: false },
                        &[0u16],
                        (6u32, 1u32),
                    ),
                ],
                signals: &[],
            };
            &BLUEPRINT
        }
    }
    impl Pipeline for Each {
        fn call<__Engine: Engine>(
            state: &EachState,
            at: &At,
            node: u16,
            ask: &Ask,
            engine: &__Engine,
            resources: &EachResources,
        ) -> Call<EachEvent> {
            let asked = &engine::Asked::new::<Each>((state, at), node, ask);
            let frame_0 = state;
            match node {
                0u16 => Each::__node_0(state, asked, engine, resources),
                1u16 => {
                    let frame_1 = frame_0.quotes_items.get(at.item(0usize));
                    __Drives::attempt_with::<
                        __Each_0,
                        Each,
                        1u16,
                        _,
                        _,
                        _,
                    >(
                        engine,
                        asked,
                        ((&frame_0.__input, at), &resources.__r0),
                        const {
                            &__answering::<
                                __Each_0,
                                __KeepOutput,
                                Each,
                            >(
                                1u16,
                                EachEvent::Fetch,
                                |state, at| {
                                    &mut state.quotes_items.get_mut(at.item(0usize)).fetch
                                },
                            )
                        },
                        Each::__node_1,
                    )
                }
                2u16 => Each::__node_2(state, asked, engine, resources),
                _ => ::core::unreachable!("the blueprint has no node {node}"),
            }
        }
    }
    impl Each {
        #[doc(hidden)]
        // `quotes`
        fn __node_0<__Engine: __Drives>(
            state: &EachState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &EachResources,
        ) -> __Call<EachEvent> {
            if const { __passes_over::<__Engine, Each>(0u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
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
                    Ok(value) => {
                        Call::Now(EachEvent::Quotes(Placed::new(at.clone(), value)))
                    }
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
                            EachEvent::Quotes(Placed::succeeded(at.clone(), value)),
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
        // `return`
        fn __node_1<__Engine: __Drives>(
            held: __Held<'_, __Each_0, ((__Each_t0,), __At), __Engine>,
        ) -> impl __Calling<__Each_0, __KeepOutput> {
            async move {
                let (computing, (share_0, at)) = __Holding::begin(&held);
                let symbols = &share_0.0;
                let __orch_list = &(*symbols);
                let symbol = List::at(listed(&__orch_list), (at.item(0usize) as usize));
                match <__Each_0>::__call(symbol) {
                    arguments => {
                        __Holding::call::<
                            __Each_0,
                            __KeepOutput,
                        >(&held, arguments, computing)
                            .await
                    }
                }
            }
        }
        #[doc(hidden)]
        fn __node_2<__Engine: __Drives>(
            state: &EachState,
            asked: &__Asked<'_>,
            engine: &__Engine,
            resources: &EachResources,
        ) -> __Call<EachEvent> {
            if const { __passes_over::<__Engine, Each>(2u16) } {
                __passed_over()
            }
            let (at, frame_0) = (asked.at, state);
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
                    Call::Now(EachEvent::Return(Placed::succeeded(at.clone(), value)))
                }
                Err(failure) => {
                    Call::Now(EachEvent::Mark(at.clone(), 2u16, Mark::Failed(failure)))
                }
            }
        }
    }
};
