//! What is printed is well-formed, safe in its surroundings, and the same every time.
#![allow(missing_docs, reason = "a test has no users")]

#[allow(unreachable_pub, reason = "several tests share it")]
mod flows;
mod tools;

use std::collections::BTreeSet;

use orch_artifacts::{Sketch, dot, index, markdown, mermaid, svg, write};
use orch_blueprint::{Blueprint, Options};

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
    let number = |after: &str| {
        let digits = after.strip_prefix('#').and_then(|after| after.split_once(';')).map(|(digits, _)| digits);
        digits.is_some_and(|digits| digits.parse::<u32>().is_ok())
    };
    let known = |after: &str| known.iter().any(|entity| after.starts_with(entity)) || number(after);
    let bad = text.split('&').skip(1).find(|after| !known(after));
    bad.map_or(Ok(()), |bad| Err(format!("entity &{bad}")))
}

#[test]
fn the_checker_finds_mistakes() {
    assert!(well_formed("<a b=\"1\"><c/></a>").is_ok());
    for wrong in ["<a>", "<a></b>", "<a b=1/>", "<a b=\"1\" b=\"2\"/>", "<a>&nbsp;</a>", "<a/>text", "<a b=\"<\"/>"] {
        assert!(well_formed(wrong).is_err(), "{wrong}");
    }
}

/// A sketch with a link at every node.
fn sketch(blueprint: &Blueprint) -> Sketch {
    let nodes = blueprint.nodes.len();
    Sketch {
        blueprint: *blueprint,
        links: (0..nodes).map(|node| Some(format!("value@agents::a{node}"))).collect(),
        events: (0..nodes).map(|node| Some((format!("E{node}"), format!("variant@Event::E{node}")))).collect(),
        said: vec!["timeout = 1s".to_owned(); nodes],
    }
}

#[test]
fn svg_is_well_formed() {
    for (name, blueprint) in flows::all() {
        let page = sketch(blueprint).rustdoc();
        let drawing = page.lines().find(|line| line.contains("<svg")).unwrap();
        for made in [svg(blueprint), drawing.to_owned()] {
            well_formed(&made).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            assert!(!made.contains("<script"), "{name}");
        }
    }
}

#[test]
fn a_doc_comment_takes_the_style_and_the_drawing_in_a_line_each() {
    for (name, blueprint) in flows::all() {
        let page = sketch(blueprint).rustdoc();
        let html: Vec<&str> = page.lines().filter(|line| line.contains("<style") || line.contains("<svg")).collect();
        let [style, drawing] = html[..] else { panic!("{name}: {} lines of HTML", html.len()) };
        assert!(style.starts_with("<div><style>") && style.ends_with("</style></div>"), "{name}");
        assert!(drawing.starts_with("<span ") && drawing.ends_with("</svg></span>"), "{name}");
        // Between the tags nothing but links means anything to Markdown.
        let text: String = drawing.split('<').filter_map(|tag| tag.split_once('>')).map(|(_, text)| text).collect();
        let plain = text.replace("][value@agents::a", "").replace(['[', ']'], "");
        assert!(plain.chars().all(|c| c.is_alphanumeric() || " &#;".contains(c)), "{name}: {plain}");
    }
}

#[test]
fn what_rustdoc_shows_leads_to_every_agent() {
    for (name, blueprint) in flows::all() {
        let page = sketch(blueprint).rustdoc();
        for (number, node) in blueprint.nodes.iter().enumerate() {
            if let orch_blueprint::Kind::Stage { stage, .. } = node.kind {
                let link = format!("][value@agents::a{number}]");
                assert_eq!(page.matches(&link).count(), 2, "{name}: {} in the drawing and in the table", stage.name());
            }
        }
        for effect in ["pure", "reads", "idempotent", "once"] {
            assert!(
                !page.contains(&format!("class=\"{effect}\"")),
                "{name}: a macro does not know that a stage is {effect}"
            );
        }
    }
}

#[test]
fn ids_are_unique_over_all_drawings() {
    let mut seen = BTreeSet::new();
    for (_, blueprint) in flows::all() {
        let made = sketch(blueprint).rustdoc();
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

/// The page of a flow as it is written beside those of all others.
fn written(wanted: &str) -> String {
    let dir = std::env::temp_dir().join(format!("orch-artifacts-{}-{wanted}", std::process::id()));
    let pipelines: Vec<_> = flows::all().into_iter().map(|(_, blueprint)| blueprint).collect();
    write(&dir, &pipelines).unwrap();
    let page = std::fs::read_to_string(dir.join(format!("{wanted}.md"))).unwrap();
    std::fs::remove_dir_all(dir).unwrap();
    page
}

fn has(page: &str, line: &str) {
    assert!(page.lines().any(|other| other.contains(line)), "{line}\nis not in\n{page}");
}

#[test]
fn pages_of_pipelines_that_run_each_other_are_linked() {
    let outer = written("Settlement");
    has(&outer, "| `MarketData` | pipeline [`MarketData`](MarketData.md) |");
    has(&outer, "| `pricing` | pipeline [`Diamond`](Diamond.md) |");
    has(&written("Diamond"), "A stage of [`Settlement`](Settlement.md).");
}

#[test]
fn pages_say_what_an_operator_asks() {
    let page = written("MarketData");
    has(&page, "| `bar` | `parse` or `repair` |");
    has(&page, "| `grade` | `enrich`, `detect` |");
    has(&page, "| `enrich` | the run fails, after 4 attempts at most |");
    has(&page, "| `parse` | `repair` takes over |");
    assert!(!page.contains("| `bar` | the run fails |"), "a chain fails with its last stage\n{page}");
    let each = written("Basket");
    has(&each, "| `quotes` | failed items are tolerated up to a share; then the run fails |");
    has(&each, "| `orders` | with the first item that fails, the run fails |");
    has(
        &each,
        "| `orders[…]/fill` | with a round that fails, or when the rounds are used up, its item of `orders` fails |",
    );
    let (_, odd) = flows::all().into_iter().find(|(name, _)| *name == "odd_names").unwrap();
    has(&markdown(odd), "stays as it is: nothing says how it is undone");
}

#[test]
fn what_stands_above_a_pipeline_is_on_its_page() {
    let (_, flow) = flows::all().into_iter().find(|(name, _)| *name == "market_data").unwrap();
    let options = Options { depth: Some(3), amplification: Some(20), ..Options::NONE };
    let page = markdown(Box::leak(Box::new(Blueprint { options, ..*flow })));
    has(&page, "| depth | runs itself at most 3 deep |");
    has(&page, "| amplification | retries that multiply make at most 20 attempts at a stage |");
}

#[test]
fn a_deadline_that_comes_before_the_worst_case_is_told() {
    let told = "The deadline ends a run 2h after its start, whatever it does then.";
    let (_, flow) = flows::all().into_iter().find(|(name, _)| *name == "market_data").unwrap();
    assert!(!markdown(flow).contains(told), "its worst case is shorter");
    let forever: &'static _ = Box::leak(Box::new({
        let (_, outer) = flows::all().into_iter().find(|(name, _)| *name == "sub_pipeline").unwrap();
        Blueprint { options: flow.options, ..*outer }
    }));
    has(&markdown(forever), told);
}
