//! Many seeds: a scenario's outcome under each, and paired differences of two scenarios.

use darkside_engine::run::run;
use darkside_engine::scenario::Scenario;
use darkside_error::Result;
use darkside_stats::Running;
use darkside_stats::paired::differences;
use serde_json::{Value, json};

/// Each metric at the end, then each one's mean over the weeks after `from`, then each one's whole series.
pub(crate) fn outcome(scenario: &Scenario, seed: u64, from: u32, out: &mut Vec<u8>) {
    let record = run(scenario, seed, false);
    out.clear();
    for column in &record.series {
        out.extend(column.last().copied().unwrap_or(f64::NAN).to_le_bytes());
    }
    for column in &record.series {
        let weeks = &column[column.len().min(from as usize + 1)..];
        let mean = weeks.iter().sum::<f64>() / weeks.len() as f64;
        out.extend(mean.to_le_bytes());
    }
    for value in record.series.iter().flatten() {
        out.extend(value.to_le_bytes());
    }
}

/// Second − first over two equally long rows of 64-bit floats.
pub(crate) fn compare(bytes: &[u8]) -> Result<Value> {
    let numbers: Vec<f64> = bytes.chunks_exact(8).filter_map(|b| b.try_into().ok().map(f64::from_le_bytes)).collect();
    let (first, second) = numbers.split_at(numbers.len() / 2);
    let differences: Vec<f64> = differences(first, second)?.into_iter().filter(|d| d.is_finite()).collect();
    let summary = differences.iter().copied().collect::<Running>().summary();
    let count = |holds: fn(f64) -> bool| differences.iter().filter(|&&difference| holds(difference)).count();
    Ok(json!({
        "mean": summary.mean,
        "lower95": summary.lower95,
        "upper95": summary.upper95,
        "above": count(|d| d > 0.0),
        "below": count(|d| d < 0.0),
        "equal": count(|d| d == 0.0),
    }))
}
