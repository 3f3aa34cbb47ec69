//! The interventions of a resolved scenario, in words.

use toml::{Table, Value};

use super::words::spaced;
use darkside_engine::parameter::CATALOGUE;
use darkside_engine::scenario::ACTS;

/// One sentence per intervention up to the last week, in the order of the scenario.
pub(super) fn in_words(interventions: &[&Table], weeks: u32) -> Vec<String> {
    interventions.iter().filter_map(|table| sentence(table, weeks)).collect()
}

fn sentence(table: &Table, weeks: u32) -> Option<String> {
    let week = table.get("week").and_then(Value::as_integer).filter(|week| *week <= i64::from(weeks))?;
    let firms = table.get("firms").map_or_else(String::new, |firms| format!(", in {}", shown(firms)));
    if let Some(act) = table.get("act").and_then(Value::as_str) {
        let meaning = ACTS.iter().find(|kind| kind.name == act).map_or("", |kind| kind.meaning);
        let beside = |(key, _): &(&String, &Value)| !["week", "firms", "act"].contains(&key.as_str());
        let details: String =
            table.iter().filter(beside).map(|(key, value)| format!("; {} {}", spaced(key), shown(value))).collect();
        return Some(format!("In week {week}{firms}: {} ({meaning}){details}.", spaced(act)));
    }
    let patches = table.get("set").and_then(Value::as_table)?;
    let patches: Vec<String> = patches.iter().map(|(path, value)| patch(path, value)).collect();
    Some(format!("From week {week} on{firms}: {}.", patches.join("; ")))
}

fn patch(path: &str, value: &Value) -> String {
    match CATALOGUE.iter().find(|parameter| parameter.path == path) {
        Some(parameter) => format!("{path} is {} ({})", shown(value), within(parameter.meaning)),
        None => format!("{path} is {}", shown(value)),
    }
}

/// Turns a sentence into a clause.
fn within(sentence: &str) -> String {
    let mut letters = sentence.trim().trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A value in words.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => spaced(text),
        Value::Boolean(yes) => (if *yes { "yes" } else { "no" }).into(),
        Value::Array(several) => several.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Float(number) => number.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Table(parts) => {
            parts.iter().map(|(key, part)| format!("{} {}", spaced(key), shown(part))).collect::<Vec<_>>().join(", ")
        }
        Value::Datetime(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_tell_their_meaning_and_acts_what_they_do() {
        let scenario: Table = "
            [[intervention]]
            week = 156
            firms = [\"A\", \"B\"]
            set = { \"lapse.audit\" = 0.05 }
            [[intervention]]
            week = 160
            act = \"train\"
            practices = [\"open_book_sharing\", \"side_favours\"]
            share = 0.5
            [[intervention]]
            week = 300
            act = \"trace\"
        "
        .parse()
        .unwrap();
        let rows: Vec<&Table> =
            scenario["intervention"].as_array().unwrap().iter().filter_map(Value::as_table).collect();
        let said = in_words(&rows, 260);
        assert_eq!(said.len(), 2, "week 300 never comes: {said:?}");
        assert!(said[0].starts_with("From week 156 on, in A, B: lapse.audit is 0.05 (hazard of "), "{}", said[0]);
        assert_eq!(
            said[1],
            "In week 160: train (gives a share of relationships lessons on practices); practices open book sharing, side \
             favours; share 0.5."
        );
    }
}
