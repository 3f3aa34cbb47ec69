//! Rows of made-up ledgers, states and groups.

use super::{Dice, MadeUpRun, letter, summary};
use crate::archive::GroupFigure;
use darkside_engine::practice::Phase;
use darkside_engine::record::{Adoption, Alignment, Case, Locus, Mechanism, RelationshipState, Snapshot, TieState};

fn case(relationship: u32) -> Case {
    Case { manager: relationship / 8, person: 0, relationship, spell: 0 }
}

pub(super) fn ledger(shape: &MadeUpRun, dice: &mut Dice) -> Vec<Adoption> {
    let relationships = shape.managers * 8;
    let mut rows: Vec<Adoption> = Vec::new();
    for week in 1..=shape.weeks {
        for _ in 0..(relationships / 35).max(1) {
            let practice = dice.below(shape.practices.len() as u32) as u8;
            let earlier = rows.len() as u32;
            let from = (earlier > 0 && dice.roll() < 0.8).then(|| rows[dice.below(earlier) as usize]);
            let (practice, source) = from.map_or((practice, None), |row| (row.practice, Some(row.target)));
            let place = [
                Locus::IntraPortfolio,
                Locus::InterPortfolio,
                Locus::IntraPortfolio,
                Locus::InterPortfolio,
                Locus::WiderNetwork,
            ][dice.below(5) as usize];
            let (mechanism, locus) = if source.is_some() {
                (Mechanism::InterImitation, place)
            } else {
                (Mechanism::Spontaneous, Locus::Origin)
            };
            rows.push(Adoption {
                week,
                practice,
                mechanism,
                locus,
                target: case(dice.below(relationships)),
                source,
                source_flags: 0,
            });
        }
    }
    rows
}

pub(super) fn moment(shape: &MadeUpRun, week: u32, dice: &mut Dice) -> Snapshot {
    let firm = |manager: u32| manager * shape.firms / shape.managers;
    let office = |manager: u32| firm(manager) * 3 + manager % 3;
    let grown = f64::from(week) / f64::from(shape.weeks.max(1));
    let relationships = (0..shape.managers * 8)
        .map(|relationship| {
            let manager = relationship / 8;
            let closeness = (dice.roll() + dice.roll() + dice.roll() * 0.4) / 2.2;
            let dark = dice.roll() < grown * (0.2 + 0.6 * f64::from(manager % 7) / 7.0);
            let value = 0.8 * closeness * (2.0 - closeness) - 0.6 * grown * closeness * closeness * closeness;
            RelationshipState {
                case: case(relationship),
                firm: firm(manager),
                office: office(manager),
                account: relationship,
                closeness: closeness as f32,
                value: (value + 0.1 * (dice.roll() - 0.5)) as f32,
                visible_value: (0.85 * closeness + 0.1 * dice.roll()) as f32,
                phase: Phase::Maturity,
                alignment: Alignment::Mutualistic,
                intensities: [0.0; 6],
                flags: u32::from(dark),
                practices: 0,
            }
        })
        .collect();
    let mut ties = Vec::new();
    for source in 0..shape.managers {
        for n in 0..9 {
            let target = if n == 8 {
                dice.below(shape.managers)
            } else {
                (source / 50 * 50 + dice.below(50)).min(shape.managers - 1)
            };
            if target != source {
                ties.push(TieState {
                    source,
                    target,
                    weight: 0.5 + dice.roll() as f32,
                    inside: firm(source) == firm(target),
                });
            }
        }
    }
    Snapshot { week, relationships, ties }
}

pub(super) fn groups(shape: &MadeUpRun) -> Vec<GroupFigure> {
    let mut rows = Vec::new();
    for week in (0..=shape.weeks).step_by(if shape.weeks < 13 { 1 } else { 13 }) {
        for firm in 0..shape.firms {
            for (metric, mean) in
                [("value", 0.42), ("visible_value", 0.66), ("closeness", 0.6), ("dark_share", 0.5), ("practices", 2.5)]
            {
                let mean =
                    mean + 0.03 * f64::from(firm % 5) - 0.1 * (1.0 - f64::from(week) / f64::from(shape.weeks.max(1)));
                let member = letter(firm);
                let managers = shape.managers / shape.firms;
                rows.push(GroupFigure {
                    week,
                    group: "firm".into(),
                    member,
                    managers,
                    metric: metric.into(),
                    figure: summary(mean, 0.02, shape),
                });
            }
        }
    }
    rows
}
