//! Accounts: customers, some of whom several managers serve, and what they expect on average.

use multiversion::multiversion;

use super::{Managers, Row};
use crate::lanes::{LANES, Lanes, choose};

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

/// What an account's relationships expect, and how many there are: side by side, in one cache line.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    sum: i64,
    relationships: i64,
}

impl Accounts {
    /// So many accounts.
    pub fn new(count: usize) -> Self {
        Self { mean: vec![0.0; count], tallies: vec![Tally::default(); count] }
    }

    /// Begins to add up anew.
    pub fn begin(&mut self) {
        self.tallies.fill(Tally::default());
    }

    /// Adds what the accounts of these managers' relationships expect.
    pub fn add(&mut self, managers: &Managers, rows: &[Row]) {
        for (slot, row) in rows.iter().enumerate() {
            let steps = steps(&row.expectation);
            for lane in 0..LANES {
                if slot < managers.portfolio[lane] as usize {
                    let tally = &mut self.tallies[row.account[lane] as usize];
                    tally.sum += steps[lane];
                    tally.relationships += 1;
                }
            }
        }
    }

    /// Publishes each account's mean expectation.
    pub fn publish(&mut self) {
        average(&mut self.mean, &self.tallies);
    }
}

/// Expectations in steps, rounded to the nearest.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
fn steps(expectation: &Lanes<f32>) -> Lanes<i64> {
    let mut steps = Lanes::default();
    for lane in 0..LANES {
        // Beside 1.5 · 2⁵² a number has no room for a fraction, and its bits count up in whole numbers.
        let whole = f64::from(expectation[lane]) * STEPS + SHIFT;
        steps[lane] = whole.to_bits() as i64 - SHIFT.to_bits() as i64;
    }
    steps
}

/// An account without relationships keeps its mean.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
fn average(means: &mut [f32], tallies: &[Tally]) {
    for (mean, tally) in means.iter_mut().zip(tallies) {
        let new = (tally.sum as f64 / (STEPS * tally.relationships as f64)) as f32;
        *mean = choose(tally.relationships > 0, new, *mean);
    }
}
