//! The question for the driver.

use super::file::IdentifyFile;
use super::page;
use super::tables::tables;
use super::trials::{Cell, TrialRuns};
use crate::archive::{StudySummary, inputs};
use crate::chart::NamedPicture;
use crate::experiment::Executor;
use crate::question::{PageContext, Question};
use crate::report::Answer;
use crate::table::Table;
use darkside_engine::scenario::{Scenario, to_toml};
use darkside_error::Result;

/// Which method finds the contagion that was put in.
pub struct Identify {
    file: IdentifyFile,
    plan: TrialRuns,
}

impl Identify {
    /// The question of a file.
    ///
    /// # Errors
    /// If a world does not have the practice.
    pub fn new(file: IdentifyFile) -> Result<Self> {
        let plan = TrialRuns::of(&file)?;
        Ok(Self { file, plan })
    }
}

impl Question for Identify {
    type Findings = Vec<Cell>;
    const KIND: &'static str = "identify";

    fn name(&self) -> String {
        self.file.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let file = &self.file;
        let mut words = vec![
            Self::KIND.to_owned(),
            format!("{} {} {} {}", file.first_seed, file.seeds, file.truth_seeds, file.contacts),
            format!("{:?}", file.reading),
            format!("{} {}", file.title, file.question),
        ];
        for world in &file.worlds {
            words.push(world.name.clone());
            words.push(inputs(world, &to_toml(world)).to_string());
        }
        words.extend(file.designs.iter().map(|design| format!("{design:?}")));
        words.extend(file.methods.iter().map(|method| method.inputs()));
        words
    }

    fn arms(&self) -> Vec<&Scenario> {
        self.file.worlds.iter().collect()
    }

    fn seeds(&self) -> (u64, u32) {
        (self.file.first_seed, self.file.seeds)
    }

    fn about(&self) -> String {
        let file = &self.file;
        format!(
            "{} worlds, {} designs, {} methods, {} panels each",
            file.worlds.len(),
            file.designs.len(),
            file.methods.len(),
            file.seeds
        )
    }

    fn width(&self) -> Result<usize> {
        Ok(self.plan.width(&self.file))
    }

    fn run(&self, executor: &Executor<'_>) -> Result<Vec<Cell>> {
        self.plan.run(&self.file, executor)
    }

    fn tables(&self, cells: &Vec<Cell>) -> Vec<(&'static str, Table)> {
        tables(&self.file, cells)
    }

    fn pictures(&self, cells: &Vec<Cell>) -> Vec<NamedPicture> {
        let picture = page::picture(&self.file, cells);
        vec![("methods", "what each method reports of each world, and the truth", picture)]
    }

    fn page(&self, cells: &Vec<Cell>, context: &PageContext<'_>) -> Answer {
        page::page(&self.file, cells, context.drawn.to_vec(), context.fine_print.clone())
    }

    fn summary(&self, _: &Vec<Cell>) -> StudySummary {
        StudySummary { question: self.file.title.clone(), ..StudySummary::default() }
    }
}
