//! The race that decides which event a relationship has, and what is chosen by weights after it.

use crate::week::contagion::hazard::is_certain;
use crate::week::contagion::mechanism::competing::COMPETING;

use crate::record::Cause;

/// The runners: the mechanisms in their order, then giving up, then fading.
pub(crate) const RUNNERS: usize = COMPETING.len() + 2;
pub(crate) const GIVING_UP: usize = COMPETING.len();

/// The practice at which the cumulated weights pass `target`; none without weight is ever taken.
#[inline(always)]
pub(crate) fn at(target: f32, weights: impl Iterator<Item = (usize, f32)>) -> Option<usize> {
    let mut cumulated = 0.0;
    let mut last = None;
    for (practice, weight) in weights.filter(|&(_, weight)| weight > 0.0) {
        cumulated += weight;
        last = Some(practice);
        if cumulated > target {
            break;
        }
    }
    last
}

/// The runner with the smallest time over its weight, the first on a tie; none if nobody runs.
#[inline(always)]
pub(crate) fn race(weights: &[f32; RUNNERS], times: &[f32; RUNNERS]) -> Option<usize> {
    let mut finish = [f32::INFINITY; RUNNERS];
    for runner in 0..RUNNERS {
        finish[runner] = darkside_lanes::choose(weights[runner] > 0.0, times[runner] / weights[runner], f32::INFINITY);
    }
    let (mut winner, mut best) = (None, f32::INFINITY);
    for (runner, &finish) in finish.iter().enumerate() {
        if finish < best {
            (winner, best) = (Some(runner), finish);
        }
    }
    winner
}

pub(crate) fn cause(causes: &[f32; 3], u: f32) -> Cause {
    let any_certain = causes.iter().any(|&hazard| is_certain(hazard));
    let weight = |hazard: f32| if any_certain { f32::from(is_certain(hazard)) } else { hazard };
    let [drift, review, audit] = causes.map(weight);
    let target = u * (drift + review + audit);
    if target < drift {
        Cause::Drift
    } else if target < drift + review || audit == 0.0 {
        Cause::Review
    } else {
        Cause::Audit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_draws::{Draws, Purpose};

    #[test]
    fn removing_a_runner_changes_only_what_it_won() {
        let mut weights = [0.0; RUNNERS];
        weights[0] = 0.2;
        weights[3] = 0.4;
        weights[GIVING_UP] = 0.05;
        let mut without = weights;
        without[3] = 0.0;
        let mut won = 0;
        for trial in 0..200 {
            let mut subject = Draws::new(9).subject(Purpose::Choice, trial, 0, 0);
            let times: [f32; RUNNERS] = std::array::from_fn(|_| subject.exponential());
            let winner = race(&weights, &times);
            if winner == Some(3) {
                won += 1;
            } else {
                assert_eq!(race(&without, &times), winner);
            }
        }
        assert!((100..150).contains(&won), "0.4 of 0.65 of 200 races, and {won} won");
    }

    #[test]
    fn a_practice_without_hazard_is_never_drawn() {
        for target in [0.0, 0.3, 0.5, 0.6] {
            assert_eq!(at(target, [(0, 0.0), (3, 0.5), (7, 0.0)].into_iter()), Some(3));
        }
    }

    #[test]
    fn an_infinite_cause_leaves_no_other() {
        for u in [0.0, 0.5, 0.999] {
            assert_eq!(cause(&[0.5, 1e25, 0.5], u), Cause::Review);
        }
        assert_eq!([0.2, 0.7].map(|u| cause(&[1e25, 0.0, 5e24], u)), [Cause::Drift, Cause::Audit]);
    }
}
