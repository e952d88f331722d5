//! A writer and a reviewer: a text is drafted and reviewed in rounds until the reviewer has nothing more to say.
//!
//! ```text
//! cargo run --example review_loop
//! ```
//!
//! Both agents are a few lines of plain Rust. Put calls of a language model in their place, and the flow stays as it is:
//! at most five rounds, the notes carried from one to the next, and every draft and review recorded.
#![allow(missing_docs, unreachable_pub, reason = "an example is read, not linked")]

use orch::{agent, pipeline};
use serde::{Deserialize, Serialize};

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    pub topic: String,
    /// Words that must be in the text.
    pub mention: Vec<String>,
    pub most_words: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub text: String,
    /// How many notes it took up.
    pub notes: usize,
}

/// What the reviewer wants changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Note {
    Mention(String),
    Shorten,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Review {
    Approved,
    Rework(Note),
}

/// Writes a text that takes up all notes so far.
#[agent(pure, timeout = 1s)]
pub async fn write_draft(brief: &Brief, notes: &[Note]) -> Draft {
    let mut words = vec![format!("{} is a really very nice thing to know about.", brief.topic)];
    for note in notes {
        match note {
            Note::Mention(word) => words.push(format!("It has {word}.")),
            Note::Shorten => words[0] = format!("{} is nice.", brief.topic),
        }
    }
    Draft { text: words.join(" "), notes: notes.len() }
}

/// Says the first thing that is wrong, as reviewers do.
#[agent(pure, timeout = 1s)]
pub async fn review_draft(brief: &Brief, draft: &Draft) -> Review {
    let missing = brief.mention.iter().find(|word| !draft.text.contains(*word));
    match missing {
        Some(word) => Review::Rework(Note::Mention(word.clone())),
        None if draft.text.split(' ').count() > brief.most_words => Review::Rework(Note::Shorten),
        None => Review::Approved,
    }
}

pipeline! {
    /// An announcement that its reviewer approved.
    pub Announcement(brief: Brief) -> Draft {
        let mut notes: Vec<Note> = Vec::new();
        #[rounds(5)]
        loop {
            let draft = write_draft(&brief, &notes).await?;
            match review_draft(&brief, &draft).await? {
                Review::Approved => break draft,
                Review::Rework(note) => notes.push(note),
            }
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), orch::Failure> {
    let brief = Brief { topic: "orch".into(), mention: vec!["stages".into(), "a journal".into()], most_words: 10 };
    let (draft, report) = Announcement(brief).run_with_report().await;
    let draft = draft?;
    println!("after {} notes: {}\n\n{report}", draft.notes, draft.text);
    Ok(())
}
