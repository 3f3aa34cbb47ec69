//! The power of studies of many sizes: how likely each is to find the contagion of a world.
//!
//! | file | what it holds |
//! |---|---|
//! | `file.rs` | the file: a world, a grid of sizes, methods, how many panels |
//! | `size.rs` | the size of a study, and what it costs |
//! | `trials.rs` | the runs, and which studies get more of them |
//! | `smallest.rs` | the cheapest studies that reach the power asked for |
//! | `tables.rs`, `page.rs` | what is written of it |
//! | `question.rs` | the question for the driver |

mod file;
mod page;
mod question;
mod size;
mod smallest;
mod tables;
mod trials;

pub use file::{POWER_FILE_KEYS, PowerFile, Study};
pub use question::Power;
pub use size::Size;
pub use smallest::{Smallest, smallest};
pub use tables::tables;
pub use trials::{Allocation, Power as MethodPower, Trials};

#[cfg(test)]
mod tests;
