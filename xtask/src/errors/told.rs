//! What rustc says: one error of a `.stderr`, taken apart.

/// One error.
#[derive(Debug)]
pub(crate) struct Told {
    /// The message, a line each: the first is the title.
    pub(crate) message: Vec<String>,
    /// `E04`, where the message names it.
    pub(crate) code: Option<String>,
    /// The line of the case, from one.
    pub(crate) line: usize,
    /// The column of the case, from one.
    pub(crate) column: usize,
    /// How many characters the carets reach over.
    pub(crate) length: usize,
    /// What stands behind the carets.
    pub(crate) label: String,
    /// What else is of use to a reader: notes, helps and what they suggest.
    pub(crate) notes: Vec<String>,
}

/// What speaks of how the checks are built, and not of the flow.
const NOISE: [&str; 16] = [
    "[orch::",
    "the trait ",
    "the following other types",
    "within ",
    "required ",
    "for that trait implementation",
    "this error originates",
    "this note originates",
    "redundant requirement",
    "expected ",
    "this trait has",
    "inside ",
    "erroneous constant",
    "the failure occurred",
    "not covered",
    "available fields are: `failure`",
];

/// All errors of a `.stderr`. What is only warned of is left out.
pub(crate) fn all(stderr: &str, file: &str) -> Result<Vec<Told>, String> {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    for line in stderr.lines() {
        match blocks.last_mut() {
            _ if line.starts_with("error") || line.starts_with("warning") => blocks.push(vec![line]),
            Some(block) => block.push(line),
            None => return Err(format!("the .stderr begins with {line:?}")),
        }
    }
    blocks.iter().filter(|block| block[0].starts_with("error")).map(|block| one(block, file)).collect()
}

fn one(block: &[&str], file: &str) -> Result<Told, String> {
    let arrow =
        block.iter().position(|line| line.trim_start().starts_with("--> ")).ok_or("an error without a place")?;
    let place = block[arrow].trim_start().trim_start_matches("--> ");
    let numbers = place.strip_prefix(file).ok_or_else(|| format!("an error stands in {place}"))?;
    let mut numbers = numbers.split(':').skip(1).map(str::parse::<usize>);
    let (Some(Ok(line)), Some(Ok(column))) = (numbers.next(), numbers.next()) else {
        return Err(format!("{place} is no place"));
    };
    let (length, label) = carets(&block[arrow..], line, column);
    let (message, mut code) = message(&block[..arrow]);
    let (notes, noted) = notes(&block[arrow..]);
    code = code.or(noted);
    Ok(Told { message, code, line, column, length, label, notes })
}

/// The title without its mark, the lines after it, and the code among them.
fn message(lines: &[&str]) -> (Vec<String>, Option<String>) {
    let title = lines[0].split_once(": ").map_or(lines[0], |(_, title)| title);
    let title = title.strip_prefix("evaluation panicked: ").unwrap_or(title);
    let (codes, more): (Vec<&str>, Vec<&str>) = lines[1..].iter().partition(|line| line.contains("[orch::E"));
    // Tables keep their columns.
    let margin = more.iter().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let more = more.iter().map(|line| format!("  {}", line[margin..].trim_end()));
    let message = std::iter::once(title.to_owned()).chain(more).collect();
    (message, codes.first().and_then(|line| code_in(line)))
}

fn code_in(text: &str) -> Option<String> {
    text.split("[orch::").nth(1).and_then(|rest| rest.get(..3)).map(ToOwned::to_owned)
}

/// How far the carets under the place reach, and what stands behind them or, with several labels, beneath.
fn carets(lines: &[&str], line: usize, column: usize) -> (usize, String) {
    let numbered = |text: &str| text.split_once('|').is_some_and(|(number, _)| number.trim() == line.to_string());
    let Some(at) = lines.iter().position(|text| numbered(text)) else { return (1, String::new()) };
    // One space stands between the bar and the text.
    let beneath = |text: &str| text.split_once('|').map(|(_, rest)| rest.get(1..).unwrap_or_default().to_owned());
    let Some(marks) = lines.get(at + 1).and_then(|text| beneath(text)) else { return (1, String::new()) };
    let run: String = marks.chars().skip(column - 1).take_while(|mark| "-^".contains(*mark)).collect();
    let length = run.rfind('^').map_or(1, |last| last + 1);
    let label = marks.trim_start_matches([' ', '-', '^', '|', '_']).trim().to_owned();
    if label.starts_with("evaluation of ") {
        // That an assertion in a constant failed is how the check is built.
        return (length, String::new());
    }
    if !label.is_empty() {
        return (length, label);
    }
    let below = lines[at + 2..].iter().map_while(|text| beneath(text));
    let below = below.map(|text| text.trim_matches([' ', '|']).to_owned()).find(|text| !text.is_empty());
    (length, below.unwrap_or_default())
}

/// The notes and helps that a reader can use, and the code that one of them names.
fn notes(lines: &[&str]) -> (Vec<String>, Option<String>) {
    let mut notes = Vec::new();
    let mut code = None;
    let mut lines = lines.iter().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_start().trim_start_matches("= ");
        let Some((kind @ ("note" | "help"), text)) = line.split_once(": ") else { continue };
        code = code.or_else(|| code_in(text));
        if NOISE
            .iter()
            .any(|noise| text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').starts_with(noise))
        {
            continue;
        }
        let text = text.split(" [orch::").next().unwrap_or(text);
        let mut note = format!("{kind}: {text}");
        let mut suggested = Vec::new();
        while let Some(next) = lines.next_if(|next| !begins(next)) {
            suggested.extend(suggestion(next));
        }
        if kind == "help" && !suggested.is_empty() {
            note = format!("{note}: {}", suggested.join(" "));
        }
        notes.push(note);
    }
    (notes, code)
}

/// Whether a line begins another note.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    ["= note: ", "= help: ", "note: ", "help: "].iter().any(|mark| line.starts_with(mark))
}

/// What a line of a suggestion would have written: `9 |     text`, `9 + text` or `9 ~ text`.
fn suggestion(line: &str) -> Option<String> {
    let (number, rest) = line.trim_start().split_once(' ')?;
    number.parse::<usize>().ok()?;
    let text = ["| ", "+ ", "~ "].iter().find_map(|mark| rest.strip_prefix(mark))?;
    Some(format!("`{}`", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MISMATCH: &str = "\
error[E0308]: mismatched types
  --> tests/ui/a.rs:14:15
   |
14 |         price(order).await?
   |         ----- ^^^^^ expected `&Order`, found `Order`
   |         |
   |         arguments to this function are incorrect
   |
note: associated function defined here
  --> tests/ui/shop.rs
   |
   | pub async fn price(order: &Order) -> u32 {
   |              ^^^^^ -------------
help: consider borrowing here
   |
14 |         price(&order).await?
   |               +
";

    #[test]
    fn places_labels_and_suggestions_are_found() {
        let told = &all(MISMATCH, "tests/ui/a.rs").unwrap()[0];
        assert_eq!((told.line, told.column, told.length), (14, 15, 5));
        assert_eq!(told.label, "expected `&Order`, found `Order`");
        assert_eq!(
            told.notes,
            ["note: associated function defined here", "help: consider borrowing here: `price(&order).await?`"]
        );
    }

    #[test]
    fn messages_lose_their_marks_and_keep_their_tables() {
        let text = "error[E0080]: evaluation panicked: no\n                do this\n       [orch::E14] docs/codes/E14.md\n --> a:1:2\n";
        let told = &all(text, "a").unwrap()[0];
        assert_eq!(told.message, ["no", "  do this"]);
        assert_eq!(told.code.as_deref(), Some("E14"));
    }

    #[test]
    fn labels_may_stand_beneath() {
        let text = "error: x\n --> a:7:3\n  |\n7 | f x\n  |   ^\n  |   |\n  |   this\n  |   and that\n";
        let told = &all(text, "a").unwrap()[0];
        assert_eq!((told.length, told.label.as_str()), (1, "this"));
    }
}
