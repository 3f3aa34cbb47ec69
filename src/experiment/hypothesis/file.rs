//! A file of hypotheses.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Hypothesis;
use super::arm::Arms;
use super::entry;
use crate::experiment::pairable;
use darkside_engine::record::Digest;
use darkside_engine::scenario::node::{Key, Node, Value, pointed};
use darkside_engine::scenario::{Scenario, file_text};
use darkside_error::{Error, Result, Source, nearest};
use darkside_scenarios::in_folder;

/// What can stand in a file of hypotheses.
pub const HYPOTHESIS_FILE_KEYS: [(&str, &str); 9] = [
    ("title", "what the file is called in reports; the file's own name unless given"),
    ("question", "the question that its hypotheses answer"),
    ("first_seed", "the first seed; 1 unless given"),
    ("first_stage", "seeds of the first stage, whose spread says how many are needed; 30 unless given"),
    ("batch", "seeds are added in whole batches of so many; 10 unless given"),
    ("budget", "most seeds that an arm gets; 200 unless given"),
    ("alpha", "greatest probability of a wrong verdict of a kind, over the file; 0.05 unless given"),
    ("arms", "arms by name, each a table of a scenario's keys with `extends` and `set`"),
    ("hypothesis", "the hypotheses, [[hypothesis]]"),
];

/// No file has more hypotheses.
const MOST_HYPOTHESES: usize = 1_000;
/// No arm gets more seeds.
const MOST_SEEDS: i64 = 1_000_000;

/// What a command changes in what a file says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes<'a> {
    /// `path=value` arguments, on top of every arm.
    pub set: &'a [String],
    /// Weeks to simulate in every arm.
    pub weeks: Option<u32>,
    /// Most seeds that an arm gets.
    pub budget: Option<u32>,
}

/// Hypotheses, the arms that they are about, and how many seeds may be spent on them.
#[derive(Clone, Debug, PartialEq)]
pub struct HypothesisFile {
    /// Short name: the file's stem.
    pub name: String,
    /// What it is called in reports.
    pub title: String,
    /// The question that its hypotheses answer; may be empty.
    pub question: String,
    /// SHA-256 of the file's text.
    pub digest: Digest,
    /// The arms that its hypotheses name.
    pub arms: Vec<Scenario>,
    /// The first seed.
    pub first_seed: u64,
    /// Seeds of the first stage.
    pub first_stage: u32,
    /// Seeds are added in whole batches of so many.
    pub batch: u32,
    /// Most seeds that an arm gets.
    pub budget: u32,
    /// The hypotheses.
    pub hypotheses: Vec<Hypothesis>,
}

/// What the whole file says of every hypothesis.
pub(super) struct Defaults {
    pub(super) alpha: f64,
}

impl HypothesisFile {
    /// Reads and checks a file of hypotheses: a shipped one by name (`hypotheses/dark_side`), or a path.
    ///
    /// # Errors
    /// If it cannot be read or anything in it is wrong: arms that cannot be paired, metrics and windows included.
    ///
    /// ```
    /// use darkside::experiment::hypothesis::{Changes, HypothesisFile};
    /// let file = HypothesisFile::read("hypotheses/dark_side", Changes::default())?;
    /// assert!(file.hypotheses.len() >= 14);
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn read(which: &str, changes: Changes<'_>) -> Result<Self> {
        let known = || in_folder("hypotheses").map(|file| file.name());
        let short = |name: &str| name.trim_start_matches("hypotheses/").to_owned();
        if let Some(shipped) = in_folder("hypotheses").find(|file| file.name() == which || short(file.name()) == which)
        {
            return Self::of_text(
                &format!("{} (shipped)", shipped.name()),
                &short(shipped.name()),
                shipped.text,
                Path::new(""),
                changes,
            );
        }
        let path = PathBuf::from(which);
        let text = file_text(&path).map_err(|error| match nearest(which, known()) {
            Some(near) if !path.exists() => error.help(format!("did you mean the shipped \"{near}\"?")),
            _ if !path.exists() => error.help(format!("shipped are: {}", known().collect::<Vec<_>>().join(", "))),
            _ => error,
        })?;
        let name = path.file_stem().map_or_else(|| "hypotheses".into(), |stem| stem.to_string_lossy().into_owned());
        Self::of_text(which, &name, &text, path.parent().unwrap_or(Path::new("")), changes)
    }

    /// The file that a text is, which messages call `source`; paths in it are relative to `base`.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of_text(source: &str, name: &str, text: &str, base: &Path, changes: Changes<'_>) -> Result<Self> {
        let source = Arc::new(Source { name: source.into(), text: text.into() });
        let document = Node::document(&source)?;
        let known: Vec<&str> = HYPOTHESIS_FILE_KEYS.iter().map(|(key, _)| *key).collect();
        only(document.table("a file of hypotheses")?, "a file of hypotheses", &known)?;
        let words = |key: &str| document.entry(key).map_or(Ok(""), |node| node.text(&format!("`{key}`")));
        let count = |key: &str, least: i64, otherwise: u32| -> Result<u32> {
            document.entry(key).map_or(Ok(otherwise), |node| whole(node, key, least, MOST_SEEDS).map(|n| n as u32))
        };
        let alpha = document.entry("alpha").map_or(Ok(0.05), |node| level(node, "`alpha`"))?;
        let first_seed = match document.entry("first_seed") {
            Some(node) => whole(node, "first_seed", 0, i64::MAX - MOST_SEEDS)? as u64,
            None => 1,
        };
        let first_stage = count("first_stage", 2, 30)?;
        let budget = changes.budget.map_or_else(|| count("budget", 2, 200), Ok)?;
        let mut arms = Arms::read(&document, base, changes)?;
        let entries = hypotheses(&document)?;
        let defaults = Defaults { alpha };
        let mut read: Vec<Hypothesis> = Vec::new();
        for node in entries {
            let hypothesis = entry::read(node, &mut arms, &defaults)?;
            if read.iter().any(|other| other.id == hypothesis.id) {
                let place = node.entry("id").unwrap_or(node);
                return Err(place.error(format!("two hypotheses have the id `{}`", hypothesis.id)));
            }
            paired(node, &hypothesis, &arms.loaded)?;
            read.push(hypothesis);
        }
        let title = words("title")?;
        Ok(Self {
            name: name.to_owned(),
            title: if title.is_empty() { name.to_owned() } else { title.to_owned() },
            question: words("question")?.to_owned(),
            digest: Digest::of(text.as_bytes()),
            arms: arms.loaded,
            first_seed,
            // A smaller budget is a smaller first stage: there is nothing else to spend it on.
            first_stage: if budget < first_stage { budget } else { first_stage },
            batch: count("batch", 1, 10)?,
            budget,
            hypotheses: read,
        })
    }
}

fn hypotheses(document: &Node) -> Result<&[Node]> {
    let list = document.entry("hypothesis").map_or(Ok(&[][..]), |node| node.list("`hypothesis`"))?;
    if list.is_empty() {
        let error = document.error("a file of hypotheses has at least one");
        return Err(error.help("write [[hypothesis]] with id, claim, status, metric, arms and direction"));
    }
    if list.len() > MOST_HYPOTHESES {
        return Err(list[MOST_HYPOTHESES].error(format!("more than {MOST_HYPOTHESES} hypotheses in a file")));
    }
    Ok(list)
}

/// The arms of a hypothesis must be pairable; the error points at the hypothesis.
fn paired(node: &Node, hypothesis: &Hypothesis, arms: &[Scenario]) -> Result<()> {
    let named: Vec<&Scenario> =
        hypothesis.parts.iter().flat_map(|part| &part.terms).map(|term| &arms[term.arm]).collect();
    let place = ["arms", "contrast", "ranking", "terms", "all"].iter().find_map(|key| node.entry(key)).unwrap_or(node);
    pairable(&named).map_err(|error| pointed(error, place.place.as_ref()))
}

/// Refuses keys that are not `known` in `what`.
pub(super) fn only(entries: &[(Key, Node)], what: &str, known: &[&str]) -> Result<()> {
    let Some((key, _)) = entries.iter().find(|(key, _)| !known.contains(&key.name.as_str())) else { return Ok(()) };
    let error = key.error(format!("unknown key `{}` in {what}", key.name));
    Err(error.help(match nearest(&key.name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known here: {}", known.join(", ")),
    }))
}

/// A whole number from `least` to `most`.
fn whole(node: &Node, key: &str, least: i64, most: i64) -> Result<i64> {
    match node.value {
        Value::Integer(number) if (least..=most).contains(&number) => Ok(number),
        _ => Err(node.must_be(&format!("`{key}`"), &format!("a whole number from {least} to {most}"))),
    }
}

/// A number that is finite.
pub(super) fn number(node: &Node, what: &str) -> Result<f64> {
    match node.value {
        Value::Integer(number) => Ok(number as f64),
        Value::Number(number) if number.is_finite() => Ok(number),
        _ => Err(node.must_be(what, "a finite number")),
    }
}

/// A number above 0.
pub(super) fn above_zero(node: &Node, what: &str) -> Result<f64> {
    let value = number(node, what)?;
    if value > 0.0 { Ok(value) } else { Err(node.must_be(what, "a number above 0")) }
}

/// A probability of error, between 0 and one half.
pub(super) fn level(node: &Node, what: &str) -> Result<f64> {
    let value = number(node, what)?;
    if value > 0.0 && value < 0.5 { Ok(value) } else { Err(node.must_be(what, "between 0 and 0.5, such as 0.05")) }
}

/// A text that is not empty.
pub(super) fn said<'a>(node: &'a Node, key: &str, place: &Node) -> Result<&'a str> {
    let missing = || -> Error { place.error(format!("a hypothesis lacks its `{key}`")) };
    let value = node.entry(key).ok_or_else(missing)?;
    let text = value.text(&format!("`{key}`"))?;
    if text.trim().is_empty() { Err(value.error(format!("`{key}` is empty"))) } else { Ok(text.trim()) }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
