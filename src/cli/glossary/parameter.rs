//! Parameters and their groups.

use super::GlossaryEntry;
use crate::cli::words;
use darkside_engine::parameter::{ABOUT_SURVEY, CATALOGUE, GROUPS, Parameters, SURVEY, Survey};

/// Every parameter, under the heading of its group.
pub(super) fn parameters() -> Vec<GlossaryEntry> {
    let defaults = Parameters::default();
    let entry = |parameter: &'static darkside_engine::parameter::Parameter| {
        let group = parameter.path.split('.').next().unwrap_or("");
        let about = GROUPS.iter().find(|(name, _)| *name == group).map_or("", |(_, about)| about.trim());
        let default = (parameter.get)(&defaults);
        GlossaryEntry::new("parameter", parameter.path, parameter.meaning)
            .under(format!("[{group}] {about}"))
            .fact("unit", parameter.unit.words())
            .fact("default", words::value(&default))
            .fact("allowed", words::allowed(&default, parameter.allowed))
            .noted("basis", parameter.basis.name(), parameter.basis.meaning())
            .noted("scope", parameter.scope.name(), parameter.scope.meaning())
    };
    CATALOGUE.iter().map(entry).collect()
}

/// Every value of a survey's design.
pub(super) fn survey() -> Vec<GlossaryEntry> {
    let defaults = Survey::default();
    let entry = |field: &'static darkside_engine::parameter::Field<Survey>| {
        let default = (field.get)(&defaults);
        GlossaryEntry::new("value of a survey", field.path, field.meaning)
            .under(format!("[survey] {}", ABOUT_SURVEY.trim()))
            .fact("unit", field.unit.words())
            .fact("default", words::value(&default))
            .fact("allowed", words::allowed(&default, field.allowed))
            .noted("basis", field.basis.name(), field.basis.meaning())
    };
    SURVEY.iter().map(entry).collect()
}

/// Every group of parameters, with the names in it.
pub(super) fn groups() -> Vec<GlossaryEntry> {
    let entry = |&(group, about): &(&'static str, &'static str)| {
        let names = CATALOGUE.iter().filter_map(|parameter| parameter.path.strip_prefix(group)?.strip_prefix('.'));
        GlossaryEntry::new("group of parameters", group, about).fact("holds", names.collect::<Vec<_>>().join(", "))
    };
    GROUPS.iter().map(entry).collect()
}
