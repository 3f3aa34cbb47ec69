//! Hypotheses as data: claims about differences between arms, read from a file, tested, and judged.
//!
//! A claim is about one or several *contrasts*: weighted sums of numbers read off arms under the same seed.
//! `{ baseline = 1, isolated = -1 }` is a difference; `{ both = 1, formal = -1, informal = -1, none = 1 }` is what
//! two measures do together beyond what each does alone; weights of `1` and `-0.75` say "by a quarter". With several
//! contrasts the claim is that it holds for each of them, as in a ranking.
//!
//! | file | what it does |
//! |---|---|
//! | `claim.rs` | what a hypothesis is: an assertion about contrasts |
//! | `file.rs`, `arm.rs`, `entry.rs` | the file: arms, hypotheses, how many seeds |
//! | `trial.rs` | runs the arms, in two stages, and estimates every contrast |
//! | `verdict.rs` | supported, negligible, contrary or undecided, with Holm's correction |
//! | `tables.rs` | the tables of a test |

mod arm;
mod claim;
mod entry;
mod file;
mod tables;
mod trial;
mod verdict;

pub(crate) use arm::ArmLoader;
pub use claim::{Assertion, Contrast, Hypothesis, Status, WeightedReading};
pub use entry::HYPOTHESIS_KEYS;
pub use file::{HYPOTHESIS_FILE_KEYS, HypothesisFile};
pub use tables::tables;
pub use trial::{ArmValues, Trial};
pub use verdict::{JudgedHypothesis, PartEstimate, Probability, Verdict, judge};
