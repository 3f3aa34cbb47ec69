//! `darkside` simulates how the dark side of close business relationships spreads between account managers.
//!
//! Close relationships between supplier and customer create value, and what creates it (trust, open information,
//! commitment, investment) lets a dark side grow: opportunism, conflict, lock-in, rising expectations, cognitive bias,
//! embeddedness. Managers copy practices from their own other relationships and from each other, so what breeds a dark
//! side in one relationship spreads to others. The crate runs this mechanism as an experiment: where does a dark side
//! come from, how does it spread, what stops it?
//!
//! The model is described in `docs/model.md` in the repository. Section numbers in the documentation of this crate
//! refer to it; S0 to S4 are the sources listed there.
//!
//! # From a scenario to numbers
//!
//! 1. [`scenario::load`] or [`scenario::read`] turn TOML, which names only what differs from the baseline, into a
//!    [`Scenario`](scenario::Scenario): complete, checked, independent of files.
//! 2. [`run::run`] simulates it under one seed and gives a [`Record`](record::Record): the series by week, every
//!    adoption with its source, mechanism and locus, every lapse, every dark flag that turns on. The same scenario and
//!    seed give the same record, bit for bit, on every machine.
//! 3. [`experiment`] does this for many seeds and arms in parallel; [`archive`] stores the results in directories.
//!    Charts, reports and further analyses read those directories, never the engine.
//! 4. [`question::ask`] answers a whole question (a comparison, a test of hypotheses, an attribution, a sensitivity or
//!    robustness analysis) in the same way as the command.
//!
//! ```
//! use std::path::Path;
//!
//! let text = r#"
//!     question = "What does an audit of a small firm's key accounts change?"
//!     run = { weeks = 104 }
//!     population = { firms = 1, managers = 20 }
//!     lapse = { audit = 0.05 }
//! "#;
//! let scenario = darkside::scenario::read("audited.toml", text, Path::new(""), &[])?;
//! let record = darkside::run::run(&scenario, 1, false);
//!
//! let dark = record.metric("dark_share").expect("every run has this metric");
//! assert_eq!(dark[0], 0.0); // everything starts in the light
//! assert!(dark[104] > 0.0 && dark[104] < 1.0);
//! assert!(record.ledger.iter().all(|adoption| adoption.week <= 104));
//! # Ok::<(), darkside::error::Error>(())
//! ```
//!
//! # Modules
//!
//! Dependencies point one way: a module uses only those above it in this table.
//!
//! | module | what it holds |
//! |---|---|
//! | [`error`] | what is wrong with an input: message, place, allowed values |
//! | [`parameter`], [`practice`] | every value that the model reads, declared once with unit, range, basis |
//! | [`record`] | what is recorded of a run: series, ledger, lapses, onsets, digest |
//! | [`network`] | imported organisations: CSV, GraphML, edge lists |
//! | [`scenario`] | turns what a user writes into what the engine runs |
//! | [`run`] | one scenario, one seed, one record |
//! | [`stats`] | means, paired differences, tests, power, designs and sensitivity indices; independent of the model |
//! | [`threshold`] | the reproduction number of a practice, from a world that it has not yet reached |
//! | [`table`] | named columns with units, as CSV and Parquet |
//! | [`experiment`] | many runs: one scenario under many seeds, several compared, hypotheses, sweeps |
//! | [`selftest`] | known cases: settings under which the model is a known one |
//! | [`epidemiology`] | what an epidemiologist would compute from a record: offspring, cohorts, reach, bridges |
//! | [`archive`] | directories of results: how they are written, survive an interruption, and are read |
//! | [`story`] | what is said about a finished run: figures, numbers and names for readers, findings, caveats |
//! | [`chart`] | pictures, drawn from a finished run |
//! | [`report`] | one page in plain words about a finished run |
//! | [`question`] | from a question's inputs to tables, pictures and a page |
//! | [`survey`] | what a field study would see: panels, codebook, files for other programs |
//! | [`field`] | which method finds the contagion in a world, and how large a study must be |
//! | [`workshop`] | the page for trainers: one HTML file with the engine inside |
//!
//! The parts of the model (managers as lanes, draws, population, the steps of a week) are in crates and modules of
//! their own beneath these. Tests reach them through `internals`, which is not part of the stable interface.
//!
//! The command `darkside` is a separate crate (`src/main.rs`, `src/cli`), built if the feature `cli` is on, as it is by
//! default.

pub use darkside_engine::{VERSION, network, parameter, practice, record, run, scenario};
pub use darkside_error as error;
pub use darkside_stats as stats;
pub use darkside_threshold as threshold;

pub mod archive;
pub mod chart;
pub mod epidemiology;
pub mod experiment;
pub mod field;
pub mod question;
pub mod report;
pub mod selftest;
pub mod story;
pub mod survey;
pub mod table;
pub mod workshop;

/// The engine's own parts, for tests, benches and the engine of the workshop page. They change without notice.
#[doc(hidden)]
pub mod internals {
    pub use darkside_draws as draws;
    pub use darkside_engine::{intervention, observe, population, week};
    pub use darkside_lanes::{self as lanes, elementary, processor};
}
