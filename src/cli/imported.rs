//! A few lines on what was read from an organisation's files.

use std::io::{self, Write};

use darkside_engine::scenario::{Scenario, organisation};

use super::page;

/// Writes these lines if the scenario has an imported organisation.
pub(super) fn tell(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    page::rows(out, organisation(scenario).into_iter().map(|(label, words)| vec![label, words]).collect(), None)
}

/// The same as TOML comments.
pub(super) fn comment(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    for (label, words) in organisation(scenario) {
        writeln!(out, "# {label}: {words}")?;
    }
    Ok(())
}
