//! The blocks of a world, shared out among threads. Each has neighbouring blocks, and what the threads bring is taken in the
//! order of the blocks, so that nothing depends on how many there are.

use std::ops::Range;
use std::thread;

use super::workspace::{Hand, ends};
use crate::population::{Part, World};

/// Gives every hand a part of the world to change.
pub(super) fn parts(world: &mut World, hands: &mut [Hand], change: impl Fn(&mut Part, &mut Hand) + Sync) {
    if let [hand] = hands {
        return change(&mut Part::whole(world), hand);
    }
    let ends = ends(world.blocks.len(), hands.len());
    let parts = Part::whole(world).shared(ends);
    thread::scope(|scope| {
        for (hand, mut part) in hands.iter_mut().zip(parts) {
            let change = &change;
            scope.spawn(move || change(&mut part, hand));
        }
    });
}

/// Lets every hand look at the world, each for blocks of its own.
pub(super) fn looking(world: &World, hands: &mut [Hand], look: impl Fn(&World, Range<usize>, &mut Hand) + Sync) {
    if let [hand] = hands {
        return look(world, 0..world.blocks.len(), hand);
    }
    let mut first = 0;
    let ends = ends(world.blocks.len(), hands.len());
    thread::scope(|scope| {
        for (hand, end) in hands.iter_mut().zip(ends) {
            let blocks = first..end;
            first = end;
            let look = &look;
            scope.spawn(move || look(world, blocks, hand));
        }
    });
}
