//! Writes the organisation that the project ships: `scenarios/networks/two_suppliers_managers.csv` and
//! `two_suppliers_ties.csv`.
//!
//! It is invented. There are two suppliers with five offices and ninety account managers, a few of them principals whom
//! many ask. Managers prefer to ask colleagues of the same office, seniors rather than juniors, and advisers of their
//! advisers, and advice is often returned; a few advisers sit in the other firm. Account teams of three to five, mostly
//! from one office, work together: everybody in a team has a tie with everybody else.
//!
//! Draws are integers from a fixed seed, so that the files are the same everywhere:
//! `cargo run --example make_network`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

const SEED: u64 = 1871;

/// Firm, office and number of managers.
const OFFICES: [(&str, &str, usize); 5] = [
    ("Alderhaven", "harbour", 22),
    ("Alderhaven", "old_town", 18),
    ("Alderhaven", "uplands", 12),
    ("Brackwater", "mill", 21),
    ("Brackwater", "station", 17),
];

/// Seniority, its share in tenths, how much more readily such a manager is asked, and years in the seat, from and
/// below.
const SENIORITIES: [(&str, u64, u64, [u64; 2]); 3] =
    [("junior", 4, 2, [0, 4]), ("senior", 4, 5, [3, 12]), ("principal", 2, 12, [8, 27])];

struct Manager {
    office: usize,
    seniority: usize,
    /// Years, in tenths of a year.
    tenure: u64,
}

/// Ties by seat: source, target.
type Ties = BTreeSet<(usize, usize)>;

fn main() -> std::io::Result<()> {
    let (managers, ties) = tables();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/networks");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("two_suppliers_managers.csv"), managers)?;
    std::fs::write(folder.join("two_suppliers_ties.csv"), ties)
}

/// The text of both tables.
#[allow(unreachable_pub, reason = "a test has this example as a module")]
pub fn tables() -> (String, String) {
    let mut draws = ChaCha8Rng::seed_from_u64(SEED);
    let managers = hire(&mut draws);
    let layers = [("advice", seek_advice(&managers, &mut draws)), ("co_work", work_together(&managers, &mut draws))];

    let mut people = String::from("id,firm,office,tenure_years,seniority\n");
    for (seat, manager) in managers.iter().enumerate() {
        let (firm, office, _) = OFFICES[manager.office];
        let (seniority, ..) = SENIORITIES[manager.seniority];
        let (years, tenths) = (manager.tenure / 10, manager.tenure % 10);
        writeln!(people, "{},{firm},{office},{years}.{tenths},{seniority}", id(seat)).expect("a string takes text");
    }
    let mut ties = String::from("source,target,layer\n");
    for (layer, pairs) in layers {
        for (source, target) in pairs {
            writeln!(ties, "{},{},{layer}", id(source), id(target)).expect("a string takes text");
        }
    }
    (people, ties)
}

fn id(seat: usize) -> String {
    format!("m{:02}", seat + 1)
}

/// A number below `bound`, the same on every platform and in every version of the generator's crate.
fn below(bound: u64, draws: &mut ChaCha8Rng) -> u64 {
    ((u128::from(draws.next_u64()) * u128::from(bound)) >> 64) as u64
}

/// A position drawn in proportion to its weight; `None` if all weights are 0.
fn among(weights: &[u64], draws: &mut ChaCha8Rng) -> Option<usize> {
    let mut rest = below(weights.iter().sum(), draws);
    weights.iter().position(|&weight| {
        let hit = rest < weight;
        rest = rest.saturating_sub(weight);
        hit
    })
}

fn hire(draws: &mut ChaCha8Rng) -> Vec<Manager> {
    let shares = SENIORITIES.map(|(_, share, ..)| share);
    let mut managers = Vec::new();
    for (office, (_, _, count)) in OFFICES.into_iter().enumerate() {
        for _ in 0..count {
            let seniority = among(&shares, draws).expect("shares are above 0");
            let [from, below_years] = SENIORITIES[seniority].3;
            let tenure = 10 * from + below(10 * (below_years - from), draws);
            managers.push(Manager { office, seniority, tenure });
        }
    }
    managers
}

/// How likely `source` is to turn to `target`, in weights: by office, firm and seniority.
fn attraction(managers: &[Manager], source: usize, target: usize) -> u64 {
    let (from, to) = (&managers[source], &managers[target]);
    let nearness = if from.office == to.office {
        40
    } else if OFFICES[from.office].0 == OFFICES[to.office].0 {
        8
    } else {
        1
    };
    // Managers are reluctant to ask those junior to them.
    let downwards = if to.seniority < from.seniority { 1 } else { 3 };
    if source == target { 0 } else { nearness * downwards * SENIORITIES[to.seniority].2 }
}

/// Everybody looks for four to nine advisers, one per round: in 25 % of the draws among those who ask them, in 35 %
/// among advisers of their advisers, else among everybody; always in proportion to attraction.
fn seek_advice(managers: &[Manager], draws: &mut ChaCha8Rng) -> Ties {
    let mut ties = Ties::new();
    let wanted: Vec<u64> = managers.iter().map(|_| 4 + below(6, draws)).collect();
    for round in 0..9 {
        for source in (0..managers.len()).filter(|&source| round < wanted[source]) {
            let candidate = |target: usize, ties: &Ties| target != source && !ties.contains(&(source, target));
            let weigh = |chosen: &dyn Fn(usize) -> bool| -> Vec<u64> {
                let weight = |target| if chosen(target) { attraction(managers, source, target) } else { 0 };
                (0..managers.len()).map(weight).collect()
            };
            let asks_me = |target: usize| candidate(target, &ties) && ties.contains(&(target, source));
            let is_near = |target: usize| {
                let through = |middle: usize| ties.contains(&(source, middle)) && ties.contains(&(middle, target));
                candidate(target, &ties) && (0..managers.len()).any(through)
            };
            let weights = match below(100, draws) {
                0..25 => weigh(&asks_me),
                25..60 => weigh(&is_near),
                _ => weigh(&|target| candidate(target, &ties)),
            };
            if let Some(target) = among(&weights, draws) {
                ties.insert((source, target));
            }
        }
    }
    ties
}

/// Account teams, half as many as managers: a lead and two to four others, mostly from the lead's office.
fn work_together(managers: &[Manager], draws: &mut ChaCha8Rng) -> Ties {
    let mut ties = Ties::new();
    for lead in (0..managers.len()).step_by(2) {
        let mut team = vec![lead];
        for _ in 0..2 + below(3, draws) {
            let weight = |other: usize| {
                let same_firm = OFFICES[managers[lead].office].0 == OFFICES[managers[other].office].0;
                let same_office = managers[lead].office == managers[other].office;
                match (team.contains(&other), same_office, same_firm) {
                    (true, ..) | (_, _, false) => 0,
                    (_, true, _) => 12,
                    _ => 1,
                }
            };
            let weights: Vec<u64> = (0..managers.len()).map(weight).collect();
            team.extend(among(&weights, draws));
        }
        for &source in &team {
            ties.extend(team.iter().filter(|&&target| target != source).map(|&target| (source, target)));
        }
    }
    ties
}
