//! From a scenario and a seed to a panel.

use std::sync::Arc;

use crate::asking::{Asking, Questions};
use crate::instrument::{covariate, dark_side, network, performance, practice, response};
use crate::members::{Invited, Members};
use crate::sample::{accounts, sample};
use crate::{AccountAnswer, ManagerAnswer, Panel, Person, Practices, Status, Truth, Wave};
use darkside_draws::Draws;
use darkside_engine::parameter::Survey;
use darkside_engine::population::generate;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// A scenario and the design of a survey of it: gives panels, one for each seed. It can be shared by threads.
#[derive(Clone, Debug)]
pub struct FieldStudy {
    scenario: Arc<Scenario>,
    survey: Survey,
    waves: Vec<u32>,
}

impl FieldStudy {
    /// A study with the scenario's own design; without a `[survey]` table, three waves a year apart, everybody, no error.
    ///
    /// # Errors
    /// If a wave lies outside the run.
    pub fn new(scenario: &Scenario) -> Result<Self> {
        Self::with(scenario, scenario.survey.clone().unwrap_or_default())
    }

    /// A study of `scenario` with another design.
    ///
    /// # Errors
    /// If a wave lies outside the run, or there are more or fewer numbers by wave than waves.
    pub fn with(scenario: &Scenario, survey: Survey) -> Result<Self> {
        let run = scenario.parameters.run.weeks;
        let waves = survey.waves(run);
        let outside: Vec<String> = waves.iter().filter(|week| **week > run).map(u32::to_string).collect();
        let mut errors = Vec::new();
        if !outside.is_empty() {
            let message = format!("survey.weeks has waves after the run's end: {}", outside.join(", "));
            errors.push(
                Error::input(message).help(format!("allowed: 0 to {run}, the run's weeks (--weeks simulates more)")),
            );
        }
        let responses = survey.response.len();
        if responses > 1 && responses != waves.len() {
            let message = format!("survey.response has {responses} numbers for {} waves", waves.len());
            errors.push(Error::input(message).help("one number for all waves, or one for each"));
        }
        Error::all(errors).map_or(Ok(()), Err)?;
        let mut scenario = scenario.clone();
        // The panel reports every adoption, and the ledger only records.
        scenario.parameters.record.ledger = true;
        scenario.survey = Some(survey.clone());
        Ok(Self { scenario: Arc::new(scenario), survey, waves })
    }

    /// The design.
    pub fn survey(&self) -> &Survey {
        &self.survey
    }

    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// The weeks of the waves.
    pub fn waves(&self) -> &[u32] {
        &self.waves
    }

    /// The seats that are sampled under a seed, in order. Nothing is simulated: firms and offices of seats do not change.
    ///
    /// # Errors
    /// If there are none.
    pub fn sampled(&self, seed: u64) -> Result<Vec<u32>> {
        let truth = Truth::of(&generate(&self.scenario, seed), 0);
        sample(&self.survey, &Draws::new(seed), &truth).map(|(_, seats)| seats)
    }

    /// Simulates the world of a seed up to the last wave, and surveys it. The same seed gives the same panel, bit for bit.
    ///
    /// # Errors
    /// If nobody is left in the sample.
    pub fn panel(&self, seed: u64) -> Result<Panel> {
        self.panel_on(1, seed)
    }

    /// The same, with the world simulated on several threads.
    ///
    /// # Errors
    /// As [`Self::panel`].
    pub fn panel_on(&self, threads: usize, seed: u64) -> Result<Panel> {
        let mut simulation = Simulation::begin_on(threads, Arc::clone(&self.scenario), seed, false);
        let draws = Draws::new(seed);
        let (survey, practices) = (&self.survey, &self.scenario.practices[..]);
        let questions = Questions::of(&draws, practices, survey);
        let mut panel = Panel { seed, waves: Vec::with_capacity(self.waves.len()), transmissions: Vec::new() };
        let mut frame: Option<(Vec<u32>, Members)> = None;
        for (position, &week) in self.waves.iter().enumerate() {
            while simulation.week() < week {
                simulation.step();
            }
            let truth = Truth::of(simulation.world(), week);
            let asking = Asking { survey, practices, draws: &draws, questions: &questions, week };
            let (firms, members) = match &mut frame {
                Some(frame) => frame,
                None => {
                    let (firms, seats) = sample(&self.survey, &draws, &truth)?;
                    frame.insert((firms, Members::of(seats)))
                }
            };
            let invited = members.at(&truth, &asking);
            panel.waves.push(wave(&asking, truth, position, firms, &invited));
        }
        if let (Some(first), Some(last)) = (self.waves.first(), self.waves.last()) {
            let between = |week: u32| week > *first && week <= *last;
            let ledger = simulation.log().ledger.iter();
            panel.transmissions = ledger.filter(|row| between(row.week)).copied().collect();
        }
        Ok(panel)
    }
}

/// Takes one wave.
fn wave(asking: &Asking<'_>, truth: Truth, position: usize, firms: &[u32], invited: &[Invited]) -> Wave {
    let people: Vec<Person> = invited.iter().map(|one| one.person).collect();
    let answers = response::answer(asking, &truth, position, &people);
    let mut wave = Wave { week: asking.week, managers: Vec::new(), ties: Vec::new(), accounts: Vec::new(), truth };
    let steps = asking.survey.steps();
    for (one, answers) in invited.iter().zip(answers) {
        let status = match (one.dropped_out, answers) {
            (true, _) => Status::DroppedOut,
            (false, true) => Status::Answered,
            (false, false) => Status::Refused,
        };
        let first = wave.accounts.len();
        for place in accounts(asking.survey, asking.draws, &wave.truth, one.person.seat) {
            wave.accounts.push(account(asking, &wave.truth, place, status, &steps));
        }
        let manager = manager(asking, &wave.truth, one, status, &wave.accounts[first..]);
        if manager.named {
            wave.ties.extend(network::names(asking, &wave.truth, firms, one.person));
        }
        wave.managers.push(manager);
    }
    wave
}

/// What is known of one account after asking its manager.
fn account(asking: &Asking<'_>, truth: &Truth, place: usize, status: Status, steps: &[f32]) -> AccountAnswer {
    let state = &truth.relationships[place];
    let manager = &truth.managers[state.case.manager as usize];
    let answers = status == Status::Answered;
    let (items, overall) = match answers {
        true => dark_side::items(asking, manager, state, steps),
        false => (vec![f32::NAN; state.intensities.len() * asking.survey.items as usize], f32::NAN),
    };
    let practices = match answers && asking.survey.practices_by_account {
        true => practice::practices(asking, state.practices, manager, &asking.questions.at_account, &state.case),
        false => Practices::default(),
    };
    AccountAnswer {
        case: state.case,
        place: place as u32,
        account: state.account,
        practices,
        items,
        overall,
        told_value: if answers { performance::told(asking, state) } else { f32::NAN },
        recorded_value: performance::recorded(asking, state),
    }
}

/// What is known of a manager after asking.
fn manager(
    asking: &Asking<'_>,
    truth: &Truth,
    invited: &Invited,
    status: Status,
    accounts: &[AccountAnswer],
) -> ManagerAnswer {
    let state = &truth.managers[invited.person.seat as usize];
    let answers = status == Status::Answered;
    let practices = match (answers, asking.survey.practices_by_account) {
        (false, _) => Practices::default(),
        (true, true) => practice::anywhere(accounts.iter().map(|one| one.practices)),
        (true, false) => {
            practice::practices(asking, state.practices, state, &asking.questions.anywhere, invited.person)
        }
    };
    ManagerAnswer {
        person: invited.person,
        firm: state.firm,
        office: state.office,
        is_new: invited.is_new,
        status,
        tenure: if answers { covariate::tenure(asking, state) } else { f32::NAN },
        learning: if answers { covariate::learning(asking, state) } else { f32::NAN },
        practices,
        named: answers && asking.answers("names", invited.person),
    }
}
