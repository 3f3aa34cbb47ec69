//! A sweep's file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asked::Asked;
use super::design::Design;
use super::factor::Factor;
use super::outcome::{self, Outcome};
use super::range;
use darkside_engine::scenario::node::{Key, Node};
use darkside_engine::scenario::{Base, Request, Scenario, file_text, load_over};
use darkside_error::{Error, Result, Source, nearest};
use darkside_scenarios::in_folder;

/// What can stand in a sweep's file.
pub const SWEEP_KEYS: [(&str, &str); 8] = [
    ("name", "what it is called; the file's own name unless given"),
    ("question", "the question that it answers"),
    ("scenario", "a shipped scenario's name, or a file, relative to this one"),
    ("set", "values that differ from the scenario at every point, as in a scenario's file"),
    ("outcomes", "metrics to keep, by name or { metric, window }; all if left out"),
    ("design", "kind, points, seeds; for some kinds more"),
    ("factors", "dotted paths, each with a list of values or { from, to, levels }"),
    ("look_at", "what to look at in the results"),
];

/// No sweep has more runs: its outcomes would fill a disk.
const MOST_RUNS: u64 = 100_000_000;
/// No sweep has more factors than a Sobol' sequence has dimensions.
const MOST_FACTORS: usize = darkside_stats::design::MOST_DIMENSIONS;

/// What a command changes in what a file says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes<'a> {
    /// `path=value` arguments, on top of the scenario at every point.
    pub set: &'a [String],
    /// Weeks to simulate.
    pub weeks: Option<u32>,
    /// Seeds for each point.
    pub seeds: Option<u32>,
}

/// A scenario, the points at which to run it, and what to keep.
pub struct Sweep {
    /// Short name.
    pub name: String,
    /// The question that it answers; may be empty.
    pub question: String,
    /// What to look at in the results; may be empty.
    pub look_at: String,
    /// The scenario as it stands, without the factors' values.
    pub scenario: Scenario,
    /// The same, ready to be varied.
    pub base: Base,
    /// What is varied, in order.
    pub factors: Vec<Factor>,
    /// Where it looks.
    pub design: Design,
    /// The first seed of every point.
    pub first_seed: u64,
    /// Seeds of every point: the first and those that follow it.
    pub seeds: u32,
    /// What is kept of each run.
    pub outcomes: Vec<Outcome>,
    /// Whether the file names the outcomes, so that they were planned.
    pub outcomes_planned: bool,
}

impl Sweep {
    /// Reads and checks a sweep: a shipped one by name, or a file.
    ///
    /// # Errors
    /// If it cannot be read or anything in it is wrong, a factor's values included.
    pub fn read(which: &str, changes: Changes<'_>) -> Result<Self> {
        if let Some(shipped) = in_folder("sweeps").find(|file| file.name() == which) {
            let name = which.trim_start_matches("sweeps/");
            return Self::of_text(&format!("{which} (shipped)"), name, shipped.text, Path::new(""), changes);
        }
        let path = PathBuf::from(which);
        let text =
            file_text(&path).map_err(|error| match nearest(which, in_folder("sweeps").map(|file| file.name())) {
                Some(near) if !path.exists() => error.help(format!("did you mean the shipped sweep \"{near}\"?")),
                _ => error,
            })?;
        let name = path.file_stem().map_or_else(|| "sweep".into(), |stem| stem.to_string_lossy().into_owned());
        Self::of_text(which, &name, &text, path.parent().unwrap_or(Path::new("")), changes)
    }

    /// The sweep that a text is, which messages call `source`; paths in it are relative to `base`.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of_text(source: &str, name: &str, text: &str, base: &Path, changes: Changes<'_>) -> Result<Self> {
        let source = Arc::new(Source { name: source.into(), text: text.into() });
        let document = Node::document(&source)?;
        let known: Vec<&str> = SWEEP_KEYS.iter().map(|(key, _)| *key).collect();
        for (key, _) in document.table("a sweep")? {
            if !known.contains(&key.name.as_str()) {
                return Err(unknown(key, "a sweep", &known));
            }
        }
        let scenario = scenario(&document, base, changes)?;
        let varied = Base::of(&scenario)?;
        let text = |key: &str| document.entry(key).map_or(Ok(""), |node| node.text(&format!("`{key}`")));
        let name = match text("name")? {
            "" => name.to_owned(),
            given => checked_name(given, &document)?,
        };
        let design = document.entry("design").ok_or_else(|| {
            let error = document.error("a sweep lacks its [design]");
            error.help("write for example [design] with kind = \"grid\"")
        })?;
        let asked = Asked::read(design)?;
        let mut factors = match document.entry("factors") {
            Some(node) => range::factors(node, &varied, asked.kind)?,
            None => Vec::new(),
        };
        if factors.is_empty() && asked.kind != "list" {
            let error = document.entry("factors").unwrap_or(&document).error("a sweep needs at least one factor");
            return Err(error.help("write for example [factors] with \"contagion.programme\" = [0.0, 0.03]"));
        }
        let made = asked.design(&mut factors, &varied, base)?;
        not_set_too(&factors, changes.set)?;
        if factors.len() > MOST_FACTORS {
            return Err(design.error(format!("{} factors", factors.len())).help(format!("at most {MOST_FACTORS}")));
        }
        let run = &scenario.parameters.run;
        let seeds = changes.seeds.or(asked.seeds).unwrap_or(run.seeds);
        let first_seed = asked.first_seed.unwrap_or(run.seed);
        enough_room(design, made.points(), seeds, first_seed)?;
        let outcomes = document.entry("outcomes");
        Ok(Self {
            name,
            question: match text("question")? {
                "" => scenario.question.clone(),
                own => own.trim().to_owned(),
            },
            look_at: text("look_at")?.trim().to_owned(),
            outcomes: match outcomes {
                Some(node) => outcome::listed(node, &scenario.practices, run.weeks)?,
                None => outcome::all(&scenario.practices, run.weeks)?,
            },
            outcomes_planned: outcomes.is_some(),
            base: varied,
            factors,
            design: made,
            first_seed,
            seeds,
            scenario,
        })
    }

    /// The scenario at a point with these coordinates.
    ///
    /// # Errors
    /// If the values do not go together.
    pub fn scenario_at(&self, coordinates: &[f64]) -> Result<Scenario> {
        at(&self.base, &self.factors, coordinates)
    }
}

/// The scenario of `base` with these coordinates of its factors.
///
/// # Errors
/// If the values are not allowed, each alone or together.
pub(crate) fn at(base: &Base, factors: &[Factor], coordinates: &[f64]) -> Result<Scenario> {
    let values: Vec<(&str, toml::Value)> =
        factors.iter().zip(coordinates).map(|(factor, &at)| (factor.path.as_str(), factor.value(at))).collect();
    base.with(&values)
}

fn scenario(document: &Node, base: &Path, changes: Changes<'_>) -> Result<Scenario> {
    let Some(node) = document.entry("scenario") else {
        let error = document.error("a sweep lacks its `scenario`");
        return Err(error.help("write for example scenario = \"baseline\""));
    };
    let request = Request { which: node.text("`scenario`")?, set: changes.set, weeks: changes.weeks, seeds: None };
    let at_scenario = |error: Error| match error.place() {
        Some(_) => error,
        None => darkside_engine::scenario::node::pointed(error, node.place.as_ref()),
    };
    load_over(&request, base, document.entry("set")).map_err(at_scenario)
}

fn checked_name(name: &str, document: &Node) -> Result<String> {
    let odd = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':');
    if name.starts_with('.') || name.contains(odd) || name.len() > 100 {
        let error = document.entry("name").unwrap_or(document).error("`name` cannot be part of a directory's name");
        return Err(error.help("at most 100 bytes, no leading dot, none of / \\ : and no control characters"));
    }
    Ok(name.to_owned())
}

/// A value set for every point and varied from point to point would be one of both.
fn not_set_too(factors: &[Factor], set: &[String]) -> Result<()> {
    for argument in set {
        let path = argument.split('=').next().unwrap_or("").trim();
        if factors.iter().any(|factor| factor.path == path) {
            let source = Arc::new(Source { name: "--set".into(), text: argument.clone() });
            let error = Error::input(format!("`{path}` is a factor of the sweep")).at(&source, 0..path.len());
            return Err(error.help("leave out this --set, or take the factor out of the file"));
        }
    }
    Ok(())
}

fn enough_room(design: &Node, points: u32, seeds: u32, first_seed: u64) -> Result<()> {
    let runs = u64::from(points) * u64::from(seeds);
    if runs > MOST_RUNS {
        let error = design.error(format!("{points} points with {seeds} seeds each are {runs} runs"));
        return Err(error.help(format!("at most {MOST_RUNS}: fewer points, levels or seeds")));
    }
    if first_seed > i64::MAX as u64 - u64::from(seeds) {
        return Err(design.error("the last seed is beyond the largest").help(format!("at most {}", i64::MAX)));
    }
    Ok(())
}

pub(super) fn unknown(key: &Key, owner: &str, known: &[&str]) -> Error {
    let error = key.error(format!("unknown key `{}` in {owner}", key.name));
    match nearest(&key.name, known.iter().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("known here: {}", known.join(", "))),
    }
}
