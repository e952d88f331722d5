//! The nearest of some names, for "did you mean".

/// The name of `names` that a slip of the fingers could have turned into `written`.
pub(crate) fn nearest<'n>(written: &str, names: &[&'n str]) -> Option<&'n str> {
    let (distance, name) = names.iter().map(|name| (distance(written, name), *name)).min()?;
    (distance <= written.len().max(3) / 3 + 1).then_some(name)
}

/// "did you mean …?" or the list of what there is.
pub(crate) fn hint(written: &str, names: &[&str]) -> String {
    match nearest(written, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("there are `{}`", names.join("`, `")),
    }
}

/// Levenshtein's.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_slips_but_no_strangers() {
        assert_eq!(nearest("dedline", &["deadline", "saga"]), Some("deadline"));
        assert_eq!(nearest("nmaed", &["named", "was"]), Some("named"));
        assert_eq!(nearest("elephants", &["named", "was"]), None);
    }
}
