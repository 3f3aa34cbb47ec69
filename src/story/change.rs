//! How clearly a change can be told from chance, in words.

use super::data::{Estimate, Story};
use super::number::{count, interval, signed};
use super::threshold::{ENOUGH_SEEDS, FEW_SEEDS};
use super::words::seeds;
use crate::experiment::SETTLING_WEEKS;

/// What an estimate of a change says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// There is no value.
    Undefined,
    /// Too few seeds to tell a change from chance.
    TooFewSeeds,
    /// The interval includes 0.
    Unclear,
    /// Clearly different from 0, but too small to matter.
    Little,
    /// Clearly above 0.
    Rose,
    /// Clearly below 0.
    Fell,
}

/// The direction of a change; if it is smaller than `matters`, it is little.
pub fn direction(change: Estimate, matters: f64, seeds: u32) -> Direction {
    if !change.mean.is_finite() {
        Direction::Undefined
    } else if seeds < FEW_SEEDS || !change.has_interval() {
        Direction::TooFewSeeds
    } else if change.low <= 0.0 && change.high >= 0.0 {
        Direction::Unclear
    } else if change.mean.abs() < matters {
        Direction::Little
    } else if change.mean > 0.0 {
        Direction::Rose
    } else {
        Direction::Fell
    }
}

/// A sentence on how `what` changed since the story's base week; `unit` follows the number.
pub fn changed(
    story: &Story,
    what: &str,
    change: Estimate,
    matters: f64,
    show: impl Fn(f64) -> String,
    unit: &str,
) -> String {
    let since = story.base_week();
    // The interval of the size of a change whose sign is clear.
    let size = if change.mean < 0.0 { -change } else { change };
    let size_words = format!("{}{unit}{}", show(size.mean), interval(size, &show));
    if change.mean == 0.0 && !(change.low < 0.0 || change.high > 0.0) {
        return format!("Since week {since}, {what} has not changed.");
    }
    match direction(change, matters, story.seeds) {
        Direction::Undefined => format!("How {what} changed since week {since} is undefined in this run."),
        Direction::TooFewSeeds => {
            let side = if change.mean < 0.0 { "lower" } else { "higher" };
            format!(
                "At the end, {what} is {}{unit} {side} than in week {since}; with {} this cannot be told from chance.",
                show(change.mean.abs()),
                seeds(story.seeds)
            )
        }
        Direction::Unclear => format!(
            "Since week {since}, {what} shows no clear change: the interval of the change, {} to {}{unit}, includes 0.",
            show(change.low),
            show(change.high)
        ),
        Direction::Little => {
            format!("Since week {since}, {what} changed little: by {}{unit}.", signed(change.mean, &show))
        }
        Direction::Rose => format!("Since week {since}, {what} rose by {size_words}."),
        Direction::Fell => format!("Since week {since}, {what} fell by {size_words}."),
    }
}

/// How many seeds there are, and what the intervals mean.
pub fn confidence(story: &Story) -> Vec<String> {
    let mut said = Vec::new();
    said.push(match story.seeds {
        1 => format!("The run has one seed: one of the courses that chance could take. Nothing here can be told from chance; run at least {ENOUGH_SEEDS} seeds."),
        few if few < FEW_SEEDS => format!("The run has {few} seeds. Intervals from so few are wide and rough; run at least {ENOUGH_SEEDS}."),
        many => format!("The run has {} seeds: the same organisation, with different chance events each time.", count(f64::from(many))),
    });
    if story.seeds > 1 {
        said.push(
            "Figures are means over seeds, followed in brackets by the 95 % confidence interval of the mean (Student's t). Changes are computed within \
             each seed first."
                .into(),
        );
    }
    said.push(
        "An interval says how much chance inside the model matters. It does not say how well the model fits any real organisation.".into(),
    );
    if story.settling > 0 && story.base_week() == 0 {
        said.push(format!(
            "The run ends within the {SETTLING_WEEKS} weeks that the model needs to settle, because every dark side starts at 0: read its course as a start, not as a trend."
        ));
    }
    said.extend(reading_interventions(story));
    said
}

fn reading_interventions(story: &Story) -> Option<String> {
    let weeks: Vec<String> = story.interventions.iter().map(u32::to_string).collect();
    let when = match &weeks[..] {
        [] => return None,
        [only] => format!("in week {only}"),
        [first, .., last] => format!("between week {first} and week {last} ({} times)", weeks.len()),
    };
    Some(format!(
        "There was an intervention {when}. A change after that is not necessarily its effect: compare with a run without it."
    ))
}
