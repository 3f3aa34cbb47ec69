//! Runs the tests under each mutation.

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::Mutation;
use crate::tree::{TESTS, Tree};

/// A test that has taken so many seconds of processor time, many times what any takes, is taken to have caught the
/// mutation. Processor time, since a busy machine must not catch one.
const PATIENCE: u32 = 120;
/// What the system ends such a test with.
const SIGXCPU: i32 = 24;

/// How a test ended.
#[derive(Clone, Copy, PartialEq)]
enum Ending {
    Passed,
    Failed,
    TooLong,
}

/// Those of a sample: `DARKSIDE_SAMPLE=300` takes as many, in an order that `DARKSIDE_SAMPLE_SEED` decides;
/// `DARKSIDE_PLACES=src/week/ties.rs:134,src/observe/` those whose places begin so.
pub fn sample(mut mutations: Vec<Mutation>) -> Vec<Mutation> {
    if let Ok(places) = std::env::var("DARKSIDE_PLACES") {
        mutations.retain(|mutation| places.split(',').any(|place| mutation.place.starts_with(place)));
    }
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let Some(size) = number("DARKSIDE_SAMPLE") else { return mutations };
    let seed = number("DARKSIDE_SAMPLE_SEED").unwrap_or(1);
    let mut drawn: Vec<(u64, Mutation)> =
        mutations.into_iter().map(|mutation| (mixed(seed ^ (u64::from(mutation.number) << 20)), mutation)).collect();
    drawn.sort_by_key(|(word, _)| *word);
    drawn.into_iter().take(size as usize).map(|(_, mutation)| mutation).collect()
}

/// SplitMix64.
fn mixed(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Tries all mutations, two at a time, and prints one line for each; says how many survived.
pub fn all(tree: &Tree, tests: &[PathBuf], mutations: &[Mutation]) -> Result<usize, String> {
    for (test, program) in TESTS.iter().zip(tests) {
        if wanted(test) && run(tree, test, program, 0) != Ending::Passed {
            return Err(format!("{test} does not pass without any mutation"));
        }
    }
    let (next, survivors, unexpected) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    let out = Mutex::new(std::io::stdout());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(mutation) = mutations.get(next.fetch_add(1, Relaxed)) {
                    let verdict = verdict(tree, tests, mutation);
                    survivors.fetch_add(usize::from(verdict == "SURVIVED"), Relaxed);
                    let other = mutation.expected.as_ref().is_some_and(|expected| *expected != verdict);
                    unexpected.fetch_add(usize::from(other), Relaxed);
                    let Mutation { number, place, what, .. } = mutation;
                    if let Ok(mut out) = out.lock() {
                        let _ = writeln!(out, "{number}\t{verdict}\t{place}\t{what}").and_then(|()| out.flush());
                    }
                }
            });
        }
    });
    let (survivors, unexpected) = (survivors.into_inner(), unexpected.into_inner());
    println!(
        "{} tried, {survivors} survived, {unexpected} not caught by the test that the list names",
        mutations.len()
    );
    Ok(survivors)
}

/// `DARKSIDE_TESTS=second_engine,golden` tries these alone.
fn wanted(test: &str) -> bool {
    std::env::var("DARKSIDE_TESTS").map_or(true, |list| list.split(',').any(|name| name == test))
}

/// The first test that fails.
fn verdict(tree: &Tree, tests: &[PathBuf], mutation: &Mutation) -> String {
    let mut order: Vec<usize> = (0..tests.len()).filter(|&test| wanted(TESTS[test])).collect();
    order.sort_by_key(|&test| mutation.expected.as_deref() != Some(TESTS[test]));
    for test in order {
        match run(tree, TESTS[test], &tests[test], mutation.number) {
            Ending::Passed => {}
            Ending::Failed => return TESTS[test].into(),
            Ending::TooLong => return format!("{} (never ends)", TESTS[test]),
        }
    }
    "SURVIVED".into()
}

fn run(tree: &Tree, test: &str, program: &PathBuf, mutation: u32) -> Ending {
    let cases = std::env::var("PROPTEST_CASES").unwrap_or_else(|_| "60".into());
    // A mutation may ask for all memory there is.
    let mut command = Command::new("sh");
    command
        .args(["-c", &format!("ulimit -v 6000000; ulimit -St {PATIENCE}; exec \"$@\""), "sh"])
        .arg(program)
        .current_dir(&tree.folder)
        .env("DARKSIDE_MUTATION", mutation.to_string())
        .env("CARGO_MANIFEST_DIR", &tree.folder)
        .env("INSTA_WORKSPACE_ROOT", &tree.folder)
        .env("INSTA_UPDATE", "no")
        .env("PROPTEST_CASES", cases)
        .env("PROPTEST_MAX_SHRINK_ITERS", "0")
        .env("RUST_TEST_THREADS", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if test == "second_engine" {
        // As well at the edges.
        command.arg("both_engines_agree");
    }
    match command.status() {
        Ok(status) if status.success() => Ending::Passed,
        Ok(status) if status.signal() == Some(SIGXCPU) => Ending::TooLong,
        _ => Ending::Failed,
    }
}
