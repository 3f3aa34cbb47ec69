//! Watts's cascades: Watts (2002), *A simple model of global cascades on random networks*, PNAS 99, 5766–5771; sizes
//! after Gleeson & Cahalane (2007), Physical Review E 75, 056103.
//!
//! On a Poisson graph everybody takes up the practice for good once at least a share φ of their contacts use it. One
//! manager sets off a cascade if its contacts lead into the giant cluster of those whom a single contact persuades.

use super::case::{Case, Family, Quantity, Runs, set};
use super::outbreak::{binomial, fixed_point, if_large, is_large, poisson, share, users, watch};
use darkside_engine::scenario::Scenario;

pub(super) const FAMILY: Family = Family {
    name: "cascade",
    scenario: "known/cascade",
    about: "global cascades on Poisson graphs (Watts 2002; Gleeson & Cahalane 2007)",
    tests: "the threshold rule, ties, the generated graph, introduce, shares at week 0",
    cases,
};

/// Share of contacts that is enough to persuade.
const PHI: f64 = 0.18;

/// Most contacts included in the sums; means are far below.
const MOST: usize = 60;

/// A cascade is global if it reaches more than this share.
const GLOBAL: f64 = 0.2;

const CHANCE: &str = "1 − e^(−z(1−u)), u the chance that a contact leads to no infinite cluster of the persuadable";
const OUTSIDE: &str =
    "0 outside the window, where the cluster of the persuadable is finite: mean degree in (1.02, 5.76)";
const SIZE: &str = "the fixed point of Gleeson & Cahalane, seeds → 0";
const SEEDS: &str = "the fixed point of Gleeson & Cahalane";

fn cases() -> Vec<Case> {
    let degree = |z: f64, managers: u32| vec![set("ties.degree", z), format!("population.managers={managers}")];
    let mut cases = Vec::new();
    for z in [0.5, 2.0, 4.0, 7.0] {
        let (setting, chance) = (format!("mean degree {z}, one seed"), chance(z));
        let source = if chance > 0.0 { CHANCE } else { OUTSIDE };
        let global = Quantity::share("share of cascades that are global", chance, source);
        let (runs, measure) = (Runs { quick: 25, full: 400 }, is_large(reached, GLOBAL));
        cases.push(Case::of(setting.clone(), degree(z, 5000), runs, vec![global], measure));
        if chance > 0.0 {
            let size = Quantity::mean("share reached by a global one", size(z, 0.0), SIZE);
            let (runs, measure) = (Runs { quick: 4, full: 20 }, if_large(reached, GLOBAL));
            cases.push(Case::of(setting, degree(z, 30_000), runs, vec![size], measure));
        }
    }
    for (z, seeds) in [(4.0, 0.01), (7.0, 0.01)] {
        let setting = format!("mean degree {z}, {seeds} seeds");
        let set = [degree(z, 30_000), vec![set("initial.benign", seeds)]].concat();
        let size = Quantity::mean("share reached", size(z, seeds), SEEDS);
        cases.push(Case::of(setting, set, Runs { quick: 4, full: 20 }, vec![size], |scenario, seed| {
            vec![reached(scenario, seed, 1.0)]
        }));
    }
    cases
}

/// The share that a cascade reaches; the run ends in the first week in which nobody joins, or once the share is above
/// `most`.
fn reached(scenario: &Scenario, seed: u64, most: f64) -> f64 {
    let (mut reached, mut before) = (0.0, 0);
    watch(scenario, seed, |world, week| {
        reached = share(world);
        // The seed is introduced in the first week, and already persuades in that week.
        let goes_on = week == 0 || users(world) > before.max(1);
        before = users(world);
        goes_on && reached <= most
    });
    reached
}

/// Whether `active` of `degree` contacts are enough.
fn persuaded(active: usize, degree: usize) -> bool {
    active > 0 && active as f64 >= PHI * degree as f64
}

/// The chance that one seed sets off a global cascade.
fn chance(z: f64) -> f64 {
    // A contact reached along a tie has k − 1 further contacts with the Poisson probability of k − 1.
    let further = poisson(z, MOST);
    let u = fixed_point(0.0, |u| {
        let (mut finite, mut power) = (0.0, 1.0);
        for (more, probability) in further.iter().enumerate() {
            finite += probability * if persuaded(1, more + 1) { power } else { 1.0 };
            power *= u;
        }
        // Contacts beyond the sum have too many contacts to be persuaded by one.
        finite + 1.0 - further.iter().sum::<f64>()
    });
    let chance = -libm::expm1(-z * (1.0 - u));
    if chance < 1e-9 { 0.0 } else { chance }
}

/// The share reached when a share `seeds` begin; for 0, that of a global cascade in the limit of few seeds.
fn size(z: f64, seeds: f64) -> f64 {
    let degrees = poisson(z, MOST);
    // The chance that, of `contacts` contacts each active with probability `q`, enough are active to persuade somebody
    // of this degree.
    let persuades = |q: f64, contacts: usize, degree: usize| {
        binomial(contacts, q).iter().enumerate().filter(|(m, _)| persuaded(*m, degree)).map(|(_, p)| p).sum::<f64>()
    };
    let q = fixed_point(if seeds > 0.0 { seeds } else { 1e-3 }, |q| {
        let by_others = degrees.iter().enumerate().map(|(more, p)| p * persuades(q, more, more + 1)).sum::<f64>();
        seeds + (1.0 - seeds) * by_others
    });
    let unmoved = degrees.iter().enumerate().map(|(degree, p)| p * persuades(q, degree, degree)).sum::<f64>();
    seeds + (1.0 - seeds) * unmoved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_is_watts_s() {
        // Watts's condition: Σ k (k − 1) p_k over the persuadable exceeds z, that is z P(at most K − 2 contacts) > 1.
        let inside = |z: f64| {
            let law = poisson(z, MOST);
            let sum: f64 = (2..=MOST).filter(|&k| persuaded(1, k)).map(|k| (k * (k - 1)) as f64 * law[k]).sum();
            sum > z
        };
        let edge = |mut low: f64, mut high: f64| {
            let at_low = inside(low);
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                if inside(middle) == at_low { low = middle } else { high = middle }
            }
            low
        };
        assert!((edge(0.5, 2.0) - 1.02).abs() < 5e-3, "{}", edge(0.5, 2.0));
        assert!((edge(4.0, 8.0) - 5.76).abs() < 5e-3, "{}", edge(4.0, 8.0));
        for (z, within) in [
            (0.5, false),
            (1.0, false),
            (1.05, true),
            (2.0, true),
            (4.0, true),
            (5.7, true),
            (5.8, false),
            (7.0, false),
        ] {
            assert_eq!((inside(z), chance(z) > 0.0), (within, within), "{z}: {}", chance(z));
        }
    }

    #[test]
    fn sizes_are_as_published() {
        assert!((size(4.0, 0.01) - 0.9804).abs() < 5e-5, "{}", size(4.0, 0.01));
        // Without joint persuasion by several contacts, a cascade reaches at most the giant component,
        // 1 − S = e^(−z S).
        let giant = fixed_point(1.0, |s| 1.0 - libm::exp(-2.0 * s));
        assert!(size(2.0, 0.0) < giant && size(2.0, 0.0) > 0.95 * giant, "{} {giant}", size(2.0, 0.0));
    }
}
