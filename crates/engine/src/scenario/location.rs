//! Where a scenario comes from: the program or a file.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draft;
use darkside_error::{Error, Result, Source, nearest};
use darkside_scenarios::{File, in_folder};

/// No scenario file is longer, in bytes.
const MOST_BYTES: u64 = 4 << 20;

/// The shipped scenarios: experiments, then known cases (folder `known`), in the order in which they are best read.
///
/// ```
/// assert_eq!(darkside_engine::scenario::shipped().next().unwrap().name(), "baseline");
/// ```
pub fn shipped() -> impl Iterator<Item = &'static File> {
    in_folder("").chain(in_folder("known"))
}

/// Where a scenario comes from.
pub(super) enum Location {
    Shipped(&'static File),
    File(PathBuf),
}

impl Location {
    pub(super) fn of(which: &str, base: &Path) -> Result<Location> {
        let is_path = which.contains(['/', '\\']) && !which.starts_with("known/");
        if which.ends_with(".toml") || is_path {
            // Collecting the components drops `./`.
            return Ok(Location::File(base.join(which).components().collect()));
        }
        shipped().find(|file| file.name() == which).map(Location::Shipped).ok_or_else(|| {
            let error = Error::input(format!("there is no scenario called \"{which}\""));
            let hint = "see `darkside list scenarios`; a file ends in .toml";
            error.help(match nearest(which, shipped().map(|shipped| shipped.name())) {
                Some(near) => format!("did you mean \"{near}\"? Otherwise {hint}"),
                None => hint.into(),
            })
        })
    }

    /// Equal for equal scenarios, however the user writes them.
    pub(super) fn identity(&self) -> String {
        match self {
            Location::Shipped(shipped) => shipped.name().into(),
            Location::File(path) => {
                let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
                format!("file {}", path.display())
            }
        }
    }

    pub(super) fn name(&self) -> String {
        match self {
            Location::Shipped(shipped) => stem(Path::new(shipped.name())),
            Location::File(path) => stem(path),
        }
    }

    pub(super) fn base(&self) -> PathBuf {
        match self {
            Location::Shipped(_) => crate::network::SHIPPED_FOLDER.into(),
            Location::File(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
        }
    }

    pub(super) fn source(&self) -> Result<Arc<Source>> {
        let (name, text) = match self {
            Location::Shipped(shipped) => (format!("{} (shipped)", shipped.name()), shipped.text.to_owned()),
            Location::File(path) => (path.display().to_string(), file_text(path)?),
        };
        Ok(Arc::new(Source { name, text }))
    }

    /// The same, where another file names this one: one that does not look like a scenario is refused, so that no error
    /// quotes it.
    pub(super) fn named_source(&self) -> Result<Arc<Source>> {
        let source = self.source();
        let text = match &source {
            Ok(source) => Some(&source.text),
            Err(error) => error.place().map(|place| &place.source.text),
        };
        match (self, text) {
            (Location::File(path), Some(text)) if !draft::is_likely(text) => {
                let error = Error::input(format!("{} does not look like a scenario", path.display()));
                Err(error.help("none of its lines begins with a key of a scenario: see `darkside show baseline`"))
            }
            _ => source,
        }
    }
}

/// The text of a scenario file, or of a file of the same kind.
///
/// # Errors
/// If it cannot be read, is a directory, is longer than 4 MiB, or is not UTF-8.
pub fn file_text(path: &Path) -> Result<String> {
    if path.is_dir() {
        let error = Error::input(format!("{} is a directory, not a scenario file", path.display()));
        return Err(error.help("name a .toml file in it, or a shipped scenario: see `darkside list scenarios`"));
    }
    // A pipe that nobody writes into would be waited for; what a shell puts in place of a file, such as `<(...)`, has a
    // writer.
    let is_pipe = std::fs::metadata(path).is_ok_and(|found| !found.is_file());
    if is_pipe && !path.starts_with("/dev") && !path.starts_with("/proc") {
        return Err(Error::input(format!("{} is not a regular file", path.display())));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|cause| unreadable(path, &cause))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::input(format!("{} is too long for a scenario: more than 4 MiB", path.display())));
    }
    text_of(path.display().to_string(), bytes)
}

/// The bytes of the scenario file called `name` as text.
///
/// # Errors
/// If they are not UTF-8.
pub fn text_of(name: String, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let start = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let source = Arc::new(Source { name, text });
        Error::input("this file is not UTF-8 text").at(&source, start..start).help("save it as UTF-8")
    })
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Error {
    let error = Error::file(path, "read", cause);
    let name = stem(path);
    match nearest(&name, shipped().map(|shipped| shipped.name())) {
        Some(near) if cause.kind() == std::io::ErrorKind::NotFound => {
            error.help(format!("\"{near}\" is a shipped scenario: write it without .toml and folder"))
        }
        _ => error,
    }
}

/// A file's name without its folder and extension.
pub(super) fn stem(path: &Path) -> String {
    super::reader::name_of_file(path, "scenario")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, load};

    #[test]
    fn every_shipped_scenario_opens_with_a_comment_and_says_why_it_is_there() {
        for file in shipped() {
            assert!(file.text.starts_with('#'), "{} opens with a comment", file.path);
            let scenario = load(&Request::of(file.name())).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(Some(&*scenario.name), file.name().rsplit('/').next());
            assert!(!scenario.question.is_empty() && !scenario.look_at.is_empty(), "{} says why", file.path);
        }
    }
}
