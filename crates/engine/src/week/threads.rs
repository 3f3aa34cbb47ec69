//! Shares the blocks of a world among threads.
//!
//! A free thread takes the next piece of neighbouring blocks, since threads differ in speed. What the pieces yield is read in
//! their order, so that nothing depends on who worked on what.

use std::mem::swap;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::population::{Part, STRETCH, World};
use crate::week::workspace::{PieceOutput, Worker};

/// Lets the workers change a world, piece by piece.
pub(crate) fn change(
    world: &mut World,
    workers: &mut [Worker],
    outputs: &mut [PieceOutput],
    change: impl Fn(&mut Part, &mut Worker) + Sync,
) {
    let ends = ends(world.blocks.len(), outputs.len());
    share(Part::whole(world).shared(ends).into_iter(), workers, outputs, |mut part, worker| change(&mut part, worker));
}

/// Lets the workers read a world, piece by piece.
pub(crate) fn read(
    world: &World,
    workers: &mut [Worker],
    outputs: &mut [PieceOutput],
    read: impl Fn(&World, Range<usize>, &mut Worker) + Sync,
) {
    let blocks = world.blocks.len();
    let pieces = ends(blocks, outputs.len()).scan(0, |first, end| Some(std::mem::replace(first, end)..end));
    share(pieces, workers, outputs, |blocks, worker| read(world, blocks, worker));
}

/// Lets the workers work on pieces. A worker holds the output of its current piece.
fn share<P: Send>(
    pieces: impl Iterator<Item = P> + Send,
    workers: &mut [Worker],
    outputs: &mut [PieceOutput],
    work: impl Fn(P, &mut Worker) + Sync,
) {
    let waiting = Mutex::new(pieces.zip(outputs));
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_on = |worker: &mut Worker| {
        while let Some((piece, output)) = next() {
            swap(&mut worker.output, output);
            work(piece, worker);
            swap(&mut worker.output, output);
        }
    };
    match workers {
        [worker] => work_on(worker),
        _ => thread::scope(|scope| {
            for worker in workers {
                scope.spawn(|| work_on(worker));
            }
        }),
    }
}

/// The block at which each of `pieces` pieces ends: nearly equal pieces, of whole stretches except the last.
fn ends(blocks: usize, pieces: usize) -> impl Iterator<Item = usize> {
    let each = blocks.div_ceil(STRETCH).div_ceil(pieces) * STRETCH;
    (1..=pieces).map(move |piece| if piece * each < blocks { piece * each } else { blocks })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_stretches() {
        for (blocks, pieces) in [(1, 7), (64, 2), (65, 2), (159, 7), (1000, 3)] {
            let ends: Vec<usize> = ends(blocks, pieces).collect();
            assert!(ends.is_sorted() && ends.len() == pieces && ends.last() == Some(&blocks), "{ends:?} of {blocks}");
            assert!(ends.iter().all(|&end| end == blocks || end.is_multiple_of(STRETCH)), "{ends:?} of {blocks}");
        }
    }
}
