//! `[[intervention]]`: dated changes of parameters and dated acts, checked when they are read.

use std::collections::{BTreeMap, BTreeSet};

use super::act::{Deed, Intervention};
use super::firm::Firm;
use super::node::Node;
use super::patch::Patch;
use super::path::flatten;
use super::reader::{distinct, required, table};
use super::resolved::Scenario;
use super::value::{self, Expected};
use super::{acts, check, firms};
use crate::parameter::{Parameters, Unit, range};
use darkside_error::{Place, Result};

/// Keys of every intervention.
const KEYS: [&str; 4] = ["week", "firms", "set", "act"];
/// No scenario has more interventions.
const MOST: usize = 10_000;

/// The position of each firm by its name.
type Names<'a> = BTreeMap<&'a str, usize>;

/// The interventions by week, and in one week as they are written.
pub(super) fn read(entries: &[Node], scenario: &Scenario) -> Result<Vec<Intervention>> {
    if let Some(excess) = entries.get(MOST) {
        return Err(excess.error(format!("{} interventions are too many: at most {MOST}", entries.len())));
    }
    let nameable = if entries.is_empty() { &[] } else { &scenario.firms[..] };
    let names: Names<'_> = nameable.iter().zip(0..).map(|(firm, position)| (firm.name.as_str(), position)).collect();
    let read = |entry: &Node| Ok((one(entry, scenario, &names)?, entry.place.clone()));
    let mut dated: Vec<(Intervention, Option<Place>)> = entries.iter().map(read).collect::<Result<_>>()?;
    dated.sort_by_key(|(intervention, _)| intervention.week);
    follow(&scenario.firms, &dated)?;
    Ok(dated.into_iter().map(|(intervention, _)| intervention).collect())
}

/// A change of thresholds by an intervention.
struct ThresholdChange<'a> {
    firms: BTreeSet<usize>,
    patches: Vec<&'a Patch>,
    place: Option<&'a Place>,
}

impl<'a> ThresholdChange<'a> {
    /// What an intervention changes of the thresholds, if it does.
    fn of((intervention, place): &'a (Intervention, Option<Place>)) -> Option<Self> {
        let Deed::Set(patches) = &intervention.deed else { return None };
        let concerned = |patch: &&Patch| matches!(patch.path(), "dark_side.onset" | "dark_side.offset");
        let patches: Vec<&Patch> = patches.iter().filter(concerned).collect();
        let firms = || intervention.firms.iter().copied().collect();
        (!patches.is_empty()).then(|| Self { firms: firms(), patches, place: place.as_ref() })
    }
}

/// Checks what must hold between a firm's thresholds after every change of them.
fn follow(firms: &[Firm], dated: &[(Intervention, Option<Place>)]) -> Result<()> {
    let changes: Vec<_> = dated.iter().filter_map(ThresholdChange::of).collect();
    if changes.is_empty() {
        return Ok(());
    }
    let named: BTreeSet<usize> = changes.iter().flat_map(|change| &change.firms).copied().collect();
    // Of firms with the same thresholds that no change names, checking one is enough.
    let mut seen = BTreeSet::new();
    for (firm, owner) in firms.iter().enumerate() {
        let dark_side = &owner.parameters.dark_side;
        let begins = (dark_side.onset.to_bits(), dark_side.offset.to_bits());
        if named.contains(&firm) || seen.insert(begins) {
            follow_one(firm, owner.parameters, &changes)?;
        }
    }
    Ok(())
}

fn follow_one(firm: usize, mut parameters: Parameters, changes: &[ThresholdChange<'_>]) -> Result<()> {
    for change in changes.iter().filter(|change| change.firms.is_empty() || change.firms.contains(&firm)) {
        change.patches.iter().for_each(|patch| patch.apply(&mut parameters, &mut []));
        check::thresholds(&parameters.dark_side).map_err(|error| error.at_place(change.place))?;
    }
    Ok(())
}

fn one(entry: &Node, scenario: &Scenario, names: &Names<'_>) -> Result<Intervention> {
    let week = week(entry, scenario)?;
    let firms = entry.entry("firms").map_or(Ok(Vec::new()), |node| which_firms(node, scenario, names))?;
    let deed = match (entry.entry("set"), entry.entry("act")) {
        (Some(set), None) => {
            table(entry, "`intervention`", &KEYS)?;
            Deed::Set(patches(set, !firms.is_empty(), scenario)?)
        }
        (None, Some(act)) => Deed::Act(acts::read(act, entry, &firms, scenario)?),
        (Some(_), Some(act)) => {
            return Err(act.error("an intervention has either `set` or `act`").help("write two [[intervention]]"));
        }
        (None, None) => {
            table(entry, "`intervention`", &KEYS)?;
            let error = entry.error("this intervention does nothing");
            return Err(error.help("give it set = { \"programme.filter\" = 0.9 } or act = \"train\""));
        }
    };
    Ok(Intervention { week, firms, deed })
}

fn week(entry: &Node, scenario: &Scenario) -> Result<u32> {
    let node = required(entry, "week", "an intervention")?;
    let about = Expected { path: "intervention.week", unit: Unit::Weeks, allowed: range(1.0, 60_000.0) };
    let week = value::count(node, about)?;
    let last = scenario.parameters.run.weeks;
    if week > last {
        let error = node.error(format!("an intervention in week {week} is after the last week, {last}"));
        return Err(error.help(format!("weeks 1 to {last}; the last week is run.weeks")));
    }
    Ok(week)
}

fn which_firms(node: &Node, scenario: &Scenario, names: &Names<'_>) -> Result<Vec<usize>> {
    let positions = distinct(node.list("`firms`")?, "firm", |item| {
        let name = item.text("a firm")?;
        let known = || scenario.firms.iter().map(|firm| firm.name.as_str());
        names.get(name).copied().ok_or_else(|| firms::unknown_firm(item.place.as_ref(), name, known()))
    })?;
    if positions.is_empty() {
        return Err(node.error("`firms` is empty").help("leave it out for all firms"));
    }
    Ok(positions)
}

fn patches(set: &Node, for_firms: bool, scenario: &Scenario) -> Result<Vec<Patch>> {
    let wanted = flatten("", set.table("`set`")?);
    if wanted.is_empty() {
        return Err(set.error("`set` is empty").help("write for example set = { \"programme.filter\" = 0.9 }"));
    }
    let mut patches: Vec<Patch> = Vec::new();
    for value in wanted {
        value.check_scope(&value.target(&scenario.practices)?, for_firms, true)?;
        let patch = Patch::of(&value, &scenario.practices)?;
        if patches.iter().any(|other| other.path() == patch.path()) {
            return Err(value.key.error(format!("`{}` is given twice in this `set`", value.path)));
        }
        patches.push(patch);
    }
    Ok(patches)
}
