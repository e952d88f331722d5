//! A failure that nobody looks at (E05): a stage without `?` that is a statement.

use quote::ToTokens;
use syn::Path;

use super::Resolver;
use crate::pipeline::ir::{Kind, NodeId};

impl Resolver<'_> {
    /// Whether it is one; says so. With a `?` the failure would end the run, so one that is dropped is most often a forgotten `?`.
    pub(super) fn refuse_dropped(&mut self, node: NodeId) -> bool {
        let Some(callee) = self.dropped(node) else { return false };
        let word = callee.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let message = format_args!(
            "nobody looks at whether `{word}` failed\n  \
             write `?` behind `.await`, or `let _ = {word}(…).await;` if it is meant"
        );
        // The flow stays whole, so that rustc says what it has to say as well.
        self.diagnostics.remark("E05", &callee.to_token_stream(), message);
        self.ask(node);
        true
    }

    /// The call whose failure is the value of this node.
    fn dropped(&self, node: NodeId) -> Option<Path> {
        match &self.flow.nodes[node].kind {
            Kind::Stage(stage) if !stage.question => Some(stage.callee.clone()),
            Kind::Chain { stages, question: false } => match &self.flow.nodes[*stages.first()?].kind {
                Kind::Stage(stage) => Some(stage.callee.clone()),
                _ => None,
            },
            Kind::Race { question: false, .. } => Some(word("race", self.flow.nodes[node].span)),
            Kind::Signal { question: false, .. } => Some(word("signal", self.flow.nodes[node].span)),
            _ => None,
        }
    }

    /// Goes on as if the `?` stood there: of an error that nobody looks at nothing more is asked.
    fn ask(&mut self, node: NodeId) {
        self.flow.nodes[node].ends = true;
        let stages = match &mut self.flow.nodes[node].kind {
            Kind::Stage(_) => vec![node],
            Kind::Chain { stages, question } => {
                *question = true;
                stages.clone()
            }
            _ => Vec::new(),
        };
        for stage in stages {
            if let Kind::Stage(stage) = &mut self.flow.nodes[stage].kind {
                stage.question = true;
            }
        }
    }
}

fn word(word: &str, span: proc_macro2::Span) -> Path {
    syn::Ident::new(word, span).into()
}
