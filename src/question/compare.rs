//! What scenarios change against the first of them.

use serde_json::json;

use super::{PageContext, Question, scenario_inputs};
use crate::archive::StudySummary;
use crate::chart::{self, NamedPicture};
use crate::experiment::Executor;
use crate::experiment::compare::{self, ArmsToCompare, Comparison, MetricAsked, replay_table};
use crate::experiment::replay::{PairedReplay, check, replay};
use crate::report::{self, Answer};
use crate::story::advice;
use crate::table::Table;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Compares scenarios with the first of them, paired by seed.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The arms, at least two; the others are compared with the first, whose `run` sets the seeds.
    pub scenarios: Vec<Scenario>,
    /// What is read off each run.
    pub metrics: Vec<MetricAsked>,
    /// A difference to detect: the advice says how many seeds would show one this small.
    pub detect: Option<f64>,
    /// If set, also lists what exists in only one of the first two arms under this seed.
    pub replay: Option<u64>,
}

/// The results of a comparison's runs.
pub struct ComparisonFindings {
    comparison: Comparison,
    replay: Option<PairedReplay>,
}

impl Compare {
    /// Whether seeds can be counted for a difference of this size: a number above 0.
    pub fn can_detect(difference: f64) -> bool {
        difference > 0.0 && difference.is_finite()
    }

    /// The arms with the metrics and seeds that are asked for.
    fn over<'a>(&'a self, arms: &'a [&'a Scenario]) -> ArmsToCompare<'a> {
        let (first_seed, seeds) = self.seeds();
        ArmsToCompare { arms, asked: &self.metrics, first_seed, seeds }
    }

    /// Names of the practices of the first two arms.
    fn practices(&self) -> [Vec<String>; 2] {
        [0, 1].map(|arm: usize| self.scenarios[arm].practices.iter().map(|practice| practice.name.clone()).collect())
    }
}

impl Question for Compare {
    type Findings = ComparisonFindings;
    const KIND: &'static str = "compare";

    fn name(&self) -> String {
        self.scenarios[0].name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let (first_seed, seeds) = self.seeds();
        let mut words = vec![Self::KIND.to_owned(), first_seed.to_string(), seeds.to_string()];
        for arm in &self.scenarios {
            words.push(arm.name.clone());
            words.push(scenario_inputs(arm));
        }
        words.extend(self.metrics.iter().map(|asked| format!("{asked:?}")));
        words.push(format!("{:?} {:?}", self.replay, self.detect));
        words
    }

    fn arms(&self) -> Vec<&Scenario> {
        self.scenarios.iter().collect()
    }

    fn about(&self) -> String {
        let run = &self.scenarios[0].parameters.run;
        let seeds = if run.seeds == 1 { "1 seed".into() } else { format!("{} paired seeds", run.seeds) };
        format!("{} arms, {seeds} of {} weeks", self.scenarios.len(), run.weeks)
    }

    fn check(&self) -> Result<()> {
        self.over(&self.arms()).check()?;
        if let Some(detect) = self.detect.filter(|detect| !Self::can_detect(*detect)) {
            return Err(Error::input(format!("`detect` cannot be {detect}")).help("a number above 0"));
        }
        self.replay.map_or(Ok(()), |_| check(&self.scenarios[0], &self.scenarios[1]))
    }

    fn width(&self) -> Result<usize> {
        self.over(&self.arms()).width()
    }

    fn run(&self, executor: &Executor<'_>) -> Result<ComparisonFindings> {
        let comparison = self.over(&self.arms()).compare(executor)?;
        let replay = self.replay.map(|seed| replay(&self.scenarios[0], &self.scenarios[1], seed)).transpose()?;
        Ok(ComparisonFindings { comparison, replay })
    }

    fn tables(&self, found: &ComparisonFindings) -> Vec<(&'static str, Table)> {
        let mut tables = compare::tables(&found.comparison);
        tables.extend(found.replay.iter().map(|replay| ("replay", replay_table(replay, &self.practices()))));
        tables
    }

    fn pictures(&self, found: &ComparisonFindings) -> Vec<NamedPicture> {
        let practices = self.practices();
        let replay = found.replay.as_ref().map(|replay| (replay, &practices));
        chart::compared::pictures(&found.comparison, replay)
    }

    fn page(&self, found: &ComparisonFindings, context: &PageContext<'_>) -> Answer {
        let comparison = &found.comparison;
        let advice = advice::on_comparison(comparison, &self.arms(), self.detect);
        let mut fine = context.fine_print.clone();
        fine.extend([
            format!(
                "Arms {}. Common random numbers: arms share every draw that they can.",
                comparison.arms.join(", ")
            ),
            "Intervals: Student's t on the paired differences, and the BCa bootstrap of their mean with 2,000 resamples."
                .to_owned(),
            format!("Digest of the inputs: {}. The same inputs give the same tables on any machine.", context.inputs),
            "What audit and cleansing do, how presets rank, and that each locus of copying adds to the dark share is largely built in by \
             assumption (model, section 8)."
                .to_owned(),
        ]);
        report::comparison_page(comparison, found.replay.as_ref(), context.drawn, advice, fine)
    }

    fn rows(&self, found: &ComparisonFindings) -> Vec<Vec<String>> {
        rows(&found.comparison)
    }

    fn summary(&self, found: &ComparisonFindings) -> StudySummary {
        StudySummary { details: details(&found.comparison, found.replay.as_ref()), ..StudySummary::default() }
    }
}

/// One row per difference: what it is, its signed value, its interval.
fn rows(comparison: &Comparison) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for metric in &comparison.metrics {
        for (arm, effect) in comparison.arms[1..].iter().zip(&metric.effects) {
            let (difference, reading) = (effect.difference, &metric.reading);
            let mut how = vec![match difference.lower95.is_finite() {
                true => format!("95 % interval {}", reading.interval(difference.lower95, difference.upper95)),
                false => "no interval from one seed".into(),
            }];
            // Figures that are undefined, because nothing varies or nothing differs, are left out.
            let mut add = |value: f64, words: String| how.extend(value.is_finite().then_some(words));
            add(effect.holds(), format!("{:.0} % of seeds", effect.holds() * 100.0));
            add(effect.effect, format!("d = {:.2}", effect.effect));
            let removed = effect.variance_removed;
            add(removed, format!("pairing removes {:.0} % of the variance", removed * 100.0));
            let what = if comparison.arms.len() > 2 { format!("{}, {arm}", reading.words()) } else { reading.words() };
            rows.push(vec![what, reading.signed(difference.mean), how.join("; ")]);
        }
    }
    rows
}

fn details(comparison: &Comparison, replay: Option<&PairedReplay>) -> serde_json::Value {
    let mut effects = Vec::new();
    for metric in &comparison.metrics {
        for (arm, effect) in comparison.arms[1..].iter().zip(&metric.effects) {
            effects.push(json!({
                "metric": metric.reading.metric.name,
                "window": metric.reading.window().map(|window| window.to_string()),
                "arm": arm,
                "against": comparison.arms[0],
                "difference": effect.difference.mean,
                "lower95": effect.difference.lower95,
                "upper95": effect.difference.upper95,
            }));
        }
    }
    json!({ "effects": effects, "replay_seed": replay.map(|replay| replay.seed) })
}
