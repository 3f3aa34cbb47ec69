//! Values of fields: their type and range are checked here.

use super::node::{Content, Node, number_words};
use super::reader::{switch, unknown_key, word};
use crate::parameter::{Field, Range, Setting, Spread, Unit};
use crate::practice::Effect;
use darkside_error::{Error, Result};

/// Shape parameters of a beta distribution. Beyond these, draws underflow or take forever.
const SHAPE: Range = crate::parameter::range(0.05, 10_000.0);

/// What checks and messages need to know about the field that a value is for.
#[derive(Clone, Copy)]
pub(super) struct Expected<'a> {
    /// Dotted path.
    pub(super) path: &'a str,
    /// What the number counts or measures.
    pub(super) unit: Unit,
    /// The values allowed.
    pub(super) allowed: Range,
}

impl<'a> Expected<'a> {
    /// A field, under the path that the user knows.
    pub(super) fn field<Owner>(path: &'a str, field: &Field<Owner>) -> Self {
        Self { path, unit: field.unit, allowed: field.allowed }
    }

    /// A share that is no parameter.
    pub(super) fn share(path: &'a str) -> Self {
        Self { path, unit: Unit::Share, allowed: crate::parameter::range(0.0, 1.0) }
    }

    /// A whole number that is no parameter.
    pub(super) fn count(path: &'a str, from: f64, to: f64) -> Self {
        Self { path, unit: Unit::Count, allowed: crate::parameter::range(from, to) }
    }

    fn allowed_words(self) -> String {
        let Range { from, to } = self.allowed;
        let unit = self.unit.words();
        if to.is_infinite() {
            format!("allowed: {} or more, or `inf`, which makes it certain ({unit})", number_words(from))
        } else {
            format!("allowed: {} to {} ({unit})", number_words(from), number_words(to))
        }
    }

    fn out_of_range(self, node: &Node) -> Error {
        node.error(format!("{} cannot be {}", self.path, node.words())).help(self.allowed_words())
    }
}

/// The setting that `node` asks for, of the same kind as `example`.
pub(super) fn setting(example: &Setting, node: &Node, expected: Expected<'_>) -> Result<Setting> {
    let path = expected.path;
    Ok(match example {
        Setting::Number(_) => Setting::Number(number(node, expected)?),
        Setting::Count(_) => Setting::Count(count(node, expected)?),
        Setting::Seed(_) => Setting::Seed(integer(node, expected)?),
        Setting::Switch(_) => Setting::Switch(switch(node, path)?),
        &Setting::Word(_, words) => Setting::Word(one_of(node, path, words)?, words),
        &Setting::OptionalWord(_, words) => {
            Setting::OptionalWord(optional(node, |node| one_of(node, path, words))?, words)
        }
        Setting::Spread(_) => Setting::Spread(spread(node, expected)?),
        Setting::Pair(_) => Setting::Pair(numbers(node, expected, "weight above one half, weight below it")?),
        Setting::ByPhase(_) => Setting::ByPhase(numbers(node, expected, "exploration, build-up, maturity, decline")?),
        Setting::ByEffect(_) => Setting::ByEffect(by_effect(node, expected)?),
        Setting::Optional(_) => Setting::Optional(optional(node, |node| number(node, expected))?),
        Setting::Numbers(_) => Setting::Numbers(one_or_more(node, expected, number)?),
        Setting::Weeks(_) => Setting::Weeks(one_or_more(node, expected, count)?),
        Setting::Limit(_) => Setting::Limit(optional(node, |node| count(node, expected).map_err(or_none))?),
    })
}

/// Checks `node` and writes it into the field called `path`.
pub(super) fn write<Owner>(field: &Field<Owner>, owner: &mut Owner, node: &Node, path: &str) -> Result<()> {
    let setting = setting(&(field.get)(owner), node, Expected::field(path, field))?;
    (field.set)(owner, setting);
    Ok(())
}

fn one_of(node: &Node, path: &str, words: &[&'static str]) -> Result<&'static str> {
    word(node, path, &words.iter().map(|word| (*word, *word)).collect::<Vec<_>>())
}

/// What `read` makes of a value; `"none"` takes back what is optional.
fn optional<T>(node: &Node, read: impl Fn(&Node) -> Result<T>) -> Result<Option<T>> {
    match &node.content {
        Content::Text(text) if text == "none" => Ok(None),
        _ => read(node).map(Some),
    }
}

/// Adds that a limit can be left out.
fn or_none(error: Error) -> Error {
    let help = error.advice().map(|advice| format!("{advice}, or \"none\" for no limit"));
    help.map_or(error.clone(), |help| error.help(help))
}

/// A number in the allowed range; whole numbers pass.
pub(super) fn number(node: &Node, expected: Expected<'_>) -> Result<f32> {
    let Some(number) = node.number() else {
        return Err(node.must_be(expected.path, "a number").help(expected.allowed_words()));
    };
    // A NaN is in no range.
    if !(expected.allowed.from..=expected.allowed.to).contains(&number) {
        return Err(expected.out_of_range(node));
    }
    let single = number as f32 + 0.0; // minus zero becomes zero
    if single.is_infinite() && number.is_finite() {
        return Err(node
            .error(format!("{} cannot be {}", expected.path, node.words()))
            .help("above 3.4e38 write `inf`, which makes it certain"));
    }
    Ok(single)
}

/// A whole number in the allowed range.
pub(super) fn count(node: &Node, expected: Expected<'_>) -> Result<u32> {
    u32::try_from(integer(node, expected)?).map_err(|_| expected.out_of_range(node))
}

fn integer(node: &Node, expected: Expected<'_>) -> Result<u64> {
    let Some(integer) = node.whole() else {
        return Err(node.must_be(expected.path, "a whole number").help(expected.allowed_words()));
    };
    let as_number = integer as f64;
    if !(expected.allowed.from..=expected.allowed.to).contains(&as_number) {
        return Err(expected.out_of_range(node));
    }
    u64::try_from(integer).map_err(|_| expected.out_of_range(node))
}

/// The items of a list; a single one needs no brackets.
fn one_or_more<T>(node: &Node, expected: Expected<'_>, item: fn(&Node, Expected<'_>) -> Result<T>) -> Result<Vec<T>> {
    match &node.content {
        Content::List(items) => items.iter().map(|one| item(one, expected)).collect(),
        _ => Ok(vec![item(node, expected)?]),
    }
}

fn spread(node: &Node, expected: Expected<'_>) -> Result<Spread> {
    let Content::Table(entries) = &node.content else {
        if node.number().is_some() {
            return Ok(Spread::Same(number(node, expected)?));
        }
        let wanted = "a number or a distribution";
        return Err(node.must_be(expected.path, wanted).help("write for example 0.5 or { beta = [2, 2], scale = 1 }"));
    };
    let mut shapes = None;
    let mut scale = 1.0;
    for (key, value) in entries {
        let path = format!("{}.{}", expected.path, key.name);
        match key.name.as_str() {
            "beta" => {
                let expected = Expected { path: &path, unit: Unit::Number, allowed: SHAPE };
                shapes = Some(numbers(value, expected, "the two shape parameters")?);
            }
            "scale" => scale = number(value, Expected { path: &path, ..expected })?,
            _ => return Err(unknown_key(key, &format!("`{}`", expected.path), &["beta", "scale"])),
        }
    }
    let Some([a, b]) = shapes else {
        return Err(node.error(format!("{} needs `beta`", expected.path)).help("write { beta = [a, b], scale = s }"));
    };
    Ok(Spread::Beta { a, b, scale })
}

fn numbers<const N: usize>(node: &Node, expected: Expected<'_>, meaning: &str) -> Result<[f32; N]> {
    let items = match &node.content {
        Content::List(items) if items.len() == N => items,
        _ => {
            let error = node.must_be(expected.path, &format!("a list of {N} numbers"));
            return Err(error.help(format!("in this order: {meaning}")));
        }
    };
    let mut numbers = [0.0; N];
    for (place, item) in numbers.iter_mut().zip(items) {
        *place = number(item, expected)?;
    }
    Ok(numbers)
}

/// Only the effects that are named change.
fn by_effect(node: &Node, expected: Expected<'_>) -> Result<[Option<f32>; 6]> {
    let Content::Table(entries) = &node.content else {
        return Err(node.must_be(expected.path, "a table of effects").help("write for example { conflict = 0.3 }"));
    };
    let mut numbers = [None; 6];
    for (key, value) in entries {
        let Some(effect) = Effect::find(&key.name) else {
            return Err(unknown_key(key, &format!("`{}`", expected.path), Effect::NAMES));
        };
        let path = format!("{}.{}", expected.path, effect.name());
        numbers[effect.index()] = Some(number(value, Expected { path: &path, ..expected })?);
    }
    Ok(numbers)
}
