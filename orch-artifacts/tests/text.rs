//! What is printed is well-formed, safe in its surroundings, and the same every time.
#![allow(missing_docs, reason = "a test has no users")]

#[allow(unreachable_pub, reason = "several tests share it")]
mod flows;
mod tools;

use std::collections::BTreeSet;

use orch_artifacts::{dot, index, markdown, mermaid, svg, svg_in_rustdoc, write};

/// A small XML checker: tags close in order, attributes are quoted and said once, entities are known.
fn well_formed(text: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        entities(&rest[..start])?;
        let end = rest[start..].find('>').ok_or("a tag without an end")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        attributes(tag[name.len()..].trim_end_matches('/'))?;
        if !tag.ends_with('/') {
            open.push(name);
        }
        if name == "style" {
            rest = &rest[rest.find("</style>").ok_or("a style sheet without an end")?..];
        }
    }
    if open.is_empty() && rest.trim().is_empty() { Ok(()) } else { Err(format!("left open: {open:?} {rest}")) }
}

fn attributes(mut rest: &str) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    while !rest.trim().is_empty() {
        let (name, after) = rest.trim_start().split_once("=\"").ok_or_else(|| format!("no value: {rest}"))?;
        let (value, after) = after.split_once('"').ok_or_else(|| format!("no end: {rest}"))?;
        entities(value)?;
        if value.contains('<') || !seen.insert(name) || name.contains(' ') {
            return Err(format!("attribute {name}"));
        }
        rest = after;
    }
    Ok(())
}

fn entities(text: &str) -> Result<(), String> {
    let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
    let bad = text.split('&').skip(1).find(|after| !known.iter().any(|entity| after.starts_with(entity)));
    bad.map_or(Ok(()), |bad| Err(format!("entity &{bad}")))
}

#[test]
fn the_checker_finds_mistakes() {
    assert!(well_formed("<a b=\"1\"><c/></a>").is_ok());
    for wrong in ["<a>", "<a></b>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a>&nbsp;</a>", "<a/>text", "<a b=\"<\"/>"] {
        assert!(well_formed(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn svg_is_well_formed() {
    for (name, blueprint) in flows::all() {
        for made in [svg(blueprint), svg_in_rustdoc(blueprint)] {
            well_formed(&made).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            assert!(!made.contains("<script"), "{name}");
        }
    }
}

#[test]
fn a_doc_comment_takes_the_drawing_in_one_line() {
    for (_, blueprint) in flows::all() {
        let made = svg_in_rustdoc(blueprint);
        assert!(!made.contains('\n') && made.starts_with("<div ") && made.ends_with("</div>"));
    }
}

#[test]
fn ids_are_unique_over_all_drawings() {
    let mut seen = BTreeSet::new();
    for (_, blueprint) in flows::all() {
        let made = svg(blueprint);
        for id in made.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(seen.insert(id.to_owned()), "{id} twice");
        }
    }
}

#[test]
fn everything_is_the_same_every_time() {
    for (_, blueprint) in flows::all() {
        assert_eq!(svg(blueprint), svg(blueprint));
        assert_eq!(mermaid(blueprint), mermaid(blueprint));
        assert_eq!(dot(blueprint), dot(blueprint));
        assert_eq!(markdown(blueprint), markdown(blueprint));
    }
}

#[test]
fn odd_names_break_no_page() {
    let (_, odd) = flows::all().into_iter().find(|(name, _)| *name == "odd_names").unwrap();
    assert!(!markdown(odd).contains("<script"));
    assert!(!markdown(odd).contains("<b>"));
    let wide = markdown(odd).lines().filter(|line| line.starts_with('|')).map(cells).collect::<BTreeSet<_>>();
    assert!(wide.iter().all(|cells| [2, 3, 4, 6, 8].contains(cells)), "{wide:?}");
}

/// The cells of a line of a table.
fn cells(line: &str) -> usize {
    line.replace("\\\\", "").replace("\\|", "").matches('|').count() - 1
}

#[test]
fn tables_have_as_many_cells_as_their_heads() {
    for (name, blueprint) in flows::all() {
        let mut head = 0;
        for line in markdown(blueprint).lines() {
            match (line.starts_with('|'), head) {
                (false, _) => head = 0,
                (true, 0) => head = cells(line),
                (true, head) => assert_eq!(cells(line), head, "{name}: {line}"),
            }
        }
    }
}

#[test]
fn pages_drawings_and_index_are_written() {
    let dir = std::env::temp_dir().join(format!("orch-artifacts-{}", std::process::id()));
    let pipelines: Vec<_> = flows::all().into_iter().map(|(_, blueprint)| blueprint).collect();
    write(&dir, &pipelines).unwrap();
    let index = std::fs::read_to_string(dir.join("index.md")).unwrap();
    for target in index.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        let page = std::fs::read_to_string(dir.join(target)).unwrap();
        for ending in ["svg", "mmd", "dot"] {
            let drawing = target.replace(".md", &format!(".{ending}"));
            assert!(page.contains(&format!("]({drawing})")) && dir.join(&drawing).exists(), "{target}: {drawing}");
        }
    }
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn two_pipelines_of_one_name_get_two_pages() {
    let (_, chain) = flows::all().into_iter().find(|(name, _)| *name == "chain").unwrap();
    let other: &'static _ = Box::leak(Box::new(orch_blueprint::Blueprint { module: "elsewhere", ..*chain }));
    let made = index(&[chain, other]);
    let targets: BTreeSet<&str> = made.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert_eq!(targets.len(), 2);
}
