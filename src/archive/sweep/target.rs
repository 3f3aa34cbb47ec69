//! Which results of a sweep a directory is to hold, and how they differ from others.

use std::fs;
use std::path::Path;

use super::super::checksum::json;
use super::super::layout::{MANIFEST, plan_path};
use super::super::place::Landing;
use super::description::SweepManifest;
use super::{NETWORK, OUTCOMES, POINTS, SET_ASIDE, SHARD_MANIFEST, SHARD_RUNS, SWEEP_MANIFEST};
use darkside_error::Result;

impl Landing for SweepManifest {
    fn plan(&self) -> Result<String> {
        json(self)
    }

    fn manifest(&self) -> String {
        if self.shard.is_some() { SHARD_MANIFEST } else { SWEEP_MANIFEST }.to_owned()
    }

    /// The same results in the same formats, described in the same words.
    fn is_finished_in(&self, directory: &Path) -> bool {
        finished(directory).is_ok_and(|found| found.sweep == self.sweep && found.shard == self.shard)
    }

    fn found_instead(&self, directory: &Path) -> String {
        let found = unfinished(directory).map(|found| (found, "an unfinished sweep")).or_else(|| {
            finished(directory).ok().map(|found| {
                let what = if found.shard.is_some() { "a share of a sweep" } else { "a finished sweep" };
                (found, what)
            })
        });
        let version = version_of(directory).filter(|version| *version != self.sweep.version);
        match (&found, version) {
            (_, Some(version)) => format!("a sweep by darkside {version}; this is {}", self.sweep.version),
            (Some((found, what)), _) => format!("{what}{}", difference(found, self)),
            (None, _) if directory.join(MANIFEST).exists() => "a run of a single scenario".to_owned(),
            (None, _) => "files that are not from a finished sweep".to_owned(),
        }
    }

    fn writes(&self) -> Vec<String> {
        let formats = &self.sweep.formats;
        let tables = [POINTS, OUTCOMES].iter().flat_map(|table| formats.iter().map(|format| format.file(table)));
        let whole = tables.chain([SET_ASIDE.to_owned()]);
        let tables: Vec<String> = if self.shard.is_some() { vec![SHARD_RUNS.to_owned()] } else { whole.collect() };
        tables.into_iter().chain([NETWORK.to_owned(), self.manifest()]).collect()
    }
}

/// The plan of an unfinished sweep.
pub(in super::super) fn unfinished(directory: &Path) -> Option<SweepManifest> {
    serde_json::from_slice(&fs::read(plan_path(directory)).ok()?).ok()
}

/// The manifest of a finished sweep, or of a finished share.
///
/// # Errors
/// If there is none that can be read.
pub(super) fn finished(directory: &Path) -> Result<SweepManifest> {
    if directory.join(SHARD_MANIFEST).exists() {
        SweepManifest::read_shard(directory)
    } else {
        SweepManifest::read(directory)
    }
}

/// The version in a manifest, whatever else it says.
fn version_of(directory: &Path) -> Option<String> {
    let files = [plan_path(directory), directory.join(SWEEP_MANIFEST), directory.join(SHARD_MANIFEST)];
    let text = files.iter().find_map(|file| fs::read(file).ok())?;
    let manifest: serde_json::Value = serde_json::from_slice(&text).ok()?;
    manifest.get("version")?.as_str().map(str::to_owned)
}

/// The first difference from another sweep, in words.
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
