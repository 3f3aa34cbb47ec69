//! A population in which everybody meets everybody: the final size of SIR epidemics above the threshold, and cases per
//! seed below it.
//!
//! A case lasts one week and passes the practice on to a Poisson number of others: a Reed–Frost epidemic with one week
//! per generation. The final size of a large outbreak is that of any SIR epidemic; the chance of one is that for
//! constant infectious periods (for exponential ones it would be 1 − 1/R₀).

use super::case::{Case, Family, Quantity, Runs, set};
use super::outbreak::{binomial, fixed_point, if_large, is_large, share_ever};

pub(super) const FAMILY: Family = Family {
    name: "sir",
    scenario: "known/sir",
    about: "SIR epidemic where everybody meets everybody (Kermack & McKendrick 1927; Reed–Frost)",
    tests: "association, infinite drift, lessons, introduce, a large population",
    cases,
};

pub(super) const BELOW: Family = Family {
    name: "multiplier",
    scenario: "known/multiplier",
    about: "subcritical outbreaks: branching with Poisson offspring",
    tests: "association at low use, infinite drift, lessons, introduce",
    cases: below,
};

const SIZE: &str = "the root z > 0 of z = 1 − e^(−R₀ z)";
const CHANCE: &str = "1 − q, q the least root of q = e^(−R₀ (1−q)): the same number";
const GAP: f64 = 0.2;

/// Managers in [`BELOW`].
const FEW: u32 = 400;

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for r0 in [1.5, 2.0, 3.0] {
        let (setting, size) = (format!("R₀ {r0}"), final_size(r0));
        let set = |managers: u32| vec![format!("population.managers={managers}"), set("contagion.association", r0)];
        let reached = Quantity::mean("share reached by a large outbreak", size, SIZE);
        let measure = if_large(share_ever, GAP);
        cases.push(Case::of(setting.clone(), set(30_000), Runs { quick: 8, full: 40 }, vec![reached], measure));
        let large = Quantity::share("share of outbreaks that are large", size, CHANCE);
        let measure = is_large(share_ever, GAP);
        cases.push(Case::of(setting, set(2000), Runs { quick: 150, full: 2000 }, vec![large], measure));
    }
    cases
}

fn below() -> Vec<Case> {
    let r = 0.3711;
    let expected = 1.0 / (1.0 - r);
    let quantity = Quantity::mean("cases per seed", expected, "1 / (1 − R), in an infinite population")
        .corrected(expected - mean_cases(FEW as usize, r));
    let set = vec![set("contagion.association", r)];
    vec![Case::of(format!("R {r}"), set, Runs { quick: 2000, full: 20_000 }, vec![quantity], |scenario, seed| {
        vec![share_ever(scenario, seed, 1.0) * f64::from(FEW)]
    })]
}

/// The share z > 0 of z = 1 − e^(−R₀ z).
fn final_size(r0: f64) -> f64 {
    fixed_point(1.0, |z| 1.0 - libm::exp(-r0 * z))
}

/// Mean number of cases from one case among `n`, by the chain binomial, generation by generation. It is exact except
/// for outbreaks of more than eighty, which have a probability below 10⁻¹².
fn mean_cases(n: usize, r: f64) -> f64 {
    const MOST: usize = 80;
    // Indexed by cases so far and by cases in this generation.
    let mut law = vec![vec![0.0; MOST + 1]; MOST + 1];
    law[1][1] = 1.0;
    let mut mean = 0.0;
    for _ in 0..MOST {
        let mut next = vec![vec![0.0; MOST + 1]; MOST + 1];
        for total in 1..=MOST {
            for now in 1..=total {
                let probability = law[total][now];
                if probability < 1e-18 {
                    continue;
                }
                let infected = binomial_up_to(n - total, -libm::expm1(-r * now as f64 / n as f64), MOST - total);
                for (new, chance) in infected.into_iter().enumerate() {
                    next[total + new][new] += probability * chance;
                }
            }
        }
        mean += next.iter().enumerate().map(|(total, by_new)| total as f64 * by_new[0]).sum::<f64>();
        law = next;
    }
    mean
}

/// Probabilities of 0 to `most` successes in n trials.
fn binomial_up_to(n: usize, p: f64, most: usize) -> Vec<f64> {
    if n <= most {
        return binomial(n, p);
    }
    let mut law = vec![libm::exp(n as f64 * libm::log1p(-p))];
    for k in 1..=most {
        law.push(law[k - 1] * (n - k + 1) as f64 / k as f64 * p / (1.0 - p));
    }
    law
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn final_sizes_are_as_published() {
        for (r0, known) in [(1.5, 0.5828), (2.0, 0.7968), (3.0, 0.9405)] {
            assert!((final_size(r0) - known).abs() < 5e-5, "{}", final_size(r0));
            // The same equation solved for R₀: R₀ = −ln(1 − z) / z.
            assert!((-libm::log1p(-final_size(r0)) / final_size(r0) - r0).abs() < 1e-9);
        }
    }

    #[test]
    fn cases_per_seed_come_near_the_infinite_population_s() {
        assert!((1.0 / (1.0 - 0.3711) - 1.590f64).abs() < 5e-4);
        // A household of three in which everybody infects with probability 1 − e^(−R/3): the distribution worked out by
        // hand.
        let p = -libm::expm1(-0.3f64 / 3.0);
        let by_hand = 1.0 + 2.0 * p * (1.0 - p) * (1.0 + p) + 2.0 * p * p;
        assert!((mean_cases(3, 0.3) - by_hand).abs() < 1e-12, "{} {by_hand}", mean_cases(3, 0.3));
        let (few, many) = (mean_cases(400, 0.3711), mean_cases(4000, 0.3711));
        let limit = 1.0 / (1.0 - 0.3711);
        assert!(few < many && many < limit && limit - few < 0.006, "{few} {many}");
        assert!(((limit - few) / (limit - many) - 10.0).abs() < 0.3, "the distance falls with 1/N");
    }
}
