//! An imported organisation on a few lines, for a person to look over.

use std::collections::BTreeSet;

use petgraph::unionfind::UnionFind;

use super::organisation::{Group, Network, NetworkTie};
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
    let Network { managers, ties, reading, .. } = network;
    let mut lines = Vec::new();
    let mut line = |label: &str, words: String| lines.push((label.to_owned(), words));
    let drawn = match managers.iter().filter(|manager| manager.tenure_years.is_none()).count() {
        drawn if drawn == 0 || drawn == managers.len() => String::new(),
        drawn => format!(", tenure drawn for {drawn} of them"),
    };
    line("managers", format!("{}{drawn}", managers.len()));
    line("firms", network.firms.len().to_string());
    line("offices", if network.offices.is_empty() { "drawn".into() } else { network.offices.len().to_string() });
    let share = |is: &dyn Fn(&NetworkTie) -> bool| ties.iter().filter(|tie| is(tie)).count() as f64 / ties.len() as f64;
    let firm = |seat: u32| managers[seat as usize].firm;
    let returned = share(&|tie| is_returned(tie, ties));
    let mean_weight = ties.iter().map(|tie| f64::from(tie.weight)).sum::<f64>() / ties.len() as f64;
    if ties.is_empty() {
        line("ties", "0".into());
    } else {
        let inside = share(&|tie| firm(tie.source) == firm(tie.target));
        let shares = format!("{:.0} % of them returned, {:.0} % inside a firm", 100.0 * returned, 100.0 * inside);
        line("ties", format!("{}, {shares}", ties.len()));
        line("mean weight", format!("{}; {OWN_WEIGHTS}", short(mean_weight)));
        line("components", components(managers.len(), ties));
    }
    if !reading.layers.is_empty() {
        let layer = |(name, ties, counts): &(String, usize, bool)| {
            let left_out = if *counts { "" } else { ", left out" };
            format!("{} ({}{left_out})", printable(name), counted(*ties, "tie"))
        };
        line("layers", list(&reading.layers, layer));
    }
    if let Some(relationships) = &network.relationships {
        let accounts: BTreeSet<u32> = relationships.iter().map(|relationship| relationship.account).collect();
        line("relationships", format!("{} with {} accounts", relationships.len(), accounts.len()));
    }
    if !network.groups.is_empty() {
        let group = |group: &Group| {
            let values: BTreeSet<&String> = group.values.iter().collect();
            format!("{} ({})", printable(&group.name), counted(values.len(), "value"))
        };
        line("groups", list(&network.groups, group));
    }
    for of_file in reading.columns.chunk_by(|one, other| one.file == other.file) {
        let column = |one: &ColumnReading| {
            let is_read = !["left out", "passed over"].contains(&one.read_as.as_str());
            format!("`{}` {}{}", printable(&one.column), if is_read { "as " } else { "" }, one.read_as)
        };
        line(&printable(&of_file[0].file), list(of_file, column));
    }
    for note in reading.notes.iter().cloned().chain(doubts(network, returned, mean_weight)) {
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

/// Whether the target of a tie looks back; ties are sorted by source and target.
fn is_returned(tie: &NetworkTie, ties: &[NetworkTie]) -> bool {
    ties.binary_search_by_key(&(tie.target, tie.source), |other| (other.source, other.target)).is_ok()
}

/// In words, the weakly connected components: sets of managers joined by ties in either direction.
fn components(managers: usize, ties: &[NetworkTie]) -> String {
    let mut components = UnionFind::<u32>::new(managers);
    for tie in ties {
        components.union(tie.source, tie.target);
    }
    let mut sizes = vec![0; managers];
    for component in components.into_labeling() {
        sizes[component as usize] += 1;
    }
    sizes.retain(|&size| size > 0);
    let isolated = sizes.iter().filter(|&&size| size == 1).count();
    let largest = counted(sizes.iter().copied().max().unwrap_or(0), "manager");
    format!("{}, the largest of {largest}; {isolated} without any tie", sizes.len())
}

/// What is allowed but rarely meant.
fn doubts(network: &Network, returned: f64, mean_weight: f64) -> impl Iterator<Item = String> {
    let ties = network.ties.len();
    let none = (ties == 0).then(|| match network.reading.layers.is_empty() {
        true => "there are no ties, so nobody looks at anybody".into(),
        false => "there are no ties, so nobody looks at anybody: `layers` in [ties] leaves all of them out".into(),
    });
    let one_way = (ties >= FEW_TIES && returned == 0.0)
        .then(|| "no tie is returned: if a row means a tie both ways, write `mutual = true` in [ties]".into());
    let counts = (ties > 0 && mean_weight > LIKELY_COUNTS).then(|| {
        format!(
            "weights average {}, far above the model's 0.3 to 1: if they are counts, write `scale = \"mean\"` in [ties], or \
             a factor such as `scale = {}`",
            short(mean_weight),
            short(1.0 / mean_weight)
        )
    });
    none.into_iter().chain(one_way).chain(counts)
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
