//! SIS on a random graph, against a plain simulation of the same process.
//!
//! There is no formula for its prevalence. The plain simulation is thirty lines with its own random number generator,
//! and draws its own graphs; both estimate the same distribution. The process is that of NDlib's SIS: everybody updates
//! at once, a user gives up with probability γ, and a non-user with k users among its contacts takes up with
//! probability 1 − (1 − β)^k.

use super::case::{Case, Family, Quantity, Runs};
use super::outbreak::course;

pub(super) const FAMILY: Family = Family {
    name: "sis_on_graph",
    scenario: "known/sis_on_graph",
    about: "SIS on a random graph with ten contacts on average",
    tests: "ties, inter-personal imitation as a sum over contacts, the generated graph, drift",
    cases,
};

const N: usize = 10_000;
const DEGREE: f64 = 10.0;
const BETA: f64 = 0.03;
const GAMMA: f64 = 0.1;
const SOURCE: &str = "a plain simulation of the same process on graphs and random numbers of its own, run here";

/// The week at whose end early prevalence is read, and the weeks over which late prevalence is averaged.
const EARLY: usize = 10;
const LATE: std::ops::RangeInclusive<usize> = 60..=120;

fn cases() -> Vec<Case> {
    let difference = |name: &str| Quantity::mean(&format!("{name}, engine minus plain"), 0.0, SOURCE);
    let quantities = vec![difference(&format!("prevalence in week {EARLY}")), difference("settled prevalence")];
    let setting = format!("N {N}, mean degree {DEGREE}, β {BETA}, γ {GAMMA}");
    vec![Case::of(setting, Vec::new(), Runs { quick: 4, full: 40 }, quantities, |scenario, seed| {
        let [engine, plain] = [course(scenario, seed, *LATE.end()), plain(seed)];
        vec![engine[EARLY] - plain[EARLY], late(&engine) - late(&plain)]
    })]
}

fn late(course: &[f64]) -> f64 {
    course[LATE].iter().sum::<f64>() / course[LATE].len() as f64
}

/// Prevalence by week in a plain simulation.
fn plain(seed: u64) -> Vec<f64> {
    let mut random = SplitMix(seed.wrapping_mul(0x5851_f42d_4c95_7f2d));
    let mut contacts = vec![Vec::new(); N];
    // Random pairs are drawn and duplicates ignored, so many that the mean number of ties is N · DEGREE / 2 and degrees
    // are Poisson.
    let pairs = (N * (N - 1) / 2) as f64;
    let draws = (-pairs * libm::log1p(-DEGREE / (N as f64 - 1.0))) as usize;
    for _ in 0..draws {
        let (a, b) = (random.below(N), random.below(N - 1));
        let b = if b < a { b } else { b + 1 };
        if !contacts[a].contains(&b) {
            contacts[a].push(b);
            contacts[b].push(a);
        }
    }
    let mut uses: Vec<bool> = (0..N).map(|_| random.uniform() < 0.1).collect();
    let mut course = vec![uses.iter().filter(|&&uses| uses).count() as f64 / N as f64];
    for _ in 1..=*LATE.end() {
        let before = uses.clone();
        for (node, uses) in uses.iter_mut().enumerate() {
            let u = random.uniform();
            *uses = if before[node] {
                u >= GAMMA
            } else {
                let escapes = contacts[node].iter().filter(|&&other| before[other]).fold(1.0, |e, _| e * (1.0 - BETA));
                u < 1.0 - escapes
            };
        }
        course.push(uses.iter().filter(|&&uses| uses).count() as f64 / N as f64);
    }
    course
}

/// SplitMix64 (Steele, Lea & Flood 2014): random numbers that share nothing with the engine's.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.uniform() * n as f64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_simulation_settles_below_what_neighbours_independence_would_give() {
        let course = plain(1);
        assert!((course[0] - 0.1).abs() < 0.02);
        let late = late(&course);
        // If every degree were 10 and neighbours independent: x γ = (1 − x)(1 − (1 − β x)^10).
        let balance = |x: f64| (1.0 - x) * (1.0 - libm::pow(1.0 - BETA * x, DEGREE)) - GAMMA * x;
        assert!(balance(0.5) > 0.0 && balance(late) > 0.0 && balance(0.75) < 0.0, "{late}");
    }
}
