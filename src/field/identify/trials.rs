//! The runs: panels for the methods, and the truth by intervention.

use super::file::IdentifyFile;
use super::score::Score;
use crate::experiment::Executor;
use crate::field::chosen::answers;
use crate::field::effect::{Effects, TrueEffect};
use crate::field::entries::practice_of;
use crate::field::method_answer::{MethodAnswer, NUMBERS, decoded, encoded};
use darkside_error::Result;
use darkside_survey::FieldStudy;

/// A method in a world under a design: the results of its runs.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Position of the world.
    pub world: usize,
    /// Position of the design.
    pub design: usize,
    /// Position of the method.
    pub method: usize,
    /// The truth about the world between the waves of the design; `None` if the design does not fit the world.
    pub truth: Option<TrueEffect>,
    /// What the method says about each panel, seed by seed, or why it has no answer.
    pub answers: Vec<std::result::Result<MethodAnswer, String>>,
    /// How the method performs; `None` without a truth.
    pub score: Option<Score>,
}

/// A world under a design, with the position of its truth, or the reason why the design does not fit the world.
type Pairing = std::result::Result<(FieldStudy, usize), String>;

/// What has to be run for a file.
pub(super) struct TrialRuns {
    pairings: Vec<Pairing>,
    truths: Vec<Effects>,
}

impl TrialRuns {
    pub(super) fn of(file: &IdentifyFile) -> Result<Self> {
        let (mut pairings, mut truths) = (Vec::new(), Vec::<Effects>::new());
        for world in &file.worlds {
            let practice = practice_of(world, &file.reading.practice, None)?;
            let first = truths.len();
            for design in &file.designs {
                let study = FieldStudy::with(world, design.survey.clone());
                pairings.push(study.map_err(|error| error.message().to_owned()).map(|study| {
                    let known = (first..truths.len()).find(|&truth| truths[truth].waves == study.waves());
                    let truth = known.unwrap_or_else(|| {
                        truths.push(Effects::new(world, practice, study.waves(), file.contacts));
                        truths.len() - 1
                    });
                    (study, truth)
                }));
            }
        }
        Ok(Self { pairings, truths })
    }

    /// The most numbers kept of any run.
    pub(super) fn width(&self, file: &IdentifyFile) -> usize {
        let truth = self.truths.iter().map(Effects::width).max().unwrap_or(0);
        truth.max(file.methods.len() * NUMBERS)
    }

    /// The results by world, design and method, in that order.
    pub(super) fn run(&self, file: &IdentifyFile, executor: &Executor<'_>) -> Result<Vec<Cell>> {
        let (truth_seeds, seeds) = (file.truth_seeds as usize, file.seeds as usize);
        let (truths, panels) = (self.truths.len() * truth_seeds, self.pairings.len() * seeds);
        executor.plan((truths + panels) as u64);
        let one = |run: usize| {
            let (truth, seed) = (run / truth_seeds, run % truth_seeds);
            self.truths[truth].of_seed(file.first_seed + seed as u64)
        };
        let found = executor.collect(truths, |run| run as u64, one)?;
        let truths_found: Vec<TrueEffect> = self
            .truths
            .iter()
            .zip(found.chunks(truth_seeds))
            .map(|(effects, seeds)| effects.over_seeds(seeds))
            .collect();
        let panel = |run: usize| {
            let (pairing, seed) = (&self.pairings[run / seeds], file.first_seed + (run % seeds) as u64);
            let answers = match pairing {
                Ok((study, _)) => answers(study, seed, &file.methods, &file.reading),
                Err(reason) => vec![Err(reason.clone()); file.methods.len()],
            };
            answers.iter().flat_map(encoded).collect()
        };
        let found = executor.collect(panels, |run| (truths + run) as u64, panel)?;
        let mut cells = Vec::new();
        for (number, (pairing, panels)) in self.pairings.iter().zip(found.chunks(seeds)).enumerate() {
            for method in 0..file.methods.len() {
                let answer = |numbers: &Vec<f64>| decoded(&numbers[method * NUMBERS..][..NUMBERS]);
                let answers: Vec<_> = panels.iter().map(answer).collect();
                let truth = pairing.as_ref().ok().map(|(_, truth)| truths_found[*truth].clone());
                let score = truth.as_ref().map(|truth| Score::of(truth, &answers));
                let (world, design) = (number / file.designs.len(), number % file.designs.len());
                cells.push(Cell { world, design, method, truth, answers, score });
            }
        }
        Ok(cells)
    }
}
