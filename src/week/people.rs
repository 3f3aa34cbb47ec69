//! Step 6. People: managers leave, and seats are filled again (S0; model, section 7).

use super::event::WeekLog;
use crate::draws::Purpose;
use crate::lanes::LANES;
use crate::population::{Mind, World, character};

/// Everybody's tenure grows by a week; then leavers are taken in seat order.
pub(super) fn turn_over(world: &mut World, week: u32, log: &mut WeekLog) {
    for managers in &mut world.managers {
        for lane in 0..LANES {
            managers.tenure[lane] += 1.0;
        }
    }
    publish_minds(world);
    let mut uniforms = [0.0; LANES];
    for b in 0..world.blocks.len() {
        let block = &world.blocks[b];
        let turnover = world.firms[block.firm].parameters.people.turnover;
        if turnover == 0.0 {
            continue;
        }
        let count = block.count;
        world.draws.fill(Purpose::Turnover, week, 0, block.first_seat, &mut uniforms);
        for lane in (0..count).filter(|&lane| uniforms[lane] < turnover) {
            leave(world, week, b, lane);
            log.week.turnover += 1;
        }
    }
}

/// The week's beliefs, and what managers now know, are published before anybody leaves with them.
fn publish_minds(world: &mut World) {
    std::mem::swap(&mut world.published.beliefs, &mut world.next_beliefs);
    for b in 0..world.blocks.len() {
        for lane in 0..world.blocks[b].count {
            let seat = world.blocks[b].first_seat as usize + lane;
            world.published.known[seat] |= in_use(world, b, lane);
        }
    }
}

/// Practices that the manager in a lane uses anywhere.
pub(super) fn in_use(world: &World, block: usize, lane: usize) -> u32 {
    world.rows[world.blocks[block].rows.clone()].iter().fold(0, |used, row| used | row.practices[lane])
}

/// The manager in a lane leaves; the first of the market's queue takes the seat, else a junior.
fn leave(world: &mut World, week: u32, b: usize, lane: usize) {
    let seat = world.blocks[b].first_seat + lane as u32;
    hand_over(world, b, lane);
    let beliefs = seat as usize * world.belief_stride..(seat as usize + 1) * world.belief_stride;
    let leaver = Mind {
        beliefs: world.published.beliefs[beliefs.clone()].to_vec(),
        known: world.published.known[seat as usize],
        tenure: world.managers[b].tenure[lane],
        character: world.managers[b].character(lane),
    };
    let firm = &world.firms[world.blocks[b].firm];
    let joins = world.draws.subject(Purpose::Mobility, week, 0, seat).happens(firm.parameters.people.mobility);
    let newcomer = world.market.pop_front().unwrap_or_else(|| Mind {
        beliefs: vec![0.0; world.belief_stride],
        known: 0,
        tenure: 0.0,
        character: character(&world.draws, &firm.parameters.enablers, firm.skill, week, seat),
    });
    let managers = &mut world.managers[b];
    managers.person[lane] += 1;
    managers.seat(lane, newcomer.character, newcomer.tenure);
    managers.carried[lane] = newcomer.known;
    world.published.beliefs[beliefs].copy_from_slice(&newcomer.beliefs);
    world.published.known[seat as usize] = newcomer.known | in_use(world, b, lane);
    if joins {
        world.market.push_back(leaver);
    }
}

/// Relationships keep their practices, lose part of their closeness and all lessons.
fn hand_over(world: &mut World, b: usize, lane: usize) {
    let handover = world.firms[world.blocks[b].firm].parameters.people.handover;
    for row in &mut world.rows[world.blocks[b].rows.clone()] {
        row.closeness[lane] *= handover;
        row.lessons[lane] = 0;
    }
}
