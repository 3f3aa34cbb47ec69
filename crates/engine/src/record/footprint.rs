//! How alike effects and practices are along ties and within groups, at one moment.

use crate::parameter::named;

named! {
    /// What is compared.
    SubjectKind {
        /// A dark-side effect: relationships whose flag is on.
        Effect = "effect",
        /// A practice: relationships that use it.
        Practice = "practice",
    }
}

named! {
    /// Among whom likeness is measured (model, section 9).
    Level {
        /// Managers who are tied inside their firm: Moran's I of their shares, less the mean of their firm.
        Ties = "ties",
        /// Relationships of one manager: their intraclass correlation.
        Portfolio = "portfolio",
        /// Managers of one office: the intraclass correlation of their shares.
        Office = "office",
        /// Managers of one firm: the intraclass correlation of their shares.
        Firm = "firm",
    }
}

/// How alike relationships or managers are in one effect or practice at one level, at the end of one week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Footprint {
    /// The week.
    pub week: u32,
    /// Whether it is about an effect or a practice.
    pub kind: SubjectKind,
    /// Position of the effect among [`Effect::ALL`](crate::practice::Effect::ALL), or of the practice in the catalogue.
    pub of: u32,
    /// Among whom.
    pub level: Level,
    /// Moran's I or intraclass correlation; NaN where nothing varies.
    pub estimate: f64,
    /// Mean of Moran's I over permutations of the managers of each firm; NaN at the other levels, as are the next two.
    pub null_mean: f64,
    /// Standard deviation of Moran's I over them.
    pub null_deviation: f64,
    /// Chance of a Moran's I at least as large under them: (1 + those as large) / (1 + all).
    pub p: f64,
}
