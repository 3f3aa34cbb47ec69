//! One run of version 0.1's baseline, which has no run-up, on one core: 300 managers, 2,400 relationships, 260 weeks,
//! everything recorded, nothing written. First checks that two runs are equal, and that as much happens as in the
//! independent implementation.
//!
//! `cargo bench --bench baseline`

use criterion::{Criterion, Throughput};
use darkside::record::{Digest, metrics};
use darkside::run::run;
use darkside::scenario::{Request, Scenario, load};

/// Adoptions per run, mean over seeds, in the independent implementation; single runs are within a fifth of it.
const ADOPTIONS: std::ops::Range<usize> = 14_000..20_000;

fn main() {
    let scenario = load(&Request::of("baseline_0_1")).expect("it is shipped");
    check(&scenario);
    let population = &scenario.parameters.population;
    let steps = population.managers * population.portfolio * scenario.parameters.run.weeks;
    let mut criterion = Criterion::default().configure_from_args().sample_size(30);
    let mut group = criterion.benchmark_group("one run on one core");
    group.throughput(Throughput::Elements(u64::from(steps)));
    group.bench_function("baseline, 624,000 relationship-weeks", |bencher| bencher.iter(|| run(&scenario, 1, false)));
    group.finish();
    criterion.final_summary();
}

fn check(scenario: &Scenario) {
    let columns = metrics(&scenario.practices);
    let (first, again) = (run(scenario, 1, false), run(scenario, 1, false));
    assert_eq!(Digest::of_record(&first, &columns), Digest::of_record(&again, &columns), "equal seeds differ");
    assert!(ADOPTIONS.contains(&first.ledger.len()), "{} adoptions, not {ADOPTIONS:?}", first.ledger.len());
    assert!(!first.lapses.is_empty() && !first.onsets.is_empty(), "something is not recorded");
}
