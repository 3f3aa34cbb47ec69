//! `rotate`: managers swap a share of their relationships.
//!
//! A relationship that changes hands keeps its state, its practices and its identity, and loses closeness as in a
//! handover. In each slot, the relationships that are to move are dealt out again in a random order among
//! the seats that gave one up.

use super::draws::{ROTATE, choice};
use crate::population::World;

pub(super) fn act(world: &mut World, firms: &[usize], share: f32, across_firms: bool, week: u32) {
    let seats_of = |firm: &usize| world.firms[*firm].seats.clone();
    let pools: Vec<Vec<u32>> = if across_firms {
        vec![firms.iter().flat_map(seats_of).collect()]
    } else {
        firms.iter().map(|firm| seats_of(firm).collect()).collect()
    };
    for pool in pools {
        for slot in 0..world.portfolio {
            deal(world, &pool, slot as usize, share, week);
        }
    }
}

fn deal(world: &mut World, pool: &[u32], slot: usize, share: f32, week: u32) {
    let mut moving: Vec<(u32, u32)> = Vec::new();
    for &seat in pool {
        let (block, lane) = world.locate(seat);
        let mut subject = choice(world, week, ROTATE, slot, seat);
        if slot < world.managers[block].portfolio[lane] as usize && subject.happens(share) {
            moving.push((subject.word(), seat));
        }
    }
    moving.sort_unstable();
    // A cycle through a random order: everybody who gives one up gets another's.
    for pair in moving.windows(2) {
        let place = |seat: u32| {
            let (block, lane) = world.locate(seat);
            (world.blocks[block].rows.start + slot, lane)
        };
        let (a, b) = (place(pair[0].1), place(pair[1].1));
        world.swap(a, b);
    }
    if moving.len() > 1 {
        for (_, seat) in moving {
            let (block, lane) = world.locate(seat);
            let handover = world.firms[world.blocks[block].firm].parameters.people.handover;
            world.rows[world.blocks[block].rows.start + slot].closeness[lane] *= handover;
        }
    }
}
