//! Hostile input: ten thousand files made wrong, from a corpus of small ones, through every reader of the crate.
//!
//! `HOSTILE_CASES` sets another number of cases, `HOSTILE_SEED` another beginning, `HOSTILE_KIND` one kind alone. The
//! fuzzer that is guided by coverage is in `fuzz/`; what it found lies in the corpus.

mod mutate;
mod reading;

use std::path::{Path, PathBuf};

use mutate::{Numbers, mutate};
use reading::{Kind, Reader};

/// Cases of the ordinary test, over all kinds together.
const CASES: usize = 10_000;

fn corpus(kind: &Kind) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/corpus").join(kind.name())
}

/// The corpus of a kind, in the order of names, and the file of an undisturbed run.
fn seeds(reader: &Reader, kind: &Kind) -> Vec<Vec<u8>> {
    let mut paths: Vec<PathBuf> = match std::fs::read_dir(corpus(kind)) {
        Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => Vec::new(),
    };
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap()).collect();
    seeds.extend(reader.original(kind));
    seeds
}

fn from_environment<T: std::str::FromStr>(name: &str, default: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn the_corpus_is_read_or_refused() {
    let mut reader = Reader::new();
    for kind in Kind::all() {
        let seeds = seeds(&reader, &kind);
        let taken = seeds.iter().filter(|bytes| reader.read(&kind, bytes)).count();
        assert!(taken > 0, "a corpus of {} in which nothing is right tests only refusals", kind.name());
    }
}

#[test]
fn ten_thousand_wrong_files_are_read_or_refused() {
    let kinds = Kind::all();
    let only: String = from_environment("HOSTILE_KIND", String::new());
    let kinds: Vec<&Kind> = kinds.iter().filter(|kind| only.is_empty() || kind.name() == only).collect();
    let cases = from_environment("HOSTILE_CASES", CASES);
    let first = from_environment("HOSTILE_SEED", 0);
    let (mut taken, mut done) = (0, 0);
    let mut reader = Reader::new();
    for (number, kind) in kinds.iter().enumerate() {
        let seeds = seeds(&reader, kind);
        // Those that come first get what cannot be shared out.
        let share = cases / kinds.len() + usize::from(number < cases % kinds.len());
        for case in 0..share {
            let seed = first + (case as u64) * 1000 + number as u64;
            let mut numbers = Numbers(seed);
            let (one, other) = (numbers.pick(&seeds), numbers.pick(&seeds));
            let bytes = mutate(&mut numbers, one, other);
            let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| reader.read(kind, &bytes)));
            let Ok(was_taken) = result else {
                let path = std::env::temp_dir().join(format!("hostile-{}-{seed}", kind.name()));
                std::fs::write(&path, &bytes).unwrap();
                panic!("{} of seed {seed} is neither read nor refused: see {}", kind.name(), path.display());
            };
            taken += usize::from(was_taken);
            done += 1;
        }
    }
    println!("{done} cases, {taken} of them taken");
    assert_eq!(done, cases);
}
