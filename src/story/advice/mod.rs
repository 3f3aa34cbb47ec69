//! Caveats on an answer, each with advice on what to do.

mod comparison;
mod hypotheses;
mod rule;

pub use comparison::on_comparison;
pub use hypotheses::on_test;
