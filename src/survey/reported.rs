//! Means by wave: in the survey, and in the whole world.

use std::collections::BTreeSet;

use darkside_survey::{AccountAnswer, FieldStudy, Panel, Status, Wave};

use super::tables::{panel_and_wave, week};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::{Class, Effect};

/// A mean that is both reported and true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportedFigure {
    /// Share of the managers in the panel who answer; the truth is 1.
    Response,
    /// Distinct contacts of a manager.
    Contacts,
    /// Practices in use in a relationship.
    Practices,
    /// Malpractices in use in a relationship.
    Malpractices,
    /// Intensity of an effect, from items rescaled to 0 to 1.
    Intensity(Effect),
    /// The largest intensity in a relationship, rescaled likewise.
    Darkness,
    /// Visible value, as told.
    VisibleValue,
    /// Actual value, as recorded.
    Value,
    /// Weeks as a manager.
    Tenure,
}

/// Every figure, in order.
pub const FIGURES: [ReportedFigure; 14] = [
    ReportedFigure::Response,
    ReportedFigure::Contacts,
    ReportedFigure::Practices,
    ReportedFigure::Malpractices,
    ReportedFigure::Intensity(Effect::ALL[0]),
    ReportedFigure::Intensity(Effect::ALL[1]),
    ReportedFigure::Intensity(Effect::ALL[2]),
    ReportedFigure::Intensity(Effect::ALL[3]),
    ReportedFigure::Intensity(Effect::ALL[4]),
    ReportedFigure::Intensity(Effect::ALL[5]),
    ReportedFigure::Darkness,
    ReportedFigure::VisibleValue,
    ReportedFigure::Value,
    ReportedFigure::Tenure,
];

impl ReportedFigure {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Response => "response",
            Self::Contacts => "contacts",
            Self::Practices => "practices",
            Self::Malpractices => "malpractices",
            Self::Intensity(effect) => effect.name(),
            Self::Darkness => "darkness",
            Self::VisibleValue => "visible_value",
            Self::Value => "value",
            Self::Tenure => "tenure",
        }
    }

    /// What it means.
    pub fn meaning(self) -> String {
        match self {
            Self::Response => "share of the panel that answers".to_owned(),
            Self::Contacts => "contacts per manager".to_owned(),
            Self::Practices => "practices in use per relationship".to_owned(),
            Self::Malpractices => "malpractices in use per relationship".to_owned(),
            Self::Intensity(effect) => format!("intensity of {}", effect.words()),
            Self::Darkness => "largest intensity per relationship".to_owned(),
            Self::VisibleValue => "visible value per relationship".to_owned(),
            Self::Value => "actual value per relationship".to_owned(),
            Self::Tenure => "weeks as a manager".to_owned(),
        }
    }
}

/// A figure of one wave of one panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reported {
    /// The seed.
    pub seed: u64,
    /// Number of the wave, from 1.
    pub wave: u32,
    /// The week at whose end the wave was taken.
    pub week: u32,
    /// Which figure.
    pub figure: ReportedFigure,
    /// Mean over what was answered; NaN if nothing was.
    pub reported: f64,
    /// Mean over the whole world.
    pub truth: f64,
}

/// Every figure of every wave.
pub fn reported(study: &FieldStudy, panel: &Panel) -> Vec<Reported> {
    let waves = panel.waves.iter().zip(1..);
    waves
        .flat_map(|(wave, number)| {
            FIGURES.map(|figure| Reported {
                seed: panel.seed,
                wave: number,
                week: wave.week,
                figure,
                reported: said(study, wave, figure),
                truth: truth(study, wave, figure),
            })
        })
        .collect()
}

/// The same as a table, one row per wave and figure.
pub(super) fn table(rows: &[Reported]) -> Table {
    let mut columns = panel_and_wave(rows.iter().map(|row| (row.seed, row.wave)));
    columns.extend([
        week(rows.iter().map(|row| row.week)),
        Column::words("figure", "which mean", rows.iter().map(|row| row.figure.name())),
        Column::numbers("reported", Unit::Number, "over what was answered", rows.iter().map(|row| row.reported)),
        Column::numbers("truth", Unit::Number, "over the whole world", rows.iter().map(|row| row.truth)),
    ]);
    Table { columns }
}

/// The rows of such a table.
///
/// # Errors
/// If a column is missing or of another kind.
pub(super) fn rows(table: &Table) -> darkside_error::Result<Vec<Reported>> {
    let (seeds, waves, weeks) = (table.long("seed")?, table.whole("wave")?, table.whole("week")?);
    let ((words, figures), reported, truth) =
        (table.word("figure")?, table.number("reported")?, table.number("truth")?);
    let row = |at: usize| {
        let figure = FIGURES.into_iter().find(|figure| figure.name() == words[figures[at] as usize])?;
        let (seed, wave, week) = (seeds[at], waves[at], weeks[at]);
        Some(Reported { seed, wave, week, figure, reported: reported[at], truth: truth[at] })
    };
    Ok((0..table.rows()).filter_map(row).collect())
}

fn mean(numbers: impl Iterator<Item = f64>) -> f64 {
    let (count, sum) = numbers.filter(|number| !number.is_nan()).fold((0.0, 0.0), |(n, sum), one| (n + 1.0, sum + one));
    sum / count
}

/// The malpractices of the catalogue, one bit each.
fn malpractices(study: &FieldStudy) -> u32 {
    let bit = |(at, practice): (usize, &darkside_engine::practice::Practice)| {
        u32::from(practice.class == Class::Malpractice) << at
    };
    study.scenario().practices.iter().enumerate().map(bit).sum()
}

fn said(study: &FieldStudy, wave: &Wave, figure: ReportedFigure) -> f64 {
    let points = f64::from(study.survey().points);
    let unscaled = |answer: f64| if points > 0.0 { (answer - 1.0) / (points - 1.0) } else { answer };
    let accounts = |get: &dyn Fn(&AccountAnswer) -> f64| mean(wave.accounts.iter().map(get));
    // Skipped practices count neither as used nor as unused: the share of those told, times the number of practices.
    let used = |among: u32| {
        accounts(&|one| {
            let (told, said) = (one.practices.told & among, one.practices.in_use & among);
            f64::from(said.count_ones()) / f64::from(told.count_ones()) * f64::from(among.count_ones())
        })
    };
    let all = (1u64 << study.scenario().practices.len()).wrapping_sub(1) as u32;
    match figure {
        ReportedFigure::Response => {
            mean(wave.managers.iter().map(|one| f64::from(u8::from(one.status == Status::Answered))))
        }
        ReportedFigure::Contacts => {
            let named = wave.managers.iter().filter(|one| one.named).count();
            wave.ties.len() as f64 / named as f64
        }
        ReportedFigure::Practices => used(all),
        ReportedFigure::Malpractices => used(malpractices(study)),
        ReportedFigure::Intensity(effect) => {
            let items = study.survey().items as usize;
            let first = effect.index() * items;
            accounts(&|one| mean(one.items[first..first + items].iter().map(|item| unscaled(f64::from(*item)))))
        }
        ReportedFigure::Darkness => accounts(&|one| unscaled(f64::from(one.overall))),
        ReportedFigure::VisibleValue => accounts(&|one| f64::from(one.told_value)),
        ReportedFigure::Value => accounts(&|one| f64::from(one.recorded_value)),
        ReportedFigure::Tenure => mean(wave.managers.iter().map(|one| f64::from(one.tenure))),
    }
}

fn truth(study: &FieldStudy, wave: &Wave, figure: ReportedFigure) -> f64 {
    let of = &wave.truth;
    let states =
        |get: &dyn Fn(&darkside_engine::record::RelationshipState) -> f64| mean(of.relationships.iter().map(get));
    match figure {
        ReportedFigure::Response => 1.0,
        ReportedFigure::Contacts => {
            let pairs: BTreeSet<(u32, u32)> = of.ties.iter().map(|tie| (tie.source, tie.target)).collect();
            pairs.len() as f64 / of.managers.len() as f64
        }
        ReportedFigure::Practices => states(&|one| f64::from(one.practices.count_ones())),
        ReportedFigure::Malpractices => states(&|one| f64::from((one.practices & malpractices(study)).count_ones())),
        ReportedFigure::Intensity(effect) => states(&|one| f64::from(one.intensities[effect.index()])),
        ReportedFigure::Darkness => states(&|one| {
            one.intensities.into_iter().fold(0.0, |most, one| if f64::from(one) > most { f64::from(one) } else { most })
        }),
        ReportedFigure::VisibleValue => states(&|one| f64::from(one.visible_value)),
        ReportedFigure::Value => states(&|one| f64::from(one.value)),
        ReportedFigure::Tenure => mean(of.managers.iter().map(|one| f64::from(one.tenure))),
    }
}
