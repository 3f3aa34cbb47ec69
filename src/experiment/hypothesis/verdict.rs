//! From contrasts to verdicts.

use std::fmt;

use super::{Assertion, HypothesisFile, Trial};
use darkside_error::Result;
use darkside_stats::{Estimate, Interval, holm};

/// What a test says of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The claim is shown, beyond what chance could do.
    Supported,
    /// Its contrary is shown, beyond what chance could do.
    NotSupported,
    /// Neither is.
    Undecided,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 3] = [Verdict::Supported, Verdict::NotSupported, Verdict::Undecided];

    /// The word for tables.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::NotSupported => "not_supported",
            Verdict::Undecided => "undecided",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name().replace('_', " "))
    }
}

/// A contrast, estimated.
#[derive(Clone, Debug, PartialEq)]
pub struct PartEstimate {
    /// Mean and its uncertainty: the first stage's spread.
    pub estimate: Estimate,
    /// The interval: at 1 − α for a direction, at 1 − 2α for equivalence, which lies within the margin exactly where the claim
    /// is shown.
    pub interval: Interval,
    /// The level of the interval.
    pub level: f64,
    /// Seeds in which the contrast is undefined.
    pub undefined: u64,
    /// The share of seeds in which the contrast bears the claim out by itself.
    pub holds: f64,
    /// Standard deviation of the contrast over seeds.
    pub standard_deviation: f64,
}

/// A hypothesis, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The verdict.
    pub verdict: Verdict,
    /// Its contrasts.
    pub parts: Vec<PartEstimate>,
    /// Probability of such contrasts if the claim were just not true.
    pub p_for: f64,
    /// The same, adjusted for all hypotheses of the file.
    pub p_for_adjusted: f64,
    /// Probability of such contrasts if the claim were just true.
    pub p_against: f64,
    /// The same, adjusted for all hypotheses of the file.
    pub p_against_adjusted: f64,
    /// Whether every interval is as narrow as asked.
    pub narrow_enough: bool,
}

/// Judges every hypothesis of a file.
///
/// A claim of several parts is shown if each part is: its probability is the largest of theirs. It is refuted if any part is:
/// the smallest, times their number. Both are then adjusted by Holm's method over the file, so that among all hypotheses the
/// probability of any wrong "supported" is at most α, and of any wrong "not supported" too.
///
/// # Errors
/// None for a file that its reader has made.
pub fn judge(file: &HypothesisFile, trial: &Trial) -> Result<Vec<Judged>> {
    let plans = file.plans()?;
    let mut judged = Vec::new();
    for (position, (hypothesis, plan)) in file.hypotheses.iter().zip(&plans).enumerate() {
        let level = match hypothesis.claims {
            Assertion::Equivalent(_) => 1.0 - 2.0 * hypothesis.alpha,
            _ => 1.0 - hypothesis.alpha,
        };
        let part = |part: usize| {
            let values = trial.contrast(file, position, part);
            let estimate = plan.estimate(&values);
            let defined: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
            let holds = defined.iter().filter(|&&value| hypothesis.claims.holds(value)).count() as f64;
            PartEstimate {
                estimate,
                interval: estimate.interval(level),
                level,
                undefined: (values.len() - defined.len()) as u64,
                holds: holds / defined.len() as f64,
                standard_deviation: Estimate::of(defined.iter().copied()).standard_error
                    * (defined.len() as f64).sqrt(),
            }
        };
        let parts: Vec<PartEstimate> = (0..hypothesis.parts.len()).map(part).collect();
        let probabilities: Vec<(f64, f64)> =
            parts.iter().map(|part| probabilities(hypothesis.claims, &part.estimate)).collect();
        let p_for = largest(probabilities.iter().map(|(one, _)| *one));
        let p_against = smallest(probabilities.iter().map(|(_, other)| *other)) * parts.len() as f64;
        let asked = 2.0 * hypothesis.half_width;
        judged.push(Judged {
            verdict: Verdict::Undecided,
            narrow_enough: parts.iter().all(|part| part.estimate.interval(1.0 - hypothesis.alpha).width() <= asked),
            parts,
            p_for,
            p_for_adjusted: f64::NAN,
            p_against: if p_against > 1.0 { 1.0 } else { p_against },
            p_against_adjusted: f64::NAN,
        });
    }
    let adjusted_for = holm(&judged.iter().map(|one| one.p_for).collect::<Vec<_>>());
    let adjusted_against = holm(&judged.iter().map(|one| one.p_against).collect::<Vec<_>>());
    for (position, one) in judged.iter_mut().enumerate() {
        (one.p_for_adjusted, one.p_against_adjusted) = (adjusted_for[position], adjusted_against[position]);
        let alpha = file.hypotheses[position].alpha;
        one.verdict = if one.p_for_adjusted <= alpha {
            Verdict::Supported
        } else if one.p_against_adjusted <= alpha {
            Verdict::NotSupported
        } else {
            Verdict::Undecided
        };
    }
    Ok(judged)
}

/// The probabilities of an estimate if the claim were just not true, and if it were just true.
fn probabilities(claim: Assertion, estimate: &Estimate) -> (f64, f64) {
    if estimate.standard_error == 0.0 {
        // A contrast that never varies leaves nothing to chance.
        return if claim.holds(estimate.mean) { (0.0, 1.0) } else { (1.0, 0.0) };
    }
    match claim {
        Assertion::Greater(least) => (estimate.p_above(least), estimate.p_below(least)),
        Assertion::Less(least) => (estimate.p_below(-least), estimate.p_above(-least)),
        // That there is nothing at all can only be shown against a margin.
        Assertion::Different(0.0) => (estimate.p_different(0.0), 1.0),
        Assertion::Different(least) => (beyond(estimate, least), estimate.p_equivalent(least)),
        Assertion::Equivalent(margin) => (estimate.p_equivalent(margin), beyond(estimate, margin)),
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

/// The smallest of those that are defined; 1 without any.
fn smallest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(1.0, |least, value| if value < least { value } else { least })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(mean: f64, standard_error: f64) -> Estimate {
        Estimate { mean, standard_error, freedom: 29.0 }
    }

    #[test]
    fn a_clear_contrast_shows_the_claim_or_its_contrary_never_both() {
        for claim in
            [Assertion::Greater(0.02), Assertion::Less(0.02), Assertion::Different(0.02), Assertion::Equivalent(0.02)]
        {
            for mean in [-0.2, -0.021, -0.005, 0.0, 0.005, 0.021, 0.2] {
                let (shown, refuted) = probabilities(claim, &estimate(mean, 0.001));
                assert!(!(shown < 0.05 && refuted < 0.05), "{claim:?} at {mean}: {shown}, {refuted}");
            }
        }
        let (shown, refuted) = probabilities(Assertion::Greater(0.02), &estimate(0.05, 0.005));
        assert!(shown < 0.001 && refuted > 0.99);
        let (shown, refuted) = probabilities(Assertion::Greater(0.02), &estimate(0.0, 0.005));
        assert!(refuted < 0.001 && shown > 0.99, "nothing at all refutes a claim of at least 0.02");
        let (shown, refuted) = probabilities(Assertion::Equivalent(0.02), &estimate(0.06, 0.005));
        assert!(refuted < 0.001 && shown > 0.99);
    }

    #[test]
    fn what_never_varies_leaves_nothing_to_chance() {
        assert_eq!(probabilities(Assertion::Greater(0.0), &estimate(0.0, 0.0)), (1.0, 0.0));
        assert_eq!(probabilities(Assertion::Greater(0.0), &estimate(0.1, 0.0)), (0.0, 1.0));
        assert_eq!(probabilities(Assertion::Equivalent(0.1), &estimate(0.0, 0.0)), (0.0, 1.0));
    }

    #[test]
    fn an_undefined_part_keeps_a_claim_from_being_shown() {
        assert!(largest([0.01, f64::NAN, 0.02].into_iter()).is_nan());
        assert_eq!(largest([0.01, 0.02].into_iter()), 0.02);
        assert_eq!(smallest([f64::NAN, 0.03].into_iter()), 0.03);
    }
}
