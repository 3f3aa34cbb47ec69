//! `darkside robustness`: whether the patterns rest on the values that were tuned.

use std::io::Write;
use std::path::Path;

use clap::Args;

use super::Outcome;
use super::answer;
use super::asked::{self, Asked};
use super::progress::Watch;
use super::request::at_least_one;
use crate::archive::{StudyArm, StudySummary, digest_of_words, inputs};
use crate::chart;
use crate::experiment::Overrides;
use crate::experiment::hypothesis::HypothesisFile;
use crate::experiment::robustness::{
    Claims, Point, Robustness, claims_table, factors_table, judge, patterns, sums_table,
};
use crate::report;
use darkside_engine::record::Digest;
use darkside_engine::scenario::{file_text, to_toml};
use darkside_error::Result;
use darkside_scenarios::in_folder;

const EXAMPLES: &str = "\
Examples:
  darkside robustness                        patterns and hypotheses: half an hour on two cores
  darkside robustness patterns               the patterns of docs/model.md, section 8
  darkside robustness --points 40 --seeds 3  quicker and rougher
  darkside robustness my_claims.toml --within 0.25

Interrupted, the same command goes on where it was. scenarios/robustness/patterns.toml
shows what a file of claims looks like.";

/// Seeds at each point unless told otherwise.
const SEEDS: u32 = 5;

/// Ask whether the patterns rest on the values that were tuned.
///
/// Multiplies every tuned value by a factor of its own, drawn over a Latin hypercube, and looks at each point whether each
/// claim keeps its sign, in the same arms and under the same seeds.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Robust {
    /// What is claimed: `patterns` (docs/model.md, section 8), `hypotheses/dark_side`, or a TOML file of arms and
    /// claims; the two shipped ones together if left out.
    #[arg(value_name = "FILE")]
    file: Option<String>,
    /// Points of the Latin hypercube.
    #[arg(long, value_name = "N", default_value = "200", value_parser = at_least_one::<u32>, allow_negative_numbers = true)]
    points: u32,
    /// How far every tuned value varies, as a part of itself.
    #[arg(long, value_name = "PART", default_value = "0.5", allow_negative_numbers = true)]
    within: f64,
    #[command(flatten)]
    asked: Asked,
}

/// The kind of answer, and its manifest's name.
const KIND: &str = "robustness";
/// Finished points of an unfinished answer.
const JOURNAL: &str = "robustness.points";

impl Robust {
    pub(super) fn perform(&self, command: &[String], out: &mut dyn Write) -> Outcome {
        let asked = &self.asked;
        let robustness = self.robustness()?;
        let digest = self.digest(&robustness);
        let name = self.file.as_deref().and_then(|file| Path::new(file).file_stem());
        let name = name.map_or("claims".into(), |stem| stem.to_string_lossy());
        let directory = asked.place.directory(&format!("{KIND}-{}", name), &digest);
        let study = asked.place.study(KIND, digest, &directory, command);
        if let Some(manifest) = study.finished()? {
            return answer::tell_finished(&manifest, &directory, out);
        }
        let journal = directory.join(JOURNAL);
        let mut writing = study.begin()?;
        if asked.place.force() {
            Robustness::forget(&journal, "")?;
        }
        let points = self.look(&robustness, &journal, &digest.to_string())?;
        let judged = judge(&robustness, &points);
        asked::keep_tables(
            &mut writing,
            &[
                ("claims", claims_table(&robustness, &judged)),
                ("sums", sums_table(&robustness, &points)),
                ("tuned", factors_table(&robustness, &points)),
            ],
        )?;
        let picture = chart::robustness::draw(&robustness, &judged);
        let meaning = "share of points over the tuned values at which each claim keeps its sign";
        let mut pictures = asked::keep_pictures(&mut writing, vec![("robustness", meaning, Ok(picture))])?;
        let weeks = robustness.claims.arms.iter().map(|arm| arm.parameters.run.weeks).max().unwrap_or(0);
        let mut fine = asked::fine_print(robustness.first_seed, robustness.seeds, weeks);
        fine.push(format!(
            "{} arms; a value is cut at what the catalogue of parameters allows, and one that an arm has set to 0 stays 0; what is dated, and what a firm's levers set, stays as it is.",
            robustness.claims.arms.len()
        ));
        let page = report::robustness::answer(&robustness, &judged, &points, pictures.remove(0), fine);
        let summary = StudySummary {
            arms: robustness.claims.arms.iter().map(|arm| StudyArm::of(arm.name.clone(), arm)).collect(),
            first_seed: robustness.first_seed,
            seeds: robustness.seeds,
            weeks,
            threads: asked.place.threads(),
            ..StudySummary::default()
        };
        asked::finish(writing, &page, summary, out)?;
        Ok(Robustness::forget(&journal, &digest.to_string())?)
    }

    fn robustness(&self) -> Result<Robustness> {
        let seeds = self.asked.seeds.unwrap_or(SEEDS);
        let (set, weeks) = (&self.asked.changes.set[..], self.asked.weeks);
        let changes = Overrides { set, weeks, seeds: Some(seeds) };
        let asks = |which: &str| HypothesisFile::read(which, Overrides { set, weeks, seeds: None });
        let patterns = || Claims::read("patterns.toml (shipped)", patterns(), Path::new(""), changes);
        let claims = match self.file.as_deref() {
            None => {
                let mut claims = patterns()?;
                for shipped in in_folder("hypotheses") {
                    claims.add_hypotheses(&asks(shipped.name())?);
                }
                claims
            }
            Some("patterns") => patterns()?,
            Some(which) if in_folder("hypotheses").any(|file| file.name() == which) => {
                let mut claims = Claims { arms: Vec::new(), claims: Vec::new() };
                claims.add_hypotheses(&asks(which)?);
                claims
            }
            Some(file) => {
                let path = Path::new(file);
                let folder = path.parent().unwrap_or(Path::new(""));
                Claims::read(file, &file_text(path)?, folder, changes)?
            }
        };
        Robustness::new(claims, self.points, seeds, self.within, 1)
    }

    /// All that the answer depends on.
    fn digest(&self, robustness: &Robustness) -> Digest {
        let arms = robustness.claims.arms.iter().map(|arm| inputs(arm, &to_toml(arm)).to_string());
        let claims = robustness.claims.claims.iter().map(|claim| format!("{claim:?}"));
        let design = format!("{KIND} {} {} {:?}", robustness.points(), robustness.seeds, robustness.within);
        digest_of_words([design].into_iter().chain(arms).chain(claims))
    }

    fn look(&self, robustness: &Robustness, journal: &Path, inputs: &str) -> Result<Vec<Point>> {
        let (points, each) = (robustness.points(), u64::from(robustness.runs_each()));
        let watch = Watch::of_runs(KIND, &format!("{points} points, {} runs", u64::from(points) * each));
        let found = std::cell::OnceCell::new();
        let progress = |done: u32| {
            let done = u64::from(done) * each;
            watch.went(done, *found.get_or_init(|| done), u64::from(points) * each);
        };
        let points = robustness.run(journal, inputs, self.asked.place.threads(), progress);
        watch.end();
        points
    }
}
