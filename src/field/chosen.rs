//! Which methods are used, and what they say about a panel.

use darkside_survey::{FieldStudy, Panel};

use super::command::EstimatorCommand;
use super::method_answer::MethodAnswer;
use super::observed::{PanelReading, observed};
use darkside_draws::Draws;
use darkside_methods::{Method, Settings, Study};

/// A method that is used.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Its name in tables.
    pub name: String,
    /// How it estimates.
    pub estimator: Estimator,
}

/// How a method estimates.
#[derive(Clone, Debug)]
pub enum Estimator {
    /// One from the catalogue.
    Known(&'static Method),
    /// Another program.
    Command(EstimatorCommand),
}

impl Chosen {
    /// A short title of the method.
    pub fn title(&self) -> String {
        match &self.estimator {
            Estimator::Known(method) => method.title.to_owned(),
            Estimator::Command(command) => command.words.join(" "),
        }
    }

    /// Everything its answers depend on.
    pub(super) fn inputs(&self) -> String {
        match &self.estimator {
            Estimator::Known(method) => method.name.to_owned(),
            Estimator::Command(command) => format!("{} {}", self.name, command.inputs()),
        }
    }
}

/// What each method says about the panel of a seed, or why it has no answer.
pub(super) fn answers(
    study: &FieldStudy,
    seed: u64,
    methods: &[Chosen],
    reading: &PanelReading,
) -> Vec<Result<MethodAnswer, String>> {
    let practice = study.scenario().practices.iter().position(|practice| practice.name == reading.practice);
    let panel = match (study.panel(seed), practice) {
        (Ok(panel), Some(practice)) => Ok((panel, practice)),
        (Err(error), _) => Err(error.message().to_owned()),
        (_, None) => Err(format!("the world has no practice `{}`", reading.practice)),
    };
    match panel {
        Ok((panel, practice)) => of_panel(study, &panel, practice, methods, reading),
        Err(reason) => vec![Err(reason); methods.len()],
    }
}

fn of_panel(
    study: &FieldStudy,
    panel: &Panel,
    practice: usize,
    methods: &[Chosen],
    reading: &PanelReading,
) -> Vec<Result<MethodAnswer, String>> {
    let observed = observed(panel, practice, reading);
    let settings = Settings { exposure: reading.exposure, shuffles: reading.shuffles };
    let known = Study::new(&observed, settings, Draws::new(panel.seed));
    let known = known.map_err(|error| error.message().to_owned());
    let answer = |chosen: &Chosen| match &chosen.estimator {
        Estimator::Known(method) => {
            let answer = method.estimate(known.as_ref().map_err(Clone::clone)?);
            answer.map(MethodAnswer::from).map_err(|reason| reason.to_string())
        }
        Estimator::Command(command) => command.answer(study, panel, &reading.practice),
    };
    methods.iter().map(answer).collect()
}
