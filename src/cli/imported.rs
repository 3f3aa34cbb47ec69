//! A few lines on what was read from an organisation's files.

use std::io::{self, Write};

use darkside_engine::network::summary;
use darkside_engine::scenario::Scenario;

use super::page;

/// Writes these lines if the scenario has an imported organisation.
pub(super) fn tell(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    page::rows(out, lines(scenario).into_iter().map(|(label, words)| vec![label, words]).collect(), None)
}

/// The same as TOML comments.
pub(super) fn comment(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    for (label, words) in lines(scenario) {
        writeln!(out, "# {label}: {words}")?;
    }
    Ok(())
}

fn lines(scenario: &Scenario) -> Vec<(String, String)> {
    let Some(network) = &scenario.network else { return Vec::new() };
    let mut lines = summary(network);
    let settle = scenario.parameters.run.settle;
    let mut given = network.relationships.iter().flatten();
    if settle > 0 && given.any(|one| one.closeness.is_some() || one.phase.is_some() || one.practices.is_some()) {
        let words = format!(
            "the relationships' closeness, phases and practices are those of {settle} weeks before week 0 (run.settle); \
             set run.settle = 0 to record from them on"
        );
        lines.push(("note".into(), words));
    }
    lines
}
