//! Studies and their power in words.

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::size::Size;
use super::smallest::smallest;
use super::trials::PowerTrials;
use crate::story::number::{count, percent, short, with_interval};
use crate::story::words::spaced;

pub(super) fn strength(strength: f64) -> String {
    if strength.is_nan() { "as in the scenario".into() } else { short(strength) }
}

/// The settings of a study other than its size, as far as the file varies them.
pub(super) fn others_of(file: &PowerFile, size: &Size, with_waves: bool) -> String {
    let waves = if with_waves { format!("{} waves, ", size.waves) } else { String::new() };
    let how = match size.strength.is_nan() {
        true => String::new(),
        false => format!("{} {}, ", short_path(&file.parameter), short(size.strength)),
    };
    format!("{how}{waves}{} answer, {} weeks apart", percent(size.response), size.interval)
}

/// The last part of a parameter's path, in words.
pub(super) fn short_path(path: &str) -> String {
    spaced(path.rsplit('.').next().unwrap_or(path))
}

pub(super) fn headline(file: &PowerFile, trials: &PowerTrials) -> String {
    let all = smallest(file, trials);
    let cheapest = all.iter().filter_map(|one| Some((one, one.reaches?)));
    match cheapest.min_by_key(|(_, study)| file.studies[*study].size.interviews()) {
        Some((one, study)) => format!(
            "{} interviews reach {} power, with {}",
            count(file.studies[study].size.interviews() as f64),
            percent(file.allocation.target),
            file.methods[one.method].name
        ),
        None => format!("No study of this grid reaches {} power", percent(file.allocation.target)),
    }
}

pub(super) fn power_words(power: &PowerEstimate) -> String {
    with_interval(power.share, power.interval.lower, power.interval.upper, percent)
}

pub(super) fn in_words(size: &Size) -> String {
    format!("{} firms of {} managers, {} waves", size.firms, size.managers, size.waves)
}
