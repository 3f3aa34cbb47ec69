//! Files that ask a question about many runs: which kinds there are, and what reads each.

use std::path::Path;

use darkside::experiment::hypothesis::HypothesisFile;
use darkside::experiment::robustness::Claims;
use darkside::experiment::sensitivity::FactorQuestion as Factors;
use darkside::experiment::sweep::Sweep;
use darkside::experiment::{ExperimentFile, Overrides};
use darkside::field::identify::{Identify, IdentifyFile};
use darkside::field::power::{Power, PowerFile};
use darkside::question::Question;
use darkside_engine::scenario::file_text;
use darkside_error::Result;
use darkside_scenarios::{FILES, File};

/// A kind of file.
pub(super) struct FileKind {
    /// The folder of the shipped files.
    folder: &'static str,
    /// What such a file is.
    pub(super) noun: &'static str,
    /// The heading of such files in a list.
    pub(super) heading: &'static str,
    /// The command that answers it, and what that needs besides the file.
    command: [&'static str; 2],
    /// Top-level keys, any of which identifies a user's file of this kind; no scenario has them.
    keys: &'static [&'static str],
    /// Reads and checks a file, and summarises its question in a few words.
    check: fn(&str, Overrides<'_>) -> Result<String>,
}

/// All kinds. A sweep has factors too, so it is checked before a sensitivity analysis.
pub(super) const FILE_KINDS: [FileKind; 6] = [
    FileKind {
        folder: "sweeps",
        noun: "sweep",
        heading: "Sweeps: a scenario at many points of its parameters",
        command: ["sweep", ""],
        keys: &["design", "outcomes"],
        check: |file, changes| Sweep::read(file, changes).map(|_| String::new()),
    },
    FileKind {
        folder: "hypotheses",
        noun: "file of hypotheses",
        heading: "Hypotheses, tested by a plan written down beforehand",
        command: ["test", ""],
        keys: &["hypothesis"],
        check: |file, changes| {
            let file = HypothesisFile::read(file, changes)?;
            Ok(format!("{} hypotheses, {} arms", file.hypotheses.len(), file.arms.len()))
        },
    },
    FileKind {
        folder: "sensitivity",
        noun: "sensitivity analysis",
        heading: "Sensitivity: which parameters move an outcome",
        command: ["sensitivity", " --method morris"],
        keys: &["factors"],
        check: |file, changes| Factors::read(file, changes).map(|_| String::new()),
    },
    FileKind {
        folder: "robustness",
        noun: "file of claims",
        heading: "Robustness: what holds if the tuned values vary",
        command: ["robustness", ""],
        keys: &["claim", "form"],
        check: check_claims,
    },
    FileKind {
        folder: "identify",
        noun: "bench for methods",
        heading: "Identification: which method finds the contagion that a world has",
        command: ["identify", ""],
        keys: &["worlds", "designs"],
        check: |file, changes| Ok(Identify::new(IdentifyFile::read(file, changes)?)?.about()),
    },
    FileKind {
        folder: "power",
        noun: "grid of field studies",
        heading: "Power: how large a field study must be",
        command: ["power", ""],
        keys: &["waves", "managers"],
        check: |file, changes| Ok(Power { file: PowerFile::read(file, changes)? }.about()),
    },
];

/// Checks claims, or forms of the model that are tried along with a file of claims.
fn check_claims(file: &str, changes: Overrides<'_>) -> Result<String> {
    let text = ExperimentFile::find(file, "robustness")?;
    let has = |key: &str| text.source.text.parse::<toml::Table>().is_ok_and(|table| table.contains_key(key));
    if has("form") && !has("claim") {
        // Forms vary the arms of claims; these are checked with those of the patterns.
        let mut claims = Claims::read("patterns", changes)?;
        claims.add_forms(&text)?;
        return Ok(format!("forms of the model, given by --forms: {}", claims.forms.len()));
    }
    let claims = Claims::of_text(&text, changes)?;
    Ok(format!("{} claims, {} arms", claims.claims.len(), claims.arms.len()))
}

impl FileKind {
    /// The kind of a shipped file by its name, or of a file on disk by its keys; `None` if it may be a scenario.
    pub(super) fn of(which: &str) -> Option<&'static Self> {
        if let Some(shipped) = FILES.iter().find(|file| file.name() == which) {
            return FILE_KINDS.iter().find(|kind| kind.folder == shipped.folder());
        }
        let document: toml::Table = file_text(Path::new(which)).ok()?.parse().ok()?;
        FILE_KINDS.iter().find(|kind| kind.keys.iter().any(|key| document.contains_key(*key)))
    }

    /// Whether a shipped file is of this kind.
    pub(super) fn has(&self, file: &File) -> bool {
        self.folder == file.folder()
    }

    /// Reads and checks a file. Names the command that answers it and summarises its question in a few words.
    ///
    /// # Errors
    /// If the file has any errors; all of them are reported.
    pub(super) fn check(&self, file: &str, changes: Overrides<'_>) -> Result<String> {
        let asks = (self.check)(file, changes)?;
        let asks = if asks.is_empty() { asks } else { format!(": {asks}") };
        Ok(format!("by `darkside {}`{asks}", self.command[0]))
    }

    /// The command that answers a file.
    pub(super) fn command(&self, file: &str) -> String {
        let file = if self.folder == "robustness" { file.trim_start_matches("robustness/") } else { file };
        let [command, options] = self.command;
        format!("darkside {command} {file}{options}")
    }
}
