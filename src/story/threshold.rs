//! What counts as a difference that matters, and how many seeds are few.

use darkside_engine::parameter::Unit;

/// A share changes by a noticeable amount from two percentage points on.
pub const SHARE_MATTERS: f64 = 0.02;
/// Value per relationship and week changes noticeably from a hundredth of the model's unit on.
pub const VALUE_MATTERS: f64 = 0.01;
/// With fewer seeds than this, no claim is made about a direction, and intervals are called rough.
pub const FEW_SEEDS: u32 = 10;
/// The number of seeds to recommend instead.
pub const ENOUGH_SEEDS: u32 = 30;
/// Fewer seeds than this at each point of a design are few. It takes fewer than in a single run, because every effect is an average
/// over many points.
pub const FEW_SEEDS_PER_POINT: u32 = 5;

/// The smallest difference that matters when nobody has named one: two percentage points of a share, a hundredth of the
/// unit of value, a twentieth of any other level.
pub fn matters(unit: Unit, level: f64) -> f64 {
    match unit {
        Unit::Share => SHARE_MATTERS,
        Unit::Value => VALUE_MATTERS,
        _ => level.abs() / 20.0,
    }
}
