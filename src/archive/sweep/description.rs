//! The description of a sweep in a file: everything that its results depend on, and later its results.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::super::checksum::{self, Checksums, manifest_text, sealed};
use super::super::inputs::VERSION;
use super::super::layout::Format;
use super::super::whole_file::write_bytes;
use super::{NETWORK, SHARD_MANIFEST, SWEEP_MANIFEST};
use crate::archive::inputs;
use crate::experiment::sweep::{Design, Factor, Sweep};
use darkside_engine::network::Network;
use darkside_engine::record::Digest;
use darkside_engine::scenario::Base;
use darkside_error::{Error, Result};

/// The description of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Description {
    /// Version of `darkside`.
    pub version: String,
    /// Short name of the sweep.
    pub name: String,
    /// The question that it answers.
    pub question: String,
    /// What to look at in the results.
    pub look_at: String,
    /// Short name of the scenario.
    pub scenario_name: String,
    /// Its design.
    pub design: DesignWords,
    /// What is varied, in order.
    pub factors: Vec<Factor>,
    /// What is kept of each run, in column order.
    pub outcomes: Vec<OutcomeColumn>,
    /// Whether the sweep file named the outcomes, which makes them planned.
    pub outcomes_planned: bool,
    /// Number of points.
    pub points: u32,
    /// The first seed of each point.
    pub first_seed: u64,
    /// Seeds of each point: the first and those after it.
    pub seeds: u32,
    /// Weeks simulated.
    pub weeks: u32,
    /// Formats of the tables.
    pub formats: Vec<Format>,
    /// Digest of everything above that the results depend on: scenario, network, design, factors, outcomes, seeds,
    /// version.
    pub inputs: String,
    /// The scenario without the factors' values, as TOML with every value that the model reads.
    pub scenario: String,
}

/// A design in words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DesignWords {
    /// `grid`, `latin_hypercube`, `sobol` or `list`.
    pub kind: String,
    /// For a list, digest of the coordinates of its points; otherwise empty.
    pub rows: String,
}

/// A column of outcomes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OutcomeColumn {
    /// Its name.
    pub name: String,
    /// Its unit in words.
    pub unit: String,
    /// What it means, including its weeks.
    pub meaning: String,
    /// The metric in words, including its weeks.
    pub words: String,
    /// Whether the change over the last tenth of each run is recorded.
    pub watched: bool,
}

/// The results of a sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// Points whose runs are all in the outcomes.
    pub points_done: u32,
    /// Points that were set aside.
    pub points_set_aside: u32,
    /// SHA-256 over coordinates, digests and outcomes of all runs, before any file encoding.
    pub digest: String,
    /// Outcomes that have not settled at some points.
    pub moving: Vec<Moving>,
}

/// An outcome that still moves over the last tenth of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moving {
    /// Its column.
    pub outcome: String,
    /// Points at which it does: the move is clear over their seeds and at least a twentieth of the outcome's level.
    pub points: u32,
    /// The mean change that is largest in size.
    pub change: f64,
    /// The point with this change, from 1.
    pub at: u32,
}

/// `sweep.json`; also `shard.json`, which adds which share it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepManifest {
    /// What the sweep is.
    #[serde(flatten)]
    pub sweep: Description,
    /// Its results; a share has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub results: Option<Results>,
    /// Which share it is, from 1, and how many there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<[u32; 2]>,
    /// Every file of the directory with its size and SHA-256, including page and pictures. Empty while the sweep is
    /// unfinished, and in manifests of earlier versions.
    #[serde(default)]
    pub checksums: Checksums,
}

impl Description {
    /// The description of a sweep whose tables have these formats.
    pub fn of(sweep: &Sweep, formats: &[Format]) -> Self {
        let formats = Format::distinct(formats);
        let rows = match &sweep.design {
            Design::List(rows) => rows.digest.to_string(),
            _ => String::new(),
        };
        let column = |outcome: &crate::experiment::sweep::Outcome| OutcomeColumn {
            name: outcome.column.clone(),
            unit: outcome.reading.metric.unit.words().into(),
            meaning: outcome.meaning(),
            words: outcome.reading.words(),
            watched: outcome.watched,
        };
        let mut described = Self {
            version: VERSION.to_owned(),
            name: sweep.name.clone(),
            question: sweep.question.clone(),
            look_at: sweep.look_at.clone(),
            scenario_name: sweep.scenario.name.clone(),
            design: DesignWords { kind: sweep.design.kind().into(), rows },
            factors: sweep.factors.clone(),
            outcomes: sweep.outcomes.iter().map(column).collect(),
            outcomes_planned: sweep.outcomes_planned,
            points: sweep.design.points(),
            first_seed: sweep.first_seed,
            seeds: sweep.seeds,
            weeks: sweep.scenario.parameters.run.weeks,
            formats,
            inputs: String::new(),
            scenario: sweep.base.resolved().to_owned(),
        };
        described.inputs = described.digest(sweep).to_string();
        described
    }

    /// Names and questions are not inputs; nor are the formats.
    fn digest(&self, sweep: &Sweep) -> Digest {
        let mut text = inputs(&sweep.scenario, sweep.base.resolved()).to_string();
        let first: Vec<Vec<u64>> = [0, 1, 2, self.points.saturating_sub(1)]
            .into_iter()
            .filter(|point| *point < self.points)
            .map(|point| sweep.design.point(&sweep.factors, point).unwrap_or_default())
            .map(|coordinates| coordinates.into_iter().map(f64::to_bits).collect())
            .collect();
        text.push_str(&format!(
            "{:?}",
            (&self.design, &self.factors, &self.outcomes, self.points, self.first_seed, self.seeds, first)
        ));
        Digest::of(text.as_bytes())
    }
}

impl SweepManifest {
    /// The scenario, ready to be varied. An imported organisation is read from `directory`.
    ///
    /// # Errors
    /// If the scenario or the organisation cannot be read.
    pub fn base(&self, directory: &Path) -> Result<Base> {
        let network = read_network(directory, &self.checksums)?;
        Base::read(&self.sweep.scenario_name, &self.sweep.scenario, network)
    }

    /// Writes `sweep.json` in `directory`.
    pub(in super::super) fn write(&self, directory: &Path) -> Result<()> {
        write_bytes(&directory.join(SWEEP_MANIFEST), sealed(self)?.as_bytes()).map(|_| ())
    }

    /// Reads `sweep.json` in a directory.
    ///
    /// # Errors
    /// If it is missing, cannot be read, or is not as this version writes it.
    pub fn read(directory: &Path) -> Result<Self> {
        let missing = "give the directory that `darkside sweep` or `darkside merge` wrote; the same command finishes an unfinished one";
        Self::read_file(directory, SWEEP_MANIFEST, "finished sweep", missing)
    }

    /// Reads `shard.json` in a directory.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_shard(directory: &Path) -> Result<Self> {
        let missing =
            "give the directories that `darkside sweep --shard` wrote; the same command finishes an unfinished one";
        Self::read_file(directory, SHARD_MANIFEST, "finished share of a sweep", missing)
    }

    fn read_file(directory: &Path, file: &str, what: &str, missing: &str) -> Result<Self> {
        let path = directory.join(file);
        let none = || Error::input(format!("{} holds no {what}: it has no {file}", directory.display())).help(missing);
        let text = manifest_text(&path)?.ok_or_else(none)?;
        let manifest: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        let version = manifest.get("version").and_then(|version| version.as_str()).unwrap_or_default();
        if !version.is_empty() && version != VERSION {
            let error = Error::input(format!("{} is by darkside {version}, this is {VERSION}", directory.display()));
            return Err(error.help("use that version, or run the sweep again into another directory"));
        }
        serde_json::from_str(&text).map_err(|cause| {
            Error::input(format!("{} is not as this version of darkside writes it: {cause}", path.display()))
                .help("run the sweep again with --force")
        })
    }
}

/// The imported organisation that a directory keeps.
fn read_network(directory: &Path, listed: &Checksums) -> Result<Option<Network>> {
    let path = directory.join(NETWORK);
    if !listed.contains_key(NETWORK) && !path.exists() {
        return Ok(None);
    }
    let file = std::io::BufReader::new(checksum::open(directory, NETWORK, listed)?);
    let network = serde_json::from_reader(file);
    network.map(Some).map_err(|cause| Error::input(format!("{} cannot be read: {cause}", path.display())))
}
