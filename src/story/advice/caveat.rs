//! One caveat, and its words.

use std::fmt;

use crate::story::number::short;
use crate::story::threshold::ENOUGH_SEEDS;

/// A caveat.
#[derive(Clone, Debug, PartialEq)]
pub enum Advice {
    /// One seed gives no interval.
    OneSeed,
    /// There are so few seeds that intervals are rough.
    FewSeeds {
        /// How many there are.
        seeds: u64,
    },
    /// A test plans its numbers of seeds from the spread over few seeds.
    FewInFirstStage {
        /// How many there are.
        seeds: u32,
    },
    /// The difference of interest could easily be missed.
    TooFewSeedsFor {
        /// What was compared, in words.
        what: String,
        /// The difference of interest, in the metric's unit.
        asked: f64,
        /// The smallest difference that these seeds detect with 80 % power.
        detectable: f64,
        /// How many seeds there are.
        seeds: u64,
        /// About how many are needed; `None` if no number would do.
        needed: Option<u64>,
    },
    /// An outcome still moves at the end of the run.
    StillMoving {
        /// The metric.
        metric: String,
        /// The arm.
        arm: String,
        /// Mean change over the last tenth of the run.
        change: f64,
        /// Weeks simulated.
        weeks: u32,
    },
    /// A difference between arms still moves at the end of the run.
    DifferenceMoving {
        /// The metric.
        metric: String,
        /// The two arms, in words.
        arms: String,
        /// Mean change of the difference over the last tenth of the run.
        change: f64,
        /// Whether it grows, that is, moves away from 0.
        grows: bool,
        /// Weeks simulated.
        weeks: u32,
    },
    /// A parameter is at the edge of its allowed range.
    AtTheEdge {
        /// The arm.
        arm: String,
        /// The parameter's path.
        path: &'static str,
        /// Its value.
        value: f64,
    },
    /// A metric is undefined in some seeds, which are left out.
    Undefined {
        /// What was read, in words.
        what: String,
        /// The number of seeds in which it is undefined.
        seeds: u64,
        /// The total number of seeds.
        of: u64,
    },
    /// Two arms give identical results.
    Identical {
        /// The first arm.
        one: String,
        /// The other.
        other: String,
    },
    /// The budget was spent before an interval became narrow enough.
    BudgetSpent {
        /// The hypothesis.
        id: String,
        /// Seeds used.
        seeds: u32,
        /// About how many are needed; `None` if no number would do.
        needed: Option<u64>,
    },
    /// The weeks that are read are before the model has settled.
    Settling {
        /// What was read, in words.
        what: String,
    },
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneSeed => write!(
                f,
                "With one seed, nothing can be told from chance: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS})."
            ),
            Self::FewSeeds { seeds } => {
                write!(
                    f,
                    "Intervals from {seeds} seeds are rough: run at least {ENOUGH_SEEDS} (--seeds {ENOUGH_SEEDS})."
                )
            }
            Self::FewInFirstStage { seeds } => write!(
                f,
                "Intervals rest on the spread among the {seeds} seeds of the first stage, which is rough: set first_stage to \
                 {ENOUGH_SEEDS} or more in a new file, before its first run."
            ),
            Self::TooFewSeedsFor { what, asked, detectable, seeds, needed } => {
                write!(
                    f,
                    "{what}: {seeds} seeds can detect a difference of {} or more (with 80 % power). ",
                    short(*detectable)
                )?;
                match needed {
                    Some(needed) => {
                        write!(f, "To detect {}, run about {needed}: --seeds {needed}.", short(*asked))
                    }
                    None => write!(f, "No number of seeds can detect {}.", short(*asked)),
                }
            }
            Self::StillMoving { metric, arm, change, weeks } => {
                let way = if *change > 0.0 { "rises" } else { "falls" };
                write!(
                    f,
                    "{metric} still {way} in {arm}, by {} over the last tenth of the run: read it as a trend, not as a final \
                     level, or run longer (--weeks {}).",
                    short(change.abs()),
                    u64::from(*weeks) * 2
                )
            }
            Self::DifferenceMoving { metric, arms, change, grows, weeks } => write!(
                f,
                "{metric}, {arms}: the difference still {}, by {} over the last tenth of the run: read it as a trend, not as a \
                 final level, or run longer (--weeks {}).",
                if *grows { "grows" } else { "shrinks" },
                short(change.abs()),
                u64::from(*weeks) * 2
            ),
            Self::AtTheEdge { arm, path, value } => write!(
                f,
                "{path} is {value} in {arm}, at the edge of its range: check whether a value a little inside gives the same \
                 answer (`darkside explain {path}`)."
            ),
            Self::Undefined { what, seeds, of } => write!(
                f,
                "{what} is undefined in {seeds} of {of} seeds, which are left out: the answer covers the others only. Read \
                 another metric, or a mean over more weeks (--over)."
            ),
            Self::Identical { one, other } => write!(
                f,
                "{one} and {other} give the same numbers in every seed: check with `darkside show` that they differ in something \
                 that has an effect."
            ),
            Self::BudgetSpent { id, seeds, needed } => {
                write!(f, "{id}: after {seeds} seeds the interval is still wider than asked. ")?;
                match needed {
                    Some(needed) => write!(f, "Run about {needed} (--seeds {needed}), or ask for a larger half_width."),
                    None => f.write_str("No number of seeds is enough: the contrast is undefined in too many of them."),
                }
            }
            Self::Settling { what } => write!(
                f,
                "{what} is read while the model still settles (every dark side starts at 0; weeks 0 to 156): schedule interventions from \
                 week 156 on, and read later weeks."
            ),
        }
    }
}
