//! Pictures of a finished sweep: the effect of each factor, of two together, and where the points lie.

mod heat;
mod marginal;
mod parallel;
mod scale;

use std::path::Path;

use super::picture::{Drawn, Picture, save_picture};
use crate::story::sweep::{MOST_SHOWN, SweepStory};
use darkside_error::{Error, Result};

/// A kind of picture: its names for the first outcome and for later ones, and what it shows.
struct SweepChart {
    names: [&'static str; MOST_SHOWN],
    meaning: &'static str,
    draw: fn(&SweepStory, usize) -> Picture,
}

static ALL: [SweepChart; 3] = [
    SweepChart {
        names: ["marginal", "marginal_2", "marginal_3"],
        meaning: "the outcome against each factor, mean over all other factors, with 95 % intervals over seeds; grey: points",
        draw: marginal::draw,
    },
    SweepChart {
        names: ["heat_map", "heat_map_2", "heat_map_3"],
        meaning: "the outcome by two factors at a time, mean over all others: the factors that move it most",
        draw: heat::draw,
    },
    SweepChart {
        names: ["parallel", "parallel_2", "parallel_3"],
        meaning: "a line for each point through the values of its factors, coloured by the outcome",
        draw: parallel::draw,
    },
];

/// Draws every picture of a sweep into the directory `out`, creating it if it is missing: by outcome, then kind.
///
/// # Errors
/// If a file cannot be written. A picture without data is not an error: see [`Files::LeftOut`](super::Files::LeftOut).
pub fn draw(story: &SweepStory, out: &Path) -> Result<Vec<Drawn>> {
    std::fs::create_dir_all(out).map_err(|cause| Error::file(out, "create the directory", &cause))?;
    let of_outcome = |number: usize| ALL.iter().map(move |kind| (kind, number));
    (0..story.shown.len())
        .flat_map(of_outcome)
        .map(|(kind, number)| save_picture(kind.names[number], kind.meaning, (kind.draw)(story, number), out))
        .collect()
}

#[cfg(test)]
mod tests;
