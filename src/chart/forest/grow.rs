//! Builds the trees in the ledger of one seed: who took a practice from whom.

use std::collections::BTreeMap;

use darkside_engine::record::{Adoption, Case, Locus};

/// A tree, pruned to what can be drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tree {
    /// The practice, by position in the catalogue.
    pub practice: usize,
    /// The relationship at its root.
    pub root: Case,
    /// Adoptions in the whole tree, including the root.
    pub size: usize,
    /// The nodes shown, parents before children.
    pub nodes: Vec<Node>,
}

/// An adoption in a tree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Node {
    /// Week.
    pub week: u32,
    /// Where it came from.
    pub locus: Locus,
    /// Position of its parent among the shown nodes.
    pub parent: Option<usize>,
    /// The row in which it is drawn, from the top; each node has its own.
    pub row: usize,
}

/// An adoption in the forest of all adoptions.
struct Taken {
    practice: u8,
    place: Case,
    week: u32,
    locus: Locus,
    parent: Option<usize>,
    children: Vec<usize>,
    size: usize,
}

/// The largest trees with at least one copy, largest first, each pruned to `shown` nodes.
pub(super) fn largest(ledger: &[Adoption], trees: usize, shown: usize) -> Vec<Tree> {
    let forest = forest(ledger);
    let mut roots: Vec<usize> =
        (0..forest.len()).filter(|n| forest[*n].parent.is_none() && forest[*n].size > 1).collect();
    roots.sort_by_key(|root| (std::cmp::Reverse(forest[*root].size), *root));
    roots.into_iter().take(trees).map(|root| pruned(&forest, root, shown)).collect()
}

fn forest(ledger: &[Adoption]) -> Vec<Taken> {
    let mut forest: Vec<Taken> = Vec::new();
    // The latest adoption of each practice by each relationship, whoever managed it at the time.
    let mut latest: BTreeMap<(u8, u32, u32), usize> = BTreeMap::new();
    let key = |practice: u8, case: &Case| (practice, case.relationship, case.spell);
    for adoption in ledger {
        let parent = adoption.source.as_ref().map(|source| {
            // A source without an adoption of its own has used the practice from the start.
            *latest.entry(key(adoption.practice, source)).or_insert_with(|| {
                forest.push(Taken::root(adoption.practice, *source, 0, Locus::Origin));
                forest.len() - 1
            })
        });
        let node = forest.len();
        if let Some(parent) = parent {
            forest[parent].children.push(node);
        }
        forest.push(Taken { parent, ..Taken::root(adoption.practice, adoption.target, adoption.week, adoption.locus) });
        latest.insert(key(adoption.practice, &adoption.target), node);
    }
    // Parents come before their children, so when going backwards every child is complete.
    for n in (0..forest.len()).rev() {
        if let Some(parent) = forest[n].parent {
            forest[parent].size += forest[n].size;
        }
    }
    forest
}

impl Taken {
    fn root(practice: u8, place: Case, week: u32, locus: Locus) -> Self {
        Self { practice, place, week, locus, parent: None, children: Vec::new(), size: 1 }
    }
}

/// The root, and then one node at a time: the child of a shown node with the most adoptions below it, the earlier one
/// on a tie.
fn pruned(forest: &[Taken], root: usize, shown: usize) -> Tree {
    let mut kept: Vec<(usize, Option<usize>)> = vec![(root, None)];
    let mut next: Vec<(usize, usize)> = forest[root].children.iter().map(|child| (*child, 0)).collect();
    while kept.len() < shown && !next.is_empty() {
        let best =
            (0..next.len()).min_by_key(|n| (std::cmp::Reverse(forest[next[*n].0].size), next[*n].0)).unwrap_or(0);
        let (node, parent) = next.swap_remove(best);
        next.extend(forest[node].children.iter().map(|child| (*child, kept.len())));
        kept.push((node, Some(parent)));
    }
    let mut nodes: Vec<Node> = kept
        .iter()
        .map(|(node, parent)| Node { week: forest[*node].week, locus: forest[*node].locus, parent: *parent, row: 0 })
        .collect();
    number_rows(&mut nodes);
    let Taken { practice, place, .. } = forest[root];
    Tree { practice: usize::from(practice), root: place, size: forest[root].size, nodes }
}

/// Numbers rows from top to bottom. A node's children follow below it, the latest first, so that no vertical line
/// crosses a row that has begun.
fn number_rows(nodes: &mut [Node]) {
    let mut waiting = vec![0];
    let mut row = 0;
    while let Some(node) = waiting.pop() {
        nodes[node].row = row;
        row += 1;
        let mut children: Vec<usize> = (0..nodes.len()).filter(|n| nodes[*n].parent == Some(node)).collect();
        children.sort_by_key(|child| (nodes[*child].week, *child));
        waiting.extend(children);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::record::Mechanism;

    fn case(relationship: u32) -> Case {
        Case { manager: relationship / 8, person: 0, relationship, spell: 0 }
    }

    fn adoption(week: u32, target: u32, source: Option<u32>) -> Adoption {
        let locus = if source.is_some() { Locus::IntraPortfolio } else { Locus::Origin };
        let mechanism = if source.is_some() { Mechanism::IntraImitation } else { Mechanism::Spontaneous };
        Adoption {
            week,
            practice: 0,
            mechanism,
            locus,
            target: case(target),
            source: source.map(case),
            source_flags: 0,
        }
    }

    #[test]
    fn a_copy_hangs_on_its_sources_latest_adoption() {
        // Relationship 1 invents twice; 2 copies from the first time, 3 from the second.
        let ledger = [adoption(1, 1, None), adoption(5, 2, Some(1)), adoption(9, 1, None), adoption(12, 3, Some(1))];
        let trees = largest(&ledger, 6, 36);
        assert_eq!(trees.iter().map(|tree| tree.size).collect::<Vec<_>>(), [2, 2]);
        assert_eq!(trees[0].nodes[0].week, 1);
        assert_eq!(trees[1].nodes[0].week, 9);
    }

    #[test]
    fn a_source_that_used_it_from_the_start_is_a_root_in_week_0() {
        let trees = largest(&[adoption(4, 2, Some(1)), adoption(6, 3, Some(1))], 6, 36);
        assert_eq!((trees.len(), trees[0].size, trees[0].nodes[0].week), (1, 3, 0));
    }

    #[test]
    fn pruning_keeps_the_tree_connected_and_counts_everything() {
        let mut ledger = vec![adoption(1, 0, None)];
        ledger.extend((1..200).map(|n| adoption(n + 1, n, Some(n / 3))));
        let tree = &largest(&ledger, 1, 36)[0];
        assert_eq!((tree.size, tree.nodes.len()), (200, 36));
        let mut rows: Vec<_> = tree.nodes.iter().map(|node| node.row).collect();
        rows.sort_unstable();
        assert_eq!(rows, (0..36).collect::<Vec<_>>());
        assert!(tree.nodes.iter().enumerate().skip(1).all(|(n, node)| node.parent.is_some_and(|parent| parent < n)));
    }
}
