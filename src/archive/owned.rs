//! Which files in a directory belong to this program. No other file is ever removed or replaced, whatever `--force`
//! says: a user may keep scenarios and tables in the directory of results.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path};

use serde_json::Value;

use super::layout::{CHARTS, Format, MANIFEST, PARTS, REPORT, SHORT_TABLES, plan_path};
use super::sweep::{NETWORK, OUTCOMES, POINTS, SET_ASIDE, SHARD_MANIFEST, SHARD_RUNS, SWEEP_MANIFEST};
use super::whole_file::write_bytes;
use darkside_error::{Error, Result};

/// Lists the files that unfinished results will replace, one name per line.
pub(super) const REPLACED: &str = "replaced.txt";

/// The files that finished or unfinished results in `directory` claim as theirs, including page and pictures.
pub(super) fn owned(directory: &Path) -> BTreeSet<String> {
    let mut owned = BTreeSet::new();
    if plan_path(directory).exists() {
        let noted = fs::read_to_string(directory.join(PARTS).join(REPLACED)).unwrap_or_default();
        owned.extend(noted.lines().map(str::to_owned));
    } else {
        for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(listed) = listed(directory, &name) {
                owned.extend(listed.into_iter().chain([name, REPORT.to_owned(), CHARTS.to_owned()]));
            }
        }
    }
    owned.retain(|name| is_inside(name));
    owned
}

/// The files that a manifest lists; `None` if `name` is not a manifest.
fn listed(directory: &Path, name: &str) -> Option<Vec<String>> {
    let kind = name.strip_suffix(".json").filter(|_| name != NETWORK)?;
    let manifest: Value = serde_json::from_slice(&fs::read(directory.join(name)).ok()?).ok()?;
    manifest.get("version")?.as_str()?;
    let words = |key: &str| -> Vec<String> {
        let list = manifest.get(key).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect()
    };
    let (tables, others): (Vec<String>, &[&str]) = match name {
        MANIFEST => (words("tables"), &SHORT_TABLES),
        SWEEP_MANIFEST | SHARD_MANIFEST => {
            ([POINTS, OUTCOMES].map(str::to_owned).to_vec(), &[SET_ASIDE, NETWORK, SHARD_RUNS])
        }
        _ => {
            let is_study = manifest.get("kind")?.as_str()? == kind && manifest.get("digest")?.is_string();
            (is_study.then(Vec::new)?, &[])
        }
    };
    let mut files = words("files");
    match manifest.get("checksums").and_then(Value::as_object) {
        Some(checksums) => files.extend(checksums.keys().cloned()),
        // Manifests of earlier versions only list the tables and their formats.
        None => {
            let written = words("formats");
            for (_, format) in Format::ALL.into_iter().filter(|(word, _)| written.iter().any(|format| format == word)) {
                files.extend(tables.iter().map(|table| format.file(table)));
            }
            files.extend(others.iter().map(|name| (*name).to_owned()));
        }
    }
    Some(files)
}

/// Names read from a file must stay inside its directory.
fn is_inside(name: &str) -> bool {
    let plain = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    plain && !name.is_empty() && !name.contains(|c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER)
}

/// Rejects a directory in which results would replace a file that is not ours or be written through a link. `writes`
/// are the names of the files to be written.
///
/// # Errors
/// If there is such a file; the error names it.
pub(super) fn check(directory: &Path, writes: &[String]) -> Result<()> {
    [PARTS, CHARTS].iter().try_for_each(|folder| check_folder(&directory.join(folder)))?;
    let owned = owned(directory);
    // A file cannot replace a directory of the same name, so those are safe; but pictures could end up in a user's
    // `charts`.
    let in_the_way = |name: &str| {
        let found = directory.join(name).symlink_metadata();
        found.is_ok_and(|found| !found.is_dir() || name == CHARTS)
    };
    let foreign = |name: &&str| !owned.contains(*name) && in_the_way(name);
    let names = writes.iter().map(String::as_str).chain([REPORT, CHARTS]);
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

/// Rejects a folder for results that is a link.
///
/// # Errors
/// If it is one.
pub(super) fn check_folder(folder: &Path) -> Result<()> {
    if folder.is_symlink() {
        return Err(Error::input(format!("{} is a link", folder.display()))
            .help("results are never written through a link: remove it, or give another directory with --out"));
    }
    Ok(())
}

/// Records among the parts that these files belong to the program from now on.
///
/// # Errors
/// If it cannot be written.
pub(super) fn note(directory: &Path, names: impl IntoIterator<Item = String>) -> Result<()> {
    let names: BTreeSet<String> = names.into_iter().chain([REPORT, CHARTS].map(str::to_owned)).collect();
    let text: String = names.iter().map(|name| format!("{name}\n")).collect();
    write_bytes(&directory.join(PARTS).join(REPLACED), text.as_bytes()).map(|_| ())
}
