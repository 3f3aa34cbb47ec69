//! What a known case is: a scenario, a measure, and the value the measure must have.

use darkside_engine::scenario::{Request, Scenario, load};
use darkside_error::Result;

/// Known cases of one kind, on one shipped scenario.
pub struct Family {
    /// Its name for `--only`: the name of its scenario.
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
    /// What is set, in the terms of the known model: `R₀ 2`.
    pub setting: String,
    /// The scenarios that one measure needs, usually one.
    pub variants: Vec<Variant>,
    /// The number of runs.
    pub runs: Runs,
    /// Measures one run under a seed: a number for each quantity, NaN if the run says nothing about it.
    pub measure: Measure,
    /// What the numbers are compared with.
    pub quantities: Vec<Quantity>,
}

/// Maps a case's scenarios and a seed to a number for each of its quantities.
pub type Measure = Box<dyn Fn(&[Scenario], u64) -> Vec<f64> + Send + Sync>;

/// What a case changes in its family's scenario: `path=value`, as for `--set`.
pub type Variant = Vec<String>;

/// The number of runs of a case; each has its own seed.
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
    /// The expected value.
    pub expected: f64,
    /// Where the expected value comes from: a formula, a citation, or how it is computed.
    pub source: &'static str,
    /// How close the measurement must be.
    pub tolerance: Tolerance,
    /// Added to the measurement before it is compared: the computed distance between the engine's weeks or population
    /// and the limit for which the expected value is known.
    pub correction: f64,
}

/// How close is close enough, and how runs are combined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// The mean over runs, within the range that its standard error allows.
    Mean,
    /// The share of runs (each 0 or 1), within the range that the expected share's standard error allows.
    Share,
    /// Every run, within this distance.
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

    /// A value that every run must have, within this distance.
    pub(super) fn each(name: &str, expected: f64, within: f64, source: &'static str) -> Self {
        Self { tolerance: Tolerance::Each(within), ..Self::mean(name, expected, source) }
    }

    /// The same, with this correction added to the measurement.
    pub(super) fn corrected(self, correction: f64) -> Self {
        Self { correction, ..self }
    }
}

impl Case {
    /// A case of one scenario with these changes.
    pub(super) fn of(
        setting: String,
        set: Variant,
        runs: Runs,
        quantities: Vec<Quantity>,
        measure: impl Fn(&Scenario, u64) -> Vec<f64> + Send + Sync + 'static,
    ) -> Self {
        let measure: Measure = Box::new(move |scenarios, seed| measure(&scenarios[0], seed));
        Self { setting, variants: vec![set], runs, measure, quantities }
    }

    /// Its scenarios, with `set` applied on top of what the case itself sets.
    pub(super) fn load(&self, family: &Family, set: &[String]) -> Result<Vec<Scenario>> {
        let scenario = |variant: &Variant| {
            let set = [variant, set].concat();
            load(&Request { set: &set, ..Request::of(family.scenario) })
        };
        self.variants.iter().map(scenario).collect()
    }
}

/// `path=value`, with the number written without loss of precision.
pub(super) fn set(path: &str, value: f64) -> String {
    format!("{path}={value:?}")
}
