//! How far a change can be told from chance, and the words for it.

use crate::chart::data::{Estimate, SETTLING_WEEKS, Story};
use crate::chart::words::{count, interval, number};

/// Seeds below which no claim is made about direction.
const FEW_SEEDS: u32 = 5;

/// What an estimate of a change says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There is no value.
    Undefined,
    /// Too few seeds to tell a change from chance.
    TooFewSeeds,
    /// The interval includes 0.
    Unclear,
    /// Clear of 0, but smaller than what matters.
    Little,
    /// Clear of 0 and more.
    Rose,
    /// Clear of 0 and less.
    Fell,
}

/// Judges a change; what is smaller than `matters` is little.
pub fn verdict(change: Estimate, matters: f64, seeds: u32) -> Verdict {
    if !change.mean.is_finite() {
        Verdict::Undefined
    } else if seeds < FEW_SEEDS || !change.has_interval() {
        Verdict::TooFewSeeds
    } else if change.low <= 0.0 && change.high >= 0.0 {
        Verdict::Unclear
    } else if change.mean.abs() < matters {
        Verdict::Little
    } else if change.mean > 0.0 {
        Verdict::Rose
    } else {
        Verdict::Fell
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
    let change_words = format!("{}{unit}{}", show(change.mean.abs()), interval(between(change), &show));
    if change.mean == 0.0 && !(change.low < 0.0 || change.high > 0.0) {
        return format!("Since week {since}, {what} has not changed.");
    }
    match verdict(change, matters, story.seeds) {
        Verdict::Undefined => format!("How {what} changed since week {since} is undefined in this run."),
        Verdict::TooFewSeeds => {
            let direction = if change.mean < 0.0 { "lower" } else { "higher" };
            format!(
                "At the end, {what} is {}{unit} {direction} than in week {since}; with {} this cannot be told from chance.",
                show(change.mean.abs()),
                crate::chart::words::seeds(story)
            )
        }
        Verdict::Unclear => format!(
            "Since week {since}, {what} shows no clear change: the interval of the change, {} to {}{unit}, includes 0.",
            show(change.low),
            show(change.high)
        ),
        Verdict::Little => {
            format!("Since week {since}, {what} changed little: by {}{unit}.", number_with_sign(change.mean, &show))
        }
        Verdict::Rose => format!("Since week {since}, {what} rose by {change_words}."),
        Verdict::Fell => format!("Since week {since}, {what} fell by {change_words}."),
    }
}

/// The interval of the size of a change whose sign is clear.
fn between(change: Estimate) -> Estimate {
    if change.mean < 0.0 { Estimate { mean: -change.mean, low: -change.high, high: -change.low } } else { change }
}

fn number_with_sign(value: f64, show: &impl Fn(f64) -> String) -> String {
    if value < 0.0 { format!("−{}", show(-value)) } else { format!("+{}", show(value)) }
}

/// Percentage points, with one decimal.
pub fn points(share: f64) -> String {
    number(share * 100.0, 1)
}

/// Value with three decimals.
pub fn value(value: f64) -> String {
    number(value, 3)
}

/// Seeds and what the intervals mean.
pub fn confidence(story: &Story) -> Vec<String> {
    let mut said = Vec::new();
    said.push(match story.seeds {
        1 => "The run has one seed, that is, one course that chance could take. Nothing here can be told from chance; run at least 30 seeds.".into(),
        2..=9 => format!("The run has {} seeds. Intervals from so few are wide and rough; run at least 30.", story.seeds),
        many => format!("The run has {} seeds: the same organisation, with chance falling out differently each time.", count(f64::from(many))),
    });
    if story.seeds > 1 {
        said.push(
            "Figures are means over seeds; behind them in brackets stands the 95 % confidence interval of the mean (Student's t). Changes are taken within \
             each seed first."
                .into(),
        );
    }
    said.push(
        "An interval says how much chance inside the model matters. It does not say how well the model fits any real organisation.".into(),
    );
    if story.base_week() == 0 {
        said.push(format!(
            "The run ends within the {} weeks that the model needs to settle, because every dark side starts at 0: take its course as a start, not as a trend.",
            SETTLING_WEEKS
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
        "Something was done {when}. A change after that is not yet its effect: compare with a run without it."
    ))
}
