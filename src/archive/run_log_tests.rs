use super::*;

const REASON: usize = 480;

fn file(path: &Path, inputs: &str) -> RunFile {
    let shape = LogShape { coordinates: 2, digest: true, numbers: 4, reason: REASON };
    RunFile::open(path, shape, inputs, true).unwrap()
}

fn read(file: &RunFile, run: u64) -> Option<LoggedRun> {
    file.entries(run, 1).unwrap().pop().flatten()
}

fn run(outcome: f64) -> LoggedRun {
    let result = Ok((Some(Digest::of(b"run")), vec![outcome, f64::NAN, -0.0, 0.5]));
    LoggedRun { coordinates: vec![0.1, f64::INFINITY], result }
}

#[test]
fn places_are_filled_in_any_order_and_the_others_stay_empty() {
    let directory = tempfile::tempdir().unwrap();
    let file = file(&directory.path().join("runs"), "a");
    assert_eq!(read(&file, 3), None);
    file.keep(5, &run(1.0)).unwrap();
    let aside = LoggedRun { coordinates: vec![1.0, 2.0], result: Err("offset is above onset\nhelp".into()) };
    file.keep(2, &aside).unwrap();
    assert_eq!(format!("{:?}", read(&file, 5).unwrap()), format!("{:?}", run(1.0)));
    assert_eq!(read(&file, 2).unwrap().result, Err("offset is above onset help".into()));
    assert_eq!(file.count().unwrap(), (2, 0));
    let all: Vec<bool> = file.entries(0, 8).unwrap().iter().map(Option::is_some).collect();
    assert_eq!(all, [false, false, true, false, false, true, false, false]);
}

#[test]
fn what_is_damaged_cut_off_moved_or_of_another_experiment_is_empty() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("runs");
    let these = file(&path, "a");
    these.keep(0, &run(1.0)).unwrap();
    these.keep(1, &run(2.0)).unwrap();
    assert_eq!(read(&file(&path, "b"), 0), None, "another experiment");
    let whole = std::fs::read(&path).unwrap();
    let length = these.shape.bytes();
    for byte in [0, 1, 5, 60, length - 1] {
        let mut damaged = whole.clone();
        damaged[byte] ^= 1;
        std::fs::write(&path, damaged).unwrap();
        assert!(read(&these, 0).is_none() && read(&these, 1).is_some(), "byte {byte}");
        assert_eq!(these.count().unwrap(), (1, 1));
    }
    std::fs::write(&path, &whole[..whole.len() - 1]).unwrap();
    assert!(read(&these, 0).is_some() && read(&these, 1).is_none(), "cut off");
    std::fs::write(&path, [&whole[length..], &whole[..length]].concat()).unwrap();
    assert!(read(&these, 0).is_none(), "moved");
}

#[test]
fn numbers_alone_come_back_bit_by_bit() {
    let directory = tempfile::tempdir().unwrap();
    let shape = LogShape { coordinates: 0, digest: false, numbers: 3, reason: 0 };
    let log = RunFile::open(&directory.path().join("runs"), shape, "a", true).unwrap();
    log.write(1, &[0.1, -0.0]).unwrap();
    let numbers = RunLog::read(&log, 1).unwrap().unwrap();
    assert_eq!(numbers[..2].iter().map(|n| n.to_bits()).collect::<Vec<_>>(), [0.1f64.to_bits(), (-0.0f64).to_bits()]);
    assert!(numbers[2].is_nan() && RunLog::read(&log, 0).unwrap().is_none());
}

#[test]
fn a_long_reason_is_cut_between_letters() {
    let long = "é".repeat(1000);
    let cut = cut(&long, REASON);
    assert!(cut.len() <= REASON && cut.ends_with('…'));
}
