//! Accounts: customers, some of whom several managers serve, and what they expect on average.

use super::{Block, Managers, Row};

/// Expectations are summed in steps of 2⁻²⁴, as integers, so that no order of summing matters.
const STEPS: f32 = 16_777_216.0;

/// The accounts' mean expectations.
#[derive(Clone, Debug, Default)]
pub struct Accounts {
    /// Mean expectation over the account's relationships, as published.
    pub mean: Vec<f32>,
    sum: Vec<i64>,
    relationships: Vec<u32>,
}

impl Accounts {
    /// So many accounts.
    pub fn new(count: usize) -> Self {
        Self { mean: vec![0.0; count], sum: vec![0; count], relationships: vec![0; count] }
    }

    /// Publishes each account's mean expectation.
    pub fn publish(&mut self, blocks: &[Block], managers: &[Managers], rows: &[Row]) {
        self.sum.fill(0);
        self.relationships.fill(0);
        for (block, managers) in blocks.iter().zip(managers) {
            for (slot, row) in rows[block.rows.clone()].iter().enumerate() {
                for lane in 0..block.count {
                    if slot < managers.portfolio[lane] as usize {
                        let account = row.account[lane] as usize;
                        self.sum[account] += (row.expectation[lane] * STEPS) as i64;
                        self.relationships[account] += 1;
                    }
                }
            }
        }
        for ((mean, &sum), &count) in self.mean.iter_mut().zip(&self.sum).zip(&self.relationships) {
            if count > 0 {
                *mean = (sum as f64 / (f64::from(STEPS) * f64::from(count))) as f32;
            }
        }
    }
}
