//! What a known case is: a scenario, a measure, and what the measure must come to.

use darkside_engine::scenario::{Request, Scenario, load};
use darkside_error::Result;

/// Known cases of one kind, on one shipped scenario.
pub struct Family {
    /// What `--only` calls it: its scenario's name.
    pub name: &'static str,
    /// The shipped scenario.
    pub scenario: &'static str,
    /// What the known model is.
    pub about: &'static str,
    /// Which part of the engine it tests.
    pub tests: &'static str,
    /// Its cases.
    pub cases: fn() -> Vec<Case>,
}

/// One known case.
pub struct Case {
    /// What is set, in the words of the known model: `R₀ 2`.
    pub setting: String,
    /// The scenarios that one measure needs, mostly one.
    pub variants: Vec<Variant>,
    /// How many runs.
    pub runs: Runs,
    /// What one run comes to under a seed: a number for each quantity, NaN where it says nothing of that one.
    pub measure: Measure,
    /// What the numbers must come to.
    pub quantities: Vec<Quantity>,
}

/// From a case's scenarios and a seed to a number for each of its quantities.
pub type Measure = Box<dyn Fn(&[Scenario], u64) -> Vec<f64> + Send + Sync>;

/// What a case changes in its family's scenario: `path=value` as for `--set`.
pub type Variant = Vec<String>;

/// Runs of a case, each under a seed of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Runs {
    /// With `--quick`.
    pub quick: u32,
    /// Otherwise.
    pub full: u32,
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What it is: `share of outbreaks that are large`.
    pub name: String,
    /// What it must come to.
    pub expected: f64,
    /// Where that comes from: a formula, a citation, or how it is computed.
    pub source: &'static str,
    /// How close it must come.
    pub tolerance: Tolerance,
    /// What is added to what was measured before it is compared: the distance, computed, between the engine's weeks or
    /// population and the limit for which the figure is known.
    pub correction: f64,
}

/// How close is close enough, and how many runs are summed up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// The mean over runs, within what its standard error allows.
    Mean,
    /// The share of runs (each 0 or 1), within what the expected share's standard error allows.
    Share,
    /// Every run, within so much.
    Each(f64),
}

impl Quantity {
    /// A mean over runs that needs no correction.
    pub(super) fn mean(name: &str, expected: f64, source: &'static str) -> Self {
        Self { name: name.into(), expected, source, tolerance: Tolerance::Mean, correction: 0.0 }
    }

    /// A share of runs.
    pub(super) fn share(name: &str, expected: f64, source: &'static str) -> Self {
        Self { tolerance: Tolerance::Share, ..Self::mean(name, expected, source) }
    }

    /// What every run must come to, within so much.
    pub(super) fn each(name: &str, expected: f64, within: f64, source: &'static str) -> Self {
        Self { tolerance: Tolerance::Each(within), ..Self::mean(name, expected, source) }
    }

    /// The same, with this added to the measurement.
    pub(super) fn corrected(self, correction: f64) -> Self {
        Self { correction, ..self }
    }
}

impl Case {
    /// Its scenarios, with `set` on top of what the case itself sets.
    pub(super) fn load(&self, family: &Family, set: &[String]) -> Result<Vec<Scenario>> {
        let scenario = |variant: &Variant| {
            let set = [variant, set].concat();
            load(&Request { set: &set, ..Request::of(family.scenario) })
        };
        self.variants.iter().map(scenario).collect()
    }
}

/// `path=value` with a number written so that nothing of it is lost.
pub(super) fn set(path: &str, value: f64) -> String {
    format!("{path}={value:?}")
}
