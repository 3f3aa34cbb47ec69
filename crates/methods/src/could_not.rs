//! Why a method has no answer.

use std::fmt;

/// Why a method has no answer on a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CouldNot {
    /// Outcomes that do not go with the rows.
    WrongOutcomes,
    /// Nobody could take up the practice between two waves at which their use is known.
    NobodyAtRisk,
    /// Everybody took up the practice, or nobody, wherever the method compares managers.
    SameOutcome {
        /// How many took it up.
        took_up: usize,
        /// Of so many.
        rows: usize,
    },
    /// An exposure is not finite: the weights of ties are too large to add up.
    NotFinite,
    /// The exposure does not vary, or the covariates determine it.
    SameExposure,
    /// A column does not vary or follows from those before it.
    Collinear {
        /// Its position.
        column: usize,
    },
    /// The model predicts some outcomes perfectly: a coefficient has no finite estimate.
    Separation,
    /// The iterations did not converge.
    NoConvergence {
        /// How many there were.
        iterations: usize,
    },
    /// The standard error is 0 or undefined.
    NoStandardError,
    /// A cluster-robust standard error needs more clusters.
    TooFewClusters {
        /// How many there are.
        clusters: usize,
        /// How many it needs.
        needed: usize,
    },
    /// Too few exposed managers have a match.
    TooFewPairs {
        /// How many have one.
        pairs: usize,
        /// How many the method needs.
        needed: usize,
    },
    /// No two managers could swap the waves at which they took up the practice.
    NothingToShuffle,
}

impl fmt::Display for CouldNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongOutcomes => write!(f, "there must be one outcome per row, with at most as many hits as trials"),
            Self::NobodyAtRisk => write!(f, "nobody could take up the practice between two known waves"),
            Self::SameOutcome { took_up, rows } => {
                write!(f, "no variation in the outcome: {took_up} of {rows} took up the practice")
            }
            Self::NotFinite => write!(f, "the weights of ties are too large to add up"),
            Self::SameExposure => write!(f, "the exposure does not vary, or the covariates determine it"),
            Self::Collinear { column } => write!(f, "column {column} is constant or follows from those before it"),
            Self::Separation => write!(f, "some outcomes are predicted perfectly, so no finite estimate exists"),
            Self::NoConvergence { iterations } => write!(f, "no convergence in {iterations} iterations"),
            Self::NoStandardError => write!(f, "the standard error is 0 or undefined"),
            Self::TooFewClusters { clusters, needed } => {
                write!(f, "{clusters} clusters are too few for a standard error; it needs {needed}")
            }
            Self::TooFewPairs { pairs, needed } => {
                write!(f, "{pairs} exposed managers have a match; the method needs {needed}")
            }
            Self::NothingToShuffle => {
                write!(f, "no two managers could swap the waves at which they took up the practice")
            }
        }
    }
}

impl std::error::Error for CouldNot {}
