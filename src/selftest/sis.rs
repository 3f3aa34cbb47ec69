//! SIS among twenty who all meet: time to extinction, and prevalence while it lasts.
//!
//! With weeks as short as δ, the model comes close to the birth–death chain in which each of n users among N passes the
//! practice on at rate R₀ (N − n) / N and forgets it at rate 1. The weeks themselves form a Markov chain on 0 … N whose
//! distribution is known exactly. So each δ is compared with its own chain, and the extrapolation δ → 0 with the limit.

use super::case::{Case, Family, Quantity, Runs, set};
use super::outbreak::{binomial, users, watch};
use darkside_engine::scenario::Scenario;

pub(super) const FAMILY: Family = Family {
    name: "sis",
    scenario: "known/sis",
    about: "SIS where twenty all meet (Weiss & Dishon 1971; Nåsell 2011)",
    tests: "association and drift as finite hazards, taking up again, many small runs",
    cases,
};

/// The population.
const N: usize = 20;

/// Length of a week in units of 1/drift: the second is half of the first, so that 2 × second − first has no first-order
/// error.
const DELTAS: [f64; 2] = [0.05, 0.025];

/// Offset of the seeds at the second δ from those at the first.
const OTHER_SEEDS: u64 = 1 << 40;

/// Time, in units of 1/drift, after which prevalence no longer depends on how it began.
const SETTLED: f64 = 15.0;

const CHAIN: &str = "(I − Q)⁻¹ 1 of the chain of weeks, numerically exact, computed here";
const TIME: &str = "Σ_k (1/k) Π_(j<k) R₀ (N−j)/N, the birth–death chain's mean time from 1 to 0";
const QUASI_WEEKS: &str = "leading left eigenvector of Q of the chain of weeks, numerically exact, computed here";
const QUASI: &str =
    "leading left eigenvector of the birth–death chain's generator off 0, numerically exact, computed here";

fn cases() -> Vec<Case> {
    [1.5, 2.0].into_iter().flat_map(|r0| [extinction(r0), prevalence(r0)]).collect()
}

/// The quantities at both δ, each against its own chain, and their extrapolation against the limit.
fn quantities(
    name: &str,
    limit: (f64, &'static str),
    of_weeks: impl Fn(f64) -> f64,
    source: &'static str,
) -> Vec<Quantity> {
    let [coarse, fine] = DELTAS.map(of_weeks);
    let own = |delta: f64, expected| Quantity::mean(&format!("{name}, δ {delta}"), expected, source);
    let left = limit.0 - (2.0 * fine - coarse);
    vec![
        own(DELTAS[0], coarse),
        own(DELTAS[1], fine),
        Quantity::mean(&format!("{name}, δ → 0"), limit.0, limit.1).corrected(left),
    ]
}

/// A case that measures `one` run at each δ, and their extrapolation. `more` is set besides the rates.
///
/// The second run has seeds of its own, so that the extinction of one says nothing about the other.
fn case(r0: f64, more: &str, quantities: Vec<Quantity>, one: fn(&Scenario, u64, f64) -> f64) -> Case {
    let variant =
        |delta: f64| vec![set("contagion.association", r0 * delta), set("lapse.drift", delta), more.to_owned()];
    Case {
        setting: format!("R₀ {r0}, N {N}"),
        variants: DELTAS.map(variant).to_vec(),
        runs: Runs { quick: 180, full: 6000 },
        measure: Box::new(move |scenarios, seed| {
            let coarse = one(&scenarios[0], seed, DELTAS[0]);
            let fine = one(&scenarios[1], seed + OTHER_SEEDS, DELTAS[1]);
            vec![coarse, fine, 2.0 * fine - coarse]
        }),
        quantities,
    }
}

fn extinction(r0: f64) -> Case {
    let of_weeks = |delta: f64| weeks(r0, delta) * delta;
    let quantities = quantities("time to extinction × drift", (time(r0), TIME), of_weeks, CHAIN);
    case(r0, "run.weeks=60000", quantities, |scenario, seed, delta| delta * weeks_to_extinction(scenario, seed))
}

fn prevalence(r0: f64) -> Case {
    let limit = (quasi_stationary(&rates(r0)), QUASI);
    let of_weeks = |delta: f64| quasi_stationary(&chain(r0, delta));
    let quantities = quantities("prevalence while it lasts", limit, of_weeks, QUASI_WEEKS);
    case(r0, "initial.benign=0.5", quantities, |scenario, seed, delta| {
        prevalence_at(scenario, seed, (SETTLED / delta) as u32)
    })
}

/// Infinite if users are left in the last week, so that the comparison fails instead of dropping the run silently.
fn weeks_to_extinction(scenario: &Scenario, seed: u64) -> f64 {
    let mut last = f64::INFINITY;
    watch(scenario, seed, |world, week| {
        let goes_on = week == 0 || users(world) > 0;
        if !goes_on {
            last = f64::from(week);
        }
        goes_on
    });
    last
}

/// Share of users in a week; NaN if there are none by then.
fn prevalence_at(scenario: &Scenario, seed: u64, when: u32) -> f64 {
    let mut share = f64::NAN;
    watch(scenario, seed, |world, week| {
        if week == when && users(world) > 0 {
            share = users(world) as f64 / N as f64;
        }
        (week == 0 || users(world) > 0) && week != when
    });
    share
}

/// Mean time to extinction from one user, in units of 1/drift.
fn time(r0: f64) -> f64 {
    let (mut sum, mut product) = (0.0, 1.0);
    for k in 1..=N {
        sum += product / k as f64;
        product *= r0 * (N - k) as f64 / N as f64;
    }
    sum
}

/// Transition probabilities of a week, from (rows) to (columns) 1 … N users.
fn chain(r0: f64, delta: f64) -> Vec<Vec<f64>> {
    let row = |n: usize| {
        let stay = binomial(n, libm::exp(-delta));
        let come = binomial(N - n, -libm::expm1(-r0 * delta * n as f64 / N as f64));
        let mut law = [0.0; N + 1];
        for (a, p) in stay.iter().enumerate() {
            for (b, q) in come.iter().enumerate() {
                law[a + b] += p * q;
            }
        }
        law[1..].to_vec()
    };
    (1..=N).map(row).collect()
}

/// The same for the birth–death chain, over a time so short that every rate gives a valid probability; its left
/// eigenvectors are those of the generator.
fn rates(r0: f64) -> Vec<Vec<f64>> {
    let short = 0.01;
    let row = |n: usize| {
        let (up, down) = (short * r0 * (n * (N - n)) as f64 / N as f64, short * n as f64);
        let mut law = [0.0; N + 1];
        law[n] = 1.0 - up - down;
        law[n - 1] += down;
        if n < N {
            law[n + 1] += up;
        }
        law[1..].to_vec()
    };
    (1..=N).map(row).collect()
}

/// Mean weeks to extinction from one user: solves (I − Q) t = 1.
fn weeks(r0: f64, delta: f64) -> f64 {
    let mut equations = chain(r0, delta);
    for (row, equation) in equations.iter_mut().enumerate() {
        equation.iter_mut().for_each(|entry| *entry = -*entry);
        equation[row] += 1.0;
        equation.push(1.0);
    }
    // Eliminates from the last unknown down, so that the first remains; the matrix is diagonally dominant.
    for pivot in (0..N).rev() {
        let of_pivot = equations[pivot].clone();
        for equation in &mut equations[..pivot] {
            let factor = equation[pivot] / of_pivot[pivot];
            for (entry, other) in equation.iter_mut().zip(&of_pivot) {
                *entry -= factor * other;
            }
        }
    }
    equations[0][N] / equations[0][0]
}

/// Mean share of users under the quasi-stationary distribution: the one that a chain keeps as long as it stays off 0.
fn quasi_stationary(transitions: &[Vec<f64>]) -> f64 {
    let mut law = vec![1.0 / N as f64; N];
    for _ in 0..20_000 {
        let mut next = vec![0.0; N];
        for (from, row) in law.iter().zip(transitions) {
            for (to, transition) in next.iter_mut().zip(row) {
                *to += from * transition;
            }
        }
        let sum: f64 = next.iter().sum();
        law = next.into_iter().map(|probability| probability / sum).collect();
    }
    law.iter().enumerate().map(|(i, probability)| (i + 1) as f64 * probability).sum::<f64>() / N as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_as_published() {
        assert!((time(1.5) - 6.002).abs() < 5e-4, "{}", time(1.5));
        assert!((time(2.0) - 31.211).abs() < 5e-4, "{}", time(2.0));
        assert!((quasi_stationary(&rates(1.5)) - 0.2977).abs() < 5e-5, "{}", quasi_stationary(&rates(1.5)));
        assert!((quasi_stationary(&rates(2.0)) - 0.4434).abs() < 5e-5, "{}", quasi_stationary(&rates(2.0)));
    }

    #[test]
    fn the_chain_of_weeks_tends_to_the_birth_death_chain() {
        for r0 in [1.5, 2.0] {
            for (of_weeks, limit) in [
                (Box::new(|delta| weeks(r0, delta) * delta) as Box<dyn Fn(f64) -> f64>, time(r0)),
                (Box::new(|delta| quasi_stationary(&chain(r0, delta))), quasi_stationary(&rates(r0))),
            ] {
                let [coarse, fine, finer] = [0.1, 0.05, 0.025].map(of_weeks);
                assert!((coarse - limit).abs() > (fine - limit).abs() && (fine - limit).abs() > (finer - limit).abs());
                let [first, second] = [2.0 * fine - coarse, 2.0 * finer - fine];
                println!("{r0}: {coarse} {fine} {finer} → {first} {second}, {limit}");
                let ratio = (first - limit) / (second - limit);
                assert!((3.0..5.5).contains(&ratio), "what extrapolation leaves falls with δ²: {ratio}");
            }
        }
    }

    #[test]
    fn prevalence_is_settled_when_it_is_read() {
        for r0 in [1.5, 2.0] {
            for delta in DELTAS {
                let transitions = chain(r0, delta);
                let mut law: Vec<f64> = binomial(N, 0.5)[1..].to_vec();
                for _ in 0..(SETTLED / delta) as u32 {
                    let mut next = vec![0.0; N];
                    for (from, row) in law.iter().zip(&transitions) {
                        next.iter_mut().zip(row).for_each(|(to, transition)| *to += from * transition);
                    }
                    law = next;
                }
                let alive: f64 = law.iter().sum();
                let mean = law.iter().enumerate().map(|(i, p)| (i + 1) as f64 * p).sum::<f64>() / alive / N as f64;
                let distance = (mean - quasi_stationary(&transitions)).abs();
                println!("{r0} {delta}: alive {alive}, distance {distance}");
                assert!(distance < 2e-4);
            }
        }
    }
}
