//! The blocks of a world, shared out among threads. Pieces of neighbouring blocks are taken one after the other by whichever
//! thread is free, since none is as fast as another for long; what they bring is taken in the order of the blocks, so that
//! nothing depends on who worked on what.

use std::mem::swap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::workspace::{Brought, Hand, ends};
use crate::population::{Part, World};

/// Lets the hands change a world, piece by piece.
pub(super) fn parts(
    world: &mut World,
    hands: &mut [Hand],
    brought: &mut [Brought],
    change: impl Fn(&mut Part, &mut Hand) + Sync,
) {
    let ends = ends(world.blocks.len(), brought.len());
    share(Part::whole(world).shared(ends).into_iter(), hands, brought, |mut part, hand| change(&mut part, hand));
}

/// Lets the hands look at a world, piece by piece.
pub(super) fn looking(
    world: &World,
    hands: &mut [Hand],
    brought: &mut [Brought],
    look: impl Fn(&World, Range<usize>, &mut Hand) + Sync,
) {
    let blocks = world.blocks.len();
    let pieces = ends(blocks, brought.len()).scan(0, |first, end| Some(std::mem::replace(first, end)..end));
    share(pieces, hands, brought, |blocks, hand| look(world, blocks, hand));
}

/// Lets the hands work on pieces: while a hand works on one, what this brings goes to the hand.
fn share<P: Send>(
    pieces: impl Iterator<Item = P> + Send,
    hands: &mut [Hand],
    brought: &mut [Brought],
    work: impl Fn(P, &mut Hand) + Sync,
) {
    let waiting = Mutex::new(pieces.zip(brought));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_on = |hand: &mut Hand| {
        while let Some((piece, brought)) = next() {
            swap(&mut hand.brought, brought);
            work(piece, hand);
            swap(&mut hand.brought, brought);
        }
    };
    match hands {
        [hand] => work_on(hand),
        _ => thread::scope(|scope| {
            for hand in hands {
                scope.spawn(|| work_on(hand));
            }
        }),
    }
}
