//! What each column says about a tie, in a table or in the attributes of a graph's edges.

use super::cells::{Cells, Every, is_missing};
use super::findings::Findings;
use super::headings::{LAYER, WEIGHT, plain};
use super::number::{self, NO_LIMIT};
use darkside_error::Source;

/// Columns whose texts are looked at for one meaning.
const MOST_CANDIDATES: usize = 10;

/// What each column of a file says about a tie.
#[derive(Debug, Default)]
pub(super) struct TieColumns {
    pub(super) layer: Option<usize>,
    pub(super) weight: Option<usize>,
    /// Gephi's `Type`: `Directed` or `Undirected`.
    pub(super) direction: Option<usize>,
}

impl TieColumns {
    /// The columns by name. A column whose name only suggests a weight or a layer is one if its texts can be.
    pub(super) fn of(names: &[String], every: Every<'_>, decimal_comma: bool) -> Self {
        let is_exact = |column: usize, name: &str| names[column].eq_ignore_ascii_case(name);
        let may_be = |&column: &usize| ["type", "directed"].contains(&plain(&names[column]).as_str());
        let direction = (0..names.len()).filter(may_be).take(MOST_CANDIDATES).find(|&column| {
            every(column, &|text| text.is_empty() || is_undirected(text).is_some()) && !every(column, &str::is_empty)
        });
        let is_weight = |&column: &usize| {
            is_exact(column, WEIGHT.name) || every(column, &|text| number::may_be_weight(text, decimal_comma))
        };
        let is_layer = |&column: &usize| {
            Some(column) != direction && (is_exact(column, LAYER.name) || !every(column, &str::is_empty))
        };
        Self {
            weight: WEIGHT.all(names).take(MOST_CANDIDATES).find(is_weight),
            layer: LAYER.all(names).take(MOST_CANDIDATES).find(is_layer),
            direction,
        }
    }

    /// The layer that a record names, "" for none, and its weight, 1 for none; `None` where one is a problem.
    pub(super) fn layer_and_weight<'a>(
        &self,
        record: &'a dyn Cells,
        source: &Source,
        findings: &mut Findings,
    ) -> (&'a str, f32) {
        let layer = self.layer.map_or("", |column| record.text(column));
        if let Some(column) = self.layer
            && let Err(error) = record.one_line(column)
        {
            findings.problem("several lines", "layer", || record.blame(column, error));
        }
        let Some(column) = self.weight else { return (layer, 1.0) };
        let text = record.text(column);
        if is_missing(text) {
            let what = if text.is_empty() { String::new() } else { format!(", `{text}`,") };
            let first = || format!("the first{what} in line {}", record.span().line(source));
            findings.note("missing weights, which count as 1", first);
        }
        (layer, number::optional(record, column, "weight", NO_LIMIT, findings).unwrap_or(1.0))
    }

    /// Reports how the columns of `file` were read.
    pub(super) fn say(&self, file: &str, names: &[String], findings: &mut Findings) {
        let known = [(self.layer, "layer"), (self.weight, "weight"), (self.direction, "direction")];
        for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            let read_as = known.iter().find(|(position, _)| *position == Some(column));
            findings.column(file, name, read_as.map_or("left out", |(_, meaning)| *meaning));
        }
    }

    /// Whether a record says that its tie has no direction; `by_default` if it says nothing.
    pub(super) fn is_undirected(&self, record: &dyn Cells, by_default: bool) -> bool {
        self.direction.and_then(|column| is_undirected(record.text(column))).unwrap_or(by_default)
    }
}

/// What a word says of direction.
fn is_undirected(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "undirected" | "false" => Some(true),
        "directed" | "true" => Some(false),
        _ => None,
    }
}
