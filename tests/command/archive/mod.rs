//! What ends up in a run's directory, whatever happens on the way.

mod footprints;
mod made_up;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use darkside::archive::{DirectoryState, FinishedJob, Format, Job, Run};
use darkside::error::{Fault, Result};
use darkside::record::Record;
use darkside::scenario::Scenario;
use made_up::{record, scenario};

use crate::support::{files, names};

const PARQUET: [Format; 1] = [Format::Parquet];
const BOTH: [Format; 2] = [Format::Parquet, Format::Csv];
/// With 300 managers of 8 relationships and 260 weeks, 16 seeds make a part.
const BATCH: u32 = 16;
const WEEKS: u32 = 260;

fn job<'a>(scenario: &'a Scenario, directory: &'a Path, formats: &'a [Format], threads: usize) -> Job<'a> {
    Job { scenario, resolved: "[run]\n", directory, formats, threads, force: false, command: &[] }
}

fn run(job: Job<'_>) -> Result<FinishedJob> {
    job.run(record, |_| {})
}

/// Every file below a directory, except the manifest, which contains times.
fn tables(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut tables = files(directory);
    tables.remove("run.json");
    tables
}

#[test]
fn every_table_is_there_and_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let directory = home.path().join("deep/run");
    run(job(&scenario(3, WEEKS), &directory, &BOTH, 2)).unwrap();
    insta::assert_snapshot!(names(&directory).join("\n"), @r"
    attack_rates.csv
    bridges.csv
    bridges.parquet
    cohorts.csv
    exposure.csv
    groups.csv
    lapses.csv
    lapses.parquet
    ledger.csv
    ledger.parquet
    managers.csv
    onsets.csv
    onsets.parquet
    reproduction.csv
    run.json
    senders.csv
    series.csv
    series.parquet
    snapshots.csv
    snapshots.parquet
    summary.csv
    ties.csv
    ties.parquet
    totals.csv
    transitions.csv
    transmissions.csv
    waves.csv
    ");
}

#[test]
fn threads_and_interruptions_change_no_byte() {
    let (scenario, home) = (scenario(3 * BATCH + 2, WEEKS), tempfile::tempdir().unwrap());
    let whole = home.path().join("whole");
    let outcome = run(job(&scenario, &whole, &BOTH, 1)).unwrap();
    assert_eq!((outcome.was_finished, outcome.seeds_found), (false, 0));
    let digest = outcome.run.manifest().digest.clone();
    for (threads, seeds_before) in [(4, 0), (1, BATCH), (2, 2 * BATCH), (3, 3 * BATCH)] {
        let directory = home.path().join(format!("{threads}-{seeds_before}"));
        interrupt_after(&scenario, &directory, seeds_before);
        let outcome = run(job(&scenario, &directory, &BOTH, threads)).unwrap();
        assert_eq!(outcome.seeds_found, seeds_before);
        assert_eq!(outcome.run.manifest().digest, digest);
        assert!(tables(&directory) == tables(&whole), "{threads} threads, {seeds_before} seeds before");
    }
}

/// Runs the first seeds on one thread, then stops as a killed process would, between two seeds.
fn interrupt_after(scenario: &Scenario, directory: &Path, seeds: u32) {
    let begun = AtomicU32::new(0);
    let dying = |scenario: &Scenario, seed: u64, snapshots: bool| -> Record {
        assert!(begun.fetch_add(1, Ordering::SeqCst) < seeds, "interrupted");
        record(scenario, seed, snapshots)
    };
    let job = job(scenario, directory, &BOTH, 1);
    let died = job.run(dying, |_| {}).unwrap_err();
    assert!(died.message().ends_with("the run panicked: interrupted"), "{died}");
    assert!(!directory.join("run.json").exists());
    assert_eq!(job.look().unwrap(), DirectoryState::Unfinished);
}

#[test]
fn parts_that_are_truncated_damaged_or_of_another_run_are_done_again() {
    let (scenario, home) = (scenario(3 * BATCH, WEEKS), tempfile::tempdir().unwrap());
    let whole = home.path().join("whole");
    run(job(&scenario, &whole, &BOTH, 2)).unwrap();
    let mut foreign = scenario.clone();
    foreign.parameters.run.seed = 2;
    let other = home.path().join("other");
    interrupt_after(&foreign, &other, BATCH);
    let damages: [fn(&Path, &Path); 4] = [
        |part, _| {
            let bytes = fs::read(part).unwrap();
            fs::write(part, &bytes[..bytes.len() / 2]).unwrap();
        },
        |part, _| fs::write(part, "").unwrap(),
        |part, _| {
            let mut bytes = fs::read(part).unwrap();
            bytes[1000] ^= 1;
            fs::write(part, bytes).unwrap();
        },
        |part, other| fs::write(part, fs::read(other).unwrap()).unwrap(),
    ];
    for (number, damage) in damages.iter().enumerate() {
        let directory = home.path().join(number.to_string());
        interrupt_after(&scenario, &directory, 2 * BATCH);
        damage(&directory.join("parts/0000000.part"), &other.join("parts/0000000.part"));
        let outcome = run(job(&scenario, &directory, &BOTH, 2)).unwrap();
        assert_eq!(outcome.seeds_found, BATCH, "damage {number}");
        assert!(tables(&directory) == tables(&whole), "damage {number}");
    }
}

#[test]
fn an_interruption_while_the_tables_get_their_names_leaves_all_parts() {
    let (scenario, home) = (scenario(2 * BATCH, WEEKS), tempfile::tempdir().unwrap());
    let directory = home.path().join("run");
    // A table cannot replace a directory of the same name.
    fs::create_dir_all(directory.join("ledger.parquet/inside")).unwrap();
    let forced = Job { force: true, ..job(&scenario, &directory, &PARQUET, 2) };
    let error = run(forced).unwrap_err();
    assert_eq!(error.fault(), Fault::Machine);
    assert!(error.message().contains("ledger.parquet"), "{error}");
    assert!(error.advice().unwrap().contains("the same command goes on"), "{error}");
    assert!(!directory.join("run.json").exists());
    fs::remove_dir_all(directory.join("ledger.parquet")).unwrap();
    let outcome = run(job(&scenario, &directory, &PARQUET, 2)).unwrap();
    assert_eq!(outcome.seeds_found, 2 * BATCH);
    assert!(directory.join("run.json").exists() && !directory.join("parts").exists());
}

#[test]
fn a_finished_run_of_equal_inputs_is_left_alone() {
    let (scenario, home) = (scenario(2, WEEKS), tempfile::tempdir().unwrap());
    run(job(&scenario, home.path(), &PARQUET, 1)).unwrap();
    let manifest = fs::read(home.path().join("run.json")).unwrap();
    let again = job(&scenario, home.path(), &PARQUET, 2);
    assert_eq!(again.look().unwrap(), DirectoryState::Finished);
    let outcome = again.run(|_, _, _| panic!("nothing is left to simulate"), |_| {}).unwrap();
    assert!(outcome.was_finished);
    assert_eq!(fs::read(home.path().join("run.json")).unwrap(), manifest);
}

#[test]
fn anything_else_is_refused_without_force() {
    let (scenario, home) = (scenario(2, WEEKS), tempfile::tempdir().unwrap());
    let refused = |scenario: &Scenario, directory: &Path, formats: &[Format]| {
        let before = tables(directory);
        let error = run(job(scenario, directory, formats, 1)).unwrap_err();
        assert_eq!(error.fault(), Fault::Input);
        assert!(error.advice().unwrap().contains("--force"), "{error}");
        assert!(tables(directory) == before);
        error.message().replace(&directory.display().to_string(), "DIR")
    };
    let directory = home.path().join("foreign");
    fs::create_dir(&directory).unwrap();
    fs::write(directory.join("thesis.txt"), "mine").unwrap();
    let mut messages = vec![refused(&scenario, &directory, &PARQUET)];
    let directory = home.path().join("run");
    run(job(&scenario, &directory, &PARQUET, 1)).unwrap();
    messages.push(refused(&scenario, &directory, &BOTH));
    messages.push(refused(&made_up::scenario(3, WEEKS), &directory, &PARQUET));
    let directory = home.path().join("unfinished");
    interrupt_after(&made_up::scenario(BATCH + 1, WEEKS), &directory, 1);
    let error = run(job(&scenario, &directory, &PARQUET, 1)).unwrap_err();
    messages.push(error.message().replace(&directory.display().to_string(), "DIR"));
    insta::assert_snapshot!(messages.join("\n"), @r"
    DIR holds files that are not from a finished run
    DIR holds this run in other formats
    DIR holds another run: made_up, 2 seeds from 1, 260 weeks, version 0.1.0
    DIR holds an unfinished run of other inputs
    ");
}

#[test]
fn a_file_in_place_of_the_directory_is_an_error() {
    let (scenario, home) = (scenario(1, WEEKS), tempfile::tempdir().unwrap());
    let file = home.path().join("file");
    fs::write(&file, "mine").unwrap();
    let error = run(Job { force: true, ..job(&scenario, &file, &PARQUET, 1) }).unwrap_err();
    assert_eq!(error.fault(), Fault::Input);
    assert!(error.message().ends_with("is a file, not a directory"), "{error}");
    let error = run(job(&scenario, &file.join("below"), &PARQUET, 1)).unwrap_err();
    assert_eq!(error.fault(), Fault::Machine);
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

#[test]
fn force_replaces_what_a_run_writes_and_nothing_else() {
    let (first, second, home) = (scenario(2, WEEKS), scenario(3, WEEKS), tempfile::tempdir().unwrap());
    let (directory, fresh) = (home.path().join("run"), home.path().join("fresh"));
    run(job(&first, &directory, &BOTH, 1)).unwrap();
    fs::write(directory.join("thesis.txt"), "mine").unwrap();
    fs::create_dir(directory.join("parts")).unwrap();
    fs::write(directory.join("parts/spare.txt"), "mine").unwrap();
    run(Job { force: true, ..job(&second, &directory, &PARQUET, 1) }).unwrap();
    assert_eq!(fs::read(directory.join("thesis.txt")).unwrap(), b"mine");
    assert_eq!(fs::read(directory.join("parts/spare.txt")).unwrap(), b"mine");
    fs::remove_file(directory.join("thesis.txt")).unwrap();
    fs::remove_dir_all(directory.join("parts")).unwrap();
    run(job(&second, &fresh, &PARQUET, 1)).unwrap();
    assert!(tables(&directory) == tables(&fresh), "tables in formats no longer asked for go");
}

#[test]
fn an_old_run_stays_whole_until_the_new_one_is() {
    let (first, second, home) = (scenario(2, WEEKS), scenario(2 * BATCH, WEEKS), tempfile::tempdir().unwrap());
    run(job(&first, home.path(), &PARQUET, 1)).unwrap();
    let old = tables(home.path());
    let begun = AtomicU32::new(0);
    let dying = |scenario: &Scenario, seed: u64, snapshots: bool| -> Record {
        assert!(begun.fetch_add(1, Ordering::SeqCst) < BATCH, "interrupted");
        record(scenario, seed, snapshots)
    };
    let forced = Job { force: true, ..job(&second, home.path(), &PARQUET, 1) };
    assert!(forced.run(dying, |_| {}).is_err());
    assert_eq!(Run::open(home.path()).unwrap().manifest().seeds, 2);
    let mut now = tables(home.path());
    now.retain(|name, _| !name.starts_with("parts/"));
    assert!(now == old);
    assert_eq!(run(forced).unwrap().seeds_found, BATCH, "the same command goes on");
}

#[test]
fn what_was_recorded_reads_back_equal_from_either_format() {
    for formats in [&PARQUET[..], &[Format::Csv], &[Format::Spreadsheet]] {
        let (scenario, home) = (scenario(BATCH + 1, WEEKS), tempfile::tempdir().unwrap());
        let run = run(job(&scenario, home.path(), formats, 2)).unwrap().run;
        let records: Vec<Record> = (1..=u64::from(BATCH) + 1).map(|seed| record(&scenario, seed, seed == 1)).collect();
        let ledger: Vec<_> = run.ledger().unwrap().unwrap().map(|row| row.unwrap()).collect();
        assert_eq!(ledger.len(), records.len() * made_up::EVENTS);
        let rows = records.iter().flat_map(|record| record.ledger.iter().map(|row| (record.seed, *row)));
        assert!(ledger.iter().map(|row| (row.seed, row.row)).eq(rows));
        let rows = records.iter().flat_map(|record| record.lapses.iter().map(|row| (record.seed, *row)));
        assert!(run.lapses().unwrap().unwrap().map(|row| row.map(|row| (row.seed, row.row)).unwrap()).eq(rows));
        let rows = records.iter().flat_map(|record| record.onsets.iter().map(|row| (record.seed, *row)));
        assert!(run.onsets().unwrap().unwrap().map(|row| row.map(|row| (row.seed, row.row)).unwrap()).eq(rows));
        assert_eq!(run.snapshots().unwrap(), records[0].snapshots);
        let series: Vec<_> = run.series().unwrap().map(|seed| seed.unwrap()).collect();
        assert_eq!(series.len(), records.len());
        for (series, record) in series.iter().zip(&records) {
            assert_eq!(series.seed, record.seed);
            let bits = |columns: &[Vec<f64>]| -> Vec<Vec<Option<u64>>> {
                columns.iter().map(|c| c.iter().map(|v| (!v.is_nan()).then(|| v.to_bits())).collect()).collect()
            };
            assert_eq!(bits(&series.metrics), bits(&record.series));
        }
    }
}

#[test]
fn summary_figures_are_those_computed_by_hand() {
    let (scenario, home) = (scenario(3, WEEKS), tempfile::tempdir().unwrap());
    let run = run(job(&scenario, home.path(), &PARQUET, 2)).unwrap().run;
    let series: Vec<Record> = (1..=3).map(|seed| record(&scenario, seed, false)).collect();
    let summary = run.summary().unwrap();
    assert_eq!(summary.len(), run.metrics().len());
    let figure = summary[0].weeks[7];
    let values: Vec<f64> = series.iter().map(|record| record.series[0][7]).collect();
    let mean = values.iter().sum::<f64>() / 3.0;
    let deviation = (values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / 2.0).sqrt();
    assert_eq!(figure.count, 3);
    let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    near(figure.mean, mean);
    near(figure.standard_deviation, deviation);
    near(figure.upper95, mean + 4.302_652_729_911_275 * deviation / 3.0_f64.sqrt());
    // The last metric is defined for seeds 1 and 3 in week 0, and for none in week 1.
    let last = &summary.last().unwrap().weeks;
    assert_eq!((last[0].count, last[0].mean, last[0].standard_deviation), (2, 0.5, 0.0));
    assert!(last[1].count == 0 && last[1].mean.is_nan());
    let text = fs::read_to_string(home.path().join("summary.csv")).unwrap();
    assert!(text.contains("\n1,tie_correlation_embeddedness,0,,,,\n"), "undefined figures are empty cells");
    let totals = run.totals().unwrap();
    let chance = totals.iter().find(|total| total.metric == "latent_by_chance").unwrap();
    near(chance.figure.mean, 0.2 / 3.0);
    let cases = run.reproduction().unwrap();
    assert!(cases.iter().all(|row| row.year.is_none_or(|year| year <= 3)));
    let all = cases.iter().find(|row| row.effect.name() == "lock_in" && row.year.is_none()).unwrap();
    assert_eq!((all.cases, all.locus), (30.0, None));
    assert_eq!(run.groups().unwrap()[0].member, "B");
    assert_eq!(run.exposure().unwrap().len(), 3);
    assert_eq!(run.transitions().unwrap().len(), 32);
    let adoptions: f64 = run.transmissions().unwrap().iter().map(|row| row.adoptions).sum();
    assert_eq!(adoptions.round(), made_up::EVENTS as f64);
}

#[test]
fn with_one_seed_intervals_are_empty() {
    let (scenario, home) = (scenario(1, WEEKS), tempfile::tempdir().unwrap());
    let run = run(job(&scenario, home.path(), &PARQUET, 2)).unwrap().run;
    let figure = run.summary().unwrap()[0].weeks[3];
    assert!(figure.count == 1 && figure.mean.is_finite() && figure.lower95.is_nan());
    assert!(run.transmissions().unwrap()[0].adoptions_se.is_nan());
}

#[test]
fn tables_that_were_switched_off_are_not_there() {
    let (mut scenario, home) = (scenario(2, WEEKS), tempfile::tempdir().unwrap());
    scenario.parameters.record.ledger = false;
    scenario.parameters.record.onsets = false;
    let without = |scenario: &Scenario, seed: u64, _: bool| {
        let mut record = record(scenario, seed, false);
        (record.ledger, record.lapses, record.onsets) = (Vec::new(), Vec::new(), Vec::new());
        record.reproduction = None;
        record
    };
    let run = job(&scenario, home.path(), &PARQUET, 1).run(without, |_| {}).unwrap().run;
    assert_eq!(run.manifest().tables, ["series"]);
    assert!(run.ledger().unwrap().is_none() && run.onsets().unwrap().is_none());
    assert!(run.snapshots().unwrap().is_empty() && run.reproduction().unwrap().is_empty());
    assert!(!home.path().join("ledger.parquet").exists());
}

#[test]
fn progress_counts_every_seed_and_those_found() {
    let (scenario, home) = (scenario(BATCH + 3, WEEKS), tempfile::tempdir().unwrap());
    interrupt_after(&scenario, home.path(), BATCH);
    let told = std::sync::Mutex::new(Vec::new());
    job(&scenario, home.path(), &BOTH, 1)
        .run(record, |progress| told.lock().unwrap().push((progress.done, progress.runs)))
        .unwrap();
    assert_eq!(told.into_inner().unwrap(), [(16, 19), (17, 19), (18, 19), (19, 19)]);
}

#[test]
fn seeds_beyond_the_largest_are_refused() {
    let (mut scenario, home) = (scenario(3, WEEKS), tempfile::tempdir().unwrap());
    scenario.parameters.run.seed = i64::MAX as u64 - 1;
    let error = run(job(&scenario, home.path(), &PARQUET, 1)).unwrap_err();
    assert_eq!(error.fault(), Fault::Input);
}

#[test]
fn force_never_touches_what_the_program_did_not_write() {
    let (scenario, home) = (scenario(2, WEEKS), tempfile::tempdir().unwrap());
    let forced = Job { force: true, ..job(&scenario, home.path(), &BOTH, 1) };
    for (name, remains) in [("ties.csv", true), ("report.html", true), ("summary.csv", true), ("managers.txt", false)] {
        let path = home.path().join(name);
        fs::write(&path, b"mine").unwrap();
        let refused = run(forced);
        assert_eq!(refused.is_err(), remains, "{name}");
        if let Err(error) = refused {
            assert!(error.message().contains(name), "{error}");
        }
        assert_eq!(fs::read(&path).unwrap(), b"mine");
        fs::remove_file(&path).unwrap();
    }
    // Everything in the directory now was written by the program, and may be replaced.
    assert!(run(forced).is_ok());
}

#[cfg(unix)]
#[test]
fn force_follows_no_link_in_the_directory() {
    let (scenario, home) = (scenario(2, WEEKS), tempfile::tempdir().unwrap());
    let (directory, outside) = (home.path().join("out"), home.path().join("outside"));
    run(job(&scenario, &directory, &PARQUET, 1)).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("0000000.part"), b"mine").unwrap();
    let forced = Job { force: true, ..job(&scenario, &directory, &PARQUET, 1) };
    for folder in ["parts", "charts"] {
        std::os::unix::fs::symlink(&outside, directory.join(folder)).unwrap();
        assert!(run(forced).unwrap_err().message().ends_with("is a link"));
        fs::remove_file(directory.join(folder)).unwrap();
    }
    assert_eq!(fs::read(outside.join("0000000.part")).unwrap(), b"mine");
}
