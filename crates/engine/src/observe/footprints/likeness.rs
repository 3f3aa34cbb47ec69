//! How alike the relationships of one manager are, and the managers of one group.

use crate::observe::variation::Variation;

/// Of a flag among the relationships of one manager: `cases` of each one's `relationships` have it. NaN where all have it or none.
pub(super) fn within_portfolios(relationships: &[u32], cases: &[u32]) -> f64 {
    if cases.iter().all(|&cases| cases == 0) || cases == relationships {
        return f64::NAN;
    }
    let portfolios = relationships.iter().zip(cases).map(|(&size, &cases)| (f64::from(cases), f64::from(size)));
    Variation::of_flag(portfolios).intraclass_correlation()
}

/// Of the managers' shares among those of one group; `groups` has the number of each one's. NaN where all shares are the same.
pub(super) fn among_managers(shares: &[f64], groups: &[u32]) -> f64 {
    if shares.windows(2).all(|two| two[0] == two[1]) {
        return f64::NAN;
    }
    let most = groups.iter().max().map_or(0, |&last| last as usize + 1);
    let mut sums = vec![(0.0, 0.0); most];
    for (share, &group) in shares.iter().zip(groups) {
        let (size, sum) = &mut sums[group as usize];
        (*size, *sum) = (*size + 1.0, *sum + share);
    }
    let members = shares.len() as f64;
    let mean = shares.iter().sum::<f64>() / members;
    let mut variation = Variation { members, ..Variation::default() };
    for (size, sum) in sums.iter().filter(|(size, _)| *size > 0.0) {
        let deviation = sum / size - mean;
        variation.groups += 1.0;
        variation.squares += size * size;
        variation.between += size * deviation * deviation;
    }
    for (share, &group) in shares.iter().zip(groups) {
        let (size, sum) = sums[group as usize];
        variation.within += (share - sum / size) * (share - sum / size);
    }
    variation.intraclass_correlation()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four portfolios with 3 of 4, 0 of 2, 1 of 6 and 2 of 2: from the sums of squares of the fourteen zeros and ones themselves.
    #[test]
    fn flags_within_portfolios_have_the_estimate_of_the_analysis_of_variance() {
        let found = within_portfolios(&[4, 2, 6, 2], &[3, 0, 1, 2]);
        assert!((found - 0.471_142_04).abs() < 1e-8, "{found}");
    }

    /// Groups .1, .3, .2 and .7, .9: mean squares .486 between and .04/3 within, 2.4 members on average.
    #[test]
    fn shares_within_groups_have_the_estimate_of_the_analysis_of_variance() {
        let found = among_managers(&[0.1, 0.7, 0.3, 0.9, 0.2], &[4, 1, 4, 1, 4]);
        let (between, within) = (0.432, 0.04 / 3.0);
        let expected = (between - within) / (between + 1.4 * within);
        assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }

    #[test]
    fn what_does_not_vary_or_has_no_two_members_is_undefined() {
        assert!(within_portfolios(&[4, 2], &[0, 0]).is_nan(), "nobody");
        assert!(within_portfolios(&[4, 2], &[4, 2]).is_nan(), "everybody");
        assert!(within_portfolios(&[1, 1], &[1, 0]).is_nan(), "nobody has two relationships");
        assert!(within_portfolios(&[4], &[2]).is_nan(), "one manager");
        assert!(among_managers(&[0.1; 4], &[0, 0, 1, 1]).is_nan(), "all alike");
        assert!(among_managers(&[0.1, 0.2], &[0, 0]).is_nan(), "one group");
        assert!(among_managers(&[0.1, 0.2], &[0, 1]).is_nan(), "nobody to be like");
        assert_eq!(among_managers(&[0.1, 0.1, 0.2, 0.2], &[0, 0, 1, 1]), 1.0, "groups are all that differs");
    }
}
