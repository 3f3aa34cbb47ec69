//! Fifty seeds of version 0.1's baseline on two threads, from simulation to finished directory: series, ledger, lapses and
//! onsets as Parquet, summaries as CSV. First checks that one thread gives the same digest.
//!
//! `cargo bench --bench ensemble`

use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput};
use darkside::archive::{Format, Job};
use darkside::run::run;
use darkside::scenario::{Request, Scenario, load, to_toml};

const SEEDS: u32 = 50;

fn main() {
    let scenario = load(&Request { seeds: Some(SEEDS), ..Request::of("baseline_0_1") }).expect("it is shipped");
    let resolved = to_toml(&scenario);
    let directory = || tempfile::tempdir().expect("a temporary directory");
    let digests = [1, 2].map(|threads| write(&scenario, &resolved, directory().path(), threads));
    assert_eq!(digests[0], digests[1], "two threads give different results from one");

    let mut criterion = Criterion::default().configure_from_args().sample_size(10);
    let mut group = criterion.benchmark_group("from seeds to a finished directory");
    group.throughput(Throughput::Elements(u64::from(SEEDS)));
    group.bench_function("baseline, 50 seeds on two threads", |bencher| {
        let run = |directory: tempfile::TempDir| {
            write(&scenario, &resolved, directory.path(), 2);
            directory
        };
        bencher.iter_batched(directory, run, BatchSize::PerIteration);
    });
    group.finish();
    criterion.final_summary();
}

fn write(scenario: &Scenario, resolved: &str, directory: &Path, threads: usize) -> String {
    let formats = [Format::Parquet];
    let job = Job { scenario, resolved, directory, formats: &formats, threads, force: true, command: &[] };
    let outcome = job.run(run, |_| ()).unwrap_or_else(|error| panic!("{error}"));
    outcome.run.manifest().digest.clone()
}
