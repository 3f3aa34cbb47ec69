//! Surveys of worlds: panels as tables and as files for other programs, many of them in one directory.
//!
//! The crate [`darkside_survey`] asks; this module writes the answers.
//!
//! | file | what it holds |
//! |---|---|
//! | `tables.rs` | a panel as tables: the answers, and the truth to compare them with |
//! | `codebook.rs` | what each variable of the answers means, its scale, the true quantity behind it |
//! | `reported.rs` | means by wave, as reported and as they truly are |
//! | `target/` | files for RSiena, igraph, networkx, Stata and SPSS, one file each |
//! | `job.rs` | many seeds into one directory |
//! | `page.rs` | the page and its picture |

mod codebook;
mod job;
mod page;
mod reported;
mod tables;
mod target;

pub use codebook::codebook;
pub use darkside_survey::{
    AccountAnswer, FieldStudy, ManagerAnswer, ManagerState, NamedContact, Panel, Person, Practices, Reliability, Scale,
    Status, Truth, Wave,
};
pub use job::{SurveyJob, Surveyed};
pub use page::changed;
pub use reported::{FIGURES, Reported, ReportedFigure, reported};
pub use tables::{TABLES, tables};
pub use target::Target;

#[cfg(test)]
mod tests;
