//! Which files in a directory are this program's own. Nothing else is ever removed or replaced, whatever `--force` says: a
//! directory of results may be the folder in which a user keeps scenarios and tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::layout::{Format, MANIFEST, PARTS, PLAN, SHORT_TABLES};
use super::study_manifest::StudyManifest;
use super::sweep::{NETWORK, OUTCOMES, POINTS, SET_ASIDE, SHARD_MANIFEST, SHARD_RUNS, SWEEP_MANIFEST};
use super::whole_file;
use darkside_error::{Error, Result};

/// The page and the directory of pictures beside the tables.
const VIEWS: [&str; 2] = ["report.html", "charts"];
/// While a run goes on: the files that it replaces, a name on each line.
pub(super) const REPLACED: &str = "replaced.txt";

/// The files that finished or unfinished results in `directory` say are theirs, page and pictures included.
pub(super) fn owned(directory: &Path) -> BTreeSet<String> {
    let parts = directory.join(PARTS);
    if parts.join(PLAN).exists() {
        let noted = fs::read_to_string(parts.join(REPLACED)).unwrap_or_default();
        return noted.lines().map(str::to_owned).collect();
    }
    let mut owned = BTreeSet::new();
    for file in [MANIFEST, SWEEP_MANIFEST, SHARD_MANIFEST] {
        let text = fs::read(directory.join(file)).unwrap_or_default();
        let Ok(manifest) = serde_json::from_slice::<serde_json::Value>(&text) else { continue };
        if manifest.get("version").and_then(serde_json::Value::as_str).is_none() {
            continue;
        }
        let words = |key: &str| -> Vec<String> {
            let list = manifest.get(key).and_then(serde_json::Value::as_array);
            list.into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
        };
        owned.insert(file.to_owned());
        let (tables, others): (Vec<String>, &[&str]) = match file {
            MANIFEST => (words("tables"), &SHORT_TABLES),
            _ => ([POINTS, OUTCOMES].map(str::to_owned).to_vec(), &[SET_ASIDE, NETWORK, SHARD_RUNS]),
        };
        let written = words("formats");
        for (_, format) in Format::ALL.into_iter().filter(|(word, _)| written.iter().any(|format| format == word)) {
            owned.extend(tables.iter().map(|table| format.file(table)));
        }
        owned.extend(others.iter().chain(&VIEWS).map(|name| (*name).to_owned()));
    }
    owned.extend(of_studies(directory));
    owned
}

/// The files of finished studies: their manifests list them.
fn of_studies(directory: &Path) -> BTreeSet<String> {
    let mut owned = BTreeSet::new();
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(kind) = name.strip_suffix(".json") else { continue };
        if let Ok(manifest) = StudyManifest::read(directory, kind)
            && manifest.kind == kind
        {
            owned.extend(manifest.files);
            owned.extend(VIEWS.map(str::to_owned));
            owned.insert(name);
        }
    }
    owned
}

/// Refuses a directory in which results would land on somebody else's file, or go through a link: `writes` are the names of
/// the files that will be written.
///
/// # Errors
/// Names the file.
pub(super) fn check(directory: &Path, writes: &[String]) -> Result<()> {
    for folder in [PARTS, VIEWS[1]] {
        if directory.join(folder).is_symlink() {
            return Err(Error::input(format!("{} is a link", directory.join(folder).display()))
                .help("results are never written through a link: remove it, or give another directory with --out"));
        }
    }
    let owned = owned(directory);
    // A directory in the place of a file cannot be replaced by one; pictures could land in one called `charts`.
    let in_the_way = |name: &str| {
        let found = directory.join(name).symlink_metadata();
        found.is_ok_and(|found| !found.is_dir() || name == VIEWS[1])
    };
    let foreign = |name: &&str| !owned.contains(*name) && in_the_way(name);
    let names = writes.iter().map(String::as_str).chain(VIEWS);
    match names.filter(foreign).collect::<Vec<_>>()[..] {
        [] => Ok(()),
        [first, ..] => Err(Error::input(format!(
            "{} would be replaced, and it is not from results in {}",
            directory.join(first).display(),
            directory.display()
        ))
        .help("move it, or give another directory with --out; --force replaces only earlier results")),
    }
}

/// Notes among the parts which files are this program's own from now on: those found, and those that will be written.
///
/// # Errors
/// If it cannot be written.
pub(super) fn note(directory: &Path, found: &BTreeSet<String>, writes: &[String]) -> Result<()> {
    let names: BTreeSet<&str> = found.iter().chain(writes).map(String::as_str).chain(VIEWS).collect();
    let text: String = names.iter().map(|name| format!("{name}\n")).collect();
    whole_file::write(&directory.join(PARTS).join(REPLACED), |file| std::io::Write::write_all(file, text.as_bytes()))
}
