//! Several tests at once: Holm's correction.

/// Holm's adjusted probabilities, in the order of `probabilities`. Rejecting those of at most α limits the probability of
/// any false rejection in the family to α, however the tests depend on each other (Holm, Scandinavian Journal of
/// Statistics 6(2), 1979).
///
/// A test without a result (NaN) stays NaN and still counts as one of the family, because it was planned.
///
/// ```
/// let adjusted = darkside_stats::holm(&[0.01, 0.04, 0.03]);
/// assert_eq!(adjusted, [0.03, 0.06, 0.06]);
/// ```
pub fn holm(probabilities: &[f64]) -> Vec<f64> {
    let family = probabilities.len();
    let mut order: Vec<usize> = (0..family).filter(|&test| !probabilities[test].is_nan()).collect();
    order.sort_by(|&a, &b| probabilities[a].total_cmp(&probabilities[b]));
    let mut adjusted = vec![f64::NAN; family];
    let mut greatest = 0.0;
    for (rank, &test) in order.iter().enumerate() {
        let own = probabilities[test] * (family - rank) as f64;
        greatest = if own > greatest { own } else { greatest };
        adjusted[test] = if greatest > 1.0 { 1.0 } else { greatest };
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R: p.adjust(p, "holm"); statsmodels 0.15: multipletests(p, method="holm").
    #[test]
    fn adjusted_probabilities_agree_with_r() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005, 0.2, 0.04]);
        for (own, wanted) in adjusted.iter().zip([0.05, 0.12, 0.12, 0.03, 0.2, 0.12]) {
            assert!((own - wanted).abs() < 1e-12, "{adjusted:?}");
        }
    }

    #[test]
    fn a_test_without_a_result_still_counts() {
        let adjusted = holm(&[0.01, f64::NAN]);
        assert_eq!(adjusted[0], 0.02);
        assert!(adjusted[1].is_nan());
    }

    #[test]
    fn no_probability_exceeds_one_and_no_tests_give_none() {
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
        assert_eq!(holm(&[0.3]), [0.3]);
    }
}
