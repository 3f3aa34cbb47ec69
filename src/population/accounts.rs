//! Accounts: customers, some of whom several managers serve, and what they expect on average.

use std::sync::atomic::AtomicI64;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

use super::{Managers, Row};
use crate::lanes::{LANES, Lanes, choose};
use crate::processor::for_each_processor;

/// Expectations are summed in steps of 2⁻²⁴, as integers, so that no order of summing matters.
const STEPS: f64 = 16_777_216.0;

const SHIFT: f64 = 6_755_399_441_055_744.0;

/// The accounts' mean expectations.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Mean expectation over the account's relationships, as published.
    pub mean: Vec<f32>,
    tallies: Vec<Tally>,
}

/// What an account's relationships expect, and how many there are: side by side, in one cache line, and atomic, because
/// managers of several threads serve one account. Sums of integers are the same in any order.
#[derive(Debug, Default)]
struct Tally {
    sum: AtomicI64,
    relationships: AtomicI64,
}

impl Clone for Tally {
    fn clone(&self) -> Self {
        Self { sum: self.sum.load(Relaxed).into(), relationships: self.relationships.load(Relaxed).into() }
    }
}

impl Accounts {
    /// So many accounts.
    pub fn new(count: usize) -> Self {
        Self { mean: vec![0.0; count], tallies: vec![Tally::default(); count] }
    }

    /// Begins to add up anew.
    pub fn begin(&mut self) {
        self.tallies.fill_with(Tally::default);
    }

    /// Adds what the accounts of these managers' relationships expect. `alone` says that no other thread adds meanwhile,
    /// which is quicker.
    pub fn add(&self, managers: &Managers, rows: &[Row], alone: bool) {
        for (slot, row) in rows.iter().enumerate() {
            let steps = steps(&row.expectation);
            for lane in 0..LANES {
                if slot < managers.portfolio[lane] as usize {
                    let tally = &self.tallies[row.account[lane] as usize];
                    if alone {
                        tally.sum.store(tally.sum.load(Relaxed) + steps[lane], Relaxed);
                        tally.relationships.store(tally.relationships.load(Relaxed) + 1, Relaxed);
                    } else {
                        tally.sum.fetch_add(steps[lane], Relaxed);
                        tally.relationships.fetch_add(1, Relaxed);
                    }
                }
            }
        }
    }

    /// Publishes each account's mean expectation, on so many threads.
    pub fn publish(&mut self, threads: usize) {
        if threads < 2 {
            return average(&mut self.mean, &mut self.tallies);
        }
        let each = self.mean.len().div_ceil(threads).next_multiple_of(LANES);
        thread::scope(|scope| {
            for (means, tallies) in self.mean.chunks_mut(each).zip(self.tallies.chunks_mut(each)) {
                scope.spawn(|| average(means, tallies));
            }
        });
    }
}

for_each_processor!(
    /// Expectations in steps, rounded to the nearest.
    fn steps(expectation: &Lanes<f32>) -> Lanes<i64> {
        let mut steps = Lanes::default();
        for lane in 0..LANES {
            // Beside 1.5 · 2⁵² a number has no room for a fraction, and its bits count up in whole numbers.
            let whole = f64::from(expectation[lane]) * STEPS + SHIFT;
            steps[lane] = whole.to_bits() as i64 - SHIFT.to_bits() as i64;
        }
        steps
    }
);

for_each_processor!(
    /// An account without relationships keeps its mean.
    fn average(means: &mut [f32], tallies: &mut [Tally]) {
        for (mean, tally) in means.iter_mut().zip(tallies) {
            let (sum, relationships) = (*tally.sum.get_mut(), *tally.relationships.get_mut());
            let new = (sum as f64 / (STEPS * relationships as f64)) as f32;
            *mean = choose(relationships > 0, new, *mean);
        }
    }
);
