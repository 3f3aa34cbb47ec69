//! Dotted paths: which parameter or practice's field each names, and what it takes.

use super::node::{Content, Key, Node};
use super::reader::unknown_key;
use super::ties;
use super::value::{self, Expected};
use crate::parameter::{CATALOGUE, Field, Parameter, Parameters, Scope, Setting, find, group_names};
use crate::practice::{Effect, PRACTICE_FIELDS, Practice};
use darkside_error::{Error, Place, Result, nearest};

/// A value, and the path of the field that it is for.
#[derive(Clone, Debug)]
pub(super) struct PathValue {
    pub(super) path: String,
    /// The last key of the path: where to point if the path is wrong.
    pub(super) key: Key,
    pub(super) node: Node,
}

/// What a path names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Target {
    /// A parameter; of numbers by effect, perhaps only one.
    Parameter(&'static Parameter, Option<Effect>),
    /// A field of the practice at this position, likewise.
    Practice(usize, &'static Field<Practice>, Option<Effect>),
}

/// The values in a table, with their paths: nested tables and dotted keys alike become dotted paths.
pub(super) fn flatten(path: &str, table: &[(Key, Node)]) -> Vec<PathValue> {
    let flat = |(key, node): &(Key, Node)| {
        let path = if path.is_empty() { key.name.clone() } else { format!("{path}.{}", key.name) };
        match &node.content {
            Content::Table(entries) if is_partial(&path) => flatten(&path, entries),
            _ => vec![PathValue { path, key: key.clone(), node: node.clone() }],
        }
    };
    table.iter().flat_map(flat).collect()
}

/// Whether the path names a group of parameters, or all practices, or one practice.
fn is_partial(path: &str) -> bool {
    let mut parts = path.split('.');
    let first = parts.next();
    match (first, parts.count()) {
        (Some("practice"), further) => further < 2,
        (Some(group), 0) => group_names().any(|name| name == group),
        _ => false,
    }
}

impl PathValue {
    /// A value from memory.
    pub(super) fn of(path: &str, value: &toml::Value) -> Self {
        Self { path: path.into(), key: Key { name: path.into(), place: None }, node: Node::of(value) }
    }

    /// What the path names.
    pub(super) fn target(&self, practices: &[Practice]) -> Result<Target> {
        match self.path.strip_prefix("practice.") {
            Some(rest) => self.practice_target(rest, practices),
            None => self.parameter_target(),
        }
    }

    fn parameter_target(&self) -> Result<Target> {
        if let Some(parameter) = find(&self.path) {
            return Ok(Target::Parameter(parameter, None));
        }
        if let Some((before, effect)) = self.path.rsplit_once('.')
            && let Some(parameter) = find(before)
            && matches!((parameter.get)(&Parameters::default()), Setting::ByEffect(_))
        {
            return Ok(Target::Parameter(parameter, Some(self.effect(effect, before)?)));
        }
        Err(self.unknown_parameter())
    }

    fn practice_target(&self, rest: &str, practices: &[Practice]) -> Result<Target> {
        let (name, field) = rest.split_once('.').unwrap_or((rest, ""));
        let Some(position) = practices.iter().position(|practice| practice.name == name) else {
            return Err(unknown_practice(self.key.place.as_ref(), name, practices));
        };
        if field.is_empty() {
            let error = self.key.error(format!("`{}` names no field of the practice", self.path));
            return Err(error.help(format!("fields: {}", field_names().join(", "))));
        }
        let (field, effect) = field.split_once('.').map_or((field, None), |(field, effect)| (field, Some(effect)));
        let owner = format!("practice.{name}");
        let Some(known) = PRACTICE_FIELDS.iter().find(|known| known.path == field) else {
            return Err(unknown_key(
                &Key { name: field.into(), ..self.key.clone() },
                &format!("`{owner}`"),
                &field_names(),
            ));
        };
        let by_effect = matches!((known.get)(&practices[position]), Setting::ByEffect(_));
        let effect = match effect {
            Some(effect) if by_effect => Some(self.effect(effect, &format!("{owner}.{field}"))?),
            Some(_) => return Err(self.key.error(format!("`{owner}.{field}` has no parts"))),
            None => None,
        };
        Ok(Target::Practice(position, known, effect))
    }

    fn effect(&self, name: &str, owner: &str) -> Result<Effect> {
        let key = || Key { name: name.into(), ..self.key.clone() };
        Effect::find(name).ok_or_else(|| unknown_key(&key(), &format!("`{owner}`"), Effect::NAMES))
    }

    fn unknown_parameter(&self) -> Error {
        if is_partial(&self.path) {
            let error = self.node.must_be(&format!("`{}`", self.path), "a table");
            return error.help("it is a group of parameters: see `darkside list parameters`");
        }
        if let Some(key) = self.path.strip_prefix("ties.").filter(|key| ties::KEYS.contains(key)) {
            let error =
                self.key.error(format!("`{}` is no parameter: it says how an organisation is imported", self.path));
            return error.help(format!(
                "write `{key}` below [ties] in the scenario's file; in Python, give it to organisation()"
            ));
        }
        let error = self.key.error(format!("unknown parameter `{}`", self.path));
        error.help(advice_on_unknown(&self.path))
    }

    /// What the path names, and the checked value for it.
    pub(super) fn checked(&self, practices: &[Practice]) -> Result<(Target, Setting)> {
        let target = self.target(practices)?;
        let setting = match target {
            Target::Parameter(parameter, effect) => {
                let path = effect.map_or(self.path.as_str(), |_| parameter.path);
                let example = (parameter.get)(&Parameters::default());
                value::setting(&example, &self.whole(effect), Expected::field(path, parameter))?
            }
            Target::Practice(position, field, effect) => {
                let path = format!("practice.{}.{}", practices[position].name, field.path);
                let example = (field.get)(&practices[position]);
                value::setting(&example, &self.whole(effect), Expected::field(&path, field))?
            }
        };
        Ok((target, setting))
    }

    /// The value for the whole field: that of one effect becomes a table with this effect alone.
    fn whole(&self, effect: Option<Effect>) -> Node {
        match effect {
            Some(effect) => self.node.clone().inside(effect.name()),
            None => self.node.clone(),
        }
    }

    /// Refuses what a firm cannot set for itself, and what cannot change during a run.
    pub(super) fn check_scope(&self, target: &Target, for_firms: bool, dated: bool) -> Result<()> {
        let (scope, fixed_field) = match target {
            Target::Parameter(parameter, _) => (parameter.scope, false),
            Target::Practice(_, field, _) => {
                (field.scope, matches!(field.path, "class" | "governance" | "initial") && dated)
            }
        };
        if scope == Scope::Run || fixed_field {
            let why = if dated { "is fixed before week 0 and cannot change" } else { "is the same for the whole run" };
            return Err(self.key.error(format!("`{}` {why}", self.path)));
        }
        if scope == Scope::World && for_firms {
            let error = self.key.error(format!("`{}` is the same for everybody", self.path));
            return Err(error.help(if dated { "leave out `firms`" } else { "set it outside [[firm]]" }));
        }
        Ok(())
    }
}

/// The names of a practice's fields.
pub(super) fn field_names() -> Vec<&'static str> {
    PRACTICE_FIELDS.iter().map(|field| field.path).collect()
}

/// The error that no practice has this name.
pub(super) fn unknown_practice(place: Option<&Place>, name: &str, practices: &[Practice]) -> Error {
    let names: Vec<&str> = practices.iter().map(|practice| practice.name.as_str()).collect();
    let known = format!("known: {}", names.join(", "));
    Error::input(format!("unknown practice \"{name}\"")).at_place(place).did_you_mean(name, names, known)
}

/// The path most likely meant: in the same group, else of the same name in another group, else in a group of a
/// similar name.
fn advice_on_unknown(path: &str) -> String {
    let (group, field) = path.split_once('.').unwrap_or((path, ""));
    let parts = || CATALOGUE.iter().filter_map(|parameter| parameter.path.split_once('.'));
    let fields_of = |group: &str| -> Vec<&'static str> {
        let files: &[&str] = if group == "ties" { &ties::KEYS } else { &[] };
        parts().filter(|(owner, _)| *owner == group).map(|(_, field)| field).chain(files.iter().copied()).collect()
    };
    if let Some((owner, name)) = find(field).and_then(|parameter| parameter.path.split_once('.')) {
        return format!("below [{owner}] write `{name}` alone");
    }
    let of_known_group = fields_of(group);
    if let Some(near) = nearest(field, of_known_group.iter().copied()) {
        return format!("did you mean `{group}.{near}`?");
    }
    if let Some((owner, _)) = parts().find(|(_, known)| *known == field) {
        return format!("did you mean `{owner}.{field}`?");
    }
    if !of_known_group.is_empty() {
        return format!("known in `{group}`: {}", of_known_group.join(", "));
    }
    let near_group = nearest(group, group_names());
    let near = near_group.and_then(|group| nearest(field, fields_of(group)).map(|field| format!("{group}.{field}")));
    near.map_or_else(|| "see `darkside list parameters`".into(), |near| format!("did you mean `{near}`?"))
}
