//! Which parameters move an outcome when all of them vary at once.
//!
//! A [`FactorQuestion`] is read from a file, a [`Plan`] determines the points, [`run`] computes the outcome at each
//! under the same seeds, and [`Plan::judge`] says what the outcomes tell about the factors.

mod factor;
mod file;
mod plan;
mod swing;
mod tables;

pub use factor::{AROUND, RangeSource};
pub use file::FactorQuestion;
pub use plan::{Findings, Method, Plan};
pub use swing::{Swing, swings};
pub use tables::{factors_table, outcomes_table, points_table};

use super::{Arms, Executor, MOST_RUNS, sweep};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};
use darkside_stats::Running;

/// Least number of runs in a batch of points; the scenarios of a batch are in memory together.
const TOGETHER: u32 = 256;

/// The outcomes at the points of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcomes {
    /// For each point, the outcome under each seed; empty if the point's values are not allowed together.
    pub by_seed: Vec<Vec<f64>>,
    /// For each point, the mean over the seeds for which the outcome is defined; NaN if there are none.
    pub means: Vec<f64>,
    /// Points whose values are not allowed together, with the reason.
    pub refused: Vec<(u32, String)>,
}

/// Checks that an analysis is not too large.
///
/// # Errors
/// If it is.
pub fn check_size(plan: &Plan, seeds: u32) -> Result<u64> {
    let runs = u64::from(plan.points()) * u64::from(seeds);
    if runs > MOST_RUNS {
        let error = Error::input(format!("{} points of {seeds} seeds are {runs} runs", plan.points()));
        return Err(error.help(format!("at most {MOST_RUNS}: fewer seeds, trajectories or blocks")));
    }
    Ok(runs)
}

/// Runs every point of a plan under the question's seeds.
///
/// # Errors
/// If it is too large, or as [`Executor::collect`].
pub fn run(question: &FactorQuestion, plan: &Plan, executor: &Executor<'_>) -> Result<Outcomes> {
    let run = &question.scenario.parameters.run;
    executor.plan(check_size(plan, run.seeds)?);
    let mut outcomes = Outcomes { by_seed: Vec::new(), means: Vec::new(), refused: Vec::new() };
    let (points, batch) = (plan.points(), TOGETHER.div_ceil(run.seeds));
    for first in (0..points).step_by(batch as usize) {
        let numbers = first..points.min(first.saturating_add(batch));
        let scenarios: Vec<Result<Scenario>> = numbers.clone().map(|number| at(question, plan, number)).collect();
        let (allowed, numbers): (Vec<&Scenario>, Vec<u32>) = scenarios
            .iter()
            .zip(numbers)
            .filter_map(|(scenario, number)| Some((scenario.as_ref().ok()?, number)))
            .unzip();
        let arms = Arms { scenarios: &allowed, first_seed: run.seed, seeds: 0..run.seeds, snapshots: false };
        let number = |arm: usize, seed: u32| u64::from(numbers[arm]) * u64::from(run.seeds) + u64::from(seed);
        let mut seen = arms.run(executor, number, |_, record| vec![question.reading.of(record)])?.into_iter();
        for (number, scenario) in (first..).zip(&scenarios) {
            let by_seed = match scenario {
                Ok(_) => seen.next().unwrap_or_default().concat(),
                Err(error) => {
                    executor.skip(run.seeds.into());
                    outcomes.refused.push((number, error.message().to_owned()));
                    Vec::new()
                }
            };
            outcomes.means.push(by_seed.iter().copied().collect::<Running>().mean());
            outcomes.by_seed.push(by_seed);
        }
    }
    Ok(outcomes)
}

/// The scenario at a point.
///
/// # Errors
/// If the values there are not allowed together.
pub fn at(question: &FactorQuestion, plan: &Plan, number: u32) -> Result<Scenario> {
    let mut scenario = sweep::at(&question.base, &plan.factors, &plan.point(number))?;
    // Only the reading is kept of a run.
    scenario.parameters.record.ledger = false;
    scenario.parameters.record.onsets = false;
    Ok(scenario)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn question() -> FactorQuestion {
        let text = "scenario = \"baseline\"\nseeds = 2\n[factors]\n\"dark_side.offset\" = [0.1, 0.6]\n\"lapse.drift\" = \"catalogue\"";
        let set = ["population.managers=12", "population.firms=1"].map(String::from);
        let overrides = crate::experiment::Overrides { set: &set, weeks: Some(30), seeds: None };
        let text = crate::experiment::ExperimentFile::of("varied.toml", text, Path::new(""));
        FactorQuestion::of_text(&text, overrides).unwrap()
    }

    #[test]
    fn points_that_the_checker_refuses_are_told_and_the_rest_counts() {
        let question = question();
        let plan = Plan::new(question.factors.clone(), Method::Morris { levels: 4, trajectories: 6 }, 1).unwrap();
        let told = std::sync::Mutex::new(crate::experiment::Progress::default());
        let tell = |progress| *told.lock().unwrap() = progress;
        let outcomes = run(&question, &plan, &Executor::with(1, None, &tell)).unwrap();
        let told = told.into_inner().unwrap();
        assert_eq!((told.done, told.runs), (u64::from(plan.points()) * 2, u64::from(plan.points()) * 2));
        assert!(!outcomes.refused.is_empty() && outcomes.refused.len() < plan.points() as usize);
        for number in 0..plan.points() {
            let is_refused = plan.point(number)[0] > 0.5;
            assert_eq!(outcomes.means[number as usize].is_nan(), is_refused);
            assert_eq!(outcomes.refused.iter().any(|(refused, _)| *refused == number), is_refused);
        }
        assert!(outcomes.refused[0].1.contains("is above dark_side.onset"), "{:?}", outcomes.refused[0]);
        let Findings::Morris(effects) = plan.judge(&outcomes.means).unwrap() else { panic!() };
        assert!(effects[0].effects < 6 && effects[1].effects > 0);
        let again = run(&question, &plan, &Executor::new(2)).unwrap();
        assert_eq!(format!("{outcomes:?}"), format!("{again:?}"), "whatever the threads");
    }

    #[test]
    fn a_point_is_a_run_of_the_scenario_with_its_values() {
        let question = question();
        let plan = Plan::new(question.factors.clone(), Method::Sobol { blocks: 2 }, 1).unwrap();
        let outcomes = run(&question, &plan, &Executor::new(2)).unwrap();
        let number = (0..plan.points()).find(|number| !outcomes.means[*number as usize].is_nan()).unwrap();
        let mut scenario = question.scenario.clone();
        let point = plan.point(number);
        for parameters in scenario.firms.iter_mut().map(|firm| &mut firm.parameters).chain([&mut scenario.parameters]) {
            parameters.dark_side.offset = point[0] as f32;
            parameters.lapse.drift = point[1] as f32;
        }
        let by_seed: Vec<f64> =
            [1, 2].map(|seed| question.reading.of(&darkside_engine::run::run(&scenario, seed, false))).to_vec();
        assert_eq!(outcomes.by_seed[number as usize], by_seed);
    }
}
