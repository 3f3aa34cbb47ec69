//! The true effect of a contact's use: the same worlds run again with a contact's use set by hand, and without copying.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::adopters::{Adopters, person, uses};
use crate::experiment::without;
use crate::story::Estimate;
use darkside_draws::{Draws, Purpose};
use darkside_engine::branch::Branch;
use darkside_engine::population::World;
use darkside_engine::record::Mechanism;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::{Deed, Intervention, Patch, Scenario};
use darkside_stats::Running;

/// The mechanisms by which managers copy each other.
const COPYING: [Mechanism; 2] = [Mechanism::InterImitation, Mechanism::InterLearning];

/// How the truth about a world is found.
///
/// At each wave but the last, contacts are drawn from all those that a manager at risk looks at. From there the world
/// is continued twice under the same random numbers: once with the contact using the practice and once without. The
/// effect is how much more often a manager at risk uses it at the next wave. It is averaged over the managers at risk
/// who look at anybody and over the contacts they look at, which is what the methods estimate.
#[derive(Clone, Debug)]
pub struct Effects {
    scenario: Arc<Scenario>,
    /// The same scenario without copying after the first wave.
    isolated: Arc<Scenario>,
    practice: usize,
    pub(super) waves: Vec<u32>,
    /// How many contacts are drawn at each wave.
    contacts: u32,
}

/// The truth about a world. Everything is a mean over seeds with a 95 % interval.
#[derive(Clone, Debug, PartialEq)]
pub struct TrueEffect {
    /// The effect over all waves.
    pub effect: Estimate,
    /// The standard error of its mean.
    pub standard_error: f64,
    /// The effect from each wave to the next.
    pub by_wave: Vec<Estimate>,
    /// Of those who first use the practice between the first and the last wave, the share who would not have used it in
    /// that period if nobody had copied anybody after the first wave.
    pub copied: Estimate,
    /// Contacts whose use could not be set, because no relationship was free to take the practice up.
    pub not_set: u64,
}

impl TrueEffect {
    /// Whether there is no copying: without it, everything would have happened in the same way. A contact's use may
    /// still have an effect in that case, for example on whom a manager looks at.
    pub fn is_nil(&self) -> bool {
        self.copied.mean == 0.0 || (self.effect.mean == 0.0 && self.standard_error == 0.0)
    }
}

/// Numbers of a seed before those of its waves: contacts not set, managers who took up the practice, and how many of
/// these would not have done so without copying.
const HEAD: usize = 3;
/// Numbers per wave: the weighted sum of effects, the sum of weights, and the managers at risk.
const PER_WAVE: usize = 3;

impl Effects {
    /// The effects in a world between waves in these weeks, for the practice at this position.
    pub fn new(scenario: &Scenario, practice: usize, waves: &[u32], contacts: u32) -> Self {
        let isolated = waves.first().map_or_else(|| scenario.clone(), |first| isolated_after(scenario, *first));
        let (scenario, waves) = (Arc::new(scenario.clone()), waves.to_vec());
        Self { scenario, isolated: Arc::new(isolated), practice, waves, contacts }
    }

    /// How many numbers [`Self::of_seed`] returns.
    pub(super) fn width(&self) -> usize {
        HEAD + PER_WAVE * self.waves.len().saturating_sub(1)
    }

    /// The result of one seed.
    pub(super) fn of_seed(&self, seed: u64) -> Vec<f64> {
        let mut numbers = vec![0.0; HEAD];
        let mut simulation = Simulation::begin(Arc::clone(&self.scenario), seed, false);
        let first = self.waves.first().copied().unwrap_or(0);
        let mut adopters = Adopters::at(&mut simulation, self.practice, first);
        for pair in self.waves.windows(2) {
            let (not_set, of_wave) = self.at_wave(&simulation, seed, pair[1]);
            numbers[0] += not_set;
            numbers.extend(of_wave);
            adopters.follow(&mut simulation, pair[1]);
        }
        let last = self.waves.last().copied().unwrap_or(first);
        let mut isolated = Simulation::begin(Arc::clone(&self.isolated), seed, false);
        let mut other = Adopters::at(&mut isolated, self.practice, first);
        other.follow(&mut isolated, last);
        (numbers[1], numbers[2]) = adopters.compared(&other);
        numbers
    }

    /// Contacts that could not be set, and the numbers of a wave. A pair of manager and contact has weight 1 / the
    /// number of contacts the manager looks at, so that every manager has the same weight.
    fn at_wave(&self, simulation: &Simulation, seed: u64, next: u32) -> (f64, [f64; PER_WAVE]) {
        let world = simulation.world();
        let factual = outcome(Branch::of(simulation), next);
        let uses = |world: &World, seat: u32| uses(world, seat, self.practice);
        // For each contact, the managers at risk who look at it, each with weight 1 / the number of contacts that
        // manager has.
        let mut observers: Vec<Vec<(u32, f64)>> = vec![Vec::new(); world.seats() as usize];
        let mut at_risk = 0.0;
        for seat in 0..world.seats() {
            let contacts: BTreeSet<u32> = world.contacts(seat).map(|(_, contact)| contact).collect();
            let stays = person(world, seat) == person(factual.world(), seat);
            if uses(world, seat) || contacts.is_empty() || !stays {
                continue;
            }
            at_risk += 1.0;
            let share = 1.0 / contacts.len() as f64;
            contacts.iter().for_each(|contact| observers[*contact as usize].push((seat, share)));
        }
        let observed: Vec<u32> = (0..world.seats()).filter(|seat| !observers[*seat as usize].is_empty()).collect();
        let mut draws = Draws::new(seed).subject(Purpose::SetContact, simulation.week(), 0, 0);
        let (mut sum, mut weights, mut not_set) = (0.0, 0.0, 0.0);
        for _ in 0..if observed.is_empty() { 0 } else { self.contacts } {
            let contact = observed[draws.below(observed.len() as u32) as usize];
            let on = uses(world, contact);
            let mut branch = Branch::of(simulation);
            if branch.set_use(contact, self.practice, !on) == on {
                not_set += 1.0;
                continue;
            }
            let other = outcome(branch, next);
            let (with, without) = if on { (&factual, &other) } else { (&other, &factual) };
            for &(manager, share) in &observers[contact as usize] {
                let took_up = |branch: &Branch| {
                    let stays = person(branch.world(), manager) == person(world, manager);
                    f64::from(stays && uses(branch.world(), manager))
                };
                sum += share * (took_up(with) - took_up(without));
                weights += share;
            }
        }
        (not_set, [sum, weights, at_risk])
    }

    /// Combines the numbers of all seeds. An effect is a ratio of sums over seeds; its error is that of the jackknife
    /// that leaves out one seed at a time.
    pub(super) fn over_seeds(&self, seeds: &[Vec<f64>]) -> TrueEffect {
        let waves = self.waves.len().saturating_sub(1);
        let all: Vec<usize> = (0..waves).collect();
        let effect = jackknifed(seeds, &all);
        let shares = seeds.iter().map(|seed| seed[2] / seed[1]).filter(|share| share.is_finite());
        let copied: Running = shares.collect();
        TrueEffect {
            effect: told(&effect),
            standard_error: effect.standard_error,
            by_wave: all.iter().map(|wave| told(&jackknifed(seeds, &[*wave]))).collect(),
            copied: Estimate::from(copied.summary()),
            not_set: seeds.iter().map(|seed| seed[0]).sum::<f64>() as u64,
        }
    }
}

/// The mean effect over these waves, weighted by managers at risk, with the jackknife's standard error over seeds.
fn jackknifed(seeds: &[Vec<f64>], waves: &[usize]) -> darkside_stats::Estimate {
    let place = |wave: usize| HEAD + PER_WAVE * wave;
    let total = |at: usize| seeds.iter().map(|seed| seed[at]).sum::<f64>();
    let totals: Vec<[f64; PER_WAVE]> =
        waves.iter().map(|&wave| [0, 1, 2].map(|what| total(place(wave) + what))).collect();
    let without = |left_out: Option<&Vec<f64>>| {
        let (mut sum, mut people) = (0.0, 0.0);
        for (&wave, all) in waves.iter().zip(&totals) {
            let less = |what: usize| all[what] - left_out.map_or(0.0, |seed| seed[place(wave) + what]);
            if less(1) > 0.0 {
                sum += less(2) * less(0) / less(1);
                people += less(2);
            }
        }
        sum / people
    };
    let (count, mean) = (seeds.len() as f64, without(None));
    let left_out: Vec<f64> = seeds.iter().map(|seed| without(Some(seed))).collect();
    let centre = left_out.iter().sum::<f64>() / count;
    let squares: f64 = left_out.iter().map(|value| (value - centre) * (value - centre)).sum();
    let standard_error = (squares * (count - 1.0) / count).sqrt();
    darkside_stats::Estimate { mean, standard_error, freedom: count - 1.0 }
}

fn told(estimate: &darkside_stats::Estimate) -> Estimate {
    Estimate::with(estimate.mean, estimate.interval(0.95))
}

/// Advances a branch to the end of `week`.
fn outcome(mut branch: Branch, week: u32) -> Branch {
    while branch.week() < week {
        branch.step();
    }
    branch
}

/// The scenario without copying between managers after the end of a week.
fn isolated_after(scenario: &Scenario, week: u32) -> Scenario {
    let none = COPYING.map(|mechanism| {
        let path = format!("contagion.{}", mechanism.name());
        Patch::new(&path, toml::Value::Float(0.0), &[]).expect("every hazard can be 0")
    });
    let silence = Intervention { week: week + 1, firms: Vec::new(), deed: Deed::Set(none.to_vec()) };
    let mut changed = scenario.clone();
    let place = changed.interventions.partition_point(|intervention| intervention.week <= week);
    changed.interventions.truncate(place);
    changed.interventions.push(silence);
    changed.interventions.extend(without(scenario, &COPYING).interventions.split_off(place));
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    fn effects(which: &str, more: &[&str], waves: &[u32]) -> Effects {
        let small = ["population.managers=48", "population.firms=4"];
        let set: Vec<String> = small.iter().chain(more).map(|one| (*one).to_owned()).collect();
        Effects::new(&load(&Request { set: &set, ..Request::of(which) }).unwrap(), 0, waves, 6)
    }

    fn truth(effects: &Effects, seeds: u64) -> TrueEffect {
        effects.over_seeds(&(1..=seeds).map(|seed| effects.of_seed(seed)).collect::<Vec<_>>())
    }

    #[test]
    fn where_nobody_copies_no_contact_changes_anything() {
        let effects = effects("rivals_none", &[], &[104, 130, 156]);
        let numbers = effects.of_seed(1);
        assert_eq!(numbers.len(), effects.width());
        assert!(numbers[1] > 0.0 && numbers[2] == 0.0, "{numbers:?}: managers take it up, none by copying");
        assert!(truth(&effects, 3).is_nil());
    }

    #[test]
    fn where_everybody_copies_contacts_matter_and_all_is_copied() {
        let effects = effects("rivals_contagion", &["practice.exceed_expectations.initial=0.1"], &[20, 72]);
        let truth = truth(&effects, 6);
        assert!(truth.effect.mean > 0.0 && truth.effect.low < truth.effect.mean, "{truth:?}");
        assert_eq!(truth.by_wave, [truth.effect]);
        assert_eq!(truth.copied.mean, 1.0, "nothing else brings the practice");
    }

    /// Two seeds in which 3 of 10 and 1 of 5 pairs make a difference, each taken twice.
    #[test]
    fn an_effect_is_a_ratio_over_seeds_with_the_jackknifes_error() {
        let seed = |sum: f64, weights: f64| vec![0.0, 0.0, 0.0, sum, weights, 20.0];
        let seeds = [seed(3.0, 10.0), seed(1.0, 5.0), seed(3.0, 10.0), seed(1.0, 5.0)];
        let estimate = jackknifed(&seeds, &[0]);
        assert!((estimate.mean - 8.0 / 30.0).abs() < 1e-12);
        // Leaving out a seed of the first kind gives 5 / 20, of the second kind 7 / 25.
        let spread: f64 = 4.0 * 0.015 * 0.015 * 3.0 / 4.0;
        assert!((estimate.standard_error - spread.sqrt()).abs() < 1e-12, "{estimate:?}");
    }

    #[test]
    fn copying_stops_after_the_first_wave_and_not_before() {
        let effects = effects("rivals_all", &[], &[52, 104]);
        let [one, other] = [&effects.scenario, &effects.isolated].map(|scenario| {
            let mut simulation = Simulation::begin(Arc::clone(scenario), 1, false);
            let mut uses = Vec::new();
            for week in [52, 104] {
                while simulation.week() < week {
                    simulation.step();
                }
                uses.push((0..48).filter(|seat| simulation.world().profile(*seat).uses() == 1).count());
            }
            uses
        });
        assert_eq!(one[0], other[0]);
        assert!(one[1] > other[1], "{one:?} {other:?}");
    }
}
