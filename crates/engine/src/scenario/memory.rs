//! How much memory a run needs, told before any of it is taken.
//!
//! An estimate from what the scenario says: the firms with their parameters, the state of one seed (managers,
//! relationships, ties, beliefs), and what is kept of it week by week. What the ledger keeps depends on what happens
//! and comes on top.

use std::collections::BTreeSet;

use super::act::ties_to_come;
use super::firm::Firm;
use super::node::Node;
use super::resolved::Scenario;
use crate::network::Network;
use crate::parameter::{Graph, Parameters, Yoke, find};
use crate::practice::Effect;
use crate::record::{Footprint, Level, metrics};
use darkside_error::{Error, Result};

/// No run may need more memory than this: a terabyte, which large machines have.
const MOST: f64 = 1024.0 * GIBIBYTE;
/// Reading a scenario may not take more than this for its firms.
const MOST_FOR_FIRMS: f64 = 2.0 * GIBIBYTE;
const GIBIBYTE: f64 = 1_073_741_824.0;

/// Managers in a block. Memory is greatest where no block spans two firms.
const BLOCK: usize = 16;
/// Bytes for each relationship (8 more once any has been passed on), tie and manager, for each account (up to two threads) and
/// for each belief.
const RELATIONSHIP: f64 = 97.0;
const TIE: f64 = 12.0;
const MANAGER: f64 = 104.0;
const ACCOUNT: f64 = 16.0;
const BELIEF: f64 = 8.0;
/// Bytes for each manager that are only kept where there are so few practices.
const GLANCES: f64 = 32.0;
const FEW: f64 = 4.0;
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
    /// What is there once, however many seeds are simulated at a time: the firms' parameters, seeds' digests.
    pub once: f64,
    /// The state of one seed: managers, relationships, ties, beliefs.
    pub state: f64,
    /// What is kept of one seed week by week: series and means by group.
    pub series: f64,
}

impl Memory {
    /// Bytes in all with this many seeds simulated at a time.
    pub fn total(&self, at_a_time: usize) -> f64 {
        self.once + at_a_time as f64 * (self.state + self.series)
    }
}

/// Bytes that a run of `scenario` needs, about, without what the ledger records.
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
    let mut size = Size::of(&scenario.parameters, scenario.practices.len());
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
struct Size {
    firms: f64,
    /// Places for managers, empty ones in a firm's last block included.
    seats: f64,
    relationships: f64,
    ties: f64,
    accounts: f64,
    practices: f64,
    groups: f64,
    columns: f64,
    weeks: f64,
    seeds: f64,
    /// Weeks from one taking of footprints to the next; 0 if none are taken.
    footprints: f64,
}

impl Size {
    fn of(parameters: &Parameters, practices: usize) -> Self {
        Quantities::of(parameters).size(practices)
    }

    /// Counts what an imported organisation has, in place of what would be generated.
    fn count(&mut self, network: &Network) {
        let mut degrees = vec![0_u32; network.managers.len()];
        network.ties.iter().for_each(|tie| degrees[tie.source as usize] += 1);
        self.ties = rows(network, &degrees);
        if let Some(relationships) = &network.relationships {
            let mut portfolios = vec![0_u32; network.managers.len()];
            relationships.iter().for_each(|relationship| portfolios[relationship.manager as usize] += 1);
            self.relationships = rows(network, &portfolios);
        }
        let kinds = |values: &[String]| values.iter().collect::<BTreeSet<_>>().len() as f64;
        self.groups += network.groups.iter().map(|group| kinds(&group.values)).sum::<f64>();
    }

    /// Bytes while footprints are taken, and of their rows.
    fn footprints(&self) -> (f64, f64) {
        if self.footprints == 0.0 {
            return (0.0, 0.0);
        }
        let subjects = Effect::ALL.len() as f64 + self.practices;
        let rows = subjects * Level::ALL.len() as f64 * (self.weeks / self.footprints + 2.0);
        let working = self.seats * (FOOTPRINTS + FOOTPRINT * subjects) + FOOTPRINT_TIE * self.ties;
        (working, rows * size_of::<Footprint>() as f64)
    }

    fn memory(&self) -> Memory {
        let beliefs = BELIEF * (self.practices / 16.0).ceil() * 16.0;
        let manager = MANAGER + beliefs + if self.practices > FEW { 0.0 } else { GLANCES };
        let state = self.seats * manager + RELATIONSHIP * self.relationships + TIE * self.ties;
        let means = self.groups * (self.weeks / BETWEEN_MEANS + 2.0) * GROUP_MEAN;
        let (working, footprints) = self.footprints();
        Memory {
            // A firm's parameters are there in the scenario and in the run.
            once: 2.0 * self.firms * size_of::<Firm>() as f64 + SEED * self.seeds,
            state: state + ACCOUNT * self.accounts + working,
            series: 8.0 * self.columns * (self.weeks + 1.0) + means + footprints,
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
struct Quantities {
    firms: f64,
    managers: f64,
    portfolio: f64,
    inside: f64,
    outside: f64,
    accounts: f64,
    offices: f64,
    weeks: f64,
    seeds: f64,
    footprints: f64,
}

impl Quantities {
    fn of(parameters: &Parameters) -> Self {
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
        }
    }

    fn size(&self, practices: usize) -> Size {
        let least = |one: f64, other: f64| if one < other { one } else { other };
        let firms = if self.firms < 1.0 { 1.0 } else { self.firms };
        let in_a_firm = self.managers / firms;
        let seats = firms * (in_a_firm / BLOCK as f64).ceil() * BLOCK as f64;
        let ties = least(self.inside, in_a_firm) + least(self.outside, self.managers);
        Size {
            firms: self.firms,
            seats,
            relationships: seats * self.portfolio,
            ties: seats * ties,
            accounts: self.managers * self.portfolio * self.accounts,
            practices: practices as f64,
            groups: firms + least(firms * self.offices, self.managers),
            columns: 40.0 + practices as f64,
            weeks: self.weeks,
            seeds: self.seeds,
            footprints: self.footprints,
        }
    }
}

/// Refuses a scenario that no machine could run, before the firms are made.
pub(super) fn check(parameters: &Parameters, practices: usize) -> Result<()> {
    let memory = Size::of(parameters, practices).memory();
    let population = &parameters.population;
    let (managers, portfolio, weeks) = (population.managers, population.portfolio, parameters.run.weeks);
    if memory.total(1) > MOST {
        let message = format!(
            "{managers} managers with {portfolio} relationships each over {weeks} weeks would need about {} of memory",
            words(memory.total(1))
        );
        let help = format!("at most {}: fewer managers, relationships, ties, offices or weeks", words(MOST));
        return Err(Error::input(message).help(help));
    }
    // The reader keeps a firm twice: what the layers say of it, and what it is.
    let firms = 2.0 * f64::from(population.firms) * size_of::<Firm>() as f64;
    if firms > MOST_FOR_FIRMS {
        let message = format!("{} firms would need about {} of memory", population.firms, words(firms));
        return Err(Error::input(message).help(format!("at most {} for their parameters", words(MOST_FOR_FIRMS))));
    }
    Ok(())
}

/// For a value above all that `path` allows: how much memory it would need, if it is one that decides this.
pub(super) fn of_too_much(path: &str, node: &Node, parameters: &Parameters, practices: usize) -> Option<Error> {
    let asked = node.number()?;
    let allowed = find(path)?.allowed;
    if asked <= allowed.to || !asked.is_finite() {
        return None;
    }
    let mut quantities = Quantities::of(parameters);
    let slot = match path {
        "population.managers" => &mut quantities.managers,
        "population.portfolio" => &mut quantities.portfolio,
        "population.firms" => &mut quantities.firms,
        "population.accounts_per_relationship" => &mut quantities.accounts,
        "ties.inside" => &mut quantities.inside,
        "ties.outside" => &mut quantities.outside,
        "population.offices_per_firm" => &mut quantities.offices,
        "run.weeks" => &mut quantities.weeks,
        "run.seeds" => &mut quantities.seeds,
        _ => return None,
    };
    *slot = asked;
    let bytes = quantities.size(practices).memory().total(1);
    if bytes <= MOST {
        return None;
    }
    let bytes = words(bytes);
    Some(node.error(format!("{path} cannot be {}: that would need about {bytes} of memory", node.words())))
}

/// So many bytes in words.
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

    fn refused(text: &str) -> String {
        read("test.toml", text, Path::new(""), &[]).unwrap_err().to_string()
    }

    #[test]
    fn what_no_machine_could_hold_is_refused_with_what_it_would_need() {
        insta::assert_snapshot!(refused("[population]\nmanagers = 1_000_000_000_000"), @r"
        test.toml:2:12: population.managers cannot be 1000000000000: that would need about 1.1 PiB of memory
          help: allowed: 1 to 100000000 (count)
        ");
        insta::assert_snapshot!(refused("[population]\nportfolio = 1_000_000_000"), @r"
        test.toml:2:13: population.portfolio cannot be 1000000000: that would need about 36 TiB of memory
          help: allowed: 1 to 1000 (count)
        ");
        insta::assert_snapshot!(refused("[run]\nweeks = 1_000_000_000_000"), @r"
        test.toml:2:9: run.weeks cannot be 1000000000000: that would need about 647 TiB of memory
          help: allowed: 1 to 60000 (weeks)
        ");
        insta::assert_snapshot!(refused("[run]\nseeds = 1_000_000_000_000"), @r"
        test.toml:2:9: run.seeds cannot be 1000000000000: that would need about 91 TiB of memory
          help: allowed: 1 to 10000000 (count)
        ");
        insta::assert_snapshot!(refused("[population]\nfirms = 1_000_000_000_000"), @r"
        test.toml:2:9: population.firms cannot be 1000000000000: that would need about 19 PiB of memory
          help: allowed: 1 to 100000000 (count)
        ");
        insta::assert_snapshot!(refused("[population]\nmanagers = 100_000_000\nfirms = 100_000_000"), @r"
        test.toml:2:12: 100000000 managers with 8 relationships each over 260 weeks would need about 2.3 TiB of memory
          help: at most 1.0 TiB: fewer managers, relationships, ties, offices or weeks
        ");
        insta::assert_snapshot!(refused("[population]\nmanagers = 10_000_000\nfirms = 10_000_000"), @r"
        test.toml:2:12: 10000000 firms would need about 16 GiB of memory
          help: at most 2.0 GiB for their parameters
        ");
        insta::assert_snapshot!(refused("population = { managers = 100_000_000 }\nties.inside = 10_000"), @r"
        test.toml:1:27: 100000000 managers with 8 relationships each over 260 weeks would need about 11 TiB of memory
          help: at most 1.0 TiB: fewer managers, relationships, ties, offices or weeks
        ");
    }

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
    }

    #[test]
    fn bytes_come_in_words() {
        assert_eq!(words(5e6), "4.8 MiB");
        assert_eq!(words(1.0 * 1_099_511_627_776.0), "1.0 TiB");
        assert_eq!(words(1e40), "9e21 EiB");
    }
}
