//! Lags that are seen only if they are over before observation ends: right truncation.
//!
//! A late starter shows only its short lags, so the plain mean of the lags seen is too small. The estimate here undoes that
//! without assuming a shape: the reverse-time product of Lynden-Bell (Monthly Notices of the Royal Astronomical Society 155,
//! 1971) and Lagakos, Barraj & De Gruttola (Biometrika 75, 1988), which actuaries know as the chain ladder.

/// Fewer lags than this in view say nothing about the share of longer ones.
const FEWEST: u64 = 20;

/// Counts of lags, each seen because it was no longer than a limit of its own.
///
/// ```
/// use darkside_stats::TruncatedLags;
///
/// let mut lags = TruncatedLags::new(10);
/// for limit in 0..=10 {
///     // Each takes 2 or 6, equally often; who began late shows only the 2.
///     for lag in [2, 6].into_iter().filter(|lag| *lag <= limit) {
///         (0..20).for_each(|_| lags.add(lag, limit));
///     }
/// }
/// let distribution = lags.distribution();
/// assert!((distribution.within(3) - 0.5).abs() < 1e-12);
/// assert!((distribution.mean() - 4.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TruncatedLags {
    /// How many lags have this length.
    seen: Vec<u64>,
    /// How many lags have this limit.
    limits: Vec<u64>,
}

/// How long it takes, given that it takes no longer than the longest lag that can be judged.
#[derive(Clone, Debug, PartialEq)]
pub struct LagDistribution {
    /// For each lag the share that takes no longer; empty if nothing can be said.
    within: Vec<f64>,
}

impl TruncatedLags {
    /// No lags yet; none is longer than `longest`, nor is any limit.
    pub fn new(longest: usize) -> Self {
        Self { seen: vec![0; longest + 1], limits: vec![0; longest + 1] }
    }

    /// Adds a lag that would have been seen up to `limit`. One that is longer than its limit cannot be and is ignored.
    pub fn add(&mut self, lag: usize, limit: usize) {
        if lag <= limit && limit < self.limits.len() {
            self.seen[lag] += 1;
            self.limits[limit] += 1;
        }
    }

    /// For each length how many lags have it, and how many have it as their limit.
    pub fn counts(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.seen.iter().copied().zip(self.limits.iter().copied())
    }

    /// Adds so many lags of this length, and so many limits.
    pub fn add_counts(&mut self, length: usize, seen: u64, limits: u64) {
        if length < self.seen.len() {
            self.seen[length] += seen;
            self.limits[length] += limits;
        }
    }

    /// The distribution of the lags, up to the longest one that at least twenty lags were in view long enough to show.
    pub fn distribution(&self) -> LagDistribution {
        // In view at a lag: those no longer than it whose limit lies at or beyond it.
        let (mut shorter, mut ended) = (0, 0);
        let mut in_view = Vec::with_capacity(self.seen.len());
        for (seen, limits) in self.counts() {
            shorter += seen;
            // Counts that were added need not fit together.
            in_view.push(shorter.saturating_sub(ended));
            ended += limits;
        }
        let Some(longest) = in_view.iter().rposition(|&count| count >= FEWEST) else {
            return LagDistribution { within: Vec::new() };
        };
        let mut within = vec![1.0; longest + 1];
        for lag in (1..=longest).rev() {
            let reached = if in_view[lag] == 0 { 0.0 } else { self.seen[lag] as f64 / in_view[lag] as f64 };
            within[lag - 1] = within[lag] * (1.0 - reached);
        }
        LagDistribution { within }
    }
}

impl LagDistribution {
    /// The share that takes no longer than `lag`; NaN if nothing can be said.
    pub fn within(&self, lag: usize) -> f64 {
        match self.within.last() {
            None => f64::NAN,
            Some(&all) => self.within.get(lag).copied().unwrap_or(all),
        }
    }

    /// The mean lag; NaN if nothing can be said.
    pub fn mean(&self) -> f64 {
        if self.within.is_empty() { f64::NAN } else { self.within.iter().map(|within| 1.0 - within).sum() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(usize, usize)], times: usize) -> LagDistribution {
        let mut lags = TruncatedLags::new(40);
        pairs.iter().for_each(|&(lag, limit)| (0..times).for_each(|_| lags.add(lag, limit)));
        lags.distribution()
    }

    /// statsmodels 0.15: `SurvfuncRight` of 13 − lag with entry at 12.5 − limit, each pair twenty times; the share within a lag is
    /// the survival just before 13 − lag.
    #[test]
    fn it_agrees_with_the_left_truncated_survival_function_of_reversed_time() {
        let pairs =
            [(3, 9), (1, 4), (7, 12), (2, 2), (5, 11), (4, 8), (9, 12), (1, 1), (6, 10), (2, 7), (3, 3), (11, 12)];
        let distribution = of(&pairs, 20);
        let wanted = [0.0, 0.0375, 0.1125, 0.225, 0.3, 0.4, 0.5, 0.6, 0.6, 0.75, 0.75, 1.0, 1.0];
        for (lag, wanted) in wanted.into_iter().enumerate() {
            assert!((distribution.within(lag) - wanted).abs() < 1e-12, "{lag}: {}", distribution.within(lag));
        }
        assert!((distribution.mean() - 6.725).abs() < 1e-12, "{}", distribution.mean());
        assert_eq!((distribution.within.len(), distribution.within(40)), (13, 1.0), "lags 0 to 12");
    }

    #[test]
    fn too_few_lags_say_nothing() {
        let distribution = of(&[(3, 9), (1, 4)], 9);
        assert!(distribution.within(3).is_nan() && distribution.mean().is_nan());
        assert!(distribution.within.is_empty());
    }

    #[test]
    fn what_cannot_be_seen_is_ignored_and_counts_add_up() {
        let (mut one, mut other) = (TruncatedLags::new(5), TruncatedLags::new(5));
        one.add(4, 3);
        one.add(2, 9);
        assert_eq!(one, other);
        (0..30).for_each(|_| one.add(2, 5));
        for (length, (seen, limits)) in one.counts().enumerate() {
            other.add_counts(length, seen, limits);
        }
        assert_eq!(one.distribution(), other.distribution());
        assert_eq!(other.distribution().mean(), 2.0);
    }
}
