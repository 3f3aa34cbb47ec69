//! Mutation tests: one copy of the crate in which every mutation sits behind a switch, built once.
//!
//! `cargo run --manifest-path tests/mutations/Cargo.toml -- by-hand` tries the mutations of `list.toml`;
//! `... -- generated src/week src/record` makes its own of every operator, literal, assignment, call and function of
//! these files. `TARGET` in `DARKSIDE_MUTATIONS` (default: `target/mutations`) takes the copy and the build.

mod by_hand;
mod generated;
mod tree;
mod trial;

use std::path::PathBuf;
use std::process::ExitCode;

/// A mutation that the copy holds behind the switch of its number.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// The number of its switch.
    pub number: u32,
    /// Where it is, as `file:line`.
    pub place: String,
    /// What it changes.
    pub what: String,
    /// The test that is tried first.
    pub expected: Option<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["by-hand"] => by_hand(),
        ["generated", paths @ ..] if !paths.is_empty() => generated(paths),
        ["list", paths @ ..] if !paths.is_empty() => list(paths),
        _ => Err("usage: by-hand | generated PATH... | list PATH...".into()),
    };
    match done {
        Ok(0) => ExitCode::SUCCESS,
        Ok(survivors) => {
            eprintln!("{survivors} survived");
            ExitCode::FAILURE
        }
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn by_hand() -> Result<usize, String> {
    let tree = tree::Tree::new("by-hand")?;
    let mutations = by_hand::insert(&tree)?;
    let wrong = tree.check()?;
    if !wrong.is_empty() {
        return Err(format!("the copy does not compile: {wrong:?}"));
    }
    let tests = tree.build()?;
    trial::all(&tree, &tests, &trial::sample(mutations))
}

fn generated(paths: &[&str]) -> Result<usize, String> {
    let tree = tree::Tree::new("generated")?;
    let mut unviable: Vec<(String, u32)> = Vec::new();
    loop {
        let mutations = generated::insert(&tree, paths, &unviable)?;
        let wrong = tree.check()?;
        if wrong.is_empty() {
            println!("{} mutations, {} more do not compile", mutations.len(), unviable.len());
            let tests = tree.build()?;
            return trial::all(&tree, &tests, &trial::sample(mutations));
        }
        let before = unviable.len();
        unviable.extend(generated::behind(&tree, &wrong)?);
        if unviable.len() == before {
            return Err(format!("the copy does not compile: {wrong:?}"));
        }
    }
}

/// Prints what `generated` would try, without building anything.
fn list(paths: &[&str]) -> Result<usize, String> {
    for Mutation { number, place, what, .. } in generated::insert(&tree::Tree::new("list")?, paths, &[])? {
        println!("{number}\t{place}\t{what}");
    }
    Ok(0)
}

/// Where the copy and its build are.
pub fn target() -> PathBuf {
    std::env::var_os("DARKSIDE_MUTATIONS").map_or_else(|| root().join("target/mutations"), PathBuf::from)
}

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}
