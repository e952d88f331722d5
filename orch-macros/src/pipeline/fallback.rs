//! What is left of a flow that was refused: its name, parameters and output, so that its users still compile.

use quote::quote;

use super::ir::{Code, Flow, Frame, FrameKind, Kind, Node, Options, Param, SignalDecl};

/// The same pipeline with a body that does nothing. It never runs, because the build fails.
pub(crate) fn stub(flow: &Flow) -> Flow {
    let code = Code { tokens: quote!(::core::unreachable!()), uses: Vec::new(), alias: None, question: false };
    let body = Node {
        name: "return".into(),
        span: flow.name.span(),
        last: flow.name.span(),
        frame: 0,
        guard: None,
        ends: false,
        after: Vec::new(),
        unordered: 0,
        race: None,
        kind: Kind::Return { explicit: false, code },
    };
    let params = flow.params.iter().map(|param| Param { ident: param.ident.clone(), ty: param.ty.clone() });
    let signals = flow.signals.iter().map(|signal| SignalDecl {
        name: signal.name.clone(),
        span: signal.span,
        ty: signal.ty.clone(),
    });
    Flow {
        attrs: flow.attrs.clone(),
        vis: flow.vis.clone(),
        name: flow.name.clone(),
        // Nothing is saved, so the stub asks nothing more of the types than the signature does.
        options: Options { ephemeral: true, stub: true, ..Options::default() },
        params: params.collect(),
        output: flow.output.clone(),
        frames: vec![Frame { owner: None, parent: None, kind: FrameKind::Body, tail: None }],
        nodes: vec![body],
        bindings: Vec::new(),
        signals: signals.collect(),
    }
}
