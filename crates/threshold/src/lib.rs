//! The household reproduction number of a practice, computed from a world into which it has not come yet
//! (docs/model.md, "The threshold of a practice").
//!
//! Managers see whether a colleague uses a practice, not in how many relationships. So a portfolio is a household (Ball,
//! Mollison & Scalia-Tomba 1997), and what decides whether a practice spreads is how many other portfolios one portfolio
//! passes it on to. Above 1 it can take off.
//!
//! ```
//! use darkside_engine::{run::Simulation, scenario::{Request, load}};
//! use darkside_threshold::reproduction;
//!
//! let scenario = load(&Request::of("epidemic"))?;
//! let practice = scenario.practice("exceed_expectations").unwrap();
//! let found = reproduction(Simulation::begin(&scenario, 1, false).world(), practice)?;
//! assert!(found.number > 1.0);
//! assert!((found.imitation + found.learning + found.association - found.number).abs() < 1e-9 * found.number);
//! # Ok::<(), darkside_error::Error>(())
//! ```
//!
//! | file | what it holds |
//! |---|---|
//! | `chain.rs` | the chain of users and lessons in one portfolio |
//! | `portfolio.rs` | what one manager's portfolio does with the practice |
//! | `contacts.rs` | who can take it up from whom, and how often |
//! | `spectrum.rs` | the spectral radius of such an operator |
//! | `reproduction.rs` | the number and what it is made of |
//! | `arrival.rs` | when a practice arrives, and the number just before |

mod arrival;
mod chain;
mod contacts;
mod portfolio;
mod reproduction;
mod spectrum;

pub use arrival::{arrival, at_arrival};
pub use chain::{Chain, Rates};
pub use portfolio::Portfolio;
pub use reproduction::{Reproduction, reproduction, reproduction_of_firms};
