//! A file of hypotheses.

use super::arm::ArmLoader;
use super::claim::Hypothesis;
use super::entry::{self, FORMS, level};
use crate::experiment::{ExperimentFile, Overrides, pairable};
use darkside_engine::record::Digest;
use darkside_engine::scenario::Scenario;
use darkside_engine::scenario::node::Node;
use darkside_engine::scenario::reader::{optional_list, optional_text, table, whole};
use darkside_error::Result;

/// The keys of a file of hypotheses.
///
/// | key | what it holds |
/// |---|---|
/// | `title` | what the file is called in reports; the file's own name unless given |
/// | `question` | the question that its hypotheses answer |
/// | `first_seed` | the first seed; 1 unless given |
/// | `first_stage` | seeds of the first stage, whose spread says how many more are needed; 30 unless given |
/// | `batch` | seeds are added in batches of this size; 10 unless given |
/// | `budget` | the most seeds that an arm gets; 200 unless given |
/// | `alpha` | greatest probability of a wrong verdict of each kind, over the file; 0.05 unless given |
/// | `arms` | arms by name, each a table of a scenario's keys with `extends` and `set` |
/// | `hypothesis` | the hypotheses, `[[hypothesis]]` |
pub const HYPOTHESIS_FILE_KEYS: [&str; 9] =
    ["title", "question", "first_seed", "first_stage", "batch", "budget", "alpha", "arms", "hypothesis"];

/// Most hypotheses in one file.
const MOST_HYPOTHESES: usize = 1_000;
/// Most seeds for one arm.
const MOST_SEEDS: u64 = 1_000_000;

/// Hypotheses, the arms they are about, and how many seeds may be spent on them.
#[derive(Clone, Debug, PartialEq)]
pub struct HypothesisFile {
    /// Short name: the file's stem.
    pub name: String,
    /// The title used in reports.
    pub title: String,
    /// The question that its hypotheses answer; may be empty.
    pub question: String,
    /// SHA-256 of the file's text.
    pub digest: Digest,
    /// The arms that its hypotheses refer to.
    pub arms: Vec<Scenario>,
    /// The first seed.
    pub first_seed: u64,
    /// Seeds of the first stage.
    pub first_stage: u32,
    /// Seeds are added in batches of this size.
    pub batch: u32,
    /// The most seeds that an arm gets.
    pub budget: u32,
    /// The hypotheses.
    pub hypotheses: Vec<Hypothesis>,
}

impl HypothesisFile {
    /// Reads and checks a file of hypotheses: a shipped one by name (`hypotheses/dark_side`), or a path.
    ///
    /// # Errors
    /// If it cannot be read or anything in it is wrong, including arms that cannot be paired, metrics and windows.
    ///
    /// ```
    /// use darkside::experiment::{Overrides, hypothesis::HypothesisFile};
    /// let file = HypothesisFile::read("hypotheses/dark_side", Overrides::default())?;
    /// assert!(file.hypotheses.len() >= 14);
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn read(which: &str, overrides: Overrides<'_>) -> Result<Self> {
        Self::of_text(&ExperimentFile::find(which, "hypotheses")?, overrides)
    }

    /// Reads a file of hypotheses from its text.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of_text(text: &ExperimentFile, overrides: Overrides<'_>) -> Result<Self> {
        overrides.check()?;
        let ExperimentFile { source, name, folder } = text;
        let document = Node::document(source)?;
        table(&document, "a file of hypotheses", &HYPOTHESIS_FILE_KEYS)?;
        let count = |key: &str, least: u64, most: u64, otherwise: u64| -> Result<u64> {
            document.entry(key).map_or(Ok(otherwise), |node| whole(node, &format!("`{key}`"), least, most))
        };
        let seeds = |key: &str, least: u64, otherwise: u64| -> Result<u32> {
            count(key, least, MOST_SEEDS, otherwise).map(|seeds| seeds as u32)
        };
        let alpha = document.entry("alpha").map_or(Ok(0.05), level)?;
        let first_seed = count("first_seed", 0, i64::MAX as u64 - MOST_SEEDS, 1)?;
        let first_stage = seeds("first_stage", 2, 30)?;
        let budget = overrides.seeds.map_or_else(|| seeds("budget", 2, 200), Ok)?;
        let mut arms = ArmLoader::read(&document, folder, overrides)?;
        let entries = hypotheses(&document)?;
        let mut read: Vec<Hypothesis> = Vec::new();
        for node in entries {
            let hypothesis = entry::read(node, &mut arms, alpha)?;
            if read.iter().any(|other| other.id == hypothesis.id) {
                let place = node.entry("id").unwrap_or(node);
                return Err(place.error(format!("two hypotheses have the id `{}`", hypothesis.id)));
            }
            paired(node, &hypothesis, &arms.loaded)?;
            read.push(hypothesis);
        }
        let title = optional_text(&document, "title")?;
        Ok(Self {
            name: name.to_owned(),
            title: if title.is_empty() { name.to_owned() } else { title.to_owned() },
            question: optional_text(&document, "question")?.to_owned(),
            digest: Digest::of(source.text.as_bytes()),
            arms: arms.loaded,
            first_seed,
            // With a budget below the first stage, the whole budget is the first stage.
            first_stage: if budget < first_stage { budget } else { first_stage },
            batch: seeds("batch", 1, 10)?,
            budget,
            hypotheses: read,
        })
    }
}

fn hypotheses(document: &Node) -> Result<&[Node]> {
    let list = optional_list(document, "hypothesis")?;
    if list.is_empty() {
        let error = document.error("a file of hypotheses needs at least one");
        return Err(error.help("write [[hypothesis]] with id, claim, status, metric, arms and direction"));
    }
    if list.len() > MOST_HYPOTHESES {
        return Err(list[MOST_HYPOTHESES].error(format!("more than {MOST_HYPOTHESES} hypotheses in a file")));
    }
    Ok(list)
}

/// Checks that the arms of a hypothesis can be paired; the error points at the hypothesis.
fn paired(node: &Node, hypothesis: &Hypothesis, arms: &[Scenario]) -> Result<()> {
    let named: Vec<&Scenario> =
        hypothesis.parts.iter().flat_map(|part| &part.terms).map(|term| &arms[term.arm]).collect();
    let place = FORMS.iter().find_map(|form| node.entry(form)).unwrap_or(node);
    pairable(&named).map_err(|error| error.or_at(place.place.as_ref()))
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
