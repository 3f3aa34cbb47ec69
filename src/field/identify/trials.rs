//! The runs: panels for the methods, and the truth by intervention.

use super::file::IdentifyFile;
use crate::experiment::Executor;
use crate::field::chosen::answers;
use crate::field::effect::{Effects, TrueEffect};
use crate::field::entries::practice_of;
use crate::field::method_answer::{MethodAnswer, NUMBERS, decoded, encoded};
use darkside_error::Result;
use darkside_survey::FieldStudy;

/// The results of the runs.
#[derive(Clone, Debug)]
pub struct Trials {
    /// By world, design and method, in that order.
    pub cells: Vec<Cell>,
}

/// A method in a world under a design.
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
}

/// A world under a design, or the reason why the design does not fit the world.
struct Pairing {
    study: std::result::Result<FieldStudy, String>,
    /// Position of the truth; `None` if the design does not fit.
    truth: Option<usize>,
}

/// What has to be run for a file.
pub(super) struct TrialRuns {
    pairings: Vec<Pairing>,
    truths: Vec<Effects>,
}

impl TrialRuns {
    pub(super) fn of(file: &IdentifyFile) -> Result<Self> {
        let (mut pairings, mut truths) = (Vec::new(), Vec::new());
        for world in &file.worlds {
            let practice = practice_of(world, &file.reading.practice, None)?;
            let first = truths.len();
            let mut known: Vec<Vec<u32>> = Vec::new();
            for design in &file.designs {
                let study = FieldStudy::with(world, design.survey.clone());
                let study = study.map_err(|error| error.message().to_owned());
                let truth = study.as_ref().ok().map(|study| {
                    let waves = study.waves().to_vec();
                    known.iter().position(|other| *other == waves).unwrap_or_else(|| {
                        truths.push(Effects::new(world, practice, &waves, file.contacts));
                        known.push(waves);
                        known.len() - 1
                    })
                });
                pairings.push(Pairing { study, truth: truth.map(|truth| first + truth) });
            }
        }
        Ok(Self { pairings, truths })
    }

    /// How many runs there are.
    pub(super) fn runs(&self, file: &IdentifyFile) -> u64 {
        self.truths.len() as u64 * u64::from(file.truth_seeds) + self.pairings.len() as u64 * u64::from(file.seeds)
    }

    /// The most numbers kept of any run.
    pub(super) fn width(&self, file: &IdentifyFile) -> usize {
        let truth = self.truths.iter().map(Effects::width).max().unwrap_or(0);
        truth.max(file.methods.len() * NUMBERS)
    }

    pub(super) fn run(&self, file: &IdentifyFile, executor: &Executor<'_>) -> Result<Trials> {
        executor.plan(self.runs(file));
        let truth_seeds = file.truth_seeds as usize;
        let truths = self.truths.len() * truth_seeds;
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
        let seeds = file.seeds as usize;
        let panel = |run: usize| {
            let (pairing, seed) = (&self.pairings[run / seeds], file.first_seed + (run % seeds) as u64);
            let answers = match &pairing.study {
                Ok(study) => answers(study, seed, &file.methods, &file.reading),
                Err(reason) => vec![Err(reason.clone()); file.methods.len()],
            };
            answers.iter().flat_map(encoded).collect()
        };
        let found = executor.collect(self.pairings.len() * seeds, |run| (truths + run) as u64, panel)?;
        let mut cells = Vec::new();
        for (number, (pairing, panels)) in self.pairings.iter().zip(found.chunks(seeds)).enumerate() {
            for method in 0..file.methods.len() {
                let answer = |numbers: &Vec<f64>| decoded(&numbers[method * NUMBERS..][..NUMBERS]);
                cells.push(Cell {
                    world: number / file.designs.len(),
                    design: number % file.designs.len(),
                    method,
                    truth: pairing.truth.map(|truth| truths_found[truth].clone()),
                    answers: panels.iter().map(answer).collect(),
                });
            }
        }
        Ok(Trials { cells })
    }
}
