//! Estimators of contagion for panels of managers and the contacts they name. Knows nothing of the model or of files.
//!
//! | item | purpose |
//! |---|---|
//! | [`Panel`], [`Tie`], [`Covariate`] | what a panel study recorded |
//! | [`Study`], [`Settings`], [`RiskSet`], [`Exposure`] | who could take up a practice, and to what they were exposed |
//! | [`METHODS`], [`method_named`], [`Method`] | six estimators of what one contact's use does |
//! | [`ContactEffect`], [`CouldNot`] | their answer, or why there is none |
//! | [`glm`] | the regressions behind them |
//!
//! The same panel, settings and draws give the same bits on any processor. Nothing here panics on a panel.
//!
//! ```
//! use darkside_draws::Draws;
//! use darkside_methods::{Exposure, METHODS, Panel, Settings, Study, Tie, method_named};
//!
//! // Sixty managers of twelve firms at three waves; everybody names the next two colleagues.
//! let (managers, waves) = (60, 3);
//! let mut panel = Panel { managers, waves, ..Panel::default() };
//! for wave in 0..3u32 {
//!     for manager in 0..60u32 {
//!         panel.firms.push(manager / 5);
//!         panel.uses.push(Some(manager * 7 % 10 < 2 + 2 * wave));
//!         for next in 1..3 {
//!             panel.ties.push(Tie { wave, from: manager, to: (manager + next) % 60, weight: 1.0 });
//!         }
//!     }
//! }
//! let settings = Settings { exposure: Exposure::Share, ..Settings::default() };
//! let study = Study::new(&panel, settings, Draws::new(1))?;
//! for method in &METHODS {
//!     match method.estimate(&study) {
//!         Ok(answer) => println!("{}: {:.3}, p = {:.3}", method.name, answer.effect, answer.p),
//!         Err(could_not) => println!("{}: {could_not}", method.name),
//!     }
//! }
//! assert!(method_named("logit").is_some());
//! # Ok::<(), darkside_error::Error>(())
//! ```

#![warn(unreachable_pub, clippy::undocumented_unsafe_blocks)]

mod catalogue;
mod clusters;
mod contact_effect;
mod could_not;
pub mod glm;
mod history;
mod matched_pairs;
mod method;
mod panel;
mod regression;
mod regressions;
mod risk_set;
mod shuffled_times;
mod study;

pub use catalogue::{METHODS, method_named};
pub use clusters::{ClusteredBy, FEWEST_CLUSTERS};
pub use contact_effect::{Coefficient, ContactEffect, Note};
pub use could_not::CouldNot;
pub use method::Method;
pub use panel::{Covariate, Panel, Tie};
pub use risk_set::{Dropped, Exposure, RiskSet, Row, Step};
pub use study::{Settings, Study};
