//! The page's settings (`WorldSettings` of `protocol.ts`, as JSON) as a scenario, and as TOML for the command.
//!
//! What differs from the scenario becomes a text on top of it. If a preset or lever of the organisation is set, values
//! that can differ between firms are set for each firm, so that they take precedence over it.

use std::fmt::Write;

use darkside_engine::parameter::{Scope, find};
use darkside_engine::scenario::{Lever, Scenario, memory, read_on_top, shipped, to_toml as resolved};
use darkside_error::{Error, Result, Source, nearest};
use serde_json::Value;

/// No world may need more than this. The engine can have 4, part of which goes to recorded events.
const MOST_GIBIBYTES: f64 = 2.0;

/// The page's own scenarios.
#[derive(Default)]
pub(crate) struct Shelf {
    pub own: Vec<Own>,
}

/// A scenario of the page's own.
pub(crate) struct Own {
    pub text: Source,
    /// The tables that its `[ties]` names.
    pub files: Vec<Source>,
}

impl Shelf {
    pub(crate) fn of(list: &Value) -> Result<Self> {
        let entry = |one: &Value| {
            let files = items(&one["files"]).iter().map(|file| source(file, "text")).collect::<Result<_>>()?;
            Ok(Own { text: source(one, "toml")?, files })
        };
        Ok(Self { own: items(list).iter().map(entry).collect::<Result<_>>()? })
    }

    fn own(&self, name: &str) -> Option<&Own> {
        self.own.iter().find(|own| own.text.name == name)
    }

    /// A scenario by its name, with its tables: the page's own, or one that only extends a shipped one.
    fn find(&self, name: &str) -> Result<(Source, Vec<Source>)> {
        if let Some(own) = self.own(name) {
            return Ok((own.text.clone(), own.files.clone()));
        }
        if shipped().any(|shipped| shipped.name() == name) {
            return Ok((Source { name: name.into(), text: format!("extends = {}\n", quoted(name)) }, Vec::new()));
        }
        let known = self.own.iter().map(|own| own.text.name.as_str()).chain(shipped().map(|shipped| shipped.name()));
        let error = Error::input(format!("there is no scenario called \"{name}\""));
        Err(match nearest(name, known) {
            Some(near) => error.help(format!("did you mean \"{near}\"?")),
            None => error,
        })
    }
}

/// The scenario that the settings mean.
///
/// # Errors
/// If anything in them is wrong, or the world would need more memory than a browser gives.
pub(crate) fn read(settings: &Value, shelf: &Shelf) -> Result<Scenario> {
    let asked = Request::of(settings, shelf)?;
    let changes = asked.changes()?;
    let scenario = asked.read_with(&changes)?;
    let gibibytes = memory(&scenario).total(1) / f64::from(1 << 30);
    if gibibytes > MOST_GIBIBYTES {
        let managers = scenario.parameters.population.managers;
        return Err(Error::input(format!(
            "a world of {managers} managers over {} weeks needs about {gibibytes:.0} GiB, which a browser does not give",
            scenario.parameters.run.weeks
        ))
        .help("simulate it with `darkside run`, or here with fewer managers or weeks"));
    }
    Ok(scenario)
}

/// The seed.
pub(crate) fn seed(settings: &Value) -> Result<u64> {
    settings["seed"].as_u64().ok_or_else(|| Error::input("the seed is not a whole number from 0 on"))
}

/// The settings as a scenario for `darkside run`: short if it extends a shipped scenario, else with every value.
pub(crate) fn to_toml(settings: &Value, shelf: &Shelf) -> Result<String> {
    let asked = Request::of(settings, shelf)?;
    let changes = asked.changes()?;
    let seed = seed(settings)?;
    if settings["scenario"]["toml"].is_null() && shelf.own(&asked.base.name).is_none() {
        return Ok(format!("{}run.seed = {seed}\n{changes}", asked.base.text));
    }
    let mut scenario = asked.read_with(&changes)?;
    scenario.parameters.run.seed = seed;
    let files = asked.files_in_ties();
    Ok(resolved(&scenario).replacen("\n[ties]\n", &format!("\n[ties]\n{files}"), 1))
}

/// The settings, taken apart.
struct Request<'a> {
    base: Source,
    /// Values from week 0: paths, and values as TOML.
    set: Vec<(&'a str, String)>,
    /// Presets and levers of the organisation.
    organised: Vec<(&'a str, String)>,
    dated: &'a [Value],
    weeks: Option<u64>,
    /// The kinds of the dropped files (keys of `[ties]`), and their names.
    named: Vec<(&'static str, String)>,
    /// Those files, and the scenario's own tables.
    files: Vec<Source>,
}

impl<'a> Request<'a> {
    fn of(settings: &'a Value, shelf: &Shelf) -> Result<Self> {
        let scenario = &settings["scenario"];
        let (base, files) = match scenario["toml"].as_str() {
            Some(_) => (source(scenario, "toml")?, Vec::new()),
            None => shelf.find(text(scenario, "name")?)?,
        };
        let mut asked = Self {
            base,
            set: Vec::new(),
            organised: Vec::new(),
            dated: items(&settings["dated"]),
            weeks: settings["weeks"].as_u64(),
            named: Vec::new(),
            files,
        };
        for setting in items(&settings["set"]) {
            let (path, value) = (text(setting, "path")?, toml_of(&setting["value"])?);
            let (values, key) = match path.strip_prefix("lever.") {
                Some(lever) if Lever::find(lever).is_some() => (&mut asked.organised, lever),
                Some(lever) => {
                    return Err(Error::input(format!("there is no lever of an organisation called {lever}")));
                }
                None if path == "preset" => (&mut asked.organised, path),
                None => (&mut asked.set, path),
            };
            values.retain(|(other, _)| *other != key);
            values.push((key, value));
        }
        asked.take_files(settings)?;
        Ok(asked)
    }

    fn take_files(&mut self, settings: &Value) -> Result<()> {
        for kind in ["managers", "ties", "graphml", "edges", "relationships"] {
            let file = &settings["organisation"][kind];
            if !file.is_null() {
                let file = source(file, "text")?;
                self.named.push((kind, file.name.clone()));
                // A dropped table takes precedence over one of the scenario's own with the same name.
                self.files.insert(0, file);
            }
        }
        Ok(())
    }

    /// The dropped files, or else the scenario's own tables (named after their keys), as entries of `[ties]`.
    fn files_in_ties(&self) -> String {
        if self.named.is_empty() {
            let key = |file: &Source| file.name.trim_end_matches(".csv").to_owned();
            return self.files.iter().map(|file| format!("{} = {}\n", key(file), quoted(&file.name))).collect();
        }
        self.named.iter().map(|(kind, name)| format!("{kind} = {}\n", quoted(name))).collect()
    }

    fn read_with(&self, changes: &str) -> Result<Scenario> {
        let mut texts = vec![self.base.clone()];
        if !changes.is_empty() {
            texts.push(Source { name: "what is set on the page".into(), text: changes.into() });
        }
        let mut scenario = read_on_top(&texts, &self.files)?;
        if let Some(stem) = self.base.name.strip_suffix(".toml") {
            scenario.name = stem.into();
        }
        Ok(scenario)
    }

    /// What lies on top of the scenario, as TOML.
    fn changes(&self) -> Result<String> {
        let of_firms = |path: &str| {
            !self.organised.is_empty() && find(base_path(path)).is_some_and(|parameter| parameter.scope == Scope::Firm)
        };
        let mut changes = String::new();
        // Writing to a string cannot fail, here and below.
        for (path, value) in self.set.iter().filter(|(path, _)| !of_firms(path)) {
            let _ = writeln!(changes, "{} = {value}", dotted(path));
        }
        if let Some(weeks) = self.weeks {
            let _ = writeln!(changes, "run.weeks = {weeks}");
        }
        for (kind, name) in &self.named {
            let _ = writeln!(changes, "ties.{kind} = {}", quoted(name));
        }
        if !self.organised.is_empty() {
            let own: Vec<_> = self.set.iter().filter(|(path, _)| of_firms(path)).collect();
            for firm in self.read_with(&changes)?.firms {
                let _ = writeln!(changes, "\n[[firm]]\nname = {}", quoted(&firm.name));
                for (key, value) in &self.organised {
                    let _ = writeln!(changes, "{key} = {value}");
                }
                let set: Vec<String> = own.iter().map(|(path, value)| format!("{} = {value}", quoted(path))).collect();
                if !set.is_empty() {
                    let _ = writeln!(changes, "set = {{ {} }}", set.join(", "));
                }
            }
        }
        for dated in self.dated {
            write_dated(&mut changes, dated)?;
        }
        Ok(changes)
    }
}

/// The parameter's own path, without the name of an effect that may follow it.
fn base_path(path: &str) -> &str {
    let end = path.match_indices('.').nth(1).map_or(path.len(), |(at, _)| at);
    &path[..end]
}

fn write_dated(out: &mut String, dated: &Value) -> Result<()> {
    let week = dated["week"].as_u64().ok_or_else(|| Error::input("a change lacks the week from which it holds"))?;
    let _ = writeln!(out, "\n[[intervention]]\nweek = {week}");
    if !dated["firms"].is_null() {
        let _ = writeln!(out, "firms = {}", toml_of(&dated["firms"])?);
    }
    if !dated["act"].is_null() {
        let _ = writeln!(out, "act = {}", toml_of(&dated["act"])?);
        for (key, value) in dated["keys"].as_object().into_iter().flatten() {
            let _ = writeln!(out, "{} = {}", dotted(key), toml_of(value)?);
        }
        return Ok(());
    }
    let entry = |one: &Value| Ok(format!("{} = {}", quoted(text(one, "path")?), toml_of(&one["value"])?));
    let set = items(&dated["set"]).iter().map(entry).collect::<Result<Vec<String>>>()?;
    let _ = writeln!(out, "set = {{ {} }}", set.join(", "));
    Ok(())
}

/// A path as TOML writes it, with quotes around each part that is not a bare key.
fn dotted(path: &str) -> String {
    let bare = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    let part = |part: &str| if bare(part) { part.to_owned() } else { quoted(part) };
    path.split('.').map(part).collect::<Vec<_>>().join(".")
}

fn toml_of(value: &Value) -> Result<String> {
    Ok(match value {
        Value::Bool(switch) => switch.to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(toml_of).collect::<Result<Vec<_>>>()?.join(", ")),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| Ok(format!("{} = {}", quoted(key), toml_of(value)?));
            format!("{{ {} }}", entries.iter().map(entry).collect::<Result<Vec<_>>>()?.join(", "))
        }
        Value::Null => return Err(Error::input("a setting lacks its value")),
    })
}

/// A TOML basic string. JSON's escapes are also TOML's.
fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

fn text<'a>(of: &'a Value, key: &str) -> Result<&'a str> {
    of[key].as_str().ok_or_else(|| Error::input(format!("the page's settings lack the text \"{key}\"")))
}

/// A named text, of which `key` holds the text.
fn source(of: &Value, key: &str) -> Result<Source> {
    Ok(Source { name: text(of, "name")?.into(), text: text(of, key)?.into() })
}

/// The items of a list; none where there is no list.
fn items(list: &Value) -> &[Value] {
    list.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn scenario(settings: Value) -> Result<Scenario> {
        read(&settings, &Shelf::default())
    }

    #[test]
    fn a_name_alone_is_the_shipped_scenario() {
        let plain = darkside_engine::scenario::load(&darkside_engine::scenario::Request::of("programme")).unwrap();
        let asked = scenario(json!({ "scenario": { "name": "programme" }, "seed": 1 })).unwrap();
        assert_eq!(asked, plain);
    }

    #[test]
    fn the_last_of_two_settings_of_one_path_counts() {
        let set = json!([{ "path": "lapse.audit", "value": 0.1 }, { "path": "lapse.audit", "value": 0.2 }]);
        let asked = scenario(json!({ "scenario": { "name": "baseline" }, "set": set })).unwrap();
        assert_eq!(asked.parameters.lapse.audit, 0.2);
    }

    #[test]
    fn a_value_of_ones_own_wins_over_the_preset() {
        let set = json!([{ "path": "preset", "value": "cross_functional" }, { "path": "lapse.audit", "value": 0.2 }]);
        let asked = scenario(json!({ "scenario": { "name": "baseline" }, "set": set })).unwrap();
        assert_eq!(asked.firms.len(), 6);
        for firm in &asked.firms {
            assert_eq!(firm.preset.as_deref(), Some("cross_functional"));
            assert_eq!(firm.parameters.lapse.audit, 0.2);
            assert!(firm.parameters.programme.filter > 0.8);
        }
    }

    #[test]
    fn what_is_exported_is_what_was_simulated() {
        let settings = json!({
            "scenario": { "name": "celebrity" }, "seed": 7, "weeks": 208,
            "set": [{ "path": "population.portfolio", "value": 5 }, { "path": "preset", "value": "top_management" }],
            "dated": [
                { "week": 156, "set": [{ "path": "contagion.programme", "value": 0.03 }] },
                { "week": 160, "act": "introduce",
                  "keys": { "practices": ["formal_governance"], "managers": 3, "share": 0.5 } },
            ],
        });
        let text = to_toml(&settings, &Shelf::default()).unwrap();
        let again = darkside_engine::scenario::read("celebrity.toml", &text, std::path::Path::new(""), &[]).unwrap();
        let mut asked = scenario(settings).unwrap();
        asked.parameters.run.seed = 7;
        asked.firms.iter_mut().for_each(|firm| firm.parameters.run.seed = 7);
        assert_eq!(again, asked);
        assert_eq!(again.interventions.len(), 3);
    }

    #[test]
    fn dropped_files_are_an_organisation() {
        let ties = json!({ "name": "ties.csv", "text": "source,target\nann,bob\nbob,cy\n" });
        let settings = json!({ "scenario": { "name": "baseline" }, "seed": 1, "organisation": { "ties": ties } });
        assert_eq!(scenario(settings.clone()).unwrap().network.unwrap().managers.len(), 3);
        assert!(to_toml(&settings, &Shelf::default()).unwrap().contains("ties.ties = \"ties.csv\""));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let ties = json!({ "name": "ties.csv", "text": "source,target\nann,ann\n" });
        let settings = json!({ "scenario": { "name": "baseline" }, "organisation": { "ties": ties } });
        let error = scenario(settings).unwrap_err();
        assert_eq!(error.place().unwrap().source.name, "ties.csv");
        let error = scenario(json!({ "scenario": { "name": "basline" } })).unwrap_err();
        assert_eq!(error.advice(), Some("did you mean \"baseline\"?"));
        let set = json!([{ "path": "lapse.audit", "value": -1 }]);
        let error = scenario(json!({ "scenario": { "name": "baseline" }, "set": set })).unwrap_err();
        assert_eq!(error.place().unwrap().source.name, "what is set on the page");
    }

    #[test]
    fn a_world_too_large_for_a_browser_is_refused_before_it_is_made() {
        let set = json!([{ "path": "population.managers", "value": 50_000_000 }]);
        let error = scenario(json!({ "scenario": { "name": "baseline" }, "set": set })).unwrap_err();
        assert!(error.message().contains("50000000 managers"), "{error}");
    }

    #[test]
    fn odd_text_survives_its_quotes() {
        let odd = "a\"b\\c\nd\u{7f}\u{1}é";
        let read: toml::Table = format!("x = {}", quoted(odd)).parse().unwrap();
        assert_eq!(read["x"].as_str(), Some(odd));
    }
}
