//! The footprints that a field study would look for: flags alike within portfolios, and along ties.

use super::close_shares::{CLOSE, sizes};
use super::variation::Variation;
use crate::population::{Block, FirmState, NO_CONTACT, STRETCH, Shares, World, share_out};
use crate::week::PortfolioTotals;
use darkside_lanes::LANES;
use darkside_lanes::{
    for_each_processor,
    processor::{Ahead, CACHED},
};

/// How many portfolios and relationships there are; nothing varies yet.
pub(super) fn portfolios(world: &World) -> Variation {
    Variation {
        groups: f64::from(world.seats()),
        members: world.relationships as f64,
        squares: sizes(world).map(|size| size * size).sum(),
        ..Variation::default()
    }
}

/// Intraclass correlation of each effect's flag within portfolios. NaN where nothing varies.
///
/// `exact` gives the variation of the flag where one pass is not precise enough.
pub(super) fn within_portfolios(
    portfolios: &Variation,
    seen: &PortfolioTotals,
    exact: impl Fn(usize) -> Variation,
) -> [f64; 6] {
    let all = portfolios.members;
    std::array::from_fn(|k| {
        let (flagged, squares) = (seen.counts.effects[k] as f64, seen.squares[k]);
        if flagged == 0.0 || flagged == all {
            return f64::NAN;
        }
        let mean = flagged / all;
        let variation = match squares - all * mean * mean {
            between if between > CLOSE * squares => Variation { between, within: flagged - squares, ..*portfolios },
            _ => exact(k),
        };
        let correlation = variation.intraclass_correlation();
        if correlation.is_finite() { correlation } else { f64::NAN }
    })
}

/// Correlation, over all ties inside firms, of the shares of flagged relationships at the tie's two ends, less the mean share of
/// their firm: managers of one firm are alike for other reasons than their ties. One number for each effect; NaN where nothing
/// varies within firms.
pub(super) fn over_ties(world: &World, seen: &PortfolioTotals, threads: usize) -> [f64; 6] {
    if seen.counts.dark == 0 {
        return [f64::NAN; 6];
    }
    let means = means_of_firms(world);
    let mut sums = OverTies::default();
    // Several neighbouring stretches at a time, so that what is fetched ahead is for the thread that fetches it.
    let pieces = world.blocks.chunks(8 * STRETCH).collect();
    let look = |blocks: &[Block]| -> Vec<OverTies> {
        blocks.chunks(STRETCH).map(|stretch| look_around(world, &means, stretch)).collect()
    };
    share_out(pieces, threads, look).iter().flatten().for_each(|of_stretch| sums.take(of_stretch));
    sums.correlations()
}

/// Mean over each firm's managers of the share of their portfolio that carries each effect's flag.
fn means_of_firms(world: &World) -> Vec<[f64; 8]> {
    let mean = |firm: &FirmState| {
        let managers = &world.notes.flagged[firm.seats.start as usize..firm.seats.end as usize];
        let mut mean = [0.0; 8];
        for Shares(shares) in managers {
            (0..8).for_each(|k| mean[k] += f64::from(shares[k]));
        }
        mean.map(|sum| sum / managers.len() as f64)
    };
    world.firms.iter().map(mean).collect()
}

/// Sums over ties of squares and products of deviations at both ends, in the order of seats within a stretch.
#[derive(Default)]
struct OverTies {
    ties: u64,
    xx: [f64; 8],
    yy: [f64; 8],
    xy: [f64; 8],
}

impl OverTies {
    /// Adds the ties of the manager in a lane inside the firm, whose mean shares are `mean`.
    #[inline(always)]
    fn add(&mut self, world: &World, block: &Block, lane: usize, mean: &[f64; 8]) {
        let deviations = |seat: usize| {
            let Shares(shares) = &world.notes.flagged[seat];
            let mut deviations = [0.0; 8];
            for k in 0..8 {
                deviations[k] = f64::from(shares[k]) - mean[k];
            }
            deviations
        };
        let (mut count, mut sum) = (0u32, [0.0; 8]);
        for tie in &world.ties[block.ties.clone()] {
            let contact = tie.contact(lane);
            if contact == NO_CONTACT {
                break;
            }
            if tie.inside(lane) {
                count += 1;
                let theirs = deviations(contact as usize);
                for k in 0..8 {
                    sum[k] += theirs[k];
                    self.yy[k] += theirs[k] * theirs[k];
                }
            }
        }
        let own = deviations(block.first_seat as usize + lane);
        self.ties += u64::from(count);
        for k in 0..8 {
            self.xx[k] += own[k] * own[k] * f64::from(count);
            self.xy[k] += own[k] * sum[k];
        }
    }

    /// Adds those of another stretch.
    fn take(&mut self, other: &Self) {
        self.ties += other.ties;
        for (sums, others) in [(&mut self.xx, &other.xx), (&mut self.yy, &other.yy), (&mut self.xy, &other.xy)] {
            for k in 0..8 {
                sums[k] += others[k];
            }
        }
    }

    fn correlations(&self) -> [f64; 6] {
        // Shares differ by more than this unless only rounding tells them from the mean.
        const ROUNDING: f64 = 1e-14;
        let nothing = self.ties as f64 * ROUNDING * ROUNDING;
        std::array::from_fn(|k| {
            let varies = self.xx[k] > nothing && self.yy[k] > nothing;
            let correlation = self.xy[k] / (self.xx[k] * self.yy[k]).sqrt();
            // Rounding may take it past the ends.
            let within = if correlation.abs() <= 1.0 { correlation } else { correlation.signum() };
            if varies { within } else { f64::NAN }
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
    fn look_around(world: &World, means: &[[f64; 8]], blocks: &[Block]) -> OverTies {
        let mut sums = OverTies::default();
        let far = size_of_val(&world.notes.flagged[..]) > CACHED;
        for block in blocks {
            if far {
                look_ahead(world, block);
            }
            for lane in 0..block.count {
                sums.add(world, block, lane, &means[block.firms[lane] as usize]);
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
        let all = Variation { groups: 4.0, members: 14.0, squares: 60.0, ..Variation::default() };
        let correlations = within_portfolios(&all, &seen, |_| Variation { between: f64::NAN, ..all });
        assert!((correlations[0] - 0.471_142_04).abs() < 1e-6, "{}", correlations[0]);
        assert!(correlations[1].is_nan(), "no flag, no correlation");
    }

    /// Two firms of which one has all the flags: that managers of one firm are alike is no footprint of their ties.
    #[test]
    fn correlation_along_ties_is_within_firms() {
        let text = "question = \"?\"\npopulation = { managers = 12, firms = 2, portfolio = 4 }\nties.inside = 3\n";
        let scenario = crate::scenario::read("two.toml", text, std::path::Path::new(""), &[]).unwrap();
        let mut world = crate::population::generate(&scenario, 1);
        let mut seen = PortfolioTotals::default();
        seen.counts.dark = 1;
        let set = |world: &mut World, share: &dyn Fn(usize) -> f32| {
            for seat in 0..12 {
                world.notes.flagged[seat].0[0] = share(seat);
            }
            over_ties(world, &seen, 1)[0]
        };
        assert!(set(&mut world, &|seat| if seat < 6 { 0.25 } else { 0.75 }).is_nan(), "nothing varies within firms");
        let shares = [0.0, 0.25, 0.25, 0.5, 0.0, 0.25, 1.0, 0.75, 0.5, 1.0, 1.0, 0.5_f32];
        let found = set(&mut world, &|seat| shares[seat]);
        let mean = |firm: usize| shares[6 * firm..][..6].iter().map(|&share| f64::from(share)).sum::<f64>() / 6.0;
        let deviation = |seat: u32| f64::from(shares[seat as usize]) - mean(seat as usize / 6);
        let ties = (0..12u32).flat_map(|seat| world.contacts(seat).map(move |(_, contact)| (seat, contact)));
        let inside: Vec<_> = ties.filter(|&(seat, contact)| seat / 6 == contact / 6).collect();
        let sum = |of: &dyn Fn(u32, u32) -> f64| inside.iter().map(|&(seat, contact)| of(seat, contact)).sum::<f64>();
        let squares = sum(&|seat, _| deviation(seat) * deviation(seat))
            * sum(&|_, contact| deviation(contact) * deviation(contact));
        let expected = sum(&|seat, contact| deviation(seat) * deviation(contact)) / squares.sqrt();
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }
}
