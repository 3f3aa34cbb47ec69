//! The text of an experiment's file: one that ships, by its name, or one on disk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use darkside_engine::scenario::file_text;
use darkside_engine::scenario::reader::name_of_file;
use darkside_error::{Result, Source, nearest};
use darkside_scenarios::in_folder;

/// The text of an experiment's file, before it is read.
#[derive(Clone, Debug)]
pub struct ExperimentFile {
    /// The text, and what messages call the file.
    pub source: Arc<Source>,
    /// The file's stem, by which reports call it.
    pub name: String,
    /// The folder to which paths in the text are relative.
    pub folder: PathBuf,
}

impl ExperimentFile {
    /// The shipped file called `which`, such as `hypotheses/waves`, or the file at that path.
    ///
    /// `kind` is the folder of shipped files of its kind, such as `hypotheses`. A shipped name may leave it out, unless there
    /// is a file at that path.
    ///
    /// # Errors
    /// If there is no such file, or it cannot be read.
    ///
    /// ```
    /// use darkside::experiment::ExperimentFile;
    ///
    /// let file = ExperimentFile::find("hypotheses/waves", "hypotheses")?;
    /// assert_eq!((file.name.as_str(), file.source.name.as_str()), ("waves", "hypotheses/waves (shipped)"));
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn find(which: &str, kind: &str) -> Result<Self> {
        let path = Path::new(which);
        let exists = path.exists();
        let whole = format!("{kind}/{which}");
        let is_named = |name: &str| name == which || (name == whole && !exists);
        if let Some(shipped) = in_folder(kind).find(|file| is_named(file.name())) {
            let source = Source { name: format!("{} (shipped)", shipped.name()), text: shipped.text.into() };
            return Ok(Self::new(source, Path::new(shipped.path), Path::new("")));
        }
        let known = || in_folder(kind).map(|file| file.name());
        let text = file_text(path).map_err(|error| match nearest(which, known()) {
            _ if exists => error,
            Some(near) => error.help(format!("did you mean the shipped \"{near}\"?")),
            None => error.help(format!("shipped are: {}", known().collect::<Vec<_>>().join(", "))),
        })?;
        Ok(Self::of(which, &text, path.parent().unwrap_or(Path::new(""))))
    }

    /// A text as if it had been read from `path`; paths in it are relative to `folder`.
    pub fn of(path: &str, text: &str, folder: &Path) -> Self {
        Self::new(Source { name: path.into(), text: text.into() }, Path::new(path), folder)
    }

    fn new(source: Source, path: &Path, folder: &Path) -> Self {
        Self { source: Arc::new(source), name: name_of_file(path, "file"), folder: folder.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_name_may_leave_out_its_folder_and_a_wrong_one_is_answered_with_what_there_is() {
        let short = ExperimentFile::find("enablers", "sweeps").unwrap();
        assert_eq!((short.name.as_str(), short.source.name.as_str()), ("enablers", "sweeps/enablers (shipped)"));
        let refused = |which: &str| ExperimentFile::find(which, "power").unwrap_err().to_string();
        assert!(refused("power/contagon").contains("did you mean the shipped \"power/contagion\"?"));
        assert!(refused("study.toml").contains("shipped are: power/contagion"));
    }
}
