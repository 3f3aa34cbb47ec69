//! The correlations of [`correlation`](super::correlation) where shares hardly differ: sums of squares taken in one pass, in
//! single precision, could not tell their differences from rounding. Shares are exact here, and deviations from the mean are
//! summed, at the cost of a second pass.

use crate::population::{NO_CONTACT, World};
use darkside_lanes::LANES;

/// Below this part of a sum of squares, their variation is too small to be left of it in one pass.
pub(super) const CLOSE: f64 = 1e-3;

/// Correlation, over all ties inside firms, of the shares that carry the flag of `effect`. NaN where nothing varies.
pub(super) fn over_ties(world: &World, effect: usize) -> f64 {
    let shares: Vec<f64> = portfolios(world, effect).map(|(flagged, all)| flagged / all).collect();
    let (mut ties, mut own, mut theirs) = (0.0, 0.0, 0.0);
    each_tie(world, &shares, |x, y| (ties, own, theirs) = (ties + 1.0, own + x, theirs + y));
    let (own, theirs) = (own / ties, theirs / ties);
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    each_tie(world, &shares, |x, y| {
        let (x, y) = (x - own, y - theirs);
        (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
    });
    // What only rounding of the mean leaves is no variation.
    let varies = |squares: f64, mean: f64| squares > ties * (mean * 1e-12) * (mean * 1e-12);
    if !(varies(xx, own) && varies(yy, theirs)) {
        return f64::NAN;
    }
    let correlation = xy / (xx * yy).sqrt();
    // Rounding may take it past the ends.
    if correlation.abs() <= 1.0 { correlation } else { correlation.signum() }
}

/// Sums of squares of the flag of `effect` between portfolios and within them.
pub(super) fn squares(world: &World, effect: usize) -> (f64, f64) {
    let (flagged, all) = portfolios(world, effect).fold((0.0, 0.0), |sums, one| (sums.0 + one.0, sums.1 + one.1));
    let mean = flagged / all;
    portfolios(world, effect).fold((0.0, 0.0), |(between, within), (flagged, all)| {
        let share = flagged / all;
        (between + all * (share - mean) * (share - mean), within + flagged * (1.0 - share))
    })
}

/// For each seat, the relationships that carry the flag of `effect`, and all of them.
fn portfolios(world: &World, effect: usize) -> impl Iterator<Item = (f64, f64)> {
    let blocks = world.blocks.iter().zip(&world.managers);
    let sizes = blocks.flat_map(|(block, managers)| (0..LANES.min(block.count)).map(|lane| managers.portfolio[lane]));
    sizes.zip(&world.notes.flagged).map(move |(size, shares)| {
        let size = f64::from(size);
        ((f64::from(shares.0[effect]) * size).round(), size)
    })
}

/// Calls `see` with the shares at both ends of each tie inside a firm, in the order of seats and slots.
fn each_tie(world: &World, shares: &[f64], mut see: impl FnMut(f64, f64)) {
    for block in &world.blocks {
        for lane in 0..block.count {
            let own = shares[block.first_seat as usize + lane];
            let ties = world.ties[block.ties.clone()].iter();
            for tie in ties.take_while(|tie| tie.contact(lane) != NO_CONTACT).filter(|tie| tie.inside(lane)) {
                see(own, shares[tie.contact(lane) as usize]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::run::run;
    use crate::scenario::read;
    use std::path::Path;

    /// Portfolios of a thousand, nearly all of whose relationships carry a flag.
    #[test]
    fn large_portfolios_that_hardly_differ_have_correlations_of_at_most_one() {
        let text = "question = \"?\"\nrun.weeks = 30\npopulation = { managers = 5, firms = 2, portfolio = 1000 }\n\
                    dark_side = { onset = 1e-45, offset = 0 }\n";
        let scenario = read("large.toml", text, Path::new(""), &[]).unwrap();
        for seed in 1..=4 {
            let record = run(&scenario, seed, false);
            for effect in
                ["opportunism", "conflict", "lock_in", "rising_expectations", "cognitive_bias", "embeddedness"]
            {
                for kind in ["tie_correlation", "portfolio_icc"] {
                    let weeks = record.metric(&format!("{kind}_{effect}")).unwrap();
                    assert!(
                        weeks.iter().all(|value| value.is_nan() || (-1.0..=1.0).contains(value)),
                        "{kind} {effect} {weeks:?}"
                    );
                }
            }
        }
    }
}
