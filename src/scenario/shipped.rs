//! The scenarios that are built into the program.

/// A scenario that needs no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// What it is called on the command line and in `extends`.
    pub name: &'static str,
    /// Its text: TOML that opens with a comment.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($name:literal,)*) => {
        &[$(Shipped { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")) },)*]
    };
}

static SHIPPED: &[Shipped] = shipped![
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
    "organisations",
    "imported_network",
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
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        files.sort();
        let mut listed: Vec<&str> = SHIPPED.iter().map(|shipped| shipped.name).collect();
        listed.sort_unstable();
        assert_eq!(files, listed);
        for shipped in SHIPPED {
            assert!(shipped.text.starts_with('#'), "{} opens with a comment", shipped.name);
            let scenario =
                crate::scenario::load(&crate::scenario::Request::of(shipped.name)).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(scenario.name, shipped.name);
            assert!(!scenario.question.is_empty() && !scenario.look_at.is_empty(), "{} says why", shipped.name);
        }
    }
}
