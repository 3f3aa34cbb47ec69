//! How unequally cases have offspring: the negative binomial's dispersion, and the share that a few cause.

use super::search::border;

/// Steps after which a search stops in any case.
const MOST_STEPS: usize = 60;
/// The largest dispersion looked for: above it nearly all offspring has one parent.
const MOST: f64 = 1e4;
/// Half the 95 % quantile of χ² with one degree of freedom.
const HALF_CHI_SQUARE: f64 = 1.920_729_410_347_062;

/// Offspring counts of several groups of cases that may differ in their mean but share one dispersion.
///
/// A case of group g has a negative binomial number of offspring with mean m_g and variance m_g + α·m_g². The dispersion α is
/// 1/k in the notation of Lloyd-Smith et al. (Nature 438, 2005): 0 is Poisson, 1 geometric, more a few superspreaders. Seeing
/// each offspring with a fixed probability changes the mean and leaves α, so groups that began late may take part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offspring {
    /// How many cases have more than this many.
    more_than: Vec<f64>,
    /// Cases and offspring of each group.
    groups: Vec<(f64, f64)>,
}

impl Offspring {
    /// Adds a case of this group.
    pub fn add(&mut self, group: usize, offspring: u32) {
        if self.groups.len() <= group {
            self.groups.resize(group + 1, (0.0, 0.0));
        }
        self.groups[group].0 += 1.0;
        self.groups[group].1 += f64::from(offspring);
        if self.more_than.len() < offspring as usize {
            self.more_than.resize(offspring as usize, 0.0);
        }
        self.more_than[..offspring as usize].iter_mut().for_each(|cases| *cases += 1.0);
    }

    /// The dispersion α of greatest likelihood; NaN without offspring or with a single case, infinite if no finite one is best.
    pub fn dispersion(&self) -> f64 {
        let cases: f64 = self.groups.iter().map(|group| group.0).sum();
        if self.more_than.is_empty() || cases < 2.0 {
            return f64::NAN;
        }
        if self.slope(0.0) <= 0.0 {
            return 0.0;
        }
        // The slope falls through 0 once: bracketed, then by false position, halving the weight of an end that stays
        // (Illinois).
        let (mut low, mut high) = (0.0, 1.0);
        let mut rising = self.slope(low);
        let mut falling = self.slope(high);
        while falling > 0.0 {
            (low, rising) = (high, falling);
            high *= 4.0;
            if high > MOST {
                return f64::INFINITY;
            }
            falling = self.slope(high);
        }
        for _ in 0..MOST_STEPS {
            let between = (low * falling - high * rising) / (falling - rising);
            let slope = self.slope(between);
            if slope == 0.0 || high - low < 1e-10 * high {
                return between;
            }
            if slope > 0.0 {
                (low, rising, falling) = (between, slope, falling / 2.0);
            } else {
                (high, falling, rising) = (between, slope, rising / 2.0);
            }
            // An end that has hardly moved is near enough.
            if slope.abs() < 1e-12 * self.more_than[0] {
                return between;
            }
        }
        (low + high) / 2.0
    }

    /// The 95 % interval of the dispersion by its profile likelihood: a lower end of 0 means that k has no upper bound, an
    /// infinite upper end that it has no lower one. NaN where the dispersion is.
    pub fn dispersion_interval(&self) -> (f64, f64) {
        let best = self.dispersion();
        if !best.is_finite() {
            return (f64::NAN, f64::NAN);
        }
        let least = self.log_likelihood(best) - HALF_CHI_SQUARE;
        let crosses = |inside: f64, outside: f64| {
            let (inside, outside) = border(inside, outside, |at| self.log_likelihood(at) > least);
            (inside + outside) / 2.0
        };
        let low = if self.log_likelihood(0.0) >= least { 0.0 } else { crosses(best, 0.0) };
        let mut beyond = if best > 0.5 { 2.0 * best } else { 1.0 };
        while self.log_likelihood(beyond) > least {
            beyond *= 2.0;
            if beyond > MOST {
                return (low, f64::INFINITY);
            }
        }
        (low, crosses(best, beyond))
    }

    /// Log-likelihood of a dispersion, each group's mean being that of its cases, up to a constant.
    fn log_likelihood(&self, dispersion: f64) -> f64 {
        let within: f64 =
            self.more_than.iter().zip(0..).map(|(cases, j)| cases * libm::log1p(dispersion * f64::from(j))).sum();
        let between = |&(cases, offspring): &(f64, f64)| {
            let mean = offspring / cases;
            match offspring {
                0.0 => 0.0,
                _ if dispersion == 0.0 => offspring * libm::log(mean) - offspring,
                _ => offspring * libm::log(mean) - (offspring + cases / dispersion) * libm::log1p(dispersion * mean),
            }
        };
        within + self.groups.iter().map(between).sum::<f64>()
    }

    /// Derivative of the log-likelihood by the dispersion.
    fn slope(&self, dispersion: f64) -> f64 {
        let within: f64 = self
            .more_than
            .iter()
            .zip(0..)
            .map(|(cases, j)| cases * f64::from(j) / (1.0 + dispersion * f64::from(j)))
            .sum();
        let between = |&(cases, offspring): &(f64, f64)| {
            let mean = offspring / cases;
            if offspring == 0.0 {
                return 0.0;
            }
            // (ln(1 + x) − x / (1 + x)) / α² with x = α·mean, as a series where it would cancel.
            let x = dispersion * mean;
            let curved = if x < 1e-4 {
                mean * mean * (0.5 - x * (2.0 / 3.0 - 0.75 * x))
            } else {
                (libm::log1p(x) - x / (1.0 + x)) / (dispersion * dispersion)
            };
            cases * curved - offspring * mean / (1.0 + x)
        };
        within + self.groups.iter().map(between).sum::<f64>()
    }
}

/// The part of all offspring that the `share` of cases with most of it have; the case on the border counts in part. NaN
/// without offspring.
///
/// ```
/// assert_eq!(darkside_stats::top_share(&mut [0, 8, 1, 0, 1], 0.2), 0.8);
/// ```
pub fn top_share(offspring: &mut [u32], share: f64) -> f64 {
    offspring.sort_unstable_by(|a, b| b.cmp(a));
    let all: f64 = offspring.iter().map(|&count| f64::from(count)).sum();
    let mut left = share * offspring.len() as f64;
    let mut top = 0.0;
    for &count in offspring.iter() {
        let part = if left < 1.0 { left } else { 1.0 };
        top += part * f64::from(count);
        left -= part;
        if left <= 0.0 {
            break;
        }
    }
    if all == 0.0 { f64::NAN } else { top / all }
}

/// The expected [`top_share`] of many cases that are all alike: if their offspring is Poisson with this mean.
pub fn top_share_by_chance(mean: f64, share: f64) -> f64 {
    if !(mean > 0.0 && mean < 500.0) {
        return f64::NAN;
    }
    // From the top: all offspring less what those below the border have.
    let (mut probability, mut count) = (libm::exp(-mean), 0.0);
    let (mut below, mut theirs) = (0.0, 0.0);
    while below + probability < 1.0 - share {
        below += probability;
        theirs += probability * count;
        count += 1.0;
        probability *= mean / count;
    }
    1.0 - (theirs + (1.0 - share - below) * count) / mean
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_draws::{Draws, Purpose};

    fn of(groups: &[&[u32]]) -> Offspring {
        let mut offspring = Offspring::default();
        for (group, counts) in groups.iter().enumerate() {
            counts.iter().for_each(|&count| offspring.add(group, count));
        }
        offspring
    }

    #[track_caller]
    fn near(value: f64, wanted: f64) {
        assert!((value - wanted).abs() < 1e-6 * (1.0 + wanted.abs()), "{value} is not {wanted}");
    }

    const EARLY: [u32; 16] = [0, 0, 0, 1, 5, 2, 0, 9, 1, 0, 3, 0, 14, 2, 1, 0];
    const LATE: [u32; 14] = [0, 1, 0, 0, 2, 0, 4, 0, 1, 0, 0, 1, 0, 3];

    /// statsmodels 0.15 (`NegativeBinomial`, one dummy for each group) and scipy 1.17: `minimize_scalar` over the sum of
    /// `nbinom.logpmf` with each group's mean, and `brentq` where it is half the 95 % quantile of χ² lower.
    #[test]
    fn dispersion_and_interval_agree_with_statsmodels_and_scipy() {
        near(of(&[&EARLY]).dispersion(), 2.338_656_880_635_677_6);
        let both = of(&[&EARLY, &LATE]);
        near(both.dispersion(), 2.026_229_131_958_253);
        let (low, high) = both.dispersion_interval();
        near(low, 0.849_156_046_450_626_3);
        near(high, 4.665_343_674_146_14);
    }

    #[test]
    fn counts_that_vary_less_than_poisson_have_no_dispersion_and_k_no_upper_bound() {
        let even = of(&[&[1, 1, 1, 1, 2, 1, 1, 0]]);
        assert_eq!(even.dispersion(), 0.0);
        let (low, high) = even.dispersion_interval();
        assert!(low == 0.0 && high > 0.0 && high.is_finite(), "{high}");
    }

    #[test]
    fn without_offspring_nothing_is_said() {
        assert!(of(&[&[0, 0, 0]]).dispersion().is_nan() && of(&[]).dispersion().is_nan());
        assert!(of(&[&[3]]).dispersion().is_nan() && of(&[&[0, 0]]).dispersion_interval().0.is_nan());
        assert!(top_share(&mut [], 0.2).is_nan() && top_share(&mut [0, 0], 0.2).is_nan());
        assert!(top_share_by_chance(0.0, 0.2).is_nan() && top_share_by_chance(f64::NAN, 0.2).is_nan());
    }

    /// Gamma–Poisson counts with k = .5 and a mean of 2 before, of .8 after: the estimate lies within four of its standard
    /// errors, and the interval covers the truth in all but a few of a hundred experiments.
    #[test]
    fn a_known_dispersion_is_found() {
        let truth = 2.0;
        let (mut covered, mut sum, mut squares) = (0, 0.0, 0.0);
        let experiments = 100;
        for experiment in 0..experiments {
            let mut subject = Draws::new(11).subject(Purpose::Design, 0, 0, experiment);
            let mut offspring = Offspring::default();
            for case in 0..400 {
                let mean = if case < 200 { 2.0 } else { 0.8 };
                // k = 1/2: a χ² with one degree of freedom, of mean 1.
                let normal = f64::from(subject.normal());
                let rate = mean * normal * normal;
                let count = subject.poisson(rate as f32);
                offspring.add(usize::from(case >= 200), count);
            }
            let (estimate, (low, high)) = (offspring.dispersion(), offspring.dispersion_interval());
            covered += u32::from(low <= truth && truth <= high);
            sum += estimate;
            squares += estimate * estimate;
        }
        let n = f64::from(experiments);
        let (mean, error) = (sum / n, ((squares / n - sum / n * sum / n) / n).sqrt());
        assert!((mean - truth).abs() < 4.0 * error + 0.05, "{mean} ± {error}");
        assert!(covered >= 87, "{covered} of {experiments}");
    }

    /// scipy 1.17: `poisson.pmf` summed from the top until a fifth of the cases is reached.
    #[test]
    fn the_top_fifth_by_chance_is_that_of_a_poisson_number() {
        near(top_share_by_chance(0.5, 0.2), 0.613_061_319_425_266_9);
        near(top_share_by_chance(2.0, 0.2), 0.409_008_774_564_757_1);
        near(top_share_by_chance(40.0, 0.2), 0.245_171_402_276_777_83);
    }

    #[test]
    fn the_case_on_the_border_counts_in_part() {
        // A fifth of four is .8 of the first.
        near(top_share(&mut [2, 5, 1, 2], 0.2), 0.4);
        near(top_share(&mut [1; 10], 0.2), 0.2);
    }
}
