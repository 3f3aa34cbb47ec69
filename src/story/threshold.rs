//! What counts as a difference that matters, and how many seeds count as few.

use darkside_engine::parameter::Unit;

/// Least change of a share that is noticeable: two percentage points.
pub const SHARE_MATTERS: f64 = 0.02;
/// Least noticeable change of value per relationship and week: a hundredth of the model's unit.
pub const VALUE_MATTERS: f64 = 0.01;
/// With fewer seeds than this, no direction is claimed, and intervals are called rough.
pub const FEW_SEEDS: u32 = 10;
/// The number of seeds to recommend instead.
pub const ENOUGH_SEEDS: u32 = 30;
/// Fewer seeds than this at each point of a design are few. The limit is lower than for a single run, because every
/// effect is an average over many points.
pub const FEW_SEEDS_PER_POINT: u32 = 5;

/// The smallest difference that matters if none was given: two percentage points of a share, a hundredth of the unit of
/// value, a twentieth of any other level.
pub fn matters(unit: Unit, level: f64) -> f64 {
    match unit {
        Unit::Share => SHARE_MATTERS,
        Unit::Value => VALUE_MATTERS,
        _ => level.abs() / 20.0,
    }
}
