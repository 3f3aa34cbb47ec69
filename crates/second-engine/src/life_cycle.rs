//! Step 5. Life cycle: phases, ends, refills.

use darkside_engine::record::{Cause, Lapse};

use super::relationship::{effective_communication, volume};
use super::state::{Arrived, Relationship, VACANT, World, has};

const EXPLORATION: usize = 0;
const BUILD_UP: usize = 1;
const MATURITY: usize = 2;
const DECLINE: usize = 3;

pub(crate) fn step(world: &mut World, seat: usize, week: u32) {
    for slot in 0..world.managers[seat].relationships.len() {
        let x = world.draws.life_cycle(week, seat, slot);
        let parameters = world.of(seat);
        let lifecycle = parameters.lifecycle;
        if world.managers[seat].relationships[slot].vacant() {
            if x < 1.0 / lifecycle.vacancy {
                begin(world, seat, slot, week);
            }
            continue;
        }
        let relationship = &world.managers[seat].relationships[slot];
        let q1 = effective_communication(
            volume(relationship, &parameters.closeness, &world.practices),
            &parameters.closeness,
        );
        let gap = relationship.expectation - relationship.value;
        let poor = relationship.value < lifecycle.decline_value;
        let c = relationship.closeness;
        let settled = if c > lifecycle.to_maturity { MATURITY } else { BUILD_UP };
        let (next, ends) = match relationship.phase {
            EXPLORATION => {
                let next = if c > lifecycle.to_build_up { BUILD_UP } else { EXPLORATION };
                (next, q1 < lifecycle.poor_communication && x < lifecycle.early_end)
            }
            DECLINE => {
                let calm = gap < 0.5 * lifecycle.decline_gap && !poor;
                let recovers = calm && x < lifecycle.dissolution + lifecycle.recovery_rate;
                (if recovers { settled } else { DECLINE }, x < lifecycle.dissolution)
            }
            phase => {
                let declines = (gap > lifecycle.decline_gap || poor) && x < lifecycle.decline_rate;
                let next = if phase == BUILD_UP { settled } else { MATURITY };
                (if declines { DECLINE } else { next }, false)
            }
        };
        let relationship = &mut world.managers[seat].relationships[slot];
        relationship.age += 1.0;
        relationship.phase = next;
        if ends {
            end(world, seat, slot, week);
        }
    }
}

/// A relationship ends with its practices; its slot falls vacant, or another relationship begins in it.
fn end(world: &mut World, seat: usize, slot: usize, week: u32) {
    world.log.dissolutions += 1;
    let place = world.case(seat, slot);
    let old = world.managers[seat].relationships[slot].clone();
    for p in (0..world.practices.len()).filter(|&p| has(old.practices, p)) {
        world.log.lapses.push(Lapse { week, practice: p as u8, cause: Cause::Ended, lesson: false, place });
    }
    let lifecycle = world.of(seat).lifecycle;
    if lifecycle.vacancy == 0.0 {
        begin(world, seat, slot, week);
        return;
    }
    world.managers[seat].relationships[slot] = Relationship {
        age: VACANT,
        expectation: old.value,
        value: -lifecycle.winning_cost,
        visible: -lifecycle.winning_cost,
        account: old.account,
        power: old.power,
        home: old.home,
        spell: old.spell,
        ..nothing(&old)
    };
}

/// A relationship begins in a slot.
fn begin(world: &mut World, seat: usize, slot: usize, week: u32) {
    let old = world.managers[seat].relationships[slot].clone();
    let (account, power) = world.draws.refill(week, seat, slot, world.account_means.len());
    let home = seat as u32 * world.stride + slot as u32;
    let manager = &mut world.managers[seat];
    manager.relationships[slot] = Relationship {
        account,
        power,
        closeness: 0.05,
        expectation: 0.1,
        remembered: 0.1,
        home,
        spell: manager.begun[slot],
        ..nothing(&old)
    };
    manager.begun[slot] += 1;
}

/// Everything is zero except the week's noise.
fn nothing(old: &Relationship) -> Relationship {
    Relationship {
        account: 0,
        power: 0.0,
        closeness: 0.0,
        expectation: 0.0,
        remembered: 0.0,
        dark: [0.0; 6],
        flags: 0,
        supplier: 0.0,
        customer: 0.0,
        value: 0.0,
        visible: 0.0,
        shock: 0.0,
        noise: old.noise,
        age: 0.0,
        practices: 0,
        lessons: 0,
        phase: EXPLORATION,
        home: 0,
        spell: 0,
        origins: vec![Arrived::FIRST; old.origins.len()],
    }
}
