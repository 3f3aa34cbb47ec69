//! Which methods are used, and what they say about a panel.

use darkside_survey::FieldStudy;

use super::command::EstimatorCommand;
use super::method_answer::MethodAnswer;
use super::observed::{PanelReading, observed};
use darkside_draws::Draws;
use darkside_methods::{ContactEffect, Method, Settings, Study};

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
    of_panel(study, seed, methods, reading).unwrap_or_else(|reason| vec![Err(reason); methods.len()])
}

/// The same, or why there is no panel.
fn of_panel(
    study: &FieldStudy,
    seed: u64,
    methods: &[Chosen],
    reading: &PanelReading,
) -> Result<Vec<Result<MethodAnswer, String>>, String> {
    let panel = study.panel(seed).map_err(|error| error.message().to_owned())?;
    let practice = study.scenario().practice(&reading.practice);
    let practice = practice.ok_or_else(|| format!("the world has no practice `{}`", reading.practice))?;
    let observed = observed(&panel, practice, reading);
    let settings = Settings { exposure: reading.exposure, shuffles: reading.shuffles };
    let known = Study::new(&observed, settings, Draws::new(seed)).map_err(|error| error.message().to_owned());
    let answer = |chosen: &Chosen| match &chosen.estimator {
        Estimator::Known(method) => {
            let found = method.estimate(known.as_ref().map_err(Clone::clone)?);
            let ContactEffect { effect, standard_error, interval, p, .. } =
                found.map_err(|reason| reason.to_string())?;
            Ok(MethodAnswer { effect, standard_error, interval, p })
        }
        Estimator::Command(command) => command.answer(study, &panel, &reading.practice),
    };
    Ok(methods.iter().map(answer).collect())
}
