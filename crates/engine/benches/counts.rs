//! Three tasks whose instructions `.ci/counts` counts with callgrind, with kernels for AVX2. Results are checked outside
//! the counted part.
//!
//! `cargo bench --bench counts -- TASK` runs a task without counting.

use std::process::ExitCode;

use darkside_engine::record::Record;
use darkside_engine::run::run;
use darkside_engine::scenario::{Request, Scenario, load};
use darkside_lanes::processor::{Level, use_at_most};

/// A scenario, what is set in it, and the bounds of its adoptions.
struct Task {
    name: &'static str,
    scenario: &'static str,
    set: &'static [&'static str],
    adoptions: std::ops::Range<u64>,
}

const TASKS: [Task; 3] = [
    // Everything, recorded row by row.
    Task { name: "baseline", scenario: "baseline_0_1", set: &[], adoptions: 14_000..20_000 },
    // A graph, one practice, most of the model's strengths 0.
    Task {
        name: "sis",
        scenario: "known/sis_on_graph",
        set: &["population.managers=2000", "run.weeks=100"],
        adoptions: 9_000..16_000,
    },
    // Many managers for a few weeks: making the population counts as much as living.
    Task {
        name: "large",
        scenario: "large",
        set: &["population.managers=20000", "population.firms=20", "run.weeks=8"],
        adoptions: 20_000..60_000,
    },
];

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let tasks = TASKS.iter().filter(|task| asked.is_empty() || asked.iter().any(|name| name == task.name));
    if use_at_most(Level::Avx2) != Level::Avx2 {
        eprintln!("this counts what processors with AVX2 do, and here is none");
        return ExitCode::FAILURE;
    }
    for task in tasks {
        let record = counted(&task.scenario());
        let adoptions: u64 = record.totals.adoptions.iter().flatten().sum();
        assert!(task.adoptions.contains(&adoptions), "{}: {adoptions} adoptions", task.name);
        println!("{}: {adoptions} adoptions", task.name);
    }
    ExitCode::SUCCESS
}

/// What is counted, and nothing else.
#[inline(never)]
fn counted(scenario: &Scenario) -> Record {
    run(scenario, 1, false)
}

impl Task {
    fn scenario(&self) -> Scenario {
        let set: Vec<String> = self.set.iter().map(|&word| word.to_owned()).collect();
        load(&Request { set: &set, ..Request::of(self.scenario) }).unwrap_or_else(|error| panic!("{error}"))
    }
}
