//! Before the steps: what replaces contagion (model, section 4). A world without contagion takes up as many practices as another
//! that has it, in relationships that need them and have room for them, wherever these are.

use crate::parameter::{Parameters, Yoke};
use crate::population::{World, open};
use crate::record::Mechanism;
use crate::week::contagion::exposure::free_capacity;
use crate::week::contagion::mechanism::strengths;
use crate::week::contagion::race::at;
use crate::week::log::WeekLog;
use crate::week::triggers::need;
use crate::week::unsourced::adopt;
use darkside_draws::{Purpose, Subject};

/// Candidates that are tried; then all are listed.
const ATTEMPTS: usize = 4096;

/// Adoptions of each practice.
pub(crate) type Counts = [u32; crate::practice::MOST_PRACTICES];

/// Takes contagion and reinvention out of a world.
pub(crate) fn silence(world: &mut World) {
    for firm in &mut world.firms {
        strengths(&mut firm.parameters.contagion).into_iter().for_each(|strength| *strength = 0.0);
    }
}

/// Practices are taken up at random: as many of each, or as many in all.
pub(crate) fn take_up(world: &mut World, yoke: Yoke, counts: &Counts, week: u32, log: &mut WeekLog) {
    if yoke == Yoke::Practice {
        for practice in 0..world.practices.len() {
            let mut subject = world.draws_about[practice].subject(Purpose::Yoke, week, 0, 0);
            for _ in 0..counts[practice] {
                take_up_one(world, &What::This(practice), &mut subject, week, log);
            }
        }
    } else {
        let weights = world.practices.iter().map(|practice| practice.spontaneous).enumerate().collect();
        let (any, mut subject) = (What::Any(weights), world.draws.subject(Purpose::Yoke, week, 0, 0));
        for _ in 0..counts.iter().sum() {
            take_up_one(world, &any, &mut subject, week, log);
        }
    }
}

/// What is taken up.
enum What {
    /// This practice.
    This(usize),
    /// Any practice, in proportion to its weight.
    Any(Vec<(usize, f32)>),
}

impl What {
    /// A practice.
    fn draw(&self, subject: &mut Subject) -> Option<usize> {
        match self {
            Self::This(practice) => Some(*practice),
            Self::Any(weights) => {
                let sum = weights.iter().fold(0.0, |sum, &(_, weight)| sum + weight);
                at(subject.uniform() * sum, weights.iter().copied())
            }
        }
    }

    /// All practices with their weights.
    fn weights(&self) -> Vec<(usize, f32)> {
        match self {
            Self::This(practice) => vec![(*practice, 1.0)],
            Self::Any(weights) => weights.clone(),
        }
    }
}

/// A relationship takes up a practice, both drawn in proportion to the practice's weight times the relationship's susceptibility
/// to it; none does where none can.
fn take_up_one(world: &mut World, what: &What, subject: &mut Subject, week: u32, log: &mut WeekLog) {
    if let Some((seat, slot, practice)) = by_trial(world, what, subject).or_else(|| by_list(world, what, subject)) {
        adopt(world, (seat, slot), practice, Mechanism::Spontaneous, week, log);
    }
}

/// By rejection.
fn by_trial(world: &World, what: &What, subject: &mut Subject) -> Option<(u32, usize, usize)> {
    let most = world.firms.iter().map(|firm| firm.parameters.triggers.need_max).fold(0.0, darkside_lanes::greater);
    for _ in 0..ATTEMPTS {
        let practice = what.draw(subject);
        let (seat, slot) = (subject.below(world.seats()), subject.below(world.portfolio) as usize);
        let u = subject.uniform();
        let practice = practice?;
        if u * most < susceptibility(world, seat, slot, practice) {
            return Some((seat, slot, practice));
        }
    }
    None
}

/// Among all that there are.
fn by_list(world: &World, what: &What, subject: &mut Subject) -> Option<(u32, usize, usize)> {
    let (weights, mut all, mut sum) = (what.weights(), Vec::new(), 0.0);
    for seat in 0..world.seats() {
        for slot in 0..world.portfolio as usize {
            for &(practice, weight) in &weights {
                let chance = f64::from(weight * susceptibility(world, seat, slot, practice));
                if chance > 0.0 {
                    sum += chance;
                    all.push(((seat, slot, practice), sum));
                }
            }
        }
    }
    let target = f64::from(subject.uniform()) * sum;
    all.iter().find(|(_, cumulated)| *cumulated > target).or(all.last()).map(|&(place, _)| place)
}

/// S of the relationship in a slot for a practice; 0 where it cannot take it up.
fn susceptibility(world: &World, seat: u32, slot: usize, practice: usize) -> f32 {
    let (block, lane) = world.locate(seat);
    let managers = &world.managers[block];
    if slot >= managers.portfolio[lane] as usize {
        return 0.0;
    }
    let place = world.blocks[block].rows.start + slot;
    let (row, shown) = (&world.rows[place], &world.shown[place]);
    if open(row, shown)[lane] >> practice & 1 == 0 {
        return 0.0;
    }
    let Parameters { triggers, contagion, .. } = &world.firm_of(seat).parameters;
    let in_use = shown.practices[lane].count_ones() as f32;
    let need = need(triggers, row.expectation[lane], row.value[lane], row.shock[lane]);
    let malpractice = world.practices[practice].class == crate::practice::Class::Malpractice;
    let accepted = if malpractice { 1.0 - managers.scruples[lane] } else { 1.0 };
    need * free_capacity(contagion.capacity, in_use) * accepted
}
