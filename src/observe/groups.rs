//! Means by groups of managers: firms, offices, and the further columns of an imported table.

use crate::lanes::{LANES, Lanes, choose_word, keep};
use crate::population::{Row, World};
use crate::processor::for_each_processor;
use crate::record::GroupMean;
use crate::scenario::Scenario;

/// Which manager belongs to which groups.
pub(super) struct Groups(Vec<Grouping>);

struct Grouping {
    name: String,
    members: Vec<String>,
    member_of: Vec<usize>,
}

impl Groups {
    pub fn new(scenario: &Scenario, world: &World) -> Self {
        let firm_names = scenario.firms.iter().map(|firm| firm.name.clone()).collect();
        let firm_of = world
            .blocks
            .iter()
            .flat_map(|block| block.firms.0[..block.count].to_vec())
            .map(|firm| firm as usize)
            .collect();
        let mut all = vec![Grouping { name: "firm".into(), members: firm_names, member_of: firm_of }];
        if let Some(network) = &scenario.network {
            if network.managers.iter().all(|manager| manager.office.is_some()) {
                let office_of = network.managers.iter().map(|manager| manager.office.unwrap_or(0) as usize).collect();
                all.push(Grouping { name: "office".into(), members: network.offices.clone(), member_of: office_of });
            }
            all.extend(network.groups.iter().map(|group| Grouping::of(&group.name, &group.values)));
        }
        Self(all)
    }

    /// Adds the means of every group at the end of `week`.
    pub fn means(&self, world: &World, week: u32, out: &mut Vec<GroupMean>) {
        let by_seat = by_seat(world);
        for grouping in &self.0 {
            let mut sums = vec![[0.0f64; 6]; grouping.members.len()];
            let mut managers = vec![0; grouping.members.len()];
            for (seat, &member) in by_seat.iter().zip(&grouping.member_of) {
                managers[member] += 1;
                for (sum, own) in sums[member].iter_mut().zip(seat) {
                    *sum += own;
                }
            }
            for ((member, sums), managers) in grouping.members.iter().zip(sums).zip(managers) {
                let [value, visible_value, closeness, dark, practices, relationships] = sums;
                out.push(GroupMean {
                    week,
                    group: grouping.name.clone(),
                    member: member.clone(),
                    managers,
                    value: value / relationships,
                    visible_value: visible_value / relationships,
                    closeness: closeness / relationships,
                    dark_share: dark / relationships,
                    practices: practices / relationships,
                });
            }
        }
    }
}

impl Grouping {
    /// Groups by the distinct values of a column, sorted.
    fn of(name: &str, values: &[String]) -> Self {
        let mut members = values.to_vec();
        members.sort_unstable();
        members.dedup();
        let member_of = values.iter().map(|value| members.binary_search(value).unwrap_or(0)).collect();
        Self { name: name.into(), members, member_of }
    }
}

/// Sums over each manager's portfolio: value, visible value, closeness, dark, practices in use, relationships.
fn by_seat(world: &World) -> Vec<[f64; 6]> {
    let mut all = Vec::with_capacity(world.seats() as usize);
    for (block, managers) in world.blocks.iter().zip(&world.managers) {
        let sums = by_lane(&world.rows[block.rows.clone()], &managers.portfolio);
        for lane in 0..block.count {
            let [value, visible, closeness, dark, practices] = [0, 1, 2, 3, 4].map(|kind: usize| sums[kind][lane]);
            all.push([value, visible, closeness, dark, practices, f64::from(managers.portfolio[lane])]);
        }
    }
    all
}

for_each_processor!(
    /// The first five of these sums for the managers of a block, by slot.
    fn by_lane(rows: &[Row], portfolio: &Lanes<u32>) -> [Lanes<f64>; 5] {
        let mut sums = [Lanes::<f64>::default(); 5];
        for (slot, row) in rows.iter().enumerate() {
            for lane in 0..LANES {
                let here = (slot as u32) < portfolio[lane];
                let dark = choose_word(here & (row.flags[lane] != 0), 1, 0);
                let practices = choose_word(here, row.practices[lane].count_ones(), 0);
                sums[0][lane] += f64::from(keep(here, row.value[lane]));
                sums[1][lane] += f64::from(keep(here, row.visible[lane]));
                sums[2][lane] += f64::from(keep(here, row.closeness[lane]));
                sums[3][lane] += f64::from(dark);
                sums[4][lane] += f64::from(practices);
            }
        }
        sums
    }
);
