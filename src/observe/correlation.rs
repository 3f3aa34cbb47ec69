//! The footprints that a field study would look for: flags alike within portfolios, and along ties.

use multiversion::multiversion;

use crate::lanes::Lanes;
use crate::population::{Block, Managers, NO_CONTACT, World};

/// For each seat and effect, how many relationships carry the flag, and their share of the portfolio.
pub(super) struct Flags {
    portfolio: Vec<u32>,
    count: Vec<[u32; 6]>,
    /// Padded to eight, a cache line.
    share: Vec<[f64; 8]>,
}

impl Flags {
    pub fn new(world: &World) -> Self {
        let seats = world.seats() as usize;
        Self { portfolio: vec![0; seats], count: vec![[0; 6]; seats], share: vec![[0.0; 8]; seats] }
    }

    /// Notes a block's counts by effect.
    pub fn set(&mut self, block: &Block, managers: &Managers, counts: &[Lanes<u32>]) {
        for lane in 0..block.count {
            let seat = block.first_seat as usize + lane;
            self.portfolio[seat] = managers.portfolio[lane];
            for (effect, counts) in counts.iter().enumerate() {
                self.count[seat][effect] = counts[lane];
                self.share[seat][effect] = f64::from(counts[lane]) / f64::from(managers.portfolio[lane]);
            }
        }
    }
}

/// Intraclass correlation of an effect's flag within portfolios: the analysis-of-variance estimator for groups of
/// unequal size (Donner, International Statistical Review 54(1), 1986). NaN where nothing varies.
pub(super) fn within_portfolios(world: &World, flags: &Flags, effect: usize) -> f64 {
    let groups = f64::from(world.seats());
    let all = world.relationships as f64;
    let (mut flagged, mut squares, mut between_sum) = (0u64, 0u64, 0.0f64);
    for (count, &portfolio) in flags.count.iter().zip(&flags.portfolio) {
        flagged += u64::from(count[effect]);
        squares += u64::from(portfolio) * u64::from(portfolio);
        between_sum += f64::from(count[effect] * count[effect]) / f64::from(portfolio);
    }
    let mean = flagged as f64 / all;
    let between = (between_sum - all * mean * mean) / (groups - 1.0);
    let within = (flagged as f64 - between_sum) / (all - groups);
    let size = (all - squares as f64 / all) / (groups - 1.0);
    let correlation = (between - within) / (between + (size - 1.0) * within);
    if flagged == 0 || flagged == world.relationships || !correlation.is_finite() { f64::NAN } else { correlation }
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
            let (mut degree, mut sum, mut square) = (0u64, [0.0; 8], [0.0; 8]);
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
                x[k] += own[k] * degree as f64;
                xx[k] += own[k] * own[k] * degree as f64;
                y[k] += sum[k];
                yy[k] += square[k];
                xy[k] += own[k] * sum[k];
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
