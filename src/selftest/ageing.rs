//! Two states: taken up with hazard a, given up with hazard b, each relationship independently.

use super::case::{Case, Family, Quantity, Runs, set};
use super::outbreak::{share, watch};

pub(super) const FAMILY: Family = Family {
    name: "ageing",
    scenario: "known/ageing",
    about: "two states with constant hazards",
    tests: "that a hazard h happens within a week with probability 1 − e^−h, up to large h",
    cases,
};

const SOURCE: &str = "(1 − e^−a) / ((1 − e^−a) + (1 − e^−b))";
const COURSE: &str = "stationary share × (1 − (e^−a + e^−b − 1)^3)";

/// Weeks over which the share is averaged, starting when nothing is left of week 0.
const SETTLED: u32 = 100;

fn cases() -> Vec<Case> {
    [(0.05, 0.1), (0.5, 0.2), (2.0, 1.0), (0.1, 4.0)].into_iter().map(|(a, b)| case(a, b)).collect()
}

fn case(a: f64, b: f64) -> Case {
    let quantities = vec![
        Quantity::mean("mean share of users, settled", stationary(a, b), SOURCE),
        Quantity::mean("share of users in week 3", in_week(3, a, b), COURSE),
    ];
    let set = vec![set("contagion.spontaneous", a), set("lapse.drift", b)];
    Case::of(format!("a {a}, b {b}"), set, Runs { quick: 10, full: 60 }, quantities, |scenario, seed| {
        let (mut early, mut sum, mut weeks) = (0.0, 0.0, 0.0);
        watch(scenario, seed, |world, week| {
            if week == 3 {
                early = share(world);
            }
            if week >= SETTLED {
                sum += share(world);
                weeks += 1.0;
            }
            true
        });
        vec![sum / weeks, early]
    })
}

fn stationary(a: f64, b: f64) -> f64 {
    let (up, down) = (-libm::expm1(-a), -libm::expm1(-b));
    up / (up + down)
}

fn in_week(week: u32, a: f64, b: f64) -> f64 {
    let keeps = libm::exp(-a) + libm::exp(-b) - 1.0;
    stationary(a, b) * (1.0 - (0..week).fold(1.0, |power, _| power * keeps))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_course_is_that_of_the_two_state_chain() {
        for (a, b) in [(0.05, 0.1), (2.0, 1.0), (0.1, 4.0)] {
            let mut share = 0.0;
            for week in 1..=400 {
                share = share * libm::exp(-b) + (1.0 - share) * (1.0 - libm::exp(-a));
                assert!((share - in_week(week, a, b)).abs() < 1e-12);
            }
            assert!((share - stationary(a, b)).abs() < 1e-12);
        }
    }
}
