use super::*;
use crate::archive::checksum::is_as_written;
use crate::archive::study_digest::TablesDigest;
use crate::archive::{StudySummary, checksum};
use crate::experiment::RunLog;
use crate::table::{Column, Table};
use std::fs;

const FORMATS: [Format; 2] = [Format::Csv, Format::Parquet];

fn study<'a>(directory: &'a Path, inputs: &str) -> Study<'a> {
    let inputs = Digest::of(inputs.as_bytes());
    Study { kind: "compare", inputs, numbers: 2, directory, formats: &FORMATS, force: false, command: &[] }
}

fn forced<'a>(directory: &'a Path, inputs: &str) -> Study<'a> {
    Study { force: true, ..study(directory, inputs) }
}

fn effects(value: f64) -> Table {
    Table {
        columns: vec![
            Column::words("arm", "the arm", ["a", "b"]),
            Column::numbers("difference", darkside_engine::parameter::Unit::Share, "difference", [value, f64::NAN]),
        ],
    }
}

fn write(study: &Study<'_>, tables: &[&str]) -> StudyManifest {
    let mut writing = study.begin().unwrap();
    for name in tables {
        writing.table(name, &effects(0.5)).unwrap();
    }
    writing.text("report.html", "page").unwrap();
    fs::write(writing.pictures().join("dots.svg"), "picture").unwrap();
    writing.finish(StudySummary { question: "what if?".into(), ..StudySummary::default() }, 1).unwrap()
}

/// Changes a manifest's text and seals it again.
fn changed(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(is_as_written(&text) && text.contains(from), "{text}");
    let manifest: StudyManifest = serde_json::from_str(&text.replace(from, to)).unwrap();
    fs::write(path, checksum::sealed(&manifest).unwrap()).unwrap();
}

fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        directory.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_finished_study_holds_its_files_and_is_known_again() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().join("answer");
    let manifest = write(&study(&directory, "x"), &["effects"]);
    assert_eq!(names(&directory), ["charts", "compare.json", "effects.csv", "effects.parquet", "report.html"]);
    assert_eq!(study(&directory, "x").finished().unwrap(), Some(manifest));
    assert_eq!(fs::read_to_string(directory.join("effects.csv")).unwrap(), "arm,difference\na,0.5\nb,\n");
}

#[test]
fn equal_tables_have_equal_digests_and_others_other_ones() {
    let digest = |name: &str, value: f64| {
        let mut digest = TablesDigest::default();
        digest.table(name, &effects(value));
        digest.finish()
    };
    assert_eq!(digest("effects", 0.5), digest("effects", 0.5));
    assert_ne!(digest("effects", 0.5), digest("effects", 0.25));
    assert_ne!(digest("effects", 0.5), digest("others", 0.5));
}

#[test]
fn another_study_another_version_and_foreign_files_are_refused() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().join("answer");
    write(&study(&directory, "x"), &["effects"]);
    let said = |study: &Study<'_>| study.begin().unwrap_err().message().replace(directory.to_str().unwrap(), "DIR");
    assert_eq!(said(&study(&directory, "y")), "DIR holds another `darkside compare`: what if?");
    let csv = Study { formats: &[Format::Csv], ..study(&directory, "x") };
    assert_eq!(said(&csv), "DIR holds this answer in other formats");
    let test = Study { kind: "test", ..study(&directory, "x") };
    assert_eq!(said(&test), "DIR holds files that are not from a finished `darkside test`");
    let path = directory.join("compare.json");
    changed(&path, VERSION, "0.0.0");
    assert_eq!(
        said(&study(&directory, "x")),
        format!("DIR holds a `darkside compare` of version 0.0.0; this is {VERSION}")
    );
    assert_eq!(names(&directory).len(), 5, "nothing was touched");
}

#[test]
fn force_removes_what_the_earlier_study_wrote_and_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().to_owned();
    fs::write(directory.join("notes.txt"), "mine").unwrap();
    assert!(study(&directory, "x").begin().is_err());
    write(&forced(&directory, "x"), &["effects", "courses"]);
    write(&forced(&directory, "y"), &["effects"]);
    assert_eq!(
        names(&directory),
        ["charts", "compare.json", "effects.csv", "effects.parquet", "notes.txt", "report.html"]
    );
    assert_eq!(study(&directory, "y").look().unwrap(), DirectoryState::Finished);
}

#[test]
fn an_interrupted_study_is_not_taken_for_whole_and_begins_again() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().to_owned();
    let interrupted = study(&directory, "x");
    let mut writing = interrupted.begin().unwrap();
    writing.table("courses", &effects(0.5)).unwrap();
    drop(writing);
    assert_eq!(study(&directory, "x").look().unwrap(), DirectoryState::Unfinished);
    assert!(study(&directory, "x").finished().unwrap().is_none());
    let said = study(&directory, "y").look().unwrap_err();
    assert!(said.message().ends_with("holds an unfinished `darkside compare` of other inputs"), "{said}");
    write(&study(&directory, "x"), &["effects"]);
    assert_eq!(names(&directory), ["charts", "compare.json", "effects.csv", "effects.parquet", "report.html"]);
}

#[test]
fn a_name_in_a_manifest_never_reaches_outside_the_directory() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().join("answer");
    write(&study(&directory, "x"), &["effects"]);
    let outside = place.path().join("outside.txt");
    fs::write(&outside, "mine").unwrap();
    let path = directory.join("compare.json");
    changed(&path, "\"report.html\"", "\"../outside.txt\"");
    write(&forced(&directory, "y"), &[]);
    assert!(outside.exists());
}

#[cfg(unix)]
#[test]
fn while_it_is_written_nobody_else_writes() {
    let place = tempfile::tempdir().unwrap();
    let study = study(place.path(), "x");
    let writing = study.begin().unwrap();
    assert!(study.begin().unwrap_err().message().starts_with("another process is writing into"));
    drop(writing);
    study.begin().unwrap();
}

/// Reads run 3 of a study, then writes it; the study stays unfinished.
fn kept(study: &Study<'_>) -> Option<Vec<f64>> {
    let log = study.begin().unwrap().run_log().unwrap();
    let found = log.read(3).unwrap();
    log.write(3, &[0.5, 1.5]).unwrap();
    found
}

#[test]
fn finished_runs_outlive_an_interruption_of_the_same_study_and_no_other() {
    let place = tempfile::tempdir().unwrap();
    assert_eq!(kept(&study(place.path(), "x")), None);
    assert_eq!(kept(&study(place.path(), "x")), Some(vec![0.5, 1.5]));
    assert_eq!(kept(&forced(place.path(), "y")), None);
    write(&study(place.path(), "y"), &["effects"]);
    assert_eq!(kept(&forced(place.path(), "y")), None, "--force runs everything again");
    assert_eq!(kept(&forced(place.path(), "y")), Some(vec![0.5, 1.5]), "and interrupted, it continues");
}

#[test]
fn an_old_answer_stays_whole_until_the_new_one_is() {
    let place = tempfile::tempdir().unwrap();
    let old = write(&study(place.path(), "x"), &["effects"]);
    let other = forced(place.path(), "y");
    let mut writing = other.begin().unwrap();
    writing.table("effects", &effects(0.25)).unwrap();
    drop(writing);
    assert_eq!(StudyManifest::read(place.path(), "compare").unwrap(), old);
    for name in old.checksums.keys() {
        checksum::open(place.path(), name, &old.checksums).unwrap();
    }
}

#[test]
fn a_lost_or_empty_file_is_made_again_from_the_runs_that_are_kept() {
    let place = tempfile::tempdir().unwrap();
    let study = study(place.path(), "x");
    let begun = study.begin().unwrap();
    begun.run_log().unwrap().write(3, &[0.5, 1.5]).unwrap();
    drop(begun);
    let first = write(&study, &["effects"]);
    assert!(first.checksums.contains_key("compare.runs") && first.checksums.contains_key("charts/dots.svg"));
    for damage in [|file: &Path| fs::remove_file(file).unwrap(), |file: &Path| fs::write(file, "").unwrap()] {
        for name in ["report.html", "charts/dots.svg", "effects.csv"] {
            assert!(study.finished().unwrap().is_some());
            damage(&place.path().join(name));
            assert!(study.finished().unwrap().is_none(), "{name}");
            let begun = study.begin().unwrap();
            assert_eq!(begun.run_log().unwrap().read(3).unwrap(), Some(vec![0.5, 1.5]));
            drop(begun);
            assert_eq!(write(&study, &["effects"]), first);
        }
    }
}

#[test]
fn no_file_of_a_study_lands_on_one_of_somebody_else() {
    let place = tempfile::tempdir().unwrap();
    let study = study(place.path(), "x");
    let mut writing = study.begin().unwrap();
    writing.table("effects", &effects(0.5)).unwrap();
    fs::write(place.path().join("effects.csv"), "mine").unwrap();
    let refused = writing.finish(StudySummary::default(), 1).unwrap_err();
    assert!(refused.message().contains("effects.csv would be replaced"), "{refused}");
    assert_eq!(fs::read(place.path().join("effects.csv")).unwrap(), b"mine");
    fs::remove_file(place.path().join("effects.csv")).unwrap();
    write(&study, &["effects"]);
}

#[test]
fn where_nothing_can_be_locked_two_at_once_are_noticed() {
    let place = tempfile::tempdir().unwrap();
    let (one, other) = (study(place.path(), "x"), forced(place.path(), "y"));
    let mut writing = one.begin().unwrap();
    writing.table("effects", &effects(0.5)).unwrap();
    // As another process would if it were not kept out.
    other.place().begin().unwrap();
    let refused = writing.finish(StudySummary::default(), 1).unwrap_err();
    assert!(refused.message().starts_with("another process has written into"), "{refused}");
}

#[test]
fn what_a_kill_at_the_very_end_leaves_goes_with_the_next_look() {
    let place = tempfile::tempdir().unwrap();
    write(&study(place.path(), "x"), &["effects"]);
    fs::create_dir_all(place.path().join("parts/views.unfinished")).unwrap();
    fs::write(place.path().join("parts/replaced.txt"), "").unwrap();
    assert!(study(place.path(), "x").finished().unwrap().is_some());
    assert_eq!(names(place.path()).len(), 5);
}
