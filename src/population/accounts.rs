//! Accounts: customers, some of whom several managers serve, and what they expect on average.

use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicI64, AtomicU32};
use std::thread;

use bytemuck::Zeroable;

use super::{Managers, Row, zeroed};
use crate::lanes::{LANES, Lanes, choose};
use crate::processor::{CACHED, fetch, for_each_processor};

/// Expectations are summed in steps of 2⁻²⁴, as integers, so that no order of summing matters.
const STEPS: f64 = 16_777_216.0;

const SHIFT: f64 = 6_755_399_441_055_744.0;

/// All accounts.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    all: Vec<Account>,
}

/// One account, side by side in a cache line, since relationships lead to any of them. What is added up is atomic, because
/// managers of several threads serve one account; sums of integers are the same in any order.
#[derive(Debug, Zeroable)]
struct Account {
    /// What its relationships expect, as far as added up.
    sum: AtomicI64,
    /// How many these are.
    relationships: AtomicU32,
    /// Mean expectation over them, as published.
    mean: f32,
}

impl Clone for Account {
    fn clone(&self) -> Self {
        Self {
            sum: self.sum.load(Relaxed).into(),
            relationships: self.relationships.load(Relaxed).into(),
            mean: self.mean,
        }
    }
}

impl Accounts {
    /// So many accounts, without relationships.
    pub fn new(count: usize) -> Self {
        Self { all: zeroed(count) }
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.all.len() as u32
    }

    /// Mean expectation over the account's relationships, as published.
    #[inline(always)]
    pub fn mean(&self, account: u32) -> f32 {
        self.all[account as usize].mean
    }

    /// Whether there are more than caches hold.
    pub fn are_many(&self) -> bool {
        self.all.len() * size_of::<Account>() > CACHED
    }

    /// Brings these accounts near.
    #[inline(always)]
    pub fn fetch(&self, accounts: &Lanes<u32>) {
        for &account in &accounts.0 {
            fetch(&self.all[account as usize]);
        }
    }

    /// The account has one more relationship.
    pub fn join(&self, account: u32) {
        self.all[account as usize].relationships.fetch_add(1, Relaxed);
    }

    /// The account has one relationship less.
    pub fn leave(&self, account: u32) {
        self.all[account as usize].relationships.fetch_sub(1, Relaxed);
    }

    /// Adds what the accounts of these managers' relationships expect. `alone` says that no other thread adds meanwhile,
    /// which is quicker.
    pub fn add(&self, managers: &Managers, rows: &[Row], alone: bool) {
        for (slot, row) in rows.iter().enumerate() {
            let steps = steps(&row.expectation);
            for lane in 0..LANES {
                if slot < managers.portfolio[lane] as usize {
                    let sum = &self.all[row.account[lane] as usize].sum;
                    if alone {
                        sum.store(sum.load(Relaxed) + steps[lane], Relaxed);
                    } else {
                        sum.fetch_add(steps[lane], Relaxed);
                    }
                }
            }
        }
    }

    /// Publishes each account's mean expectation, on so many threads, and begins to add up anew.
    pub fn publish(&mut self, threads: usize) {
        if threads < 2 {
            return average(&mut self.all);
        }
        let each = self.all.len().div_ceil(threads);
        thread::scope(|scope| {
            for accounts in self.all.chunks_mut(each) {
                scope.spawn(|| average(accounts));
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
    fn average(accounts: &mut [Account]) {
        for Account { sum, relationships, mean } in accounts {
            let (sum, relationships) = (std::mem::take(sum.get_mut()), *relationships.get_mut());
            let new = (sum as f64 / (STEPS * f64::from(relationships))) as f32;
            *mean = choose(relationships > 0, new, *mean);
        }
    }
);
