//! Several scenarios under the same seeds: arms of an experiment, paired seed by seed.
//!
//! Runs with the same seed share as many random numbers as they can, so that arms differ only by what was changed and
//! by what follows from it.

use std::ops::Range;

use super::executor::Executor;
use darkside_engine::record::Record;
use darkside_engine::run::run;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Arms to run, and the seeds to run them under.
#[derive(Clone, Debug)]
pub struct Arms<'a> {
    /// The arms.
    pub scenarios: &'a [&'a Scenario],
    /// The first seed of the experiment.
    pub first_seed: u64,
    /// The seeds to run now, counted from the first.
    pub seeds: Range<u32>,
    /// Whether records hold snapshots of the state.
    pub snapshots: bool,
}

impl Arms<'_> {
    /// Runs every arm under every seed and reduces each record to the numbers that `look` (arm, record) returns; the
    /// result holds them by arm and then by seed. `number` (arm, seed from 0) is the run's number in the executor's
    /// log.
    ///
    /// Records are dropped once `look` has read them, so no more are in memory than there are threads. They hold no
    /// footprints, which no metric reads and which take time.
    ///
    /// # Errors
    /// As [`Executor::collect`].
    pub fn run(
        &self,
        executor: &Executor<'_>,
        number: impl Fn(usize, u32) -> u64 + Sync,
        look: impl Fn(usize, &Record) -> Vec<f64> + Sync,
    ) -> Result<Vec<Vec<Vec<f64>>>> {
        let seeds = self.seeds.len();
        if seeds == 0 {
            return Ok(vec![Vec::new(); self.scenarios.len()]);
        }
        let scenarios: Vec<Scenario> = self.scenarios.iter().map(|scenario| without_footprints(scenario)).collect();
        let place = |run: usize| (run / seeds, self.seeds.start + (run % seeds) as u32);
        let one = |run: usize| {
            let (arm, seed) = place(run);
            look(arm, &self::run(&scenarios[arm], self.first_seed + u64::from(seed), self.snapshots))
        };
        let number = |run: usize| {
            let (arm, seed) = place(run);
            number(arm, seed)
        };
        let mut seen = executor.collect(self.scenarios.len() * seeds, number, one)?.into_iter();
        Ok(self.scenarios.iter().map(|_| seen.by_ref().take(seeds).collect()).collect())
    }
}

fn without_footprints(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.parameters.record.footprints = 0;
    scenario
}

/// Whether runs of these scenarios can be paired seed by seed: they need the same number of weeks, and the same
/// managers, firms and portfolios.
///
/// # Errors
/// Names the first arm that differs from the first one, and says in what.
pub fn pairable(arms: &[&Scenario]) -> Result<()> {
    let Some((first, others)) = arms.split_first() else { return Ok(()) };
    for other in others {
        let (one, another) = (&first.parameters, &other.parameters);
        let sizes = [
            ("weeks", one.run.weeks, another.run.weeks),
            ("managers", managers(first), managers(other)),
            ("firms", one.population.firms, another.population.firms),
            ("relationships a manager", one.population.portfolio, another.population.portfolio),
        ];
        if let Some((what, one, another)) = sizes.into_iter().find(|(_, one, another)| one != another) {
            return Err(Error::input(format!(
                "{} and {} cannot be paired: {one} and {another} {what}",
                first.name, other.name
            ))
            .help("arms of one experiment have the same length and the same population"));
        }
        if first.network.is_some() != other.network.is_some() {
            return Err(Error::input(format!(
                "{} and {} cannot be paired: one has an imported organisation, the other a generated one",
                first.name, other.name
            ))
            .help("arms of one experiment have the same population"));
        }
    }
    Ok(())
}

fn managers(scenario: &Scenario) -> u32 {
    let generated = scenario.parameters.population.managers;
    scenario.network.as_ref().map_or(generated, |network| network.managers.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    fn small(which: &str, more: &str) -> Scenario {
        let set: Vec<String> =
            ["population.managers=12", "population.firms=1", "run.weeks=20", more].map(String::from).to_vec();
        load(&Request { set: &set, ..Request::of(which) }).unwrap()
    }

    #[test]
    fn answers_stand_by_arm_and_seed_whatever_the_threads() {
        let (one, other) = (small("baseline", "value.noise=0.1"), small("isolated", "value.noise=0.1"));
        let scenarios = [&one, &other];
        let seen = |threads| {
            let arms = Arms { scenarios: &scenarios, first_seed: 4, seeds: 1..4, snapshots: false };
            let look = |arm: usize, record: &Record| vec![arm as f64, record.seed as f64, record.series[0][20]];
            arms.run(&Executor::new(threads), |arm, seed| 4 * arm as u64 + u64::from(seed), look).unwrap()
        };
        let expected =
            |arm: usize, seed: u64| vec![arm as f64, seed as f64, run(scenarios[arm], seed, false).series[0][20]];
        assert_eq!(seen(1), [0, 1].map(|arm| [5, 6, 7].map(|seed| expected(arm, seed)).to_vec()));
        assert_eq!(seen(1), seen(3));
    }

    #[test]
    fn arms_of_different_length_or_population_are_refused() {
        let one = small("baseline", "value.noise=0.1");
        for (more, words) in [
            ("run.weeks=21", "baseline and baseline cannot be paired: 20 and 21 weeks"),
            ("population.managers=13", "baseline and baseline cannot be paired: 12 and 13 managers"),
            ("population.portfolio=3", "baseline and baseline cannot be paired: 8 and 3 relationships a manager"),
        ] {
            assert_eq!(pairable(&[&one, &one, &small("baseline", more)]).unwrap_err().message(), words);
        }
        assert_eq!(pairable(&[&one, &small("isolated", "value.noise=0.1")]), Ok(()));
    }
}
