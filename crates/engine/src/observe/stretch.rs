//! Threads share out the stretches of a world's blocks.

use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::population::{Block, STRETCH};

/// The blocks of a world, stretch by stretch.
pub(super) fn stretches(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    blocks.chunks(STRETCH)
}

/// Calls `look` for each of these stretches on `threads` threads, each of which takes the next one when free. Results are in
/// order.
pub(super) fn look_at_each<S: Send, R: Send>(
    stretches: Vec<S>,
    threads: usize,
    look: impl Fn(S) -> R + Sync,
) -> Vec<R> {
    if threads < 2 || stretches.len() < 2 {
        return stretches.into_iter().map(look).collect();
    }
    let waiting = Mutex::new(stretches.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let look_on =
        || -> Vec<(usize, R)> { std::iter::from_fn(next).map(|(place, stretch)| (place, look(stretch))).collect() };
    let mut seen: Vec<(usize, R)> = thread::scope(|scope| {
        let looking: Vec<_> = (0..threads).map(|_| scope.spawn(look_on)).collect();
        // A thread that panicked has said why; the scope passes it on.
        looking.into_iter().flat_map(|own| own.join().unwrap_or_default()).collect()
    });
    seen.sort_unstable_by_key(|(place, _)| *place);
    seen.into_iter().map(|(_, seen)| seen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_comes_in_order_from_any_number_of_threads() {
        for (stretches, threads) in [(0, 3), (1, 4), (7, 1), (7, 2), (7, 3), (3, 8)] {
            let seen = look_at_each((0..stretches).collect(), threads, |stretch: usize| stretch * stretch);
            assert_eq!(seen, (0..stretches).map(|stretch| stretch * stretch).collect::<Vec<_>>());
        }
    }
}
