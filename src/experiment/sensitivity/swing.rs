//! The outcome at either end of a factor's range.

use super::plan::{Findings, Plan};
use crate::experiment::sweep::Factor;
use darkside_stats::Running;

/// The fraction of a factor's range that counts as an end.
const END: f64 = 0.25;

/// Mean outcomes at the two ends of a factor's range, while all other factors vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Swing {
    /// At the lower end.
    pub low: f64,
    /// At the upper end.
    pub high: f64,
}

/// Mean outcome over all points, and the swing of each factor around it; NaN if no outcome is defined.
///
/// Points of Sobol' indices fill the ranges evenly, so an end is the mean over the points in the lowest or highest
/// quarter. The few points of trajectories do not, so such means would be confounded with other factors; there, an end
/// is the mean minus or plus half of the mean effect μ.
pub fn swings(plan: &Plan, findings: &Findings, outcomes: &[f64]) -> (f64, Vec<Swing>) {
    let mean = outcomes.iter().copied().collect::<Running>().mean();
    let swings = match findings {
        Findings::Morris(effects) => effects
            .iter()
            .map(|effects| Swing { low: mean - effects.mu / 2.0, high: mean + effects.mu / 2.0 })
            .collect(),
        Findings::Sobol(_) => quarters(plan, outcomes),
    };
    (mean, swings)
}

fn quarters(plan: &Plan, outcomes: &[f64]) -> Vec<Swing> {
    let points: Vec<Vec<f64>> = (0..plan.points()).map(|number| plan.point(number)).collect();
    let one = |(at, factor): (usize, &Factor)| {
        let [from, to] = factor.ends();
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
    use super::*;

    #[test]
    fn ends_lie_on_the_right_side_by_the_right_amount() {
        let factors = vec![Factor::of_range("up", [10.0, 20.0]), Factor::of_range("down", [0.0, 1.0])];
        // The midpoints of the end quarters lie three quarters of the range apart.
        for (method, part) in
            [(Method::Sobol { blocks: 256 }, 0.75), (Method::Morris { levels: 4, trajectories: 5 }, 1.0)]
        {
            let plan = Plan::new(factors.clone(), method, 3).unwrap();
            let outcomes: Vec<f64> =
                (0..plan.points()).map(|number| plan.point(number)).map(|point| point[0] - 20.0 * point[1]).collect();
            let (mean, swings) = swings(&plan, &plan.judge(&outcomes).unwrap(), &outcomes);
            let [up, down] = [swings[0], swings[1]].map(|swing| swing.high - swing.low);
            assert!((up - 10.0 * part).abs() < 0.3 && (down + 20.0 * part).abs() < 0.3, "{up} {down}");
            assert!((swings[0].low + swings[0].high - 2.0 * mean).abs() < 0.3);
        }
    }
}
