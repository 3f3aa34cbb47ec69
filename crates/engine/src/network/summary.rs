//! An imported organisation on a few lines, for a person to look over.

use super::describe::{Description, describe};
use super::organisation::Network;
use super::reading::ColumnReading;

/// The model's scale: what `ties.office_weight`, `firm_weight` and `outside_weight` are unless changed.
const OWN_WEIGHTS: &str = "the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms";
/// A mean weight this many times the model's own is likely a count.
const LIKELY_COUNTS: f64 = 5.0;
/// With fewer ties than this it means little that none is returned.
const FEW_TIES: usize = 5;

/// The organisation on a few lines, each a label and what there is to say: counts, what the columns were read as, what
/// was left out.
pub fn summary(network: &Network) -> Vec<(String, String)> {
    let counts = describe(network);
    let mut lines = Vec::new();
    let mut line = |label: &str, words: String| lines.push((label.to_owned(), words));
    let drawn = match counts.managers - counts.with_tenure {
        drawn if drawn == 0 || counts.with_tenure == 0 => String::new(),
        drawn => format!(", tenure drawn for {drawn} of them"),
    };
    line("managers", format!("{}{drawn}", counts.managers));
    line("firms", counts.firms.to_string());
    line("offices", if counts.offices == 0 { "drawn".into() } else { counts.offices.to_string() });
    let shares = match counts.ties {
        0 => String::new(),
        _ => format!(
            ", {:.0} % of them returned, {:.0} % inside a firm",
            100.0 * counts.reciprocity,
            100.0 * counts.inside_share
        ),
    };
    line("ties", format!("{}{shares}", counts.ties));
    if counts.ties > 0 {
        line("mean weight", format!("{}; {OWN_WEIGHTS}", short(counts.mean_weight)));
        let Description { components, largest_component: largest, isolated, .. } = counts;
        line(
            "components",
            format!("{components}, the largest of {}; {isolated} without any tie", counted(largest, "manager")),
        );
    }
    if !network.reading.layers.is_empty() {
        let layer = |(name, ties, counts): &(String, usize, bool)| {
            let left_out = if *counts { "" } else { ", left out" };
            format!("{} ({}{left_out})", printable(name), counted(*ties, "tie"))
        };
        line("layers", list(&network.reading.layers, layer));
    }
    if let Some((relationships, accounts)) = counts.relationships {
        line("relationships", format!("{relationships} with {accounts} accounts"));
    }
    if !counts.groups.is_empty() {
        line(
            "groups",
            list(&counts.groups, |(name, values)| format!("{} ({})", printable(name), counted(*values, "value"))),
        );
    }
    for of_file in network.reading.columns.chunk_by(|one, other| one.file == other.file) {
        let column = |one: &ColumnReading| {
            let is_read = !["left out", "passed over"].contains(&one.read_as.as_str());
            format!("`{}` {}{}", printable(&one.column), if is_read { "as " } else { "" }, one.read_as)
        };
        line(&printable(&of_file[0].file), list(of_file, column));
    }
    for note in network.reading.notes.iter().cloned().chain(doubts(counts.ties, counts.reciprocity, counts.mean_weight))
    {
        line("note", printable(&note));
    }
    lines
}

/// Longer lists are cut.
const LISTED: usize = 40;

fn list<T>(items: &[T], words: impl Fn(&T) -> String) -> String {
    let mut listed: Vec<String> = items.iter().take(LISTED).map(words).collect();
    if items.len() > LISTED {
        listed.push(format!("and {} more", items.len() - LISTED));
    }
    listed.join(", ")
}

/// What is allowed but rarely meant.
fn doubts(ties: usize, reciprocity: f64, mean_weight: f64) -> Vec<String> {
    let mut doubts = Vec::new();
    if ties >= FEW_TIES && reciprocity == 0.0 {
        doubts.push("no tie is returned: if a row means a tie both ways, write `mutual = true` in [ties]".into());
    }
    if ties > 0 && mean_weight > LIKELY_COUNTS {
        let mean = short(mean_weight);
        doubts.push(format!(
            "weights average {mean}, far above the model's 0.3 to 1: if they are counts, write `scale = \"mean\"` in [ties], or \
             a factor such as `scale = {}`",
            short(1.0 / mean_weight)
        ));
    }
    doubts
}

fn counted(count: usize, of: &str) -> String {
    format!("{count} {of}{}", if count == 1 { "" } else { "s" })
}

/// Three digits are enough.
fn short(number: f64) -> String {
    match number {
        100.0.. => format!("{number:.0}"),
        10.0.. => format!("{number:.1}"),
        0.1.. => format!("{number:.2}"),
        0.001.. => format!("{number:.4}"),
        _ => format!("{number:.1e}"),
    }
}

/// Without characters that would move the cursor.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}
