//! At how many points each claim keeps its sign, and what it depends on where it does not.

use super::{Claim, ClaimsAtPoint, Robustness};
use darkside_stats::{Estimate, Interval, Running, rank_correlation};

/// How many of the numbers a claim depends on most are reported.
const MOST: usize = 3;

/// A claim over all points.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedClaim {
    /// Points at which the claim holds for the mean over seeds.
    pub holds: u32,
    /// Points at which it holds for both ends of the mean's 95 % interval over seeds as well.
    pub clearly: u32,
    /// Points at which the claim fails throughout the 95 % interval.
    pub reversed: u32,
    /// Points at which the mean is defined.
    pub points: u32,
    /// The expected number of points that are on the wrong side only because there are few seeds: the sum over points
    /// of the probability that the true mean lies on the other side (Student's t, flat prior for the mean). NaN with
    /// one seed.
    pub doubtful: f64,
    /// `holds` as a share of `points`.
    pub share: f64,
    /// Bounds of that share: Wilson's lower 95 % limit with as many fewer points that hold as are doubtful, and his
    /// upper limit with as many more, as if points were independent. Wider than a 95 % interval.
    pub bounds: Interval,
    /// Mean of the means over the points.
    pub mean: f64,
    /// Least and greatest mean over the points.
    pub range: Interval,
    /// The tuned numbers that the sum depends on most: position, and rank correlation over points.
    pub depends: Vec<(usize, f64)>,
}

/// Judges every claim over the points that take each word, by form and word.
pub(super) fn judge_by_word(robustness: &Robustness, points: &[ClaimsAtPoint]) -> Vec<Vec<Vec<JudgedClaim>>> {
    let forms = robustness.claims.forms.iter().enumerate();
    let at = |form: usize, word: usize| judge_at(robustness, points, |number| robustness.words(number)[form] == word);
    forms.map(|(form, one)| (0..one.words.len()).map(|word| at(form, word)).collect()).collect()
}

/// Judges every claim at the points whose number `take` accepts.
pub(super) fn judge_at(
    robustness: &Robustness,
    points: &[ClaimsAtPoint],
    take: impl Fn(u32) -> bool,
) -> Vec<JudgedClaim> {
    let taken: Vec<(&ClaimsAtPoint, Vec<f64>)> = (0..)
        .zip(points)
        .filter(|(number, _)| take(*number))
        .map(|(number, point)| (point, robustness.factors(number)))
        .collect();
    robustness.claims.claims.iter().enumerate().map(|(at, claim)| judge_claim(claim, at, &taken)).collect()
}

/// Judges the claim at position `at` over points, each with its factors.
fn judge_claim(claim: &Claim, at: usize, points: &[(&ClaimsAtPoint, Vec<f64>)]) -> JudgedClaim {
    let (mut holds, mut clearly, mut reversed, mut doubtful) = (0, 0, 0, 0.0);
    let (mut means, mut places) = (Vec::new(), Vec::new());
    for (point, factors) in points {
        let Some(sums) = point.sums.get(at) else { continue };
        let running: Running = sums.iter().copied().collect();
        let (mean, interval) = (running.mean(), running.summary());
        if mean.is_nan() {
            continue;
        }
        let ends = [interval.lower95, interval.upper95];
        holds += u32::from(claim.holds(mean));
        clearly += u32::from(ends.iter().all(|end| claim.holds(*end)));
        reversed += u32::from(refuted(claim, ends));
        let likely = likely(claim, &Estimate::of(sums.iter().copied()));
        doubtful += if claim.holds(mean) { 1.0 - likely } else { likely };
        means.push(mean);
        places.push(factors);
    }
    let (least, greatest) =
        (means.iter().copied().min_by(f64::total_cmp), means.iter().copied().max_by(f64::total_cmp));
    let (share, bounds) = share(f64::from(holds), means.len() as f64, doubtful);
    JudgedClaim {
        holds,
        clearly,
        reversed,
        points: means.len() as u32,
        doubtful,
        share,
        bounds,
        mean: means.iter().copied().collect::<Running>().mean(),
        range: Interval::new(least.unwrap_or(f64::NAN), greatest.unwrap_or(f64::NAN)),
        depends: depends(&means, &places),
    }
}

/// The share of points at which a claim holds, and its bounds where `doubtful` points may be on the wrong side; undefined
/// without points.
fn share(holds: f64, points: f64, doubtful: f64) -> (f64, Interval) {
    if points == 0.0 {
        return (f64::NAN, Interval::UNDEFINED);
    }
    let doubtful = if doubtful.is_nan() { 0.0 } else { doubtful };
    let fewer = if holds > doubtful { holds - doubtful } else { 0.0 };
    let more = if holds + doubtful < points { holds + doubtful } else { points };
    (holds / points, Interval::new(wilson(fewer, points).lower, wilson(more, points).upper))
}

/// Whether the claim fails throughout an interval.
fn refuted(claim: &Claim, [low, high]: [f64; 2]) -> bool {
    match claim.within {
        Some(margin) => low >= margin || high <= -margin,
        None => high <= 0.0,
    }
}

/// The probability that the true mean is as claimed.
fn likely(claim: &Claim, estimate: &Estimate) -> f64 {
    match claim.within {
        Some(margin) => estimate.p_above(margin) - estimate.p_above(-margin),
        None => 1.0 - estimate.p_above(0.0),
    }
}

/// Wilson's interval for a proportion: Journal of the American Statistical Association 22(158), 1927.
fn wilson(holds: f64, n: f64) -> Interval {
    const Z: f64 = 1.959_963_984_540_054;
    let p = holds / n;
    let (middle, half) = (p + Z * Z / (2.0 * n), Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt());
    let ends = [(middle - half) / (1.0 + Z * Z / n), (middle + half) / (1.0 + Z * Z / n)];
    // Rounding can put an end slightly outside 0 to 1.
    Interval::new(if ends[0] > 0.0 { ends[0] } else { 0.0 }, if ends[1] < 1.0 { ends[1] } else { 1.0 })
}

/// The factors whose ranks correlate most with those of the means.
fn depends(means: &[f64], places: &[&Vec<f64>]) -> Vec<(usize, f64)> {
    let correlation = |factor: usize| {
        let values: Vec<f64> = places.iter().map(|place| place[factor]).collect();
        (factor, rank_correlation(&values, means))
    };
    let factors = 0..places.first().map_or(0, |place| place.len());
    let mut all: Vec<(usize, f64)> = factors.map(correlation).filter(|(_, rho)| rho.is_finite()).collect();
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
    all.truncate(MOST);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(within: Option<f64>) -> Claim {
        let text = String::from;
        Claim { id: text("1"), pattern: text("1"), status: text("tuned"), claim: text("so"), within, terms: Vec::new() }
    }

    fn points(sums: &[[f64; 3]]) -> Vec<ClaimsAtPoint> {
        sums.iter().map(|sums| ClaimsAtPoint { sums: vec![sums.to_vec()], refused: None }).collect()
    }

    fn over(claim: &Claim, points: &[ClaimsAtPoint], factors: &[Vec<f64>]) -> JudgedClaim {
        judge_claim(claim, 0, &points.iter().zip(factors.to_vec()).collect::<Vec<_>>())
    }

    #[test]
    fn signs_are_counted_over_points_and_refused_ones_do_not_count() {
        let mut points = points(&[[0.1, 0.11, 0.12], [0.1, -0.05, 0.01], [-0.1, -0.11, -0.1], [f64::NAN; 3]]);
        points.push(ClaimsAtPoint { sums: Vec::new(), refused: Some("no".into()) });
        let factors = vec![vec![1.0, 0.5], vec![0.9, 1.0], vec![0.6, 0.7], vec![1.0, 1.0], vec![1.0, 1.0]];
        let judged = over(&claim(None), &points, &factors);
        assert_eq!((judged.points, judged.holds, judged.clearly, judged.reversed), (3, 2, 1, 1));
        assert_eq!(judged.depends[0], (0, 1.0), "it falls with the first factor");
        assert!((judged.range.lower + 0.31 / 3.0).abs() < 1e-12 && (judged.range.upper - 0.11).abs() < 1e-12);
    }

    /// scipy.stats 1.17: `t.sf(1 / (1 / 3 ** 0.5), 2)` = 0.112702 for the first point, where 0, 1 and 2 have mean 1.
    #[test]
    fn what_seeds_cannot_tell_widens_the_interval_of_the_share() {
        let points = points(&[[0.0, 1.0, 2.0], [0.0, -1.0, -2.0], [5.0, 5.0, 5.0]]);
        let judged = over(&claim(None), &points, &vec![Vec::new(); 3]);
        assert!((judged.doubtful - 2.0 * 0.112_702).abs() < 1e-5, "{judged:?}");
        assert!(judged.bounds.lower < wilson(2.0, 3.0).lower && judged.bounds.upper > wilson(2.0, 3.0).upper);
        let within = over(&claim(Some(1.5)), &points, &vec![Vec::new(); 3]);
        // For a mean of 1 ± 0.577: above 1.5 with probability 0.238, below -1.5 with 0.025.
        assert!((within.doubtful - 2.0 * 0.2626).abs() < 2e-3, "{within:?}");
        let lone = vec![ClaimsAtPoint { sums: vec![vec![0.1]], refused: None }];
        let judged = over(&claim(None), &lone, &[Vec::new()]);
        assert!(judged.doubtful.is_nan() && judged.bounds.upper == 1.0, "one seed tells nothing of chance");
    }

    #[test]
    fn a_margin_is_kept_on_both_sides() {
        let points = points(&[[0.01, 0.012, 0.011], [0.2, 0.21, 0.22], [-0.3, -0.31, -0.3], [0.04, 0.06, 0.1]]);
        let judged = over(&claim(Some(0.05)), &points, &vec![Vec::new(); 4]);
        assert_eq!((judged.holds, judged.clearly, judged.reversed), (1, 1, 2));
    }

    /// statsmodels: `proportion_confint(180, 200, method="wilson")` and the same for 200.
    #[test]
    fn wilsons_interval_is_the_known_one() {
        let interval = wilson(180.0, 200.0);
        assert!((interval.lower - 0.850_561).abs() < 1e-4 && (interval.upper - 0.934_276).abs() < 1e-4, "{interval:?}");
        assert_eq!(wilson(200.0, 200.0).upper, 1.0);
        assert_eq!(wilson(0.0, 5.0).lower, 0.0);
    }
}
