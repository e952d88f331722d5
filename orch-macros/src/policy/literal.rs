//! Literals with a unit: `50ms`, `1.5s`, `5min`, `1h`, `7d`.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Lit};

use super::nearest;
use crate::agent::text;
use crate::diagnostics::Diagnostics;

/// Units and their lengths in nanoseconds.
const UNITS: [(&str, u128); 7] = [
    ("ns", 1),
    ("us", 1_000),
    ("ms", 1_000_000),
    ("s", 1_000_000_000),
    ("min", 60_000_000_000),
    ("h", 3_600_000_000_000),
    ("d", 86_400_000_000_000),
];

/// What people write for these units elsewhere.
const COUSINS: [(&str, &str); 15] = [
    ("nanos", "ns"),
    ("micros", "us"),
    ("millis", "ms"),
    ("msec", "ms"),
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("m", "min"),
    ("mins", "min"),
    ("minutes", "min"),
    ("hr", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
];

/// A duration that is not zero.
#[derive(Debug, Clone)]
pub(crate) struct Length {
    /// Of type `Duration`, fit for a `const`.
    pub(crate) tokens: TokenStream,
    /// As it was written, for reports and docs.
    pub(crate) text: String,
    /// Its value, if it was a literal.
    pub(crate) nanos: Option<u128>,
}

/// A duration, a literal or any const expression. Reports and gives `None` if it is neither, or zero.
pub(crate) fn length(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Option<Length> {
    let text = text::of(&tokens);
    match read(ungrouped(tokens.clone()), &text) {
        Ok(length) => Some(length),
        Err(message) => {
            diagnostics.error("E24", &tokens, message);
            None
        }
    }
}

fn read(tokens: TokenStream, text: &str) -> Result<Length, String> {
    let nanos = match syn::parse2::<Expr>(tokens.clone()) {
        Ok(Expr::Lit(literal)) => nanos_of(&literal.lit)?,
        Ok(Expr::Unary(unary)) if matches!(*unary.expr, Expr::Lit(_)) => {
            return Err(format!("`{text}` is no duration: time does not run backwards"));
        }
        Ok(_) => return Ok(Length { tokens: constant(&tokens), text: text.to_owned(), nanos: None }),
        Err(_) => return Err(format!("`{text}` is no duration: write one as `50ms`, `2s`, `5min`, `1h` or `7d`")),
    };
    if nanos == 0 {
        return Err("zero makes no sense here: give it some time, or leave it out".to_owned());
    }
    Ok(Length { tokens: as_duration(nanos)?, text: text.to_owned(), nanos: Some(nanos) })
}

fn nanos_of(literal: &Lit) -> Result<u128, String> {
    match literal {
        Lit::Int(int) => in_nanos(int.base10_digits(), int.suffix()),
        Lit::Float(float) => in_nanos(float.base10_digits(), float.suffix()),
        Lit::Str(string) => Err(format!("a duration is written without quotes: `{}`", string.value())),
        other => Err(format!("`{}` is no duration: write one as `50ms` or `2s`", other.to_token_stream())),
    }
}

fn in_nanos(digits: &str, unit: &str) -> Result<u128, String> {
    let length = length_of_unit(digits, unit)?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    let scale = u32::try_from(fraction.len()).ok().and_then(|places| 10u128.checked_pow(places));
    let number = format!("{whole}{fraction}").parse::<u128>().ok();
    let product = number.and_then(|number| number.checked_mul(length));
    let (Some(product), Some(scale)) = (product, scale) else {
        return Err(format!("`{digits}{unit}` cannot be read as a duration"));
    };
    if product % scale != 0 {
        return Err(format!("`{digits}{unit}` is finer than a nanosecond"));
    }
    Ok(product / scale)
}

fn length_of_unit(digits: &str, unit: &str) -> Result<u128, String> {
    if let Some((_, length)) = UNITS.iter().find(|(name, _)| *name == unit) {
        return Ok(*length);
    }
    if unit.is_empty() {
        return Err(format!("`{digits}` of what? A duration has a unit: `{digits}ms`, `{digits}s`, `{digits}min`"));
    }
    let units = UNITS.map(|(name, _)| name);
    let meant = COUSINS.iter().find(|(name, _)| *name == unit).map(|(_, meant)| *meant);
    Err(match meant.or_else(|| nearest::nearest(unit, units)) {
        Some(meant) => format!("`{unit}` is no unit of time; did you mean `{digits}{meant}`?"),
        None => format!("`{unit}` is no unit of time; the units are {}", nearest::listed(&units)),
    })
}

/// Tokens of type `Duration`.
pub(crate) fn as_duration(nanos: u128) -> Result<TokenStream, String> {
    const SECOND: u128 = 1_000_000_000;
    let seconds = u64::try_from(nanos / SECOND).map_err(|_| "this is longer than a `Duration` can be".to_owned())?;
    let rest = u32::try_from(nanos % SECOND).unwrap_or_default();
    Ok(quote!(::core::time::Duration::new(#seconds, #rest)))
}

/// An expression that only rustc can judge: its type, and that it is not zero, on its own token.
fn constant(tokens: &TokenStream) -> TokenStream {
    let span = tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span());
    let given = quote_spanned!(span=> const __ORCH_GIVEN: ::core::time::Duration = #tokens;);
    let checked = quote_spanned!(span=> ::orch::__private::not_zero(__ORCH_GIVEN));
    quote!({ #given const __ORCH_CHECKED: ::core::time::Duration = #checked; __ORCH_CHECKED })
}

/// What a `macro_rules!` hands over arrives in an invisible group.
fn ungrouped(tokens: TokenStream) -> TokenStream {
    let mut iter = tokens.clone().into_iter();
    match (iter.next(), iter.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::None => ungrouped(group.stream()),
        _ => tokens,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nanos(source: &str) -> Result<Option<u128>, String> {
        read(source.parse().map_err(|_| "lex".to_owned())?, source).map(|length| length.nanos)
    }

    #[test]
    fn units() {
        for (source, expected) in [
            ("3ns", 3),
            ("3us", 3_000),
            ("50ms", 50_000_000),
            ("2s", 2_000_000_000),
            ("5min", 300_000_000_000),
            ("1h", 3_600_000_000_000),
            ("7d", 604_800_000_000_000),
            ("1.5s", 1_500_000_000),
            ("0.25ms", 250_000),
            ("1_000ms", 1_000_000_000),
        ] {
            assert_eq!(nanos(source), Ok(Some(expected)), "{source}");
        }
    }

    #[test]
    fn an_expression_is_left_to_rustc() {
        assert_eq!(nanos("Duration::from_secs(2)"), Ok(None));
        assert_eq!(nanos("LIMIT"), Ok(None));
    }

    #[test]
    fn what_is_no_duration_is_refused_with_a_way_out() {
        for (source, part) in [
            ("5", "of what?"),
            ("5sec", "`5s`"),
            ("5m", "`5min`"),
            ("5mss", "`5ms`"),
            ("1h30min", "the units are"),
            ("5xyz", "the units are"),
            ("\"2s\"", "without quotes"),
            ("0s", "zero"),
            ("0.0s", "zero"),
            ("0.5ns", "finer"),
            ("-2s", "backwards"),
            ("true", "is no duration"),
            ("999999999999999999999d", "longer"),
        ] {
            let message = nanos(source).expect_err(source);
            assert!(message.contains(part), "{source}: {message}");
        }
    }
}
