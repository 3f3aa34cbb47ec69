//! Digests of eight small scenarios under two seeds: any change to any bit of a result changes one of these.
//!
//! A release that is meant to change results renews them and says so in the changelog:
//! `INSTA_UPDATE=always cargo test --test engine golden`.

use std::fmt::Write as _;
use std::path::Path;

use darkside::record::{Digest, metrics};
use darkside::run::run;
use darkside::scenario::read;

/// The folder that paths in the scenarios are relative to.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");

/// The settings that every scenario starts from.
const SMALL: &str = "run.weeks = 120\npopulation.firms = 3\npopulation.managers = 50\npopulation.portfolio = 4\n";

const SCENARIOS: [(&str, &str); 8] = [
    ("baseline", ""),
    (
        "isolated",
        "contagion = { intra_imitation = 0.0, intra_learning = 0.0, inter_imitation = 0.0, inter_learning = 0.0 }",
    ),
    (
        "every mechanism",
        "contagion = { association = 0.02, programme = 0.05, spontaneous = 0.004 }\npeople.turnover = 0.02\n\
         lapse = { audit = 0.02, drift_lesson = 0.3 }\nties = { rewire = 0.02, outside = 3.0 }\nprogramme.filter = 0.5",
    ),
    ("complex contagion", "contagion = { rule = 'threshold', threshold = 0.3 }"),
    (
        "organisations side by side",
        "[[firm]]\npreset = 'laissez_faire'\n[[firm]]\npreset = 'top_management'\n[[firm]]\nteamwork = 0.9\nresources = 0.1",
    ),
    (
        "every act",
        "[[intervention]]\nweek = 10\nact = 'introduce'\npractices = ['side_favours']\nmanagers = 5\n\
         [[intervention]]\nweek = 20\nact = 'train'\npractices = ['open_book_sharing']\nshare = 0.5\n\
         [[intervention]]\nweek = 30\nact = 'rotate'\nshare = 0.4\nacross_firms = true\n\
         [[intervention]]\nweek = 80\nact = 'trace'\n\
         [[intervention]]\nweek = 90\nfirms = ['B']\nact = 'stop_celebrity'\n\
         [[intervention]]\nweek = 100\nset = { 'contagion.programme' = 0.1, 'practice.side_favours.push' = -0.2 }",
    ),
    (
        "an imported organisation",
        "[ties]\nmanagers = 'networks/two_suppliers_managers.csv'\nties = 'networks/two_suppliers_ties.csv'\nrewire_imported = true",
    ),
    (
        "contagion alone, surely",
        "run.relationship_step = false\nlapse = { drift = inf, drift_lesson = 1.0 }\ncontagion.spontaneous = 0.3",
    ),
];

#[test]
fn results_are_what_they_were() {
    let mut digests = String::new();
    for (name, text) in SCENARIOS {
        // An imported organisation brings its own numbers of managers and firms.
        let small = if text.contains("networks/") { "run.weeks = 120\npopulation.portfolio = 4\n" } else { SMALL };
        let text = format!("{small}{text}");
        let scenario = read("golden.toml", &text, Path::new(FOLDER), &[]);
        let scenario = scenario.unwrap_or_else(|error| panic!("{name}: {error}"));
        for seed in [1, 2] {
            let record = run(&scenario, seed, false);
            assert!(!record.ledger.is_empty() && !record.lapses.is_empty(), "{name}: nothing happens");
            let digest = Digest::of_record(&record, &metrics(&scenario.practices));
            writeln!(digests, "{name}, seed {seed}: {digest}").expect("a string takes everything");
        }
    }
    insta::assert_snapshot!("digests", digests);
}
