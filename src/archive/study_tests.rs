use super::*;
use crate::table::Column;

const FORMATS: [Format; 2] = [Format::Csv, Format::Parquet];

fn study<'a>(directory: &'a Path, inputs: &str) -> Study<'a> {
    let inputs = Digest::of(inputs.as_bytes());
    Study { kind: "compare", inputs, directory, formats: &FORMATS, force: false, command: &[] }
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
    fs::write(writing.file("report.html").unwrap(), "page").unwrap();
    writing.finish(StudySummary { question: "what if?".into(), ..StudySummary::default() }).unwrap()
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
    assert_eq!(names(&directory), ["compare.json", "effects.csv", "effects.parquet", "report.html"]);
    assert_eq!(study(&directory, "x").finished().unwrap(), Some(manifest));
    assert_eq!(fs::read_to_string(directory.join("effects.csv")).unwrap(), "arm,difference\na,0.5\nb,\n");
}

#[test]
fn equal_tables_have_equal_digests_and_others_other_ones() {
    let digest = |name: &str, value: f64| {
        let mut digest = TablesDigest::new();
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
    let text = fs::read_to_string(&path).unwrap().replace(VERSION, "0.0.0");
    fs::write(&path, text).unwrap();
    assert_eq!(
        said(&study(&directory, "x")),
        format!("DIR holds a `darkside compare` of version 0.0.0; this is {VERSION}")
    );
    assert_eq!(names(&directory).len(), 4, "nothing was touched");
}

#[test]
fn force_removes_what_the_earlier_study_wrote_and_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().to_owned();
    fs::write(directory.join("notes.txt"), "mine").unwrap();
    assert!(study(&directory, "x").begin().is_err());
    write(&forced(&directory, "x"), &["effects", "courses"]);
    write(&forced(&directory, "y"), &["effects"]);
    assert_eq!(names(&directory), ["compare.json", "effects.csv", "effects.parquet", "notes.txt", "report.html"]);
    assert_eq!(study(&directory, "y").look().unwrap(), Found::Finished);
}

#[test]
fn an_interrupted_study_is_not_taken_for_whole_and_begins_again() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().to_owned();
    let interrupted = study(&directory, "x");
    let mut writing = interrupted.begin().unwrap();
    writing.table("courses", &effects(0.5)).unwrap();
    drop(writing);
    assert_eq!(study(&directory, "x").look().unwrap(), Found::Unfinished);
    assert!(study(&directory, "x").finished().unwrap().is_none());
    let said = study(&directory, "y").look().unwrap_err();
    assert!(said.message().ends_with("holds an unfinished `darkside compare` of other inputs"), "{said}");
    write(&study(&directory, "x"), &["effects"]);
    assert_eq!(names(&directory), ["compare.json", "effects.csv", "effects.parquet", "report.html"]);
}

#[test]
fn a_name_in_a_manifest_never_reaches_outside_the_directory() {
    let place = tempfile::tempdir().unwrap();
    let directory = place.path().join("answer");
    write(&study(&directory, "x"), &["effects"]);
    let outside = place.path().join("outside.txt");
    fs::write(&outside, "mine").unwrap();
    let path = directory.join("compare.json");
    let text = fs::read_to_string(&path).unwrap().replace("\"report.html\"", "\"../outside.txt\"");
    fs::write(&path, text).unwrap();
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

#[test]
fn finished_runs_outlive_an_interruption_of_the_same_study_and_no_other() {
    let place = tempfile::tempdir().unwrap();
    let kept = |study: &Study<'_>| {
        let writing = study.begin().unwrap();
        let log = writing.run_log(2).unwrap();
        let found = log.read(3).unwrap();
        log.write(3, &[0.5, 1.5]).unwrap();
        found
    };
    assert_eq!(kept(&study(place.path(), "x")), None);
    assert_eq!(kept(&study(place.path(), "x")), Some(vec![0.5, 1.5]));
    assert_eq!(kept(&forced(place.path(), "x")), None, "--force runs everything again");
    assert_eq!(kept(&forced(place.path(), "y")), None);
    write(&study(place.path(), "y"), &["effects"]);
    assert_eq!(names(place.path()), ["compare.json", "effects.csv", "effects.parquet", "report.html"]);
}

#[test]
fn what_a_power_cut_leaves_of_a_mark_does_not_get_in_the_way() {
    let place = tempfile::tempdir().unwrap();
    let begun = study(place.path(), "x");
    begun.begin().unwrap().table("courses", &effects(0.5)).unwrap();
    let mark = place.path().join("compare.unfinished");
    let mut text = fs::read(&mark).unwrap();
    text.extend(b"\0\0\0\n\xff\xfe\nreport.html\n");
    fs::write(&mark, text).unwrap();
    write(&study(place.path(), "x"), &["effects"]);
    assert_eq!(names(place.path()), ["compare.json", "effects.csv", "effects.parquet", "report.html"]);
}

#[test]
fn what_a_kill_at_the_very_end_leaves_goes_with_the_next_look() {
    let place = tempfile::tempdir().unwrap();
    write(&study(place.path(), "x"), &["effects"]);
    for stray in ["compare.unfinished", "compare.runs"] {
        fs::write(place.path().join(stray), "").unwrap();
    }
    assert!(study(place.path(), "x").finished().unwrap().is_some());
    assert_eq!(names(place.path()).len(), 4);
}
