//! What one mechanism caused, by knock-outs and by the ledger's count.

use super::Onsets;
use darkside_engine::record::Mechanism;
use darkside_error::Result;
use darkside_stats::shapley::shapley;
use darkside_stats::{Running, RunningRatio, Summary};

/// The part of a mechanism, or of everything else together; each figure is summarised over seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct MechanismPart {
    /// The mechanism; `None` for what remains without any of them: practices invented on the spot, present in week 0 or
    /// introduced by an intervention, and onsets that need no practice.
    pub mechanism: Option<Mechanism>,
    /// Its Shapley value in the outcome's unit; for what remains without any mechanism, the outcome itself.
    pub adds: Summary,
    /// `adds` as a share of the outcome, in each seed.
    pub of_outcome: Summary,
    /// Onsets credited to practices that arrived by it.
    pub onsets: Summary,
    /// `onsets` as a share of all onsets, in each seed.
    pub of_onsets: Summary,
    /// `of_outcome` minus `of_onsets`, paired by seed.
    pub difference: Summary,
    /// What it adds to the outcome when no other mechanism is active.
    pub alone: Summary,
    /// What the outcome loses if only this mechanism is removed.
    pub last: Summary,
    /// What becomes of its onsets if only this mechanism is removed; for everything else together, what becomes of the
    /// onsets of all mechanisms if all of them are removed.
    pub replaced: Replaced,
    /// The share by which the number of onsets falls then.
    pub fewer_onsets: Summary,
    /// The share by which the outcome falls then.
    pub less_outcome: Summary,
}

/// How many of the onsets that the ledger credits to a mechanism also happen without it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Replaced {
    /// Onsets that happen without it, credited otherwise, for each onset credited to it. Below 0 where more onsets are
    /// missing than were credited, because others had copied on what arrived by it.
    pub share: f64,
    /// Its standard error, by linearisation.
    pub standard_error: f64,
}

/// The parts of all mechanisms, followed by that of everything else.
pub(super) fn parts(
    mechanisms: &[Mechanism],
    values: &[Vec<f64>],
    onsets: &[Vec<Onsets>],
) -> Result<Vec<MechanismPart>> {
    let all = values.len() - 1;
    let shapley = by_seed(values)?;
    let seeds = 0..values[0].len();
    let summary = |of: &dyn Fn(usize) -> f64| over(seeds.clone().map(of));
    let nothing = Running::default().summary();
    let total = |set: usize, seed: usize| onsets[set][seed].iter().sum::<u64>() as f64;
    let arrived = |by: Mechanism, seed: usize| onsets[all][seed][by.index()] as f64;
    let spread = |seed: usize| mechanisms.iter().map(|by| arrived(*by, seed)).sum::<f64>();
    let part = |bit: Option<usize>| {
        let mechanism = bit.map(|bit| mechanisms[bit]);
        // The set in which this mechanism is removed, or all of them.
        let without = bit.map_or(0, |bit| all & !(1 << bit));
        let adds = |seed: usize| bit.map_or(values[0][seed], |bit| shapley[seed][bit]);
        let credited = |seed: usize| mechanism.map_or_else(|| total(all, seed) - spread(seed), |by| arrived(by, seed));
        let removed = |seed: usize| mechanism.map_or_else(|| spread(seed), |by| arrived(by, seed));
        let missing = |seed: usize| total(all, seed) - total(without, seed);
        let of_outcome = |seed: usize| adds(seed) / values[all][seed];
        let of_onsets = |seed: usize| credited(seed) / total(all, seed);
        MechanismPart {
            mechanism,
            adds: summary(&adds),
            of_outcome: summary(&of_outcome),
            onsets: summary(&credited),
            of_onsets: summary(&of_onsets),
            difference: summary(&|seed| of_outcome(seed) - of_onsets(seed)),
            alone: bit.map_or(nothing, |bit| summary(&|seed| values[1 << bit][seed] - values[0][seed])),
            last: bit.map_or(nothing, |_| summary(&|seed| values[all][seed] - values[without][seed])),
            replaced: replaced(seeds.clone(), removed, missing),
            fewer_onsets: summary(&|seed| 1.0 - total(without, seed) / total(all, seed)),
            less_outcome: summary(&|seed| 1.0 - values[without][seed] / values[all][seed]),
        }
    };
    Ok((0..mechanisms.len()).map(Some).chain([None]).map(part).collect())
}

/// Each seed's Shapley values.
fn by_seed(values: &[Vec<f64>]) -> Result<Vec<Vec<f64>>> {
    let one = |seed: usize| {
        let of_seed: Vec<Vec<f64>> = values.iter().map(|by_seed| vec![by_seed[seed]]).collect();
        Ok(shapley(&of_seed)?.players.iter().map(|player| player.value.mean).collect())
    };
    (0..values[0].len()).map(one).collect()
}

/// Summary of the values that are finite.
pub(super) fn over(values: impl Iterator<Item = f64>) -> Summary {
    values.filter(|value| value.is_finite()).collect::<Running>().summary()
}

/// The share of the credited onsets that still happen.
fn replaced(
    seeds: std::ops::Range<usize>,
    credited: impl Fn(usize) -> f64,
    missing: impl Fn(usize) -> f64,
) -> Replaced {
    let mut running = RunningRatio::default();
    seeds.for_each(|seed| running.add(credited(seed) - missing(seed), credited(seed)));
    let ratio = running.ratio();
    Replaced { share: ratio.ratio, standard_error: ratio.standard_error }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn onsets(intra: u64, inter: u64, spontaneous: u64, uncredited: u64) -> Onsets {
        let mut onsets = Onsets::default();
        onsets[Mechanism::IntraImitation.index()] = intra;
        onsets[Mechanism::InterImitation.index()] = inter;
        onsets[Mechanism::Spontaneous.index()] = spontaneous;
        onsets[Mechanism::ALL.len()] = uncredited;
        onsets
    }

    /// Each of the two mechanisms alone produces the whole outcome; the ledger credits the one that acts first.
    #[test]
    fn a_way_that_another_replaces_counts_in_the_ledger_and_not_by_its_absence() {
        let mechanisms = [Mechanism::IntraImitation, Mechanism::InterImitation];
        let values = [0.2, 0.5, 0.5, 0.5].map(|value| vec![value; 2]);
        let counts = [onsets(0, 0, 15, 5), onsets(30, 0, 15, 5), onsets(0, 30, 15, 5), onsets(24, 6, 15, 5)];
        let parts = parts(&mechanisms, &values, &counts.map(|count| vec![count; 2])).unwrap();
        let [intra, inter, rest] = &parts[..] else { panic!() };
        let near = |value: f64, wanted: f64| assert!((value - wanted).abs() < 1e-12, "{value} is not {wanted}");
        near(intra.adds.mean, 0.15);
        near(inter.of_outcome.mean, 0.3);
        near(rest.of_outcome.mean, 0.4);
        near(intra.of_onsets.mean, 24.0 / 50.0);
        near(rest.of_onsets.mean, 20.0 / 50.0);
        near(inter.difference.mean, 0.3 - 0.12);
        near(intra.alone.mean, 0.3);
        near(intra.last.mean, 0.0);
        near(intra.replaced.share, 1.0);
        near(intra.fewer_onsets.mean, 0.0);
        near(rest.fewer_onsets.mean, 0.6);
        near(rest.less_outcome.mean, 0.6);
        near(rest.replaced.share, 0.0);
        let whole: f64 = parts.iter().map(|part| part.of_outcome.mean).sum();
        near(whole, 1.0);
        near(parts.iter().map(|part| part.of_onsets.mean).sum(), 1.0);
    }

    #[test]
    fn seeds_without_outcome_or_onsets_have_no_share_and_make_none() {
        let mechanisms = [Mechanism::IntraImitation];
        let values = [vec![0.0, 0.1], vec![0.0, 0.3]];
        let counts = [vec![onsets(0, 0, 0, 0); 2], vec![onsets(0, 0, 0, 0), onsets(3, 0, 1, 0)]];
        let parts = parts(&mechanisms, &values, &counts).unwrap();
        assert_eq!((parts[0].of_outcome.count, parts[0].of_onsets.mean), (1, 0.75));
        assert_eq!(parts[0].adds.count, 2);
    }
}
