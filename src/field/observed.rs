//! How a panel of a survey is read, and what methods get of it.

use std::collections::{BTreeMap, BTreeSet};

use darkside_survey::{ManagerAnswer, Panel, Person, Wave};

use darkside_methods::{Covariate, Exposure, Panel as Observed, Settings, Tie};

/// How a panel is read.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelReading {
    /// The name of the practice.
    pub practice: String,
    /// Whether use is taken from the truth instead of from what managers report.
    pub true_use: bool,
    /// How the use of contacts adds up.
    pub exposure: Exposure,
    /// What to adjust for, besides prior use and the number of contacts: `tenure`, `learning`.
    pub covariates: Vec<String>,
    /// How often adoption times are shuffled.
    pub shuffles: u32,
}

impl Default for PanelReading {
    fn default() -> Self {
        let Settings { exposure, shuffles } = Settings::default();
        Self { practice: String::new(), true_use: false, exposure, covariates: Vec::new(), shuffles }
    }
}

/// The input of the methods: a panel's data on one practice, given by its position in the catalogue. A newcomer is a
/// new manager, and the use of a manager who is named but not in the sample is unknown.
pub fn observed(panel: &Panel, practice: usize, reading: &PanelReading) -> Observed {
    let numbers = numbers(panel);
    // Managers who do not say whom they look at have unknown contacts, not none: they name somebody about whom nothing
    // is known.
    let nobody = numbers.len() as u32;
    let (managers, waves) = (numbers.len() + 1, panel.waves.len());
    let unknown = |name: String| Covariate { name, values: vec![f64::NAN; managers * waves] };
    let mut observed = Observed {
        managers,
        waves,
        firms: vec![0; managers * waves],
        uses: vec![None; managers * waves],
        ties: Vec::new(),
        covariates: reading.covariates.iter().cloned().map(unknown).collect(),
    };
    for (wave, at) in panel.waves.iter().zip(0..) {
        for answer in &wave.managers {
            let manager = numbers[&answer.person];
            let cell = observed.cell(manager as usize, at as usize);
            observed.firms[cell] = answer.firm;
            observed.uses[cell] = uses(answer, wave, practice, reading.true_use);
            for covariate in &mut observed.covariates {
                covariate.values[cell] =
                    f64::from(if covariate.name == TENURE { answer.tenure } else { answer.learning });
            }
            if !answer.named {
                observed.ties.push(Tie { wave: at, from: manager, to: nobody, weight: 1.0 });
            }
        }
        let named: BTreeSet<(u32, u32)> =
            wave.ties.iter().map(|tie| (numbers[&tie.source], numbers[&tie.target])).collect();
        observed.ties.extend(named.into_iter().map(|(from, to)| Tie { wave: at, from, to, weight: 1.0 }));
    }
    observed
}

/// Covariates that a survey asks about: weeks as a manager and learning orientation, as told.
pub(super) const COVARIATES: [&str; 2] = [TENURE, "learning"];
const TENURE: &str = "tenure";

/// Everybody who is in the panel or named at any wave, numbered in order.
fn numbers(panel: &Panel) -> BTreeMap<Person, u32> {
    let members = panel.waves.iter().flat_map(|wave| wave.managers.iter().map(|answer| answer.person));
    let named = panel.waves.iter().flat_map(|wave| wave.ties.iter().map(|tie| tie.target));
    let everybody: BTreeSet<Person> = members.chain(named).collect();
    everybody.into_iter().zip(0..).collect()
}

fn uses(answer: &ManagerAnswer, wave: &Wave, practice: usize, true_use: bool) -> Option<bool> {
    if true_use {
        let state = wave.truth.managers.get(answer.person.seat as usize)?;
        return Some(state.practices >> practice & 1 == 1);
    }
    answer.practices.of(practice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};
    use darkside_survey::{FieldStudy, Status};

    fn panel(set: &[&str]) -> (Panel, usize) {
        let small = ["population.managers=40", "population.firms=4", "run.weeks=60", "survey.weeks=[20, 40, 60]"];
        let set: Vec<String> = small.iter().chain(set).map(|one| (*one).to_owned()).collect();
        let study = FieldStudy::new(&load(&Request { set: &set, ..Request::of("baseline") }).unwrap()).unwrap();
        (study.panel(3).unwrap(), 2)
    }

    #[test]
    fn a_perfect_survey_gives_the_true_use_and_newcomers_are_new_managers() {
        let (panel, practice) = panel(&["people.turnover=0.02"]);
        let reported = observed(&panel, practice, &PanelReading::default());
        let truth = observed(&panel, practice, &PanelReading { true_use: true, ..PanelReading::default() });
        assert_eq!(reported.check(), Ok(()));
        assert_eq!(reported.uses, truth.uses);
        assert!(reported.managers > 45, "{} managers: 40 seats, newcomers, and nobody", reported.managers);
        let known =
            |wave: usize| reported.uses[wave * reported.managers..][..reported.managers].iter().flatten().count();
        assert_eq!([0, 1, 2].map(known), [40; 3]);
        assert_eq!(reported.uses[0].unwrap(), panel.waves[0].truth.managers[0].practices >> practice & 1 == 1);
    }

    #[test]
    fn who_does_not_answer_and_who_is_not_sampled_is_unknown() {
        let (panel, practice) = panel(&["survey.response=0.6", "survey.manager_share=0.5"]);
        let seen = observed(
            &panel,
            practice,
            &PanelReading { covariates: vec!["learning".into()], ..PanelReading::default() },
        );
        let answered = panel.waves[0].managers.iter().filter(|one| one.status == Status::Answered).count();
        assert!((5..20).contains(&answered));
        assert_eq!(seen.uses[..seen.managers].iter().flatten().count(), answered);
        assert!(seen.managers > 21, "those outside the sample are named");
        let nobody = seen.managers as u32 - 1;
        let silent = seen.ties.iter().filter(|tie| tie.wave == 0 && tie.to == nobody).count();
        assert_eq!(silent, 20 - answered, "who does not answer has unknown contacts");
        assert_eq!(seen.covariates[0].values[..seen.managers].iter().filter(|value| !value.is_nan()).count(), answered);
    }
}
