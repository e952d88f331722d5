//! What a macro knows of a pipeline: its text, and nothing of the agents that it names.

use orch_blueprint::Blueprint;

use crate::page;

/// A pipeline as its text says it. Whoever makes one from tokens sees no agent: so effects, contracts and the agents' own
/// policies are neither drawn nor told, and what an agent does is where its name leads.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// The flow. Of a callee's description only the name counts. `module` may be any text that no other pipeline of
    /// this name has.
    pub blueprint: Blueprint,
    /// For each node where its callee is documented, as rustdoc's own links name it: `value@quotes::fetch`.
    pub links: Vec<Option<String>>,
    /// For each node where its event is documented: its name, and the link.
    pub events: Vec<Option<(String, String)>>,
    /// For each node what `.with(…)` says.
    pub said: Vec<String>,
}

impl Sketch {
    /// Sections for the pipeline's doc comment, as Markdown: the drawing, the stages with links to their agents, the
    /// transitions, signals and timers.
    pub fn rustdoc(&self) -> String {
        page::in_rustdoc(self)
    }
}
