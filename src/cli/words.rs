//! Values, ranges of parameters and counts in words.

use std::fmt::Display;

use darkside_engine::parameter::{Range, Setting, Spread};
use darkside_engine::practice::{Effect, Phase};

/// `1 seed` or `30 seeds`.
pub(super) fn counted<T: Display + PartialEq + From<u8>>(count: T, what: &str) -> String {
    let plural = if count == T::from(1) { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// A value, as short as possible.
pub(super) fn value(setting: &Setting) -> String {
    match setting {
        Setting::Number(number) | Setting::Spread(Spread::Same(number)) => number.to_string(),
        Setting::Count(count) => count.to_string(),
        Setting::Seed(seed) => seed.to_string(),
        Setting::Switch(on) => on.to_string(),
        Setting::Word(word, _) => (*word).to_owned(),
        Setting::OptionalWord(word, _) => word.unwrap_or("not given").to_owned(),
        Setting::Spread(Spread::Beta { a, b, scale }) if *scale == 1.0 => format!("Beta({a}, {b})"),
        Setting::Spread(Spread::Beta { a, b, scale }) => format!("{scale} × Beta({a}, {b})"),
        Setting::Pair(pair) => listed(pair.iter()),
        Setting::ByPhase(by_phase) => listed(by_phase.iter()),
        Setting::ByEffect(by_effect) => effects(&by_effect.map(Option::unwrap_or_default)),
        Setting::Optional(number) => number.map_or_else(|| "not given".into(), |number| number.to_string()),
        Setting::Numbers(numbers) if numbers.is_empty() => "not given".into(),
        Setting::Numbers(numbers) => listed(numbers.iter()),
        Setting::Weeks(weeks) if weeks.is_empty() => "not given".into(),
        Setting::Weeks(weeks) => listed(weeks.iter()),
        Setting::Limit(limit) => limit.map_or_else(|| "none".into(), |limit| limit.to_string()),
    }
}

/// What a field of this kind takes, whose numbers have this range.
pub(super) fn allowed(setting: &Setting, range: Range) -> String {
    let numbers = format!("{} to {}", bound(range.from), bound(range.to));
    match setting {
        Setting::Number(_) => numbers,
        Setting::Count(_) | Setting::Seed(_) => format!("{numbers}, whole"),
        Setting::Switch(_) => "true or false".into(),
        Setting::Word(_, words) => words.join(" or "),
        Setting::OptionalWord(_, words) => format!("{}, or left out", words.join(" or ")),
        Setting::Spread(_) => format!("a number, or {{ beta = [a, b], scale = s }}; {numbers}"),
        Setting::Pair(_) => format!("two numbers, above and below one half; {numbers}"),
        Setting::ByPhase(_) => format!("four numbers: {}; {numbers}", Phase::NAMES.join(", ")),
        Setting::ByEffect(_) => format!("a number by effect, such as {{ conflict = 0.2 }}; {numbers}"),
        Setting::Optional(_) => format!("{numbers}, or left out"),
        Setting::Numbers(_) => format!("a number, or a list of them; {numbers}"),
        Setting::Weeks(_) => format!("a list of weeks; {numbers}, whole"),
        Setting::Limit(_) => format!("{numbers}, whole, or none"),
    }
}

/// The effects with a number other than 0, each with its number.
pub(super) fn effects(by_effect: &[f32; 6]) -> String {
    let fed: Vec<String> = Effect::ALL
        .iter()
        .filter(|effect| by_effect[effect.index()] != 0.0)
        .map(|effect| format!("{} {}", effect.name(), by_effect[effect.index()]))
        .collect();
    if fed.is_empty() { "none".into() } else { fed.join(", ") }
}

fn listed(numbers: impl Iterator<Item: Display>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
}

/// A limit; large round ones read better as powers of ten.
fn bound(number: f64) -> String {
    if number.is_finite() && number.abs() >= 1e5 {
        format!("{number:.2e}").replace(".00", "")
    } else {
        number.to_string()
    }
}
