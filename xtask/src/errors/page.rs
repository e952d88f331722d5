//! The text of `docs/errors.md`.

use std::fmt::Write as _;

use super::case::Case;
use super::chapters::{CHAPTERS, Chapter};
use super::told::Told;

/// How many lines are shown before and behind an error.
const AROUND: (usize, usize) = (8, 3);

/// The page.
pub(crate) fn render(cases: &[Case]) -> String {
    let mistakes: usize = cases.iter().map(|case| case.told.len()).sum();
    let mut text = format!(
        "# What the compiler refuses\n\n\
         {} cases with {mistakes} mistakes, in the order in which newcomers meet them. Each mistake gives one error, on the token\n\
         at fault. A case shows the flow, what the compiler says, and what to do. The carets under a line are the compiler's.\n\
         In a chapter the simplest case stands first, and the others follow by their names.\n\n\
         The cases are the tests under `tests/ui`, and their messages are those of the compiler: `cargo xtask errors` makes this\n\
         page from them, and a test fails when it is another. The agents that they call (`price`, `pay`, `store`, …) stand in\n\
         [`tests/ui/shop.rs`](../tests/ui/shop.rs). Row 23 of the language's table is of a policy that this version does not\n\
         have. Notes of the compiler that name the library's own places are left out here.\n\n",
        cases.len(),
    );
    for chapter in &CHAPTERS {
        let of = of(chapter, cases);
        let told: usize = of.iter().map(|case| case.told.len()).sum();
        let (title, code) = (chapter.title, chapter.code());
        let _ = writeln!(text, "- [{title}](#{}) ({told}, [{code}](codes/{code}.md))", anchor(title));
    }
    for chapter in &CHAPTERS {
        let (title, code) = (chapter.title, chapter.code());
        let _ =
            write!(text, "\n## {title}\n\nWhy this is refused, and more on what to do: [{code}](codes/{code}.md).\n");
        of(chapter, cases).iter().for_each(|case| one(case, &mut text));
    }
    text
}

/// The cases of a chapter: its simplest, then the others by name.
fn of<'a>(chapter: &Chapter, cases: &'a [Case]) -> Vec<&'a Case> {
    let mut of: Vec<&Case> = cases.iter().filter(|case| case.row == chapter.row).collect();
    of.sort_by_key(|case| (case.name != chapter.first, case.name.clone()));
    of
}

/// As GitHub and others make anchors of headings.
fn anchor(title: &str) -> String {
    let kept = title.to_lowercase().replace(' ', "-");
    kept.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect()
}

fn one(case: &Case, text: &mut String) {
    let Case { name, shows, remedy, .. } = case;
    let _ = write!(text, "\n### {}\n\n[`{name}`](../tests/ui/{name}.rs)\n", shows.trim_end_matches('.'));
    for excerpt in excerpts(case) {
        let mut said: Vec<String> = Vec::new();
        for told in case.told.iter().filter(|told| excerpt.contains(told.line)) {
            let message = message(told);
            if !said.contains(&message) {
                said.push(message);
            }
        }
        let _ = write!(text, "\n```rust\n{}```\n\n```text\n{}```\n", excerpt.show(case), said.concat());
    }
    let codes: Vec<String> = case.other_codes().iter().map(|code| format!("[{code}](codes/{code}.md)")).collect();
    let more = if codes.is_empty() { String::new() } else { format!(" See also {}.", codes.join(", ")) };
    let _ = write!(text, "\n**What to do.** {remedy}{more}\n");
}

/// What the compiler says of one mistake.
fn message(told: &Told) -> String {
    let mut text = format!("error: {}\n", told.message.join("\n"));
    for note in told.notes.iter().filter(|note| !note.ends_with("defined here")) {
        let _ = writeln!(text, "  {note}");
    }
    text
}

/// Lines of a case that are shown together, from zero; the end is the first that is not shown.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    begin: usize,
    end: usize,
}

impl Excerpt {
    /// Whether the line, from one, is among them.
    fn contains(&self, line: usize) -> bool {
        (self.begin + 1..=self.end).contains(&line)
    }

    /// The lines, with carets under what is at fault.
    fn show(&self, case: &Case) -> String {
        let lines = &case.lines[self.begin..self.end];
        let indent = |line: &String| line.len() - line.trim_start().len();
        let margin = lines.iter().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
        let told = |number: usize| case.told.iter().filter(move |told| told.line == number);
        let cramped = (self.begin + 1..=self.end).flat_map(told).any(|told| told.column <= margin + 2);
        let pad = if cramped { "   " } else { "" };
        let mut text = String::new();
        for (line, number) in lines.iter().zip(self.begin + 1..) {
            let _ = writeln!(text, "{}", format!("{pad}{}", line.get(margin..).unwrap_or_default()).trim_end());
            for told in told(number) {
                let blank = " ".repeat((told.column - 1 + pad.len()).saturating_sub(margin + 2));
                let _ = writeln!(text, "{}", format!("//{blank}{} {}", "^".repeat(told.length), told.label).trim_end());
            }
        }
        text
    }
}

/// The places of a case that are worth showing: around each error, within its own item, and those that touch together.
fn excerpts(case: &Case) -> Vec<Excerpt> {
    let blank = |line: usize| case.lines.get(line).is_none_or(|line| line.trim().is_empty());
    let mut excerpts: Vec<Excerpt> = Vec::new();
    for told in &case.told {
        let at = told.line - 1;
        let begin = (at.saturating_sub(AROUND.0)..at).rev().take_while(|line| !blank(*line)).last().unwrap_or(at);
        let end = (at + 1..=at + AROUND.1).take_while(|line| !blank(*line)).last().unwrap_or(at) + 1;
        match excerpts.last_mut() {
            Some(last) if begin < last.end => last.end = last.end.max(end),
            _ => excerpts.push(Excerpt { begin, end }),
        }
    }
    excerpts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(lines: &[&str], told: Vec<Told>) -> Case {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        Case { name: "a/b".to_owned(), row: 4, shows: "This.".to_owned(), remedy: "Mend it.".to_owned(), lines, told }
    }

    fn told(line: usize, column: usize) -> Told {
        let message = vec!["no".to_owned()];
        Told { message, code: None, line, column, length: 2, label: "here".to_owned(), notes: Vec::new() }
    }

    #[test]
    fn carets_stand_under_their_text() {
        let case = case(&["", "fn a() {", "    bc;", "}", "", "other"], vec![told(3, 5)]);
        let excerpts = excerpts(&case);
        assert_eq!(excerpts, [Excerpt { begin: 1, end: 4 }]);
        assert_eq!(excerpts[0].show(&case), "fn a() {\n    bc;\n//  ^^ here\n}\n");
    }

    #[test]
    fn text_at_the_margin_makes_room_for_the_carets() {
        let case = case(&["fn a() {}"], vec![told(1, 1)]);
        assert_eq!(excerpts(&case)[0].show(&case), "   fn a() {}\n// ^^ here\n");
    }
}
