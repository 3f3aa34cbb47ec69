//! Every text file that ships with `darkside`: scenarios, sweeps, hypotheses, sensitivity analyses, robustness claims and
//! the network tables that scenarios name.
//!
//! The folder is a crate of its own so that it can stay at the top of the repository, where people look for it, and still
//! be packaged. It embeds the files and reads nothing into them.

/// A file of this folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below this folder, with `/` between the parts, such as `known/sir.toml`.
    pub path: &'static str,
    /// Its contents.
    pub text: &'static str,
}

impl File {
    /// The path without its extension: the name by which users call the file.
    pub fn name(&self) -> &'static str {
        self.path.rsplit_once('.').map_or(self.path, |(name, _)| name)
    }

    /// The folder it is in, without a trailing `/`; empty for the scenarios at the top.
    pub fn folder(&self) -> &'static str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

macro_rules! files {
    ($($path:literal),* $(,)?) => { &[$(File { path: $path, text: include_str!($path) }),*] };
}

/// All files, within each folder in the order in which they are best read.
pub static FILES: &[File] = files![
    "baseline.toml",
    "susceptible.toml",
    "epidemic.toml",
    "invasion_scattered.toml",
    "invasion_concentrated.toml",
    "complex_scattered.toml",
    "complex_concentrated.toml",
    "firm_cultures.toml",
    "firm_cultures_isolated.toml",
    "firm_cultures_independent.toml",
    "rivals_contagion.toml",
    "rivals_homophily.toml",
    "rivals_common_cause.toml",
    "rivals_all.toml",
    "rivals_none.toml",
    "isolated.toml",
    "intra_only.toml",
    "inter_only.toml",
    "outbreak_trust_over_monitoring.toml",
    "outbreak_open_book_sharing.toml",
    "outbreak_exclusive_commitment.toml",
    "outbreak_exceed_expectations.toml",
    "outbreak_success_storytelling.toml",
    "outbreak_deep_integration.toml",
    "withering_malpractices.toml",
    "programme.toml",
    "cleansed_programme.toml",
    "audited.toml",
    "programme_with_audit.toml",
    "vigilant_managers.toml",
    "no_blind_imitation.toml",
    "safeguards.toml",
    "trained.toml",
    "traced.toml",
    "long_term_reward.toml",
    "junior_wave.toml",
    "celebrity.toml",
    "stop_celebrity.toml",
    "two_firms.toml",
    "merger.toml",
    "baseline_0_1.toml",
    "same_volume.toml",
    "programme_from_start.toml",
    "withering.toml",
    "large.toml",
    "organisations.toml",
    "imported_network.toml",
    "known/neutral.toml",
    "known/household.toml",
    "known/sir.toml",
    "known/multiplier.toml",
    "known/sis.toml",
    "known/sis_on_graph.toml",
    "known/cascade.toml",
    "known/portfolios.toml",
    "known/ring.toml",
    "known/bass.toml",
    "known/degroot.toml",
    "known/ageing.toml",
    "known/dyads.toml",
    "sweeps/programme_and_audit.toml",
    "sweeps/enablers.toml",
    "hypotheses/dark_side.toml",
    "hypotheses/spreading.toml",
    "hypotheses/waves.toml",
    "sensitivity/contagion.toml",
    "sensitivity/levers.toml",
    "robustness/patterns.toml",
    "robustness/rules.toml",
    "identify/bench.toml",
    "power/contagion.toml",
    "networks/star.csv",
    "networks/two_suppliers_managers.csv",
    "networks/two_suppliers_ties.csv",
];

/// The files directly in `folder`; in `""`, those at the top.
///
/// ```
/// let first = darkside_scenarios::in_folder("").next().unwrap();
/// assert_eq!(first.name(), "baseline");
/// ```
pub fn in_folder(folder: &str) -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(move |file| file.folder() == folder)
}

/// The file at this path below the folder.
pub fn find(path: &str) -> Option<&'static File> {
    FILES.iter().find(|file| file.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn paths_below(folder: &Path, prefix: &str, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                paths_below(&entry.path(), &format!("{name}/"), found);
            } else if !matches!(&*name, "Cargo.toml" | "lib.rs") {
                found.push(name);
            }
        }
    }

    #[test]
    fn every_file_in_the_folder_is_listed() {
        let mut present = Vec::new();
        paths_below(Path::new(env!("CARGO_MANIFEST_DIR")), "", &mut present);
        present.sort();
        let mut listed: Vec<&str> = FILES.iter().map(|file| file.path).collect();
        listed.sort_unstable();
        assert_eq!(present, listed);
    }
}
