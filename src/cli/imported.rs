//! What was read from an organisation's files, in a few lines.

use std::io::{self, Write};

use darkside_engine::network::summary;
use darkside_engine::scenario::Scenario;

use super::page;

/// Writes the block, if the scenario has an imported organisation.
pub(super) fn tell(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    let Some(network) = &scenario.network else { return Ok(()) };
    page::rows(out, summary(network).into_iter().map(|(label, words)| vec![label, words]).collect(), None)
}

/// The same as comments in TOML.
pub(super) fn comment(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    for (label, words) in scenario.network.iter().flat_map(summary) {
        writeln!(out, "# {label}: {words}")?;
    }
    Ok(())
}
