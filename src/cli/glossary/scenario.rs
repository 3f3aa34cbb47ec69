//! Shipped scenarios and questions, presets of organisations and their levers, acts of interventions.

use super::GlossaryEntry;
use crate::cli::question_file::{FILE_KINDS, FileKind};
use darkside_engine::scenario::{ACTS, Lever, PRESETS, shipped};
use darkside_scenarios::FILES;

/// The scenarios that need no file, each with the question that it answers.
pub(super) fn scenarios() -> Vec<GlossaryEntry> {
    let entry = |scenario: &darkside_scenarios::File| {
        // The loader has its own tests for each of them; here only the descriptions are needed.
        let says = scenario.text.parse::<toml::Table>().unwrap_or_default();
        let text = |key: &str| says.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        let heading = match scenario.folder() {
            "" => "Experiments",
            _ => "Known cases, by which `darkside selftest` checks the engine",
        };
        let entry = GlossaryEntry::new("scenario", scenario.name(), &text("question")).fact("look at", text("look_at"));
        let entry = entry.under(heading);
        match text("extends") {
            parent if parent.is_empty() => entry,
            parent => entry.fact("builds on", parent),
        }
        .fact("run it", format!("darkside run {}", scenario.name()))
    };
    shipped().map(entry).collect()
}

/// The shipped files that ask a question with many runs, each with its question.
pub(super) fn questions() -> Vec<GlossaryEntry> {
    let of_kind = |kind: &'static FileKind| {
        FILES.iter().filter(|file| kind.has(file)).map(|file| {
            let says = file.text.parse::<toml::Table>().unwrap_or_default();
            let text = |key: &str| says.get(key).and_then(toml::Value::as_str).map(str::to_owned);
            let comment = || file.text.lines().next().unwrap_or("").trim_start_matches("# ").to_owned();
            let question = text("question").or_else(|| text("title")).unwrap_or_else(comment);
            GlossaryEntry::new(kind.noun, file.name(), &question)
                .under(kind.heading)
                .fact("run it", kind.command(file.name()))
        })
    };
    FILE_KINDS.iter().flat_map(of_kind).collect()
}

/// The named organisations of a firm.
pub(super) fn presets() -> Vec<GlossaryEntry> {
    let entry = |preset: &darkside_engine::scenario::Preset| {
        let levers = Lever::NAMES.iter().zip(preset.values).map(|(lever, value)| format!("{lever} {value}"));
        GlossaryEntry::new("preset of a firm", preset.name, preset.meaning)
            .fact("levers", levers.collect::<Vec<_>>().join(", "))
    };
    PRESETS.iter().map(entry).collect()
}

/// The levers that `[[firm]]` takes.
pub(super) fn levers() -> Vec<GlossaryEntry> {
    let entry =
        |lever: &Lever| GlossaryEntry::new("lever of a firm", lever.name(), lever.meaning()).fact("allowed", "0 to 1");
    Lever::ALL.iter().map(entry).collect()
}

/// The acts that `[[intervention]]` takes.
pub(super) fn acts() -> Vec<GlossaryEntry> {
    let entry = |act: &darkside_engine::scenario::ActKind| {
        let keys = ["week", "firms"].iter().chain(act.keys).copied().collect::<Vec<_>>().join(", ");
        GlossaryEntry::new("act of an intervention", act.name, act.meaning).fact("keys", keys)
    };
    ACTS.iter().map(entry).collect()
}
