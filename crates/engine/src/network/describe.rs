//! An imported organisation in numbers.

use std::collections::BTreeSet;

use petgraph::unionfind::UnionFind;

use super::organisation::{Network, NetworkTie};

/// An organisation in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// Number of managers.
    pub managers: usize,
    /// Number of firms.
    pub firms: usize,
    /// Number of offices; 0 where they are to be drawn.
    pub offices: usize,
    /// Number of managers whose tenure is given; for the others it is drawn.
    pub with_tenure: usize,
    /// Number of ties, layers of a pair mixed into one.
    pub ties: usize,
    /// Mean weight of a tie; NaN without ties.
    pub mean_weight: f64,
    /// Share of ties whose target looks back; NaN without ties.
    pub reciprocity: f64,
    /// Share of ties inside a firm; NaN without ties.
    pub inside_share: f64,
    /// Number of weakly connected components: sets of managers joined by ties in either direction.
    pub components: usize,
    /// Number of managers in the largest of them.
    pub largest_component: usize,
    /// Number of managers without any tie.
    pub isolated: usize,
    /// Number of relationships and of accounts; `None` where they are to be generated.
    pub relationships: Option<(usize, usize)>,
    /// The further columns and how many different values each has.
    pub groups: Vec<(String, usize)>,
}

/// Counts what there is in an organisation.
pub fn describe(network: &Network) -> Description {
    let managers = network.managers.len();
    let ties = network.ties.len();
    let firm = |seat: u32| network.managers[seat as usize].firm;
    let share = |count: usize| count as f64 / ties as f64;
    let sizes = component_sizes(managers, &network.ties);
    Description {
        managers,
        firms: network.firms.len(),
        offices: network.offices.len(),
        with_tenure: network.managers.iter().filter(|manager| manager.tenure_years.is_some()).count(),
        ties,
        mean_weight: network.ties.iter().map(|tie| f64::from(tie.weight)).sum::<f64>() / ties as f64,
        reciprocity: share(network.ties.iter().filter(|tie| is_returned(tie, &network.ties)).count()),
        inside_share: share(network.ties.iter().filter(|tie| firm(tie.source) == firm(tie.target)).count()),
        components: sizes.len(),
        largest_component: sizes.iter().copied().max().unwrap_or(0),
        isolated: sizes.iter().filter(|&&size| size == 1).count(),
        relationships: network
            .relationships
            .as_ref()
            .map(|all| (all.len(), all.iter().map(|relationship| relationship.account).collect::<BTreeSet<_>>().len())),
        groups: network
            .groups
            .iter()
            .map(|group| (group.name.clone(), group.values.iter().collect::<BTreeSet<_>>().len()))
            .collect(),
    }
}

/// Whether the target of a tie looks back; ties are sorted by source and target.
fn is_returned(tie: &NetworkTie, ties: &[NetworkTie]) -> bool {
    ties.binary_search_by_key(&(tie.target, tie.source), |other| (other.source, other.target)).is_ok()
}

/// The number of managers in each weakly connected component.
fn component_sizes(managers: usize, ties: &[NetworkTie]) -> Vec<usize> {
    let mut components = UnionFind::<u32>::new(managers);
    for tie in ties {
        components.union(tie.source, tie.target);
    }
    let mut sizes = vec![0; managers];
    for component in components.into_labeling() {
        sizes[component as usize] += 1;
    }
    sizes.retain(|&size| size > 0);
    sizes
}
