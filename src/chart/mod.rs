//! Pictures of a finished run: one file each, drawn from the run's tables, as SVG and as PNG.
//!
//! [`draw_story`] draws whatever a run has data for, and says why the other pictures are left out. [`ALL`] lists the
//! pictures with their meaning. To add one, write a file with a `CHART` and add a line to [`ALL`].

#![allow(clippy::disallowed_methods, reason = "a picture may differ in its last bits, results may not")]

mod arrival;
pub mod attribution;
pub mod compared;
mod effects;
mod flow;
mod footprints;
mod forest;
mod groups;
pub mod identified;
mod inverted_u;
mod layout;
mod network;
mod onsets;
pub mod paper;
mod paradox;
mod phases_alignment;
mod picture;
pub mod power;
mod practices;
pub mod reported;
pub mod robustness;
mod senders;
pub mod sensitivity;
mod style;
pub mod sweep;
pub mod threshold;
mod trajectories;
mod transmissions;
mod trees;
pub mod verdicts;
mod wave;

use std::num::NonZero;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::story::data::Story;
use darkside_error::{Error, Result};
pub use picture::{Chart, Drawn, Files, NamedPicture, Picture, save_picture};

/// Every picture, in the order in which a report shows them.
pub static ALL: &[Chart] = &[
    trajectories::CHART,
    paradox::CHART,
    inverted_u::CHART,
    effects::CHART,
    practices::CHART,
    transmissions::CHART,
    wave::CHART,
    senders::CHART,
    arrival::CHART,
    footprints::CHART,
    onsets::CHART,
    phases_alignment::CHART,
    network::CHART,
    trees::CHART,
    groups::CHART,
];

/// Draws every picture of a finished run into the directory `out`, creating it if it is missing. The pictures are shared
/// out among threads.
///
/// # Errors
/// If a file cannot be written. A picture without data is not an error: see [`Files::LeftOut`].
pub fn draw_story(story: &Story, out: &Path) -> Result<Vec<Drawn>> {
    std::fs::create_dir_all(out).map_err(|cause| Error::file(out, "create the directory", &cause))?;
    let next = AtomicUsize::new(0);
    // The last pictures take longest, so they are drawn first and nobody waits for them at the end.
    let next_chart = || ALL.iter().rev().nth(next.fetch_add(1, Ordering::Relaxed));
    let save = |chart: &Chart| save_picture(chart.name, chart.meaning, (chart.draw)(story), out);
    let save_some = || std::iter::from_fn(next_chart).map(|chart| (chart.name, save(chart))).collect::<Vec<_>>();
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(ALL.len());
    let mut saved = thread::scope(|scope| {
        let others: Vec<_> =
            (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, save_some).ok()).collect();
        let mut saved = save_some();
        for other in others {
            saved.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        saved
    });
    saved.sort_by_key(|(name, _)| ALL.iter().position(|chart| chart.name == *name));
    saved.into_iter().map(|(_, drawn)| drawn).collect()
}

/// Draws one of [`ALL`] as the text of an SVG file.
///
/// # Errors
/// If there is no such picture, or the run has no data for it.
pub fn svg(story: &Story, name: &str) -> Result<String> {
    let chart = ALL.iter().find(|chart| chart.name == name).ok_or_else(|| {
        let known: Vec<&str> = ALL.iter().map(|chart| chart.name).collect();
        Error::input(format!("there is no picture called \"{name}\"")).help(format!("known: {}", known.join(", ")))
    })?;
    let drawing = (chart.draw)(story).map_err(|reason| Error::input(format!("no picture {name}: {reason}")))?;
    Ok(paper::svg(&drawing))
}

#[cfg(test)]
mod tests;
