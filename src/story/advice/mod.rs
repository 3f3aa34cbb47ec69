//! Caveats to an answer, each with what to do about it.

mod caveat;
mod comparison;
mod hypotheses;
mod rule;

pub use caveat::Advice;
pub use comparison::on_comparison;
pub use hypotheses::on_test;
