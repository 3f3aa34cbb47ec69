//! Means by group of managers: by firm, by imported office, by further imported columns (section 9).

use std::collections::BTreeSet;

use darkside_engine::record::GroupMean;
use darkside_engine::scenario::Scenario;

use super::state::{Manager, Relationship, World};

/// A grouping: its name, its groups in order, and the group of each manager.
type Grouping = (String, Vec<String>, Vec<String>);

/// Adds the means at the end of a week in which they are taken: every thirteenth week, and the last.
pub(crate) fn observe(means: &mut Vec<GroupMean>, world: &World, scenario: &Scenario, week: u32) {
    if !week.is_multiple_of(13) && week != scenario.parameters.run.weeks {
        return;
    }
    for (group, members, of) in groupings(world, scenario) {
        for member in members {
            let managers: Vec<&Manager> =
                world.managers.iter().zip(&of).filter(|(_, of)| **of == member).map(|(manager, _)| manager).collect();
            means.push(mean(week, &group, member, &managers));
        }
    }
}

fn groupings(world: &World, scenario: &Scenario) -> Vec<Grouping> {
    let firms: Vec<String> = scenario.firms.iter().map(|firm| firm.name.clone()).collect();
    let firm_of = world.managers.iter().map(|manager| firms[manager.firm].clone()).collect();
    let mut all = vec![("firm".to_owned(), firms, firm_of)];
    let Some(network) = &scenario.network else { return all };
    let offices: Option<Vec<usize>> =
        network.managers.iter().map(|manager| manager.office.map(|office| office as usize)).collect();
    if let Some(of) = offices {
        let of = of.into_iter().map(|office| network.offices[office].clone()).collect();
        all.push(("office".to_owned(), network.offices.clone(), of));
    }
    for column in &network.groups {
        let members: BTreeSet<&String> = column.values.iter().collect();
        all.push((column.name.clone(), members.into_iter().cloned().collect(), column.values.clone()));
    }
    all
}

fn mean(week: u32, group: &str, member: String, managers: &[&Manager]) -> GroupMean {
    let relationships: usize = managers.iter().map(|manager| manager.relationships.len()).sum();
    // Over each portfolio by slot, then over managers by seat.
    let mean = |of: &dyn Fn(&Relationship) -> f64| {
        let portfolios = managers.iter().map(|manager| manager.relationships.iter().fold(0.0, |sum, r| sum + of(r)));
        portfolios.fold(0.0, |sum, portfolio| sum + portfolio) / relationships as f64
    };
    GroupMean {
        week,
        group: group.to_owned(),
        member,
        managers: managers.len() as u32,
        value: mean(&|r| f64::from(r.value)),
        visible_value: mean(&|r| f64::from(r.visible)),
        closeness: mean(&|r| f64::from(r.closeness)),
        dark_share: mean(&|r| if r.flags == 0 { 0.0 } else { 1.0 }),
        practices: mean(&|r| f64::from(r.practices.count_ones())),
    }
}
