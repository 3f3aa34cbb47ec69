//! Parameters and their groups.

use super::GlossaryEntry;
use darkside_engine::parameter::{ABOUT_SURVEY, CATALOGUE, Field, GROUPS, Parameter, Parameters, SURVEY, Survey};

/// Every parameter, under the heading of its group.
pub(super) fn parameters() -> Vec<GlossaryEntry> {
    let defaults = Parameters::default();
    let entry = |parameter: &Parameter| {
        let group = parameter.path.split('.').next().unwrap_or("");
        let about = GROUPS.iter().find(|(name, _)| *name == group).map_or("", |(_, about)| about.trim());
        GlossaryEntry::of_field("parameter", parameter.path, parameter, &defaults)
            .under(format!("[{group}] {about}"))
            .noted("scope", parameter.scope.name(), parameter.scope.meaning())
    };
    CATALOGUE.iter().map(entry).collect()
}

/// Every value of a survey's design.
pub(super) fn survey() -> Vec<GlossaryEntry> {
    let defaults = Survey::default();
    let entry = |field: &Field<Survey>| {
        GlossaryEntry::of_field("value of a survey", field.path, field, &defaults)
            .under(format!("[survey] {}", ABOUT_SURVEY.trim()))
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
