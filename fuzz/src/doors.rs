//! The macros' front doors, and their inputs as text.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::tree::INVISIBLE;
use crate::{agent, derive, pipeline};

/// A macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// `pipeline! { … }`
    Pipeline,
    /// `#[flow] async fn …`
    Flow,
    /// `#[agent(…)] async fn …`
    Agent,
    /// `#[derive(Classify)]`
    Classify,
    /// `#[derive(Resources)]`
    Resources,
}

/// What a macro is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The macro.
    pub door: Door,
    /// What stands in its own parentheses; macros without any take none.
    pub attribute: String,
    /// What it stands on, or what stands in it.
    pub item: String,
}

/// A case's text as tokens, with their places.
#[derive(Debug)]
pub struct Lexed {
    pub(crate) attribute: TokenStream,
    pub(crate) item: TokenStream,
}

impl Case {
    /// The tokens; none if a compiler would not get beyond lexing it.
    pub fn lex(&self) -> Option<Lexed> {
        // Where nothing stands is byte 0, so no token may stand there.
        let attribute: TokenStream = format!(" {}", self.attribute).parse().ok()?;
        let item: TokenStream = format!(" {}", self.item).parse().ok()?;
        match self.item.contains(INVISIBLE) || self.attribute.contains(INVISIBLE) {
            true => Some(Lexed { attribute: invisible(attribute), item: invisible(item) }),
            false => Some(Lexed { attribute, item }),
        }
    }

    /// Hands the tokens to the macro.
    pub fn expand(&self, lexed: &Lexed) -> TokenStream {
        let (attribute, item) = (lexed.attribute.clone(), lexed.item.clone());
        match self.door {
            Door::Pipeline => pipeline::expand(item),
            Door::Flow => pipeline::expand_function(attribute, item),
            Door::Agent => agent::expand(attribute, item),
            Door::Classify => derive::classify::expand(item),
            Door::Resources => derive::resources::expand(item),
        }
    }
}

/// Takes the parentheses away from groups that stand for invisible ones.
fn invisible(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let marked = matches!(out.last(), Some(TokenTree::Ident(ident)) if ident == INVISIBLE);
                let delimiter = if marked { Delimiter::None } else { group.delimiter() };
                if marked {
                    out.pop();
                }
                let mut made = Group::new(delimiter, invisible(group.stream()));
                made.set_span(group.span());
                out.push(TokenTree::Group(made));
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}
