//! Differences between arms in words.

use super::number::{number, signed};
use crate::experiment::compare::Compared;
use darkside_engine::parameter::Unit;

/// Factor by which a metric is multiplied for display: shares are shown in percentage points.
pub fn factor(metric: &Compared) -> f64 {
    if metric.reading.metric.unit == Unit::Share { 100.0 } else { 1.0 }
}

/// A difference with its sign and unit in words.
pub fn difference_words(metric: &Compared, difference: f64) -> String {
    let times = factor(metric);
    let decimals = match (difference * times).abs() {
        large if large >= 10.0 => 0,
        middle if middle >= 0.95 => 1,
        small if small >= 0.05 => 2,
        _ => 4,
    };
    let unit = if times > 1.0 { " points" } else { "" };
    format!("{}{unit}", signed(difference * times, |value| number(value, decimals)))
}
