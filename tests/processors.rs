//! The same results, to the bit, whichever version of the kernels runs: for any processor, for AVX2, for AVX-512.
//! Levels that this processor does not have are left out.

use std::path::Path;

use darkside::processor::{Level, use_at_most};
use darkside::record::{Digest, metrics};
use darkside::run::run;
use darkside::scenario::{Request, Scenario, load, read};

#[test]
fn results_are_the_same_on_every_level_of_processor() {
    let shipped = |which: &str, weeks: u32| -> Scenario {
        load(&Request { weeks: Some(weeks), ..Request::of(which) }).unwrap_or_else(|error| panic!("{error}"))
    };
    let everything = include_str!("hostile/corpus/scenario/everything.toml");
    let everything = read("everything.toml", everything, Path::new(""), &[]).unwrap_or_else(|error| panic!("{error}"));

    let scenarios = [
        ("baseline", shipped("baseline", 20)),
        ("organisations", shipped("organisations", 60)),
        ("SIS on a graph", shipped("known/sis_on_graph", 10)),
        ("everything", everything),
    ];
    for (name, scenario) in scenarios {
        let portable = on(Level::Portable, &scenario);
        for level in [Level::Avx2, Level::Avx512].into_iter().filter(|&level| level <= Level::highest()) {
            assert_eq!(on(level, &scenario), portable, "{name}: {} differs from portable", level.name());
        }
    }
}

/// Digests of three seeds.
fn on(level: Level, scenario: &Scenario) -> Vec<String> {
    assert_eq!(use_at_most(level), level);
    let columns = metrics(&scenario.practices);
    (1..=3).map(|seed| Digest::of_record(&run(scenario, seed, false), &columns).to_string()).collect()
}
