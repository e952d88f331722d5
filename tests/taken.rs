//! Methods that take what a stage gave: `fetch(&x).await.ok()`.

#![allow(missing_docs, unreachable_pub, reason = "a test has no users")]

use orch::{Classify, agent, pipeline};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Serialize, Deserialize, thiserror::Error, Classify)]
#[error("none of {name}")]
#[permanent]
pub struct Missing {
    name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shelf {
    books: Vec<String>,
}

#[agent(reads)]
async fn shelf(count: u32) -> Result<Shelf, Missing> {
    if count == 0 {
        return Err(Missing { name: "books".to_owned() });
    }
    Ok(Shelf { books: (0..count).map(|number| number.to_string()).collect() })
}

#[agent(reads)]
async fn titles(count: u32) -> Vec<String> {
    (0..count).map(|number| format!("title {number}")).collect()
}

pipeline! {
    Found(count: u32) -> usize {
        let found: Option<Shelf> = shelf(count).await.ok();
        found.as_ref().map_or(0, |shelf| shelf.books.len())
    }

    OrDefault(count: u32) -> usize {
        let books: Vec<String> = shelf(count).await.map(|shelf| shelf.books).unwrap_or_default();
        books.len()
    }

    Taken(count: u32) -> String {
        let joined: String = titles(count).await?.into_iter().rev().collect();
        joined
    }

    Field(count: u32) -> String {
        let joined: String = shelf(count).await?.books.into_iter().collect();
        joined
    }

    Matched(count: u32) -> u32 {
        match shelf(count).await.map_err(|failed| failed.error.map(|error| error.name)) {
            Ok(_) => 1,
            Err(Some(name)) if name == "books" => 2,
            Err(_) => 3,
        }
    }

    Tail(count: u32) -> Vec<String> {
        shelf(count).await.ok().map(|shelf| shelf.books).unwrap_or_default()
    }
}

#[tokio::test]
async fn methods_take_a_clone() {
    assert_eq!(Found(2).run().await.expect("runs"), 2);
    assert_eq!(Found(0).run().await.expect("runs"), 0);
    assert_eq!(OrDefault(3).run().await.expect("runs"), 3);
    assert_eq!(Taken(2).run().await.expect("runs"), "title 1title 0");
    assert_eq!(Field(3).run().await.expect("runs"), "012");
    assert_eq!(Matched(0).run().await.expect("runs"), 2);
    assert_eq!(Matched(1).run().await.expect("runs"), 1);
    assert_eq!(Tail(1).run().await.expect("runs"), ["0"]);
}
