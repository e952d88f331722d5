//! row: 0
//! mistakes: 18
//! shows: The signature of an agent is none that a run could record.
//! remedy: Named types, owned or lent by `&`; the context and resources are lent.

use orch::{Context, agent};

#[agent(pure)]
fn not_async() {}

#[agent(pure)]
async unsafe fn not_safe() {}

#[agent(pure)]
async extern "C" fn foreign() {}

#[agent(pure)]
async fn generic<T>(_value: T) {}

#[agent(pure)]
async fn lifetime<'a>(_text: &'a str) {}

#[agent(pure)]
async fn exclusive(_list: &mut Vec<u8>) {}

#[agent(pure)]
async fn opaque(_value: impl Copy) {}

#[agent(pure)]
async fn dynamic(_value: &dyn Send) {}

#[agent(pure)]
async fn borrows(_list: Vec<&str>) {}

#[agent(pure)]
async fn pattern((_a, _b): (u8, u8)) {}

#[agent(pure)]
async fn owned_context(_cx: Context) {}

#[agent(pure)]
async fn owned_resource(#[resource] _list: Vec<u8>) {}

#[agent(pure)]
async fn dynamic_resource(#[resource] _value: &dyn Send) {}

#[agent(pure)]
async fn gives_a_reference(text: &String) -> &str {
    text
}

#[agent(pure)]
async fn gives_something() -> impl Copy {
    1
}

#[agent(pure)]
async fn alias() -> std::io::Result<u8> {
    Ok(1)
}

#[agent(pure)]
async fn method(&self) {}

#[agent(pure)]
async fn str() {}

fn main() {}
