//! A scenario as a tree of plain values under the keys of a scenario file: what `show` writes out.

use toml::{Table, Value};

use super::act::{Act, Deed, Intervention, Office, WhichManagers};
use super::firm::{Firm, Lever};
use super::resolved::Scenario;
use super::{firms, practices, preset};
use crate::network::Network;
use crate::parameter::{CATALOGUE, Field, Parameters, SURVEY, Setting, Spread, Survey, decimal};
use crate::practice::{Effect, PRACTICE_FIELDS, Practice};

/// Everything but the imported network.
pub(super) fn tree(scenario: &Scenario) -> Table {
    let mut tree = Table::new();
    tree.insert("name".into(), scenario.name.as_str().into());
    tree.insert("question".into(), scenario.question.as_str().into());
    tree.insert("look_at".into(), scenario.look_at.as_str().into());
    for (path, value) in values(&scenario.parameters) {
        let (group, field) = path.split_once('.').unwrap_or(("", path));
        let group = tree.entry(group).or_insert_with(|| Table::new().into());
        if let Value::Table(group) = group {
            group.insert(field.into(), value);
        }
    }
    if let Some(survey) = &scenario.survey {
        tree.insert("survey".into(), survey_table(survey).into());
    }
    let names = list(&scenario.practices, |practice| practice.name.as_str());
    tree.insert("catalogue".into(), table([("only", names)]).into());
    tree.insert("practice".into(), list(&scenario.practices, practice));
    tree.insert("firm".into(), firm_entries(scenario));
    tree.insert("intervention".into(), list(&scenario.interventions, |one| dated(one, scenario)));
    tree
}

fn list<'a, T, V: Into<Value>>(items: &'a [T], value: impl Fn(&'a T) -> V) -> Value {
    Value::Array(items.iter().map(|item| value(item).into()).collect())
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Table {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Every parameter's path and value, in the order of the catalogue.
fn values(parameters: &Parameters) -> Vec<(&'static str, Value)> {
    CATALOGUE.iter().filter_map(|one| setting_value((one.get)(parameters)).map(|value| (one.path, value))).collect()
}

/// Every value of a survey's design by its key; a limit that is left out is "none".
fn survey_table(survey: &Survey) -> Table {
    let entry = |field: &Field<Survey>| {
        let key = field.path.rsplit_once('.').map_or(field.path, |(_, key)| key);
        (key.to_owned(), setting_value((field.get)(survey)).unwrap_or_else(|| "none".into()))
    };
    SURVEY.iter().map(entry).collect()
}

/// A setting as a plain value; nothing for what is optional and left out.
pub fn setting_value(setting: Setting) -> Option<Value> {
    let floats = |numbers: &[f32]| list(numbers, |number| decimal(*number));
    Some(match setting {
        Setting::Number(number) => decimal(number).into(),
        Setting::Count(count) => count.into(),
        Setting::Seed(seed) => i64::try_from(seed).unwrap_or(i64::MAX).into(),
        Setting::Switch(switch) => switch.into(),
        Setting::Word(word, _) => word.into(),
        Setting::OptionalWord(word, _) => word?.into(),
        Setting::Spread(Spread::Same(number)) => decimal(number).into(),
        Setting::Spread(Spread::Beta { a, b, scale }) => {
            table([("beta", floats(&[a, b])), ("scale", decimal(scale).into())]).into()
        }
        Setting::Pair(pair) => floats(&pair),
        Setting::ByPhase(numbers) => floats(&numbers),
        Setting::ByEffect(numbers) => {
            let entries = Effect::NAMES.iter().zip(numbers);
            let entry = |(name, number): (&&str, Option<f32>)| Some(((*name).to_owned(), decimal(number?).into()));
            Value::Table(entries.filter_map(entry).collect())
        }
        Setting::Optional(number) => decimal(number?).into(),
        Setting::Numbers(numbers) => match numbers[..] {
            [number] => decimal(number).into(),
            _ => floats(&numbers),
        },
        Setting::Weeks(weeks) => weeks.into(),
        Setting::Limit(limit) => limit?.into(),
    })
}

/// All fields; what the baseline's practice of this name has and this one lacks is taken back.
fn practice(practice: &Practice) -> Table {
    let base = practices::baseline().into_iter().find(|base| base.name == practice.name);
    let mut entries = table([("name", practice.name.as_str().into())]);
    for field in PRACTICE_FIELDS {
        let in_base = || base.as_ref().and_then(|base| setting_value((field.get)(base)));
        let value = setting_value((field.get)(practice)).or_else(|| in_base().map(|_| "none".into()));
        entries.extend(value.map(|value| (field.path.to_owned(), value)));
    }
    entries
}

/// An entry for every firm up to the last that differs from the scenario's parameters.
fn firm_entries(scenario: &Scenario) -> Value {
    let plain = |(position, firm): (usize, &Firm)| firms::is_plain(firm, position, &scenario.parameters);
    let firms = &scenario.firms;
    let wanted = firms.iter().enumerate().rposition(|entry| !plain(entry)).map_or(0, |last| last + 1);
    list(&firms[..wanted], |firm| firm_entry(firm, &scenario.parameters))
}

fn firm_entry(firm: &Firm, base: &Parameters) -> Table {
    let mut entry = table([("name", firm.name.as_str().into())]);
    entry.extend(firm.preset.as_deref().map(|preset| ("preset".to_owned(), preset.into())));
    let levers = Lever::NAMES.iter().zip(firm.levers.0);
    entry.extend(levers.filter_map(|(name, value)| Some(((*name).to_owned(), decimal(value?).into()))));
    let mut by_levers = *base;
    preset::pull(&firm.levers, &mut by_levers);
    // Most of many firms differ in their names alone.
    if firm.parameters == by_levers {
        return entry;
    }
    let pairs = values(&firm.parameters).into_iter().zip(values(&by_levers));
    let differing = pairs.filter(|((_, own), (_, expected))| own != expected);
    let set: Table = differing.map(|((path, own), _)| (path.to_owned(), own)).collect();
    if !set.is_empty() {
        entry.insert("set".into(), set.into());
    }
    entry
}

fn dated(intervention: &Intervention, scenario: &Scenario) -> Table {
    let mut entry = table([("week", intervention.week.into())]);
    if !intervention.firms.is_empty() {
        let names = list(&intervention.firms, |&firm| scenario.firms[firm].name.as_str());
        entry.insert("firms".into(), names);
    }
    match &intervention.deed {
        Deed::Set(patches) => {
            let set = patches.iter().map(|patch| (patch.path().to_owned(), patch.written().clone()));
            entry.insert("set".into(), Value::Table(set.collect()));
        }
        Deed::Act(act) => entry.extend(act_keys(act, scenario)),
    }
    entry
}

fn act_keys(act: &Act, scenario: &Scenario) -> Table {
    let network = scenario.network.as_ref();
    let practices_key =
        |practices: &[usize]| ("practices", list(practices, |&practice| scenario.practices[practice].name.as_str()));
    let managers_key = |managers: &WhichManagers| ("managers", which(managers, network));
    let office_key = |office: &Office| ("office", office_value(office, network));
    let share_key = |share: f32| ("share", Value::from(decimal(share)));
    let across_key = |across_firms: bool| ("across_firms", Value::from(across_firms));
    let weeks_key = |weeks: u32| ("weeks", Value::from(weeks));
    let (name, keys) = match act {
        Act::Introduce { practices, managers, share } => {
            ("introduce", vec![practices_key(practices), managers_key(managers), share_key(*share)])
        }
        Act::Train { practices, share } => ("train", vec![practices_key(practices), share_key(*share)]),
        Act::Rotate { share, across_firms } => ("rotate", vec![share_key(*share), across_key(*across_firms)]),
        Act::Trace => ("trace", Vec::new()),
        Act::StopCelebrity => ("stop_celebrity", Vec::new()),
        Act::MergeOffices { offices, ties } => {
            let offices = list(offices, |office| office_value(office, network));
            ("merge_offices", vec![("offices", offices), ("ties", Value::from(*ties))])
        }
        Act::Transfer { managers, office, share } => {
            ("transfer", vec![managers_key(managers), office_key(office), share_key(*share)])
        }
        Act::Celebrate { managers, weeks } => ("celebrate", vec![managers_key(managers), weeks_key(*weeks)]),
        Act::Meetings { share, weeks, across_firms } => {
            ("meetings", vec![share_key(*share), weeks_key(*weeks), across_key(*across_firms)])
        }
    };
    let mut entries = table([("act", name.into())]);
    entries.extend(keys.into_iter().map(|(key, value)| (key.to_owned(), value)));
    entries
}

fn office_value(office: &Office, network: Option<&Network>) -> Value {
    match (*office, network) {
        (Office::Named(office), Some(network)) => network.offices[office as usize].as_str().into(),
        (Office::Named(number) | Office::Drawn { which: number, .. }, _) => number.into(),
    }
}

fn which(managers: &WhichManagers, network: Option<&Network>) -> Value {
    match (managers, network) {
        (WhichManagers::Random(count), _) => (*count).into(),
        (WhichManagers::Seats(seats), Some(network)) => {
            list(seats, |&seat| network.managers[seat as usize].id.as_str())
        }
        (WhichManagers::Seats(seats), None) => seats.clone().into(),
    }
}
