//! A few lines on what was read from an organisation's files.

use std::io::{self, Write};

use darkside_engine::scenario::{Scenario, organisation};

use super::page;
use super::progress::is_quiet;

/// Writes these lines for each distinct organisation that the scenarios import, unless only the answer is wanted.
pub(super) fn tell(scenarios: &[&Scenario], out: &mut dyn Write) -> io::Result<()> {
    if is_quiet() {
        return Ok(());
    }
    let mut distinct: Vec<(&Scenario, Vec<(String, String)>)> = Vec::new();
    for scenario in scenarios {
        let lines = organisation(scenario);
        if !lines.is_empty() && distinct.iter().all(|(_, known)| *known != lines) {
            distinct.push((scenario, lines));
        }
    }
    let several = distinct.len() > 1;
    for (scenario, lines) in distinct {
        if several {
            page::heading(out, &format!("the organisation of {}", scenario.name))?;
        }
        rows(lines, out)?;
    }
    out.flush()
}

/// Writes these lines whether asked to be quiet or not, where they are the answer.
pub(super) fn answer(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    rows(organisation(scenario), out)
}

fn rows(lines: Vec<(String, String)>, out: &mut dyn Write) -> io::Result<()> {
    page::rows(out, lines.into_iter().map(|(label, words)| vec![label, words]).collect(), None)
}

/// The same as TOML comments.
pub(super) fn comment(scenario: &Scenario, out: &mut dyn Write) -> io::Result<()> {
    for (label, words) in organisation(scenario) {
        writeln!(out, "# {label}: {words}")?;
    }
    Ok(())
}
