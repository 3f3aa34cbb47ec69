//! Sums of squares between and within portfolios where shares hardly differ: taken in one pass, in single precision, they could
//! not tell differences from rounding. Shares are exact here, and deviations from the mean are summed, at the cost of a second
//! pass.

use super::variation::Variation;
use crate::population::{Shares, World};

/// Below this part of a sum of squares, their variation is too small to be left of it in one pass.
pub(super) const CLOSE: f64 = 1e-3;

/// How the flag of `effect` varies between portfolios and within them.
pub(super) fn variation(world: &World, effect: usize) -> Variation {
    let flagged = |(size, shares): (f64, &Shares)| ((f64::from(shares.0[effect]) * size).round(), size);
    Variation::of_flag(sizes(world).zip(&world.notes.flagged).map(flagged))
}

/// How many relationships there are in the portfolio of each seat.
pub(super) fn sizes(world: &World) -> impl Iterator<Item = f64> + Clone {
    let blocks = world.blocks.iter().zip(&world.managers);
    blocks.flat_map(|(block, managers)| managers.portfolio.0[..block.count].iter().map(|&size| f64::from(size)))
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
