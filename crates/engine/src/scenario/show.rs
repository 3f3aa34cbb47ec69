//! A resolved scenario as text: TOML that can be read back, or JSON.

use std::fmt::Write;

use sha2::{Digest, Sha256};
use toml::{Table, Value};

use super::layer::OF_A_NETWORK;
use super::resolved::Scenario;
use super::tree::tree;
use crate::network::Network;
use crate::parameter::{ABOUT_SURVEY, GROUPS, Unit, find, find_in_survey};

/// The whole scenario as TOML: all parameters with their units, practices, firms, interventions.
///
/// Without an imported network, reading it gives an equal scenario. A network is summed up in comments, by counts and a digest
/// of its contents; a text with these that names no tables in `[ties]` is refused.
///
/// ```
/// use darkside_engine::scenario::{Request, load, to_toml};
/// let text = to_toml(&load(&Request::of("isolated")).unwrap());
/// assert!(text.contains("intra_imitation = 0.0"));
/// ```
pub fn to_toml(scenario: &Scenario) -> String {
    let mut out = String::new();
    if let Some(network) = &scenario.network {
        for (name, value) in network_summary(network) {
            // Writing to a string cannot fail, here and below.
            let _ = writeln!(out, "{OF_A_NETWORK}{name} {}", inline(&value));
        }
    }
    for (key, value) in tree(scenario) {
        match &value {
            Value::Table(table) => write_group(&mut out, &key, table),
            Value::Array(items) => {
                for table in items.iter().filter_map(Value::as_table) {
                    let _ = writeln!(out, "\n[[{key}]]");
                    write_entries(&mut out, "", table);
                }
            }
            _ => {
                let _ = writeln!(out, "{key} = {}", inline(&value));
            }
        }
    }
    out
}

fn write_group(out: &mut String, group: &str, table: &Table) {
    out.push('\n');
    if let Some((_, about)) = GROUPS.iter().chain(&[("survey", ABOUT_SURVEY)]).find(|(name, _)| *name == group) {
        let _ = writeln!(out, "#{about}");
    }
    let _ = writeln!(out, "[{group}]");
    write_entries(out, group, table);
}

/// One entry a line, a parameter with its unit if it has one.
fn write_entries(out: &mut String, group: &str, table: &Table) {
    for (key, value) in table {
        let _ = write!(out, "{} = {}", bare_or_quoted(key), inline(value));
        let path = format!("{group}.{key}");
        let unit = find(&path).map(|one| one.unit).or_else(|| find_in_survey(&path).map(|one| one.unit));
        match unit {
            Some(unit) if !matches!(unit, Unit::None | Unit::Number | Unit::Count) => {
                let _ = writeln!(out, "  # {}", unit.words());
            }
            _ => out.push('\n'),
        }
    }
}

fn bare_or_quoted(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if !key.is_empty() && key.chars().all(bare) { key.into() } else { quoted(key) }
}

/// A value on one line.
pub fn inline(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Integer(integer) => integer.to_string(),
        Value::Float(number) => format!("{number:?}"),
        Value::Boolean(switch) => switch.to_string(),
        Value::Datetime(_) => quoted("date"),
        Value::Array(items) => format!("[{}]", items.iter().map(inline).collect::<Vec<_>>().join(", ")),
        Value::Table(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{} = {}", bare_or_quoted(key), inline(value));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The same as JSON, under the same keys; an infinite number is the string `"inf"`. An imported network
/// is summed up under `network`.
pub fn to_json(scenario: &Scenario) -> serde_json::Value {
    let mut tree = tree(scenario);
    if let Some(network) = &scenario.network {
        tree.insert("network".into(), Value::Table(network_summary(network)));
    }
    json(&Value::Table(tree))
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::String(text) => text.as_str().into(),
        Value::Integer(integer) => (*integer).into(),
        Value::Float(number) if number.is_infinite() => if *number > 0.0 { "inf" } else { "-inf" }.into(),
        Value::Float(number) => (*number).into(),
        Value::Boolean(switch) => (*switch).into(),
        Value::Datetime(_) => serde_json::Value::Null,
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Table(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.clone(), json(value)));
            serde_json::Value::Object(entries.collect())
        }
    }
}

fn network_summary(network: &Network) -> Table {
    let count = |n: usize| Value::Integer(i64::try_from(n).unwrap_or(i64::MAX));
    let mut table = Table::new();
    table.insert("managers".into(), count(network.managers.len()));
    table.insert("firms".into(), count(network.firms.len()));
    table.insert("offices".into(), count(network.offices.len()));
    table.insert("ties".into(), count(network.ties.len()));
    if let Some(relationships) = &network.relationships {
        table.insert("relationships".into(), count(relationships.len()));
    }
    table.insert("digest".into(), Value::String(network_digest(network)));
    table
}

/// SHA-256 over everything in the network, in its canonical order. Counts go first and every part is
/// preceded by its length, so that two networks never give the same bytes.
fn network_digest(network: &Network) -> String {
    let mut hash = Sha256::new();
    let mut put = |text: String| {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    };
    put(format!("{} {} {}", network.firms.len(), network.offices.len(), network.managers.len()));
    network.firms.iter().chain(&network.offices).for_each(|name| put(name.clone()));
    for manager in &network.managers {
        put(format!("{:?}", (&manager.id, manager.firm, manager.office, manager.tenure_years)));
    }
    for tie in &network.ties {
        put(format!("{:?}", (tie.source, tie.target, tie.weight)));
    }
    for one in network.relationships.iter().flatten() {
        put(format!("{:?}", (one.manager, one.account, one.closeness, one.age, one.phase, &one.practices)));
    }
    for group in &network.groups {
        put(format!("{:?}", (&group.name, &group.values)));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
