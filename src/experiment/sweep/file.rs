//! A sweep's file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::design::Design;
use super::factor::Factor;
use super::outcome::{self, Outcome};
use super::shipped::shipped_sweeps;
use super::{list, range};
use crate::draws::Draws;
use crate::error::{Error, Result, Source, nearest};
use crate::scenario::node::{Key, Node, Value};
use crate::scenario::{Base, Request, Scenario, file_text, load_over};
use crate::stats::design::{Grid, LatinHypercube, Sobol};

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

/// What `[design]` takes.
const DESIGN_KEYS: [&str; 8] = ["kind", "points", "seeds", "first_seed", "seed", "scramble", "file", "values"];

/// No sweep has more runs: its outcomes would fill a disk.
const MOST_RUNS: u64 = 100_000_000;
/// No sweep has more factors than a Sobol' sequence has dimensions.
const MOST_FACTORS: usize = crate::stats::design::MOST_DIMENSIONS;

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
        if let Some(shipped) = shipped_sweeps().iter().find(|shipped| shipped.name == which) {
            let name = which.trim_start_matches("sweeps/");
            return Self::of_text(&format!("{which} (shipped)"), name, shipped.text, Path::new(""), changes);
        }
        let path = PathBuf::from(which);
        let text =
            file_text(&path).map_err(|error| match nearest(which, shipped_sweeps().iter().map(|one| one.name)) {
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
        None => crate::scenario::node::pointed(error, node.place.as_ref()),
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

/// What `[design]` asks for.
struct Asked<'a> {
    node: &'a Node,
    kind: &'static str,
    points: Option<(u32, &'a Node)>,
    seeds: Option<u32>,
    first_seed: Option<u64>,
    seed: u64,
    scramble: bool,
    file: Option<(&'a str, &'a Node)>,
    unit_cube: bool,
}

impl<'a> Asked<'a> {
    fn read(node: &'a Node) -> Result<Self> {
        let entries = node.table("`design`")?;
        let kinds = Design::KINDS.map(|kind| format!("\"{kind}\"")).join(", ");
        let Some(kind) = node.entry("kind") else {
            return Err(node.error("[design] lacks its `kind`").help(format!("one of {kinds}")));
        };
        let word = kind.text("`kind`")?;
        let Some(known) = Design::KINDS.into_iter().find(|known| *known == word) else {
            let error = kind.error(format!("there is no design \"{}\"", word.escape_debug()));
            return Err(match nearest(word, Design::KINDS) {
                Some(near) => error.help(format!("did you mean \"{near}\"? It is one of {kinds}")),
                None => error.help(format!("one of {kinds}")),
            });
        };
        let mut asked = Self {
            node,
            kind: known,
            points: None,
            seeds: None,
            first_seed: None,
            seed: 1,
            scramble: true,
            file: None,
            unit_cube: false,
        };
        for (key, node) in entries {
            let for_kinds = |kinds: &[&str]| match kinds.contains(&known) {
                true => Ok(()),
                false => Err(key
                    .error(format!("`{}` says nothing about a design of kind \"{known}\"", key.name))
                    .help(format!("it goes with {}", kinds.join(", ")))),
            };
            match key.name.as_str() {
                "kind" => {}
                "points" => {
                    for_kinds(&["latin_hypercube", "sobol"])?;
                    asked.points = Some((whole(node, "`points`", 1, u64::from(u32::MAX))? as u32, node));
                }
                "seeds" => asked.seeds = Some(whole(node, "`seeds`", 1, 1_000_000)? as u32),
                "first_seed" => asked.first_seed = Some(whole(node, "`first_seed`", 0, i64::MAX as u64)?),
                "seed" => {
                    for_kinds(&["latin_hypercube", "sobol"])?;
                    asked.seed = whole(node, "`seed`", 0, i64::MAX as u64)?;
                }
                "scramble" => {
                    for_kinds(&["sobol"])?;
                    asked.scramble = match node.value {
                        Value::Switch(switch) => switch,
                        _ => return Err(node.must_be("`scramble`", "true or false")),
                    };
                }
                "file" => {
                    for_kinds(&["list"])?;
                    asked.file = Some((node.text("`file`")?, node));
                }
                "values" => {
                    for_kinds(&["list"])?;
                    asked.unit_cube =
                        match node.text("`values`")? {
                            "natural" => false,
                            "unit" => true,
                            _ => return Err(node.must_be("`values`", "\"natural\" or \"unit\"").help(
                                "natural: the parameters' own values; unit: places from 0 to 1 in each factor's range",
                            )),
                        };
                }
                _ => return Err(unknown(key, "[design]", &DESIGN_KEYS)),
            }
        }
        Ok(asked)
    }

    /// The design. A list may name factors of its own.
    fn design(&self, factors: &mut Vec<Factor>, base: &Base, folder: &Path) -> Result<Design> {
        let at = |error: Error| crate::scenario::node::pointed(error, self.node.place.as_ref());
        let points = || match self.points {
            Some((points, _)) => Ok(points as usize),
            None => {
                Err(self.node.error("[design] lacks its `points`").help("how many points, for example points = 64"))
            }
        };
        let draws = Draws::new(self.seed);
        Ok(match self.kind {
            "grid" => {
                let levels: Vec<usize> = factors.iter().map(|factor| factor.levels.len()).collect();
                Design::Grid(Grid::new(&levels).map_err(at)?)
            }
            "latin_hypercube" => {
                Design::LatinHypercube(LatinHypercube::new(factors.len(), points()?, &draws).map_err(at)?)
            }
            "sobol" => {
                let sequence = Sobol::new(factors.len(), self.scramble.then_some(&draws)).map_err(at)?;
                Design::Sobol(sequence, points()? as u32)
            }
            _ => {
                let Some((file, node)) = self.file else {
                    let error = self.node.error("a list lacks its `file`");
                    return Err(error.help("a table of text with one point a line, relative to this file"));
                };
                Design::List(list::read(&folder.join(file), node, self.unit_cube, factors, base)?)
            }
        })
    }
}

fn whole(node: &Node, what: &str, least: u64, most: u64) -> Result<u64> {
    let number = match node.value {
        Value::Integer(number) => u64::try_from(number).ok().filter(|number| (least..=most).contains(number)),
        _ => None,
    };
    number.ok_or_else(|| node.must_be(what, &format!("a whole number from {least} to {most}")))
}
