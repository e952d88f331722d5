//! What people look at: drawings and pages of a pipeline, as text made from its [`Blueprint`].
//!
//! All of it rests on one walk over the blueprint into a small drawing model ([`graph`]): boxes, frames and kinds of
//! edges in the order of the text. [`svg()`], [`mermaid()`] and [`dot()`] print that model; [`markdown()`] makes a page of it
//! with the contracts and policies in tables, and [`write()`] puts a page a pipeline and an index into a directory, to
//! be committed or published. Nothing here runs, waits or reads anything but the blueprint, and the same blueprint
//! always gives the same text.

pub mod graph;
pub mod layout;

mod dot;
mod mermaid;
mod page;
mod sketch;
mod svg;
mod text;

use std::{fs, io, path::Path};

use orch_blueprint::Blueprint;

pub use dot::dot;
pub use mermaid::mermaid;
pub use page::{index, markdown};
pub use sketch::Sketch;
pub use svg::{PERHAPS, perhaps_linked, svg};

/// Writes `index.md`, and for each pipeline a page (`MarketData.md`) with its drawing: as the picture in the page
/// (`MarketData.svg`), and beside it for wikis and tools (`MarketData.mmd` for Mermaid, `MarketData.dot` for Graphviz). The
/// directory is made if it is missing; what else is in it stays. Pipelines of one name in several modules are told
/// apart by their modules.
///
/// # Errors
/// What the file system says.
pub fn write(dir: impl AsRef<Path>, pipelines: &[&'static Blueprint]) -> io::Result<()> {
    let dir = dir.as_ref();
    fs::create_dir_all(dir)?;
    for (blueprint, (name, page)) in pipelines.iter().zip(page::with_drawings(pipelines)) {
        fs::write(dir.join(format!("{name}.svg")), svg(blueprint))?;
        fs::write(dir.join(format!("{name}.mmd")), mermaid(blueprint))?;
        fs::write(dir.join(format!("{name}.dot")), dot(blueprint))?;
        fs::write(dir.join(format!("{name}.md")), page)?;
    }
    fs::write(dir.join("index.md"), index(pipelines))
}
