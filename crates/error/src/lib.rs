//! Errors in what a user gave us, worded so that the user can fix them.
//!
//! Library code returns an [`Error`]; it never prints, exits or panics on input. The command renders
//! an error with the source line; [`Display`](std::fmt::Display) gives the same facts on plain lines.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Messages are cut after this many bytes.
const LONGEST_MESSAGE: usize = 4000;
/// Names of more bytes are not compared with others.
const LONGEST_NAME: usize = 200;

/// `Result` with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Whose fault it is; decides the command's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The request makes no sense: a scenario, an option, a table's contents. Exit code 2.
    Input,
    /// The machine failed: a file that cannot be read or written, a full disk. Exit code 1.
    Machine,
}

/// A text in which an error can lie: a scenario file, a table, a `--set` argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What the user calls it: a path as given, or `--set`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// Where in a [`Source`] an error lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The text.
    pub source: Arc<Source>,
    /// The bytes that are wrong.
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

/// One clear message: what is wrong, where, what is allowed, the nearest valid name.
///
/// Errors are equal if they say the same, whatever caused them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Body>);

#[derive(Clone, Debug)]
struct Body {
    fault: Fault,
    message: String,
    place: Option<Place>,
    help: Option<String>,
    others: Vec<Error>,
    cause: Option<Arc<io::Error>>,
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        let Self { fault, message, place, help, others, cause: _ } = self;
        (fault, message, place, help, others)
            == (&other.fault, &other.message, &other.place, &other.help, &other.others)
    }
}

impl Eq for Body {}

impl Error {
    /// An error in what was asked for.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Fault::Input, message.into())
    }

    /// A failure to read or write `path`, whose [source](std::error::Error::source) is `cause`.
    pub fn file(path: &Path, doing: &str, cause: &io::Error) -> Self {
        let mut error = Self::machine(format!("cannot {doing} {}: {cause}", path.display()));
        error.0.cause = Some(Arc::new(copy(cause)));
        error
    }

    /// A failure of the machine that no single path explains.
    pub fn machine(message: impl Into<String>) -> Self {
        Self::new(Fault::Machine, message.into())
    }

    fn new(fault: Fault, message: String) -> Self {
        let message = cut(message);
        Self(Box::new(Body { fault, message, place: None, help: None, others: Vec::new(), cause: None }))
    }

    /// Points at the bytes `span` of `source`.
    #[must_use]
    pub fn at(mut self, source: &Arc<Source>, span: Range<usize>) -> Self {
        self.0.place = Some(Place { source: Arc::clone(source), span });
        self
    }

    /// Points at `place`, if there is one.
    #[must_use]
    pub fn at_place(self, place: Option<&Place>) -> Self {
        match place {
            Some(place) => self.at(&place.source, place.span.clone()),
            None => self,
        }
    }

    /// Points at `place`, unless the error already points somewhere.
    #[must_use]
    pub fn or_at(self, place: Option<&Place>) -> Self {
        if self.0.place.is_some() { self } else { self.at_place(place) }
    }

    /// Says what is allowed, or what was probably meant.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(cut(help.into()));
        self
    }

    /// Asks whether the nearest of `names` was meant by `name`; where none is near, says what `otherwise` says.
    #[must_use]
    pub fn did_you_mean<'a>(
        self,
        name: &str,
        names: impl IntoIterator<Item = &'a str>,
        otherwise: impl Into<String>,
    ) -> Self {
        match nearest(name, names) {
            Some(near) => self.help(format!("did you mean \"{near}\"?")),
            None => self.help(otherwise),
        }
    }

    /// Says before the message where it is wrong, where no [`Place`] can.
    #[must_use]
    pub fn within(mut self, place: &str) -> Self {
        self.0.message = cut(format!("{place}: {}", self.0.message));
        self
    }

    /// Says after the message, in brackets, how often it is wrong.
    #[must_use]
    pub fn and_more(mut self, words: &str) -> Self {
        self.0.message = cut(format!("{} ({words})", self.0.message));
        self
    }

    /// The first of several errors found at once, or `None` where there are none.
    pub fn all(errors: Vec<Error>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        first.0.others.extend(errors);
        Some(first)
    }

    /// Each error by itself, where several were found at once.
    pub fn apart(mut self) -> Vec<Self> {
        let others = std::mem::take(&mut self.0.others);
        std::iter::once(self).chain(others).collect()
    }

    /// What else is wrong, if several errors were found at once.
    pub fn others(&self) -> &[Error] {
        &self.0.others
    }

    /// Whose fault it is.
    pub fn fault(&self) -> Fault {
        self.0.fault
    }

    /// What is wrong, in one sentence without a full stop.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Where it is wrong, if the fault lies in a text.
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
        self.0.others.iter().try_for_each(|other| write!(f, "\n{other}"))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_deref().map(|cause| cause as _)
    }
}

/// The same error again, which `std::io::Error` cannot clone.
fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

/// Cuts a message that contains, say, a name of a megabyte.
fn cut(mut text: String) -> String {
    if text.len() > LONGEST_MESSAGE {
        let end = (0..=LONGEST_MESSAGE).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The candidate closest to `name`, if any is close enough to have been meant. Names of more than 200 bytes match nothing:
/// comparing takes time proportional to the product of the lengths.
///
/// ```
/// assert_eq!(darkside_error::nearest("contagoin", ["contagion", "closeness"]), Some("contagion"));
/// assert_eq!(darkside_error::nearest("rn", ["compare", "run"]), Some("run"));
/// assert_eq!(darkside_error::nearest("zebra", ["contagion", "closeness"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |candidate: &str| match strsim::jaro_winkler(name, candidate) {
        // In short names, one wrong letter is much of the name.
        little if little < 0.8 && name.len() > 1 && candidate.len() > 2 => {
            if strsim::osa_distance(name, candidate) == 1 { 0.8 } else { little }
        }
        likeness => likeness,
    };
    let candidates = candidates.into_iter().filter(|candidate| candidate.len().max(name.len()) <= LONGEST_NAME);
    let alike = candidates.map(|candidate| (likeness(candidate), candidate)).filter(|(likeness, _)| *likeness >= 0.8);
    alike.reduce(|best, one| if one.0 > best.0 { one } else { best }).map(|(_, candidate)| candidate)
}

/// The candidate of which `name` is a likely slip of the pen: one or two letters wrong, missing, too many or swapped.
///
/// ```
/// assert_eq!(darkside_error::slip_of("side_favors", ["gifts", "side_favours"]), Some("side_favours"));
/// assert_eq!(darkside_error::slip_of("open_book_pricing", ["open_book_sharing"]), None);
/// ```
pub fn slip_of<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest(name, candidates).filter(|near| (1..=2).contains(&strsim::osa_distance(name, near)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_error_keeps_its_source() {
        let missing = std::fs::File::open("no/such/file").unwrap_err();
        let error = Error::file(Path::new("no/such/file"), "read", &missing);
        let source = std::error::Error::source(&error).and_then(|source| source.downcast_ref::<io::Error>()).unwrap();
        assert_eq!(source.kind(), io::ErrorKind::NotFound);
        assert!(error.message().ends_with(&source.to_string()));
        assert_eq!(error, Error::machine(error.message()), "equal if they say the same");
        assert!(std::error::Error::source(&Error::input("x")).is_none());
    }

    #[test]
    fn errors_found_at_once_are_told_one_after_the_other() {
        assert_eq!(Error::all(Vec::new()), None);
        let error =
            Error::all(vec![Error::input("one").help("a"), Error::input("two"), Error::input("three")]).unwrap();
        assert_eq!(error.to_string(), "one\n  help: a\ntwo\nthree");
        assert_eq!(error.others().len(), 2);
        assert_eq!(error.clone().apart(), [Error::input("one").help("a"), Error::input("two"), Error::input("three")]);
        assert_ne!(error, Error::input("one").help("a"));
    }

    #[test]
    fn a_place_is_added_only_where_there_is_none() {
        let place = |name: &str| {
            let source = Arc::new(Source { name: name.into(), text: "text".into() });
            Place { source, span: 0..1 }
        };
        let error = Error::input("x").or_at(Some(&place("first"))).or_at(Some(&place("second"))).or_at(None);
        assert_eq!(error.place().map(|place| place.source.name.as_str()), Some("first"));
    }
}
