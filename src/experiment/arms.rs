//! Several scenarios under the same seeds: arms of an experiment, paired seed by seed.
//!
//! Runs of one seed share all random numbers that they can, so that arms differ by what was changed and by what follows
//! from it.

use rayon::prelude::*;

use darkside_engine::record::Record;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Arms to run, and under which seeds.
#[derive(Clone, Copy, Debug)]
pub struct Arms<'a> {
    /// The arms.
    pub scenarios: &'a [&'a Scenario],
    /// The first seed.
    pub first_seed: u64,
    /// How many seeds: the first and those that follow it.
    pub seeds: u32,
    /// Threads, at least 1. No result depends on it.
    pub threads: usize,
}

impl Arms<'_> {
    /// Runs every arm under every seed and takes from each record what `look` (arm, record) sees; the answer holds it by arm
    /// and then by seed. `progress` is told of each run that is done, from any thread.
    ///
    /// Only what `look` takes is kept: no more records are in memory than there are threads.
    ///
    /// # Errors
    /// If no threads can be had.
    pub fn run<T: Send>(
        &self,
        look: impl Fn(usize, &Record) -> T + Sync,
        progress: impl Fn() + Sync,
    ) -> Result<Vec<Vec<T>>> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads.max(1)).build();
        let threads = threads.map_err(|cause| Error::machine(format!("cannot start threads: {cause}")))?;
        let seeds = self.seeds as usize;
        let one = |number: usize| {
            let (arm, seed) = (number / seeds, self.first_seed + (number % seeds) as u64);
            let seen = look(arm, &darkside_engine::run::run(self.scenarios[arm], seed, false));
            progress();
            seen
        };
        // One run at a time for whoever is free: arms may take different times.
        let runs = (0..self.scenarios.len() * seeds).into_par_iter().with_max_len(1);
        let mut seen = threads.install(|| runs.map(one).collect::<Vec<T>>()).into_iter();
        Ok(self.scenarios.iter().map(|_| seen.by_ref().take(seeds).collect()).collect())
    }
}

/// Whether runs of these scenarios can be paired seed by seed: equally many weeks, and the same managers, firms and portfolios.
///
/// # Errors
/// Names the first arm that differs from the first one, and in what.
pub fn pairable(arms: &[&Scenario]) -> Result<()> {
    let Some((first, others)) = arms.split_first() else { return Ok(()) };
    for other in others {
        let (one, another) = (&first.parameters, &other.parameters);
        let network = |scenario: &Scenario| scenario.network.as_ref().map(|network| network.managers.len());
        let sizes = [
            ("weeks", Some(one.run.weeks), Some(another.run.weeks)),
            ("managers", managers(first), managers(other)),
            ("firms", Some(one.population.firms), Some(another.population.firms)),
            ("relationships a manager", Some(one.population.portfolio), Some(another.population.portfolio)),
        ];
        let differing = sizes.into_iter().find(|(_, one, another)| one != another);
        if let Some((what, Some(one), Some(another))) = differing {
            return Err(Error::input(format!(
                "{} and {} cannot be paired: {one} and {another} {what}",
                first.name, other.name
            ))
            .help("arms of one experiment have the same length and the same population"));
        }
        if network(first).is_some() != network(other).is_some() {
            return Err(Error::input(format!(
                "{} and {} cannot be paired: one has an imported organisation, the other a generated one",
                first.name, other.name
            ))
            .help("arms of one experiment have the same population"));
        }
    }
    Ok(())
}

fn managers(scenario: &Scenario) -> Option<u32> {
    let imported = scenario.network.as_ref().map(|network| network.managers.len() as u32);
    Some(imported.unwrap_or(scenario.parameters.population.managers))
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
            let arms = Arms { scenarios: &scenarios, first_seed: 5, seeds: 3, threads };
            arms.run(|arm, record| (arm, record.seed, record.series[0][20].to_bits()), || {}).unwrap()
        };
        let expected = |arm: usize, seed: u64| {
            (arm, seed, darkside_engine::run::run(scenarios[arm], seed, false).series[0][20].to_bits())
        };
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
