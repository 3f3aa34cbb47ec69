//! Seats managers in an order that depends neither on the file's order nor on its format.

use super::cells::{normal, quoted};
use super::findings::Findings;
use super::manager_list::{Entry, ManagerList};
use super::natural_order;
use super::numbered_names::places;
use super::organisation::{Group, Network, NetworkManager};
use darkside_error::Error;

/// The only firm where no file names any.
const ONLY_FIRM: &str = "A";

/// Seats managers by firm (firms by name), then by id: an organisation that has no ties and relationships yet, and the seat
/// of each position in the list.
pub(super) fn seat(list: &ManagerList, findings: &mut Findings) -> (Network, Vec<u32>) {
    let entries = &list.entries;
    let firms = match entries.iter().all(|entry| entry.firm.is_empty()) {
        true => vec![ONLY_FIRM.to_owned()],
        false => {
            check_firms(list, findings);
            names(entries.iter().map(|entry| entry.firm.as_str()))
        }
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

    let seats = places(&order.iter().map(|(position, _)| *position).collect::<Vec<_>>());
    let value = |group: usize, position: u32| entries[position as usize].groups[group].clone();
    let values = |group: usize| order.iter().map(|&(position, _)| value(group, position)).collect();
    let group = |(group, name): (usize, &String)| Group { name: name.clone(), values: values(group) };
    let groups = list.groups.iter().enumerate().map(group).collect();
    let managers: Vec<NetworkManager> = order.into_iter().map(|(_, manager)| manager).collect();
    say_near("manager", managers.iter().map(|manager| manager.id.as_str()), findings);
    say_near("firm", firms.iter().map(String::as_str), findings);
    say_near("office", offices.iter().map(String::as_str), findings);
    (Network { firms, offices, managers, groups, ..Network::default() }, seats)
}

/// Where any manager has a firm, every manager has one.
fn check_firms(list: &ManagerList, findings: &mut Findings) {
    for without in list.entries.iter().filter(|entry| entry.firm.is_empty()) {
        findings.problem("no firm", "", || {
            Error::input(format!("manager {} has no firm", quoted(&without.id)))
                .help("give every manager a firm, or none")
                .at(&list.source, without.span.range())
        });
    }
}

/// Reports names that differ only in case, spaces or Unicode form.
fn say_near<'a>(what: &str, names: impl Iterator<Item = &'a str>, findings: &mut Findings) {
    let mut folded: Vec<(String, &str)> = names.map(|name| (folded(name), name)).collect();
    folded.sort_unstable();
    let near: Vec<String> = folded
        .windows(2)
        .filter(|two| two[0].0 == two[1].0)
        .map(|two| format!("{} and {}", quoted(two[0].1), quoted(two[1].1)))
        .collect();
    if let Some(shown) = near.get(..near.len().min(3)).filter(|shown| !shown.is_empty()) {
        let more = if near.len() > 3 { format!(", and {} more", near.len() - 3) } else { String::new() };
        findings.say(format!("{what}s with nearly the same name are different ones: {}{more}", shown.join(", ")));
    }
}

/// A name without case, and with single spaces for all that separates words.
fn folded(name: &str) -> String {
    let words = normal(name).to_lowercase();
    let words = words.split(|c: char| c.is_whitespace() || matches!(c, '_' | '-'));
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Different names in order.
fn names<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<&str> = all.collect();
    names.sort_unstable_by(|a, b| natural_order::compare(a, b));
    names.dedup();
    names.into_iter().map(str::to_owned).collect()
}
