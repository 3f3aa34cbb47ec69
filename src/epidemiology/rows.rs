//! What is kept of one seed's epidemiology.

use super::subject::{Figure, Subject, Trait};
use darkside_engine::record::Mechanism;

/// The epidemiology of one seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Epidemic {
    /// Figures that are defined.
    pub figures: Vec<FigureOf>,
    /// Cases and children by cohort.
    pub cohorts: Vec<CohortCount>,
    /// Cases by week, and lags between parents and children.
    pub lags: Vec<LagCount>,
    /// Which managers were reached.
    pub reach: Vec<ReachCount>,
    /// Who passed it on most.
    pub senders: Vec<SenderMean>,
    /// How practices came to each office.
    pub bridges: Vec<Bridge>,
}

/// A figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FigureOf {
    /// What it is about.
    pub subject: Subject,
    /// Which figure.
    pub figure: Figure,
    /// Its value.
    pub value: f64,
}

/// Cases of a stretch of weeks, and their children by the end of the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CohortCount {
    /// What it is about.
    pub subject: Subject,
    /// Whether the stretch is a year; otherwise it is one of the run's shorter stretches.
    pub year: bool,
    /// First week of the stretch.
    pub first_week: u32,
    /// Its last week.
    pub last_week: u32,
    /// Cases that began in it.
    pub cases: u32,
    /// Their children.
    pub children: u32,
}

/// Counts for a number of weeks, which has three meanings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LagCount {
    /// What it is about.
    pub subject: Subject,
    /// The number of weeks.
    pub weeks: u32,
    /// Cases that began in this week of the run.
    pub cases: u32,
    /// Children that came this many weeks after their parent.
    pub seen: u32,
    /// Children whose parent began this many weeks before the end of the run.
    pub limits: u32,
}

/// A group of managers with the same trait, and how many of them were reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachCount {
    /// What it is about.
    pub subject: Subject,
    /// The trait.
    pub by: Trait,
    /// The group: a fifth from 1, a distance, or the position of a firm or office; [`u32::MAX`] if out of reach.
    pub group: u32,
    /// Managers in it who had no case at week 0.
    pub managers: u32,
    /// Mean of the trait; NaN for firms, offices, and those out of reach.
    pub mean: f64,
    /// How many of them had a case.
    pub reached: u32,
    /// Mean weeks from the first case to theirs; NaN if none of them had one.
    pub arrival: f64,
}

/// The top fifth of users by the copies that others made from them, compared with all users.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SenderMean {
    /// What it is about.
    pub subject: Subject,
    /// The trait.
    pub by: Trait,
    /// Its mean among the top fifth.
    pub top: f64,
    /// Its mean among all users.
    pub all: f64,
}

/// The copy that brought a practice to an office from another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// Week.
    pub week: u32,
    /// Practice, by position.
    pub practice: u8,
    /// How it was copied.
    pub mechanism: Mechanism,
    /// Seat of the manager it was copied from.
    pub source: u32,
    /// Seat of the manager who copied.
    pub target: u32,
    /// The source's office, numbered over all firms.
    pub from_office: u32,
    /// The target's office.
    pub to_office: u32,
    /// Whether the two are in different firms.
    pub between_firms: bool,
    /// Whether the target observed the source in week 0.
    pub tied_at_start: bool,
    /// Copies that the target's relationships made of the source's over the whole run.
    pub copies: u32,
}
