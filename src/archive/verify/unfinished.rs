//! Checks what unfinished results keep.

use std::path::Path;

use super::super::part::Part;
use super::super::pieces;
use super::super::place::runs_path;
use super::super::plan::{RunPlan, part_path};
use super::super::study;
use super::super::sweep::{self};
use super::Verified;
use darkside_error::{Error, Result};

/// Checks the parts of an unfinished run, or the runs that an unfinished sweep or study keeps.
///
/// # Errors
/// If they cannot be read.
pub(super) fn check(directory: &Path, found: &mut Verified) -> Result<()> {
    let (what, kept, damaged) = if let Some(plan) = RunPlan::read(directory) {
        let (kept, damaged) = parts(directory, &plan);
        ("run", kept, damaged)
    } else if let Some(runs) = sweep::kept_runs(directory)? {
        let (kept, damaged) = runs.count()?;
        ("sweep", kept, damaged)
    } else if let Some(runs) = study::kept_runs(directory)? {
        let (kept, damaged) = runs.count()?;
        ("answer", kept, damaged)
    } else if let Some((kept, damaged)) = pieces::kept_pieces(directory) {
        ("answer", kept, damaged)
    } else {
        let message = format!("{} holds unfinished results whose plan is damaged", directory.display());
        found.holds.push("unfinished results".to_owned());
        found.faults.push(Error::machine(message).help("run the command again with --force"));
        return Ok(());
    };
    found.holds.push(format!("an unfinished {what}"));
    found.notes.push(format!("{kept} finished runs are kept; the same command continues"));
    if damaged > 0 {
        let message = format!("{}: {damaged} runs that were kept are damaged", runs_path(directory).display());
        found.faults.push(Error::machine(message).help("nothing needs to be done: the same command runs them again"));
    }
    Ok(())
}

/// Seeds in sound parts, and in damaged ones.
fn parts(directory: &Path, plan: &RunPlan) -> (u64, u64) {
    let (mut kept, mut damaged) = (0, 0);
    for batch in 0..plan.seeds.div_ceil(plan.batch.max(1)) {
        let path = part_path(directory, batch);
        if !path.exists() {
            continue;
        }
        let before = batch * plan.batch;
        let seeds = plan.batch.min(plan.seeds - before);
        match Part::is_sound(&path, &plan.inputs, plan.first_seed + u64::from(before), seeds) {
            true => kept += u64::from(seeds),
            false => damaged += u64::from(seeds),
        }
    }
    (kept, damaged)
}
