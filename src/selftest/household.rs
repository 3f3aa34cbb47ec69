//! Epidemics among households: Ball, Mollison and Scalia-Tomba (1997), *Epidemics with two levels of mixing*, Annals of
//! Applied Probability 7, 46–89.
//!
//! A portfolio is a household. A user uses the practice for one week. In that week it passes it on to each other
//! relationship of the portfolio with probability p and to a Poisson number of relationships anywhere, λ on average. So
//! a week is a generation of a Reed–Frost epidemic. All infectious periods are alike, and then the chance of a large
//! outbreak from one case equals the share that a large outbreak reaches.

use super::case::{Case, Family, Quantity, Runs, Variant, set};
use super::outbreak::{binomial, fixed_point, if_large, is_large, share_ever};

pub(super) const FAMILY: Family = Family {
    name: "household",
    scenario: "known/household",
    about: "epidemic among households (Ball, Mollison & Scalia-Tomba 1997)",
    tests: "intra-personal imitation, association, their competition, infinite drift, lessons, introduce",
    cases,
};

const LARGE: &str = "share of outbreaks that are large";
const SIZE: &str = "share reached by a large one";
const CHANCE: &str =
    "1 − q, q the least root of q = Σ P(k) e^(−λ k (1−q)), P the law of a household's final size (chain binomial)";
const REACHED: &str =
    "the root z of z = share reached in a household whose members are each infected from outside with 1 − e^(−λ z)";
const BELOW: &str = "0 below the threshold λ_G = 1 / mean final size of a household with one case";

/// An outbreak is large if it reaches more than this share, a lower bound of the gap between small and large ones.
const GAP: f64 = 0.2;

/// Members of a household, the chance that one passes it on to another, and what each passes on outside.
type Household = (usize, f64, f64);

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let large = |at: Household| Quantity::share(LARGE, chance(at), CHANCE);
    for at @ (n, p, lambda) in [(5, 0.2, 0.8), (5, 0.3, 0.5), (8, 0.1, 0.8)] {
        let setting = format!("n {n}, p {p}, λ {lambda}");
        cases.push(whether_large(setting.clone(), at, 800, GAP, Runs { quick: 100, full: 1500 }, large(at)));
        // In a population so large that its size does not matter.
        let size = vec![Quantity::mean(SIZE, share_reached(at), REACHED)];
        let (set, measure) = (set_of(at, 30_000 / n as u32), if_large(share_ever, GAP));
        cases.push(Case::of(setting, set, Runs { quick: 12, full: 40 }, size, measure));
    }
    let none = || Quantity::share(LARGE, 0.0, BELOW);
    let setting = "n 3, p 0.1, λ 0.8";
    cases.push(whether_large(setting.into(), (3, 0.1, 0.8), 3000, GAP, Runs { quick: 25, full: 250 }, none()));
    for p in [0.2, 0.3] {
        let threshold = threshold(5, p);
        let setting = |factor: f64| format!("n 5, p {p}, λ = {factor} λ_G = {:.4}", factor * threshold);
        let below = (5, p, 0.8 * threshold);
        cases.push(whether_large(setting(0.8), below, 800, GAP, Runs { quick: 40, full: 400 }, none()));
        let above = (5, p, 1.25 * threshold);
        let gap = 0.4 * chance(above);
        cases.push(whether_large(setting(1.25), above, 4000, gap, Runs { quick: 25, full: 250 }, large(above)));
    }
    cases
}

fn set_of((n, p, lambda): Household, managers: u32) -> Variant {
    vec![
        format!("population.portfolio={n}"),
        format!("population.managers={managers}"),
        set("contagion.intra_imitation", -libm::log1p(-p)),
        set("contagion.association", lambda),
    ]
}

/// Whether outbreaks become large.
fn whether_large(setting: String, at: Household, managers: u32, gap: f64, runs: Runs, quantity: Quantity) -> Case {
    Case::of(setting, set_of(at, managers), runs, vec![quantity], is_large(share_ever, gap))
}

/// The distribution of a household's final size (total cases), where `cases` of its `n` members are cases at the start.
fn final_size(n: usize, cases: usize, p: f64) -> Vec<f64> {
    let mut law = vec![0.0; n + 1];
    generation(n - cases, cases, p, 1.0, &mut law);
    law
}

/// One generation of the chain binomial: each of the `open` members escapes each of the `cases` independently; those
/// who do not are the next cases.
fn generation(open: usize, cases: usize, p: f64, probability: f64, law: &mut [f64]) {
    if cases == 0 || open == 0 {
        law[law.len() - 1 - open] += probability;
        return;
    }
    let escapes = (0..cases).fold(1.0, |escapes, _| escapes * (1.0 - p));
    for (new, chance) in binomial(open, 1.0 - escapes).into_iter().enumerate() {
        generation(open - new, new, p, probability * chance, law);
    }
}

fn mean(law: &[f64]) -> f64 {
    law.iter().enumerate().map(|(size, probability)| size as f64 * probability).sum()
}

/// λ_G: the number of contacts outside the household above which outbreaks can become large.
fn threshold(n: usize, p: f64) -> f64 {
    1.0 / mean(&final_size(n, 1, p))
}

/// The chance of a large outbreak from one case, i.e. that the branching process of households survives.
fn chance((n, p, lambda): Household) -> f64 {
    let law = final_size(n, 1, p);
    let dies = |q: f64| {
        let term = |(size, probability): (usize, &f64)| probability * libm::exp(-lambda * size as f64 * (1.0 - q));
        law.iter().enumerate().map(term).sum()
    };
    1.0 - fixed_point(0.0, dies)
}

/// The share that a large outbreak reaches.
fn share_reached((n, p, lambda): Household) -> f64 {
    let reached: Vec<f64> = (0..=n).map(|cases| mean(&final_size(n, cases, p))).collect();
    fixed_point(1.0, |z| {
        let from_outside = binomial(n, 1.0 - libm::exp(-lambda * z));
        from_outside.iter().zip(&reached).map(|(probability, reached)| probability * reached).sum::<f64>() / n as f64
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_and_share_reached_are_alike_and_as_published() {
        for (at, known) in [((5, 0.2, 0.8), 0.6005), ((5, 0.3, 0.5), 0.5123), ((8, 0.1, 0.8), 0.5567)] {
            assert!((chance(at) - known).abs() < 5e-5, "{}", chance(at));
            // Two equations for one number: one follows whom a case infects, the other who infects a case.
            assert!((share_reached(at) - chance(at)).abs() < 1e-9);
        }
        assert_eq!((chance((3, 0.1, 0.8)) * 1e6).round(), 0.0);
    }

    #[test]
    fn thresholds_are_those_of_the_chain_binomial() {
        assert!((threshold(5, 0.2) - 0.4405).abs() < 5e-5, "{}", threshold(5, 0.2));
        assert!((threshold(5, 0.3) - 0.3225).abs() < 5e-5, "{}", threshold(5, 0.3));
        assert!(threshold(3, 0.1) > 0.8);
        for p in [0.2, 0.3] {
            assert!(chance((5, p, 0.999 * threshold(5, p))) < 1e-3);
            assert!(chance((5, p, 1.01 * threshold(5, p))) > 1e-3);
        }
    }

    #[test]
    fn a_household_of_two_has_the_final_size_that_one_writes_down() {
        assert_eq!(final_size(2, 1, 0.25), [0.0, 0.75, 0.25]);
        // In a household of three: both at once, or one and then the other.
        let law = final_size(3, 1, 0.5);
        assert!((law[1] - 0.25).abs() < 1e-15 && (law[2] - 2.0 * 0.25 * 0.5).abs() < 1e-15);
    }
}
