//! The question for the driver.

use super::file::PowerFile;
use super::smallest::{Smallest, smallest};
use super::tables::tables;
use super::trials::PowerTrials;
use super::words::titles;
use super::{page, pictures};
use crate::archive::{StudySummary, inputs};
use crate::chart::Picture;
use crate::experiment::Executor;
use crate::question::{PageContext, Question};
use crate::report::Answer;
use crate::table::Table;
use darkside_engine::scenario::{Scenario, to_toml};
use darkside_error::Result;

/// How large a study must be.
pub struct Power {
    /// The file that asks the question.
    pub file: PowerFile,
}

/// The results of the runs, and the cheapest studies that reach the target.
pub struct PowerFindings {
    trials: PowerTrials,
    smallest: Vec<Smallest>,
}

impl Question for Power {
    type Findings = PowerFindings;
    const KIND: &'static str = "power";

    fn name(&self) -> String {
        self.file.name.clone()
    }

    fn inputs(&self) -> Vec<String> {
        let file = &self.file;
        let mut words = vec![
            Self::KIND.to_owned(),
            inputs(&file.world, &to_toml(&file.world)).to_string(),
            format!("{} {:?} {:?} {}", file.first_seed, file.reading, file.allocation, file.parameter),
            format!("{} {}", file.title, file.question),
        ];
        for study in &file.studies {
            let survey = study.field_study.as_ref().map(|field_study| field_study.survey());
            words.push(format!("{:?} {survey:?}", study.size));
        }
        words.extend(file.methods.iter().map(|method| method.inputs()));
        words
    }

    fn arms(&self) -> Vec<&Scenario> {
        vec![&self.file.world]
    }

    fn seeds(&self) -> (u64, u32) {
        (self.file.first_seed, self.file.allocation.budget)
    }

    fn about(&self) -> String {
        let (file, allocation) = (&self.file, &self.file.allocation);
        let (studies, methods) = (file.studies.len(), file.methods.len());
        format!("{studies} studies, {methods} methods, {} to {} panels each", allocation.first, allocation.budget)
    }

    fn width(&self) -> Result<usize> {
        Ok(self.file.width())
    }

    fn run(&self, executor: &Executor<'_>) -> Result<PowerFindings> {
        let trials = self.file.run(executor)?;
        let smallest = smallest(&self.file, &trials);
        Ok(PowerFindings { trials, smallest })
    }

    fn tables(&self, found: &PowerFindings) -> Vec<(&'static str, Table)> {
        tables(&self.file, &found.trials, &found.smallest)
    }

    fn pictures(&self, found: &PowerFindings) -> Vec<(&'static str, &'static str, Picture)> {
        let titles = titles(&self.file, &found.smallest);
        let curves = pictures::curves(&self.file, &found.trials, &titles);
        let map = pictures::map(&self.file, &found.trials, &titles);
        vec![
            ("curves", "power by the number of managers, with 95 % intervals", curves),
            ("map", "power of studies of many sizes, and where it reaches the target", map),
        ]
    }

    fn page(&self, found: &PowerFindings, context: &PageContext<'_>) -> Answer {
        page::page(&self.file, &found.trials, &found.smallest, context.drawn.to_vec(), context.fine_print.clone())
    }

    fn summary(&self, _: &PowerFindings) -> StudySummary {
        StudySummary { question: self.file.title.clone(), ..StudySummary::default() }
    }
}
