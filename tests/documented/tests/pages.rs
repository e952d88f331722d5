//! What rustdoc makes of agents and pipelines: the pages themselves are looked at.
#![allow(missing_docs, reason = "a test has no users")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The directory of the pages, which are made once, with every complaint of rustdoc as an error.
fn pages() -> &'static Path {
    static MADE: OnceLock<PathBuf> = OnceLock::new();
    MADE.get_or_init(|| {
        // The directory for tests lies in the target directory.
        let pages = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("doc").join("documented");
        // One after the other, and anew: a name in a crate whose pages are not there yet is no link, and a build of all pages makes
        // both at once.
        let _ = std::fs::remove_dir_all(&pages);
        for package in ["other-crate", "documented"] {
            let made = Command::new(env!("CARGO"))
                .args(["doc", "--locked", "--no-deps", "--package", package])
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .env("RUSTDOCFLAGS", "-D warnings")
                .output()
                .unwrap();
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        }
        pages
    })
}

fn page(file: &str) -> String {
    let path = pages().join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pages of the pipelines.
fn pipelines() -> [(&'static str, String); 3] {
    ["struct.Checkout.html", "struct.Nested.html", "struct.Small.html"].map(|file| (file, page(file)))
}

/// The drawing on a page.
fn drawing(page: &str) -> &str {
    let starts: Vec<_> = page.match_indices("<svg xmlns").collect();
    let [(start, _)] = starts[..] else { panic!("{} drawings", starts.len()) };
    let length = page[start..].find("</svg>").unwrap();
    &page[start..start + length]
}

/// The values of an attribute.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The links of the drawing and of the tables that name this target.
fn links<'a>(page: &'a str, target: &str) -> Vec<&'a str> {
    values(page, "href").into_iter().filter(|link| link.ends_with(target)).collect()
}

#[test]
fn each_pipeline_has_one_drawing_without_a_script() {
    for (file, page) in pipelines() {
        let drawing = drawing(&page);
        assert!(drawing.contains("State machine of "), "{file}");
        assert!(!drawing.contains("<script") && !drawing.contains(" on"), "{file}");
        // Markdown took nothing in it for its own: no paragraph, no stress, no quotation mark of its own making.
        for trace in ["<p>", "<em>", "<strong>", "“", "”", "…<", "<code"] {
            assert!(!drawing.contains(trace), "{file}: {trace}");
        }
    }
}

#[test]
fn ids_and_classes_of_two_pipelines_do_not_meet() {
    let (mut ids, mut classes) = (BTreeSet::new(), BTreeSet::new());
    for (file, page) in pipelines() {
        let all = values(&page, "id");
        let unique: BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), unique.len(), "{file}: an id occurs twice on the page");
        for id in values(drawing(&page), "id") {
            assert!(ids.insert(id.to_owned()), "{file}: {id} is on another page too");
        }
        let class = values(drawing(&page), "class")[0].to_owned();
        let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).unwrap();
        let strangers = style.split('}').filter(|rule| !rule.is_empty() && !rule.contains(&class));
        let strangers: Vec<_> = strangers.filter(|rule| !rule.starts_with(".orch-perhaps")).collect();
        assert!(strangers.is_empty(), "{file}: rules that hold for the whole page: {strangers:?}");
        assert!(classes.insert(class), "{file}");
    }
}

#[test]
fn colours_are_those_of_the_theme() {
    for (file, page) in pipelines() {
        for colour in ["var(--main-color", "var(--main-background-color", "var(--link-color", "currentColor"] {
            assert!(page.contains(colour), "{file}: {colour}");
        }
        let drawing = drawing(&page);
        assert!(!drawing.contains("fill=\"#") && !drawing.contains("stroke=\"#"), "{file}: a colour of one theme only");
    }
}

#[test]
fn stages_lead_to_their_agents() {
    let page = page("struct.Checkout.html");
    for target in ["agents/fn.price.html", "agents/fn.last_known.html", "agents/fn.charge.html", "struct.Nested.html"] {
        let found = links(&page, target);
        assert!(found.len() >= 2, "{target} is linked in the drawing and in the table: {found:?}");
        assert!(found.iter().all(|link| pages().join(link).exists()), "{found:?}");
        assert!(!links(drawing(&page), target).is_empty(), "{target}");
    }
    let elsewhere = links(&page, "other_crate/struct.Heavy.html");
    assert!(!elsewhere.is_empty() && elsewhere.iter().all(|link| pages().join(link).exists()), "{elsewhere:?}");
    // A private agent has no page; its name stays, and is no link.
    let nested = self::page("struct.Nested.html");
    assert_eq!(links(&nested, "fn.cook.html"), [""; 0]);
    assert!(drawing(&nested).contains(">cook<") && nested.contains("<code>cook</code>"));
}

#[test]
fn no_link_leads_to_nowhere() {
    let agents = ["price", "charge", "deliver", "decline"].map(|agent| format!("agents/fn.{agent}.html"));
    let files = pipelines().map(|(file, _)| file.to_owned()).into_iter().chain(agents);
    for file in files {
        let page = page(&file);
        let dead: Vec<_> = values(&page, "href").into_iter().filter(|link| link.contains('@')).collect();
        assert!(dead.is_empty(), "{file}: {dead:?}");
    }
    // What brackets are left of a name without a page cannot be seen.
    let nested = page("struct.Nested.html");
    assert!(nested.contains("<span class=\"orch-perhaps\">[<code>cook</code>]["), "the table");
    assert!(drawing(&nested).contains("<tspan class=\"perhaps\">[<tspan class=\"name\">cook</tspan>]["), "the drawing");
    for rule in [".orch-perhaps{font-size:0}", " .perhaps{font-size:0}"] {
        assert!(nested.contains(rule), "{rule}");
    }
}

/// The rows of the table below a heading, as text.
fn rows(page: &str, heading: &str) -> Vec<Vec<String>> {
    let start = page.find(&format!("<h3 id=\"{heading}\">")).unwrap_or_else(|| panic!("no heading {heading}"));
    let table = page[start..].split("</table>").next().unwrap();
    let plain = |cell: &str| {
        let cell = cell.split("</td>").next().unwrap_or_default();
        cell.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>()
    };
    table
        .split("<tr>")
        .filter(|row| row.contains("<td>"))
        .map(|row| row.split("<td>").skip(1).map(plain).collect())
        .collect()
}

#[test]
fn stages_and_transitions_are_told() {
    let page = page("struct.Checkout.html");
    let stages = rows(&page, "stages");
    let wanted = [
        ["price", "price", "", "last_known takes over"],
        ["last_known", "last_known", "", "the run fails"],
        ["weight_of_it", "Heavy", "timeout = 90s", "the run fails"],
        ["true/charge", "charge", "compensate = refund, timeout = 5s", "the run fails"],
        ["true/Nested", "Nested", "", "the run fails"],
        ["false/decline", "decline", "", "the run fails"],
    ];
    assert_eq!(stages, wanted);
    let transitions = rows(&page, "transitions");
    let row = |step: &str| transitions.iter().find(|row| row[0] == step).unwrap_or_else(|| panic!("no step {step}"));
    assert_eq!(row("price")[1..3], ["the start", "Price"]);
    assert_eq!(row("last_known")[1..3], ["failure of price", "LastKnown"]);
    assert_eq!(row("false/decline")[1..3], ["match chose false", "FalseDecline"]);
    assert_eq!(rows(&page, "signals-and-timers"), [["approve", "signal approve carrying bool", "1h"]]);
    for event in ["variant.Price", "variant.LastKnown", "variant.Mark"] {
        assert!(page.contains(&format!("enum.CheckoutEvent.html#{event}\"")), "{event}");
    }
}

#[test]
fn what_the_user_wrote_stands_above() {
    let page = page("struct.Checkout.html");
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(place("Takes an order from the price") < place("Words of its own"));
    assert!(place("<em>stress</em>") < place("A pipeline: ") && place("A pipeline: ") < place("<svg xmlns"));
    let index = self::page("index.html");
    assert!(index.contains("Takes an order from the price to the receipt.") && !index.contains("<svg xmlns"));
    assert!(index.contains("A pipeline: <code>Nested(paid: u64) -&gt; Receipt</code>"));
}

#[test]
fn an_agents_page_holds_its_contract_and_what_undoes_it() {
    let price = page("agents/fn.price.html");
    for part in ["reads", "order: &amp;Order", "PriceError", "list: List", "2s an attempt", "4 attempts", "not needed"]
    {
        assert!(price.contains(part), "{part}");
    }
    let charge = page("agents/fn.charge.html");
    assert!(charge.contains("once") && charge.contains("10s an attempt"));
    assert_eq!(links(&charge, "fn.refund.html").len(), 1);
    assert!(page("agents/fn.decline.html").contains("nothing to undo: a mail cannot be called back"));
    let deliver = page("agents/fn.deliver.html");
    assert!(deliver.contains("take_back") && links(&deliver, "fn.take_back.html").is_empty());
}
