//! The question for the driver.

use super::file::PowerFile;
use super::tables::tables;
use super::trials::PowerTrials;
use super::words::titles;
use super::{page, pictures};
use crate::archive::{StudySummary, inputs};
use crate::chart::NamedPicture;
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

impl Question for Power {
    type Findings = PowerTrials;
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

    fn run(&self, executor: &Executor<'_>) -> Result<PowerTrials> {
        self.file.run(executor)
    }

    fn tables(&self, trials: &PowerTrials) -> Vec<(&'static str, Table)> {
        tables(&self.file, trials)
    }

    fn pictures(&self, trials: &PowerTrials) -> Vec<NamedPicture> {
        let titles = titles(&self.file, &trials.smallest);
        let curves = pictures::curves(&self.file, trials, &titles);
        let map = pictures::map(&self.file, trials, &titles);
        vec![
            ("curves", "power by the number of managers, with 95 % intervals", curves),
            ("map", "power of studies of many sizes, and where it reaches the target", map),
        ]
    }

    fn page(&self, trials: &PowerTrials, context: &PageContext<'_>) -> Answer {
        page::page(&self.file, trials, context.drawn.to_vec(), context.fine_print.clone())
    }

    fn summary(&self, _: &PowerTrials) -> StudySummary {
        StudySummary { question: self.file.title.clone(), ..StudySummary::default() }
    }
}
