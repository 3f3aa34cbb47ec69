//! The cost of a sweep beyond its runs, on two threads: points × 10 seeds of a 50-manager scenario into a finished
//! directory, against the same runs alone. Also, with 1,000 points whose runs cost nothing: how long it takes to see
//! that a sweep is finished, how long a killed one takes to resume, and peak memory. First checks that one thread gives
//! the same bytes as two, and that a run alone has the digest that the sweep wrote.
//!
//! `cargo bench --bench sweep` measures 5 pairs of 100 points (a minute or two); `-- 1000 3` measures 3 pairs of 1,000.
#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::path::Path;
use std::time::Instant;

use darkside::archive::Format;
use darkside::archive::sweep::{FinishedSweep, SweepJob, SweepOutcome};
use darkside::experiment::sweep::Sweep;
use darkside::experiment::{Arms, Executor, ExperimentFile, Overrides};
use darkside::record::{Digest, Record, metrics};
use darkside::run::run;
use darkside::scenario::Scenario;

const THREADS: usize = 2;

fn main() {
    let numbers: Vec<u32> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let (points, pairs) = (numbers.first().copied().unwrap_or(100), numbers.get(1).copied().unwrap_or(5));
    check();
    going_on();
    let sweep = sweep(points, 260);
    let runs = points * sweep.seeds;
    println!("{points} points × {} seeds, {runs} runs of 260 weeks, {THREADS} threads", sweep.seeds);
    let mut shares = Vec::new();
    for _ in 0..pairs {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let (whole, seconds) = cost(|| write(&sweep, directory.path(), THREADS));
        println!("  as a sweep  {whole:8.2} s of processor, {seconds:8.2} s; most memory so far {} MiB", memory());
        let (alone, seconds) = cost(|| alone(&sweep));
        println!(
            "  runs alone  {alone:8.2} s of processor, {seconds:8.2} s: the sweep takes {:+.1} %",
            100.0 * (whole / alone - 1.0)
        );
        shares.push(100.0 * (whole / alone - 1.0));
    }
    shares.sort_by(f64::total_cmp);
    println!("median {:+.1} % of {pairs} pairs, by processor time", shares[shares.len() / 2]);
}

/// A Latin hypercube over four factors.
fn sweep(points: u32, weeks: u32) -> Sweep {
    let text = format!(
        "scenario = \"baseline\"\nset = {{ population = {{ firms = 4, managers = 50 }}, run.weeks = {weeks} }}\n\
         [design]\nkind = \"latin_hypercube\"\npoints = {points}\nseeds = 10\n[factors]\n\
         \"contagion.programme\" = {{ from = 0.0, to = 0.05 }}\n\"lapse.audit\" = {{ from = 0.0, to = 0.05 }}\n\
         \"people.turnover\" = {{ from = 0.0, to = 0.01 }}\n\"dark_side.growth\" = {{ from = 0.01, to = 0.1 }}"
    );
    Sweep::of_text(&ExperimentFile::of("bench.toml", &text, Path::new("")), Overrides::default())
        .unwrap_or_else(|error| panic!("{error}"))
}

fn write(sweep: &Sweep, directory: &Path, threads: usize) -> SweepOutcome {
    let formats = [Format::Parquet];
    let job = SweepJob { sweep, directory, formats: &formats, shard: None, threads, force: false };
    let hold = job.hold().unwrap_or_else(|error| panic!("{error}"));
    let simulate = |scenario: &Scenario, seed: u64| run(scenario, seed, false);
    job.run_holding(&hold, simulate, |_| ()).unwrap_or_else(|error| panic!("{error}"))
}

/// The same runs without any of a sweep's work: scenarios exist already, and only the last week's value is read.
fn alone(sweep: &Sweep) -> f64 {
    let scenario = |point: u32| -> Scenario {
        let coordinates = sweep.design.point(&sweep.factors, point).expect("a point");
        sweep.scenario_at(&coordinates).unwrap_or_else(|error| panic!("{error}"))
    };
    let scenarios: Vec<Scenario> = (0..sweep.design.points()).map(scenario).collect();
    let scenarios: Vec<&Scenario> = scenarios.iter().collect();
    let arms = Arms { scenarios: &scenarios, first_seed: sweep.first_seed, seeds: 0..sweep.seeds, snapshots: false };
    let number = |point: usize, seed: u32| point as u64 * u64::from(sweep.seeds) + u64::from(seed);
    let values =
        arms.run(&Executor::new(THREADS), number, |_, record| vec![record.series[0].last().copied().unwrap_or(0.0)]);
    values.unwrap_or_else(|error| panic!("{error}")).into_iter().flatten().flatten().sum()
}

/// Resuming: 1,000 points × 10 seeds, interrupted near the end as if the sweep had been killed. Every run is a copy of
/// the first one, so that only the sweep's own work takes time.
fn going_on() {
    let sweep = sweep(1000, 260);
    let record = run(&sweep.scenario, 1, false);
    let copied = |_: &Scenario, seed: u64| Record { seed, ..record.clone() };
    let directories = [(); 2].map(|()| tempfile::tempdir().expect("a temporary directory"));
    let formats = [Format::Parquet, Format::Csv];
    let job = |number: usize| SweepJob {
        sweep: &sweep,
        directory: directories[number].path(),
        formats: &formats,
        shard: None,
        threads: THREADS,
        force: false,
    };
    let hold = |number: usize| job(number).hold().unwrap_or_else(|error| panic!("{error}"));
    let (whole, cut) = (hold(0), hold(1));
    let outcome = job(0).run_holding(&whole, copied, |_| ()).unwrap_or_else(|error| panic!("{error}"));
    let began = Instant::now();
    let again = job(0).run_holding(&whole, copied, |_| ()).unwrap_or_else(|error| panic!("{error}"));
    assert!(again.was_finished, "a finished sweep was not found finished");
    println!("1,000 points × 10 seeds: found finished in {:.3} s", began.elapsed().as_secs_f64());
    let last = 999 * u64::from(sweep.seeds);
    std::panic::set_hook(Box::new(|_| ()));
    let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        job(1).run_holding(&cut, copied, |progress| assert!(progress.done < last, "enough"))
    }));
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    assert!(broken.is_err(), "it was to be broken off near its end");
    let (began, first) = (Instant::now(), std::sync::OnceLock::new());
    let went_on = job(1).run_holding(
        &cut,
        |scenario, seed| {
            first.get_or_init(|| began.elapsed().as_secs_f64());
            copied(scenario, seed)
        },
        |_| (),
    );
    let went_on = went_on.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(went_on.manifest, outcome.manifest, "what went on differs from what was not disturbed");
    let first = first.get().copied().unwrap_or(f64::NAN);
    println!("  went on after {first:.3} s with {} runs found; most memory {} MiB", went_on.runs_found, memory());
}

fn check() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
    let sweep = sweep(6, 52);
    let directories = [1, 2].map(|threads| {
        let directory = tempfile::tempdir().expect("a temporary directory");
        write(&sweep, directory.path(), threads);
        directory
    });
    for file in ["points.parquet", "outcomes.parquet", "sweep.json"] {
        let [one, two] = [0, 1].map(|n: usize| std::fs::read(directories[n].path().join(file)).expect("a table"));
        assert!(one == two, "two threads give another {file} than one");
    }
    let finished = FinishedSweep::open(directories[0].path()).unwrap_or_else(|error| panic!("{error}"));
    let scenario =
        sweep.scenario_at(&sweep.design.point(&sweep.factors, 3).expect("a point")).unwrap_or_else(|e| panic!("{e}"));
    let record = run(&scenario, 7, false);
    assert!(record.ledger.len() > 100, "hardly anything happens");
    let digest = Digest::of_record(&record, &metrics(&scenario.practices)).to_string();
    assert_eq!(finished.digest(4, 7).ok(), Some(digest), "the sweep kept another run");
}

/// Seconds of processor time, and seconds elapsed.
fn cost<T>(work: impl FnOnce() -> T) -> (f64, f64) {
    let (began, before) = (Instant::now(), processor());
    work();
    (processor() - before, began.elapsed().as_secs_f64())
}

/// Seconds of processor time used by this process, over all its threads.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).filter_map(|word| word.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Peak memory of this process, in MiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default().to_owned();
    line.split_whitespace().next().and_then(|word| word.parse::<u64>().ok()).unwrap_or(0) / 1024
}
