//! Epidemics among households: Ball, Mollison and Scalia-Tomba (1997), *Epidemics with two levels of mixing*, Annals of
//! Applied Probability 7, 46–89.
//!
//! A portfolio is a household. A user uses the practice for one week. In that week it passes it on to each other
//! relationship of the portfolio with probability p and to a Poisson number of relationships anywhere, λ on average. So
//! a week is a generation of a Reed–Frost epidemic. All infectious periods are alike, and then the chance of a large
//! outbreak from one case equals the share that a large outbreak reaches.

use super::case::{Case, Family, Quantity, Runs, set};
use super::outbreak::{binomial, fixed_point, share_ever};

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

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (n, p, lambda) in [(5, 0.2, 0.8), (5, 0.3, 0.5), (8, 0.1, 0.8)] {
        let setting = format!("n {n}, p {p}, λ {lambda}");
        let large = Quantity::share(LARGE, chance(n, p, lambda), CHANCE);
        cases.push(whether_large(setting.clone(), (n, p, lambda), 800, GAP, Runs { quick: 100, full: 1500 }, large));
        cases.push(how_large(setting, (n, p, lambda), Runs { quick: 12, full: 40 }));
    }
    let none = |setting, at, managers, runs| {
        whether_large(setting, at, managers, GAP, runs, Quantity::share(LARGE, 0.0, BELOW))
    };
    cases.push(none("n 3, p 0.1, λ 0.8".into(), (3, 0.1, 0.8), 3000, Runs { quick: 25, full: 250 }));
    for p in [0.2, 0.3] {
        let threshold = threshold(5, p);
        let setting = |factor: f64| format!("n 5, p {p}, λ = {factor} λ_G = {:.4}", factor * threshold);
        cases.push(none(setting(0.8), (5, p, 0.8 * threshold), 800, Runs { quick: 40, full: 400 }));
        let above = (5, p, 1.25 * threshold);
        let reached = chance(above.0, above.1, above.2);
        let large = Quantity::share(LARGE, reached, CHANCE);
        cases.push(whether_large(setting(1.25), above, 4000, 0.4 * reached, Runs { quick: 25, full: 250 }, large));
    }
    cases
}

fn variant((n, p, lambda): (usize, f64, f64), managers: u32) -> Vec<Vec<String>> {
    vec![vec![
        format!("population.portfolio={n}"),
        format!("population.managers={managers}"),
        set("contagion.intra_imitation", -libm::log1p(-p)),
        set("contagion.association", lambda),
    ]]
}

/// Whether outbreaks become large.
fn whether_large(
    setting: String,
    at: (usize, f64, f64),
    managers: u32,
    gap: f64,
    runs: Runs,
    quantity: Quantity,
) -> Case {
    Case {
        setting,
        variants: variant(at, managers),
        runs,
        measure: Box::new(move |scenarios, seed| vec![f64::from(u8::from(share_ever(&scenarios[0], seed, gap) > gap))]),
        quantities: vec![quantity],
    }
}

/// The share that a large outbreak reaches, in a population so large that its size does not matter.
fn how_large(setting: String, at: (usize, f64, f64), runs: Runs) -> Case {
    Case {
        setting,
        variants: variant(at, 30_000 / at.0 as u32),
        runs,
        measure: Box::new(|scenarios, seed| {
            let share = share_ever(&scenarios[0], seed, 1.0);
            vec![if share > GAP { share } else { f64::NAN }]
        }),
        quantities: vec![Quantity::mean(SIZE, share_reached(at.0, at.1, at.2), REACHED)],
    }
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
fn chance(n: usize, p: f64, lambda: f64) -> f64 {
    let law = final_size(n, 1, p);
    let dies = |q: f64| {
        let term = |(size, probability): (usize, &f64)| probability * libm::exp(-lambda * size as f64 * (1.0 - q));
        law.iter().enumerate().map(term).sum()
    };
    1.0 - fixed_point(0.0, dies)
}

/// The share that a large outbreak reaches.
fn share_reached(n: usize, p: f64, lambda: f64) -> f64 {
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
        for (n, p, lambda, known) in [(5, 0.2, 0.8, 0.6005), (5, 0.3, 0.5, 0.5123), (8, 0.1, 0.8, 0.5567)] {
            assert!((chance(n, p, lambda) - known).abs() < 5e-5, "{}", chance(n, p, lambda));
            // Two equations for one number: one follows whom a case infects, the other who infects a case.
            assert!((share_reached(n, p, lambda) - chance(n, p, lambda)).abs() < 1e-9);
        }
        assert_eq!((chance(3, 0.1, 0.8) * 1e6).round(), 0.0);
    }

    #[test]
    fn thresholds_are_those_of_the_chain_binomial() {
        assert!((threshold(5, 0.2) - 0.4405).abs() < 5e-5, "{}", threshold(5, 0.2));
        assert!((threshold(5, 0.3) - 0.3225).abs() < 5e-5, "{}", threshold(5, 0.3));
        assert!(threshold(3, 0.1) > 0.8);
        for p in [0.2, 0.3] {
            assert!(chance(5, p, 0.999 * threshold(5, p)) < 1e-3);
            assert!(chance(5, p, 1.01 * threshold(5, p)) > 1e-3);
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
