//! The dated acts as a scenario writes them: `act = "introduce"` and its keys.

use std::collections::{BTreeSet, HashMap};

use super::act::{Act, Office, WhichManagers};
use super::node::{Content, Key, Node};
use super::path::unknown_practice;
use super::reader::switch;
use super::resolved::Scenario;
use super::value::{self, Expected};
use crate::parameter::{Unit, range};
use darkside_error::{Error, Result, nearest};

/// A dated act as users know it.
pub struct ActKind {
    /// What `act = "…"` calls it.
    pub name: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// The keys that it takes besides `week` and `firms`.
    pub keys: &'static [&'static str],
}

/// All acts.
pub static ACTS: [ActKind; 9] = [
    ActKind {
        name: "introduce",
        meaning: "introduces practices into a share (all, if left out) of the relationships of some managers: a number drawn at random, or a list",
        keys: &["practices", "managers", "share"],
    },
    ActKind {
        name: "train",
        meaning: "gives a share of relationships lessons on practices",
        keys: &["practices", "share"],
    },
    ActKind {
        name: "rotate",
        meaning: "managers swap a share of their relationships, within firms or across them",
        keys: &["share", "across_firms"],
    },
    ActKind { name: "trace", meaning: "audits every relationship whose practice came from a dark one", keys: &[] },
    ActKind { name: "stop_celebrity", meaning: "caps credibility at 1 from then on", keys: &[] },
    ActKind {
        name: "merge_offices",
        meaning: "makes one office of several, the first; everybody in it gets new ties (2, if left out) to those who came from the others",
        keys: &["offices", "ties"],
    },
    ActKind {
        name: "transfer",
        meaning: "moves managers, with all that they do, to another office of their firm, where a share (half, if left out) of their ties leads afterwards",
        keys: &["managers", "office", "share"],
    },
    ActKind {
        name: "meetings",
        meaning: "pairs a share of managers at random, within firms or across them; they look at each other for some weeks",
        keys: &["share", "weeks", "across_firms"],
    },
    ActKind {
        name: "celebrate",
        meaning: "makes some managers visible to everybody in their firm, who look at them for some weeks",
        keys: &["managers", "weeks"],
    },
];

/// The act that an intervention's table asks for.
pub(super) fn read(act: &Node, table: &[(Key, Node)], firms: &[usize], scenario: &Scenario) -> Result<Act> {
    let name = act.text("`act`")?;
    let Some(kind) = ACTS.iter().find(|kind| kind.name == name) else {
        return Err(unknown_act(act, name));
    };
    for (key, _) in table {
        if !["week", "firms", "act"].contains(&key.name.as_str()) && !kind.keys.contains(&key.name.as_str()) {
            return Err(unknown_key(key, kind));
        }
    }
    let entry = |name: &str| table.iter().find(|(key, _)| key.name == name).map(|(_, node)| node);
    let needed = |name: &str| {
        let lacking = || act.error(format!("act \"{}\" needs `{name}`", kind.name));
        entry(name).ok_or_else(|| lacking().help(format!("write for example {}", example(name))))
    };
    let share = |node: &Node| value::number(node, Expected::share("intervention.share"));
    Ok(match kind.name {
        "introduce" => Act::Introduce {
            practices: practices(needed("practices")?, scenario)?,
            managers: managers(needed("managers")?, firms, scenario)?,
            share: entry("share").map_or(Ok(1.0), share)?,
        },
        "train" => {
            Act::Train { practices: practices(needed("practices")?, scenario)?, share: share(needed("share")?)? }
        }
        "rotate" => Act::Rotate {
            share: share(needed("share")?)?,
            across_firms: entry("across_firms").map_or(Ok(false), |node| switch(node, "`across_firms`"))?,
        },
        "trace" => Act::Trace,
        "merge_offices" => Act::MergeOffices {
            offices: offices(needed("offices")?, scenario)?,
            ties: entry("ties").map_or(Ok(2), |node| value::count(node, number("intervention.ties", 0.0, 100.0)))?,
        },
        "transfer" => Act::Transfer {
            managers: managers(needed("managers")?, firms, scenario)?,
            office: office(needed("office")?, scenario)?,
            share: entry("share").map_or(Ok(0.5), share)?,
        },
        "celebrate" => Act::Celebrate {
            managers: at_most_100(needed("managers")?, managers(needed("managers")?, firms, scenario)?)?,
            weeks: weeks(needed("weeks")?)?,
        },
        "meetings" => Act::Meetings {
            share: share(needed("share")?)?,
            weeks: weeks(needed("weeks")?)?,
            across_firms: entry("across_firms").map_or(Ok(false), |node| switch(node, "`across_firms`"))?,
        },
        _ => Act::StopCelebrity,
    })
}

/// How a key that an act needs is written.
fn example(key: &str) -> &'static str {
    match key {
        "practices" => "practices = [\"side_favours\"]",
        "managers" => "managers = 5, to draw five at random",
        "offices" => "offices = [0, 1]",
        "office" => "office = 0",
        "weeks" => "weeks = 8",
        _ => "share = 0.5",
    }
}

/// How long something lasts.
fn weeks(node: &Node) -> Result<u32> {
    value::count(node, number("intervention.weeks", 1.0, 60_000.0))
}

/// Everybody in the firm gets a tie to each of them.
fn at_most_100(node: &Node, managers: WhichManagers) -> Result<WhichManagers> {
    const MOST: usize = 100;
    let count = match &managers {
        WhichManagers::Random(count) => *count as usize,
        WhichManagers::Seats(seats) => seats.len(),
    };
    if count > MOST {
        return Err(node.error(format!("{count} managers are too many to celebrate")).help(format!("at most {MOST}")));
    }
    Ok(managers)
}

/// A whole number that is no parameter.
fn number(path: &str, from: f64, to: f64) -> Expected<'_> {
    Expected { path, unit: Unit::Count, allowed: range(from, to) }
}

/// Different offices, at least two.
fn offices(node: &Node, scenario: &Scenario) -> Result<Vec<Office>> {
    let mut offices = Vec::new();
    for item in node.list("`offices`")? {
        let office = office(item, scenario)?;
        if offices.contains(&office) {
            return Err(item.error(format!("office {} is named twice in this intervention", item.words())));
        }
        offices.push(office);
    }
    if offices.len() < 2 {
        return Err(node.error("`offices` must name two or more").help(example("offices")));
    }
    Ok(offices)
}

/// An imported office is named as in the table, one that is drawn by its number within its firm, from 0.
fn office(node: &Node, scenario: &Scenario) -> Result<Office> {
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
        Ok(which) if which < per_firm => Ok(Office::Drawn { which, first: 0, per_firm }),
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
    Err(match nearest(name, named.iter().map(String::as_str)) {
        Some(near) => error.help(format!("did you mean \"{near}\"?")),
        None => error.help(format!("one of {}", named.join(", "))),
    })
}

fn unknown_act(act: &Node, name: &str) -> Error {
    let names = || ACTS.iter().map(|kind| kind.name);
    let error = act.error(format!("unknown act \"{name}\""));
    match nearest(name, names()) {
        Some(near) => error.help(format!("did you mean \"{near}\"?")),
        None => error.help(format!("one of {}", names().collect::<Vec<_>>().join(", "))),
    }
}

fn unknown_key(key: &Key, kind: &ActKind) -> Error {
    let error = key.error(format!("act \"{}\" takes no `{}`", kind.name, key.name));
    let own = kind.keys.iter().copied();
    if let Some(advice) = super::reader::misplaced(&key.name, kind.keys) {
        return error.help(advice);
    }
    match nearest(&key.name, own.chain(["week", "firms"])) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None if kind.keys.is_empty() => error.help("it takes only `week` and `firms`"),
        None => error.help(format!("it takes `week`, `firms`, `{}`", kind.keys.join("`, `"))),
    }
}

fn practices(node: &Node, scenario: &Scenario) -> Result<Vec<usize>> {
    let mut positions = Vec::new();
    for item in node.list("`practices`")? {
        let name = item.text("a practice")?;
        let Some(position) = scenario.practice(name) else {
            let key = Key { name: name.into(), place: item.place.clone() };
            return Err(unknown_practice(&key, name, &scenario.practices));
        };
        if positions.contains(&position) {
            return Err(item.error(format!("practice \"{name}\" is named twice in this intervention")));
        }
        positions.push(position);
    }
    if positions.is_empty() {
        return Err(node.error("`practices` is empty").help("name at least one"));
    }
    Ok(positions)
}

fn managers(node: &Node, firms: &[usize], scenario: &Scenario) -> Result<WhichManagers> {
    if let Content::Integer(_) = node.content {
        let about = Expected { path: "intervention.managers", unit: Unit::Count, allowed: range(1.0, 1e8) };
        let wanted = value::count(node, about)?;
        let there: u32 = scenario.managers_of(firms);
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
    let mut by_id: HashMap<&str, u32> = HashMap::new();
    if let Some(network) = &scenario.network {
        by_id.extend(network.managers.iter().zip(0..).map(|(manager, seat)| (manager.id.as_str(), seat)));
    }
    let mut seats = BTreeSet::new();
    for item in items {
        let seat = seat(item, &by_id, scenario)?;
        if !firms.is_empty() && !firms.contains(&scenario.firm_of(seat)) {
            return Err(item.error(format!("manager {} is in none of the firms concerned", item.words())));
        }
        if !seats.insert(seat) {
            return Err(item.error(format!("manager {} is named twice in this intervention", item.words())));
        }
    }
    if seats.is_empty() {
        return Err(node.error("`managers` is empty").help("a number draws that many at random; a list names them"));
    }
    Ok(WhichManagers::Seats(seats.into_iter().collect()))
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
