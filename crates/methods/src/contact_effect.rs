//! What a method says about one contact's use.

use crate::clusters::ClusteredBy;
use darkside_stats::Interval;
use std::fmt;

/// The level of intervals.
pub(crate) const LEVEL: f64 = 0.95;

/// What a method says about one contact's use. No value is NaN.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactEffect {
    /// How much a contact's use adds to a manager's probability to take up the practice before the next wave: the mean
    /// over managers at risk who have contacts, and over their contacts.
    pub effect: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Its 95 % interval.
    pub interval: Interval,
    /// The two-sided p value of "no effect".
    pub p: f64,
    /// The coefficient behind the effect, on the scale of the method's link; matched pairs have none.
    pub coefficient: Option<Coefficient>,
    /// What the standard error treats as independent, and how many of them; shuffles have none.
    pub clusters: Option<(ClusteredBy, usize)>,
    /// How many managers at waves were compared.
    pub rows: usize,
    /// How many of them took up the practice.
    pub took_up: usize,
    /// What was left out on the way.
    pub notes: Vec<Note>,
}

/// The coefficient of the exposure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Its value: a log odds ratio (logit) or log hazard ratio (complementary log-log) per unit of exposure.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// What a method left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Groups of rows (waves, or firms at a wave) whose managers all took up the practice, or none of them. No contact
    /// changes anything there, and so they count in the mean.
    WithoutVariation {
        /// How many groups.
        groups: usize,
        /// Of how many.
        of: usize,
        /// How many rows they have.
        rows: usize,
    },
    /// Rows with an unknown covariate.
    CovariateUnknown {
        /// How many.
        rows: usize,
    },
    /// A covariate that is constant or follows from others.
    CovariateLeftOut {
        /// Its name.
        name: String,
    },
    /// Rows of which one value of a covariate predicts the outcome (or, for matching, the exposure) perfectly. No contact
    /// changes anything there, and so they count in the mean.
    PredictedPerfectly {
        /// The covariate's name.
        name: String,
        /// How many rows.
        rows: usize,
    },
    /// Exposed managers without a match.
    Unmatched {
        /// How many.
        exposed: usize,
    },
    /// Shuffles whose model has no finite estimate. They count as no less extreme than the panel.
    ShufflesFailed {
        /// How many.
        shuffles: usize,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithoutVariation { groups, of, rows } => {
                write!(f, "{groups} of {of} groups ({rows} rows) have no variation in the outcome")
            }
            Self::CovariateUnknown { rows } => write!(f, "{rows} rows have an unknown covariate"),
            Self::CovariateLeftOut { name } => write!(f, "{name} is constant or follows from other covariates"),
            Self::PredictedPerfectly { name, rows } => write!(f, "{name} predicts {rows} rows perfectly"),
            Self::Unmatched { exposed } => write!(f, "{exposed} exposed managers have no match"),
            Self::ShufflesFailed { shuffles } => write!(f, "{shuffles} shuffles have no finite estimate"),
        }
    }
}
