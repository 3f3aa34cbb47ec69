//! Whom and what a dated act concerns: practices, managers, offices.

use std::collections::HashMap;

use super::act::{Office, WhichManagers};
use super::node::{Content, Node};
use super::path::unknown_practice;
use super::reader::distinct;
use super::resolved::Scenario;
use super::value::{self, Expected};
use darkside_error::{Result, nearest};

/// Different practices, by position.
pub(super) fn practices(node: &Node, scenario: &Scenario) -> Result<Vec<usize>> {
    let positions = distinct(node.list("`practices`")?, "practice", |item| {
        let name = item.text("a practice")?;
        scenario.practice(name).ok_or_else(|| unknown_practice(item.place.as_ref(), name, &scenario.practices))
    })?;
    if positions.is_empty() {
        return Err(node.error("`practices` is empty").help("name at least one"));
    }
    Ok(positions)
}

/// Different offices, at least two.
pub(super) fn offices(node: &Node, scenario: &Scenario) -> Result<Vec<Office>> {
    let offices = distinct(node.list("`offices`")?, "office", |item| office(item, scenario))?;
    if offices.len() < 2 {
        return Err(node.error("`offices` must name two or more").help("offices = [0, 1]"));
    }
    Ok(offices)
}

/// An imported office is named as in the table, one that is drawn by its number within its firm, from 0.
pub(super) fn office(node: &Node, scenario: &Scenario) -> Result<Office> {
    let named: &[String] = scenario.network.as_ref().map_or(&[], |network| &network.offices);
    match &node.content {
        Content::Integer(number) if named.is_empty() => drawn_office(node, *number, scenario),
        Content::Text(name) if !named.is_empty() => named_office(node, name, named),
        _ if named.is_empty() => {
            Err(node.must_be("an office", "a number").help("each firm numbers its offices from 0"))
        }
        _ => Err(node.must_be("an office", "a name").help("as the imported table names it")),
    }
}

fn drawn_office(node: &Node, number: i64, scenario: &Scenario) -> Result<Office> {
    let per_firm = scenario.parameters.population.offices_per_firm;
    match u32::try_from(number) {
        Ok(which) if which < per_firm => Ok(Office::Drawn { which, per_firm }),
        _ => {
            let help = format!("each firm's offices go from 0 to {}, see population.offices_per_firm", per_firm - 1);
            Err(node.error(format!("there is no office {number}")).help(help))
        }
    }
}

fn named_office(node: &Node, name: &str, named: &[String]) -> Result<Office> {
    if let Some(office) = named.iter().position(|office| office == name) {
        return Ok(Office::Named(office as u32));
    }
    let error = node.error(format!("there is no office \"{name}\" in the imported network"));
    Err(error.did_you_mean(name, named.iter().map(String::as_str), format!("one of {}", named.join(", "))))
}

/// A number of managers to draw, or a list of them.
pub(super) fn managers(node: &Node, firms: &[usize], scenario: &Scenario) -> Result<WhichManagers> {
    if let Content::Integer(_) = node.content {
        let wanted = value::count(node, Expected::count("intervention.managers", 1.0, 1e8))?;
        let there = scenario.managers_of(firms);
        if wanted > there {
            let error = node.error(format!("{wanted} managers are too many: there are {there}"));
            return Err(error.help("only managers of the firms concerned count"));
        }
        return Ok(WhichManagers::Random(wanted));
    }
    let Content::List(items) = &node.content else {
        let error = node.must_be("`managers`", "a number or a list");
        return Err(error.help("a number draws that many at random; a list names them"));
    };
    let imported = scenario.network.iter().flat_map(|network| &network.managers);
    let by_id: HashMap<&str, u32> = imported.zip(0..).map(|(manager, seat)| (manager.id.as_str(), seat)).collect();
    let mut seats = distinct(items, "manager", |item| {
        let seat = seat(item, &by_id, scenario)?;
        if !firms.is_empty() && !firms.contains(&scenario.firm_of(seat)) {
            return Err(item.error(format!("manager {} is in none of the firms concerned", item.words())));
        }
        Ok(seat)
    })?;
    if seats.is_empty() {
        return Err(node.error("`managers` is empty").help("a number draws that many at random; a list names them"));
    }
    seats.sort_unstable();
    Ok(WhichManagers::Seats(seats))
}

/// An imported manager is named by its id, a generated one by its seat, from 0.
fn seat(node: &Node, by_id: &HashMap<&str, u32>, scenario: &Scenario) -> Result<u32> {
    let Some(network) = &scenario.network else {
        let seats = scenario.parameters.population.managers;
        let Content::Integer(seat) = node.content else {
            return Err(node.must_be("a manager", "a seat").help(format!("a whole number from 0 to {}", seats - 1)));
        };
        return u32::try_from(seat).ok().filter(|seat| *seat < seats).ok_or_else(|| {
            node.error(format!("there is no manager {seat}")).help(format!("seats go from 0 to {}", seats - 1))
        });
    };
    let id = match &node.content {
        Content::Text(text) => text.clone(),
        Content::Integer(integer) => integer.to_string(),
        _ => return Err(node.must_be("a manager", "an id")),
    };
    by_id.get(id.as_str()).copied().ok_or_else(|| {
        let error = node.error(format!("there is no manager \"{id}\" in the imported network"));
        match nearest(&id, network.managers.iter().map(|manager| manager.id.as_str())) {
            Some(near) => error.help(format!("did you mean \"{near}\"?")),
            None => error,
        }
    })
}
