//! Checks what unfinished results keep.

use std::path::Path;

use super::super::part::Part;
use super::super::pieces;
use super::super::place::runs_path;
use super::super::plan::RunPlan;
use super::super::{study, sweep};
use super::Verified;
use darkside_error::{Error, Result};

/// Checks the parts of an unfinished run, or the runs that an unfinished sweep or study keeps.
///
/// # Errors
/// If they cannot be read.
pub(super) fn check(directory: &Path, found: &mut Verified) -> Result<()> {
    let (what, (kept, damaged)) = if let Some(plan) = RunPlan::read(directory) {
        ("run", parts(directory, &plan))
    } else if let Some(runs) = sweep::kept_runs(directory)? {
        ("sweep", runs.count()?)
    } else if let Some(runs) = study::kept_runs(directory)? {
        ("answer", runs.count()?)
    } else if let Some(counts) = pieces::kept_pieces(directory) {
        ("answer", counts)
    } else {
        let message = format!("{} holds unfinished results whose plan is damaged", directory.display());
        found.holds.push("unfinished results".to_owned());
        found.faults.push(Error::machine(message).help("run the command again with --force"));
        return Ok(());
    };
    found.holds.push(format!("an unfinished {what}"));
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
