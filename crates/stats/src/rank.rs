//! Correlation of ranks.

/// Spearman's rank correlation: Pearson's correlation of the ranks, ties sharing the mean of theirs. NaN if either side
/// does not vary, or if the two differ in length.
///
/// ```
/// let correlation = darkside_stats::rank_correlation(&[1.0, 2.0, 3.0], &[10.0, 11.0, 99.0]);
/// assert!((correlation - 1.0).abs() < 1e-12);
/// ```
pub fn rank_correlation(one: &[f64], other: &[f64]) -> f64 {
    if one.len() != other.len() || one.iter().chain(other).any(|value| value.is_nan()) {
        return f64::NAN;
    }
    let (one, other) = (ranks(one), ranks(other));
    // Ranks are positions from 0, or half-way between: their mean is exact.
    let middle = (one.len() as f64 - 1.0) / 2.0;
    let product = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum() };
    let spread = product(&one, &one) * product(&other, &other);
    if spread > 0.0 { product(&one, &other) / spread.sqrt() } else { f64::NAN }
}

/// The rank of each value, from 0.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut first = 0;
    for same in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let shared = first as f64 + (same.len() as f64 - 1.0) / 2.0;
        same.iter().for_each(|at| ranks[*at] = shared);
        first += same.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17: `spearmanr`.
    #[test]
    fn it_agrees_with_scipy() {
        let one = [1.0, 2.0, 2.0, 3.0, 1.0, 4.0, 2.0, 5.0];
        let other = [12.0, 30.0, 25.0, 25.0, 8.0, 60.0, 61.0, 40.0];
        assert!((rank_correlation(&one, &other) - 0.654_520_536_603_045_1).abs() < 1e-12);
    }

    #[test]
    fn what_does_not_vary_has_none() {
        assert!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]).is_nan() && rank_correlation(&[], &[]).is_nan());
        assert!(
            rank_correlation(&[1.0], &[1.0, 2.0]).is_nan() && rank_correlation(&[f64::NAN; 2], &[1.0, 2.0]).is_nan()
        );
    }
}
