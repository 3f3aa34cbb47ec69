//! Pictures of a finished run: one file each, all from the run's tables, as SVG and as PNG.
//!
//! [`draw_all`] draws what can be drawn of a run; a picture that a run has no data for is left out, and the
//! caller is told why. [`ALL`] lists the pictures with their meaning. To add one: a file with a `draw`
//! function, and a line in [`ALL`].

#![allow(clippy::disallowed_methods, reason = "a picture may differ in its last bits, results may not")]

pub mod attribution;
pub mod compared;
pub mod data;
mod done;
mod effects;
mod flow;
mod gather;
mod groups;
mod inverted_u;
mod layout;
mod network;
mod onsets;
pub mod paper;
mod paradox;
mod phases_alignment;
mod practices;
pub mod robustness;
pub mod sensitivity;
mod style;
pub mod sweep;
mod tally;
mod trajectories;
mod transmissions;
mod trees;
pub mod verdicts;
pub mod words;

use std::path::{Path, PathBuf};

use crate::archive::Run;
use darkside_error::{Error, Result};
use data::Story;
pub(crate) use flow::mechanism as mechanism_words;
pub use gather::gather;
use paper::Drawing;

/// A picture, or why there is none.
pub type Picture = std::result::Result<Drawing, String>;

/// A kind of picture.
pub struct Chart {
    /// Its name; also its file's stem.
    pub name: &'static str,
    /// What it shows.
    pub meaning: &'static str,
    draw: fn(&Story) -> Picture,
}

/// Every picture, in the order in which a report shows them.
pub static ALL: &[Chart] = &[
    Chart {
        name: "trajectories",
        meaning: "dark share, closeness, actual and visible value over time, with 95 % intervals over seeds",
        draw: trajectories::draw,
    },
    Chart {
        name: "paradox",
        meaning: "visible against actual value over time: what managers see and what relationships yield",
        draw: paradox::draw,
    },
    Chart {
        name: "inverted_u",
        meaning: "actual and visible value against closeness, in the first seed's last recorded state",
        draw: inverted_u::draw,
    },
    Chart { name: "effects", meaning: "each of the six dark-side effects over time", draw: effects::draw },
    Chart { name: "practices", meaning: "practices in use over time, by class", draw: practices::draw },
    Chart {
        name: "transmissions",
        meaning: "adoptions by mechanism and locus, over time and in total",
        draw: transmissions::draw,
    },
    Chart {
        name: "onsets",
        meaning: "onsets of dark sides by where the credited practice came from, over time and in total",
        draw: onsets::draw,
    },
    Chart {
        name: "phases_alignment",
        meaning: "shares of life-cycle phases and of alignment patterns over time",
        draw: phases_alignment::draw,
    },
    Chart {
        name: "network",
        meaning: "the first seed's managers and ties, coloured by dark share, at four moments",
        draw: network::draw,
    },
    Chart { name: "trees", meaning: "the first seed's largest transmission trees", draw: trees::draw },
    Chart {
        name: "groups",
        meaning: "value and dark share by firm or imported group, where managers differ",
        draw: groups::draw,
    },
];

/// A picture that was written, or the reason why it was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The picture's name.
    pub name: &'static str,
    /// What it shows, as its kind says.
    pub meaning: &'static str,
    /// Its files, or why there are none.
    pub outcome: Outcome,
}

/// What became of a picture.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It was written.
    Written {
        /// What is seen, in a sentence.
        headline: String,
        /// The SVG file.
        svg: PathBuf,
        /// The PNG file.
        png: PathBuf,
    },
    /// The run has no data for it, for this reason.
    LeftOut(String),
}

/// Draws every picture of a finished run into the directory `out`, which is made if it is missing.
///
/// # Errors
/// If a table of the run cannot be read or a file cannot be written.
pub fn draw_all(run: &Run, out: &Path) -> Result<Vec<Drawn>> {
    draw_story(&gather(run)?, out)
}

/// The same for a run that has been gathered already.
///
/// # Errors
/// If a file cannot be written. A picture without data is no error: see [`Outcome::LeftOut`].
pub fn draw_story(story: &Story, out: &Path) -> Result<Vec<Drawn>> {
    std::fs::create_dir_all(out).map_err(|cause| Error::file(out, "create the directory", &cause))?;
    ALL.iter().map(|chart| write(chart, story, out)).collect()
}

fn write(chart: &Chart, story: &Story, out: &Path) -> Result<Drawn> {
    save_picture(chart.name, chart.meaning, (chart.draw)(story), out)
}

/// Writes a picture as SVG and PNG into the directory `out`, which exists; one without data is left out.
///
/// # Errors
/// If a file cannot be written.
pub fn save_picture(name: &'static str, meaning: &'static str, picture: Picture, out: &Path) -> Result<Drawn> {
    let outcome = match picture {
        Err(reason) => Outcome::LeftOut(reason),
        Ok(drawing) => {
            let (svg, png) = (out.join(format!("{name}.svg")), out.join(format!("{name}.png")));
            save(&svg, paper::svg(&drawing).as_bytes())?;
            save(&png, &paper::png(&drawing)?)?;
            Outcome::Written { headline: drawing.title, svg, png }
        }
    };
    Ok(Drawn { name, meaning, outcome })
}

/// Writes beside the target and renames, so that a full disk leaves no half picture in place of a whole one.
fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let aside = PathBuf::from(name);
    let written = std::fs::write(&aside, bytes).and_then(|()| std::fs::rename(&aside, path));
    written.map_err(|cause| {
        // Whatever was written aside is of no use; that it cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&aside);
        Error::file(path, "write", &cause)
    })
}

/// What stands at the foot of pictures over time.
fn settling_note(story: &Story) -> Vec<String> {
    settling_words(story.weeks)
}

/// The same for a run of so many weeks.
fn settling_words(weeks: u32) -> Vec<String> {
    let end = data::SETTLING_WEEKS.min(weeks);
    vec![format!("Shaded: weeks 0 to {end}, in which the model settles, because every dark side starts at 0.")]
}

#[cfg(test)]
pub(crate) mod synthetic;
#[cfg(test)]
mod tests;
