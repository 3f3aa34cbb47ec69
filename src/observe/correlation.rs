//! The footprints that a field study would look for: flags alike within portfolios, and along ties.

use std::ops::Range;
use std::thread;

use crate::lanes::Lanes;
use crate::population::{Block, Managers, NO_CONTACT, World};
use crate::processor::for_each_processor;

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

    /// Whether no relationship carries any.
    fn none(&self) -> bool {
        self.count.iter().flatten().all(|&count| count == 0.0)
    }

    /// Those of all seats.
    pub fn all(&mut self) -> OfSeats<'_> {
        OfSeats { count: &mut self.count, share: &mut self.share, portfolio: &self.portfolio }
    }
}

/// [`Flags`] of neighbouring seats.
pub(super) struct OfSeats<'a> {
    count: &'a mut [[f32; 8]],
    share: &'a mut [[f32; 8]],
    portfolio: &'a [f32],
}

impl OfSeats<'_> {
    /// The first so many seats, and the others.
    pub fn split(self, seats: usize) -> (Self, Self) {
        let (count, other_count) = self.count.split_at_mut(seats);
        let (share, other_share) = self.share.split_at_mut(seats);
        let (portfolio, other_portfolio) = self.portfolio.split_at(seats);
        let other = Self { count: other_count, share: other_share, portfolio: other_portfolio };
        (Self { count, share, portfolio }, other)
    }

    /// Notes the counts by effect of the managers on these of the seats.
    pub fn set(&mut self, seats: Range<usize>, counts: &[Lanes<u32>]) {
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

for_each_processor!(
    /// Intraclass correlation of each effect's flag within portfolios: the analysis-of-variance estimator for groups of
    /// unequal size (Donner, International Statistical Review 54(1), 1986). NaN where nothing varies.
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
);

/// Correlation, over all ties inside firms, of the shares of flagged relationships at the tie's two ends; one
/// number for each effect. NaN where nothing varies.
pub(super) fn over_ties(world: &World, flags: &Flags, threads: usize) -> [f64; 6] {
    let mut sums = OverTies::default();
    if flags.none() {
        return [f64::NAN; 6];
    }
    if threads > 1 {
        let mut colleagues = vec![Colleagues::default(); flags.share.len()];
        thread::scope(|scope| {
            let mut rest = colleagues.as_mut_slice();
            for blocks in world.blocks.chunks(world.blocks.len().div_ceil(threads)) {
                let (own, others) = rest.split_at_mut(blocks.iter().map(|block| block.count).sum());
                rest = others;
                scope.spawn(move || look_around(world, flags, blocks, own));
            }
        });
        add_up(&mut sums, flags, &colleagues);
    } else {
        add_all(&mut sums, world, flags);
    }
    sums.correlations()
}

/// Sums over the colleagues whom a manager looks at, of their shares and of the shares' squares.
#[derive(Clone, Copy, Default)]
struct Colleagues {
    count: u32,
    sum: [f32; 8],
    square: [f32; 8],
}

impl Colleagues {
    #[inline(always)]
    fn of(world: &World, flags: &Flags, block: &Block, lane: usize) -> Self {
        let mut colleagues = Self::default();
        for tie in &world.ties[block.ties.clone()] {
            let contact = tie.contact[lane];
            if contact == NO_CONTACT {
                break;
            }
            if tie.inside[lane] != 0 {
                colleagues.count += 1;
                let theirs = &flags.share[contact as usize];
                for k in 0..8 {
                    colleagues.sum[k] += theirs[k];
                    colleagues.square[k] += theirs[k] * theirs[k];
                }
            }
        }
        colleagues
    }
}

/// Sums over ties, of the shares at both ends, in the order of seats.
#[derive(Default)]
struct OverTies {
    ties: u64,
    x: [f64; 8],
    y: [f64; 8],
    xx: [f64; 8],
    yy: [f64; 8],
    xy: [f64; 8],
}

impl OverTies {
    #[inline(always)]
    fn add(&mut self, own: &[f32; 8], colleagues: &Colleagues) {
        let count = f64::from(colleagues.count);
        self.ties += u64::from(colleagues.count);
        for k in 0..8 {
            let (own, sum) = (f64::from(own[k]), f64::from(colleagues.sum[k]));
            self.x[k] += own * count;
            self.xx[k] += own * own * count;
            self.y[k] += sum;
            self.yy[k] += f64::from(colleagues.square[k]);
            self.xy[k] += own * sum;
        }
    }

    fn correlations(&self) -> [f64; 6] {
        let Self { ties, x, y, xx, yy, xy } = self;
        let n = *ties as f64;
        std::array::from_fn(|k| {
            let covariance = n * xy[k] - x[k] * y[k];
            let spread = (n * xx[k] - x[k] * x[k]) * (n * yy[k] - y[k] * y[k]);
            if spread > 1e-9 { covariance / spread.sqrt() } else { f64::NAN }
        })
    }
}

for_each_processor!(
    /// Takes all managers in one go.
    fn add_all(sums: &mut OverTies, world: &World, flags: &Flags) {
        let mut local = OverTies::default();
        for block in &world.blocks {
            for lane in 0..block.count {
                let own = &flags.share[block.first_seat as usize + lane];
                local.add(own, &Colleagues::of(world, flags, block, lane));
            }
        }
        *sums = local;
    }
);

for_each_processor!(
    /// The colleagues of the managers of some blocks.
    fn look_around(world: &World, flags: &Flags, blocks: &[Block], colleagues: &mut [Colleagues]) {
        let lanes = blocks.iter().flat_map(|block| (0..block.count).map(move |lane| (block, lane)));
        for (colleagues, (block, lane)) in colleagues.iter_mut().zip(lanes) {
            *colleagues = Colleagues::of(world, flags, block, lane);
        }
    }
);

for_each_processor!(
    fn add_up(sums: &mut OverTies, flags: &Flags, colleagues: &[Colleagues]) {
        let mut local = OverTies::default();
        for (own, colleagues) in flags.share.iter().zip(colleagues) {
            local.add(own, colleagues);
        }
        *sums = local;
    }
);

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
