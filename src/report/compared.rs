//! A comparison in words, and its page.

use super::answer::{Answer, Section, TextTable};
use crate::chart::Drawn;
use crate::experiment::compare::{Compared, Comparison};
use crate::experiment::replay::PairedReplay;
use crate::story::comparison::difference_words;
use crate::story::number::{count, minus, number, points, two, whole, with_error};
use crate::story::words::{capital, spaced};
use darkside_engine::parameter::Unit;
use darkside_stats::Paired;

/// A value of a metric without its sign, with its unit.
fn amount(metric: &Compared, value: f64) -> String {
    match metric.reading.metric.unit {
        Unit::Share => format!("{} points", points(value)),
        Unit::Count => count(value),
        _ => number(value, if value.abs() < 0.05 { 4 } else { 3 }),
    }
}

/// The same without the unit, for the lower end of an interval.
fn bare(metric: &Compared, value: f64) -> String {
    amount(metric, value).replace(" points", "")
}

/// What one arm does to one metric, in a sentence.
fn sentence(comparison: &Comparison, metric: &Compared, arm: usize) -> String {
    let effect = &metric.effects[arm - 1];
    let (name, first) = (spaced(&comparison.arms[arm]), spaced(&comparison.arms[0]));
    let what = format!("{} ({})", spaced(&metric.reading.metric.name), metric.reading.when());
    let difference = effect.difference;
    if !difference.mean.is_finite() {
        return format!("Whether {name} changes {what} is unknown: it is undefined in every seed.");
    }
    if difference.mean == 0.0 && difference.standard_deviation == 0.0 {
        return format!("{} leaves {what} exactly as in {first} in every seed.", capital(&name));
    }
    if difference.count < 2 {
        let way = if difference.mean < 0.0 { "lower" } else { "higher" };
        let by = amount(metric, difference.mean.abs());
        return format!(
            "Under the one seed, {what} is {by} {way} in {name} than in {first}; this cannot be told from chance."
        );
    }
    let (low, high) = (difference.lower95, difference.upper95);
    if low <= 0.0 && high >= 0.0 {
        return format!(
            "Between {name} and {first} there is no clear difference in {what}: the 95 % interval, {} to {}, includes 0.",
            bare(metric, low),
            amount(metric, high)
        );
    }
    let (verb, near, far) = if difference.mean < 0.0 { ("lowers", -high, -low) } else { ("raises", low, high) };
    format!(
        "{} {verb} {what} by {} compared with {first} (95 % interval {} to {}), {}.",
        capital(&name),
        amount(metric, difference.mean.abs()),
        bare(metric, near),
        amount(metric, far),
        in_how_many(effect)
    )
}

fn in_how_many(effect: &Paired) -> String {
    let seeds = effect.difference.count;
    let holds = if effect.difference.mean > 0.0 { effect.above } else { effect.below };
    if holds == seeds { format!("in all {seeds} seeds") } else { format!("in {holds} of {seeds} seeds") }
}

/// The answer in sentences: metric by metric, arm by arm.
fn comparison_sentences(comparison: &Comparison) -> Vec<String> {
    let arms = 1..comparison.arms.len();
    let all = comparison.metrics.iter().flat_map(|metric| arms.clone().map(move |arm| (metric, arm)));
    all.map(|(metric, arm)| sentence(comparison, metric, arm)).collect()
}

/// What a replay found, in sentences.
fn replay_sentences(replay: &PairedReplay) -> Vec<String> {
    let [one, other] = [0, 1].map(|arm| spaced(&replay.arms[arm]));
    let Some(first_week) = replay.first_week else {
        return vec![format!("Under seed {}, {one} and {other} have the same adoptions and onsets.", replay.seed)];
    };
    let of = |arm: usize| {
        let only = &replay.only[arm];
        format!("{} adoptions and {} onsets", count(only.adoptions.len() as f64), count(only.onsets.len() as f64))
    };
    vec![
        format!(
            "Under seed {}, {one} and {other} first differ in week {first_week}: {} exist only in {one}, {} only in {other}; {} \
             adoptions and {} onsets are shared.",
            replay.seed,
            of(0),
            of(1),
            count(replay.shared_adoptions as f64),
            count(replay.shared_onsets as f64)
        ),
        format!(
            "Of the shared adoptions, {} came by another route or from another source. An event counts as shared if practice or \
             effect, relationship and week agree; after the first difference, more and more events shift to another week, so not \
             everything that exists in only one arm is due to what was changed.",
            count(replay.otherwise as f64)
        ),
    ]
}

/// The page of a comparison; `fine_print` describes the design.
pub fn comparison_page(
    comparison: &Comparison,
    replay: Option<&PairedReplay>,
    drawn: &[Drawn],
    advice: Vec<String>,
    fine_print: Vec<String>,
) -> Answer {
    let names: Vec<String> = comparison.arms.iter().map(|arm| spaced(arm)).collect();
    let pictures = |name: &str| drawn.iter().filter(|drawn| drawn.name == name).cloned().collect::<Vec<_>>();
    let mut sections = vec![
        Section {
            heading: "How large the differences are".into(),
            sentences: vec![
                "All arms ran under the same seeds: differences are taken within each seed, so that the chance that arms \
                 share cancels out."
                    .into(),
            ],
            pictures: pictures("effects"),
            tables: vec![effects(comparison), levels(comparison)],
        },
        Section {
            heading: "How they develop over time".into(),
            pictures: pictures("differences"),
            ..Section::default()
        },
    ];
    let mut answer = comparison_sentences(comparison);
    if let Some(replay) = replay {
        let sentences = replay_sentences(replay);
        answer.extend_from_slice(&sentences);
        sections.push(Section {
            heading: format!("The same seed twice: {} and {}", spaced(&replay.arms[0]), spaced(&replay.arms[1])),
            sentences,
            pictures: pictures("replay"),
            tables: Vec::new(),
        });
    }
    let read: Vec<String> = comparison.metrics.iter().map(|metric| spaced(&metric.reading.words())).collect();
    Answer {
        kind: "Comparison of scenarios under the same seeds".into(),
        title: capital(&format!("{} against {}", names[1..].join(", "), names[0])),
        question: format!("What changes from {} to {}?", names[0], names[1..].join(", ")),
        answer,
        glance: glance(comparison),
        advice,
        sections,
        planned: vec![format!("Read off every run, as decided before the first one: {}.", read.join("; "))],
        exploratory: vec![
            "The course over the weeks, and every difference not named above: these suggest, they do not test. Several arms or \
             metrics are several comparisons, and each interval has its level for one comparison alone."
                .into(),
        ],
        fine_print,
    }
}

fn glance(comparison: &Comparison) -> Vec<(String, String)> {
    let metric = &comparison.metrics[0];
    let arms = comparison.arms[1..].iter().zip(&metric.effects).take(4);
    arms.map(|(arm, effect)| {
        let words = format!(
            "{}, {}: {} minus {}",
            spaced(&metric.reading.metric.name),
            metric.reading.when(),
            spaced(arm),
            spaced(&comparison.arms[0])
        );
        (difference_words(metric, effect.difference.mean), words)
    })
    .collect()
}

fn effects(comparison: &Comparison) -> TextTable {
    let mut rows = Vec::new();
    for metric in &comparison.metrics {
        for (arm, effect) in comparison.arms[1..].iter().zip(&metric.effects) {
            // The command prints hyphens, for programs that read numbers; a page has true minus signs.
            let interval = |low: f64, high: f64| minus(&metric.reading.interval(low, high));
            rows.push(vec![
                format!("{}: {}", spaced(&metric.reading.words()), spaced(arm)),
                minus(&metric.reading.signed(effect.difference.mean)),
                interval(effect.difference.lower95, effect.difference.upper95),
                interval(effect.bootstrap95.lower, effect.bootstrap95.upper),
                two(effect.effect),
                percent_of(effect.holds()),
                percent_of(effect.variance_removed),
            ]);
        }
    }
    let heads = [
        "Metric and arm",
        "Difference",
        "95 % interval (t)",
        "95 % interval (bootstrap)",
        "Standardised",
        "Holds in",
        "Variance removed",
    ];
    let caption = format!(
        "Each arm minus {}, in the metric's unit. Standardised: in standard deviations of an arm. Holds in: share of seeds that differ in the \
         same direction as the mean. Variance removed: by pairing.",
        spaced(&comparison.arms[0])
    );
    TextTable::new(caption, heads, rows)
}

fn percent_of(share: f64) -> String {
    if share.is_finite() { format!("{} %", whole(share * 100.0)) } else { "–".into() }
}

fn levels(comparison: &Comparison) -> TextTable {
    let arms = comparison.arms.iter().map(|arm| spaced(arm));
    let row = |metric: &Compared| {
        let unit = metric.reading.metric.unit;
        let levels = metric.levels.iter();
        let levels = levels.map(|level| with_half(unit, level.mean, (level.upper95 - level.lower95) / 2.0));
        std::iter::once(spaced(&metric.reading.words())).chain(levels).collect()
    };
    let caption = "The level in each arm: mean over seeds ± half of its 95 % interval. Do not compare these intervals by eye: the differences above are \
                   paired and far more precise.";
    let heads = std::iter::once("Metric".to_owned()).chain(arms);
    TextTable::new(caption, heads, comparison.metrics.iter().map(row).collect())
}

/// A mean and the half-width of its interval, with enough decimals to show the first digit of the half-width.
fn with_half(unit: Unit, mean: f64, half: f64) -> String {
    let digits = if half > 0.0 && half.is_finite() { (-half.log10()).ceil().clamp(0.0, 7.0) as usize } else { 0 };
    let show = |value: f64| match unit {
        Unit::Count => count(value),
        _ => number(value, digits.max(if mean.abs() < 0.05 { 5 } else { 3 })),
    };
    with_error(mean, half, show)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_has_as_many_digits_as_its_mean() {
        assert_eq!(with_half(Unit::Share, 0.514_42, 0.003_18), "0.514 ± 0.003");
        assert_eq!(with_half(Unit::Share, 0.514_42, 0.000_04), "0.51442 ± 0.00004");
        assert_eq!(with_half(Unit::Value, 0.012_34, 0.000_5), "0.01234 ± 0.00050");
        assert_eq!(with_half(Unit::Count, 17_833.6, 12.2), "17,834 ± 12");
        assert_eq!(with_half(Unit::Share, 0.5, f64::NAN), "0.500", "one seed");
    }
}
