//! Sums of squares between and within portfolios where shares hardly differ: taken in one pass, in single precision, they could
//! not tell differences from rounding. Shares are exact here, and deviations from the mean are summed, at the cost of a second
//! pass.

use crate::population::World;
use darkside_lanes::LANES;

/// Below this part of a sum of squares, their variation is too small to be left of it in one pass.
pub(super) const CLOSE: f64 = 1e-3;

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
