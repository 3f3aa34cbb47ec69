//! Consensus after DeGroot (1974), *Reaching a consensus*, Journal of the American Statistical Association 69, 118–121.

use super::case::{Case, Family, Quantity, Runs};
use super::outbreak::watch;
use darkside_engine::scenario::Scenario;

pub(super) const FAMILY: Family = Family {
    name: "degroot",
    scenario: "known/degroot",
    about: "consensus of beliefs on a star (DeGroot 1974)",
    tests: "beliefs by experience and by talk, an imported edge list and its weights, what is known, introduce, a dated patch",
    cases,
};

/// Managers: the hub and its leaves.
const NODES: u32 = 5;

const CONSENSUS: f64 = 5.0 / 13.0;
const SOURCE: &str = "5/13, the hub's part of the row-stochastic matrix's left eigenvector";

fn cases() -> Vec<Case> {
    let quantities = vec![
        Quantity::each("belief of the hub", CONSENSUS, 1e-6, SOURCE),
        Quantity::each("belief of the leaf farthest from it", CONSENSUS, 1e-6, SOURCE),
        Quantity::each("belief of the hub after a week of talk", 0.2, 1e-6, "1/5 of its own 1, 4/5 of 0"),
        Quantity::each("belief of the leaf farthest from it, then", 0.5, 1e-6, "1/2 of the hub's 1, 1/2 of 0"),
    ];
    let setting = "star of 5 with self-weights, hub 1, leaves 0";
    vec![Case::of(setting.into(), Vec::new(), Runs { quick: 1, full: 1 }, quantities, beliefs)]
}

/// The belief of the hub and that of the leaf farthest from it, at the end of the run and at the end of week 2.
fn beliefs(scenario: &Scenario, seed: u64) -> Vec<f64> {
    let (mut after_a_week, mut last) = ([f64::NAN; 2], [f64::NAN; 2]);
    watch(scenario, seed, |world, week| {
        let of = |seat| f64::from(world.belief(seat, 0));
        let hub = of(0);
        let farthest = |far: f64, belief: f64| if (belief - hub).abs() > (far - hub).abs() { belief } else { far };
        last = [hub, (1..NODES).map(of).fold(hub, farthest)];
        if week == 2 {
            after_a_week = last;
        }
        true
    });
    [last, after_a_week].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_consensus_is_the_left_eigenvector_s() {
        // Row-normalised star with self-weights; its left eigenvector comes from power iteration.
        let mut matrix = vec![vec![0.0; 5]; 5];
        matrix[0] = vec![0.2; 5];
        for leaf in 1..5 {
            (matrix[leaf][0], matrix[leaf][leaf]) = (0.5, 0.5);
        }
        let mut influence = vec![0.2; 5];
        for _ in 0..200 {
            influence = (0..5).map(|to| (0..5).map(|from| influence[from] * matrix[from][to]).sum::<f64>()).collect();
        }
        assert!((influence[0] - CONSENSUS).abs() < 1e-12, "{influence:?}");
    }
}
