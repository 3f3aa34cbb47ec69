//! The spectral radius of a sparse operator plus one of rank one, and its eigenvectors, by power iteration.

use crate::portfolio::lesser;
use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// The most steps of an iteration.
const MOST_STEPS: usize = 20_000;
/// It has converged when the two bounds on the eigenvalue are this close.
const CLOSE: f64 = 1e-9;

/// An entry of the operator: from a source to a target.
pub(crate) type Entry = (usize, usize, f64);

/// A positive operator: entries, and `column` · `row`ᵀ.
pub(crate) struct Operator<'a> {
    pub entries: &'a [Entry],
    pub column: &'a [f64],
    pub row: &'a [f64],
}

/// The largest eigenvalue and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Spectrum {
    pub radius: f64,
    /// Right eigenvector, summing to 1; empty where the radius is 0 or infinite.
    pub right: Vec<f64>,
    /// Left eigenvector, scaled to a product of 1 with the right one.
    pub left: Vec<f64>,
    /// Whether the bounds met.
    pub converged: bool,
}

/// The spectral radius over all parts that lead back to themselves: outside these nothing grows. Each part is irreducible,
/// so the iteration has one limit there and the bounds of Collatz and Wielandt hold.
pub(crate) fn spectrum(operator: &Operator<'_>) -> Spectrum {
    let count = operator.column.len();
    let mut found = Spectrum { converged: true, ..Spectrum::default() };
    let (mut part_of, mut parts) = (vec![usize::MAX; count + 1], 0);
    for part in tarjan_scc(&graph(operator)) {
        part.iter().for_each(|node| part_of[node.index()] = parts);
        parts += 1;
    }
    let hub = part_of[count];
    let mut inside: Vec<Vec<Entry>> = vec![Vec::new(); parts];
    for &(target, source, value) in operator.entries {
        if part_of[target] == part_of[source] {
            inside[part_of[target]].push((target, source, value));
        }
    }
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); parts];
    (0..count).for_each(|node| members[part_of[node]].push(node));
    for (part, entries) in inside.into_iter().enumerate() {
        if entries.is_empty() && part != hub {
            continue;
        }
        let nodes = &members[part];
        let at = |numbers: &[f64], node: usize| if part == hub { numbers[node] } else { 0.0 };
        let column: Vec<f64> = nodes.iter().map(|&node| at(operator.column, node)).collect();
        let row: Vec<f64> = nodes.iter().map(|&node| at(operator.row, node)).collect();
        let place = |node: usize| nodes.binary_search(&node).unwrap_or(0);
        let entries: Vec<Entry> =
            entries.into_iter().map(|(target, source, value)| (place(target), place(source), value)).collect();
        let one = of_part(&Operator { entries: &entries, column: &column, row: &row });
        if one.radius > found.radius {
            let spread = |own: &[f64]| {
                let mut all = vec![0.0; count];
                nodes.iter().zip(own).for_each(|(&node, &value)| all[node] = value);
                all
            };
            found = Spectrum { right: spread(&one.right), left: spread(&one.left), ..one };
        }
    }
    found
}

/// Who leads to whom; the last node stands for the mixing of everybody with everybody.
fn graph(operator: &Operator<'_>) -> DiGraph<(), ()> {
    let count = operator.column.len();
    let mut graph = DiGraph::with_capacity(count + 1, operator.entries.len());
    for _ in 0..=count {
        graph.add_node(());
    }
    let node = |at: usize| NodeIndex::new(at);
    for &(target, source, _) in operator.entries {
        graph.add_edge(node(source), node(target), ());
    }
    for at in 0..count {
        if operator.row[at] > 0.0 {
            graph.add_edge(node(at), node(count), ());
        }
        if operator.column[at] > 0.0 {
            graph.add_edge(node(count), node(at), ());
        }
    }
    graph
}

/// The spectrum of an irreducible operator.
fn of_part(operator: &Operator<'_>) -> Spectrum {
    let met = operator.column.iter().chain(operator.row).any(|value| value.is_infinite());
    if met || operator.entries.iter().any(|(_, _, value)| value.is_infinite()) {
        return Spectrum { radius: f64::INFINITY, converged: true, ..Spectrum::default() };
    }
    let (right, above) = iterate(operator);
    let turned: Vec<Entry> = operator.entries.iter().map(|&(target, source, value)| (source, target, value)).collect();
    let (mut left, below) = iterate(&Operator { entries: &turned, column: operator.row, row: operator.column });
    let scale: f64 = left.iter().zip(&right).map(|(left, right)| left * right).sum();
    left.iter_mut().for_each(|value| *value /= scale);
    let radius = left.iter().zip(operator.apply(&right)).map(|(left, value)| left * value).sum();
    Spectrum { radius, right, left, converged: above && below }
}

/// The positive eigenvector, summing to 1, and whether the bounds met. Half a step each time, so that it also converges
/// where the operator alternates between two groups.
fn iterate(operator: &Operator<'_>) -> (Vec<f64>, bool) {
    let count = operator.column.len();
    let mut vector = vec![1.0 / count as f64; count];
    for _ in 0..MOST_STEPS {
        let next = operator.apply(&vector);
        let growth: f64 = next.iter().sum();
        if growth == 0.0 {
            return (vector, true);
        }
        let ratios = || next.iter().zip(&vector).map(|(next, now)| next / now);
        let low = ratios().fold(f64::INFINITY, lesser);
        let high = ratios().fold(0.0, |high, ratio| if ratio > high { ratio } else { high });
        if high - low <= CLOSE * high {
            return (vector, true);
        }
        for (now, next) in vector.iter_mut().zip(next) {
            *now = 0.5 * (*now + next / growth);
        }
    }
    (vector, false)
}

impl Operator<'_> {
    fn apply(&self, vector: &[f64]) -> Vec<f64> {
        let all: f64 = self.row.iter().zip(vector).map(|(row, value)| row * value).sum();
        let mut next: Vec<f64> = self.column.iter().map(|column| column * all).collect();
        for &(target, source, value) in self.entries {
            next[target] += value * vector[source];
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(count: usize, entries: &[Entry]) -> Spectrum {
        let nothing = vec![0.0; count];
        spectrum(&Operator { entries, column: &nothing, row: &nothing })
    }

    #[test]
    fn two_groups_that_take_turns() {
        let found = of(2, &[(0, 1, 2.0), (1, 0, 8.0)]);
        assert!((found.radius - 4.0).abs() < 1e-8 && found.converged);
        assert!((found.right[1] / found.right[0] - 2.0).abs() < 1e-6);
        assert!((found.left[0] / found.left[1] - 2.0).abs() < 1e-6);
    }

    #[test]
    fn what_never_comes_back_does_not_grow() {
        assert_eq!(of(3, &[(1, 0, 5.0), (2, 1, 5.0)]).radius, 0.0);
        // A chain that leads into a pair which is weak, beside a strong pair that nobody reaches.
        let found = of(5, &[(1, 0, 9.0), (2, 1, 0.5), (1, 2, 0.5), (3, 4, 0.7), (4, 3, 0.7)]);
        assert!((found.radius - 0.7).abs() < 1e-9);
        assert_eq!(found.right[..3], [0.0; 3]);
    }

    #[test]
    fn rank_one_and_entries_add_up() {
        let (column, row) = ([0.1, 0.2, 0.3], [1.0, 2.0, 1.0]);
        let alone = spectrum(&Operator { entries: &[], column: &column, row: &row });
        assert!((alone.radius - 0.8).abs() < 1e-9);
        // The same as a full matrix.
        let full: Vec<Entry> =
            (0..9).map(|at| (at / 3, at % 3, column[at / 3] * row[at % 3] + f64::from(u8::from(at == 1)))).collect();
        let both = spectrum(&Operator { entries: &[(0, 1, 1.0)], column: &column, row: &row });
        assert!((both.radius - of(3, &full).radius).abs() < 1e-8);
        assert!(both.radius > alone.radius);
    }

    #[test]
    fn what_lasts_for_ever_is_infinite_only_where_it_returns() {
        assert_eq!(of(2, &[(0, 1, f64::INFINITY), (1, 0, 1.0)]).radius, f64::INFINITY);
        assert_eq!(of(2, &[(0, 1, f64::INFINITY)]).radius, 0.0);
    }
}
