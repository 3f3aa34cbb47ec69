//! Elementary effects: a cheap screening of which factors matter (Morris, Technometrics 33(2), 1991).

use super::bootstrap::{RESAMPLES, percentile_interval, resample};
use super::{Interval, Running};
use darkside_draws::{Draws, Purpose, Subject};
use darkside_error::{Error, Result};

/// Random walks on a grid, each of which changes every factor once, one at a time.
///
/// Factors have an even number p of levels from 0 to 1 and change by Δ = p / (2(p − 1)), which uses all levels equally.
///
/// ```
/// use darkside_draws::Draws;
/// use darkside_stats::morris::Trajectories;
///
/// let draws = Draws::new(1);
/// let design = Trajectories::new(2, 4, 10, &draws)?;
/// let outcomes: Vec<f64> = (0..design.points())
///     .map(|number| {
///         let x = design.point(number);
///         3.0 * x[0] - x[1]
///     })
///     .collect();
/// let effects = design.effects(&outcomes, &draws)?;
/// assert!((effects[0].mu - 3.0).abs() < 1e-9 && (effects[1].mu + 1.0).abs() < 1e-9);
/// assert!((effects[1].mu_star - 1.0).abs() < 1e-9 && effects[1].sigma < 1e-9);
/// # Ok::<(), darkside_error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trajectories {
    factors: u32,
    levels: u32,
    trajectories: u32,
    draws: Draws,
}

/// The effects of changing one factor, in the outcome's unit per full range of the factor. Intervals are percentile
/// bootstrap 95 % intervals over trajectories; undefined with fewer than two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effects {
    /// μ, the mean effect; opposite effects cancel.
    pub mu: f64,
    /// Interval of μ.
    pub mu95: Interval,
    /// μ*, the mean size of the effect: the factor's importance (Campolongo, Cariboni and Saltelli, Environmental
    /// Modelling & Software 22(10), 2007).
    pub mu_star: f64,
    /// Interval of μ*.
    pub mu_star95: Interval,
    /// σ, the standard deviation of the effects: how much they depend on the values of all factors. NaN with fewer than two.
    pub sigma: f64,
    /// Interval of σ.
    pub sigma95: Interval,
    /// Number of defined effects: trajectories except those where an outcome before or after the step was not finite.
    pub effects: u64,
}

impl Trajectories {
    /// `trajectories` walks of `factors` + 1 points each, determined by `draws`. Four levels and 10 to 50 walks are usual.
    ///
    /// # Errors
    ///
    /// No factor or trajectory, an odd number of levels or none, 2³² points or more.
    pub fn new(factors: usize, levels: u32, trajectories: usize, draws: &Draws) -> Result<Self> {
        if levels == 0 || levels % 2 == 1 {
            return Err(Error::input(format!("trajectories over {levels} levels")).help("an even number, such as 4"));
        }
        let points = factors.checked_add(1).and_then(|length| length.checked_mul(trajectories));
        match (u32::try_from(factors), u32::try_from(trajectories), points.map(u32::try_from)) {
            (Ok(factors @ 1..), Ok(trajectories @ 1..), Some(Ok(_))) => {
                Ok(Self { factors, levels, trajectories, draws: draws.about("morris") })
            }
            _ => Err(Error::input(format!("{trajectories} trajectories of {factors} factors"))
                .help(format!("at least 1 of each, and at most {} points in all", u32::MAX))),
        }
    }

    /// The number of points: trajectories × (factors + 1), one trajectory after another.
    pub fn points(&self) -> u32 {
        self.trajectories * (self.factors + 1)
    }

    /// A point, each coordinate one of the levels from 0 to 1. Numbers past the last point continue with further walks.
    pub fn point(&self, number: u32) -> Vec<f64> {
        let (trajectory, steps) = (number / (self.factors + 1), number % (self.factors + 1));
        self.walk(trajectory).swap_remove(steps as usize)
    }

    /// The points of a trajectory, in order.
    fn walk(&self, trajectory: u32) -> Vec<Vec<f64>> {
        let mut subject = self.draws.subject(Purpose::Design, 0, 0, trajectory);
        let half = self.levels / 2;
        let (mut levels, mut afterwards) = (Vec::new(), Vec::new());
        for _ in 0..self.factors {
            let low = subject.below(half);
            let rises = subject.below(2) == 1;
            levels.push(if rises { low } else { low + half });
            afterwards.push(if rises { low + half } else { low });
        }
        let coordinates = |levels: &[u32]| -> Vec<f64> {
            levels.iter().map(|&level| f64::from(level) / f64::from(self.levels - 1)).collect()
        };
        let mut walk = vec![coordinates(&levels)];
        for factor in shuffled(self.factors, &mut subject) {
            levels[factor] = afterwards[factor];
            walk.push(coordinates(&levels));
        }
        walk
    }

    /// Each factor's effects, from the outcomes at all points in order; `draws` determine the bootstrap.
    ///
    /// # Errors
    ///
    /// The number of outcomes differs from the number of points.
    pub fn effects(&self, outcomes: &[f64], draws: &Draws) -> Result<Vec<Effects>> {
        if outcomes.len() != self.points() as usize {
            return Err(Error::input(format!("{} outcomes of a design of {} points", outcomes.len(), self.points())));
        }
        let mut found = vec![Vec::new(); self.factors as usize];
        for (trajectory, outcomes) in outcomes.chunks_exact(self.factors as usize + 1).enumerate() {
            gather(&self.walk(trajectory as u32), outcomes, &mut found);
        }
        Ok(found.iter().map(|effects| summarise(effects, draws)).collect())
    }
}

/// The factors in random order (Fisher and Yates).
fn shuffled(factors: u32, subject: &mut Subject) -> Vec<usize> {
    let mut order: Vec<usize> = (0..factors as usize).collect();
    for last in (1..factors).rev() {
        order.swap(last as usize, subject.below(last + 1) as usize);
    }
    order
}

/// Adds the effect of each step of a trajectory to those of the factor that the step changed.
fn gather(walk: &[Vec<f64>], outcomes: &[f64], found: &mut [Vec<f64>]) {
    for (points, outcomes) in walk.windows(2).zip(outcomes.windows(2)) {
        for (factor, effects) in found.iter_mut().enumerate() {
            let step = points[1][factor] - points[0][factor];
            let effect = (outcomes[1] - outcomes[0]) / step;
            if step != 0.0 && effect.is_finite() {
                effects.push(effect);
            }
        }
    }
}

fn summarise(effects: &[f64], draws: &Draws) -> Effects {
    let every: Vec<usize> = (0..effects.len()).collect();
    let [mu, mu_star, sigma] = moments(effects, &every);
    let mut resampled = [const { Vec::new() }; 3];
    let mut chosen = Vec::new();
    for number in 0..if effects.len() < 2 { 0 } else { RESAMPLES } {
        resample(draws, number, effects.len() as u32, &mut chosen);
        resampled.iter_mut().zip(moments(effects, &chosen)).for_each(|(all, moment)| all.push(moment));
    }
    let [mu95, mu_star95, sigma95] = resampled.map(|mut all| percentile_interval(&mut all, 0.95));
    Effects { mu, mu95, mu_star, mu_star95, sigma, sigma95, effects: effects.len() as u64 }
}

/// μ, μ* and σ of the chosen effects.
fn moments(effects: &[f64], chosen: &[usize]) -> [f64; 3] {
    let (mut signed, mut sizes) = (Running::default(), Running::default());
    for &effect in chosen {
        signed.add(effects[effect]);
        sizes.add(effects[effect].abs());
    }
    [signed.mean(), sizes.mean(), signed.variance().sqrt()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::f64::consts::PI;

    fn ishigami(point: &[f64]) -> f64 {
        let [x, y, z] = [0, 1, 2].map(|factor| PI * (2.0 * point[factor] - 1.0));
        libm::sin(x) + 7.0 * libm::sin(y) * libm::sin(y) + 0.1 * z * z * z * z * libm::sin(x)
    }

    fn effects(factors: usize, trajectories: usize, outcome: fn(&[f64]) -> f64) -> Vec<Effects> {
        let draws = Draws::new(12);
        let design = Trajectories::new(factors, 4, trajectories, &draws).unwrap();
        let outcomes: Vec<f64> = (0..design.points()).map(|number| outcome(&design.point(number))).collect();
        design.effects(&outcomes, &draws).unwrap()
    }

    /// SALib 1.6.0 on the points below, levels of 4 times 3:
    ///
    /// ```python
    /// import numpy as np, SALib.sample.morris, SALib.analyze.morris
    /// from SALib.test_functions import Ishigami
    /// problem = {"num_vars": 3, "names": ["x", "y", "z"], "bounds": [[0, 1]] * 3}
    /// X = SALib.sample.morris.sample(problem, 4, num_levels=4, seed=3)
    /// print(SALib.analyze.morris.analyze(problem, X, Ishigami.evaluate(2 * np.pi * X - np.pi), num_levels=4))
    /// ```
    #[test]
    fn the_same_points_have_the_effects_of_salib() {
        let walks = [
            [[3, 3, 3], [3, 3, 1], [3, 1, 1], [1, 1, 1]],
            [[2, 2, 0], [2, 0, 0], [0, 0, 0], [0, 0, 2]],
            [[2, 3, 3], [0, 3, 3], [0, 1, 3], [0, 1, 1]],
            [[1, 1, 3], [1, 1, 1], [3, 1, 1], [3, 3, 1]],
        ];
        let mut found = vec![Vec::new(); 3];
        for walk in walks {
            let walk = walk.map(|point| point.map(|level| f64::from(level) / 3.0).to_vec());
            gather(&walk, &walk.clone().map(|point| ishigami(&point)), &mut found);
        }
        let salib = [
            [7.704_054_111_593_103, 7.704_054_111_593_103, 7.215_488_224_740_92],
            [-3.937_499_999_999_998_7, 7.874_999_999_999_996, 7.874_999_999_999_995],
            [-3.124_398_051_666_557_5, 3.124_398_051_666_559_3, 6.248_796_103_333_116],
        ];
        for (effects, wanted) in found.iter().zip(salib) {
            let got = summarise(effects, &Draws::new(1));
            for (value, wanted) in [got.mu, got.mu_star, got.sigma].into_iter().zip(wanted) {
                assert!((value - wanted).abs() < 1e-9, "{got:?}");
            }
        }
    }

    #[test]
    fn each_trajectory_changes_each_factor_once_by_delta() {
        let design = Trajectories::new(5, 6, 40, &Draws::new(3)).unwrap();
        assert_eq!(design.points(), 240);
        let (mut levels_used, mut rises) = ([0u32; 6], 0);
        for trajectory in 0..40 {
            let walk = design.walk(trajectory);
            let mut changed: Vec<usize> = Vec::new();
            for step in walk.windows(2) {
                let steps: Vec<usize> = (0..5).filter(|&factor| step[0][factor] != step[1][factor]).collect();
                assert_eq!(steps.len(), 1);
                assert!(((step[0][steps[0]] - step[1][steps[0]]).abs() - 0.6).abs() < 1e-12);
                rises += u32::from(step[1][steps[0]] > step[0][steps[0]]);
                changed.extend(steps);
            }
            changed.sort_unstable();
            assert_eq!(changed, [0, 1, 2, 3, 4]);
            walk[0].iter().chain(&walk[5]).for_each(|x| levels_used[(5.0 * x).round() as usize] += 1);
            assert_eq!(design.point(6 * trajectory + 2), walk[2]);
        }
        assert!((72..=128).contains(&rises), "{rises}: half of 200, to four standard errors");
        // 400 levels, 67 of each expected; start and end of a walk use two of one pair.
        assert!(levels_used.iter().all(|&count| (30..105).contains(&count)), "{levels_used:?}");
    }

    /// f = x₀ + 10 x₀ x₁: the effect of x₀ is 1 + 10 x₁, with x₁ uniform on 0, 1/3, 2/3, 1.
    #[test]
    fn interactions_have_their_known_moments() {
        let got = effects(2, 400, |x| x[0] + 10.0 * x[0] * x[1]);
        let deviation = 10.0 * (5.0_f64 / 36.0).sqrt();
        let error = deviation / 20.0;
        assert!((got[0].mu - 6.0).abs() < 4.0 * error && got[0].mu == got[0].mu_star);
        assert!((got[1].mu - 5.0).abs() < 4.0 * error);
        // About four standard errors wide.
        assert!((got[0].mu95.width() / (3.92 * error) - 1.0).abs() < 0.15, "{got:?}");
        assert!((got[0].sigma - deviation).abs() < got[0].sigma95.width());
    }

    #[test]
    fn opposite_effects_cancel_in_mu_but_not_in_mu_star() {
        // From 0 to 2/3 the square falls by 2/9, from 1/3 to 1 it rises as much: effects of −1/3 and 1/3.
        let got = effects(2, 200, |x| (x[0] - 0.5) * (x[0] - 0.5) + 0.0 * x[1]);
        assert!(got[0].mu.abs() < got[0].mu95.width() && (got[0].mu_star - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!((got[1].mu_star, got[1].sigma, got[1].mu95), (0.0, 0.0, Interval::new(0.0, 0.0)));
    }

    #[test]
    fn steps_beside_an_undefined_outcome_are_left_out() {
        let draws = Draws::new(1);
        let design = Trajectories::new(2, 4, 5, &draws).unwrap();
        let mut outcomes: Vec<f64> = (0..design.points()).map(|number| design.point(number)[0]).collect();
        outcomes[4] = f64::NAN; // the middle of the second walk
        let got = design.effects(&outcomes, &draws).unwrap();
        assert_eq!((got[0].effects, got[1].effects), (4, 4));
        let none = design.effects(&[f64::NAN; 15], &draws).unwrap();
        assert!(none[0].effects == 0 && none[0].mu.is_nan() && none[0].mu95.lower.is_nan());
    }

    #[test]
    fn one_trajectory_has_effects_but_no_spread() {
        let got = effects(1, 1, |x| 2.0 * x[0]);
        assert!((got[0].mu - 2.0).abs() < 1e-12 && got[0].sigma.is_nan() && got[0].mu95.lower.is_nan());
    }

    #[test]
    fn impossible_designs_and_outcomes_are_refused() {
        let draws = Draws::new(1);
        for (factors, levels, count) in
            [(0, 4, 10), (3, 3, 10), (3, 0, 10), (3, 4, 0), (usize::MAX, 4, 2), (3, 4, 1 << 31)]
        {
            assert!(Trajectories::new(factors, levels, count, &draws).is_err(), "{factors}, {levels}, {count}");
        }
        assert!(Trajectories::new(1, 2, 1, &draws).unwrap().effects(&[1.0], &draws).is_err());
    }
}
