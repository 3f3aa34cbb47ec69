//! What a field study can find out: which method finds the contagion in a world, and how large the study must be.
//!
//! | file | what it holds |
//! |---|---|
//! | `method_answer.rs` | what a method says about one panel, as numbers that a log keeps |
//! | `command.rs` | methods that are other programs |
//! | `chosen.rs` | which methods are used, and what they say about a panel |
//! | `observed.rs` | how a panel of a survey is read, and what methods get of it |
//! | `adopters.rs` | who takes a practice up in the course of a study |
//! | `effect.rs` | the true effect of a contact's use, by intervention |
//! | `failures.rs` | failures counted by kind |
//! | `panel_share.rs` | shares of panels, with their intervals |
//! | `entries.rs` | entries shared by the files of both commands |
//! | `identify/` | methods against worlds and designs |
//! | `power/` | the power of studies of many sizes |

mod adopters;
mod chosen;
mod command;
mod effect;
mod entries;
mod failures;
pub mod identify;
mod method_answer;
mod observed;
mod panel_share;
pub mod power;

pub use chosen::{Chosen, Estimator};
pub use command::EstimatorCommand;
pub use effect::{Effects, TrueEffect};
pub use method_answer::MethodAnswer;
pub use observed::{PanelReading, observed};
