//! The dated acts as a scenario writes them: `act = "introduce"` and its keys.

use super::act::{Act, WhichManagers};
use super::act_targets::{managers, office, offices, practices};
use super::node::{Key, Node};
use super::reader::{misplaced, switch};
use super::resolved::Scenario;
use super::value::{self, Expected};
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
        meaning: "introduces practices into a share (all, if left out; never fewer than one) of the relationships of each of some managers: a number drawn at random, or a list",
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
pub(super) fn read(act: &Node, intervention: &Node, firms: &[usize], scenario: &Scenario) -> Result<Act> {
    let name = act.text("`act`")?;
    let Some(kind) = ACTS.iter().find(|kind| kind.name == name) else {
        return Err(unknown_act(act, name));
    };
    for (key, _) in intervention.table("an [[intervention]]")? {
        if !["week", "firms", "act"].contains(&key.name.as_str()) && !kind.keys.contains(&key.name.as_str()) {
            return Err(unknown_key(key, kind));
        }
    }
    let needed = |name: &str| {
        let lacking = || act.error(format!("act \"{}\" needs `{name}`", kind.name));
        intervention.entry(name).ok_or_else(|| lacking().help(format!("write for example {}", example(name))))
    };
    let read_share = |node: &Node| value::number(node, Expected::share("intervention.share"));
    let share_or = |otherwise: f32| intervention.entry("share").map_or(Ok(otherwise), read_share);
    let share = || {
        let node = needed("share")?;
        read_share(node).and_then(|share| if share == 0.0 { Err(without_share(node, kind)) } else { Ok(share) })
    };
    let practices = || practices(needed("practices")?, scenario);
    let managers = || managers(needed("managers")?, firms, scenario);
    let weeks = || value::count(needed("weeks")?, Expected::count("intervention.weeks", 1.0, 60_000.0));
    let read_ties = |node: &Node| value::count(node, Expected::count("intervention.ties", 0.0, 100.0));
    let across_firms = || intervention.entry("across_firms").map_or(Ok(false), |node| switch(node, "`across_firms`"));
    Ok(match kind.name {
        "introduce" => Act::Introduce { practices: practices()?, managers: managers()?, share: share_or(1.0)? },
        "train" => Act::Train { practices: practices()?, share: share()? },
        "rotate" => Act::Rotate { share: share()?, across_firms: across_firms()? },
        "trace" => Act::Trace,
        "merge_offices" => Act::MergeOffices {
            offices: offices(needed("offices")?, scenario)?,
            ties: intervention.entry("ties").map_or(Ok(2), read_ties)?,
        },
        "transfer" => {
            Act::Transfer { managers: managers()?, office: office(needed("office")?, scenario)?, share: share_or(0.5)? }
        }
        "celebrate" => Act::Celebrate { managers: at_most_100(needed("managers")?, managers()?)?, weeks: weeks()? },
        "meetings" => Act::Meetings { share: share()?, weeks: weeks()?, across_firms: across_firms()? },
        _ => Act::StopCelebrity,
    })
}

/// The error that an act concerns nothing.
fn without_share(node: &Node, kind: &ActKind) -> Error {
    let error = node.error(format!("act \"{}\" with a share of 0 does nothing", kind.name));
    error.help("give it a share above 0, or leave out the [[intervention]]")
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

/// Everybody in the firm gets a tie to each of them.
fn at_most_100(node: &Node, managers: WhichManagers) -> Result<WhichManagers> {
    const MOST: usize = 100;
    let count = managers.count();
    if count > MOST {
        return Err(node.error(format!("{count} managers are too many to celebrate")).help(format!("at most {MOST}")));
    }
    Ok(managers)
}

fn unknown_act(act: &Node, name: &str) -> Error {
    let names = ACTS.each_ref().map(|kind| kind.name);
    act.error(format!("unknown act \"{name}\"")).did_you_mean(name, names, format!("one of {}", names.join(", ")))
}

fn unknown_key(key: &Key, kind: &ActKind) -> Error {
    let error = key.error(format!("act \"{}\" takes no `{}`", kind.name, key.name));
    if let Some(advice) = misplaced(&key.name, kind.keys) {
        return error.help(advice);
    }
    match nearest(&key.name, kind.keys.iter().copied().chain(["week", "firms"])) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None if kind.keys.is_empty() => error.help("it takes only `week` and `firms`"),
        None => error.help(format!("it takes `week`, `firms`, `{}`", kind.keys.join("`, `"))),
    }
}
