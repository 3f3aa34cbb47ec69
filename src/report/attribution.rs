//! The page of an attribution: what caused the dark side, by absence and by the ledger.

use super::{Answer, Section, TextTable};
use crate::chart::Drawn;
use crate::experiment::attribution::{Attribution, Counted, MechanismPart, Replaced, SplitPart};
use crate::story::Estimate;
use crate::story::number::{count, number, percent, signed as with_sign, value, whole, with_error, with_interval};
use crate::story::threshold::{ENOUGH_SEEDS, FEW_SEEDS, SHARE_MATTERS};
use crate::story::words::{self, capital, spaced};
use darkside_engine::parameter::Unit;
use darkside_engine::scenario::Scenario;
use darkside_stats::{Interval, Running, Summary};

/// The answer in sentences: first what spreading adds, in which parts, by which mechanism, and what the ledger says about
/// it; then the rest.
fn sentences(found: &Attribution) -> [Vec<String>; 2] {
    let (Some(rest), Some(last)) = (found.parts.last(), found.values.last()) else { return Default::default() };
    let outcome = over(last);
    let mut first = vec![format!(
        "With all {} mechanisms at work, {} is {}; without any of them it is {}. Spreading adds {}.",
        found.mechanisms.len(),
        found.reading.words(),
        with_interval(outcome, value),
        with_interval(rest.adds, value),
        with_interval(found.shapley.total, |value| signed(found, value))
    )];
    first.extend(found.split.as_ref().map(|split| spread(found, split)));
    let mut order: Vec<(usize, &MechanismPart)> = found.parts[..found.mechanisms.len()].iter().enumerate().collect();
    order.sort_by(|a, b| b.1.adds.mean.total_cmp(&a.1.adds.mean));
    let words = |(at, part): &(usize, &MechanismPart)| {
        let share = &found.shapley.players[*at];
        let known = if found.shapley.total.mean == 0.0 { Interval::UNDEFINED } else { share.share95 };
        format!("{} {}", name(part), with_interval(Estimate::with(share.share.ratio, known), percent))
    };
    first.push(format!(
        "Shares of what spreading adds, by Shapley value: {}.",
        order.iter().map(words).collect::<Vec<_>>().join("; ")
    ));
    let mut others = Vec::new();
    if found.counted != Counted::Apart {
        first.push(of_all(found, rest));
        others.extend(found.parts[..found.mechanisms.len()].iter().map(of_one));
    }
    if found.shapley.undefined > 0 {
        others.push(format!(
            "{} seeds are left out, because some of their outcomes are undefined.",
            found.shapley.undefined
        ));
    }
    [first, others]
}

/// What spreading adds, as volume, mix and placement.
fn spread(found: &Attribution, split: &[SplitPart; 3]) -> String {
    let adds = |part: &SplitPart| with_interval(part.adds(), |value| signed(found, value));
    let one = |part: &SplitPart| format!("{} ({}) {}", part.name, part.meaning, adds(part));
    format!("Of that: {}.", split.each_ref().map(one).join("; "))
}

/// Where absence and ledger differ for all mechanisms together, and why.
fn of_all(found: &Attribution, rest: &MechanismPart) -> String {
    let credited = format!(
        "The ledger credits {} of the onsets to practices that had spread. Without any spreading, {} of 100 of these would still happen, credited otherwise",
        percent(1.0 - rest.of_onsets.mean),
        // For all of them together, the credited onsets are hardly ever fewer than those that go missing.
        whole(100.0 * rest.replaced.share.max(0.0))
    );
    let (fewer, missing) = (percent(rest.fewer_onsets.mean), percent(rest.less_outcome.mean));
    let once = match found.counted {
        Counted::Of(_) => "a flag that turns on again is another onset, and the outcome is read at its own weeks only",
        _ => {
            "a relationship with several dark sides, or one that turns dark again, has several onsets and is dark once"
        }
    };
    if rest.less_outcome.mean >= rest.fewer_onsets.mean {
        format!("{credited}: onsets fall by {fewer}, and {missing} of the outcome is missing.")
    } else {
        format!(
            "{credited}, so that onsets fall by {fewer}; but only {missing} of the outcome is missing, because {once}."
        )
    }
}

/// Where absence and ledger differ for one mechanism, and why.
fn of_one(part: &MechanismPart) -> String {
    let clear = part.difference.lower95 > 0.0 || part.difference.upper95 < 0.0;
    let verdict = if !clear || part.difference.mean.abs() < SHARE_MATTERS {
        "the two do not differ clearly."
    } else if part.difference.mean < 0.0 {
        "less than it is credited with, because some of what it brings would have arrived by another route, or arrives in relationships that are dark anyway."
    } else {
        "more than it is credited with, because what it brings is copied onwards by other routes, which the ledger credits instead."
    };
    let words = part.mechanism.map_or("", words::mechanism);
    format!(
        "{} ({words}): credited with {} of the onsets, Shapley share {} of the outcome: {verdict} If it alone is switched off, {}; onsets fall by {}, and {} of the \
         outcome is missing.",
        capital(&name(part)),
        percent(part.of_onsets.mean),
        percent(part.of_outcome.mean),
        replaced(part.replaced),
        percent(part.fewer_onsets.mean),
        percent(part.less_outcome.mean)
    )
}

/// How many of a mechanism's onsets would still happen without it, in words.
///
/// More may be missing than were credited to it: those of practices that others copied on from it.
fn replaced(of: Replaced) -> String {
    let (share, error) = (of.share, of.standard_error);
    if share.is_nan() {
        return "how many of its onsets would still happen is undefined".into();
    }
    let of_100 = whole(100.0 * share.abs());
    if share.abs() < 2.0 * error || of_100 == "0" {
        return "hardly any of its onsets would still happen".into();
    }
    if share < 0.0 {
        return format!(
            "none of its onsets would still happen, and for every 100 of them another {of_100} are missing that would have followed by other routes"
        );
    }
    format!("{of_100} of 100 of its onsets would still happen")
}

/// The same in a cell, with its standard error.
fn replaced_cell(of: Replaced) -> String {
    with_error(100.0 * of.share, 100.0 * of.standard_error, whole)
}

/// The page.
pub fn answer(found: &Attribution, scenario: &Scenario, picture: Drawn, fine_print: Vec<String>) -> Answer {
    let [answer, others] = sentences(found);
    let metric = capital(&spaced(&found.reading.metric.name));
    let is_unclear = found.shapley.total.lower95 <= 0.0 && found.shapley.total.upper95 >= 0.0;
    let mut advice = Vec::new();
    if is_unclear {
        advice.push("The interval of what spreading adds includes 0, so shares of it mean little. Run more seeds, or read the values instead of the shares.".into());
    }
    if found.shapley.total.count < u64::from(FEW_SEEDS) {
        advice.push(format!(
            "Intervals from {} seeds are wide and rough: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS}).",
            found.shapley.total.count
        ));
    }
    Answer {
        kind: "Attribution to mechanisms".into(),
        title: format!("{metric} in {}: what caused it", spaced(&scenario.name)),
        question: format!("Which mechanism causes {}, and how much of it would be there without?", found.reading.words()),
        answer,
        glance: Vec::new(),
        advice,
        sections: vec![
            Section {
                heading: "By absence and by the ledger".into(),
                sentences: others,
                pictures: vec![picture],
                tables: vec![parts(found)],
            },
            Section {
                heading: "Every set of mechanisms".into(),
                sentences: vec!["The outcome with only these mechanisms at work, and what they add compared with none.".into()],
                tables: vec![sets(found)],
                ..Section::default()
            },
            Section {
                heading: "How to read this".into(),
                sentences: vec![
                    "A Shapley value is what a mechanism adds to the outcome, averaged over all orders in which the mechanisms can be switched on, with the same \
                     seeds in each; the values add up to what all of them add. What only several mechanisms together bring is divided among them."
                        .into(),
                    "The ledger counts onsets over the whole run, the outcome is read at its own weeks: an onset that soon fades counts as much as one that lasts."
                        .into(),
                    "Volume is what as many adoptions add that nobody copied: only mix and placement are contagion’s own. Each step keeps more of what the \
                     scenario does: how much is adopted in each week, then how often each practice is, then by whom."
                        .into(),
                ],
                ..Section::default()
            },
        ],
        planned: vec![format!("{}, under every set of the mechanisms: Shapley values beside the ledger's count.", found.reading.words())],
        exploratory: vec!["Which mechanism ranks first, and why absence and ledger differ, was read off the results.".into()],
        fine_print,
    }
}

fn parts(found: &Attribution) -> TextTable {
    let signed = |summary: Summary| with_interval(summary, |value| signed(found, value));
    let share = |summary: Summary| with_interval(summary, percent);
    let row = |part: &MechanismPart| {
        let of_one = |summary| if part.mechanism.is_some() { signed(summary) } else { String::new() };
        vec![
            capital(&name(part)),
            signed(part.adds),
            share(part.of_outcome),
            count(part.onsets.mean),
            share(part.of_onsets),
            of_one(part.alone),
            of_one(part.last),
            replaced_cell(part.replaced),
        ]
    };
    let heads = [
        "Mechanism",
        "Shapley value",
        "of the outcome",
        "Onsets credited",
        "of all onsets",
        "Alone",
        "Missing without it",
        "Of 100 of its onsets would still happen",
    ];
    let caption = "Means over seeds with 95 % intervals; the last column with its standard error, below 0 where more onsets are missing than the ledger \
                   credits. The last row shows what there is without any of the mechanisms; its last cell is for the onsets of all mechanisms together.";
    TextTable::new(caption, heads, found.parts.iter().map(row).collect())
}

fn sets(found: &Attribution) -> TextTable {
    let row = |set: usize| {
        let added: Vec<f64> =
            found.values[set].iter().zip(&found.values[0]).map(|(value, none)| value - none).collect();
        vec![
            spaced(&found.set_name(set)),
            with_interval(over(&found.values[set]), value),
            if set == 0 { String::new() } else { with_interval(over(&added), |value| signed(found, value)) },
        ]
    };
    let mut order: Vec<usize> = (0..found.values.len()).collect();
    order.sort_by_key(|set| (set.count_ones(), *set));
    let caption = format!("{}, means over seeds with 95 % intervals", found.reading.words());
    TextTable::new(caption, ["Mechanisms at work", "Outcome", "Added"], order.into_iter().map(row).collect())
}

/// A difference with its sign.
fn signed(found: &Attribution, value: f64) -> String {
    let decimals = if found.reading.metric.unit == Unit::Count { 1 } else { 3 };
    with_sign(value, |value| number(value, decimals))
}

fn name(part: &MechanismPart) -> String {
    part.mechanism.map_or_else(|| "without any of them".into(), |mechanism| spaced(mechanism.name()))
}

fn over(values: &[f64]) -> Summary {
    values.iter().copied().collect::<Running>().summary()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn onsets_that_would_still_happen_are_told_without_negative_numbers() {
        let told = |share: f64, standard_error: f64| replaced(Replaced { share, standard_error });
        assert_eq!(told(0.31, 0.02), "31 of 100 of its onsets would still happen");
        assert_eq!(told(0.31, f64::NAN), "31 of 100 of its onsets would still happen");
        assert_eq!(told(-0.11, 0.08), "hardly any of its onsets would still happen", "no difference from none");
        assert_eq!(told(-0.004, 0.0001), "hardly any of its onsets would still happen");
        let more = told(-0.11, 0.02);
        assert!(more.starts_with("none of its onsets") && more.contains("another 11 are missing"), "{more}");
        assert_eq!(replaced_cell(Replaced { share: -0.11, standard_error: 0.083 }), "−11 ± 8");
    }
}
