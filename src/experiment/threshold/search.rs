//! The values along one lever, round by round.
//!
//! First the spectral number: on a grid of nine values, then twice at eight more between the two neighbours where it
//! passes 1. Then runs: at the ends, at three values between them, and where the spectral number is 1. After that, in
//! each of three rounds, at the values where the curve fitted so far has a chance of .2, .5 and .8: these say most
//! about where it is one half and how steep it is there.

use super::Lever;
use super::probe::{Probe, Spectral, TakeOff};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};
use darkside_stats::{Interval, LogisticCurve, Trial};

/// The chance at the threshold: half of the seeds take off. Finding it takes no assumption about the chance far from
/// the threshold, and it marks the value at which a wave becomes more likely than not.
pub const HALF: f64 = 0.5;
/// Rounds of runs.
pub const ROUNDS: usize = 4;
/// Values of the first round, not counting the one where the spectral number is 1.
const FIRST: usize = 5;
/// Chances of the fitted curve at which later rounds place their runs.
const CHANCES: [f64; 3] = [0.2, HALF, 0.8];
/// Values closer together than this fraction of the range count as one.
const APART: f64 = 1.0 / 400.0;
/// Values of the spectral grid.
const GRID: usize = 9;

/// What happened at one value of a lever.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverPoint {
    /// The value.
    pub at: f64,
    /// The round of runs, from 1.
    pub round: u32,
    /// Whether the practice took off, seed by seed.
    pub by_seed: Vec<TakeOff>,
}

impl LeverPoint {
    /// How many runs took off, and how many could have.
    pub fn counts(&self) -> (u64, u64) {
        TakeOff::counts(&self.by_seed)
    }

    /// The share of runs that took off, among those that could have.
    pub fn share(&self) -> f64 {
        TakeOff::share(&self.by_seed)
    }
}

/// Where the threshold is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// Within the range.
    Within,
    /// Nowhere: more than half take off at every value.
    Everywhere,
    /// Nowhere: fewer than half take off at any value.
    Nowhere,
}

impl Where {
    /// What the practice does over the range, as a verb.
    pub fn words(self) -> &'static str {
        match self {
            Self::Within => "takes off in part",
            Self::Everywhere => "takes off everywhere",
            Self::Nowhere => "takes off nowhere",
        }
    }
}

/// What was found along a lever.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverCourse {
    /// The lever.
    pub lever: Lever,
    /// Spectral numbers by value, ascending.
    pub spectral: Vec<(f64, Spectral)>,
    /// Where R₁ is 1; NaN if it is nowhere.
    pub once_root: f64,
    /// Where R is 1; NaN if it is nowhere.
    pub root: f64,
    /// The values that were run, ascending.
    pub points: Vec<LeverPoint>,
    /// The fitted chance.
    pub curve: LogisticCurve,
    /// Whether there is a threshold within the range.
    pub is: Where,
    /// The value at which half of the seeds take off; NaN if there is none.
    pub critical: f64,
    /// Its 95 % interval; an end outside the range is NaN.
    pub critical95: Interval,
}

impl LeverCourse {
    /// R₁ at a value, interpolated linearly in its logarithm; NaN outside the values at which it was computed.
    pub fn once_at(&self, at: f64) -> f64 {
        let pair = self.spectral.windows(2).find(|pair| pair[0].0 <= at && at <= pair[1].0);
        pair.map_or(f64::NAN, |pair| {
            let [(left, one), (right, other)] = [pair[0], pair[1]];
            let [low, high] = [one.once, other.once].map(libm::log);
            libm::exp(low + (high - low) * (at - left) / (right - left))
        })
    }

    /// Whether the shares cross one half more than once, so that a single curve does not describe them.
    pub fn wavers(&self) -> bool {
        let above: Vec<bool> = self.points.iter().map(|point| point.share() >= HALF).collect();
        above.windows(2).filter(|pair| pair[0] != pair[1]).count() > 1
    }
}

/// The most runs that one lever can take.
pub(super) fn runs(seeds: u64) -> u64 {
    (FIRST + 1 + CHANCES.len() * (ROUNDS - 1)) as u64 * seeds + (GRID + 2 * (GRID - 1)) as u64
}

/// Searches along a lever.
///
/// # Errors
/// If the practice is too common at the start, or as [`Executor::collect`](crate::experiment::Executor::collect).
pub(super) fn along(probe: &Probe<'_>, lever: &Lever) -> Result<LeverCourse> {
    let (spectral, [root, once_root]) = spectral(probe, lever)?;
    let mut points: Vec<LeverPoint> = Vec::new();
    let mut curve = LogisticCurve::fit(&[]);
    let mut is = Where::Within;
    for round in 1..=ROUNDS as u32 {
        let wanted: Vec<f64> = if round == 1 {
            let even = (0..FIRST).map(|at| lever.at(at as f64 / (FIRST - 1) as f64));
            even.chain([lever.nearest(once_root)]).collect()
        } else {
            CHANCES.iter().map(|&chance| lever.nearest(curve.at(chance))).collect()
        };
        let wanted = fresh(lever, &points, wanted);
        look(probe, lever, &mut points, wanted, round)?;
        curve = LogisticCurve::fit(&trials(&points));
        if round == 1 {
            is = place(&points);
        }
        if is != Where::Within {
            break;
        }
    }
    let [from, to] = lever.ends();
    let (critical, critical95) = match is {
        Where::Within => (curve.at(HALF), curve.interval_at(HALF, 0.95, (from, to))),
        _ => (f64::NAN, Interval::UNDEFINED),
    };
    Ok(LeverCourse { lever: lever.clone(), spectral, once_root, root, points, curve, is, critical, critical95 })
}

/// Runs every seed at these values.
fn look(probe: &Probe<'_>, lever: &Lever, points: &mut Vec<LeverPoint>, values: Vec<f64>, round: u32) -> Result<()> {
    let scenarios = scenarios(probe, lever, &values)?;
    let runs = probe.runs(&scenarios)?;
    if runs.iter().flatten().all(|run| run.took_off.is_none()) && !runs.is_empty() {
        let name = probe.inquiry.practice_name();
        let error = Error::input(format!(
            "{name} is in use in more than a thirtieth of relationships when it begins: taking off is undefined"
        ));
        return Err(error.help("docs/epidemiology.md defines it; introduce it in fewer relationships"));
    }
    points.extend(values.into_iter().zip(runs).map(|(at, by_seed)| LeverPoint { at, round, by_seed }));
    points.sort_by(|a, b| a.at.total_cmp(&b.at));
    Ok(())
}

fn scenarios(probe: &Probe<'_>, lever: &Lever, values: &[f64]) -> Result<Vec<Scenario>> {
    values.iter().map(|&at| probe.scenario(&[(lever, at)])).collect()
}

/// The wanted values that are not too close to a known one or to each other.
fn fresh(lever: &Lever, points: &[LeverPoint], mut wanted: Vec<f64>) -> Vec<f64> {
    let [from, to] = lever.ends();
    let mut known: Vec<f64> = points.iter().map(|point| point.at).collect();
    wanted.retain(|at| {
        let apart = known.iter().all(|other| (other - at).abs() > APART * (to - from));
        known.extend((at.is_finite() && apart).then_some(*at));
        at.is_finite() && apart
    });
    wanted
}

fn trials(points: &[LeverPoint]) -> Vec<Trial> {
    let runs = points.iter().flat_map(|point| point.by_seed.iter().map(move |run| (point.at, run)));
    runs.filter_map(|(at, run)| Some(Trial { at, cluster: run.seed, happened: run.took_off? })).collect()
}

/// On which side of one half the shares lie.
fn place(points: &[LeverPoint]) -> Where {
    let shares = || points.iter().map(LeverPoint::share).filter(|share| share.is_finite());
    if shares().all(|share| share > HALF) {
        Where::Everywhere
    } else if shares().all(|share| share < HALF) {
        Where::Nowhere
    } else {
        Where::Within
    }
}

type Spectrum = (Vec<(f64, Spectral)>, [f64; 2]);

/// Spectral numbers along a lever, and where R and R₁ are 1.
fn spectral(probe: &Probe<'_>, lever: &Lever) -> Result<Spectrum> {
    let mut found: Vec<(f64, Spectral)> = Vec::new();
    let even = |count: usize, from: f64, to: f64| -> Vec<f64> {
        let part = |at: usize| from + (to - from) * at as f64 / (count - 1) as f64;
        let mut values: Vec<f64> = (0..count).map(|at| lever.nearest(part(at))).collect();
        values.dedup();
        values
    };
    let [from, to] = lever.ends();
    let mut next = even(GRID, from, to);
    for _ in 0..3 {
        next.retain(|at| found.iter().all(|(known, _)| known != at));
        let numbers = probe.spectral(&scenarios(probe, lever, &next)?)?;
        found.extend(next.iter().copied().zip(numbers));
        found.sort_by(|a, b| a.0.total_cmp(&b.0));
        match bracket(&found, |spectral| spectral.once) {
            Some(at) => next = even(GRID + 1, found[at].0, found[at + 1].0),
            None => break,
        }
    }
    let root = |of: fn(&Spectral) -> f64| bracket(&found, of).map_or(f64::NAN, |at| crossing(&found, at, of));
    let roots = [root(|spectral| spectral.number), root(|spectral| spectral.once)];
    Ok((found, roots))
}

/// The first pair of neighbours between which a number crosses 1.
fn bracket(found: &[(f64, Spectral)], of: impl Fn(&Spectral) -> f64) -> Option<usize> {
    let above = |at: usize| of(&found[at].1) > 1.0;
    let defined = |at: usize| !of(&found[at].1).is_nan();
    (0..found.len().saturating_sub(1)).find(|&at| defined(at) && defined(at + 1) && above(at) != above(at + 1))
}

/// Where the number is 1 between two neighbours, interpolated linearly in its logarithm.
fn crossing(found: &[(f64, Spectral)], at: usize, of: impl Fn(&Spectral) -> f64) -> f64 {
    let [(left, one), (right, other)] = [&found[at], &found[at + 1]].map(|(at, spectral)| (*at, of(spectral)));
    let [low, high] = [one, other].map(libm::log);
    if low.is_finite() && high.is_finite() { left + (right - left) * low / (low - high) } else { 0.5 * (left + right) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[(f64, f64)]) -> Vec<(f64, Spectral)> {
        values.iter().map(|&(at, once)| (at, Spectral { number: once, once, ..Spectral::UNDEFINED })).collect()
    }

    #[test]
    fn the_number_is_1_on_a_straight_line_through_its_logarithm() {
        let found = numbers(&[(0.0, 0.0), (1.0, 0.5), (3.0, 2.0), (4.0, 3.0)]);
        assert_eq!(bracket(&found, |spectral| spectral.once), Some(1));
        assert!((crossing(&found, 1, |spectral| spectral.once) - 2.0).abs() < 1e-12);
        // A number that is 0 or infinite has no finite logarithm.
        let found = numbers(&[(0.0, 0.0), (1.0, f64::INFINITY)]);
        assert_eq!(crossing(&found, 0, |spectral| spectral.once), 0.5);
        assert_eq!(bracket(&numbers(&[(0.0, f64::NAN), (1.0, 2.0), (2.0, 3.0)]), |spectral| spectral.once), None);
    }

    #[test]
    fn shares_on_both_sides_of_one_half_have_a_threshold_between() {
        let point = |hits: usize| {
            let runs = (0..4).map(|seed| TakeOff { seed, took_off: (seed < 3).then_some((seed as usize) < hits) });
            LeverPoint { at: 0.0, round: 1, by_seed: runs.collect() }
        };
        assert_eq!(point(1).counts(), (1, 3), "a seed that could not take off counts nowhere");
        assert_eq!(place(&[point(0), point(1)]), Where::Nowhere);
        assert_eq!(place(&[point(2), point(3)]), Where::Everywhere);
        assert_eq!(place(&[point(1), point(2)]), Where::Within);
    }
}
