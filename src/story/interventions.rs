//! The interventions of a resolved scenario, in words.

use toml::{Table, Value};

use super::number::percent;
use super::words::spaced;
use darkside_engine::parameter::CATALOGUE;

/// One sentence per intervention up to the last week, in the order of the scenario.
pub(super) fn in_words(interventions: &[&Table], weeks: u32) -> Vec<String> {
    interventions.iter().filter_map(|table| sentence(table, weeks)).collect()
}

fn sentence(table: &Table, weeks: u32) -> Option<String> {
    let week = table.get("week").and_then(Value::as_integer).filter(|week| *week <= i64::from(weeks))?;
    let firms = table.get("firms").map_or_else(String::new, |firms| format!(", in {}", shown(firms)));
    if let Some(act) = table.get("act").and_then(Value::as_str) {
        return Some(format!("In week {week}{firms}: {}.", act_in_words(act, table)));
    }
    let patches = table.get("set").and_then(Value::as_table)?;
    let patches: Vec<String> = patches.iter().map(|(path, value)| patch(path, value)).collect();
    Some(format!("From week {week} on{firms}: {}.", patches.join("; ")))
}

/// What an act does, with what it takes; a resolved scenario gives every key.
fn act_in_words(act: &str, table: &Table) -> String {
    let of = |key: &str| table.get(key).map_or_else(String::new, shown);
    let counted = |key: &str, what: &str| match table.get(key) {
        Some(Value::Integer(1)) => format!("1 {what}"),
        Some(Value::Integer(count)) => format!("{count} {what}s"),
        _ => of(key),
    };
    let share = || match table.get("share").and_then(Value::as_float) {
        Some(1.0) => "all".to_owned(),
        share => format!("{} of", percent(share.unwrap_or(f64::NAN))),
    };
    let across = match table.get("across_firms") {
        Some(Value::Boolean(true)) => "across firms",
        _ => "within firms",
    };
    let (practices, managers, weeks) = (of("practices"), counted("managers", "manager"), counted("weeks", "week"));
    match act {
        "introduce" => format!("{practices} introduced into {} relationships of {managers}", share()),
        "train" => format!("lessons on {practices} for {} relationships", share()),
        "rotate" => format!("managers swap {} their relationships, {across}", share()),
        "trace" => "an audit of every relationship whose practice came from a dark one".to_owned(),
        "stop_celebrity" => "credibility is capped at 1 from then on".to_owned(),
        "merge_offices" => format!(
            "the offices {} become one; everybody in it gets {} to those who came from the others",
            of("offices"),
            counted("ties", "new tie")
        ),
        "transfer" => {
            format!("{managers} moved to the office {}, where {} their ties lead afterwards", of("office"), share())
        }
        "meetings" => format!("{} managers paired at random {across}, who look at each other for {weeks}", share()),
        "celebrate" => format!("{managers} made visible to everybody in their firm for {weeks}"),
        other => spaced(other),
    }
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
    use darkside_engine::scenario::{ACTS, ActKind};

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
        assert_eq!(said[1], "In week 160: lessons on open book sharing, side favours for 50 % of relationships.");
    }

    #[test]
    fn every_act_has_a_sentence_of_its_own() {
        let keys = [
            "practices = [\"open_book_sharing\"]\nmanagers = 5\nshare = 1.0",
            "practices = [\"side_favours\"]\nshare = 0.5",
            "share = 0.25\nacross_firms = true",
            "",
            "",
            "offices = [\"Oslo\", \"Bergen\"]\nties = 1",
            "managers = [\"anna\", \"bert\"]\noffice = \"Oslo\"\nshare = 0.5",
            "share = 0.2\nweeks = 8\nacross_firms = false",
            "managers = 1\nweeks = 1",
        ];
        let table =
            |(kind, keys): (&ActKind, &str)| format!("week = 3\nact = \"{}\"\n{keys}", kind.name).parse().unwrap();
        let tables: Vec<Table> = ACTS.iter().zip(keys).map(table).collect();
        insta::assert_snapshot!(in_words(&tables.iter().collect::<Vec<_>>(), 3).join("\n"), @r"
        In week 3: open book sharing introduced into all relationships of 5 managers.
        In week 3: lessons on side favours for 50 % of relationships.
        In week 3: managers swap 25 % of their relationships, across firms.
        In week 3: an audit of every relationship whose practice came from a dark one.
        In week 3: credibility is capped at 1 from then on.
        In week 3: the offices Oslo, Bergen become one; everybody in it gets 1 new tie to those who came from the others.
        In week 3: anna, bert moved to the office Oslo, where 50 % of their ties lead afterwards.
        In week 3: 20 % of managers paired at random within firms, who look at each other for 8 weeks.
        In week 3: 1 manager made visible to everybody in their firm for 1 week.
        ");
    }
}
