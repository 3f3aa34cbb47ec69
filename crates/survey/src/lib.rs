//! What a field study would see of a world: waves of a survey, with the truth beside them.
//!
//! A [`FieldStudy`] is a scenario with the design of a survey. Under one seed it gives a [`Panel`]: for each wave who was
//! asked and what was answered, the true state at the same moment, and every adoption between the waves.
//!
//! ```
//! use darkside_engine::scenario::{Request, load};
//! use darkside_survey::{FieldStudy, Status};
//!
//! let set = ["run.weeks=20", "population.managers=30", "survey.weeks=[10, 20]", "survey.response=0.8"].map(String::from);
//! let scenario = load(&Request { set: &set, ..Request::of("baseline") })?;
//! let study = FieldStudy::new(&scenario)?;
//! let panel = study.panel(1)?;
//! assert_eq!((panel.waves.len(), panel.waves[0].managers.len()), (2, 30));
//! let answered = panel.waves[0].managers.iter().filter(|one| one.status == Status::Answered).count();
//! assert!((15..30).contains(&answered));
//! # Ok::<(), darkside_error::Error>(())
//! ```
//!
//! An instrument reads only the [`Truth`] of a wave and random numbers keyed by person, wave and question. So no survey
//! changes the world that it looks at, and an instrument that is switched off leaves the others' answers as they were.
//!
//! | module | what it holds |
//! |---|---|
//! | [`Person`] (`person.rs`) | who is asked |
//! | [`Panel`] (`panel.rs`) | what is answered, wave by wave |
//! | [`Truth`] (`truth.rs`) | the state behind a wave |
//! | `asking.rs` | the random numbers of a wave |
//! | `sample.rs`, `members.rs` | who is sampled; who is in the panel at each wave |
//! | `instrument/` | one file per instrument |
//! | `study.rs` | from a scenario to panels |
//! | [`Reliability`] (`reliability.rs`) | how well the items of a scale measure |

mod asking;
mod instrument;
mod members;
mod panel;
mod person;
mod reliability;
mod sample;
mod study;
mod truth;

pub use panel::{AccountAnswer, ManagerAnswer, NamedContact, Panel, Practices, Status, Wave};
pub use person::Person;
pub use reliability::{Reliability, Scale};
pub use study::FieldStudy;
pub use truth::{ManagerState, Truth};

#[cfg(test)]
mod tests;
