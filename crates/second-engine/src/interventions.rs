//! Dated interventions, at the start of their week: patches and acts (section 7).

use std::rc::Rc;

use darkside_engine::parameter::decimal;
use darkside_engine::record::{Adoption, Cause, Lapse, Locus, Mechanism};
use darkside_engine::scenario::{Act, Deed, Intervention, WhichManagers};

use super::acts_on_ties;
use super::draws::{ActOf, WHOM};
use super::lapse::{audited, hold};
use super::publish::publish;
use super::state::{Arrived, World, has};

pub(crate) fn carry_out(world: &mut World, intervention: &Intervention, week: u32) {
    let mut firms = intervention.firms.clone();
    if firms.is_empty() {
        firms = (0..world.firms.len()).collect();
    }
    let act = match &intervention.deed {
        Deed::Act(act) => act,
        Deed::Set(patches) => {
            for patch in patches {
                for &f in &firms {
                    let parameters = &mut world.firms[f].parameters;
                    let practices = Rc::make_mut(&mut world.practices);
                    patch.apply(parameters, practices);
                }
            }
            return;
        }
    };
    match act {
        Act::Introduce { practices, managers, share } => introduce(world, &firms, practices, managers, *share, week),
        Act::Train { practices, share } => train(world, &firms, practices, *share, week),
        Act::Rotate { share, across_firms } => {
            let seats = |&f: &usize| world.firms[f].seats.clone().collect::<Vec<_>>();
            let pools: Vec<Vec<usize>> = if *across_firms {
                vec![firms.iter().flat_map(seats).collect()]
            } else {
                firms.iter().map(seats).collect()
            };
            for pool in pools {
                rotate(world, &pool, *share, week);
            }
        }
        Act::Trace => trace(world, &firms, week),
        Act::MergeOffices { offices, ties } => acts_on_ties::merge(world, &firms, offices, *ties as usize, week),
        Act::Transfer { managers, office, share } => {
            let seats = chosen(world, &firms, managers, week, ActOf::Transfer);
            acts_on_ties::transfer(world, &seats, office, *share, week);
        }
        Act::Celebrate { managers, weeks } => {
            for celebrated in chosen(world, &firms, managers, week, ActOf::Celebrate) {
                acts_on_ties::celebrate(world, celebrated, week + weeks);
            }
        }
        Act::Meetings { share, weeks, across_firms } => {
            let seats = |&f: &usize| world.firms[f].seats.clone().collect::<Vec<_>>();
            let pools: Vec<Vec<usize>> = if *across_firms {
                vec![firms.iter().flat_map(seats).collect()]
            } else {
                firms.iter().map(seats).collect()
            };
            for pool in pools {
                acts_on_ties::meet(world, &pool, *share, *weeks, week);
            }
        }
        Act::StopCelebrity => firms.iter().for_each(|&f| world.firms[f].celebrity_stopped = true),
    }
    publish(world);
}

fn introduce(world: &mut World, firms: &[usize], practices: &[usize], managers: &WhichManagers, share: f32, week: u32) {
    for seat in chosen(world, firms, managers, week, ActOf::Introduce) {
        let portfolio = world.managers[seat].relationships.len();
        let count = ((decimal(share) * portfolio as f64).round() as usize).max(1);
        let drawn = (0..portfolio).map(|slot| (world.draws.act(week, ActOf::Introduce, seat, slot).word(), slot));
        for slot in smallest(drawn, count) {
            for &practice in practices {
                let target = world.case(seat, slot);
                let relationship = &mut world.managers[seat].relationships[slot];
                if relationship.vacant() || has(relationship.practices | relationship.lessons, practice) {
                    continue;
                }
                relationship.practices |= 1 << practice;
                let (mechanism, locus) = (Mechanism::Introduction, Locus::Origin);
                relationship.origins[practice] = Arrived { mechanism, locus, from_dark: false };
                let practice = practice as u8;
                let adoption = Adoption { week, practice, mechanism, locus, target, source: None, source_flags: 0 };
                world.log.ledger.push(adoption);
                world.log.totals.adoptions[mechanism.index()][locus.index()] += 1;
            }
        }
    }
}

/// The managers an act applies to.
fn chosen(world: &World, firms: &[usize], managers: &WhichManagers, week: u32, act: ActOf) -> Vec<usize> {
    let mut seats: Vec<usize> = match managers {
        WhichManagers::Seats(seats) => seats.iter().map(|&seat| seat as usize).collect(),
        WhichManagers::Random(count) => {
            let all = firms.iter().flat_map(|&f| world.firms[f].seats.clone());
            smallest(all.map(|seat| (world.draws.act(week, act, seat, WHOM).word(), seat)), *count as usize)
        }
    };
    seats.sort_unstable();
    seats
}

/// Those with the smallest draws.
fn smallest(drawn: impl Iterator<Item = (u32, usize)>, count: usize) -> Vec<usize> {
    let mut drawn: Vec<(u32, usize)> = drawn.collect();
    drawn.sort_unstable();
    drawn.into_iter().take(count).map(|(_, one)| one).collect()
}

fn train(world: &mut World, firms: &[usize], practices: &[usize], share: f32, week: u32) {
    for seat in firms.iter().flat_map(|&f| world.firms[f].seats.clone()).collect::<Vec<_>>() {
        for slot in 0..world.managers[seat].relationships.len() {
            let vacant = world.managers[seat].relationships[slot].vacant();
            if world.draws.act(week, ActOf::Train, seat, slot).uniform() < share && !vacant {
                for practice in practices {
                    world.managers[seat].relationships[slot].lessons |= 1 << practice;
                }
                *world.log.trained.entry(world.managers[seat].firm).or_default() += 1;
            }
        }
    }
}

/// In each slot, relationships move along a cycle through a random order of the seats that give one up.
fn rotate(world: &mut World, pool: &[usize], share: f32, week: u32) {
    for slot in 0..world.stride as usize {
        let mut moving = Vec::new();
        for &seat in pool {
            let mut draws = world.draws.act(week, ActOf::Rotate, seat, slot);
            if slot < world.managers[seat].relationships.len() && draws.uniform() < share {
                moving.push((draws.word(), seat));
            }
        }
        if moving.len() < 2 {
            continue;
        }
        moving.sort_unstable();
        let given: Vec<_> = moving.iter().map(|&(_, seat)| world.managers[seat].relationships[slot].clone()).collect();
        for (turn, &(_, seat)) in moving.iter().enumerate() {
            let handover = world.of(seat).people.handover;
            let mut received = given[(turn + 1) % given.len()].clone();
            received.closeness *= handover;
            world.managers[seat].relationships[slot] = received;
        }
    }
}

/// Immediately audits what was copied from a dark relationship.
fn trace(world: &mut World, firms: &[usize], week: u32) {
    for seat in firms.iter().flat_map(|&f| world.firms[f].seats.clone()).collect::<Vec<_>>() {
        for slot in 0..world.managers[seat].relationships.len() {
            let mut draws = world.draws.act(week, ActOf::Trace, seat, slot);
            for p in 0..world.practices.len() {
                let held = hold(world.of(seat), &world.managers[seat].relationships[slot]);
                let found = draws.uniform() < audited(world, seat, slot, p) * held;
                let place = world.case(seat, slot);
                let relationship = &mut world.managers[seat].relationships[slot];
                if found && has(relationship.practices, p) && relationship.origins[p].from_dark {
                    relationship.practices &= !(1 << p);
                    relationship.lessons |= 1 << p;
                    let lapse = Lapse { week, practice: p as u8, cause: Cause::Audit, lesson: true, place };
                    world.log.lapses.push(lapse);
                }
            }
        }
    }
}
