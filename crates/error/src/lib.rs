//! What goes wrong because of what somebody gave us, said so that they can mend it.
//!
//! Library code returns an [`Error`]; it never prints, exits or panics on input. The command renders
//! an error with the source line; [`Display`](std::fmt::Display) gives the same facts on plain lines.

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Longer messages are cut, in bytes.
const LONGEST_MESSAGE: usize = 4000;
/// Longer names are like no other.
const LONGEST_NAME: usize = 200;

/// `Result` with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Whose fault it is; decides the command's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// What was asked for makes no sense: a scenario, an option, a table's contents. Exit code 2.
    Input,
    /// The machine could not do it: a file that cannot be read or written, a full disk. Exit code 1.
    Machine,
}

/// A source text in which an error can be pointed at: a scenario file, a table, a `--set` argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the reader knows it by: a path as given, or `--set`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Where in a [`Source`] an error lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text that is wrong.
    pub source: Arc<Source>,
    /// The bytes of it that are wrong.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column, both from 1; the column counts characters.
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = &self.source.text.as_bytes()[..self.span.start.min(self.source.text.len())];
        let before = String::from_utf8_lossy(before);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        (line, column)
    }
}

/// One clear message: what, where, what is allowed, the nearest right name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Body>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Body {
    fault: Fault,
    message: String,
    place: Option<Place>,
    help: Option<String>,
}

impl Error {
    /// An error in what was asked for.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Fault::Input, message.into())
    }

    /// An error of reading or writing `path`.
    pub fn file(path: &Path, doing: &str, cause: &std::io::Error) -> Self {
        Self::new(Fault::Machine, format!("cannot {doing} {}: {cause}", path.display()))
    }

    /// An error of the machine that no single path explains.
    pub fn machine(message: impl Into<String>) -> Self {
        Self::new(Fault::Machine, message.into())
    }

    fn new(fault: Fault, message: String) -> Self {
        let message = cut(message);
        Self(Box::new(Body { fault, message, place: None, help: None }))
    }

    /// Points at the bytes `span` of `source`.
    #[must_use]
    pub fn at(mut self, source: &Arc<Source>, span: Range<usize>) -> Self {
        self.0.place = Some(Place { source: Arc::clone(source), span });
        self
    }

    /// Says what is allowed, or what was perhaps meant.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(cut(help.into()));
        self
    }

    /// Whose fault it is.
    pub fn fault(&self) -> Fault {
        self.0.fault
    }

    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it is wrong, if it is in a text.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// What would be right.
    pub fn advice(&self) -> Option<&str> {
        self.0.help.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.0.place {
            let (line, column) = place.line_and_column();
            write!(f, "{}:{line}:{column}: ", place.source.name)?;
        }
        write!(f, "{}", self.0.message)?;
        if let Some(help) = &self.0.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// A text that somebody can read: a name of a megabyte in it is cut.
fn cut(mut text: String) -> String {
    if text.len() > LONGEST_MESSAGE {
        let end = (0..=LONGEST_MESSAGE).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The candidate nearest to `name`, if any is near enough to have been meant; none for names of more than 200 bytes,
/// because likeness takes time by the product of the lengths.
///
/// ```
/// assert_eq!(darkside_error::nearest("contagoin", ["contagion", "closeness"]), Some("contagion"));
/// assert_eq!(darkside_error::nearest("zebra", ["contagion", "closeness"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    let candidates = candidates.into_iter().filter(|candidate| candidate.len().max(name.len()) <= LONGEST_NAME);
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(name, candidate);
        if best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.filter(|(likeness, _)| *likeness >= 0.8).map(|(_, candidate)| candidate)
}
