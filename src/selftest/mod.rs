//! The known cases: settings at which the model reduces to a known one, run through the ordinary engine and compared
//! with what is known about it (model, section 10).
//!
//! A [`Case`] is a shipped scenario under `known/` with some values set, a measure of one run, and the value expected
//! of the measure. [`prepare`] returns the cases, [`run`] runs them, and each [`Finding`] says what was expected, where
//! that comes from, what was found, and whether that is close enough. Expected values are computed here, from the known
//! model, by code that shares nothing with the engine; tests compare them with published figures.
//!
//! # When a case passes
//!
//! Random quantities are compared by z = (got − expected) / standard error. They pass if |z| is at most 4 or, if the
//! standard error is itself estimated from a few runs, at most the value of Student's t that is equally improbable. By
//! chance alone one comparison in 16,000 would fail; over the 52 of a whole selftest, at most one selftest in 300
//! (Bonferroni). Seeds are fixed, so a selftest that passes always passes; with other seeds (`run.seed`) a failure is
//! almost always a fault. Quantities that are not random must be exact.
//!
//! If the engine's weeks or its finite population keep it away from the limit for which a figure is known, the distance
//! is computed, or removed by extrapolation, and the finding says so. If the distance is far below the standard error,
//! it is ignored.
//!
//! | file | known cases |
//! |---|---|
//! | `household.rs` | epidemics among households |
//! | `portfolios.rs` | one portfolio, and the others that it starts |
//! | `sir.rs` | final size of SIR epidemics; cases per seed below the threshold |
//! | `sis.rs` | SIS among twenty who all meet |
//! | `sis_on_graph.rs` | SIS on a random graph |
//! | `cascade.rs` | Watts's cascades on random graphs |
//! | `ring.rs` | complex contagion on a ring |
//! | `bass.rs` | diffusion after Bass |
//! | `degroot.rs` | consensus after DeGroot |
//! | `ageing.rs` | two states |
//!
//! `case.rs` says what a case is, `families.rs` lists them, `execute.rs` runs them, `outbreak.rs` counts users and `judge.rs`
//! compares.

mod ageing;
mod bass;
mod cascade;
mod case;
mod degroot;
mod execute;
mod families;
mod household;
mod judge;
mod outbreak;
mod portfolios;
mod ring;
mod sir;
mod sis;
mod sis_on_graph;

pub use case::{Case, Family, Measure, Quantity, Runs, Tolerance, Variant};
pub use execute::{Options, Prepared, SelftestProgress, prepare, run};
pub use families::FAMILIES;
pub use judge::Finding;
