//! A made-up wave: the fourth practice takes off, the others are present from the start.

use super::{MadeUpRun, estimate, summary};
use crate::archive::{AttackRate, Cohort, PracticeName, Sender, WaveFigure};
use crate::epidemiology::{Figure, Trait, Unit};
use crate::story::spread::{BridgeCount, Spread};

/// The practice that takes off.
const LEADING: usize = 3;

pub(super) fn spread(shape: &MadeUpRun) -> Spread {
    let mut spread = Spread::default();
    for (n, PracticeName { name, .. }) in shape.practices.iter().enumerate() {
        figures(shape, name, n == LEADING, &mut spread);
        for unit in [Unit::Adoption, Unit::Manager] {
            cohorts(shape, unit, name, &mut spread);
        }
        traits(shape, name, &mut spread);
        let offices = f64::from(shape.firms * 3 - 1);
        let bridge = BridgeCount {
            practice: name.clone(),
            offices,
            between_firms: f64::from(shape.firms - 1),
            tied_at_start: offices / 2.0,
        };
        spread.bridges.push(bridge);
    }
    spread
}

fn figures(shape: &MadeUpRun, name: &str, leading: bool, spread: &mut Spread) {
    let weeks = f64::from(shape.weeks);
    let mut figures = vec![
        (Unit::Adoption, Figure::Cases, 1_500.0, 40.0),
        (Unit::Adoption, Figure::Generation, 52.0, 1.5),
        (Unit::Adoption, Figure::DispersionK, 0.64, 0.02),
        (Unit::Adoption, Figure::TopFifth, 0.61, 0.01),
        (Unit::Adoption, Figure::TopFifthChance, 0.34, 0.001),
        (Unit::Adoption, Figure::Inside, 0.19, 0.01),
        (Unit::Adoption, Figure::SameOffice, 0.47, 0.01),
        (Unit::Adoption, Figure::SameFirm, 0.3, 0.01),
        (Unit::Adoption, Figure::Beyond, 0.04, 0.004),
        (Unit::Adoption, Figure::ByInterImitation, 1.31, 0.05),
        (Unit::Adoption, Figure::ByIntraLearning, 0.29, 0.02),
        (Unit::Adoption, Figure::FromPortfolio, 0.29, 0.02),
        (Unit::Adoption, Figure::FromFirm, 1.21, 0.05),
        (Unit::Adoption, Figure::FromBeyond, 0.1, 0.01),
        (Unit::Adoption, Figure::LargestTreeShare, 0.34, 0.02),
        (Unit::Adoption, Figure::Deepest, 9.0, 0.4),
        (Unit::Adoption, Figure::FirstDark, 14.0, 2.0),
        (Unit::Adoption, Figure::Darkening, 46.0, 1.0),
        (Unit::Manager, Figure::FinalSize, 0.97, 0.01),
    ];
    if leading {
        figures.extend([
            (Unit::Adoption, Figure::First, (weeks / 5.0).floor(), 0.0),
            (Unit::Adoption, Figure::Peak, 0.41, 0.01),
            (Unit::Adoption, Figure::PeakWeek, (weeks * 0.9).floor(), 9.0),
            (Unit::Adoption, Figure::TookOff, 0.9, 0.08),
            (Unit::Adoption, Figure::DiedOut, 0.1, 0.08),
            (Unit::Adoption, Figure::Growth, 0.04, 0.006),
            (Unit::Adoption, Figure::Doubling, 17.5, 2.8),
        ]);
    }
    spread.waves.extend(figures.into_iter().map(|(unit, figure, mean, half)| WaveFigure {
        unit,
        name: name.to_owned(),
        figure,
        summary: summary(mean, half, shape),
    }));
}

fn cohorts(shape: &MadeUpRun, unit: Unit, name: &str, spread: &mut Spread) {
    for (year, length) in [(false, 13), (true, 52)] {
        for first_week in (0..shape.weeks).step_by(length) {
            let last_week = (first_week + length as u32 - 1).min(shape.weeks);
            let grown = f64::from(first_week) / f64::from(shape.weeks);
            let (reproduction, share_seen) = (0.4 + 2.0 * (1.0 - grown) * (1.0 - grown), 1.0 - grown * grown);
            let known = estimate(if share_seen < 0.5 { f64::NAN } else { reproduction }, 0.08, shape);
            spread.cohorts.push(Cohort {
                unit,
                name: name.to_owned(),
                year,
                first_week,
                last_week,
                cases: 100.0,
                children: 100.0 * reproduction * share_seen,
                seen: reproduction * share_seen,
                share_seen,
                reproduction: known.mean,
                standard_error: f64::NAN,
                lower95: known.low,
                upper95: known.high,
            });
        }
    }
}

fn traits(shape: &MadeUpRun, name: &str, spread: &mut Spread) {
    let rate = |by, group: usize, mean: f64| {
        let share = estimate(1.0 - 0.05 * mean, 0.01, shape);
        AttackRate {
            unit: Unit::Manager,
            name: name.to_owned(),
            by,
            group: group.to_string(),
            seeds: shape.seeds,
            managers: 60.0,
            mean,
            reached: share.mean,
            lower95: share.low,
            upper95: share.high,
            arrival: 24.0 * mean,
            arrival_se: if shape.seeds == 1 { f64::NAN } else { 2.0 },
        }
    };
    spread.attack_rates.extend((0..5).map(|step| rate(Trait::Distance, step, step as f64)));
    for by in [Trait::Observers, Trait::Tenure, Trait::Credibility] {
        spread.attack_rates.extend((1..=5).map(|fifth| rate(by, fifth, 1.0 + 0.3 * fifth as f64)));
    }
    for (by, top, all) in [(Trait::FirstUse, 82.3, 136.0), (Trait::Observers, 10.0, 9.0), (Trait::Tenure, 149.5, 146.0)]
    {
        let difference = summary(top - all, 0.1 * all, shape);
        spread.senders.push(Sender { unit: Unit::Adoption, name: name.to_owned(), by, top, all, difference });
    }
}
