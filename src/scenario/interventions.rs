//! `[[intervention]]`: dated changes of parameters and dated acts, checked when they are read.

use super::acts;
use super::node::{Key, Node, pointed};
use super::patch::changes;
use super::value::{self, About};
use super::{Deed, Intervention, Patch, Scenario, check, firms};
use crate::error::{Place, Result};
use crate::parameter::{Parameters, Unit, range};

/// Keys of every intervention.
const KEYS: [&str; 4] = ["week", "firms", "set", "act"];

/// The interventions by week, and in one week as they are written.
pub(super) fn read(entries: &[Node], scenario: &Scenario) -> Result<Vec<Intervention>> {
    let mut dated: Vec<(Intervention, Option<Place>)> = Vec::new();
    for entry in entries {
        dated.push((one(entry, scenario)?, entry.place.clone()));
    }
    dated.sort_by_key(|(intervention, _)| intervention.week);
    for (firm, owner) in scenario.firms.iter().enumerate() {
        follow(firm, &owner.parameters, &dated)?;
    }
    Ok(dated.into_iter().map(|(intervention, _)| intervention).collect())
}

/// Checks what must hold between a firm's parameters after every change of them.
fn follow(firm: usize, start: &Parameters, dated: &[(Intervention, Option<Place>)]) -> Result<()> {
    let mut changed: Option<Parameters> = None;
    for (intervention, place) in dated {
        let Deed::Set(patches) = &intervention.deed else { continue };
        if !intervention.firms.is_empty() && !intervention.firms.contains(&firm) {
            continue;
        }
        for patch in patches.iter().filter(|patch| check::THRESHOLDS.contains(&patch.path.as_str())) {
            let parameters = changed.get_or_insert_with(|| start.clone());
            super::patch::apply(parameters, &mut [], &patch.path, &patch.value)?;
        }
        if let Some(parameters) = &changed {
            check::thresholds(parameters).map_err(|error| pointed(error, place.as_ref()))?;
        }
    }
    Ok(())
}

fn one(entry: &Node, scenario: &Scenario) -> Result<Intervention> {
    let table = entry.table("an [[intervention]]")?;
    let week = week(entry, scenario)?;
    let firms = entry.entry("firms").map_or(Ok(Vec::new()), |node| which_firms(node, scenario))?;
    let deed = match (entry.entry("set"), entry.entry("act")) {
        (Some(set), None) => {
            if let Some((key, _)) = table.iter().find(|(key, _)| !KEYS.contains(&key.name.as_str())) {
                return Err(unknown_key(key));
            }
            Deed::Set(patches(set, !firms.is_empty(), scenario)?)
        }
        (None, Some(act)) => Deed::Act(acts::read(act, table, &firms, scenario)?),
        (Some(_), Some(act)) => {
            return Err(act.error("an intervention has either `set` or `act`").help("write two [[intervention]]"));
        }
        (None, None) => {
            if let Some((key, _)) = table.iter().find(|(key, _)| !KEYS.contains(&key.name.as_str())) {
                return Err(unknown_key(key));
            }
            let error = entry.error("this intervention does nothing");
            return Err(error.help("give it set = { \"programme.filter\" = 0.9 } or act = \"train\""));
        }
    };
    Ok(Intervention { week, firms, deed })
}

fn unknown_key(key: &Key) -> crate::error::Error {
    value::unknown_key(key, "intervention", &KEYS)
}

fn week(entry: &Node, scenario: &Scenario) -> Result<u32> {
    let Some(node) = entry.entry("week") else {
        return Err(entry.error("this intervention lacks its `week`"));
    };
    let about = About { path: "intervention.week", unit: Unit::Weeks, allowed: range(1.0, 60_000.0) };
    let week = value::count(node, about)?;
    let last = scenario.parameters.run.weeks;
    if week > last {
        let error = node.error(format!("an intervention in week {week} comes after the last week, {last}"));
        return Err(error.help(format!("weeks 1 to {last}; the last week is run.weeks")));
    }
    Ok(week)
}

fn which_firms(node: &Node, scenario: &Scenario) -> Result<Vec<usize>> {
    let mut positions = Vec::new();
    for item in node.list("`firms`")? {
        let name = item.text("a firm")?;
        let Some(position) = scenario.firms.iter().position(|firm| firm.name == name) else {
            let key = Key { name: name.into(), place: item.place.clone() };
            return Err(firms::unknown_firm(&key, scenario.firms.iter().map(|firm| firm.name.as_str())));
        };
        if positions.contains(&position) {
            return Err(item.error(format!("firm \"{name}\" stands twice in this intervention")));
        }
        positions.push(position);
    }
    if positions.is_empty() {
        return Err(node.error("`firms` is empty").help("leave it out for all firms"));
    }
    Ok(positions)
}

fn patches(set: &Node, for_firms: bool, scenario: &Scenario) -> Result<Vec<Patch>> {
    let mut wanted = Vec::new();
    changes("", set.table("`set`")?, &mut wanted);
    if wanted.is_empty() {
        return Err(set.error("`set` is empty").help("write for example set = { \"programme.filter\" = 0.9 }"));
    }
    let mut parameters = scenario.parameters.clone();
    let mut practices = scenario.practices.clone();
    let mut patches: Vec<Patch> = Vec::new();
    for change in wanted {
        let target = change.target(&practices)?;
        change.check_scope(&target, for_firms, true)?;
        change.apply(&mut parameters, &mut practices)?;
        if patches.iter().any(|patch| patch.path == change.path) {
            return Err(change.key.error(format!("`{}` stands twice in this `set`", change.path)));
        }
        patches.push(Patch { value: change.node.to_toml(), path: change.path });
    }
    Ok(patches)
}
