//! Threads share out pieces of work.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many of `count` things make a piece, where each thread is to have one.
pub(super) fn piece(count: usize, threads: usize) -> usize {
    count.div_ceil(threads.max(1)).max(1)
}

/// Calls `work` for each of these pieces on `threads` threads, each of which takes the next one when free. Results are in
/// order.
pub fn share_out<P: Send, R: Send>(pieces: Vec<P>, threads: usize, work: impl Fn(P) -> R + Sync) -> Vec<R> {
    if threads < 2 || pieces.len() < 2 {
        return pieces.into_iter().map(work).collect();
    }
    let waiting = Mutex::new(pieces.into_iter().enumerate());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_on =
        || -> Vec<(usize, R)> { std::iter::from_fn(next).map(|(place, piece)| (place, work(piece))).collect() };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let working: Vec<_> = (0..threads).map(|_| scope.spawn(work_on)).collect();
        working.into_iter().flat_map(|own| own.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_from_any_number_of_threads() {
        for (pieces, threads) in [(0, 3), (1, 4), (7, 1), (7, 2), (7, 3), (3, 8)] {
            let squares = share_out((0..pieces).collect(), threads, |piece: usize| piece * piece);
            assert_eq!(squares, (0..pieces).map(|piece| piece * piece).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_is_passed_on() {
        let work = || share_out(vec![1, 2, 3], 2, |piece| assert_ne!(piece, 2, "the second"));
        assert!(std::panic::catch_unwind(work).is_err());
    }
}
