//! Means by groups of managers: firms, offices, and the further columns of an imported table.

use crate::population::{Row, Shown, World};
use crate::record::GroupMean;
use crate::scenario::Scenario;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, choose_word, keep};

/// Which manager belongs to which groups.
pub(super) struct Groups(Vec<Grouping>);

struct Grouping {
    name: String,
    members: Vec<String>,
    /// By seat.
    member_of: Vec<u32>,
}

impl Groups {
    pub(super) fn new(scenario: &Scenario, world: &World) -> Self {
        let firm_names = scenario.firms.iter().map(|firm| firm.name.clone()).collect();
        let firm_of = world.blocks.iter().flat_map(|block| block.firms.0[..block.count].to_vec()).collect();
        let mut all = vec![Grouping { name: "firm".into(), members: firm_names, member_of: firm_of }];
        if let Some(network) = &scenario.network {
            if network.managers.iter().all(|manager| manager.office.is_some()) {
                let office_of = network.managers.iter().map(|manager| manager.office.unwrap_or(0)).collect();
                all.push(Grouping { name: "office".into(), members: network.offices.clone(), member_of: office_of });
            }
            all.extend(network.groups.iter().map(|group| Grouping::of(&group.name, &group.values)));
        }
        Self(all)
    }

    /// Adds the means of every group at the end of `week`.
    pub(super) fn means(&self, world: &World, week: u32, out: &mut Vec<GroupMean>) {
        let mut of_groupings: Vec<Vec<GroupSums>> =
            self.0.iter().map(|grouping| vec![GroupSums::default(); grouping.members.len()]).collect();
        let mut seat = 0;
        for (block, managers) in world.blocks.iter().zip(&world.managers) {
            let sums = by_lane(&world.rows[block.rows.clone()], &world.shown[block.rows.clone()], &managers.portfolio);
            for lane in 0..block.count {
                for (grouping, of_members) in self.0.iter().zip(&mut of_groupings) {
                    of_members[grouping.member_of[seat] as usize].add(&sums, managers.portfolio[lane], lane);
                }
                seat += 1;
            }
        }
        for (grouping, of_members) in self.0.iter().zip(of_groupings) {
            for (member, sums) in grouping.members.iter().zip(of_members) {
                out.push(sums.means(week, &grouping.name, member));
            }
        }
    }
}

/// Sums over the managers of a group.
#[derive(Clone, Default)]
struct GroupSums {
    managers: u32,
    relationships: f64,
    /// Value, visible value, closeness, dark relationships, practices in use.
    sums: [f64; 5],
}

impl GroupSums {
    /// Adds the manager in a lane.
    fn add(&mut self, sums: &[Lanes<f64>; 5], portfolio: u32, lane: usize) {
        self.managers += 1;
        self.relationships += f64::from(portfolio);
        for (sum, own) in self.sums.iter_mut().zip(sums) {
            *sum += own[lane];
        }
    }

    fn means(&self, week: u32, group: &str, member: &str) -> GroupMean {
        let [value, visible_value, closeness, dark_share, practices] = self.sums.map(|sum| sum / self.relationships);
        GroupMean {
            week,
            group: group.into(),
            member: member.into(),
            managers: self.managers,
            value,
            visible_value,
            closeness,
            dark_share,
            practices,
        }
    }
}

impl Grouping {
    /// Groups by the distinct values of a column, sorted.
    fn of(name: &str, values: &[String]) -> Self {
        let mut members = values.to_vec();
        members.sort_unstable();
        members.dedup();
        let member_of = values.iter().map(|value| members.binary_search(value).unwrap_or(0) as u32).collect();
        Self { name: name.into(), members, member_of }
    }
}

for_each_processor!(
    /// Sums over the portfolios of a block's managers, by slot, in the order of [`GroupSums`].
    fn by_lane(rows: &[Row], shown: &[Shown], portfolio: &Lanes<u32>) -> [Lanes<f64>; 5] {
        let mut sums = [Lanes::<f64>::default(); 5];
        for (slot, (row, shown)) in rows.iter().zip(shown).enumerate() {
            for lane in 0..LANES {
                let here = (slot as u32) < portfolio[lane];
                let dark = choose_word(here & (shown.flags(lane) != 0), 1, 0);
                let practices = choose_word(here, shown.practices[lane].count_ones(), 0);
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
