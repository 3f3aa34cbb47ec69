//! A kind of picture, the picture itself, and its files.

use std::path::{Path, PathBuf};

use super::paper::{self, Drawing};
use crate::archive::whole_file::write_bytes;
use crate::story::data::Story;
use darkside_error::Result;

/// A picture, or why there is none.
pub type Picture = std::result::Result<Drawing, String>;

/// A picture with the stem of its files, and what it shows.
pub type NamedPicture = (&'static str, &'static str, Picture);

/// A kind of picture.
pub struct Chart {
    /// Its name, which is also the stem of its files.
    pub name: &'static str,
    /// What it shows.
    pub meaning: &'static str,
    /// Draws it.
    pub(super) draw: fn(&Story) -> Picture,
}

/// A picture that was written, or the reason why it was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The picture's name.
    pub name: &'static str,
    /// What pictures of this kind show.
    pub meaning: &'static str,
    /// Its files, or why there are none.
    pub files: Files,
}

/// The files of a picture, or why there are none.
#[derive(Clone, Debug, PartialEq)]
pub enum Files {
    /// It was written.
    Written {
        /// What it shows of this run, in a sentence.
        headline: String,
        /// The SVG file.
        svg: PathBuf,
        /// The PNG file.
        png: PathBuf,
    },
    /// The run has no data for it, for this reason.
    LeftOut(String),
}

/// Writes a picture as SVG and PNG into the directory `out`, which must exist. A picture without data is left out.
///
/// # Errors
/// If a file cannot be written.
pub fn save_picture(name: &'static str, meaning: &'static str, picture: Picture, out: &Path) -> Result<Drawn> {
    let files = match picture {
        Err(reason) => Files::LeftOut(reason),
        Ok(drawing) => {
            let (svg, png) = (out.join(format!("{name}.svg")), out.join(format!("{name}.png")));
            write_bytes(&svg, paper::svg(&drawing).as_bytes())?;
            write_bytes(&png, &paper::png(&drawing)?)?;
            Files::Written { headline: drawing.title, svg, png }
        }
    };
    Ok(Drawn { name, meaning, files })
}
