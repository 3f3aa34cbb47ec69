//! The workshop page: one HTML file for offline use in a browser, with the engine, scenarios and lessons inside.
//!
//! The page without its contents is built from `web/` and kept in `web/dist/page.html`, the engine in
//! `web/engine.wasm`. This module fills in the engine, scenarios and lessons. The same contents give the same bytes.

mod organisation;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use darkside_engine::scenario::{Scenario, read_on_top, to_toml};
use darkside_error::{Error, Result, Source};

/// The page without engine and data, as built from `web/` by Vite.
const PAGE: &str = include_str!("../../web/dist/page.html");
/// The engine for browsers, as built from `web/engine/` by `web/build-engine`.
const ENGINE: &[u8] = include_bytes!("../../web/engine.wasm");
/// The empty elements of the page that are filled in.
const ENGINE_PLACE: &str = r#"<script type="text/plain" id="engine-wasm"></script>"#;
const DATA_PLACE: &str = r#"<script type="application/json" id="workshop-data"></script>"#;

macro_rules! lessons {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../web/lessons/", $name, ".toml"))),)*]
    };
}

/// The shipped lessons in English, and the trainer's page: names and texts.
static LESSONS: &[(&str, &str)] = lessons![
    "outbreak",
    "threshold",
    "bridge",
    "patient_zero",
    "audit",
    "programme",
    "portfolio",
    "celebrity",
    "trainer",
    "outbreak.de",
    "threshold.de",
    "bridge.de",
    "patient_zero.de",
    "audit.de",
    "programme.de",
    "portfolio.de",
    "celebrity.de",
    "trainer.de",
];

/// The whole page with `scenarios` in addition to the shipped ones. It opens with the first of them, if there is one.
///
/// # Errors
/// If a lesson is not TOML, or a scenario would not survive the trip into the page unchanged.
pub fn page(scenarios: &[Scenario], lessons: &[Source]) -> Result<String> {
    let scenarios = scenarios.iter().map(entry).collect::<Result<Vec<Value>>>()?;
    for lesson in lessons {
        check(lesson)?;
    }
    let lesson = |lesson: &Source| json!({ "name": lesson.name, "toml": lesson.text });
    let data = json!({
        "version": crate::VERSION,
        "opens": scenarios.first().map(|first| &first["name"]),
        "scenarios": scenarios,
        "lessons": lessons.iter().map(lesson).collect::<Value>(),
    });
    // Inside a script element, only `<` can end the data.
    let data = data.to_string().replace('<', "\\u003c");
    let engine = STANDARD.encode(ENGINE);
    let filled = |place: &str, contents: &str| place.replace("></", &format!(">{contents}</"));
    Ok(PAGE.replacen(DATA_PLACE, &filled(DATA_PLACE, &data), 1).replacen(
        ENGINE_PLACE,
        &filled(ENGINE_PLACE, &engine),
        1,
    ))
}

/// The shipped lessons as texts.
pub fn shipped_lessons() -> Vec<Source> {
    LESSONS.iter().map(|&(name, text)| Source { name: name.into(), text: text.into() }).collect()
}

/// Whether a file that starts with `head` is a workshop page. The engine comes before the data and is larger than any
/// head.
pub fn is_page(head: &str) -> bool {
    head.contains(r#"id="engine-wasm""#)
}

/// A scenario as stored in the page: every value as TOML, and the tables of its organisation, if it has one.
fn entry(scenario: &Scenario) -> Result<Value> {
    let tables = scenario.network.as_ref().map_or_else(|| Ok(Vec::new()), organisation::tables)?;
    let names: String = tables.iter().map(|(key, file)| format!("{key} = \"{}\"\n", file.name)).collect();
    let toml = to_toml(scenario).replacen("\n[ties]\n", &format!("\n[ties]\n{names}"), 1);
    let files: Vec<Source> = tables.into_iter().map(|(_, file)| file).collect();
    let text = Source { name: scenario.name.clone(), text: toml };
    let again = read_on_top(std::slice::from_ref(&text), &files)?;
    if again != *scenario {
        let message = format!("scenario {} would not be the same in the page", scenario.name);
        return Err(Error::input(message).help("drop it, or its tables, on the page instead"));
    }
    let file = |file: &Source| json!({ "name": file.name, "text": file.text });
    Ok(json!({ "name": text.name, "toml": text.text, "files": files.iter().map(file).collect::<Value>() }))
}

/// Checks that a lesson is TOML; the page interprets it.
fn check(lesson: &Source) -> Result<()> {
    let source = std::sync::Arc::new(lesson.clone());
    lesson.text.parse::<toml::Table>().map(|_| ()).map_err(|cause| {
        let span = cause.span().unwrap_or(0..0);
        Error::input(format!("this lesson is not TOML: {}", cause.message())).at(&source, span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    #[test]
    fn every_lesson_in_the_folder_is_shipped_and_is_toml() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/web/lessons");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut found: Vec<String> = entries
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        found.sort_unstable();
        let mut shipped: Vec<&str> = LESSONS.iter().map(|(name, _)| *name).collect();
        shipped.sort_unstable();
        assert_eq!(found, shipped);
        shipped_lessons().iter().for_each(|lesson| check(lesson).unwrap());
    }

    #[test]
    fn the_page_holds_what_it_is_given_and_nothing_ends_its_data_early() {
        let scenario = load(&Request::of("two_firms")).unwrap();
        let lesson = Source { name: "mine".into(), text: "title = \"</script>\"".into() };
        let page = page(std::slice::from_ref(&scenario), &[lesson]).unwrap();
        assert!(is_page(&page));
        let data = page.split_once(r#"id="workshop-data">"#).unwrap().1;
        let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
        assert_eq!(data["opens"], "two_firms");
        assert_eq!(data["scenarios"][0]["toml"], to_toml(&scenario));
        assert_eq!(data["lessons"][0]["toml"], "title = \"</script>\"");
        let engine = page.split_once(r#"id="engine-wasm">"#).unwrap().1.split_once("</script>").unwrap().0;
        assert_eq!(STANDARD.decode(engine).unwrap(), ENGINE);
    }

    #[test]
    fn a_lesson_that_is_not_toml_is_refused_with_its_place() {
        let lesson = Source { name: "mine.toml".into(), text: "title = \"a\"\nsteps = [".into() };
        let error = page(&[], &[lesson]).unwrap_err();
        assert_eq!(error.place().unwrap().source.name, "mine.toml");
    }

    #[test]
    fn every_shipped_scenario_is_the_same_in_the_page() {
        for shipped in darkside_engine::scenario::shipped() {
            entry(&load(&Request::of(shipped.name())).unwrap()).unwrap();
        }
    }
}
