//! Studies and their power in words.

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::size::Size;
use super::smallest::Smallest;
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

/// The titles of pictures: how few interviews reach the target with which method, and which study that is; the second is
/// empty if none reaches it.
pub(super) fn titles(file: &PowerFile, smallest: &[Smallest]) -> [String; 2] {
    let target = percent(file.allocation.target);
    let reaching = smallest.iter().filter_map(|one| Some((file.studies[one.reaches?].size, one.method)));
    let Some((size, method)) = reaching.min_by_key(|(size, _)| size.interviews()) else {
        return [format!("No study of this grid reaches {target} power"), String::new()];
    };
    let (interviews, method) = (count(size.interviews() as f64), &file.methods[method].name);
    [
        format!("At best, {interviews} interviews reach {target} power, with {method}"),
        format!("Best: {}, {}", in_words(&size), others_of(file, &size)),
    ]
}

pub(super) fn power_words(power: &PowerEstimate) -> String {
    with_interval(power.share, percent)
}

pub(super) fn in_words(size: &Size) -> String {
    format!("{} firms of {} managers, {} waves", size.firms, size.managers, size.waves)
}
