//! What unfinished results are, and checks of what they keep.

use std::path::Path;

use super::super::part::Part;
use super::super::pieces;
use super::super::place::runs_path;
use super::super::plan::RunPlan;
use super::super::{study, sweep};
use super::Verified;
use darkside_error::{Error, Result};

/// What the unfinished results in a directory are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// In words: `an unfinished sweep`.
    pub what: String,
    /// The command that began them and continues them: `darkside sweep`.
    pub command: String,
}

/// The unfinished results in a directory, if there are any and their plan can be read.
pub fn unfinished(directory: &Path) -> Option<Unfinished> {
    let named = |what: &str, command: String| Some(Unfinished { what: format!("an unfinished {what}"), command });
    if RunPlan::read(directory).is_some() {
        return named("run", "darkside run".into());
    }
    if let Some(plan) = sweep::unfinished(directory) {
        return match plan.shard {
            Some([number, of]) => named("share of a sweep", format!("darkside sweep --shard {number}/{of}")),
            None => named("sweep", "darkside sweep".into()),
        };
    }
    let command = format!("darkside {}", study::unfinished_kind(directory)?);
    named(&format!("`{command}`"), command)
}

/// Checks the parts of an unfinished run, or the runs that an unfinished sweep or study keeps.
///
/// # Errors
/// If they cannot be read.
pub(super) fn check(directory: &Path, found: &mut Verified) -> Result<()> {
    let counts = if let Some(plan) = RunPlan::read(directory) {
        Some(parts(directory, &plan))
    } else if let Some(runs) = sweep::kept_runs(directory)? {
        Some(runs.count()?)
    } else if let Some(runs) = study::kept_runs(directory)? {
        Some(runs.count()?)
    } else {
        pieces::kept_pieces(directory)
    };
    let (Some(Unfinished { what, .. }), Some((kept, damaged))) = (unfinished(directory), counts) else {
        let message = format!("{} holds unfinished results whose plan is damaged", directory.display());
        found.holds.push("unfinished results".to_owned());
        found.faults.push(Error::machine(message).help("run the command again with --force"));
        return Ok(());
    };
    found.holds.push(what);
    let runs = if kept == 1 { "run is" } else { "runs are" };
    found.notes.push(format!("{kept} finished {runs} kept; the same command continues"));
    if damaged > 0 {
        let message = format!("{}: {damaged} runs that were kept are damaged", runs_path(directory).display());
        found.faults.push(Error::machine(message).help("nothing needs to be done: the same command runs them again"));
    }
    Ok(())
}

/// Seeds in sound parts, and in damaged ones.
fn parts(directory: &Path, plan: &RunPlan) -> (u64, u64) {
    let (mut kept, mut damaged) = (0, 0);
    for (path, first_seed, seeds) in plan.parts(directory).filter(|(path, ..)| path.exists()) {
        match Part::is_sound(&path, &plan.inputs, first_seed, seeds) {
            true => kept += u64::from(seeds),
            false => damaged += u64::from(seeds),
        }
    }
    (kept, damaged)
}
