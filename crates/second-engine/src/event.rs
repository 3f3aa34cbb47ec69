//! Step 2. Whether a relationship has an event, and which: competing hazards.

use darkside_engine::record::{Cause, Mechanism};

use super::contagion::{
    MECHANISMS, Origin, acceptance, hazards, held, is_fashion, is_sure, origin, reach, susceptibility,
};
use super::draws::Choice;
use super::elementary::ln;
use super::lapse;
use super::state::{World, has};

pub(crate) enum Event {
    TakeUp { practice: usize, mechanism: Mechanism, origin: Origin },
    GiveUp { practice: usize, cause: Cause, lesson: bool },
    Fade { practice: usize },
}

/// The week's event of each relationship that has one, by seat and slot.
pub(crate) fn decide(world: &World, week: u32) -> Vec<(usize, usize, Event)> {
    let mut events = Vec::new();
    for seat in 0..world.managers.len() {
        let taking: Vec<[f32; 7]> = (0..world.practices.len()).map(|p| hazards(world, seat, p, week)).collect();
        for slot in 0..world.managers[seat].relationships.len() {
            let u = world.draws.event(week, seat, slot);
            if happens(total_hazard(world, seat, slot, &taking), u)
                && let Some(event) = which(world, seat, slot, week, &taking)
            {
                events.push((seat, slot, event));
            }
        }
    }
    events
}

/// With probability 1 − exp(−Λ); certain if the hazard is infinite.
fn happens(hazard: f32, u: f32) -> bool {
    u < hazard && (is_sure(hazard) || u < -libm::expm1f(-hazard))
}

/// Λ.
fn total_hazard(world: &World, seat: usize, slot: usize, taking: &[[f32; 7]]) -> f32 {
    let relationship = &world.managers[seat].relationships[slot];
    if relationship.vacant() {
        return 0.0;
    }
    let mut pressure = 0.0;
    for p in 0..world.practices.len() {
        if !has(relationship.practices | relationship.lessons, p) {
            let [a, b, c, d, e, f, g] = taking[p];
            pressure += acceptance(world, seat, p) * (a + b + c + d + e + f + g);
        }
    }
    susceptibility(world, seat, slot) * pressure + giving_up(world, seat, slot) + fading(world, seat, slot)
}

/// The hazard of giving any practice up.
fn giving_up(world: &World, seat: usize, slot: usize) -> f32 {
    let relationship = &world.managers[seat].relationships[slot];
    let mut sum = 0.0;
    for p in (0..world.practices.len()).filter(|&p| has(relationship.practices, p)) {
        let [drift, review, audit] = lapse::hazards(world, seat, slot, p);
        sum += (drift + review + audit) * lapse::hold(world.of(seat), relationship);
    }
    sum
}

/// The hazard that any lesson fades.
fn fading(world: &World, seat: usize, slot: usize) -> f32 {
    let lessons = world.managers[seat].relationships[slot].lessons;
    held(world.of(seat).lapse.lesson_fade) * lessons.count_ones() as f32
}

/// The hazards of each runner in the race, by practice: the mechanisms, giving up, fading.
fn runners(world: &World, seat: usize, slot: usize, taking: &[[f32; 7]]) -> [Vec<(usize, f32)>; 9] {
    let parameters = world.of(seat);
    let relationship = &world.managers[seat].relationships[slot];
    let mut runners: [Vec<(usize, f32)>; 9] = Default::default();
    for p in 0..world.practices.len() {
        if has(relationship.practices, p) {
            let [drift, review, audit] = given_up(world, seat, slot, p);
            runners[7].push((p, drift + review + audit));
        } else if !has(relationship.lessons, p) {
            let accepted = susceptibility(world, seat, slot) * acceptance(world, seat, p);
            for (runner, hazard) in runners.iter_mut().zip(taking[p]) {
                runner.push((p, hazard * accepted));
            }
        }
        if has(relationship.lessons, p) {
            runners[8].push((p, held(parameters.lapse.lesson_fade)));
        }
    }
    runners
}

/// Hazards of giving a practice up by cause, including embeddedness.
fn given_up(world: &World, seat: usize, slot: usize, practice: usize) -> [f32; 3] {
    let hold = lapse::hold(world.of(seat), &world.managers[seat].relationships[slot]);
    lapse::hazards(world, seat, slot, practice).map(|hazard| hazard * hold)
}

fn which(world: &World, seat: usize, slot: usize, week: u32, taking: &[[f32; 7]]) -> Option<Event> {
    let Choice { times, practice: which_practice, cause, lesson, mut source } = world.draws.choice(week, seat, slot);
    let runners = runners(world, seat, slot, taking);
    let any_sure = runners.iter().flatten().any(|&(_, hazard)| is_sure(hazard));
    // If any hazard is infinite, infinite ones have weight 1 and all others 0.
    let weight = |hazard: f32| if any_sure { f32::from(is_sure(hazard)) } else { hazard };
    // The totals of giving up and fading are terms of Λ and are computed as there.
    let total = |r: usize| match r {
        7 if !any_sure => giving_up(world, seat, slot),
        8 if !any_sure => fading(world, seat, slot),
        _ => runners[r].iter().fold(0.0, |sum, &(_, hazard)| sum + weight(hazard)),
    };
    let mut winner: Option<(usize, f32)> = None;
    for r in 0..runners.len() {
        let sum = total(r);
        if sum > 0.0 {
            let time = -ln(1.0 - times[r]) / sum;
            if winner.is_none_or(|(_, best)| time < best) {
                winner = Some((r, time));
            }
        }
    }
    let (winner, _) = winner?;
    let target = which_practice * total(winner);
    let practice = reach(target, runners[winner].iter().map(|&(p, hazard)| (p, weight(hazard))))?;
    Some(match winner {
        7 => {
            let cause = which_cause(given_up(world, seat, slot, practice), cause);
            let lesson = cause != Cause::Drift || lesson < world.of(seat).lapse.drift_lesson;
            Event::GiveUp { practice, cause, lesson }
        }
        8 => Event::Fade { practice },
        _ => {
            let mut mechanism = MECHANISMS[winner];
            if mechanism == Mechanism::Spontaneous && is_fashion(world, seat, practice, week, &mut source) {
                mechanism = Mechanism::Fashion;
            }
            Event::TakeUp { practice, mechanism, origin: origin(world, seat, practice, mechanism, &mut source) }
        }
    })
}

/// In proportion to the hazards; uniformly among infinite ones.
fn which_cause(hazards: [f32; 3], u: f32) -> Cause {
    let any_sure = hazards.iter().any(|&hazard| is_sure(hazard));
    let [drift, review, audit] = hazards.map(|hazard| if any_sure { f32::from(is_sure(hazard)) } else { hazard });
    let target = u * (drift + review + audit);
    if target < drift {
        Cause::Drift
    } else if target < drift + review || audit == 0.0 {
        Cause::Review
    } else {
        Cause::Audit
    }
}
