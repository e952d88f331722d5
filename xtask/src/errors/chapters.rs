//! The chapters of the gallery: the rows of the language's table, in the order in which newcomers meet them.

/// A row.
#[derive(Debug)]
pub(crate) struct Chapter {
    /// Its number in the language's table; zero is the form of the items themselves.
    pub(crate) row: u8,
    /// What is refused.
    pub(crate) title: &'static str,
    /// The case that shows it at its simplest.
    pub(crate) first: &'static str,
}

impl Chapter {
    /// The name of its page under `docs/codes`.
    pub(crate) fn code(&self) -> String {
        format!("E{:02}", self.row)
    }
}

const fn chapter(row: u8, title: &'static str, first: &'static str) -> Chapter {
    Chapter { row, title, first }
}

/// All of them.
pub(crate) const CHAPTERS: [Chapter; 26] = [
    chapter(10, "An agent without an effect", "agent/effect_missing"),
    chapter(0, "What an agent or a pipeline cannot look like", "agent/signature"),
    chapter(4, "An `.await` on what is no agent and no pipeline", "calls/plain_function"),
    chapter(1, "A value of another type, or too few or too many", "types/wrong_input"),
    chapter(3, "A value that is not there", "values/unknown_name"),
    chapter(5, "An output or a failure that nobody looks at", "names/unused_output"),
    chapter(2, "A branch that is missing", "branches/forgotten_variant"),
    chapter(9, "An `.await` where no stage can stand", "awaits/closure"),
    chapter(7, "Names of stages", "names/twice"),
    chapter(24, "Options, attributes and modifiers", "agent/options"),
    chapter(19, "Errors without a class, or that cannot be saved", "classify/no_class"),
    chapter(17, "Values that cannot be saved", "values/cannot_be_saved"),
    chapter(18, "Values that cannot be shared or cloned", "values/not_clone"),
    chapter(25, "Clocks, random numbers, ids and hidden exits", "glue/sources"),
    chapter(8, "Loops without a bound, and what they carry", "loops/no_rounds"),
    chapter(16, "Fallbacks", "fallbacks/other_output"),
    chapter(6, "A stage that can never run", "names/never_runs"),
    chapter(11, "What an effect does not allow", "agent/effect_conflicts"),
    chapter(13, "An attempt without an end", "agent/timeout_none"),
    chapter(14, "Deadlines that cannot be kept", "contracts/deadline"),
    chapter(15, "Retries that multiply", "contracts/amplification"),
    chapter(12, "Changes that nothing undoes", "contracts/saga"),
    chapter(21, "Signals", "names/signals"),
    chapter(22, "A pipeline that runs itself", "contracts/recursion"),
    chapter(20, "Resources that are missing", "resources/missing"),
    chapter(26, "What keeps nothing, in a durable store", "durable/ephemeral_is_submitted"),
];
