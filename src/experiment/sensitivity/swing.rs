//! Where the outcome stands at one end of a factor's range, and where at the other.

use super::factor::ends;
use super::plan::Plan;
use crate::experiment::sweep::Factor;
use crate::stats::Running;

/// Part of a factor's range that counts as an end.
const END: f64 = 0.25;

/// Mean outcomes at the two ends of a factor's range, all other factors varying as they do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// Mean over the points in the lowest quarter of its range.
    pub low: f64,
    /// Mean over the points in the highest quarter.
    pub high: f64,
}

/// The swing of each factor; NaN where no defined outcome lies at an end.
pub fn swings(plan: &Plan, outcomes: &[f64]) -> Vec<Swing> {
    let points: Vec<Vec<f64>> = (0..plan.points()).map(|number| plan.point(number)).collect();
    let one = |(at, factor): (usize, &Factor)| {
        let [from, to] = ends(factor);
        let (mut low, mut high) = (Running::default(), Running::default());
        for (point, outcome) in points.iter().zip(outcomes) {
            let place = (point[at] - from) / (to - from);
            if place <= END {
                low.add(*outcome);
            } else if place >= 1.0 - END {
                high.add(*outcome);
            }
        }
        Swing { low: low.mean(), high: high.mean() }
    };
    plan.factors.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Method;
    use super::super::factor::plain;
    use super::*;

    #[test]
    fn ends_are_quarters_of_each_factors_own_range() {
        let factors = vec![plain("up", [10.0, 20.0]), plain("down", [0.0, 1.0])];
        for method in [Method::Sobol { blocks: 256 }, Method::Morris { levels: 4, trajectories: 300 }] {
            let plan = Plan::new(factors.clone(), method, 3).unwrap();
            let outcomes: Vec<f64> =
                (0..plan.points()).map(|number| plan.point(number)).map(|point| point[0] - 20.0 * point[1]).collect();
            let swings = swings(&plan, &outcomes);
            let (up, down) = (swings[0].high - swings[0].low, swings[1].high - swings[1].low);
            // Middles of the end quarters lie three quarters of the range apart, the outer levels all of it.
            let whole = if matches!(method, Method::Sobol { .. }) { 0.75 } else { 1.0 };
            assert!((up - 10.0 * whole).abs() < 1.5 && (down + 20.0 * whole).abs() < 1.5, "{up} {down}");
        }
    }
}
