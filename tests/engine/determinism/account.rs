//! The contents of a record are consistent: the ledger and the lapses, replayed from week 0, reproduce every share of
//! use.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use darkside::practice::Effect;
use darkside::record::{Adoption, Alignment, Cause, Locus, Mechanism};

const EVERY_ACT: &str = "
[[intervention]]
week = 20
act = 'introduce'
practices = ['side_favours', 'deep_integration']
managers = 7
share = 0.6
[[intervention]]
week = 30
act = 'train'
practices = ['open_book_sharing']
share = 0.5
[[intervention]]
week = 40
act = 'rotate'
share = 0.4
across_firms = true
[[intervention]]
week = 50
act = 'trace'
[[intervention]]
week = 60
firms = ['A']
act = 'stop_celebrity'
[[intervention]]
week = 70
set = { 'contagion.capacity' = 3.0, 'programme.filter' = 0.9 }
";

fn eventful() -> [Scenario; 3] {
    [
        lively(&[]),
        lively_with(EVERY_ACT, &[]),
        lively_with(
            "[[firm]]\npreset = 'laissez_faire'",
            &["contagion.rule=threshold", "contagion.threshold=0.3", "population.managers=45"],
        ),
    ]
}

/// Practices in use by relationship, according to the rows.
struct Replay<'a> {
    record: &'a Record,
    uses: BTreeMap<(u32, u32), u32>,
    ended: BTreeSet<(u32, u32)>,
}

impl<'a> Replay<'a> {
    fn new(scenario: &Scenario, record: &'a Record) -> Self {
        let states = beginning(scenario).relationships;
        let uses = states.iter().map(|state| (id(state.case), state.practices)).collect();
        Self { record, uses, ended: BTreeSet::new() }
    }

    fn of(&self, id: (u32, u32)) -> u32 {
        assert!(!self.ended.contains(&id), "{id:?} has ended");
        self.uses.get(&id).copied().unwrap_or(0)
    }

    fn take(&mut self, row: &Adoption) {
        let bit = 1 << row.practice;
        assert_eq!(self.of(id(row.target)) & bit, 0, "in use already: {row:?}");
        *self.uses.entry(id(row.target)).or_default() |= bit;
    }

    /// Replays one more week: what acts introduced, what spread, what was given up, what ended.
    fn week(&mut self, week: u32) {
        let adoptions = || self.record.ledger.iter().filter(move |row| row.week == week);
        let introduced: Vec<Adoption> =
            adoptions().filter(|row| row.mechanism == Mechanism::Introduction).copied().collect();
        introduced.iter().for_each(|row| self.take(row));
        let published = self.uses.clone();
        for row in adoptions().filter(|row| row.mechanism != Mechanism::Introduction).copied().collect::<Vec<_>>() {
            if let Some(source) = row.source {
                assert_ne!(id(source), id(row.target), "{row:?}");
                let used = published.get(&id(source)).copied().unwrap_or(0);
                assert!(used >> row.practice & 1 != 0, "the source did not use it: {row:?}");
            }
            self.take(&row);
        }
        for row in self.record.lapses.iter().filter(|row| row.week == week) {
            let used = self.of(id(row.place));
            assert!(used >> row.practice & 1 != 0, "was not in use: {row:?}");
            self.uses.insert(id(row.place), used & !(1 << row.practice));
        }
        for row in self.record.lapses.iter().filter(|row| row.week == week && row.cause == Cause::Ended) {
            assert_eq!(self.uses.get(&id(row.place)), Some(&0), "ended with practices in use: {row:?}");
            self.ended.insert(id(row.place));
        }
    }
}

#[test]
fn ledger_and_lapses_account_for_every_practice_in_use() {
    for scenario in eventful() {
        let record = record(&scenario);
        let relationships =
            f64::from(scenario.parameters.population.managers * scenario.parameters.population.portfolio);
        let mut replay = Replay::new(&scenario, &record);
        for week in 0..=scenario.parameters.run.weeks {
            if week > 0 {
                replay.week(week);
            }
            for (practice, known) in scenario.practices.iter().enumerate() {
                let users = replay.uses.values().filter(|&uses| uses >> practice & 1 != 0).count() as f64;
                let share = record.series[column(&scenario, &format!("use_{}", known.name))][week as usize];
                assert_eq!(share, users / relationships, "{} in week {week}", known.name);
            }
        }
        for state in &record.snapshots.last().unwrap().relationships {
            assert_eq!(state.practices, replay.of(id(state.case)), "{:?}", state.case);
        }
    }
}

fn column(scenario: &Scenario, name: &str) -> usize {
    metrics(&scenario.practices).iter().position(|metric| metric.name == name).unwrap()
}

#[test]
fn counts_of_the_week_count_the_rows() {
    for scenario in eventful() {
        let record = record(&scenario);
        for week in 1..=scenario.parameters.run.weeks {
            let value = |name: &str| record.series[column(&scenario, name)][week as usize] as usize;
            assert_eq!(value("adoptions"), record.ledger.iter().filter(|row| row.week == week).count());
            let given_up = record.lapses.iter().filter(|row| row.week == week && row.cause != Cause::Ended);
            assert_eq!(value("lapses"), given_up.count());
            assert_eq!(value("onsets"), record.onsets.iter().filter(|row| row.week == week).count());
        }
        let totals = &record.totals;
        assert_eq!(totals.adoptions.iter().flatten().sum::<u64>(), record.ledger.len() as u64);
        let credited = totals.onsets.iter().flatten().sum::<u64>();
        assert_eq!(credited + totals.onsets_uncredited, record.onsets.len() as u64);
        let (managers, weeks) = (scenario.parameters.population.managers, scenario.parameters.run.weeks);
        let steps = u64::from(managers * 5 * weeks);
        assert_eq!((totals.phases.iter().flatten().sum(), totals.alignments.iter().flatten().sum()), (steps, steps));
    }
}

#[test]
fn mechanism_source_and_locus_agree() {
    for scenario in eventful() {
        let record = record(&scenario);
        for row in &record.ledger {
            let from = row.source.map(|source| {
                if source.manager == row.target.manager {
                    Locus::IntraPortfolio
                } else if scenario.firm_of(source.manager) == scenario.firm_of(row.target.manager) {
                    Locus::InterPortfolio
                } else {
                    Locus::WiderNetwork
                }
            });
            let fits = match row.mechanism {
                Mechanism::Spontaneous | Mechanism::Fashion | Mechanism::Introduction => {
                    from.is_none() && row.locus == Locus::Origin
                }
                Mechanism::IntraImitation => from == Some(Locus::IntraPortfolio) && row.locus == Locus::IntraPortfolio,
                Mechanism::IntraLearning => match from {
                    Some(from) => from == Locus::IntraPortfolio && row.locus == from,
                    None => matches!(row.locus, Locus::IntraPortfolio | Locus::WiderNetwork),
                },
                Mechanism::InterImitation | Mechanism::InterLearning => {
                    from == Some(row.locus) && row.locus != Locus::IntraPortfolio
                }
                Mechanism::Association => from.is_some() && row.locus == Locus::WiderNetwork,
                Mechanism::Programme => from.is_none() && row.locus == Locus::InterPortfolio,
            };
            assert!(fits, "{row:?}");
            assert!(row.source.is_some() || row.source_flags == 0, "{row:?}");
        }
    }
}

/// Apart from acts and ends, at most one adoption or lapse per relationship and week.
#[test]
fn a_relationship_has_one_event_a_week() {
    let record = record(&lively(&[]));
    let adopted = record.ledger.iter().map(|row| (row.week, id(row.target)));
    let gave = record.lapses.iter().filter(|row| row.cause != Cause::Ended).map(|row| (row.week, id(row.place)));
    let mut seen = BTreeSet::new();
    for event in adopted.chain(gave) {
        assert!(seen.insert(event), "two events in week {} for {:?}", event.0, event.1);
    }
}

#[test]
fn shares_are_shares() {
    for scenario in eventful() {
        let record = record(&scenario);
        let weeks = scenario.parameters.run.weeks as usize;
        let sum = |names: &[&str], week: usize| -> f64 {
            names.iter().map(|name| record.series[column(&scenario, name)][week]).sum()
        };
        for week in 0..=weeks {
            let phases = ["exploration", "build_up", "maturity", "decline"];
            assert!((sum(&phases, week) - 1.0).abs() < 1e-12, "phases in week {week}");
            assert!((sum(&Alignment::ALL.map(Alignment::name), week) - 1.0).abs() < 1e-12, "alignments in week {week}");
            let of_effects = Effect::ALL.map(|effect| sum(&[effect.name()], week));
            let dark = sum(&["dark_share"], week);
            assert!(of_effects.iter().all(|&share| share <= dark), "an effect is wider than the dark in week {week}");
            assert!(of_effects.iter().sum::<f64>() >= dark - 1e-12, "dark without an effect in week {week}");
        }
        for (metric, column) in metrics(&scenario.practices).iter().zip(&record.series) {
            if metric.unit == darkside::parameter::Unit::Share {
                assert!(column.iter().all(|share| (0.0..=1.0).contains(share)), "{}", metric.name);
            }
        }
    }
}

#[test]
fn portfolios_and_states_stay_in_range() {
    for scenario in eventful() {
        let record = record(&scenario);
        let managers = scenario.parameters.population.managers;
        for snapshot in &record.snapshots {
            let mut portfolios = vec![0; managers as usize];
            let mut ids = BTreeSet::new();
            for state in &snapshot.relationships {
                portfolios[state.case.manager as usize] += 1;
                assert!(ids.insert(id(state.case)), "twice: {:?}", state.case);
                assert!(state.intensities.iter().chain([&state.closeness]).all(|value| (0.0..=1.0).contains(value)));
                assert!(state.value.is_finite() && state.visible_value.is_finite());
                assert_eq!((state.flags >> 6, state.practices >> scenario.practices.len()), (0, 0));
            }
            assert!(portfolios.iter().all(|&size| size == 5), "week {}: {portfolios:?}", snapshot.week);
            for tie in &snapshot.ties {
                assert!(tie.source != tie.target && tie.weight >= 0.0 && tie.weight <= 1.5, "{tie:?}");
                assert_eq!(tie.inside, scenario.firm_of(tie.source) == scenario.firm_of(tie.target), "{tie:?}");
            }
        }
    }
}

/// The credited practice is the practice in use that feeds the effect most.
#[test]
fn onsets_are_credited_to_what_feeds_them() {
    for scenario in eventful() {
        for onset in record(&scenario).onsets {
            match onset.practice {
                Some(practice) => assert!(scenario.practices[usize::from(practice)].load[onset.effect.index()] > 0.0),
                None => assert_eq!((onset.mechanism, onset.locus), (Mechanism::Spontaneous, Locus::Origin)),
            }
        }
    }
}
