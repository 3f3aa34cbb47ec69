//! A scenario as a tree of plain values under the keys of a scenario file: what `show` writes out.

use toml::{Table, Value};

use super::act::{Act, Deed, Intervention, Office, WhichManagers};
use super::firm::Firm;
use super::resolved::Scenario;
use super::{firms, practices, preset};
use crate::network::Network;
use crate::parameter::decimal;
use crate::parameter::{CATALOGUE, Graph, Likeness, Parameters, Roster, Rule, SURVEY, Slot, Spread, Survey, Yoke};
use crate::practice::{Class, Effect, Governance, PRACTICE_FIELDS, Practice};

/// Everything but the imported network.
pub(super) fn tree(scenario: &Scenario) -> Table {
    let mut tree = Table::new();
    tree.insert("name".into(), text(&scenario.name));
    tree.insert("question".into(), text(&scenario.question));
    tree.insert("look_at".into(), text(&scenario.look_at));
    for (path, value) in values(&scenario.parameters) {
        let (group, field) = path.split_once('.').unwrap_or(("", path));
        let group = tree.entry(group).or_insert_with(|| Value::Table(Table::new()));
        if let Value::Table(group) = group {
            group.insert(field.into(), value);
        }
    }
    if let Some(survey) = &scenario.survey {
        tree.insert("survey".into(), Value::Table(survey_table(survey)));
    }
    let names = scenario.practices.iter().map(|practice| text(&practice.name)).collect();
    tree.insert("catalogue".into(), Value::Table(Table::from_iter([("only".to_owned(), Value::Array(names))])));
    tree.insert("practice".into(), Value::Array(scenario.practices.iter().map(practice).collect()));
    tree.insert("firm".into(), Value::Array(firm_entries(scenario)));
    let interventions = scenario.interventions.iter().map(|intervention| dated(intervention, scenario));
    tree.insert("intervention".into(), Value::Array(interventions.collect()));
    tree
}

/// Every parameter's path and value, in the order of the catalogue.
fn values(parameters: &Parameters) -> Vec<(&'static str, Value)> {
    let mut parameters = *parameters;
    let value = |parameter: &crate::parameter::Parameter, of: &mut Parameters| slot_value((parameter.slot)(of));
    CATALOGUE.iter().filter_map(|one| value(one, &mut parameters).map(|value| (one.path, value))).collect()
}

/// Every value of a survey's design by its key; a limit that is left out is "none".
fn survey_table(survey: &Survey) -> Table {
    let mut survey = survey.clone();
    let entry = |field: &crate::parameter::Field<Survey>| {
        let key = field.path.rsplit_once('.').map_or(field.path, |(_, key)| key);
        (key.to_owned(), slot_value((field.slot)(&mut survey)).unwrap_or_else(|| text("none")))
    };
    SURVEY.iter().map(entry).collect()
}

/// The value in a slot; nothing for what is optional and left out.
pub fn slot_value(slot: Slot<'_>) -> Option<Value> {
    let list = |numbers: &[f32]| Value::Array(numbers.iter().map(|number| float(*number)).collect());
    let word = |word: Option<&'static str>| word.map(text);
    match slot {
        Slot::Number(number) => Some(float(*number)),
        Slot::Count(count) => Some(Value::Integer(i64::from(*count))),
        Slot::Seed(seed) => Some(Value::Integer(i64::try_from(*seed).unwrap_or(i64::MAX))),
        Slot::Switch(switch) => Some(Value::Boolean(*switch)),
        Slot::Rule(rule) => word(word_of(&Rule::ALL, *rule)),
        Slot::Graph(graph) => word(word_of(&Graph::ALL, *graph)),
        Slot::Yoke(yoke) => word(word_of(&Yoke::ALL, *yoke)),
        Slot::Likeness(likeness) => word(word_of(&Likeness::ALL, *likeness)),
        Slot::Class(class) => word(word_of(&Class::ALL, *class)),
        Slot::Governance(governance) => governance.and_then(|kind| word(word_of(&Governance::ALL, kind))),
        Slot::Spread(Spread::Same(number)) => Some(float(*number)),
        Slot::Spread(Spread::Beta { a, b, scale }) => Some(Value::Table(Table::from_iter([
            ("beta".to_owned(), list(&[*a, *b])),
            ("scale".to_owned(), float(*scale)),
        ]))),
        Slot::Pair(pair) => Some(list(pair)),
        Slot::ByPhase(numbers) => Some(list(numbers)),
        Slot::ByEffect(numbers) => {
            let entry = |effect: Effect| (effect.name().to_owned(), float(numbers[effect.index()]));
            Some(Value::Table(Table::from_iter(Effect::ALL.map(entry))))
        }
        Slot::Optional(number) => number.map(float),
        Slot::Numbers(numbers) => match numbers[..] {
            [number] => Some(float(number)),
            _ => Some(list(numbers)),
        },
        Slot::Weeks(weeks) => Some(Value::Array(weeks.iter().map(|week| Value::Integer(i64::from(*week))).collect())),
        Slot::Limit(limit) => limit.map(|limit| Value::Integer(i64::from(limit))),
        Slot::Roster(roster) => word(word_of(&Roster::ALL, *roster)),
    }
}

fn word_of<T: PartialEq>(words: &[(&'static str, T)], meant: T) -> Option<&'static str> {
    words.iter().find(|(_, value)| *value == meant).map(|(word, _)| *word)
}

fn text(text: impl Into<String>) -> Value {
    Value::String(text.into())
}

fn float(number: f32) -> Value {
    Value::Float(decimal(number))
}

/// All fields; what the baseline's practice of this name has and this one lacks is taken back.
fn practice(practice: &Practice) -> Value {
    let mut own = practice.clone();
    let mut base = practices::baseline().into_iter().find(|base| base.name == practice.name);
    let mut table = Table::from_iter([("name".to_owned(), text(&practice.name))]);
    for field in PRACTICE_FIELDS {
        let in_base = base.as_mut().and_then(|base| slot_value((field.slot)(base)));
        let value = slot_value((field.slot)(&mut own)).or_else(|| in_base.map(|_| text("none")));
        if let Some(value) = value {
            table.insert(field.path.into(), value);
        }
    }
    Value::Table(table)
}

/// An entry for every firm up to the last that differs from the scenario's parameters.
fn firm_entries(scenario: &Scenario) -> Vec<Value> {
    let plain = |(position, firm): (usize, &Firm)| firms::is_plain(firm, position, &scenario.parameters);
    let firms = &scenario.firms;
    let wanted = firms.iter().enumerate().rposition(|entry| !plain(entry)).map_or(0, |last| last + 1);
    firms[..wanted].iter().map(|firm| firm_entry(firm, &scenario.parameters)).collect()
}

fn firm_entry(firm: &Firm, base: &Parameters) -> Value {
    let mut table = Table::from_iter([("name".to_owned(), text(&firm.name))]);
    if let Some(preset) = &firm.preset {
        table.insert("preset".into(), text(preset));
    }
    for (lever, value) in firms::lever_values(&firm.levers) {
        table.insert(lever.into(), float(value));
    }
    let mut by_levers = *base;
    preset::pull(&firm.levers, &mut by_levers);
    // Most of many firms differ in their names alone.
    if firm.parameters == by_levers {
        return Value::Table(table);
    }
    let pairs = values(&firm.parameters).into_iter().zip(values(&by_levers));
    let differing = pairs.filter(|((_, own), (_, expected))| own != expected);
    let set: Table = differing.map(|((path, own), _)| (path.to_owned(), own)).collect();
    if !set.is_empty() {
        table.insert("set".into(), Value::Table(set));
    }
    Value::Table(table)
}

fn dated(intervention: &Intervention, scenario: &Scenario) -> Value {
    let mut table = Table::from_iter([("week".to_owned(), Value::Integer(i64::from(intervention.week)))]);
    if !intervention.firms.is_empty() {
        let names = intervention.firms.iter().map(|firm| text(&scenario.firms[*firm].name));
        table.insert("firms".into(), Value::Array(names.collect()));
    }
    match &intervention.deed {
        Deed::Set(patches) => {
            let set = patches.iter().map(|patch| (patch.path().to_owned(), patch.written().clone()));
            table.insert("set".into(), Value::Table(set.collect()));
        }
        Deed::Act(act) => table.extend(act_keys(act, scenario)),
    }
    Value::Table(table)
}

fn act_keys(act: &Act, scenario: &Scenario) -> Vec<(String, Value)> {
    let named = |practices: &[usize]| {
        Value::Array(practices.iter().map(|practice| text(&scenario.practices[*practice].name)).collect())
    };
    let network = scenario.network.as_ref();
    let keys = match act {
        Act::Introduce { practices, managers, share } => vec![
            ("act", text("introduce")),
            ("practices", named(practices)),
            ("managers", which(managers, network)),
            ("share", float(*share)),
        ],
        Act::Train { practices, share } => {
            vec![("act", text("train")), ("practices", named(practices)), ("share", float(*share))]
        }
        Act::Rotate { share, across_firms } => {
            vec![("act", text("rotate")), ("share", float(*share)), ("across_firms", Value::Boolean(*across_firms))]
        }
        Act::Trace => vec![("act", text("trace"))],
        Act::StopCelebrity => vec![("act", text("stop_celebrity"))],
        Act::MergeOffices { offices, ties } => vec![
            ("act", text("merge_offices")),
            ("offices", Value::Array(offices.iter().map(|office| office_words(office, network)).collect())),
            ("ties", Value::Integer(i64::from(*ties))),
        ],
        Act::Transfer { managers, office, share } => vec![
            ("act", text("transfer")),
            ("managers", which(managers, network)),
            ("office", office_words(office, network)),
            ("share", float(*share)),
        ],
        Act::Meetings { share, weeks, across_firms } => vec![
            ("act", text("meetings")),
            ("share", float(*share)),
            ("weeks", Value::Integer(i64::from(*weeks))),
            ("across_firms", Value::Boolean(*across_firms)),
        ],
    };
    keys.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn office_words(office: &Office, network: Option<&Network>) -> Value {
    match (*office, network) {
        (Office::Named(office), Some(network)) => text(&network.offices[office as usize]),
        (Office::Named(office), None) => Value::Integer(i64::from(office)),
        (Office::Drawn { which, .. }, _) => Value::Integer(i64::from(which)),
    }
}

fn which(managers: &WhichManagers, network: Option<&Network>) -> Value {
    match managers {
        WhichManagers::Random(count) => Value::Integer(i64::from(*count)),
        WhichManagers::Seats(seats) => Value::Array(
            seats
                .iter()
                .map(|seat| match network {
                    Some(network) => text(&network.managers[*seat as usize].id),
                    None => Value::Integer(i64::from(*seat)),
                })
                .collect(),
        ),
    }
}
