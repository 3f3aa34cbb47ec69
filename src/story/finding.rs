//! What a run shows, in sentences generated from its figures.

use super::change::{Direction, changed, direction};
use super::data::{Estimate, Story};
use super::number::{count, percent, points, two, value, with_interval};
use super::threshold::{FEW_SEEDS, SHARE_MATTERS, VALUE_MATTERS};
use super::words::{place, spaced, way};
use crate::archive::GroupFigure;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Locus, Mechanism};

/// How dark the relationships are, and how that changed.
pub fn darkness(story: &Story) -> Vec<String> {
    let (cost, dark) = (story.last("dark_cost"), story.last("dark_share"));
    let mut said = Vec::new();
    if cost.mean.is_finite() {
        said.push(format!(
            "In week {}, the dark side costs each relationship {} of value a week.",
            story.weeks,
            with_interval(cost, two)
        ));
    }
    said.push(if dark.mean == 0.0 {
        format!("In week {}, no relationship shows a dark side.", story.weeks)
    } else if dark.mean.is_finite() {
        format!(
            "In week {}, {} of the relationships show at least one dark side.",
            story.weeks,
            with_interval(dark, percent)
        )
    } else {
        "The share of dark relationships is undefined in this run.".to_owned()
    });
    if cost.mean.is_finite() {
        said.push(value_changed(story, "the dark side's cost", "dark_cost"));
    }
    said.push(share_changed(story, "the share of dark relationships", "dark_share"));
    said.push(value_changed(story, "actual value per relationship and week", "value"));
    said
}

/// A sentence on how a share changed.
fn share_changed(story: &Story, what: &str, metric: &str) -> String {
    changed(story, what, story.change(metric), SHARE_MATTERS, points, " percentage points")
}

/// A sentence on how something in the unit of value changed.
fn value_changed(story: &Story, what: &str, metric: &str) -> String {
    changed(story, what, story.change(metric), VALUE_MATTERS, value, "")
}

/// What managers see compared with what relationships yield.
pub fn paradox(story: &Story) -> Vec<String> {
    let (actual, visible) = (story.last("value"), story.last("visible_value"));
    let gap = story.gap.last().copied().unwrap_or(Estimate::UNDEFINED);
    if !gap.mean.is_finite() {
        return vec!["Visible and actual value cannot be compared in this run: one of them is undefined.".into()];
    }
    let mut said = vec![format!(
        "To its manager, a relationship looks worth {} a week; it actually yields {}.",
        with_interval(visible, two),
        with_interval(actual, two)
    )];
    said.push(match direction(gap, VALUE_MATTERS, story.seeds) {
        Direction::Rose => format!(
            "The gap of {} is the part of the dark side's cost that managers do not see, plus what they gain for themselves.",
            with_interval(gap, two)
        ),
        Direction::Fell => format!("Relationships yield {} more than their managers see.", with_interval(-gap, two)),
        Direction::TooFewSeeds => {
            format!("The gap is {} in this run; there are too few seeds to say how certain that is.", two(gap.mean))
        }
        _ => "The two differ little, or not clearly.".into(),
    });
    said.push(value_changed(story, "visible value", "visible_value"));
    said
}

/// Which of the six dark sides are common.
pub fn effects(story: &Story) -> Vec<String> {
    let mut order: Vec<(Effect, Estimate)> =
        Effect::ALL.into_iter().map(|effect| (effect, story.last(effect.name()))).collect();
    order.retain(|(_, share)| share.mean > 0.0);
    order.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    let words = |(effect, share): &(Effect, Estimate)| format!("{} ({})", effect.words(), percent(share.mean));
    match &order[..] {
        [] if Effect::ALL.into_iter().all(|effect| story.last(effect.name()).mean.is_nan()) => {
            vec!["The shares of the six dark sides are undefined in this run.".into()]
        }
        [] => vec![format!("No relationship shows a dark side in week {}.", story.weeks)],
        [only] => vec![format!("The only dark side in week {} is {}.", story.weeks, words(only))],
        [first, .., last] => {
            let mut said = vec![format!(
                "In week {}, the most common dark side is {}, the rarest {}.",
                story.weeks,
                words(first),
                words(last)
            )];
            let what = format!("the share with {}", first.0.words());
            said.push(share_changed(story, &what, first.0.name()));
            said
        }
    }
}

/// Which practices spread and which are given up.
pub fn practices(story: &Story) -> Vec<String> {
    let ends = |name: &str| -> Option<(f64, f64)> {
        let course = story.course(&format!("use_{name}"));
        let (first, last) = (course.first()?.mean, course.last()?.mean);
        (first.is_finite() && last.is_finite()).then_some((first, last))
    };
    let mut all: Vec<(String, f64, f64)> = story
        .practices
        .iter()
        .filter_map(|practice| ends(&practice.name).map(|(first, last)| (spaced(&practice.name), first, last)))
        .collect();
    all.sort_by(|a, b| (b.2 - b.1).total_cmp(&(a.2 - a.1)));
    let words = |(name, first, last): &(String, f64, f64)| {
        format!("{name} (from {} to {} of relationships)", percent(*first), percent(*last))
    };
    if all.is_empty() {
        return vec!["The use of practices is undefined in this run.".into()];
    }
    let mut said = Vec::new();
    if let Some(gained) = all.first().filter(|(_, first, last)| last - first >= SHARE_MATTERS) {
        said.push(format!(
            "From week 0 to week {}, the practice that gained most users is {}.",
            story.weeks,
            words(gained)
        ));
    }
    if let Some(lost) = all.last().filter(|(_, first, last)| first - last >= SHARE_MATTERS) {
        said.push(format!("The one that lost most is {}.", words(lost)));
    }
    if said.is_empty() {
        said.push(format!(
            "No practice is used by clearly more or fewer relationships in week {} than in week 0.",
            story.weeks
        ));
    }
    said
}

/// The words "on average", except for a single seed.
fn on_average(story: &Story) -> &'static str {
    if story.seeds > 1 { " on average" } else { "" }
}

/// How practices spread.
pub fn transmissions(story: &Story) -> Vec<String> {
    let all: f64 = story.ways.iter().map(|row| row.adoptions).sum();
    let most = story.ways.iter().max_by(|a, b| a.adoptions.total_cmp(&b.adoptions)).filter(|_| all > 0.0);
    let Some(most) = most else { return vec!["No practice was taken up during the run.".into()] };
    let at =
        |locus: Locus| story.ways.iter().filter(|way| way.locus == locus).map(|way| way.adoptions).sum::<f64>() / all;
    let introduced = story.ways.iter().any(|way| way.mechanism == Mechanism::Introduction && way.adoptions > 0.0);
    let from = [
        (Locus::IntraPortfolio, "come from the same manager's other relationships"),
        (Locus::InterPortfolio, "come from other managers of the firm"),
        (Locus::WiderNetwork, "come from the wider network"),
        (Locus::Origin, if introduced { "are invented in place or introduced" } else { "are invented in place" }),
    ];
    let from = from.iter().filter(|(locus, _)| at(*locus) > 0.0);
    let shares: Vec<String> = from.map(|(locus, words)| format!("{} {words}", percent(at(*locus)))).collect();
    let (last, others) = shares.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    let joined = if others.is_empty() { last.to_owned() } else { format!("{}, and {last}", others.join(", ")) };
    vec![
        format!("In a run, practices are taken up {} times{}.", count(all), on_average(story)),
        format!("Of these, {joined}."),
        format!(
            "The most frequent single route is {} ({} of all).",
            way(most.mechanism, most.locus),
            percent(most.adoptions / all)
        ),
    ]
}

/// Where the practices that turned relationships dark came from.
pub fn onsets(story: &Story) -> Vec<String> {
    let Some(onsets) = &story.onsets else { return vec!["Onsets were not recorded in this run.".into()] };
    if onsets.lines.is_empty() {
        return vec!["No dark side began during the run.".into()];
    }
    let copied = story.total("copied_share");
    let mut said =
        vec![format!("In a run, a dark side begins {} times{}.", count(onsets.total.mean), on_average(story))];
    if copied.mean == 0.0 {
        said.push("None of the onsets that can be credited to a practice follows from a copied one.".into());
        return said;
    }
    if copied.mean.is_finite() {
        said.push(format!(
            "Of the onsets that can be credited to a practice, {} follow from one that was copied rather than invented in place.",
            with_interval(copied, percent)
        ));
    }
    said.push(
        "A copied practice might have arrived without copying too: before you blame the spread, compare with as many adoptions that nobody \
         copied (darkside compare SCENARIO --yoked)."
            .into(),
    );
    said
}

/// Whether copies were taken before the source turned dark, compared with chance.
pub fn latent(story: &Story) -> Vec<String> {
    let (latent, chance) = (story.total("latent_share"), story.total("latent_by_chance"));
    if !(latent.mean.is_finite() && chance.mean.is_finite()) {
        return Vec::new();
    }
    let mut said = vec![format!(
        "Of the copies of practices that strongly feed a dark side, {} were taken from a relationship that had not yet turned dark; a randomly picked \
         user of the practice would not have been dark in {} of the cases.",
        with_interval(latent, percent),
        with_interval(chance, percent)
    )];
    let apart = latent.low > chance.high || latent.high < chance.low;
    let far = (latent.mean - chance.mean).abs() >= 0.05;
    said.push(if story.seeds < FEW_SEEDS || !latent.has_interval() || !chance.has_interval() {
        "There are too few seeds to say whether the two differ.".into()
    } else if apart && far && latent.mean > chance.mean {
        "So copies are taken from relationships that still look healthy more often than by chance.".into()
    } else if apart && far {
        "So copies are taken from relationships that still look healthy less often than by chance.".into()
    } else {
        "The two are about the same: that the harm was still latent when a practice was copied reflects how many users are not dark at any time, not \
         a special way of copying."
            .into()
    });
    said
}

/// How readily practices pass from each locus, per time at risk.
pub fn exposure(story: &Story) -> Vec<String> {
    let mut rates: Vec<_> = story.exposure.iter().filter(|row| row.rate.is_finite()).collect();
    rates.sort_by(|a, b| b.rate.total_cmp(&a.rate));
    match rates[..] {
        [first, .., last] if last.rate > 0.0 => vec![format!(
            "Per 1,000 weeks in which a relationship could have taken up a practice from there, there are {} adoptions from {} and {} from {}.",
            two(first.rate * 1_000.0),
            place(first.locus),
            two(last.rate * 1_000.0),
            place(last.locus)
        )],
        _ => Vec::new(),
    }
}

/// How the firms compare; only clear differences are named.
pub fn groups(story: &Story) -> Vec<String> {
    let last = story.groups.iter().map(|row| row.week).max().unwrap_or(0);
    let rows: Vec<_> = story
        .groups
        .iter()
        .filter(|row| row.group == "firm" && row.week == last && row.metric == "value" && row.figure.mean.is_finite())
        .collect();
    let best = rows.iter().max_by(|a, b| a.figure.mean.total_cmp(&b.figure.mean));
    let worst = rows.iter().min_by(|a, b| a.figure.mean.total_cmp(&b.figure.mean));
    let (Some(best), Some(worst)) = (best, worst) else { return Vec::new() };
    if rows.len() < 2 {
        return Vec::new();
    }
    let words = |row: &GroupFigure| {
        let Estimate { mean, low, high } = row.figure.into();
        let known = if low.is_finite() { format!(", {} to {}", two(low), two(high)) } else { String::new() };
        format!("{} ({}{known})", spaced(&row.member), two(mean))
    };
    if best.figure.lower95 > worst.figure.upper95 {
        vec![format!("Actual value in week {last} is highest in {} and lowest in {}.", words(best), words(worst))]
    } else {
        vec![format!(
            "In week {last}, the firms do not clearly differ in actual value: the intervals of the highest, {}, and the lowest, {}, overlap or are unknown.",
            words(best),
            words(worst)
        )]
    }
}
