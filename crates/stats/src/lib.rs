//! Statistics for simulation experiments, independent of the model.
//!
//! | item | purpose |
//! |---|---|
//! | [`Running`], [`RunningRatio`] | means, spreads and ratios in one pass |
//! | [`Estimate`] | an estimated mean: intervals and tests |
//! | [`paired`] | two arms compared seed by seed |
//! | [`Growth`], [`Offspring`], [`TruncatedLags`] | epidemics: growth rate, unequal offspring, lags that the end cuts off |
//! | [`proportion_interval`], [`rank_correlation`] | a share of trials, two orders |
//! | [`LogisticCurve`] | a chance along a value, and where it is one half |
//! | [`holm`] | several tests at once |
//! | [`power`], [`sequential`] | how many seeds |
//! | [`two_proportions_power`], [`two_proportions_size`] | how many people, to tell two shares apart |
//! | [`bootstrap`] | intervals by resampling |
//! | [`design`] | points to run: grids, Latin hypercubes, Sobol' sequences, Saltelli's design |
//! | [`morris`], [`sobol_indices`], [`shapley`] | which factors, mechanisms or effects matter |
//!
//! Equal values in the same order give equal bits; the only randomness is keyed [draws](darkside_draws). Nothing here
//! panics on values: undefined results are NaN.
//!
//! ```
//! use darkside_draws::Draws;
//! use darkside_stats::{holm, paired};
//!
//! let without = [0.21, 0.30, 0.25, 0.28]; // the share of dark relationships, by seed
//! let with = [0.33, 0.40, 0.34, 0.41];
//! let effect = paired::compare(&without, &with, &Draws::new(1))?;
//! assert!(effect.estimate.interval(0.95).lower > 0.08);
//! assert!(holm(&[effect.estimate.p_different(0.0), 0.4])[0] < 0.01);
//! # Ok::<(), darkside_error::Error>(())
//! ```

#![warn(unreachable_pub, clippy::undocumented_unsafe_blocks)]

pub mod bootstrap;
pub mod design;
mod distributions;
mod estimate;
mod growth;
mod interval;
mod logistic;
pub mod morris;
mod multiple;
mod offspring;
pub mod paired;
pub mod power;
mod proportion;
mod rank;
mod ratio;
mod search;
pub mod sequential;
pub mod shapley;
pub mod sobol_indices;
mod summary;
mod truncation;
mod two_proportions;

pub use estimate::Estimate;
pub use growth::Growth;
pub use interval::Interval;
pub use logistic::{LogisticCurve, Trial};
pub use multiple::holm;
pub use offspring::{Offspring, top_share, top_share_by_chance};
pub use paired::Paired;
pub use proportion::proportion_interval;
pub use rank::rank_correlation;
pub use ratio::{Ratio, RunningRatio};
pub use summary::{Running, Summary};
pub use truncation::{LagDistribution, TruncatedLags};
pub use two_proportions::{two_proportions_power, two_proportions_size};
