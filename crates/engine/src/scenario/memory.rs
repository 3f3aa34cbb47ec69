//! Estimates the memory that a run needs, before any is allocated.
//!
//! An estimate from what the scenario says: the firms with their parameters, the state of one seed (managers,
//! relationships, ties, beliefs), and what is kept of it at week 0 and week by week. The ledger's rows depend on what
//! happens and come on top.

use std::collections::BTreeSet;

use super::act::ties_to_come;
use super::firm::Firm;
use super::resolved::Scenario;
use crate::network::Network;
use crate::parameter::{Graph, Parameters, Yoke};
use crate::practice::Effect;
use crate::record::{Case, Footprint, Level, Seat, metrics};

/// Managers in a block. Memory is greatest where no block spans two firms.
const BLOCK: usize = darkside_lanes::LANES;
/// Bytes that observers and threads keep for each manager.
const SCRATCH: f64 = 20.0;
/// Bytes for a mean over a group of managers, and the weeks between two of them.
const GROUP_MEAN: f64 = 160.0;
const BETWEEN_MEANS: f64 = 13.0;
/// Bytes for each manager while footprints are taken, more of them for each effect or practice, and for each tie.
const FOOTPRINTS: f64 = 100.0;
const FOOTPRINT: f64 = 20.0;
const FOOTPRINT_TIE: f64 = 16.0;
/// Bytes for a seed that is done: its digest.
const SEED: f64 = 100.0;

/// What a run needs, in bytes, about. See [`memory`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Needed once, however many seeds are simulated at a time: the firms' parameters, the seeds' digests.
    pub once: f64,
    /// The state of one seed: managers, relationships, ties, beliefs.
    pub state: f64,
    /// What is kept of one seed: the organisation at week 0, series, means by group.
    pub series: f64,
}

impl Memory {
    /// Bytes in all with this many seeds simulated at a time.
    pub fn total(&self, at_a_time: usize) -> f64 {
        self.once + at_a_time as f64 * (self.state + self.series)
    }
}

/// Bytes that one of each takes in a world, where every block is full. A test of `population` counts its columns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BytesOfOne {
    /// A relationship; 8 more once any has been passed on.
    pub(crate) relationship: f64,
    /// A tie; 4 less where none is imported.
    pub(crate) tie: f64,
    /// A manager.
    pub(crate) manager: f64,
    /// An account, with up to two threads.
    pub(crate) account: f64,
}

impl BytesOfOne {
    /// With a catalogue of this many practices.
    pub(crate) fn with(practices: f64) -> Self {
        // Origins take five bits of a word for each practice. A profile has a line of sixteen words for thirteen practices, and one
        // more for each further sixteen; it is kept twice, and apart what is seen at a glance of up to four practices.
        let origins = 4.0 * (practices / 6.0).ceil();
        let profile = 64.0 * ((practices + 3.0) / 16.0).ceil();
        let glances = if practices > 4.0 { 0.0 } else { 32.0 };
        Self { relationship: 89.0 + origins, tie: 12.0, manager: 84.0 + 2.0 * profile + glances, account: 16.0 }
    }
}

/// Bytes that a run of `scenario` needs, about, without the ledger's rows.
///
/// A reader has already refused what would need more than a terabyte for one seed at a time.
///
/// ```
/// let text = "[population]\nmanagers = 1_000_000";
/// let scenario = darkside_engine::scenario::read("large.toml", text, std::path::Path::new(""), &[])?;
/// let gigabytes = darkside_engine::scenario::memory(&scenario).total(1) / 1e9;
/// assert!((1.0..3.0).contains(&gigabytes));
/// # Ok::<(), darkside_error::Error>(())
/// ```
pub fn memory(scenario: &Scenario) -> Memory {
    let mut size = Quantities::of(&scenario.parameters).size(scenario.practices.len());
    size.columns = metrics(&scenario.practices).len() as f64;
    if let Some(network) = &scenario.network {
        size.count(network);
    }
    // Managers whom interventions give ties have room for them from the start.
    size.ties += size.seats * ties_to_come(&scenario.interventions) as f64;
    let mut memory = size.memory();
    if scenario.parameters.contagion.yoke != Yoke::No {
        // The leader is a world of its own.
        memory.state *= 2.0;
    }
    memory
}

/// The numbers that decide how much memory a run needs, of any size.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    said: Quantities,
    /// Places for managers, empty ones in a firm's last block included.
    seats: f64,
    relationships: f64,
    ties: f64,
    accounts: f64,
    practices: f64,
    groups: f64,
    columns: f64,
}

impl Size {
    /// Counts what an imported organisation has, in place of what would be generated.
    fn count(&mut self, network: &Network) {
        let mut degrees = vec![0_u32; network.managers.len()];
        network.ties.iter().for_each(|tie| degrees[tie.source as usize] += 1);
        self.ties = rows(network, &degrees);
        if let Some(portfolios) = network.portfolios() {
            self.relationships = rows(network, &portfolios);
        }
        let kinds = |values: &[String]| values.iter().collect::<BTreeSet<_>>().len() as f64;
        self.groups += network.groups.iter().map(|group| kinds(&group.values)).sum::<f64>();
    }

    /// Bytes while footprints are taken, and of their rows.
    fn footprints(&self) -> (f64, f64) {
        if self.said.footprints == 0.0 {
            return (0.0, 0.0);
        }
        let subjects = Effect::ALL.len() as f64 + self.practices;
        let rows = subjects * Level::ALL.len() as f64 * (self.said.weeks / self.said.footprints + 2.0);
        let working = self.seats * (FOOTPRINTS + FOOTPRINT * subjects) + FOOTPRINT_TIE * self.ties;
        (working, rows * size_of::<Footprint>() as f64)
    }

    /// Bytes of the organisation at week 0 in a record: people, ties, and what is in use, at most all relationships.
    fn start(&self) -> f64 {
        let each = [size_of::<Seat>(), size_of::<(u32, u32)>(), size_of::<(Case, u32)>()].map(|bytes| bytes as f64);
        let [seat, tie, user] = each;
        if self.said.ledger { self.seats * seat + self.ties * tie + self.relationships * user } else { 0.0 }
    }

    pub(super) fn memory(&self) -> Memory {
        let each = BytesOfOne::with(self.practices);
        let state = self.seats * (SCRATCH + each.manager)
            + self.relationships * each.relationship
            + self.ties * each.tie
            + self.accounts * each.account;
        let means = self.groups * (self.said.weeks / BETWEEN_MEANS + 2.0) * GROUP_MEAN;
        let (working, footprints) = self.footprints();
        Memory {
            // Both the scenario and the run hold a firm's parameters.
            once: 2.0 * self.said.firms * size_of::<Firm>() as f64 + SEED * self.said.seeds,
            state: state + working,
            series: 8.0 * self.columns * (self.said.weeks + 1.0) + means + footprints + self.start(),
        }
    }
}

/// Places in the rows of all blocks: each has as many rows as the largest count among its managers.
fn rows(network: &Network, counts: &[u32]) -> f64 {
    let managers: Vec<(u32, u32)> = network.managers.iter().map(|m| m.firm).zip(counts.iter().copied()).collect();
    let firms = managers.chunk_by(|one, other| one.0 == other.0);
    let largest = |block: &[(u32, u32)]| block.iter().map(|(_, count)| *count).max().unwrap_or(0);
    firms.flat_map(|firm| firm.chunks(BLOCK)).map(|block| f64::from(largest(block)) * BLOCK as f64).sum()
}

/// What a scenario says of its size, each number perhaps far beyond what is allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantities {
    pub(super) firms: f64,
    pub(super) managers: f64,
    pub(super) portfolio: f64,
    pub(super) inside: f64,
    pub(super) outside: f64,
    pub(super) accounts: f64,
    pub(super) offices: f64,
    pub(super) weeks: f64,
    pub(super) seeds: f64,
    /// Weeks from one taking of footprints to the next; 0 if none are taken.
    pub(super) footprints: f64,
    pub(super) ledger: bool,
}

impl Quantities {
    pub(super) fn of(parameters: &Parameters) -> Self {
        let ties = &parameters.ties;
        let (inside, outside) = match ties.graph {
            Graph::Organisation => (f64::from(ties.inside), f64::from(ties.outside)),
            Graph::Poisson | Graph::Ring => (0.0, f64::from(ties.degree)),
        };
        let population = &parameters.population;
        Self {
            firms: f64::from(population.firms),
            managers: f64::from(population.managers),
            portfolio: f64::from(population.portfolio),
            inside,
            outside,
            accounts: f64::from(population.accounts_per_relationship),
            offices: f64::from(population.offices_per_firm),
            weeks: f64::from(parameters.run.weeks),
            seeds: f64::from(parameters.run.seeds),
            footprints: f64::from(parameters.record.footprints),
            ledger: parameters.record.ledger,
        }
    }

    pub(super) fn size(self, practices: usize) -> Size {
        let least = |one: f64, other: f64| if one < other { one } else { other };
        let firms = if self.firms < 1.0 { 1.0 } else { self.firms };
        let in_a_firm = self.managers / firms;
        let seats = firms * (in_a_firm / BLOCK as f64).ceil() * BLOCK as f64;
        let ties = least(self.inside, in_a_firm) + least(self.outside, self.managers);
        Size {
            said: self,
            seats,
            relationships: seats * self.portfolio,
            ties: seats * ties,
            accounts: self.managers * self.portfolio * self.accounts,
            practices: practices as f64,
            groups: firms + least(firms * self.offices, self.managers),
            columns: 40.0 + practices as f64,
        }
    }
}

/// Bytes in words.
pub fn words(bytes: f64) -> String {
    let units = ["MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut size = bytes / 1_048_576.0;
    let mut unit = 0;
    while size >= 1024.0 && unit + 1 < units.len() {
        size /= 1024.0;
        unit += 1;
    }
    match size {
        small if small < 9.95 => format!("{small:.1} {}", units[unit]),
        large if large < 1e6 => format!("{large:.0} {}", units[unit]),
        huge => format!("{huge:.0e} {}", units[unit]),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::scenario::read;

    #[test]
    fn what_is_large_and_can_be_held_is_allowed() {
        let large = read("test.toml", "[population]\nmanagers = 1_000_000", Path::new(""), &[]).unwrap();
        assert!((1e9..3e9).contains(&memory(&large).total(1)));
        let long = read("test.toml", "[run]\nweeks = 60_000\nseeds = 10_000_000", Path::new(""), &[]);
        assert!(memory(&long.unwrap()).total(1) < 3e9);
    }

    #[test]
    fn every_number_of_the_size_counts() {
        let needed = |change: &str| {
            let scenario = read("test.toml", "question = \"?\"", Path::new(""), &[change.into()]).unwrap();
            memory(&scenario).total(1)
        };
        let plain = needed("run.weeks=260");
        for change in [
            "population.managers=600",
            "population.portfolio=16",
            "population.accounts_per_relationship=50",
            "population.offices_per_firm=40",
            "ties.inside=30",
            "ties.outside=20",
            "run.weeks=2600",
            "run.seeds=3000",
            "record.footprints=13",
        ] {
            assert!(needed(change) > 1.05 * plain, "{change}");
        }
        assert!(needed("record.ledger=false") < plain);
    }

    #[test]
    fn bytes_come_in_words() {
        assert_eq!(words(5e6), "4.8 MiB");
        assert_eq!(words(1.0 * 1_099_511_627_776.0), "1.0 TiB");
        assert_eq!(words(1e40), "9e21 EiB");
    }
}
