//! The scenarios that are built into the program.

/// A scenario that needs no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// What it is called on the command line and in `extends`.
    pub name: &'static str,
    /// What it is for.
    pub group: Group,
    /// Its text: TOML that opens with a comment.
    pub text: &'static str,
}

/// What a shipped scenario is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// A question about the dark side of business relationships.
    Experiment,
    /// Settings at which the model is a known one: what `darkside selftest` checks the engine by.
    KnownCase,
}

macro_rules! shipped {
    ($($group:ident: $($name:literal,)*)*) => {
        &[$($(Shipped {
            name: $name,
            group: Group::$group,
            text: include_str!(concat!("../../scenarios/", $name, ".toml")),
        },)*)*]
    };
}

/// What the names of known cases begin with: they stand in a folder of their own.
pub(super) const FOLDER: &str = "known/";

static SHIPPED: &[Shipped] = shipped![
    Experiment:
    "baseline",
    "isolated",
    "same_volume",
    "intra_only",
    "inter_only",
    "outbreak_trust_over_monitoring",
    "outbreak_open_book_sharing",
    "outbreak_exclusive_commitment",
    "outbreak_exceed_expectations",
    "outbreak_success_storytelling",
    "outbreak_deep_integration",
    "programme",
    "programme_from_start",
    "cleansed_programme",
    "audited",
    "programme_with_audit",
    "vigilant_managers",
    "no_blind_imitation",
    "safeguards",
    "trained",
    "traced",
    "long_term_reward",
    "junior_wave",
    "celebrity",
    "stop_celebrity",
    "two_firms",
    "merger",
    "large",
    "organisations",
    "imported_network",
    KnownCase:
    "known/neutral",
    "known/household",
    "known/sir",
    "known/multiplier",
    "known/sis",
    "known/sis_on_graph",
    "known/cascade",
    "known/ring",
    "known/bass",
    "known/degroot",
    "known/ageing",
];

/// All of them, in the order in which they are best read.
///
/// ```
/// assert_eq!(darkside::scenario::shipped()[0].name, "baseline");
/// ```
pub fn shipped() -> &'static [Shipped] {
    SHIPPED
}

/// The one of this name.
pub(super) fn find(name: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|shipped| shipped.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_file_is_shipped_and_opens_with_a_comment_and_a_question() {
        let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios"));
        let files_in = |prefix: &str| {
            let paths = std::fs::read_dir(folder.join(prefix)).unwrap().map(|entry| entry.unwrap().path());
            let scenarios = paths.filter(|path| path.extension().is_some_and(|extension| extension == "toml"));
            let name = |path: std::path::PathBuf| format!("{prefix}{}", path.file_stem().unwrap().to_str().unwrap());
            scenarios.map(name).collect::<Vec<_>>()
        };
        let mut files = [files_in(""), files_in("known/")].concat();
        files.sort();
        let mut listed: Vec<&str> = SHIPPED.iter().map(|shipped| shipped.name).collect();
        listed.sort_unstable();
        assert_eq!(files, listed);
        for shipped in SHIPPED {
            assert!(shipped.text.starts_with('#'), "{} opens with a comment", shipped.name);
            let scenario =
                crate::scenario::load(&crate::scenario::Request::of(shipped.name)).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(scenario.name, shipped.name.strip_prefix("known/").unwrap_or(shipped.name));
            assert!(!scenario.question.is_empty() && !scenario.look_at.is_empty(), "{} says why", shipped.name);
        }
    }
}
