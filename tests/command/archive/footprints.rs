//! The table of footprints: it exists if asked for, reads back unchanged, and does not change a byte of any other file.

use darkside::record::Footprint;
use darkside::run::run;
use darkside::scenario::{read, to_toml};

use super::*;

fn small(footprints: u32) -> Scenario {
    let text = format!(
        "run = {{ weeks = 30, seeds = 3 }}\npopulation = {{ firms = 2, managers = 30 }}\nrecord.footprints = {footprints}"
    );
    read("small.toml", &text, Path::new(""), &[]).unwrap_or_else(|error| panic!("{error}"))
}

fn written(scenario: &Scenario, directory: &Path, formats: &[Format]) -> Run {
    let resolved = to_toml(scenario);
    let job = Job { scenario, resolved: &resolved, directory, formats, threads: 2, force: false, command: &[] };
    job.run(run, |_| {}).unwrap().run
}

/// As text, where every number is exact and NaN equals NaN.
fn read_back(run: &Run) -> String {
    let rows: Vec<Footprint> = run.footprints().unwrap().unwrap().map(|row| row.unwrap().row).collect();
    format!("{rows:?}")
}

#[test]
fn footprints_change_no_byte_of_any_other_table() {
    let home = tempfile::tempdir().unwrap();
    let (without, with) = (home.path().join("without"), home.path().join("with"));
    let plain = written(&small(0), &without, &BOTH);
    let recorded = written(&small(13), &with, &BOTH);
    assert!(plain.footprints().unwrap().is_none());
    assert_eq!(plain.manifest().digest, recorded.manifest().digest);
    let mut files = tables(&with);
    for name in ["footprints.csv", "footprints.parquet"] {
        assert!(files.remove(name).is_some(), "{name}");
    }
    assert!(files == tables(&without), "other files differ");
}

#[test]
fn footprints_read_back_as_they_were_in_each_format() {
    let home = tempfile::tempdir().unwrap();
    let scenario = small(13);
    let rows: Vec<Footprint> = (1..=3).flat_map(|seed| run(&scenario, seed, false).footprints).collect();
    for format in BOTH {
        let directory = home.path().join(format.file("run"));
        assert_eq!(read_back(&written(&scenario, &directory, &[format])), format!("{rows:?}"));
    }
}
