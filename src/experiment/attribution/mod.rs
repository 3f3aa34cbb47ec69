//! Which mechanism caused the dark side: what is missing without it, next to what the ledger says.
//!
//! Every set of mechanisms is knocked out under the same seeds. The Shapley value of a mechanism is what it adds to the
//! outcome, averaged over all orders in which the mechanisms can be switched on; the values add up to what spreading
//! adds. The ledger counts something else: how the practices that onsets are credited to arrived. A practice that would
//! have arrived another way counts fully in the ledger and not at all in a knock-out.
//!
//! What spreading adds is also split into volume, mix and placement, with the arms of [`nulls`].

mod part;
mod split;
mod tables;

pub use part::{MechanismPart, Replaced};
pub use split::SplitPart;

use super::{Arms, Executor, Reading, nulls, spreading, without};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Mechanism, Record};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};
use darkside_stats::shapley::{Shapley, shapley};

/// Onsets of one run by the mechanism of the credited practice; the last entry holds those credited to nothing.
type Onsets = [u64; Mechanism::ALL.len() + 1];

/// What each mechanism caused.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// What was read off each run.
    pub reading: Reading,
    /// The mechanisms, in the order of the sets' bits.
    pub mechanisms: Vec<Mechanism>,
    /// The first seed; the others follow it.
    pub first_seed: u64,
    /// The outcome for each set of active mechanisms (bit i: the i-th is active) and each seed.
    pub values: Vec<Vec<f64>>,
    /// What spreading adds, and each mechanism's share of it.
    pub shapley: Shapley,
    /// What the ledger counts, for comparison: one part for each mechanism, and a last one for everything else.
    pub parts: Vec<MechanismPart>,
    /// What spreading adds, as volume, mix and placement, in this order; `None` if the scenario's own contagion is yoked.
    pub split: Option<[SplitPart; 3]>,
    /// Which onsets the ledger counts.
    pub counted: Counted,
}

/// Which onsets are counted for comparison with the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Those of all effects: the outcome is the dark share or its cost.
    All,
    /// Those of the effect whose share is the outcome.
    Of(Effect),
    /// Those of all effects, but the outcome is something else, so the two are not compared.
    Apart,
}

impl Counted {
    fn beside(reading: &Reading) -> Self {
        let name = reading.metric.name.as_str();
        match Effect::ALL.into_iter().find(|effect| effect.name() == name) {
            Some(effect) => Self::Of(effect),
            None if matches!(name, "dark_share" | "dark_cost") => Self::All,
            None => Self::Apart,
        }
    }

    fn of(self, record: &Record) -> Onsets {
        let mut onsets = Onsets::default();
        if let Self::Of(effect) = self {
            for onset in record.onsets.iter().filter(|onset| onset.effect == effect) {
                let credited = onset.practice.map_or(Mechanism::ALL.len(), |_| onset.mechanism.index());
                onsets[credited] += 1;
            }
            return onsets;
        }
        for (count, row) in onsets.iter_mut().zip(&record.totals.onsets) {
            *count = row.iter().sum();
        }
        onsets[Mechanism::ALL.len()] = record.totals.onsets_uncredited;
        onsets
    }
}

/// How many runs an attribution takes: one for each seed and set of mechanisms, and two more for each seed that split
/// what spreading adds.
pub fn runs(scenario: &Scenario) -> u64 {
    u64::from(scenario.parameters.run.seeds) * ((1 << spreading(scenario).len()) + yoked(scenario).len() as u64)
}

/// The arms between no spreading and the scenario itself: yoked in total, then for each practice. None if the scenario
/// is yoked already.
fn yoked(scenario: &Scenario) -> Vec<Scenario> {
    nulls(scenario).map_or_else(|_| Vec::new(), |[practice, total, _]| vec![total, practice])
}

/// Checks that there is something to attribute.
///
/// # Errors
/// If nothing spreads in the scenario.
pub fn check(scenario: &Scenario) -> Result<()> {
    if spreading(scenario).is_empty() {
        let error = Error::input(format!("nothing spreads in {}: there is nothing to attribute", scenario.name));
        return Err(error.help("one of the hazards of `contagion` besides `spontaneous` must be above 0"));
    }
    Ok(())
}

/// How many numbers are kept of each run: the outcome, and the onsets by mechanism.
pub const WIDTH: usize = 1 + Mechanism::ALL.len() + 1;

/// Knocks out every set of the mechanisms by which practices spread in `scenario`, under its seeds, and splits what
/// spreading adds.
///
/// # Errors
/// If nothing spreads in the scenario, or as [`Executor::collect`].
pub fn attribute(scenario: &Scenario, reading: &Reading, executor: &Executor<'_>) -> Result<Attribution> {
    check(scenario)?;
    let mechanisms = spreading(scenario);
    let counted = Counted::beside(reading);
    let sets = 1usize << mechanisms.len();
    let arms: Vec<Scenario> = (0..sets)
        .map(|set| {
            let out = mechanisms.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 0);
            without(scenario, &out.map(|(_, mechanism)| *mechanism).collect::<Vec<_>>())
        })
        .chain(yoked(scenario))
        .map(|mut arm| {
            // Only counts are kept of a run, so it needs no ledger.
            arm.parameters.record.ledger = false;
            arm.parameters.record.onsets = matches!(counted, Counted::Of(_));
            arm
        })
        .collect();
    let arms: Vec<&Scenario> = arms.iter().collect();
    let run = &scenario.parameters.run;
    executor.plan(runs(scenario));
    let arms = Arms { scenarios: &arms, first_seed: run.seed, seeds: 0..run.seeds, snapshots: false };
    let number = |arm: usize, seed: u32| arm as u64 * u64::from(run.seeds) + u64::from(seed);
    // Counts are far below 2⁵³, so they are exact as `f64`.
    let look = |_: usize, record: &Record| {
        [reading.of(record)].into_iter().chain(counted.of(record).map(|count| count as f64)).collect()
    };
    let seen = arms.run(executor, number, look)?;
    let value = |run: &Vec<f64>| run[0];
    let counts = |run: &Vec<f64>| -> Onsets { std::array::from_fn(|mechanism| run[1 + mechanism] as u64) };
    let mut values: Vec<Vec<f64>> = seen.iter().map(|runs| runs.iter().map(value).collect()).collect();
    let onsets: Vec<Vec<Onsets>> = seen[..sets].iter().map(|runs| runs.iter().map(counts).collect()).collect();
    let yoked = values.split_off(sets);
    let split = match &yoked[..] {
        [total, practice] => Some(split::split([&values[0], total, practice, &values[sets - 1]])),
        _ => None,
    };
    let parts = part::parts(&mechanisms, &values, &onsets)?;
    let shapley = shapley(&values)?;
    let reading = reading.clone();
    Ok(Attribution { reading, mechanisms, first_seed: run.seed, values, shapley, parts, split, counted })
}

impl Attribution {
    /// Names of the mechanisms in a set, joined by plus signs.
    pub fn set_name(&self, set: usize) -> String {
        let within = self.mechanisms.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
        let names: Vec<&str> = within.map(|(_, mechanism)| mechanism.name()).collect();
        if names.is_empty() { "none".into() } else { names.join(" + ") }
    }
}

#[cfg(test)]
mod tests;
