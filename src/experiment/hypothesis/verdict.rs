//! From contrasts to verdicts.

use std::fmt;

use super::claim::or_zero;
use super::{Assertion, Hypothesis, HypothesisFile, Trial};
use darkside_error::Result;
use darkside_stats::sequential::Plan;
use darkside_stats::{Estimate, Interval, holm};

/// What a test says about a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The claim is shown, beyond chance.
    Supported,
    /// The contrast is shown to be closer to 0 than the smallest effect of interest.
    Negligible,
    /// The opposite is shown: an effect in the other direction or, for an equivalence, one beyond its margin.
    Contrary,
    /// None of these.
    Undecided,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 4] = [Verdict::Supported, Verdict::Negligible, Verdict::Contrary, Verdict::Undecided];

    /// The word for tables.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Negligible => "negligible",
            Verdict::Contrary => "contrary",
            Verdict::Undecided => "undecided",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A contrast, estimated.
#[derive(Clone, Debug, PartialEq)]
pub struct PartEstimate {
    /// Mean and its uncertainty, based on the spread of the first stage.
    pub estimate: Estimate,
    /// The interval: at 1 − α for a direction, and at 1 − 2α for equivalence, so that it lies within the margin exactly
    /// when the claim is shown.
    pub interval: Interval,
    /// The level of the interval.
    pub level: f64,
    /// Seeds in which the contrast is undefined.
    pub undefined: u64,
    /// The share of seeds whose contrast satisfies the claim on its own.
    pub holds: f64,
    /// Standard deviation of the contrast over seeds.
    pub standard_deviation: f64,
}

/// A probability, and its value adjusted for all hypotheses of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Probability {
    /// Unadjusted.
    pub alone: f64,
    /// After Holm's correction.
    pub adjusted: f64,
}

/// A hypothesis, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct JudgedHypothesis {
    /// The verdict.
    pub verdict: Verdict,
    /// Its contrasts.
    pub parts: Vec<PartEstimate>,
    /// Probability of such contrasts if the claim were just barely false.
    pub p_for: Probability,
    /// The same if the contrast were exactly as large as the smallest effect of interest, in either direction; 1
    /// without one.
    pub p_negligible: Probability,
    /// The same if there were no effect in the other direction; for an equivalence, if there were no effect beyond its
    /// margin.
    pub p_contrary: Probability,
    /// Whether every interval is as narrow as the hypothesis asks.
    pub narrow_enough: bool,
}

/// Judges every hypothesis of a file.
///
/// A claim of several parts is shown if each part is: its probability is the largest of theirs. It is contrary or
/// negligible if any part is: the probability is the smallest of theirs, times their number. All three are adjusted by
/// Holm's method over the file, so that among all hypotheses the probability of any wrong verdict of one kind is at
/// most α. A contrast that is both negligible and contrary, an effect in the other direction too small to matter, is
/// called negligible.
///
/// # Errors
/// None for a file that [`HypothesisFile::read`] produced.
pub fn judge(file: &HypothesisFile, trial: &Trial) -> Result<Vec<JudgedHypothesis>> {
    let plans = file.plans()?;
    let unadjusted = |(position, plan)| unadjusted(file, trial, position, plan);
    let mut judged: Vec<JudgedHypothesis> = plans.iter().enumerate().map(unadjusted).collect();
    adjust(&mut judged, |one| &mut one.p_for);
    adjust(&mut judged, |one| &mut one.p_negligible);
    adjust(&mut judged, |one| &mut one.p_contrary);
    for (one, hypothesis) in judged.iter_mut().zip(&file.hypotheses) {
        one.verdict = [
            (one.p_for, Verdict::Supported),
            (one.p_negligible, Verdict::Negligible),
            (one.p_contrary, Verdict::Contrary),
        ]
        .into_iter()
        .find_map(|(p, verdict)| (p.adjusted <= hypothesis.alpha).then_some(verdict))
        .unwrap_or(Verdict::Undecided);
    }
    Ok(judged)
}

/// The hypothesis at `position` by itself, still without a verdict.
fn unadjusted(file: &HypothesisFile, trial: &Trial, position: usize, plan: &Plan) -> JudgedHypothesis {
    let hypothesis = &file.hypotheses[position];
    let part = |part: usize| estimated(hypothesis, plan, &trial.contrast(file, position, part));
    let parts: Vec<PartEstimate> = (0..hypothesis.parts.len()).map(part).collect();
    let probabilities = || parts.iter().map(|part| probabilities(hypothesis.claims, &part.estimate));
    let any = |of: fn([f64; 3]) -> f64| {
        let p = smallest(probabilities().map(of)) * parts.len() as f64;
        if p > 1.0 { 1.0 } else { p }
    };
    let asked = 2.0 * hypothesis.half_width;
    JudgedHypothesis {
        verdict: Verdict::Undecided,
        narrow_enough: parts.iter().all(|part| part.estimate.interval(1.0 - hypothesis.alpha).width() <= asked),
        p_for: Probability::unadjusted(largest(probabilities().map(|[shown, ..]| shown))),
        p_negligible: Probability::unadjusted(any(|[_, negligible, _]| negligible)),
        p_contrary: Probability::unadjusted(any(|[.., contrary]| contrary)),
        parts,
    }
}

/// A contrast, estimated from its value in each seed.
fn estimated(hypothesis: &Hypothesis, plan: &Plan, values: &[f64]) -> PartEstimate {
    let level = match hypothesis.claims {
        Assertion::Equivalent(_) => 1.0 - 2.0 * hypothesis.alpha,
        _ => 1.0 - hypothesis.alpha,
    };
    let estimate = plan.estimate(values);
    let defined: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    let holds = defined.iter().filter(|&&value| hypothesis.claims.holds(value)).count() as f64;
    PartEstimate {
        estimate,
        interval: estimate.interval(level),
        level,
        undefined: (values.len() - defined.len()) as u64,
        holds: holds / defined.len() as f64,
        standard_deviation: Estimate::of(defined.iter().copied()).standard_error * (defined.len() as f64).sqrt(),
    }
}

impl Probability {
    fn unadjusted(alone: f64) -> Self {
        Self { alone, adjusted: f64::NAN }
    }
}

/// Adjusts one of the probabilities by Holm's method over all hypotheses.
fn adjust(judged: &mut [JudgedHypothesis], of: fn(&mut JudgedHypothesis) -> &mut Probability) {
    let adjusted = holm(&judged.iter_mut().map(|one| of(one).alone).collect::<Vec<_>>());
    judged.iter_mut().zip(adjusted).for_each(|(one, adjusted)| of(one).adjusted = adjusted);
}

/// The probabilities of an estimate if the claim were just barely false, if the contrast were just barely not
/// negligible, and if the opposite of the claim were just barely false.
fn probabilities(claim: Assertion, estimate: &Estimate) -> [f64; 3] {
    if estimate.standard_error == 0.0 {
        // A contrast that never varies leaves nothing to chance.
        let is = |so: bool| f64::from(u8::from(!so));
        let negligible = claim.margin().is_some_and(|margin| estimate.mean.abs() < margin);
        return [is(claim.holds(estimate.mean)), is(negligible), is(claim.contrary(estimate.mean))];
    }
    let negligible = claim.margin().map_or(1.0, |margin| estimate.p_equivalent(margin));
    match claim {
        Assertion::Greater(least) => [estimate.p_above(least), negligible, estimate.p_below(or_zero(least))],
        Assertion::Less(least) => [estimate.p_below(-least), negligible, estimate.p_above(-or_zero(least))],
        // The absence of an effect can only be shown against a margin.
        Assertion::Different(0.0) => [estimate.p_different(0.0), 1.0, 1.0],
        Assertion::Different(least) => [beyond(estimate, least), negligible, 1.0],
        Assertion::Equivalent(margin) => [estimate.p_equivalent(margin), 1.0, beyond(estimate, margin)],
    }
}

/// The two-sided probability of an estimate this far outside a margin around 0 if the truth were within it.
fn beyond(estimate: &Estimate, margin: f64) -> f64 {
    let nearer = smallest([estimate.p_above(margin), estimate.p_below(-margin)].into_iter());
    if nearer > 0.5 { 1.0 } else { 2.0 * nearer }
}

/// The largest; NaN if any is.
fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |most, value| if value.is_nan() || value > most { value } else { most })
}

/// The smallest of the defined values; 1 if there are none.
fn smallest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(1.0, |least, value| if value < least { value } else { least })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(mean: f64, standard_error: f64) -> Estimate {
        Estimate { mean, standard_error, freedom: 29.0 }
    }

    /// Which of supported, negligible and contrary an estimate shows at the 5 % level.
    fn shown(claim: Assertion, mean: f64, standard_error: f64) -> [bool; 3] {
        probabilities(claim, &estimate(mean, standard_error)).map(|p| p < 0.05)
    }

    #[test]
    fn a_clear_contrast_shows_the_claim_or_something_else_never_both() {
        for claim in
            [Assertion::Greater(0.02), Assertion::Less(0.02), Assertion::Different(0.02), Assertion::Equivalent(0.02)]
        {
            for mean in [-0.2, -0.021, -0.005, 0.0, 0.005, 0.021, 0.2] {
                let [supported, negligible, contrary] = shown(claim, mean, 0.001);
                assert!(!(supported && (negligible || contrary)), "{claim:?} at {mean}");
            }
        }
        let claim = Assertion::Greater(0.02);
        assert_eq!(shown(claim, 0.05, 0.005), [true, false, false]);
        assert_eq!(shown(claim, 0.0, 0.005), [false, true, false], "nothing at all is negligible");
        assert_eq!(shown(claim, -0.05, 0.005), [false, false, true]);
        assert_eq!(shown(claim, 0.01, 0.02), [false, false, false]);
        assert_eq!(shown(Assertion::Less(0.02), 0.05, 0.005), [false, false, true]);
        assert_eq!(shown(Assertion::Equivalent(0.02), 0.06, 0.005), [false, false, true]);
    }

    /// Without a smallest effect of interest nothing is negligible; "not worse by more than" is contradicted only
    /// beyond its bound.
    #[test]
    fn without_a_margin_nothing_is_negligible() {
        assert_eq!(shown(Assertion::Greater(0.0), 0.001, 0.01), [false, false, false]);
        assert_eq!(shown(Assertion::Greater(0.0), -0.1, 0.01), [false, false, true]);
        assert_eq!(shown(Assertion::Less(-0.01), 0.005, 0.001), [true, false, false]);
        assert_eq!(shown(Assertion::Less(-0.01), 0.015, 0.001), [false, false, true]);
    }

    #[test]
    fn what_never_varies_leaves_nothing_to_chance() {
        assert_eq!(shown(Assertion::Greater(0.0), 0.0, 0.0), [false, false, false]);
        assert_eq!(shown(Assertion::Greater(0.02), 0.0, 0.0), [false, true, false]);
        assert_eq!(shown(Assertion::Greater(0.0), 0.1, 0.0), [true, false, false]);
        assert_eq!(shown(Assertion::Greater(0.0), -0.1, 0.0), [false, false, true]);
        assert_eq!(shown(Assertion::Equivalent(0.1), 0.0, 0.0), [true, false, false]);
    }

    #[test]
    fn an_undefined_part_keeps_a_claim_from_being_shown() {
        assert!(largest([0.01, f64::NAN, 0.02].into_iter()).is_nan());
        assert_eq!(largest([0.01, 0.02].into_iter()), 0.02);
        assert_eq!(smallest([f64::NAN, 0.03].into_iter()), 0.03);
    }
}
