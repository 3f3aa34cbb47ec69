//! Methods against worlds and designs: how much each finds of the contagion that was put in.
//!
//! | file | what it holds |
//! |---|---|
//! | `file.rs` | the file: worlds, designs, methods |
//! | `trials.rs` | the runs: panels for the methods, and the truth by intervention |
//! | `score.rs` | bias, coverage, false positives and power of each method in each world and design |
//! | `tables.rs`, `page.rs` | the results as tables and as a page |
//! | `question.rs` | the question for the driver |

mod file;
mod page;
mod question;
mod score;
mod tables;
mod trials;

pub use file::{IDENTIFY_FILE_KEYS, IdentifyFile, SurveyDesign};
pub use question::Identify;
pub use score::Score;
pub use trials::Cell;

#[cfg(test)]
mod tests;
