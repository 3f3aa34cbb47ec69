//! What a sweep's directory holds before a sweep, seen from what is to land there.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::super::layout::{Format, MANIFEST, PARTS, PLAN};
use super::super::owned;
use super::super::plan::{Found, holds_anything};
use super::super::whole_file;
use super::description::SweepManifest;
use super::{NETWORK, OUTCOMES, POINTS, SET_ASIDE, SHARD_MANIFEST, SHARD_RUNS, SWEEP_MANIFEST};
use darkside_error::{Error, Result};

/// The manifest that marks a finished directory of this kind.
pub(super) fn manifest_file(plan: &SweepManifest) -> &'static str {
    if plan.shard.is_some() { SHARD_MANIFEST } else { SWEEP_MANIFEST }
}

/// The file of slots while a sweep goes on.
pub(super) fn slots_path(directory: &Path) -> PathBuf {
    directory.join(PARTS).join("runs.part")
}

/// What `directory` holds.
///
/// # Errors
/// If it is a file, or cannot be read.
pub(super) fn look(plan: &SweepManifest, directory: &Path) -> Result<Found> {
    match fs::metadata(directory) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(cause) => return Err(Error::file(directory, "read", &cause)),
        Ok(what) if !what.is_dir() => {
            return Err(Error::input(format!("{} is a file, not a directory", directory.display()))
                .help("give another directory with --out"));
        }
        Ok(_) => {}
    }
    if directory.join(PARTS).join(PLAN).exists() {
        let same = unfinished(directory).is_some_and(|found| is_same(&found, plan));
        return Ok(if same { Found::Unfinished } else { Found::Other });
    }
    if [SWEEP_MANIFEST, SHARD_MANIFEST, MANIFEST].iter().any(|file| directory.join(file).exists()) {
        return Ok(if finished(directory).is_ok_and(|found| is_same(&found, plan)) {
            Found::Finished
        } else {
            Found::Other
        });
    }
    Ok(if holds_anything(directory)? { Found::Other } else { Found::Nothing })
}

/// The same results in the same formats, and the same words about them.
fn is_same(found: &SweepManifest, plan: &SweepManifest) -> bool {
    found.sweep == plan.sweep && found.shard == plan.shard
}

/// The plan of an unfinished sweep.
pub(super) fn unfinished(directory: &Path) -> Option<SweepManifest> {
    let text = fs::read(directory.join(PARTS).join(PLAN)).ok()?;
    serde_json::from_slice(&text).ok()
}

fn finished(directory: &Path) -> Result<SweepManifest> {
    if directory.join(SHARD_MANIFEST).exists() {
        SweepManifest::read_shard(directory)
    } else {
        SweepManifest::read(directory)
    }
}

/// The refusal to write into a directory that holds something else.
pub(super) fn refusal(plan: &SweepManifest, directory: &Path) -> Error {
    let found = unfinished(directory).map(|found| (found, "an unfinished sweep")).or_else(|| {
        finished(directory).ok().map(|found| {
            let what = if found.shard.is_some() { "a share of a sweep" } else { "a finished sweep" };
            (found, what)
        })
    });
    let version = version_of(directory).filter(|version| *version != plan.sweep.version);
    let what = match (&found, version) {
        (_, Some(version)) => format!("a sweep by darkside {version}; this is {}", plan.sweep.version),
        (Some((found, what)), _) => format!("{what}{}", difference(found, plan)),
        (None, _) if directory.join(MANIFEST).exists() => "a run of a single scenario".to_owned(),
        (None, _) => "files that are not from a finished sweep".to_owned(),
    };
    Error::input(format!("{} holds {what}", directory.display()))
        .help("give another directory with --out, or replace a sweep's files with --force; other files stay")
}

/// The version that a manifest names, whatever else it says.
fn version_of(directory: &Path) -> Option<String> {
    let files = [directory.join(PARTS).join(PLAN), directory.join(SWEEP_MANIFEST), directory.join(SHARD_MANIFEST)];
    let text = files.iter().find_map(|file| fs::read(file).ok())?;
    let manifest: serde_json::Value = serde_json::from_slice(&text).ok()?;
    manifest.get("version")?.as_str().map(str::to_owned)
}

/// In what another sweep differs first, in words.
fn difference(found: &SweepManifest, plan: &SweepManifest) -> String {
    let (one, other) = (&found.sweep, &plan.sweep);
    let paths = |sweep: &super::Description| -> Vec<String> {
        sweep.factors.iter().map(|factor| factor.path.clone()).collect()
    };
    if found.shard != plan.shard {
        return match found.shard {
            Some([number, of]) => format!(": share {number} of {of}"),
            None => ": the whole of it, not a share".into(),
        };
    }
    if one.inputs == other.inputs && one.formats != other.formats {
        return ": this one in other formats".into();
    }
    if one.inputs == other.inputs {
        return ": this one under another name or question".into();
    }
    let changes = [
        (one.design.kind != other.design.kind, format!("another design: {} \"{}\"", one.design.kind, one.name)),
        (paths(one) != paths(other), format!("other factors: {}", paths(one).join(", "))),
        (one.factors != other.factors, format!("other values of the factors of \"{}\"", one.name)),
        (one.points != other.points, format!("{} points instead of {}", one.points, other.points)),
        (one.design != other.design, "another list of points".to_owned()),
        (one.seeds != other.seeds, format!("{} seeds a point instead of {}", one.seeds, other.seeds)),
        (
            one.first_seed != other.first_seed,
            format!("seeds from {} on instead of {}", one.first_seed, other.first_seed),
        ),
        (one.weeks != other.weeks, format!("{} weeks instead of {}", one.weeks, other.weeks)),
        (one.scenario != other.scenario, format!("another scenario: {}", one.scenario_name)),
        (one.outcomes != other.outcomes, "other outcomes".to_owned()),
    ];
    let words = changes.into_iter().find(|(differs, _)| *differs).map_or("other points".to_owned(), |(_, words)| words);
    format!(" with {words}")
}

/// The files that will be written, by name.
pub(super) fn writes(plan: &SweepManifest) -> Vec<String> {
    let tables = [POINTS, OUTCOMES].iter().flat_map(|table| plan.sweep.formats.iter().map(|format| format.file(table)));
    let whole = tables.chain([SET_ASIDE.to_owned()]);
    let tables: Vec<String> = if plan.shard.is_some() { vec![SHARD_RUNS.to_owned()] } else { whole.collect() };
    tables.into_iter().chain([NETWORK.to_owned(), manifest_file(plan).to_owned()]).collect()
}

/// Makes `directory` ready: parts of another sweep go, and the plan is written.
///
/// # Errors
/// If anything in it cannot be written.
pub(super) fn begin(plan: &SweepManifest, directory: &Path) -> Result<()> {
    let parts = directory.join(PARTS);
    super::super::plan::begin(directory, &writes(plan))?;
    write_json(&parts.join(PLAN), plan)?;
    whole_file::sync_directory(directory);
    Ok(())
}

/// Writes something as JSON.
pub(super) fn write_json(path: &Path, what: &impl serde::Serialize) -> Result<()> {
    let mut text = serde_json::to_vec_pretty(what).map_err(|cause| Error::machine(cause.to_string()))?;
    text.push(b'\n');
    whole_file::write(path, |file| std::io::Write::write_all(file, &text))
}

/// Gives files that wait among the parts their names, and removes what an earlier sweep wrote and this one does not. The earlier
/// manifest goes first.
///
/// # Errors
/// If a file cannot be removed or renamed.
pub(super) fn publish(directory: &Path, files: &[(PathBuf, String)]) -> Result<()> {
    let tables = [POINTS, OUTCOMES].iter().flat_map(|table| Format::ALL.map(|(_, format)| format.file(table)));
    let known = [SWEEP_MANIFEST, SHARD_MANIFEST, SHARD_RUNS, SET_ASIDE, NETWORK].map(str::to_owned);
    let owned = owned::owned(directory);
    let gone = |file: &String| owned.contains(file) && !files.iter().any(|(_, name)| name == file);
    for file in known.into_iter().chain(tables).filter(gone) {
        let path = directory.join(file);
        match fs::remove_file(&path) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(whole_file::failure(&path, &cause)),
            _ => {}
        }
    }
    // The manifest must be gone from the disk before the first of its tables is.
    whole_file::sync_directory(directory);
    for (from, name) in files {
        let path = directory.join(name);
        fs::rename(from, &path).map_err(|cause| whole_file::failure(&path, &cause))?;
    }
    whole_file::sync_directory(directory);
    Ok(())
}
