//! Accounts: customers, some of whom several managers serve, and what they expect on average.

use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

use super::share_out::{piece, share_out};
use super::{Managers, Row, zeroed};
use darkside_lanes::{LANES, Lanes, choose};
use darkside_lanes::{
    for_each_processor,
    processor::{CACHED, fetch},
};

/// Expectations are summed in steps of 2⁻²⁴, as integers, so that no order of summing matters.
const STEPS: f64 = 16_777_216.0;

/// 1.5 · 2⁵².
const SHIFT: f64 = 6_755_399_441_055_744.0;

/// Words of an account at least: a cache line holds four of these whole.
const WORDS: usize = 4;
/// Place of its mean expectation as published.
const MEAN: usize = 0;
/// Place of how many relationships it has.
const RELATIONSHIPS: usize = 1;
/// Place of the first thread's sum; the others' follow.
const SUMS: usize = 2;

/// All accounts.
///
/// The words of one lie side by side in a cache line, since relationships lead to any of them. Managers of several threads
/// serve one account, so each thread adds to a sum of its own: adding to a shared one takes twenty times as long.
#[derive(Debug)]
pub struct Accounts {
    words: Vec<AtomicU32>,
    /// Words of an account.
    stride: usize,
    /// What did not fit into a sum of 32 bits, with its account: it holds 127 relationships that expect 1 each.
    beyond: Mutex<Vec<(u32, i64)>>,
}

impl Clone for Accounts {
    fn clone(&self) -> Self {
        let words = self.words.iter().map(|word| word.load(Relaxed).into()).collect();
        Self { words, stride: self.stride, beyond: Mutex::new(self.beyond().clone()) }
    }
}

impl Accounts {
    /// `count` accounts without relationships, to which as many threads can add.
    pub fn new(count: usize, workers: usize) -> Self {
        let stride = if SUMS + workers > WORDS { SUMS + workers } else { WORDS };
        Self { words: zeroed(count * stride), stride, beyond: Mutex::default() }
    }

    /// Makes room for more threads if needed. Nothing may have been added since the last publication.
    pub fn make_room(&mut self, workers: usize) {
        if SUMS + workers > self.stride {
            let mut roomy = Self::new(self.count() as usize, workers);
            for (new, old) in roomy.words.chunks_mut(SUMS + workers).zip(self.words.chunks_mut(self.stride)) {
                new[..SUMS].swap_with_slice(&mut old[..SUMS]);
            }
            *self = roomy;
        }
    }

    /// What they take in memory.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let Self { words, stride: _, beyond: _ } = self;
        size_of_val(&words[..])
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.words.len().checked_div(self.stride).unwrap_or(0) as u32
    }

    #[inline(always)]
    fn word(&self, account: u32, word: usize) -> &AtomicU32 {
        &self.words[account as usize * self.stride + word]
    }

    /// Mean expectation over the account's relationships, as published.
    #[inline(always)]
    pub fn mean(&self, account: u32) -> f32 {
        f32::from_bits(self.word(account, MEAN).load(Relaxed))
    }

    /// Whether there are more than caches hold.
    pub fn are_many(&self) -> bool {
        size_of_val(&self.words[..]) > CACHED
    }

    /// Prefetches an account.
    pub fn fetch(&self, account: u32) {
        fetch(self.word(account, MEAN));
    }

    /// Prefetches these accounts.
    #[inline(always)]
    pub fn fetch_all(&self, accounts: &Lanes<u32>) {
        for &account in &accounts.0 {
            fetch(self.word(account, MEAN));
        }
    }

    /// The account has one more relationship.
    pub fn join(&self, account: u32) {
        self.word(account, RELATIONSHIPS).fetch_add(1, Relaxed);
    }

    /// The account has one relationship less.
    pub fn leave(&self, account: u32) {
        self.word(account, RELATIONSHIPS).fetch_sub(1, Relaxed);
    }

    /// Adds what the accounts of these managers' relationships expect. `worker` is the number of the thread that adds; no
    /// two threads have the same.
    pub fn add(&self, worker: usize, managers: &Managers, rows: &[Row]) {
        // The compiler knows where the words are.
        if self.stride == WORDS {
            self.add_by(WORDS, worker, managers, rows);
        } else {
            self.add_by(self.stride, worker, managers, rows);
        }
    }

    #[inline(always)]
    fn add_by(&self, stride: usize, worker: usize, managers: &Managers, rows: &[Row]) {
        for (slot, row) in rows.iter().enumerate() {
            let (steps, fit) = steps(&row.expectation);
            for lane in 0..LANES {
                if slot < managers.portfolio[lane] as usize && !row.vacant(lane) {
                    let word = &self.words[row.account[lane] as usize * stride + SUMS + worker];
                    let before = word.load(Relaxed) as i32;
                    match before.checked_add(steps[lane]).filter(|_| fit) {
                        Some(sum) => word.store(sum as u32, Relaxed),
                        None => {
                            word.store(0, Relaxed);
                            self.add_beyond(row.account[lane], i64::from(before) + in_steps(row.expectation[lane]));
                        }
                    }
                }
            }
        }
    }

    #[cold]
    fn add_beyond(&self, account: u32, steps: i64) {
        self.beyond().push((account, steps));
    }

    /// A thread that panicked has said why; what it left is whole.
    fn beyond(&self) -> std::sync::MutexGuard<'_, Vec<(u32, i64)>> {
        self.beyond.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Publishes each account's mean expectation, on `threads` threads, and resets the sums.
    pub fn publish(&mut self, threads: usize) {
        let (stride, mut beyond) = (self.stride, std::mem::take(&mut *self.beyond()));
        beyond.sort_unstable();
        let each = piece(self.count() as usize, threads);
        let parts = self.words.chunks_mut(each * stride).enumerate().collect();
        share_out(parts, threads, |(part, accounts)| average(accounts, stride, part * each, &beyond));
    }
}

for_each_processor!(
    /// Expectations in steps, and whether all of them fit into 32 bits.
    fn steps(expectation: &Lanes<f32>) -> (Lanes<i32>, bool) {
        let (mut steps, mut fit) = (Lanes::default(), true);
        for lane in 0..LANES {
            steps[lane] = in_steps(expectation[lane]) as i32;
            fit &= (expectation[lane] < 127.0) & (expectation[lane] > -127.0);
        }
        (steps, fit)
    }
);

/// An expectation in steps, rounded to the nearest.
#[inline(always)]
fn in_steps(expectation: f32) -> i64 {
    // Beside 1.5 · 2⁵² a number has no room for a fraction, and its bits count up in whole numbers.
    let whole = f64::from(expectation) * STEPS + SHIFT;
    whole.to_bits() as i64 - SHIFT.to_bits() as i64
}

for_each_processor!(
    /// Publishes means of neighbouring accounts, the first of which has this number.
    fn average(accounts: &mut [AtomicU32], stride: usize, first: usize, beyond: &[(u32, i64)]) {
        if stride == WORDS && beyond.is_empty() {
            // The compiler knows where the words are.
            return accounts.as_chunks_mut::<WORDS>().0.iter_mut().for_each(|words| renew(words, 0));
        }
        for (account, words) in (first as u32..).zip(accounts.chunks_mut(stride)) {
            let from = beyond.partition_point(|&(other, _)| other < account);
            let own = beyond[from..].iter().take_while(|&&(other, _)| other == account);
            renew(words, own.map(|(_, steps)| steps).sum());
        }
    }
);

/// An account's new mean; one without relationships keeps its mean.
#[inline(always)]
fn renew(words: &mut [AtomicU32], beyond: i64) {
    let mut sum = beyond;
    for word in &mut words[SUMS..] {
        sum += i64::from(std::mem::take(word.get_mut()) as i32);
    }
    let relationships = *words[RELATIONSHIPS].get_mut();
    let new = (sum as f64 / (STEPS * f64::from(relationships))) as f32;
    let mean = words[MEAN].get_mut();
    *mean = choose(relationships > 0, new, f32::from_bits(*mean)).to_bits();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block whose sixteen managers have one relationship each with the account in their lane.
    fn block(accounts: [u32; LANES], expectation: f32) -> (Managers, Row) {
        let managers = Managers { portfolio: Lanes::all(1), ..Managers::default() };
        (managers, Row { account: Lanes(accounts), expectation: Lanes::all(expectation), ..Row::default() })
    }

    #[test]
    fn means_are_the_same_whoever_adds_and_however_much() {
        // The last account has sixty-four relationships that expect 100 each: more than 32 bits of steps hold.
        let few = block(std::array::from_fn(|lane| lane as u32 % 3), 0.3);
        let mean_of = |expected: f32, workers: usize, threads: usize| {
            let many = block([3; LANES], expected);
            let mut accounts = Accounts::new(5, 1);
            (0..LANES as u32).for_each(|lane| accounts.join(lane % 3));
            (0..4 * LANES).for_each(|_| accounts.join(3));
            accounts.make_room(workers);
            for week in 0..2 {
                for time in 0..4 {
                    accounts.add((time + week) % workers, &many.0, std::slice::from_ref(&many.1));
                }
                accounts.add(workers - 1, &few.0, std::slice::from_ref(&few.1));
                accounts.publish(threads);
                // More threads from the next week on: what is published stays.
                accounts = accounts.clone();
                accounts.make_room(workers + 3 * week);
            }
            (0..5).map(|account| accounts.mean(account)).collect::<Vec<_>>()
        };
        for (workers, threads) in [(1, 1), (2, 1), (2, 2), (3, 2), (4, 4)] {
            for expected in [100.0, -100.0] {
                let means = mean_of(expected, workers, threads);
                assert_eq!(means, [0.3, 0.3, 0.3, expected, 0.0], "{workers} workers, {threads} threads");
            }
        }
    }

    #[test]
    fn who_has_no_relationship_left_keeps_its_mean() {
        let mut accounts = Accounts::new(1, 2);
        accounts.join(0);
        let (managers, row) = block([0; LANES], 0.5);
        let alone = Managers { portfolio: Lanes(std::array::from_fn(|lane| u32::from(lane == 4))), ..managers };
        accounts.add(1, &alone, std::slice::from_ref(&row));
        accounts.publish(1);
        accounts.leave(0);
        accounts.publish(1);
        assert_eq!(accounts.mean(0), 0.5);
    }
}
