//! One `[[hypothesis]]` of a file.

use super::arm::ArmLoader;
use super::claim::{Assertion, Contrast, Hypothesis, Status, WeightedReading};
use crate::experiment::{Reading, file_entries};
use darkside_engine::scenario::node::{Key, Node};
use darkside_engine::scenario::reader::{above_zero, number, optional_text, required, required_text, table, word};
use darkside_error::Result;

/// The keys of a hypothesis.
///
/// | key | what it holds |
/// |---|---|
/// | `id` | short name, unique in the file |
/// | `claim` | the claim in words |
/// | `source` | where it comes from |
/// | `status` | `built_in`, `tuned` or `prediction` |
/// | `metric` | what is read: a name from `darkside list metrics` |
/// | `window` | when: a week (`260`) or weeks (`"156..260"`); the last week unless given |
/// | `arms` | two arms: the second is subtracted from the first |
/// | `contrast` | arms with weights: `{ both = 1, formal = -1, informal = -1, none = 1 }` |
/// | `ranking` | arms from the lowest to the highest: each is compared with the one before |
/// | `terms` | a contrast of several metrics: `[{ arm, metric, window, times }, …]` |
/// | `all` | several contrasts, each a table with `arms`, `contrast` or `terms`; the claim is that all of them hold |
/// | `direction` | `greater`, `less` or `different` |
/// | `at_least` | the smallest effect of interest: how far from 0 in the claimed direction; below 0: not worse by more than; 0 unless given |
/// | `equivalence` | instead of a direction: the claim is that the contrast is closer to 0 than this |
/// | `reason` | why that margin: what a smaller effect would not matter to |
/// | `alpha` | greatest probability of a wrong verdict; the file's unless given |
/// | `half_width` | seeds are added until the ends of the interval are at most this far from its middle |
pub const HYPOTHESIS_KEYS: [&str; 17] = [
    "id",
    "claim",
    "source",
    "status",
    "metric",
    "window",
    "arms",
    "contrast",
    "ranking",
    "terms",
    "all",
    "direction",
    "at_least",
    "equivalence",
    "reason",
    "alpha",
    "half_width",
];

/// The ways to give the arms of a hypothesis, of which it has one.
pub(super) const FORMS: [&str; 5] = ["arms", "contrast", "ranking", "terms", "all"];

/// The keys of a part of `all`.
const PART_KEYS: [&str; 5] = ["arms", "contrast", "terms", "metric", "window"];
const TERM_KEYS: [&str; 4] = ["arm", "metric", "window", "times"];

/// Reads a hypothesis and loads the arms it refers to; `alpha` is the file's.
pub(super) fn read(node: &Node, arms: &mut ArmLoader<'_>, alpha: f64) -> Result<Hypothesis> {
    table(node, "a hypothesis", &HYPOTHESIS_KEYS)?;
    let id = required_text(node, "id", "a hypothesis")?.to_owned();
    let status =
        required(node, "status", "a hypothesis").map_err(|error| error.help("built_in, tuned or prediction"))?;
    let status = word(status, "`status`", &Status::ALL)?;
    let claims = claim(node)?;
    let parts = parts(node, arms)?;
    let margin = match claims {
        Assertion::Equivalent(margin) => Some(margin),
        directed => directed.margin(),
    };
    let half_width = match (node.entry("half_width"), margin) {
        (Some(width), _) => above_zero(width, "`half_width`")?,
        (None, Some(margin)) => margin / 2.0,
        (None, None) => {
            let error = node.error(format!("hypothesis `{id}` needs `half_width`"));
            return Err(
                error.help("how narrow should the interval be? For a share, 0.01 is one percentage point either way")
            );
        }
    };
    Ok(Hypothesis {
        claim: required_text(node, "claim", "a hypothesis")?.to_owned(),
        source: optional_text(node, "source")?.to_owned(),
        reason: optional_text(node, "reason")?.to_owned(),
        alpha: node.entry("alpha").map_or(Ok(alpha), level)?,
        id,
        status,
        claims,
        parts,
        half_width,
    })
}

/// An error probability, between 0 and one half.
pub(super) fn level(node: &Node) -> Result<f64> {
    let value = number(node, "`alpha`")?;
    if value > 0.0 && value < 0.5 { Ok(value) } else { Err(node.must_be("`alpha`", "between 0 and 0.5, such as 0.05")) }
}

fn claim(node: &Node) -> Result<Assertion> {
    let least = match node.entry("at_least") {
        Some(least) => number(least, "`at_least`")?,
        None => 0.0,
    };
    match (node.entry("direction"), node.entry("equivalence")) {
        (Some(_), Some(margin)) => Err(margin.error("a hypothesis has a direction or an equivalence margin, not both")),
        (None, None) => {
            let error = node.error("a hypothesis needs `direction`");
            Err(error.help("\"greater\", \"less\" or \"different\", or `equivalence` with a margin"))
        }
        (None, Some(margin)) => match node.entry("at_least") {
            Some(least) => Err(least.error("`at_least` goes with a direction, not with an equivalence margin")),
            None => above_zero(margin, "`equivalence`").map(Assertion::Equivalent),
        },
        (Some(direction), None) => match direction.text("`direction`")? {
            "greater" => Ok(Assertion::Greater(least)),
            "less" => Ok(Assertion::Less(least)),
            "different" if least < 0.0 => {
                let place = node.entry("at_least").unwrap_or(direction);
                Err(place.must_be("`at_least` of a difference of either sign", "at least 0"))
            }
            "different" => Ok(Assertion::Different(least)),
            _ => Err(direction.must_be("`direction`", "\"greater\", \"less\" or \"different\"")),
        },
    }
}

/// What is read unless a part or a term says otherwise.
#[derive(Clone, Copy, Default)]
struct Reads<'a> {
    metric: Option<&'a Node>,
    window: Option<&'a Node>,
}

impl<'a> Reads<'a> {
    /// The same, overridden by what `node` itself says.
    fn with(self, node: &'a Node) -> Self {
        Self { metric: node.entry("metric").or(self.metric), window: node.entry("window").or(self.window) }
    }
}

fn parts(node: &Node, arms: &mut ArmLoader<'_>) -> Result<Vec<Contrast>> {
    let reads = Reads::default().with(node);
    let (given, values): (Vec<&str>, Vec<&Node>) =
        FORMS.into_iter().filter_map(|form| Some((form, node.entry(form)?))).unzip();
    let ([form], [value]) = (&given[..], &values[..]) else {
        let message = match given.len() {
            0 => "a hypothesis names no arms".to_owned(),
            _ => format!("a hypothesis has only one of {}", given.join(", ")),
        };
        return Err(node.error(message).help("give `arms`, `contrast`, `ranking`, `terms` or `all`"));
    };
    match *form {
        "ranking" => ranking(value, arms, reads, node),
        "all" => {
            let items = value.list("`all`")?;
            if items.is_empty() {
                return Err(value.error("`all` is empty"));
            }
            items
                .iter()
                .map(|item| {
                    table(item, "a part of `all`", &PART_KEYS)?;
                    let forms = ["arms", "contrast", "terms"];
                    let given = forms.into_iter().find_map(|form| Some((form, item.entry(form)?)));
                    let (form, value) = given
                        .ok_or_else(|| item.error("a part names no arms").help("give `arms`, `contrast` or `terms`"))?;
                    contrast(form, value, arms, reads.with(item), item)
                })
                .collect()
        }
        form => Ok(vec![contrast(form, value, arms, reads, node)?]),
    }
}

fn contrast(form: &str, value: &Node, arms: &mut ArmLoader<'_>, reads: Reads<'_>, whole: &Node) -> Result<Contrast> {
    let terms = match form {
        "arms" => {
            let names = value.list("`arms`")?;
            let [first, second] = names else {
                let error = value.error(format!("`arms` names {} arms, not two", names.len()));
                return Err(
                    error.help("the second is subtracted from the first; for more write `contrast` or `ranking`")
                );
            };
            vec![term(first, arms, reads, 1.0, whole)?, term(second, arms, reads, -1.0, whole)?]
        }
        "contrast" => weighted(value, arms, reads, whole)?,
        _ => several_metrics(value, arms, reads, whole)?,
    };
    for (position, term) in terms.iter().enumerate() {
        if terms[..position].iter().any(|other| other.arm == term.arm && other.reading == term.reading) {
            return Err(value.error("a contrast has the same arm and metric twice").help("add up their weights"));
        }
    }
    let words = words(&terms, arms);
    Ok(Contrast { words, terms })
}

fn weighted(value: &Node, arms: &mut ArmLoader<'_>, reads: Reads<'_>, whole: &Node) -> Result<Vec<WeightedReading>> {
    let entries = value.table("`contrast`")?;
    if entries.is_empty() {
        return Err(value.error("`contrast` is empty").help("write for example { baseline = 1, isolated = -1 }"));
    }
    entries
        .iter()
        .map(|(key, weight)| {
            let times = weight_of(weight)?;
            let arm = arms.find(&key.name, key)?;
            Ok(WeightedReading { arm, reading: reading(reads, arms, arm, whole)?, times })
        })
        .collect()
}

fn several_metrics(
    value: &Node,
    arms: &mut ArmLoader<'_>,
    reads: Reads<'_>,
    whole: &Node,
) -> Result<Vec<WeightedReading>> {
    let items = value.list("`terms`")?;
    if items.is_empty() {
        return Err(value.error("`terms` is empty"));
    }
    items
        .iter()
        .map(|item| {
            table(item, "a term", &TERM_KEYS)?;
            let times = item.entry("times").map_or(Ok(1.0), weight_of)?;
            let name = required(item, "arm", "a term")?;
            term(name, arms, reads.with(item), times, whole)
        })
        .collect()
}

fn weight_of(node: &Node) -> Result<f64> {
    let times = file_entries::weight(node)?;
    if times == 0.0 { Err(node.error("a weight of 0").help("leave the arm out")) } else { Ok(times) }
}

fn term(name: &Node, arms: &mut ArmLoader<'_>, reads: Reads<'_>, times: f64, whole: &Node) -> Result<WeightedReading> {
    let key = Key { name: name.text("an arm")?.to_owned(), place: name.place.clone() };
    let arm = arms.find(&key.name, &key)?;
    Ok(WeightedReading { arm, reading: reading(reads, arms, arm, whole)?, times })
}

fn ranking(value: &Node, arms: &mut ArmLoader<'_>, reads: Reads<'_>, whole: &Node) -> Result<Vec<Contrast>> {
    let names = value.list("`ranking`")?;
    if names.len() < 2 {
        return Err(value.error("a ranking has at least two arms, from the lowest to the highest"));
    }
    names
        .windows(2)
        .map(|pair| {
            let terms = vec![term(&pair[1], arms, reads, 1.0, whole)?, term(&pair[0], arms, reads, -1.0, whole)?];
            if terms[0].arm == terms[1].arm {
                return Err(pair[1].error("a ranking has an arm next to itself"));
            }
            Ok(Contrast { words: words(&terms, arms), terms })
        })
        .collect()
}

/// The reading of an arm; errors point at the metric or the window.
fn reading(reads: Reads<'_>, arms: &ArmLoader<'_>, arm: usize, whole: &Node) -> Result<Reading> {
    let metric = reads.metric.ok_or_else(|| {
        whole.error("a hypothesis needs `metric`").help("`darkside list metrics` shows all; `dark_share` is one")
    })?;
    file_entries::reading(metric, reads.window, &arms.loaded[arm])
}

/// The contrast as a formula: `baseline − 0.75 isolated`.
fn words(terms: &[WeightedReading], arms: &ArmLoader<'_>) -> String {
    let one_metric =
        terms.iter().all(|term| term.reading == terms[0].reading || term.reading.words() == terms[0].reading.words());
    let mut out = String::new();
    for (position, term) in terms.iter().enumerate() {
        let sign = match (position, term.times < 0.0) {
            (0, true) => "−",
            (0, false) => "",
            (_, true) => " − ",
            (_, false) => " + ",
        };
        let size = term.times.abs();
        let weight = if size == 1.0 { String::new() } else { format!("{size} ") };
        let name = &arms.loaded[term.arm].name;
        let what = if one_metric { String::new() } else { format!(" ({})", term.reading.words()) };
        out.push_str(&format!("{sign}{weight}{name}{what}"));
    }
    out
}
