//! The power of studies of many sizes: how likely each is to find the contagion of a world.
//!
//! | file | what it holds |
//! |---|---|
//! | `file.rs` | the file: a world, a grid of sizes, methods, and the number of panels |
//! | `size.rs` | the size of a study, and what it costs |
//! | `allocation.rs` | the power of a method in a study, and how many panels are needed to estimate it |
//! | `trials.rs` | the runs |
//! | `smallest.rs` | the cheapest studies that reach the required power |
//! | `tables.rs`, `pictures.rs`, `page.rs` | the results as tables, pictures and a page |
//! | `words.rs` | studies and their power in words |
//! | `question.rs` | the question for the driver |

mod allocation;
mod file;
mod page;
mod pictures;
mod question;
mod size;
mod smallest;
mod tables;
mod trials;
mod words;

pub use allocation::{Allocation, PowerEstimate};
pub use file::{POWER_FILE_KEYS, PowerFile, SizedStudy};
pub use question::Power;
pub use size::Size;
pub use smallest::Smallest;
pub use trials::PowerTrials;

#[cfg(test)]
mod tests;
