//! Practices, their fields, the effects that they feed, and the words for both.

use super::GlossaryEntry;
use crate::cli::words;
use darkside_engine::parameter::Field;
use darkside_engine::practice::{Class, Effect, Governance, PRACTICE_FIELDS, Phase, Practice};

/// One practice, with every field that differs from a practice without effects.
pub(super) fn practice(practice: &Practice) -> GlossaryEntry {
    let meaning = match words::effects(&practice.load).as_str() {
        "none" => practice.class.meaning().to_owned(),
        effects => format!("feeds {effects}"),
    };
    let mut entry = GlossaryEntry::new("practice", practice.name.as_str(), &meaning);
    let neutral = Practice::new("");
    for field in PRACTICE_FIELDS {
        let value = words::value(&(field.get)(practice));
        let note = match (field.path, practice.governance) {
            ("class", _) => practice.class.meaning(),
            ("governance", Some(kind)) => kind.meaning(),
            _ => field.meaning,
        };
        if field.path == "class" || value != words::value(&(field.get)(&neutral)) {
            entry = entry.noted(field.path, value, note);
        }
    }
    entry
}

/// The fields of `[[practice]]`.
pub(super) fn fields() -> Vec<GlossaryEntry> {
    let neutral = Practice::new("");
    let entry = |field: &Field<Practice>| {
        GlossaryEntry::of_field("field of a practice", format!("practice.{}", field.path), field, &neutral)
    };
    PRACTICE_FIELDS.iter().map(entry).collect()
}

/// The six dark-side effects.
pub(super) fn effects() -> Vec<GlossaryEntry> {
    let entry = |effect: &Effect| {
        GlossaryEntry::new("dark-side effect", effect.name(), effect.meaning())
            .fact("grows on", effect.breeding_ground())
            .fact("does", effect.consequence())
    };
    Effect::ALL.iter().map(entry).collect()
}

/// Words that describe practices and relationships.
pub(super) fn words() -> Vec<GlossaryEntry> {
    let classes =
        Class::ALL.iter().map(|class| GlossaryEntry::new("class of practices", class.name(), class.meaning()));
    let kinds = Governance::ALL.iter().map(|kind| GlossaryEntry::new("kind of safeguard", kind.name(), kind.meaning()));
    let phases =
        Phase::ALL.iter().map(|phase| GlossaryEntry::new("phase of a relationship", phase.name(), phase.meaning()));
    classes.chain(kinds).chain(phases).collect()
}
