//! `rotate`: managers swap a share of their relationships.
//!
//! A relationship that changes hands keeps its state, its practices and its identity, and loses closeness as in a
//! handover. In each slot, the relationships that are to move are dealt out again in a random order among
//! the seats that gave one up.

use super::draws::{ROTATE, dealt, pools};
use crate::population::World;

pub(super) fn act(world: &mut World, firms: &[usize], share: f32, across_firms: bool, week: u32) {
    for pool in pools(world, firms, across_firms) {
        for slot in 0..world.portfolio {
            deal(world, &pool, slot as usize, share, week);
        }
    }
}

fn deal(world: &mut World, pool: &[u32], slot: usize, share: f32, week: u32) {
    let has_one = |&seat: &u32| slot < world.portfolio_of(seat) as usize;
    let holders: Vec<u32> = pool.iter().copied().filter(has_one).collect();
    let moving = dealt(world, &holders, (ROTATE, slot), share, week);
    // A cycle through a random order: everybody who gives one up gets another's.
    for pair in moving.windows(2) {
        let place = |seat: u32| {
            let (block, lane) = world.locate(seat);
            (world.blocks[block].rows.start + slot, lane)
        };
        let (a, b) = (place(pair[0]), place(pair[1]));
        world.swap(a, b);
    }
    if moving.len() > 1 {
        for seat in moving {
            let (block, lane) = world.locate(seat);
            let handover = world.firms[world.blocks[block].firm].parameters.people.handover;
            world.rows[world.blocks[block].rows.start + slot].closeness[lane] *= handover;
        }
    }
}
