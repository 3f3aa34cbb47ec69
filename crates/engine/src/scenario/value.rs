//! Writing a value into a parameter's place, after checking its type and range.

use super::node::{Key, Node, Value};
use crate::parameter::{Field, Graph, Range, Rule, Slot, Spread, Unit};
use crate::practice::{Class, Effect, Governance};
use darkside_error::{Error, Result, nearest};

/// Shape parameters of a beta distribution: within these, draws neither underflow nor take for ever.
const SHAPE: Range = crate::parameter::range(0.05, 10_000.0);

/// What the checks and the messages need to know of the value's target.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    /// Dotted path.
    pub(super) path: &'a str,
    /// What the number counts or measures.
    pub(super) unit: Unit,
    /// The values allowed.
    pub(super) allowed: Range,
}

impl<'a> About<'a> {
    /// A field under the path by which the user knows it.
    pub(super) fn field<Owner>(path: &'a str, field: &Field<Owner>) -> Self {
        Self { path, unit: field.unit, allowed: field.allowed }
    }

    /// A share that is no parameter.
    pub(super) fn share(path: &'a str) -> Self {
        Self { path, unit: Unit::Share, allowed: crate::parameter::range(0.0, 1.0) }
    }

    fn allowed_words(self) -> String {
        let Range { from, to } = self.allowed;
        let unit = self.unit.words();
        if to.is_infinite() {
            format!("allowed: {} or more, or `inf`, which happens surely ({unit})", number_words(from))
        } else {
            format!("allowed: {} to {} ({unit})", number_words(from), number_words(to))
        }
    }

    fn out_of_range(self, node: &Node) -> Error {
        node.error(format!("{} cannot be {}", self.path, node.words())).help(self.allowed_words())
    }
}

/// Checks `node` and writes it into `slot`.
pub(super) fn write(slot: Slot<'_>, node: &Node, about: About<'_>) -> Result<()> {
    match slot {
        Slot::Number(place) => *place = number(node, about)?,
        Slot::Count(place) => *place = count(node, about)?,
        Slot::Seed(place) => *place = integer(node, about)?,
        Slot::Switch(place) => match node.value {
            Value::Switch(switch) => *place = switch,
            _ => return Err(node.must_be(about.path, "true or false")),
        },
        Slot::Rule(place) => *place = word(node, about.path, &Rule::ALL)?,
        Slot::Graph(place) => *place = word(node, about.path, &Graph::ALL)?,
        Slot::Class(place) => *place = word(node, about.path, &Class::ALL)?,
        Slot::Governance(place) if is_none(node) => *place = None,
        Slot::Governance(place) => *place = Some(word(node, about.path, &Governance::ALL)?),
        Slot::Spread(place) => *place = spread(node, about)?,
        Slot::Pair(place) => numbers(node, about, place, "weight above one half, weight below it")?,
        Slot::ByPhase(place) => numbers(node, about, place, "exploration, build-up, maturity, decline")?,
        Slot::ByEffect(place) => by_effect(node, about, place)?,
        Slot::Optional(place) if is_none(node) => *place = None,
        Slot::Optional(place) => *place = Some(number(node, about)?),
    }
    Ok(())
}

/// `"none"` takes back what is optional.
fn is_none(node: &Node) -> bool {
    matches!(&node.value, Value::Text(text) if text == "none")
}

/// A number in the allowed range; whole numbers pass.
pub(super) fn number(node: &Node, about: About<'_>) -> Result<f32> {
    let number = match node.value {
        Value::Integer(integer) => integer as f64,
        Value::Number(number) => number,
        _ => return Err(node.must_be(about.path, "a number").help(about.allowed_words())),
    };
    // A NaN is in no range.
    if !(about.allowed.from..=about.allowed.to).contains(&number) {
        return Err(about.out_of_range(node));
    }
    let single = number as f32 + 0.0; // adding zero takes the sign off a negative zero
    if single.is_infinite() && number.is_finite() {
        return Err(node
            .error(format!("{} cannot be {}", about.path, node.words()))
            .help("above 3.4e38 write `inf`: it happens surely"));
    }
    Ok(single)
}

/// A whole number in the allowed range.
pub(super) fn count(node: &Node, about: About<'_>) -> Result<u32> {
    u32::try_from(integer(node, about)?).map_err(|_| about.out_of_range(node))
}

fn integer(node: &Node, about: About<'_>) -> Result<u64> {
    let Value::Integer(integer) = node.value else {
        return Err(node.must_be(about.path, "a whole number").help(about.allowed_words()));
    };
    let as_number = integer as f64;
    if !(about.allowed.from..=about.allowed.to).contains(&as_number) {
        return Err(about.out_of_range(node));
    }
    u64::try_from(integer).map_err(|_| about.out_of_range(node))
}

fn word<T: Copy>(node: &Node, what: &str, words: &[(&'static str, T)]) -> Result<T> {
    let list = || words.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let Value::Text(text) = &node.value else {
        return Err(node.must_be(what, "a string").help(format!("one of {}", list())));
    };
    if let Some((_, meant)) = words.iter().find(|(word, _)| word == text) {
        return Ok(*meant);
    }
    let error = node.error(format!("{what} cannot be {}", node.words()));
    Err(match nearest(text, words.iter().map(|(word, _)| *word)) {
        Some(near) => error.help(format!("did you mean \"{near}\"? It is one of {}", list())),
        None => error.help(format!("one of {}", list())),
    })
}

fn spread(node: &Node, about: About<'_>) -> Result<Spread> {
    let Value::Table(entries) = &node.value else {
        if matches!(node.value, Value::Integer(_) | Value::Number(_)) {
            return Ok(Spread::Same(number(node, about)?));
        }
        let wanted = "a number or a distribution";
        return Err(node.must_be(about.path, wanted).help("write for example 0.5 or { beta = [2, 2], scale = 1 }"));
    };
    let mut shapes = None;
    let mut scale = 1.0;
    for (key, value) in entries {
        let path = format!("{}.{}", about.path, key.name);
        match key.name.as_str() {
            "beta" => {
                let mut pair = [0.0; 2];
                let about = About { path: &path, unit: Unit::Number, allowed: SHAPE };
                numbers(value, about, &mut pair, "the two shape parameters")?;
                shapes = Some(pair);
            }
            "scale" => scale = number(value, About { path: &path, ..about })?,
            _ => return Err(unknown_key(key, about.path, &["beta", "scale"])),
        }
    }
    let Some([a, b]) = shapes else {
        return Err(node.error(format!("{} lacks `beta`", about.path)).help("write { beta = [a, b], scale = s }"));
    };
    Ok(Spread::Beta { a, b, scale })
}

fn numbers<const N: usize>(node: &Node, about: About<'_>, place: &mut [f32; N], meaning: &str) -> Result<()> {
    let wanted = format!("a list of {N} numbers");
    let help = || format!("in this order: {meaning}");
    let Value::List(items) = &node.value else {
        return Err(node.must_be(about.path, &wanted).help(help()));
    };
    if items.len() != N {
        return Err(node.must_be(about.path, &wanted).help(help()));
    }
    for (place, item) in place.iter_mut().zip(items) {
        *place = number(item, about)?;
    }
    Ok(())
}

/// Only the effects that are named change.
fn by_effect(node: &Node, about: About<'_>, place: &mut [f32; 6]) -> Result<()> {
    let Value::Table(entries) = &node.value else {
        return Err(node.must_be(about.path, "a table of effects").help("write for example { conflict = 0.3 }"));
    };
    for (key, value) in entries {
        let Some(effect) = Effect::ALL.into_iter().find(|effect| effect.name() == key.name) else {
            return Err(unknown_key(key, about.path, &Effect::ALL.map(Effect::name)));
        };
        let path = format!("{}.{}", about.path, effect.name());
        place[effect.index()] = number(value, About { path: &path, ..about })?;
    }
    Ok(())
}

/// The error that `key` is not known in `owner` (a dotted path; empty for the top of a file).
pub(super) fn unknown_key(key: &Key, owner: &str, known: &[&str]) -> Error {
    let place = if owner.is_empty() { "a scenario".into() } else { format!("`{owner}`") };
    let error = key.error(format!("unknown key `{}` in {place}", key.name));
    match nearest(&key.name, known.iter().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("known here: {}", known.join(", "))),
    }
}

/// A number as a person would write it.
pub(super) fn number_words(number: f64) -> String {
    let size = number.abs();
    if number.is_finite() && size != 0.0 && !(1e-6..1e9).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string().to_lowercase()
    }
}
