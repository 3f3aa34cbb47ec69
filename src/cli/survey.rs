//! `darkside survey`: what a field study would see of a scenario.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::answer::{self, RunOptions};
use super::outcome::Outcome;
use super::problem::note_unlocked;
use super::progress::duration;
use super::{Call, imported, page};
use darkside::story::number::number;
use darkside::survey::{FieldStudy, Scale, SurveyJob, Target};
use darkside_engine::scenario;

const EXAMPLES: &str = "\
Examples:
  darkside survey baseline --seeds 1            three waves, no error
  darkside survey my.toml --set survey.names=5  five names at most
  darkside survey my.toml --design mail.toml    a design in a file of its own
  darkside survey my.toml --for rsiena,stata    files for other programs too
  darkside list survey                          every value of a design

The design stands in a [survey] table of the scenario, or in a file that holds
this table alone. No survey changes the world that it looks at.";

/// Survey a scenario: what a field study would see of it, and the truth.
///
/// Simulates the world of each seed up to the last wave and asks its managers, as the design says: who is sampled and
/// answers, whom they name, what they report, with how much error. Writes the answers as tables, the truth at the same
/// moments beside them, a codebook, and on demand files for other programs.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Survey {
    /// A shipped scenario (see `darkside list scenarios`) or a TOML file.
    #[arg(value_name = "SCENARIO")]
    scenario: String,
    /// A TOML file with a [survey] table, on top of the scenario's own.
    #[arg(long, value_name = "FILE")]
    design: Option<PathBuf>,
    /// Programs to write files for, separated by commas.
    #[arg(long = "for", value_name = "PROGRAMS", value_delimiter = ',', value_parser = targets())]
    targets: Vec<Target>,
    #[command(flatten)]
    options: RunOptions,
}

fn targets() -> impl TypedValueParser<Value = Target> {
    PossibleValuesParser::new(Target::ALL.map(Target::name))
        .try_map(|word| Target::ALL.into_iter().find(|target| target.name() == word).ok_or("no such program"))
}

impl Survey {
    pub(super) fn perform(&self, call: &Call, out: &mut dyn Write) -> Outcome {
        let set = self.options.changes.all();
        let request = self.options.request(&self.scenario, &set);
        let scenario = match &self.design {
            Some(design) => scenario::load_with_design(&request, design)?,
            None => scenario::load(&request)?,
        };
        let study = FieldStudy::new(&scenario)?;
        let place = &self.options.place;
        let mut targets = self.targets.clone();
        targets.dedup();
        let job = SurveyJob {
            study: &study,
            directory: place.out.as_deref(),
            formats: &place.format,
            targets: &targets,
            threads: place.threads.count(),
            force: place.force,
            command: &call.line,
        };
        imported::tell(&[&scenario], out)?;
        let began = Instant::now();
        let surveyed = answer::watched(&scenario.name, job.directory, |begins, tell| {
            let memory = || scenario::memory(&scenario).total(job.threads);
            job.run(|| begins(&job.about(), memory()), tell)
        })?;
        note_unlocked(surveyed.kept_out, &surveyed.directory);
        let Some(told) = surveyed.page else {
            return answer::tell_finished(&surveyed.manifest, &surveyed.directory, out);
        };
        let seconds = duration(began.elapsed().as_secs_f64());
        page::heading(out, &format!("{}: {}, done in {seconds}", told.title, job.about()))?;
        let changed = darkside::survey::changed(study.survey());
        match changed.is_empty() {
            true => page::paragraph(out, DEFAULT, 2, page::width())?,
            false => page::rows(out, changed.into_iter().map(Vec::from).collect(), page::width())?,
        }
        writeln!(out)?;
        page::rows(out, reliability(&surveyed.scales), page::width())?;
        answer::tell(&told, &surveyed.manifest, &surveyed.directory, out)
    }
}

const DEFAULT: &str = "Design: three waves a year apart, everybody asked about everything, no error.";

/// The reliability of each scale.
fn reliability(scales: &[Scale]) -> Vec<Vec<String>> {
    let row = |scale: &Scale| {
        let what = format!("ω {}, validity {}", number(scale.omega, 3), number(scale.validity, 3));
        vec![scale.effect.words().to_owned(), what]
    };
    scales.iter().map(row).collect()
}
