//! Whether an outcome is still moving at the end of a run.

use darkside_stats::Estimate;

/// A change over the last tenth of a run counts from this fraction of the level upwards.
const MOVING: f64 = 0.05;

/// The mean of `changes`, each seed's change over the last tenth of the run; `None` if it is not clear, or too small
/// relative to the outcome's level.
pub fn late_move(changes: &[f64], level: f64) -> Option<f64> {
    let change = Estimate::of(changes.iter().copied());
    let moves = change.p_different(0.0) < 0.01 && change.mean.abs() > MOVING * level.abs();
    moves.then_some(change.mean)
}
