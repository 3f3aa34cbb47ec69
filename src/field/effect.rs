//! What a contact's use does in truth: the same worlds once more, with a contact's use set by hand, and without copying.

use std::sync::Arc;

use crate::experiment::attribution::without;
use crate::story::Estimate;
use darkside_draws::{Draws, Purpose};
use darkside_engine::branch::Branch;
use darkside_engine::population::World;
use darkside_engine::record::Mechanism;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::{Deed, Intervention, Scenario};
use darkside_stats::Running;

/// The mechanisms by which managers copy each other.
const COPYING: [Mechanism; 2] = [Mechanism::InterImitation, Mechanism::InterLearning];

/// How the truth about a world is found.
///
/// At each wave but the last, contacts are drawn among all whom a manager at risk looks at, and the world goes on twice from
/// there under the same random numbers: once with the contact using the practice and once without. The effect is how much more
/// often a manager at risk uses it at the next wave, the mean over managers at risk who look at anybody and over those whom
/// they look at: what the methods estimate.
#[derive(Clone, Debug)]
pub struct Effects {
    scenario: Arc<Scenario>,
    /// The same without copying after the first wave.
    isolated: Arc<Scenario>,
    practice: usize,
    waves: Vec<u32>,
    /// Contacts drawn at each wave.
    contacts: u32,
}

/// The truth about a world. All is a mean over seeds with a 95 % interval.
#[derive(Clone, Debug, PartialEq)]
pub struct TrueEffect {
    /// The effect over all waves.
    pub effect: Estimate,
    /// The standard error of its mean.
    pub standard_error: f64,
    /// The effect from each wave to the next.
    pub by_wave: Vec<Estimate>,
    /// The share of those who first use the practice between the first and the last wave who would not have done so then, had
    /// nobody copied anybody after the first.
    pub copied: Estimate,
    /// Contacts whose use could not be set, because no relationship was free to take the practice up.
    pub not_set: u64,
}

impl TrueEffect {
    /// Whether no contact changes anything.
    pub fn is_nil(&self) -> bool {
        self.effect.mean == 0.0 && self.standard_error == 0.0
    }
}

/// Numbers of a seed before those of its waves: contacts not set, managers who took up the practice, those of them who would
/// not have without copying.
const HEAD: usize = 3;
/// Numbers of a wave: the sum of effects, and the managers at risk whom it is over.
const PER_WAVE: usize = 2;

impl Effects {
    /// Of a world between waves in these weeks, for the practice at this position.
    pub fn new(scenario: &Scenario, practice: usize, waves: &[u32], contacts: u32) -> Self {
        let isolated = waves.first().map_or_else(|| scenario.clone(), |first| isolated_after(scenario, *first));
        let (scenario, waves) = (Arc::new(scenario.clone()), waves.to_vec());
        Self { scenario, isolated: Arc::new(isolated), practice, waves, contacts }
    }

    /// How many numbers [`Self::of_seed`] gives.
    pub(super) fn width(&self) -> usize {
        HEAD + PER_WAVE * self.waves.len().saturating_sub(1)
    }

    /// What one seed tells.
    pub(super) fn of_seed(&self, seed: u64) -> Vec<f64> {
        let mut numbers = vec![0.0; HEAD];
        let mut simulation = Simulation::begin(Arc::clone(&self.scenario), seed, false);
        let mut adopters = Adopters::default();
        for pair in self.waves.windows(2) {
            advance(&mut simulation, pair[0], |_| ());
            if adopters.is_empty() {
                adopters = Adopters::at(simulation.world(), self.practice);
            }
            let (sum, at_risk, not_set) = self.at_wave(&simulation, seed, pair[1]);
            numbers[0] += not_set;
            numbers.extend([sum, at_risk]);
            advance(&mut simulation, pair[1], |world| adopters.look(world, self.practice));
        }
        let mut other = Adopters::default();
        if let (Some(first), Some(last)) = (self.waves.first(), self.waves.last()) {
            let mut isolated = Simulation::begin(Arc::clone(&self.isolated), seed, false);
            advance(&mut isolated, *first, |_| ());
            other = Adopters::at(isolated.world(), self.practice);
            advance(&mut isolated, *last, |world| other.look(world, self.practice));
        }
        (numbers[1], numbers[2]) = adopters.compared(&other);
        numbers
    }

    /// The sum of effects over managers at risk who look at anybody, how many these are, and contacts that could not be set.
    fn at_wave(&self, simulation: &Simulation, seed: u64, next: u32) -> (f64, f64, f64) {
        let world = simulation.world();
        let factual = outcome(Branch::of(simulation), next);
        let uses = |world: &World, seat: u32| world.profile(seat).uses() >> self.practice & 1 == 1;
        // By contact, the managers at risk who look there, each with 1 / the number of those whom the manager looks at.
        let mut observers: Vec<Vec<(u32, f64)>> = vec![Vec::new(); world.seats() as usize];
        let mut at_risk = 0.0;
        for seat in 0..world.seats() {
            let mut contacts: Vec<u32> = world.contacts(seat).map(|(_, contact)| contact).collect();
            contacts.sort_unstable();
            contacts.dedup();
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
        let (mut sum, mut set, mut not_set) = (0.0, 0.0, 0.0);
        for _ in 0..if observed.is_empty() { 0 } else { self.contacts } {
            let contact = observed[draws.below(observed.len() as u32) as usize];
            let on = uses(world, contact);
            let mut branch = Branch::of(simulation);
            if branch.set_use(contact, self.practice, !on) == on {
                not_set += 1.0;
                continue;
            }
            set += 1.0;
            let other = outcome(branch, next);
            let (with, without) = if on { (&factual, &other) } else { (&other, &factual) };
            for &(manager, share) in &observers[contact as usize] {
                let took_up = |branch: &Branch| {
                    let stays = person(branch.world(), manager) == person(world, manager);
                    f64::from(stays && uses(branch.world(), manager))
                };
                sum += share * (took_up(with) - took_up(without));
            }
        }
        let sum = if set > 0.0 { sum * observed.len() as f64 / set } else { 0.0 };
        (sum, at_risk, not_set)
    }

    /// What the numbers of all seeds tell.
    pub(super) fn over_seeds(&self, seeds: &[Vec<f64>]) -> TrueEffect {
        let waves = self.waves.len().saturating_sub(1);
        let place = |wave: usize| HEAD + PER_WAVE * wave;
        let mean = |value: &dyn Fn(&[f64]) -> f64| {
            let mut running = Running::default();
            seeds.iter().map(|seed| value(seed)).filter(|value| value.is_finite()).for_each(|value| running.add(value));
            running
        };
        let sums = |seed: &[f64], what: usize| (0..waves).map(|wave| seed[place(wave) + what]).sum::<f64>();
        let over_all = mean(&|seed| sums(seed, 0) / sums(seed, 1));
        let estimate = darkside_stats::Estimate::of(
            seeds.iter().map(|seed| sums(seed, 0) / sums(seed, 1)).filter(|effect| effect.is_finite()),
        );
        let of_wave = |wave: usize| mean(&|seed| seed[place(wave)] / seed[place(wave) + 1]);
        TrueEffect {
            effect: Estimate::from(over_all.summary()),
            standard_error: estimate.standard_error,
            by_wave: (0..waves).map(|wave| Estimate::from(of_wave(wave).summary())).collect(),
            copied: Estimate::from(mean(&|seed| seed[2] / seed[1]).summary()),
            not_set: seeds.iter().map(|seed| seed[0]).sum::<f64>() as u64,
        }
    }
}

/// A branch as it is at the end of `week`.
fn outcome(mut branch: Branch, week: u32) -> Branch {
    while branch.week() < week {
        branch.step();
    }
    branch
}

/// Simulates up to the end of `week`; `look` sees the world at the end of each week on the way.
fn advance(simulation: &mut Simulation, week: u32, mut look: impl FnMut(&World)) {
    while simulation.week() < week {
        simulation.step();
        look(simulation.world());
    }
}

fn person(world: &World, seat: u32) -> u32 {
    let (block, lane) = world.locate(seat);
    world.managers[block].person[lane]
}

/// Who is there at the first wave without using the practice, and who of them uses it later.
#[derive(Default)]
struct Adopters {
    /// By seat, the person at risk.
    at_risk: Vec<Option<u32>>,
    took_up: Vec<bool>,
}

impl Adopters {
    fn at(world: &World, practice: usize) -> Self {
        let at_risk = |seat: u32| (world.profile(seat).uses() >> practice & 1 == 0).then(|| person(world, seat));
        let at_risk: Vec<Option<u32>> = (0..world.seats()).map(at_risk).collect();
        Self { took_up: vec![false; at_risk.len()], at_risk }
    }

    fn is_empty(&self) -> bool {
        self.at_risk.is_empty()
    }

    fn look(&mut self, world: &World, practice: usize) {
        for (seat, (at_risk, took_up)) in (0..).zip(self.at_risk.iter().zip(&mut self.took_up)) {
            let uses = world.profile(seat).uses() >> practice & 1 == 1;
            *took_up |= uses && *at_risk == Some(person(world, seat));
        }
    }

    /// How many took the practice up, and how many of them do not in the `other` course of the same world.
    fn compared(&self, other: &Self) -> (f64, f64) {
        let all = self.took_up.iter().filter(|took_up| **took_up).count();
        let copied = self.took_up.iter().zip(&other.took_up).filter(|(took_up, other)| **took_up && !**other).count();
        (all as f64, copied as f64)
    }
}

/// The scenario without copying between managers after the end of a week.
fn isolated_after(scenario: &Scenario, week: u32) -> Scenario {
    let mut changed = scenario.clone();
    let silent = without(scenario, &COPYING);
    for (intervention, silent) in changed.interventions.iter_mut().zip(silent.interventions) {
        if intervention.week > week {
            *intervention = silent;
        }
    }
    let hazards = COPYING.map(|mechanism| format!("contagion.{}", mechanism.name()));
    let none = hazards.map(|path| {
        darkside_engine::scenario::Patch::new(&path, toml::Value::Float(0.0), &[]).expect("every hazard can be 0")
    });
    let place = changed.interventions.partition_point(|intervention| intervention.week <= week);
    let silence = Intervention { week: week + 1, firms: Vec::new(), deed: Deed::Set(none.to_vec()) };
    changed.interventions.insert(place, silence);
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

    #[test]
    fn copying_stops_after_the_first_wave_and_not_before() {
        let effects = effects("rivals_all", &[], &[52, 104]);
        let [one, other] = [&effects.scenario, &effects.isolated].map(|scenario| {
            let mut simulation = Simulation::begin(Arc::clone(scenario), 1, false);
            let mut uses = Vec::new();
            for week in [52, 104] {
                advance(&mut simulation, week, |_| ());
                uses.push((0..48).filter(|seat| simulation.world().profile(*seat).uses() == 1).count());
            }
            uses
        });
        assert_eq!(one[0], other[0]);
        assert!(one[1] > other[1], "{one:?} {other:?}");
    }
}
