//! Shapley values: the shares of players in a total, from its value for every subset of them.

use super::distributions::student_quantile;
use super::{Interval, Ratio, Running, RunningRatio, Summary};
use darkside_error::{Error, Result};

/// The most players; they have a million subsets.
pub const MOST_PLAYERS: usize = 20;

/// The total of all players, and each one's contribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Shapley {
    /// Value with all players minus value with none, in the outcome's unit, over seeds.
    pub total: Summary,
    /// One per player, in the order of the subsets' bits. Their means add up to the total's.
    pub players: Vec<Contribution>,
    /// Seeds left out because some subset's value is not finite.
    pub undefined: u64,
}

/// One player's contribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contribution {
    /// The Shapley value in the outcome's unit, with Student's 95 % interval over seeds. It can be negative.
    pub value: Summary,
    /// The value as a share of the total: the ratio of the means. NaN if the total is 0.
    pub share: Ratio,
    /// Student's 95 % interval of the share, by linearisation; unreliable if the total's interval comes near 0. Undefined
    /// with fewer than two seeds.
    pub share95: Interval,
}

/// Divides the outcome among n players. `values[s]` holds the outcome of each seed with subset `s`, whose bit i says
/// whether player i takes part; all 2ⁿ subsets, with the same seeds in the same order.
///
/// A player's value is its marginal contribution, averaged over all orders in which players can join (Shapley, in
/// *Contributions to the Theory of Games II*, 1953). It is computed for each seed, so the intervals are paired.
///
/// ```
/// use darkside_stats::shapley::shapley;
///
/// // Alone 1 and 2, together 5: each gets half of the 2 that they only achieve together.
/// let shared = shapley(&[vec![0.0], vec![1.0], vec![2.0], vec![5.0]])?;
/// assert_eq!([shared.players[0].value.mean, shared.players[1].value.mean], [2.0, 3.0]);
/// assert_eq!(shared.players[1].share.ratio, 0.6);
/// # Ok::<(), darkside_error::Error>(())
/// ```
///
/// # Errors
///
/// The number of subsets is not 2ⁿ with n from 1 to 20, or subsets have different numbers of seeds.
pub fn shapley(values: &[Vec<f64>]) -> Result<Shapley> {
    let subsets = values.len();
    let players = subsets.trailing_zeros() as usize;
    if !subsets.is_power_of_two() || !(1..=MOST_PLAYERS).contains(&players) {
        return Err(Error::input(format!("values of {subsets} subsets"))
            .help(format!("all subsets of 1 to {MOST_PLAYERS} players: 2, 4, 8, …")));
    }
    let seeds = values[0].len();
    if let Some((subset, other)) = values.iter().enumerate().find(|(_, values)| values.len() != seeds) {
        return Err(Error::input(format!(
            "subset {subset} has values of {} seeds and subset 0 of {seeds}: they cannot be paired",
            other.len()
        )));
    }
    let weights = weights(players);
    let (mut total, mut undefined) = (Running::default(), 0);
    let mut contributions = vec![(Running::default(), RunningRatio::default()); players];
    for seed in 0..seeds {
        if !values.iter().all(|values| values[seed].is_finite()) {
            undefined += 1;
            continue;
        }
        let all = values[subsets - 1][seed] - values[0][seed];
        total.add(all);
        for (player, (running, ratio)) in contributions.iter_mut().enumerate() {
            let value = value_of(player, seed, values, &weights);
            running.add(value);
            ratio.add(value, all);
        }
    }
    let players = contributions.iter().map(|(running, ratio)| contribution(running, &ratio.ratio())).collect();
    Ok(Shapley { total: total.summary(), players, undefined })
}

/// A player's contribution in one seed.
fn value_of(player: usize, seed: usize, values: &[Vec<f64>], weights: &[f64]) -> f64 {
    let without = (0..values.len()).filter(|subset| subset >> player & 1 == 0);
    let part = |subset: usize| {
        weights[subset.count_ones() as usize] * (values[subset | 1 << player][seed] - values[subset][seed])
    };
    without.map(part).sum()
}

/// The weight of a subset of each size s: s! (n − s − 1)! / n!, the share of orders in which exactly they come first.
fn weights(players: usize) -> Vec<f64> {
    let mut weights = vec![1.0 / players as f64];
    for size in 1..players {
        weights.push(weights[size - 1] * size as f64 / (players - size) as f64);
    }
    weights
}

fn contribution(running: &Running, share: &Ratio) -> Contribution {
    let half = student_quantile(0.975, running.count().saturating_sub(1) as f64) * share.standard_error;
    let share95 = Interval::new(share.ratio - half, share.ratio + half);
    Contribution { value: running.summary(), share: *share, share95 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_draws::{Draws, Purpose};

    fn of_one_seed(values: &[f64]) -> Vec<f64> {
        let values: Vec<Vec<f64>> = values.iter().map(|&value| vec![value]).collect();
        shapley(&values).unwrap().players.iter().map(|player| player.value.mean).collect()
    }

    #[track_caller]
    fn near(values: &[f64], wanted: &[f64]) {
        assert_eq!(values.len(), wanted.len());
        assert!(values.iter().zip(wanted).all(|(value, wanted)| (value - wanted).abs() < 1e-12), "{values:?}");
    }

    #[test]
    fn textbook_games_have_their_known_values() {
        // Gloves: player 0 owns a left one, 1 and 2 a right one each; a pair is worth 1.
        let gloves: Vec<f64> = (0..8u32).map(|s| f64::from(s & 1 == 1 && s > 1)).collect();
        near(&of_one_seed(&gloves), &[2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]);
        // Airport (Littlechild and Owen, 1973): the longest runway that anybody in the subset needs, of 1, 2, 3, 7.
        let airport: Vec<f64> = (0..16u32)
            .map(|s| {
                [1.0, 2.0, 3.0, 7.0].iter().enumerate().filter(|(i, _)| s >> i & 1 == 1).fold(0.0, |_, (_, &need)| need)
            })
            .collect();
        near(&of_one_seed(&airport), &[0.25, 0.25 + 1.0 / 3.0, 0.25 + 1.0 / 3.0 + 0.5, 0.25 + 1.0 / 3.0 + 0.5 + 4.0]);
        near(&of_one_seed(&[0.3, 0.8]), &[0.5]);
    }

    /// For any values the contributions add up to the total, and a player who never changes anything gets nothing.
    #[test]
    fn values_add_up_and_a_dummy_gets_nothing() {
        let mut subject = Draws::new(5).subject(Purpose::Design, 0, 0, 0);
        let half: Vec<Vec<f64>> = (0..16).map(|_| (0..30).map(|_| f64::from(subject.uniform())).collect()).collect();
        let values: Vec<Vec<f64>> = half.iter().chain(&half).cloned().collect(); // player 4 does nothing
        let shared = shapley(&values).unwrap();
        let sum: f64 = shared.players.iter().map(|player| player.value.mean).sum();
        assert!((sum - shared.total.mean).abs() < 1e-12);
        let shares: f64 = shared.players.iter().map(|player| player.share.ratio).sum();
        assert!((shares - 1.0).abs() < 1e-9);
        assert_eq!((shared.players[4].value.mean, shared.players[4].value.upper95), (0.0, 0.0));
    }

    #[test]
    fn intervals_are_paired_by_seed() {
        // Seeds differ much in level, not at all in what the players add.
        let level = [5.0, 80.0, 23.0, 41.0];
        let values: Vec<Vec<f64>> =
            [0.0, 1.0, 2.0, 3.0].iter().map(|add| level.iter().map(|l| l + add).collect()).collect();
        let shared = shapley(&values).unwrap();
        assert_eq!((shared.players[0].value.lower95, shared.players[0].value.upper95), (1.0, 1.0));
        assert!((shared.players[1].share.ratio - 2.0 / 3.0).abs() < 1e-12 && shared.players[1].share95.width() < 1e-6);
    }

    /// Shares of 200 experiments with 30 noisy seeds lie within their intervals in 95 % of them, to 4 standard errors.
    #[test]
    fn intervals_of_shares_cover_the_truth() {
        let covered = (0..400)
            .filter(|&experiment| {
                let mut subject = Draws::new(8).subject(Purpose::Design, 0, 0, experiment);
                let values: Vec<Vec<f64>> = [0.0, 3.0, 1.0, 4.0]
                    .iter()
                    .map(|mean| (0..30).map(|_| mean + f64::from(subject.normal())).collect())
                    .collect();
                shapley(&values).unwrap().players[0].share95.contains(0.75)
            })
            .count() as f64;
        assert!((covered / 400.0 - 0.95).abs() < 4.0 * (0.95 * 0.05 / 400.0_f64).sqrt(), "{covered} of 400");
    }

    #[test]
    fn seeds_with_an_undefined_value_are_left_out() {
        let shared = shapley(&[vec![0.0, 0.0], vec![1.0, f64::NAN], vec![2.0, 9.0], vec![5.0, 9.0]]).unwrap();
        assert_eq!((shared.undefined, shared.total.count, shared.players[0].value.mean), (1, 1, 2.0));
        assert!(shared.players[0].share95.lower.is_nan());
        let nothing = shapley(&[vec![], vec![]]).unwrap();
        assert!(nothing.total.mean.is_nan() && nothing.players[0].share.ratio.is_nan());
    }

    #[test]
    fn a_total_of_zero_has_no_shares() {
        let shared = shapley(&[vec![1.0; 3], vec![2.0; 3], vec![0.0; 3], vec![1.0; 3]]).unwrap();
        assert_eq!([shared.players[0].value.mean, shared.players[1].value.mean], [1.0, -1.0]);
        assert!(shared.players[0].share.ratio.is_nan() && shared.players[0].share95.lower.is_nan());
    }

    #[test]
    fn incomplete_sets_are_refused() {
        assert!(shapley(&[]).is_err() && shapley(&[vec![1.0]]).is_err() && shapley(&vec![vec![1.0]; 6]).is_err());
        let error = shapley(&[vec![1.0, 2.0], vec![1.0]]).unwrap_err();
        assert_eq!(error.message(), "subset 1 has values of 1 seeds and subset 0 of 2: they cannot be paired");
    }
}
