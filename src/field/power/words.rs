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

/// The settings of a study other than its size.
pub(super) fn others_of(file: &PowerFile, size: &Size) -> String {
    let how = match size.strength.is_nan() {
        true => String::new(),
        false => format!("{} {}, ", short_path(&file.parameter), short(size.strength)),
    };
    format!("{how}{} answer, {} weeks apart", percent(size.response), size.interval)
}

/// The last part of a parameter's path, in words.
pub(super) fn short_path(path: &str) -> String {
    spaced(path.rsplit('.').next().unwrap_or(path))
}

/// The cheapest study of the grid that reaches the target, and the method with which it does.
fn cheapest(file: &PowerFile, trials: &PowerTrials) -> Option<(Size, usize)> {
    let all = smallest(file, trials);
    let reaching = all.iter().filter_map(|one| Some((file.studies[one.reaches?].size, one.method)));
    reaching.min_by_key(|(size, _)| size.interviews())
}

pub(super) fn headline(file: &PowerFile, trials: &PowerTrials) -> String {
    let target = percent(file.allocation.target);
    match cheapest(file, trials) {
        Some((size, method)) => {
            let interviews = count(size.interviews() as f64);
            format!("At best, {interviews} interviews reach {target} power, with {}", file.methods[method].name)
        }
        None => format!("No study of this grid reaches {target} power"),
    }
}

/// Which study the headline is about; empty if none reaches the target.
pub(super) fn cheapest_in_words(file: &PowerFile, trials: &PowerTrials) -> String {
    let cheapest = cheapest(file, trials);
    cheapest.map_or_else(String::new, |(size, _)| format!("Best: {}, {}", in_words(&size), others_of(file, &size)))
}

pub(super) fn power_words(power: &PowerEstimate) -> String {
    with_interval(power.share, power.interval.lower, power.interval.upper, percent)
}

pub(super) fn in_words(size: &Size) -> String {
    format!("{} firms of {} managers, {} waves", size.firms, size.managers, size.waves)
}
