//! `darkside selftest`: runs the known cases and compares the results with what is known.

use std::io::{self, Write};
use std::time::Instant;

use clap::Args;
use clap::builder::styling::{AnsiColor, Style};
use serde_json::{Value, json};

use super::outcome::{Outcome, Stop};
use super::page;
use super::progress::{Cases, duration};
use super::request::Threads;
use super::words::counted;
use darkside::selftest::{self, FAMILIES, Finding, Options, Tolerance};

const EXAMPLES: &str = "\
Examples:
  darkside selftest                           every known case, some minutes
  darkside selftest --quick                   fewer runs of each
  darkside selftest --only sis --only ring    some of them
  darkside selftest --set run.seed=1000       other random numbers
  darkside selftest --set lapse.drift=0.2     a changed model: it should fail
  darkside list scenarios                     known/… are the scenarios used

A case passes if what comes out is as near to what is known as its standard
error allows (|z| at most 4, or as improbable a value of Student's t), or, where
nothing is random, equal. docs/verification.md tells what each case tests. Exit
code 1 if any fails.";

/// Check the engine against models whose results are known.
///
/// Runs settings at which the model is a known one, such as an epidemic among households or the Bass model, through the
/// ordinary engine, and compares what comes out with what is known. Seeds are fixed, so the result is always the same.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Selftest {
    /// Fewer runs of each case.
    #[arg(long)]
    quick: bool,
    /// Only this family of cases. May be repeated.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Change a value in every case's scenario: a dotted path and a TOML value. May be repeated.
    #[arg(long, value_name = "PATH=VALUE")]
    set: Vec<String>,
    #[command(flatten)]
    threads: Threads,
    /// Print one JSON document instead of a table.
    #[arg(long)]
    json: bool,
}

impl Selftest {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let began = Instant::now();
        let cases = selftest::prepare(&Options { quick: self.quick, only: &self.only, set: &self.set })?;
        let threads = self.threads.count();
        let watch = Cases::begin(cases.len());
        let findings = selftest::run(&cases, threads, &|progress| watch.reached(&progress))?;
        watch.end();
        match self.json {
            true => writeln!(out, "{:#}", document(&findings, self.quick))?,
            false => table(out, &findings, &duration(began.elapsed().as_secs_f64()))?,
        }
        if findings.iter().all(|finding| finding.passes) { Ok(()) } else { Err(Stop::Failed) }
    }
}

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();

fn table(out: &mut dyn Write, findings: &[Finding], took: &str) -> io::Result<()> {
    for family in FAMILIES {
        let of_family = || findings.iter().filter(|finding| finding.family == family.name);
        if of_family().next().is_none() {
            continue;
        }
        page::heading(out, &format!("{}: {}", family.scenario, family.about))?;
        let mut setting = "";
        let mut sources: Vec<&str> = Vec::new();
        for finding in of_family() {
            if finding.setting != setting {
                setting = &finding.setting;
                writeln!(out, "  {setting}")?;
            }
            let source = finding.quantity.source;
            let number = sources.iter().position(|known| *known == source).unwrap_or_else(|| {
                sources.push(source);
                sources.len() - 1
            });
            row(out, finding, number + 1)?;
        }
        for (position, source) in sources.iter().enumerate() {
            page::paragraph(out, &format!("[{}] {source}", position + 1), 4, page::width())?;
        }
        writeln!(out)?;
    }
    let failed = findings.iter().filter(|finding| !finding.passes).count();
    match failed {
        0 => writeln!(out, "{GOOD}all {} comparisons pass{GOOD:#}, in {took}", findings.len()),
        _ => writeln!(out, "{BAD}{failed} of {} comparisons fail{BAD:#}, in {took}", findings.len()),
    }
}

fn row(out: &mut dyn Write, finding: &Finding, source: usize) -> io::Result<()> {
    let verdict = if finding.passes { format!("{GOOD}passes{GOOD:#}") } else { format!("{BAD}FAILS{BAD:#} ") };
    let quantity = &finding.quantity;
    let how = match quantity.tolerance {
        Tolerance::Each(0.0) => "exactly".into(),
        Tolerance::Each(within) => format!("within {within:e}"),
        _ if finding.z.is_finite() => format!("s.e. {}, z {:+.2}", number(finding.standard_error), finding.z),
        _ => format!("s.e. {}", number(finding.standard_error)),
    };
    let runs = counted(finding.runs, "run");
    let corrected = match quantity.correction {
        0.0 => String::new(),
        correction => format!(", corrected by {correction:+.2e}"),
    };
    let numbers = format!("expected {:<8} got {:<8}", number(quantity.expected), number(finding.got));
    writeln!(out, "    {verdict}  {:<48} {numbers} {how}, {runs}{corrected} [{source}]", quantity.name)
}

fn number(number: f64) -> String {
    if number == 0.0 { "0".into() } else { format!("{number:.5}") }
}

/// All findings as one JSON document; undefined values are null.
fn document(findings: &[Finding], quick: bool) -> Value {
    let entry = |finding: &Finding| {
        let quantity = &finding.quantity;
        let tolerance = match quantity.tolerance {
            Tolerance::Mean => json!({ "kind": "mean", "abs_z": 4.0 }),
            Tolerance::Share => json!({ "kind": "share", "abs_z": 4.0 }),
            Tolerance::Each(within) => json!({ "kind": "each", "within": within }),
        };
        json!({
            "case": finding.family, "scenario": finding.scenario, "setting": finding.setting, "set": finding.set,
            "quantity": quantity.name, "expected": quantity.expected, "source": quantity.source,
            "got": finding.got, "standard_error": finding.standard_error, "z": finding.z, "runs": finding.runs,
            "correction": quantity.correction, "tolerance": tolerance, "passes": finding.passes,
        })
    };
    json!({
        "version": env!("CARGO_PKG_VERSION"), "quick": quick,
        "passes": findings.iter().all(|finding| finding.passes),
        "findings": findings.iter().map(entry).collect::<Vec<_>>(),
    })
}
