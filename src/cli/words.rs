//! Values and ranges of parameters in words.

use darkside_engine::parameter::{Graph, Likeness, Range, Roster, Rule, Slot, Spread, Yoke};
use darkside_engine::practice::{Class, Effect, Governance, Phase};

/// The value in a slot, as short as possible.
pub(super) fn value(slot: &Slot<'_>) -> String {
    match slot {
        Slot::Number(number) => number.to_string(),
        Slot::Count(count) => count.to_string(),
        Slot::Seed(seed) => seed.to_string(),
        Slot::Switch(on) => on.to_string(),
        Slot::Rule(rule) => word_of(&Rule::ALL, rule),
        Slot::Graph(graph) => word_of(&Graph::ALL, graph),
        Slot::Yoke(yoke) => word_of(&Yoke::ALL, yoke),
        Slot::Likeness(likeness) => word_of(&Likeness::ALL, likeness),
        Slot::Spread(Spread::Same(number)) => number.to_string(),
        Slot::Spread(Spread::Beta { a, b, scale }) if *scale == 1.0 => format!("Beta({a}, {b})"),
        Slot::Spread(Spread::Beta { a, b, scale }) => format!("{scale} × Beta({a}, {b})"),
        Slot::Pair(pair) => listed(pair.iter()),
        Slot::ByPhase(by_phase) => listed(by_phase.iter()),
        Slot::ByEffect(by_effect) => effects(by_effect),
        Slot::Optional(number) => number.map_or_else(|| "not given".into(), |number| number.to_string()),
        Slot::Numbers(numbers) if numbers.is_empty() => "not given".into(),
        Slot::Numbers(numbers) => listed(numbers.iter()),
        Slot::Weeks(weeks) if weeks.is_empty() => "not given".into(),
        Slot::Weeks(weeks) => weeks.iter().map(u32::to_string).collect::<Vec<_>>().join(", "),
        Slot::Limit(limit) => limit.map_or_else(|| "none".into(), |limit| limit.to_string()),
        Slot::Roster(roster) => word_of(&Roster::ALL, roster),
        Slot::Class(class) => class.name().into(),
        Slot::Governance(governance) => governance.map_or("not given", Governance::name).into(),
    }
}

/// What can be written to a slot whose numbers have this range.
pub(super) fn allowed(slot: &Slot<'_>, range: Range) -> String {
    let numbers = format!("{} to {}", bound(range.from), bound(range.to));
    match slot {
        Slot::Number(_) => numbers,
        Slot::Count(_) | Slot::Seed(_) => format!("{numbers}, whole"),
        Slot::Switch(_) => "true or false".into(),
        Slot::Rule(_) => either(Rule::ALL.map(|(word, _)| word)),
        Slot::Graph(_) => either(Graph::ALL.map(|(word, _)| word)),
        Slot::Yoke(_) => either(Yoke::ALL.map(|(word, _)| word)),
        Slot::Likeness(_) => either(Likeness::ALL.map(|(word, _)| word)),
        Slot::Spread(_) => format!("a number, or {{ beta = [a, b], scale = s }}; {numbers}"),
        Slot::Pair(_) => format!("two numbers, above and below one half; {numbers}"),
        Slot::ByPhase(_) => format!("four numbers: {}; {numbers}", Phase::ALL.map(Phase::name).join(", ")),
        Slot::ByEffect(_) => format!("a number by effect, such as {{ conflict = 0.2 }}; {numbers}"),
        Slot::Optional(_) => format!("{numbers}, or left out"),
        Slot::Numbers(_) => format!("a number, or a list of them; {numbers}"),
        Slot::Weeks(_) => format!("a list of weeks; {numbers}, whole"),
        Slot::Limit(_) => format!("{numbers}, whole, or none"),
        Slot::Roster(_) => either(Roster::ALL.map(|(word, _)| word)),
        Slot::Class(_) => either(Class::ALL.map(|(word, _)| word)),
        Slot::Governance(_) => format!("{}, or left out", either(Governance::ALL.map(|(word, _)| word))),
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

fn listed<'a>(numbers: impl Iterator<Item = &'a f32>) -> String {
    numbers.map(f32::to_string).collect::<Vec<_>>().join(", ")
}

fn either<const N: usize>(words: [&str; N]) -> String {
    words.join(" or ")
}

/// A limit; large round ones read better as powers of ten.
fn bound(number: f64) -> String {
    if number.is_finite() && number.abs() >= 1e5 {
        format!("{number:.2e}").replace(".00", "")
    } else {
        number.to_string()
    }
}

fn word_of<T: PartialEq>(words: &[(&'static str, T)], sought: &T) -> String {
    words.iter().find(|(_, value)| value == sought).map_or("", |(word, _)| word).into()
}
