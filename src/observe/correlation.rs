//! The footprints that a field study would look for: flags alike within portfolios, and along ties.

use multiversion::multiversion;

use crate::lanes::Lanes;
use crate::population::{Block, Managers, NO_CONTACT, World};

/// For each seat and effect, how many relationships carry the flag, and their share of the portfolio.
pub(super) struct Flags {
    /// Number and share, each padded to eight.
    count: Vec<[f32; 8]>,
    share: Vec<[f32; 8]>,
    portfolio: Vec<f32>,
    /// Sum of the portfolios' sizes, and of their squares.
    relationships: f64,
    squares: f64,
}

impl Flags {
    pub fn new(world: &World) -> Self {
        let seats = world.seats() as usize;
        let sizes = |(block, managers): (&Block, &Managers)| managers.portfolio.0[..block.count].to_vec();
        let portfolio: Vec<u32> = world.blocks.iter().zip(&world.managers).flat_map(sizes).collect();
        let relationships = world.relationships as f64;
        let squares = portfolio.iter().map(|&size| f64::from(size) * f64::from(size)).sum();
        let portfolio = portfolio.into_iter().map(|size| size as f32).collect();
        Self { count: vec![[0.0; 8]; seats], share: vec![[0.0; 8]; seats], portfolio, relationships, squares }
    }

    /// Notes a block's counts by effect.
    pub fn set(&mut self, block: &Block, counts: &[Lanes<u32>]) {
        let seats = block.first_seat as usize..block.first_seat as usize + block.count;
        let rows = self.count[seats.clone()].iter_mut().zip(&mut self.share[seats.clone()]);
        for (lane, ((count, share), portfolio)) in rows.zip(&self.portfolio[seats]).enumerate() {
            for (effect, counts) in counts.iter().enumerate() {
                count[effect] = counts[lane] as f32;
            }
            for k in 0..8 {
                share[k] = count[k] / portfolio;
            }
        }
    }
}

/// Intraclass correlation of each effect's flag within portfolios: the analysis-of-variance estimator for groups of
/// unequal size (Donner, International Statistical Review 54(1), 1986). NaN where nothing varies.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
pub(super) fn within_portfolios(flags: &Flags) -> [f64; 6] {
    let groups = flags.portfolio.len() as f64;
    let all = flags.relationships;
    let (mut flagged, mut between_sum) = ([0.0; 8], [0.0; 8]);
    for (count, share) in flags.count.iter().zip(&flags.share) {
        for k in 0..8 {
            flagged[k] += f64::from(count[k]);
            between_sum[k] += f64::from(count[k]) * f64::from(share[k]);
        }
    }
    let size = (all - flags.squares / all) / (groups - 1.0);
    std::array::from_fn(|k| {
        let mean = flagged[k] / all;
        let between = (between_sum[k] - all * mean * mean) / (groups - 1.0);
        let within = (flagged[k] - between_sum[k]) / (all - groups);
        let correlation = (between - within) / (between + (size - 1.0) * within);
        let varies = flagged[k] > 0.0 && flagged[k] < all && correlation.is_finite();
        if varies { correlation } else { f64::NAN }
    })
}

/// Correlation, over all ties inside firms, of the shares of flagged relationships at the tie's two ends; one
/// number for each effect. NaN where nothing varies.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
pub(super) fn over_ties(world: &World, flags: &Flags) -> [f64; 6] {
    let mut ties = 0u64;
    let [mut x, mut y, mut xx, mut yy, mut xy] = [[0.0f64; 8]; 5];
    for block in &world.blocks {
        for lane in 0..block.count {
            let own = &flags.share[block.first_seat as usize + lane];
            let (mut degree, mut sum, mut square) = (0u64, [0.0f32; 8], [0.0f32; 8]);
            for tie in &world.ties[block.ties.clone()] {
                let contact = tie.contact[lane];
                if contact == NO_CONTACT {
                    break;
                }
                if tie.inside[lane] != 0 {
                    degree += 1;
                    let theirs = &flags.share[contact as usize];
                    for k in 0..8 {
                        sum[k] += theirs[k];
                        square[k] += theirs[k] * theirs[k];
                    }
                }
            }
            ties += degree;
            for k in 0..8 {
                let (own, sum) = (f64::from(own[k]), f64::from(sum[k]));
                x[k] += own * degree as f64;
                xx[k] += own * own * degree as f64;
                y[k] += sum;
                yy[k] += f64::from(square[k]);
                xy[k] += own * sum;
            }
        }
    }
    let n = ties as f64;
    std::array::from_fn(|k| {
        let covariance = n * xy[k] - x[k] * y[k];
        let spread = (n * xx[k] - x[k] * x[k]) * (n * yy[k] - y[k] * y[k]);
        if spread > 1e-9 { covariance / spread.sqrt() } else { f64::NAN }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portfolios_of_unequal_size_give_the_estimate_of_the_analysis_of_variance() {
        // Flagged and in all, by portfolio. Expected from the sums of squares of the fourteen zeros and ones themselves.
        let portfolios: [(f32, f32); 4] = [(3.0, 4.0), (0.0, 2.0), (1.0, 6.0), (2.0, 2.0)];
        let row = |number: f32| std::array::from_fn(|effect| if effect == 0 { number } else { 0.0 });
        let flags = Flags {
            count: portfolios.map(|(flagged, _)| row(flagged)).to_vec(),
            share: portfolios.map(|(flagged, all)| row(flagged / all)).to_vec(),
            portfolio: portfolios.map(|(_, all)| all).to_vec(),
            relationships: 14.0,
            squares: 60.0,
        };
        let correlations = within_portfolios(&flags);
        assert!((correlations[0] - 0.471_142_04).abs() < 1e-6, "{}", correlations[0]);
        assert!(correlations[1].is_nan(), "no flag, no correlation");
    }
}
