//! A sweep's file.

use std::path::Path;
use std::sync::Arc;

use super::design::Design;
use super::design_request::DesignRequest;
use super::factor::Factor;
use super::outcome::{self, Outcome};
use super::range;
use crate::experiment::{ExperimentFile, MOST_RUNS, Overrides, file_entries};
use darkside_engine::scenario::node::Node;
use darkside_engine::scenario::reader::{directory_name, name_of_file, optional_text, required, table};
use darkside_engine::scenario::{Base, Scenario, check_seeds};
use darkside_error::{Error, Result, Source};

/// What messages call a file of this kind.
const WITHIN: &str = "a sweep";

/// The keys of a sweep's file.
///
/// | key | what it holds |
/// |---|---|
/// | `name` | what it is called; the file's own name unless given |
/// | `question` | the question that it answers |
/// | `scenario` | a shipped scenario's name, or a file, relative to this one |
/// | `set` | values that differ from the scenario at every point, as in a scenario's file |
/// | `outcomes` | metrics to keep, by name or `{ metric, window }`; all if left out |
/// | `design` | kind, points, seeds; for some kinds more |
/// | `factors` | dotted paths, each with a list of values or `{ from, to, levels }` |
/// | `look_at` | what to look at in the results |
pub const SWEEP_KEYS: [&str; 8] = ["name", "question", "scenario", "set", "outcomes", "design", "factors", "look_at"];

/// Most factors: the number of dimensions of a Sobol' sequence.
const MOST_FACTORS: usize = darkside_stats::design::MOST_DIMENSIONS;

/// A scenario, the points at which to run it, and what to keep of each run.
pub struct Sweep {
    /// Short name.
    pub name: String,
    /// The question it answers; may be empty.
    pub question: String,
    /// What to look at in the results; may be empty.
    pub look_at: String,
    /// The scenario as it stands, without the factors' values.
    pub scenario: Scenario,
    /// The same scenario, prepared for variation.
    pub base: Base,
    /// What is varied, in order.
    pub factors: Vec<Factor>,
    /// The points.
    pub design: Design,
    /// The first seed of every point.
    pub first_seed: u64,
    /// Seeds of every point: the first and those that follow it.
    pub seeds: u32,
    /// What is kept of each run.
    pub outcomes: Vec<Outcome>,
    /// Whether the file names the outcomes, i.e. they were planned.
    pub outcomes_planned: bool,
}

impl Sweep {
    /// Reads and checks a sweep: a shipped one by name, or a file.
    ///
    /// # Errors
    /// If it cannot be read or anything in it is wrong, including a factor's values.
    pub fn read(which: &str, overrides: Overrides<'_>) -> Result<Self> {
        Self::of_text(&ExperimentFile::find(which, "sweeps")?, overrides)
    }

    /// Reads a sweep from its text.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of_text(text: &ExperimentFile, overrides: Overrides<'_>) -> Result<Self> {
        let ExperimentFile { source, name, folder } = text;
        let document = Node::document(source)?;
        table(&document, WITHIN, &SWEEP_KEYS)?;
        let scenario = scenario(&document, folder, overrides)?;
        Self::of_document(&document, name, scenario, folder, overrides)
    }

    /// A sweep over a scenario in memory, described by a text without `scenario` and `set`.
    ///
    /// # Errors
    /// As [`Self::read`].
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// use darkside::error::Source;
    /// use darkside::experiment::sweep::Sweep;
    /// use darkside::scenario::{Request, load};
    ///
    /// let scenario = load(&Request::of("audited"))?;
    /// let text = "design = { kind = \"grid\", seeds = 2 }\nfactors = { \"lapse.audit\" = [0.0, 0.1] }";
    /// let source = Source { name: "swept".into(), text: text.into() };
    /// let sweep = Sweep::over(scenario.clone(), &source, Path::new(""))?;
    /// assert_eq!((sweep.name.as_str(), sweep.design.points(), sweep.seeds), ("swept", 2, 2));
    /// assert_eq!(sweep.scenario, scenario);
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn over(scenario: Scenario, source: &Source, base: &Path) -> Result<Self> {
        let document = Node::document(&Arc::new(source.clone()))?;
        let known: Vec<&str> = SWEEP_KEYS.into_iter().filter(|key| !matches!(*key, "scenario" | "set")).collect();
        table(&document, WITHIN, &known)?;
        let name = name_of_file(Path::new(&source.name), "sweep");
        Self::of_document(&document, &name, scenario, base, Overrides::default())
    }

    fn of_document(
        document: &Node,
        name: &str,
        scenario: Scenario,
        base: &Path,
        overrides: Overrides<'_>,
    ) -> Result<Self> {
        let varied = Base::of(&scenario)?;
        let name = match document.entry("name") {
            Some(given) if !given.text("`name`")?.is_empty() => directory_name(given, "`name`")?,
            _ => name,
        };
        let design = required(document, "design", WITHIN)
            .map_err(|error| error.help("write for example [design] with kind = \"grid\""))?;
        let request = DesignRequest::read(design)?;
        let mut factors = match document.entry("factors") {
            Some(node) => range::factors(node, &varied, request.kind)?,
            None => Vec::new(),
        };
        if factors.is_empty() && request.kind != "list" {
            let error = document.entry("factors").unwrap_or(document).error("a sweep needs at least one factor");
            return Err(error.help("write for example [factors] with \"contagion.programme\" = [0.0, 0.03]"));
        }
        let made = request.design(&mut factors, &varied, base)?;
        not_set_too(&factors, overrides.set)?;
        if factors.len() > MOST_FACTORS {
            return Err(design.error(format!("{} factors", factors.len())).help(format!("at most {MOST_FACTORS}")));
        }
        let run = &scenario.parameters.run;
        let seeds = overrides.seeds.or(request.seeds).unwrap_or(run.seeds);
        let first_seed = request.first_seed.unwrap_or(run.seed);
        few_enough(made.points().into(), first_seed, seeds).map_err(|error| error.or_at(design.place.as_ref()))?;
        let outcomes = document.entry("outcomes");
        Ok(Self {
            name: name.to_owned(),
            question: match optional_text(document, "question")? {
                "" => scenario.question.clone(),
                own => own.trim().to_owned(),
            },
            look_at: optional_text(document, "look_at")?.trim().to_owned(),
            outcomes: match outcomes {
                Some(node) => outcome::listed(node, &scenario)?,
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
    /// If the values are not allowed together.
    pub fn scenario_at(&self, coordinates: &[f64]) -> Result<Scenario> {
        at(&self.base, &self.factors, coordinates)
    }
}

/// The scenario of `base` with its factors at these coordinates.
///
/// # Errors
/// If the values are not allowed, each alone or together.
pub(crate) fn at(base: &Base, factors: &[Factor], coordinates: &[f64]) -> Result<Scenario> {
    let values: Vec<(&str, toml::Value)> =
        factors.iter().zip(coordinates).map(|(factor, &at)| (factor.path.as_str(), factor.value(at))).collect();
    base.with(&values)
}

fn scenario(document: &Node, base: &Path, overrides: Overrides<'_>) -> Result<Scenario> {
    let which = required(document, "scenario", WITHIN)
        .map_err(|error| error.help("write for example scenario = \"baseline\""))?;
    // Seeds belong to the design, not to the scenario.
    file_entries::scenario(which, document.entry("set"), base, Overrides { seeds: None, ..overrides })
}

/// A value cannot be both set for every point and varied from point to point.
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

/// Refuses points and seeds whose runs are too many.
///
/// # Errors
/// If they are, or if there are no such seeds.
pub fn few_enough(points: u64, first_seed: u64, seeds: u32) -> Result<()> {
    let runs = points.saturating_mul(seeds.into());
    if runs > MOST_RUNS {
        let error = Error::input(format!("{points} points with {seeds} seeds each are {runs} runs"));
        return Err(error.help(format!("at most {MOST_RUNS}: fewer points, levels or seeds")));
    }
    check_seeds(first_seed, seeds)
}
