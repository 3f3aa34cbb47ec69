//! Seats managers in an order that depends neither on the file's order nor on its format.

use super::cells::quoted;
use super::natural_order;
use super::organisation::{Group, NetworkManager};
use super::roster::{Entry, Roster};
use darkside_error::{Error, Result};

/// The only firm where no file names any.
const ONLY_FIRM: &str = "A";

/// The managers in their seats.
pub(super) struct CanonicalSeats {
    pub(super) firms: Vec<String>,
    pub(super) offices: Vec<String>,
    pub(super) managers: Vec<NetworkManager>,
    pub(super) groups: Vec<Group>,
    /// The seat of each position of the roster.
    pub(super) seats: Vec<u32>,
}

/// Seats managers by firm (firms by name), then by id.
pub(super) fn seat(roster: &Roster) -> Result<CanonicalSeats> {
    let entries = &roster.entries;
    check_firms(roster)?;
    let firms = match entries.iter().all(|entry| entry.firm.is_empty()) {
        true => vec![ONLY_FIRM.to_owned()],
        false => names(entries.iter().map(|entry| entry.firm.as_str())),
    };
    let offices = names(entries.iter().map(|entry| entry.office.as_str()).filter(|office| !office.is_empty()));
    let position = |names: &[String], name: &str| {
        names.binary_search_by(|probe| natural_order::compare(probe, name)).ok().map(|position| position as u32)
    };

    let seated = |entry: &Entry| NetworkManager {
        id: entry.id.clone(),
        firm: position(&firms, &entry.firm).unwrap_or(0),
        office: position(&offices, &entry.office),
        tenure_years: entry.tenure_years,
    };
    let mut order: Vec<(u32, NetworkManager)> =
        entries.iter().enumerate().map(|(position, entry)| (position as u32, seated(entry))).collect();
    order.sort_by(|(_, a), (_, b)| a.firm.cmp(&b.firm).then_with(|| natural_order::compare(&a.id, &b.id)));

    let mut seats = vec![0; entries.len()];
    for (seat, (position, _)) in order.iter().enumerate() {
        seats[*position as usize] = seat as u32;
    }
    let value = |group: usize, position: u32| entries[position as usize].groups[group].clone();
    let groups = roster.groups.iter().enumerate().map(|(group, name)| Group {
        name: name.clone(),
        values: order.iter().map(|&(position, _)| value(group, position)).collect(),
    });
    let groups = groups.collect();
    let managers = order.into_iter().map(|(_, manager)| manager).collect();
    Ok(CanonicalSeats { firms, offices, managers, groups, seats })
}

/// Either every manager has a firm or none has.
fn check_firms(roster: &Roster) -> Result<()> {
    let has_none = |entry: &&Entry| entry.firm.is_empty();
    let Some(without) = roster.entries.iter().find(has_none) else { return Ok(()) };
    if roster.entries.iter().all(|entry| entry.firm.is_empty()) {
        return Ok(());
    }
    Err(Error::input(format!("manager {} has no firm", quoted(&without.id)))
        .help("give every manager a firm, or none")
        .at(&roster.source, without.span.range()))
}

/// Different names in order.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<&str> = all.collect();
    names.sort_unstable_by(|a, b| natural_order::compare(a, b));
    names.dedup();
    names.into_iter().map(str::to_owned).collect()
}
