//! Shares of panels.

use crate::story::Estimate;
use darkside_stats::proportion_interval;

/// A method rejects "no effect" on panels whose p value is below this.
pub(super) const ALPHA: f64 = 0.05;
/// The level of intervals.
pub(super) const LEVEL: f64 = 0.95;

/// The share of `hits` among `panels`, with its 95 % interval (Wilson); NaN without panels.
pub(super) fn panel_share(hits: u64, panels: u64) -> Estimate {
    Estimate::with(hits as f64 / panels as f64, proportion_interval(hits, panels, LEVEL))
}
