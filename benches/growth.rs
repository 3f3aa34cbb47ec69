//! The cost of a relationship-week in a small population and in one of a million managers, and the cost of creating
//! such a population. One core; the same scenario, series recorded. Checks that adoptions per relationship are similar
//! in both.
//!
//! `cargo bench --bench growth`; `-- --managers 100000` sets the size of the large population. A million need 1.2 GB
//! and some minutes.

#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::time::Instant;

use darkside::run::Simulation;
use darkside::scenario::{Request, Scenario, load};

const SMALL: u32 = 300;
const MILLION: u32 = 1_000_000;
/// Weeks simulated.
const WEEKS: u32 = 26;
/// Runs of the small population, enough to be timed.
const RUNS: u64 = 40;

fn main() {
    let asked = std::env::args().skip_while(|word| word != "--managers").nth(1).and_then(|word| word.parse().ok());
    let (small, large) = (scenario(SMALL), scenario(asked.unwrap_or(MILLION)));
    let mut of_small = Timed::default();
    for seed in 1..=RUNS {
        of_small.add(Timed::of(&small, seed));
    }
    let of_large = Timed::of(&large, 1);
    let (few, many) = (of_small.adoptions_by_relationship(), of_large.adoptions_by_relationship());
    assert!((few / many - 1.0).abs() < 0.1, "{few} adoptions to a relationship in the small one, {many} in the large");
    for (name, timed) in [("small", &of_small), ("large", &of_large)] {
        println!(
            "{name}: {:.0} relationships, made in {:.3} s, {:.1} ns for a relationship-week",
            timed.relationships,
            timed.making,
            timed.nanoseconds()
        );
    }
    println!("large to small: {:.2}", of_large.nanoseconds() / of_small.nanoseconds());
}

fn scenario(managers: u32) -> Scenario {
    let firms = managers.div_ceil(1000).max(6);
    let set =
        [format!("population.managers={managers}"), format!("population.firms={firms}"), format!("run.weeks={WEEKS}")];
    load(&Request { set: &set, ..Request::of("large") }).unwrap_or_else(|error| panic!("{error}"))
}

/// The time that runs took, in seconds, and what happened in them.
#[derive(Default)]
struct Timed {
    relationships: f64,
    adoptions: f64,
    making: f64,
    living: f64,
}

impl Timed {
    fn of(scenario: &Scenario, seed: u64) -> Self {
        let began = Instant::now();
        let mut simulation = Simulation::begin(scenario, seed, false);
        let making = began.elapsed().as_secs_f64();
        let began = Instant::now();
        for _ in 0..WEEKS {
            simulation.step();
        }
        let living = began.elapsed().as_secs_f64();
        let adoptions = simulation.log().totals.adoptions.iter().flatten().sum::<u64>() as f64;
        Self { relationships: simulation.world().relationships as f64, adoptions, making, living }
    }

    fn add(&mut self, other: Self) {
        self.relationships += other.relationships;
        self.adoptions += other.adoptions;
        self.making += other.making;
        self.living += other.living;
    }

    fn adoptions_by_relationship(&self) -> f64 {
        self.adoptions / self.relationships
    }

    fn nanoseconds(&self) -> f64 {
        1e9 * self.living / (self.relationships * f64::from(WEEKS))
    }
}
