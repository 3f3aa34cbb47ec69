//! The footprints that a field study would look for: flags alike within portfolios, and along ties.

use super::close_shares::{self, CLOSE};
use super::stretch::{look_at_each, stretches};
use crate::population::{Block, Managers, NO_CONTACT, STRETCH, Shares, World};
use crate::week::PortfolioTotals;
use darkside_lanes::LANES;
use darkside_lanes::{
    for_each_processor,
    processor::{Ahead, CACHED},
};

/// How many portfolios and relationships there are, and the sum of the portfolios' sizes squared.
pub(super) struct Portfolios {
    number: f64,
    relationships: f64,
    squares: f64,
}

impl Portfolios {
    pub(super) fn of(world: &World) -> Self {
        let sizes = |(block, managers): (&Block, &Managers)| managers.portfolio.0[..block.count].to_vec();
        let sizes = world.blocks.iter().zip(&world.managers).flat_map(sizes);
        Self {
            number: f64::from(world.seats()),
            relationships: world.relationships as f64,
            squares: sizes.map(|size| f64::from(size) * f64::from(size)).sum(),
        }
    }
}

/// Intraclass correlation of each effect's flag within portfolios: the analysis-of-variance estimator for groups of
/// unequal size (Donner, International Statistical Review 54(1), 1986). NaN where nothing varies.
///
/// `exact` gives the sums of squares between and within portfolios where one pass is not precise enough.
pub(super) fn within_portfolios(
    portfolios: &Portfolios,
    seen: &PortfolioTotals,
    exact: impl Fn(usize) -> (f64, f64),
) -> [f64; 6] {
    let (groups, all) = (portfolios.number, portfolios.relationships);
    let size = (all - portfolios.squares / all) / (groups - 1.0);
    std::array::from_fn(|k| {
        let (flagged, squares) = (seen.counts.effects[k] as f64, seen.squares[k]);
        let mean = flagged / all;
        let (between, within) = match squares - all * mean * mean {
            between if between > CLOSE * squares || flagged == 0.0 || flagged == all => (between, flagged - squares),
            _ => exact(k),
        };
        let (between, within) = (between / (groups - 1.0), within / (all - groups));
        let correlation = (between - within) / (between + (size - 1.0) * within);
        let varies = flagged > 0.0 && flagged < all && correlation.is_finite();
        if varies { correlation } else { f64::NAN }
    })
}

/// Correlation, over all ties inside firms, of the shares of flagged relationships at the tie's two ends; one
/// number for each effect. NaN where nothing varies.
pub(super) fn over_ties(world: &World, seen: &PortfolioTotals, threads: usize) -> [f64; 6] {
    if seen.counts.dark == 0 {
        return [f64::NAN; 6];
    }
    let mut sums = OverTies::default();
    // Several neighbouring stretches at a time, so that what is fetched ahead is for the thread that fetches it.
    let pieces = world.blocks.chunks(8 * STRETCH).collect();
    let look = |blocks| stretches(blocks).map(|stretch| look_around(world, stretch)).collect::<Vec<_>>();
    look_at_each(pieces, threads, look).iter().flatten().for_each(|of_stretch| sums.take(of_stretch));
    sums.correlations(|effect| close_shares::over_ties(world, effect))
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
    fn of(world: &World, block: &Block, lane: usize) -> Self {
        let mut colleagues = Self::default();
        for tie in &world.ties[block.ties.clone()] {
            let contact = tie.contact(lane);
            if contact == NO_CONTACT {
                break;
            }
            if tie.inside(lane) {
                colleagues.count += 1;
                let Shares(theirs) = &world.notes.flagged[contact as usize];
                for k in 0..8 {
                    colleagues.sum[k] += theirs[k];
                    colleagues.square[k] += theirs[k] * theirs[k];
                }
            }
        }
        colleagues
    }
}

/// Sums over ties, of the shares at both ends, in the order of seats within a stretch.
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

    /// Adds those of another stretch.
    fn take(&mut self, other: &Self) {
        self.ties += other.ties;
        let sums = [&mut self.x, &mut self.y, &mut self.xx, &mut self.yy, &mut self.xy];
        for (sums, others) in sums.into_iter().zip([&other.x, &other.y, &other.xx, &other.yy, &other.xy]) {
            for k in 0..8 {
                sums[k] += others[k];
            }
        }
    }

    /// `exact` gives the correlation of an effect where these sums are not precise enough.
    fn correlations(&self, exact: impl Fn(usize) -> f64) -> [f64; 6] {
        let Self { ties, x, y, xx, yy, xy } = self;
        let n = *ties as f64;
        std::array::from_fn(|k| {
            let covariance = n * xy[k] - x[k] * y[k];
            let (spread_x, spread_y) = (n * xx[k] - x[k] * x[k], n * yy[k] - y[k] * y[k]);
            match spread_x > CLOSE * n * xx[k] && spread_y > CLOSE * n * yy[k] {
                true => covariance / (spread_x * spread_y).sqrt(),
                false if xx[k] > 0.0 && yy[k] > 0.0 => exact(k),
                false => f64::NAN,
            }
        })
    }
}

/// Prefetches ties that are read soon, and the managers they lead to: colleagues are among the neighbours.
#[inline(always)]
fn look_ahead(world: &World, block: &Block) {
    const TIES: usize = 4;
    const COLLEAGUES: usize = 1024;
    let (rows, seats) = (block.ties.len(), block.first_seat as usize + COLLEAGUES);
    let ties = world.ties.get(block.ties.end + TIES * rows..).unwrap_or_default();
    Ahead::of(&ties[..ties.len().min(rows)]).fetch(0, 1);
    let flagged = world.notes.flagged.get(seats..).unwrap_or_default();
    Ahead::of(&flagged[..flagged.len().min(LANES)]).fetch(0, 1);
}

for_each_processor!(
    /// The managers of a stretch, and the colleagues whom each looks at.
    fn look_around(world: &World, blocks: &[Block]) -> OverTies {
        let mut sums = OverTies::default();
        let far = size_of_val(&world.notes.flagged[..]) > CACHED;
        for block in blocks {
            if far {
                look_ahead(world, block);
            }
            for lane in 0..block.count {
                let Shares(own) = &world.notes.flagged[block.first_seat as usize + lane];
                sums.add(own, &Colleagues::of(world, block, lane));
            }
        }
        sums
    }
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn portfolios_of_unequal_size_give_the_estimate_of_the_analysis_of_variance() {
        // Flagged and in all, by portfolio. Expected from the sums of squares of the fourteen zeros and ones themselves.
        let portfolios: [(f32, f32); 4] = [(3.0, 4.0), (0.0, 2.0), (1.0, 6.0), (2.0, 2.0)];
        let mut seen = PortfolioTotals::default();
        seen.counts.effects[0] = portfolios.iter().map(|(flagged, _)| *flagged as u64).sum();
        seen.squares[0] = portfolios.iter().map(|(flagged, all)| f64::from(flagged * flagged / all)).sum();
        let all = Portfolios { number: 4.0, relationships: 14.0, squares: 60.0 };
        let correlations = within_portfolios(&all, &seen, |_| (f64::NAN, f64::NAN));
        assert!((correlations[0] - 0.471_142_04).abs() < 1e-6, "{}", correlations[0]);
        assert!(correlations[1].is_nan(), "no flag, no correlation");
    }
}
