//! Complex contagion on a ring: exact in every week.
//!
//! Everybody looks at k neighbours on each side and takes the practice up for good once a of these 2k use it; s in a
//! row begin. A front advances by k − a + 1 a week, because the relationship at distance d beyond it sees k − d + 1
//! users. The last gap closes faster: relationships near both fronts see users on both sides, and a gap of up to 2k + 1
//! − a closes at once. So it takes ⌈(N − s − (a − 1)) / (2(k − a + 1))⌉ weeks.

use super::case::{Case, Family, Quantity, Runs, Variant};
use super::outbreak::{users, watch};
use darkside_engine::scenario::Scenario;

pub(super) const FAMILY: Family = Family {
    name: "ring",
    scenario: "known/ring",
    about: "complex contagion on a ring lattice (Centola & Macy 2007)",
    tests: "the threshold rule at its edge, one week's delay, introduce by name, the generated ring",
    cases,
};

const SOURCE: &str = "spreads if and only if a ≤ k, in ⌈(N − s − (a − 1)) / (2(k − a + 1))⌉ weeks, by counting";

/// How many seeds the scenario already has: 0, 1, 2.
const SEEDED: usize = 3;

/// One point of the grid.
#[derive(Clone, Copy, Debug)]
struct RingCase {
    k: usize,
    a: usize,
    s: usize,
    n: usize,
}

fn cases() -> Vec<Case> {
    (1..=4).map(case).collect()
}

fn case(k: usize) -> Case {
    let points = grid(k);
    let count = points.len();
    Case {
        setting: format!("k {k}, a 1 to {}, s {} and {}, N 33 to 100", k + 2, least_seed(k), k + SEEDED),
        variants: points.iter().map(variant).collect(),
        runs: Runs { quick: 1, full: 3 },
        measure: Box::new(move |scenarios, seed| {
            let differs =
                |(scenario, point): &(&Scenario, &RingCase)| course(scenario, seed, point.s) != expected(point);
            vec![scenarios.iter().zip(&points).filter(differs).count() as f64]
        }),
        quantities: vec![Quantity::each(
            &format!("settings, of {count}, that differ in extent or time"),
            0.0,
            0.0,
            SOURCE,
        )],
    }
}

fn least_seed(k: usize) -> usize {
    if k > SEEDED { k } else { SEEDED }
}

fn grid(k: usize) -> Vec<RingCase> {
    let mut points = Vec::new();
    for a in 1..=k + 2 {
        for s in [least_seed(k), k + SEEDED] {
            points.extend([33, 34, 35, 60, 61, 62, 100].map(|n| RingCase { k, a, s, n }));
        }
    }
    points.retain(|point| point.a <= 2 * point.k);
    points
}

fn variant(point: &RingCase) -> Variant {
    let RingCase { k, a, s, n } = *point;
    let mut set = vec![
        format!("population.managers={n}"),
        format!("ties.degree={}", 2 * k),
        super::case::set("contagion.threshold", a as f64 / (2 * k) as f64),
    ];
    if s > SEEDED {
        let more: Vec<String> = (SEEDED..s).map(|seat| seat.to_string()).collect();
        let managers = more.join(", ");
        set.push(format!(
            "intervention=[{{ week = 1, act = \"introduce\", practices = [\"novelty\"], managers = [{managers}] }}]"
        ));
    }
    set
}

/// How many use the practice in the end, and the week in which the last of them took it up; 0 if nobody did.
type RingResult = (u64, u32);

fn expected(point: &RingCase) -> RingResult {
    let RingCase { k, a, s, n } = *point;
    if a > k {
        return (s as u64, 0);
    }
    (n as u64, (n - s - (a - 1)).div_ceil(2 * (k - a + 1)) as u32)
}

fn course(scenario: &Scenario, seed: u64, seeds: usize) -> RingResult {
    let (mut now, mut last) = (0, 0);
    watch(scenario, seed, |world, week| {
        let before = if week == 1 { seeds as u64 } else { now };
        now = users(world);
        if now > before {
            last = week;
        }
        week == 0 || now > before
    });
    (now, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A direct implementation of the same contagion.
    fn plain(point: &RingCase) -> RingResult {
        let RingCase { k, a, s, n } = *point;
        let mut uses: Vec<bool> = (0..n).map(|seat| seat < s).collect();
        for week in 1.. {
            let around = |seat: usize| (1..=k).flat_map(move |step| [(seat + step) % n, (seat + n - step) % n]);
            let next: Vec<bool> =
                (0..n).map(|seat| uses[seat] || around(seat).filter(|&other| uses[other]).count() >= a).collect();
            if next == uses {
                return (uses.iter().filter(|&&uses| uses).count() as u64, week - 1);
            }
            uses = next;
        }
        unreachable!("a monotone process ends")
    }

    #[test]
    fn the_formula_is_that_of_a_plain_simulation() {
        let mut simple_formula_differs = 0;
        for point in (1..=4).flat_map(grid) {
            assert_eq!(plain(&point), expected(&point), "{point:?}");
            let RingCase { k, a, s, n } = point;
            if a <= k && (n - s).div_ceil(2 * (k - a + 1)) as u32 != expected(&point).1 {
                simple_formula_differs += 1;
            }
        }
        assert!(simple_formula_differs > 10, "the grid tells the two formulas apart: {simple_formula_differs}");
    }
}
