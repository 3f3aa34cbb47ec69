//! Points as the rows of a text table, as SALib, numpy, scipy and editors write them.
//!
//! A table is first read from start to end, so that every mistake in it is found before the first run. After that, only
//! the positions of some rows are kept in memory.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// Rows between remembered positions.
const STRIDE: u32 = 256;
/// Longest line of a list, in bytes.
const LONGEST_LINE: usize = 1 << 16;

/// Separators of cells, in order of precedence: if one occurs, those after it may be decimal commas or spaces around
/// cells.
const SEPARATORS: [char; 4] = [';', ',', '\t', ' '];

/// Turns the cells of a row into coordinates; the line number is added to its errors.
type Reader = Box<dyn Fn(&[Cow<'_, str>]) -> Result<Vec<f64>> + Send + Sync>;

/// The rows of a list.
pub struct ListRows {
    path: PathBuf,
    separator: char,
    /// Whether there is a first column of row numbers, as pandas writes one.
    unnamed: bool,
    /// Byte and line at which every [`STRIDE`]th row begins.
    places: Vec<(u64, u64)>,
    /// Number of rows.
    pub count: u32,
    reader: Reader,
    /// Whether the coordinates are places in the unit cube.
    pub unit_cube: bool,
    /// A digest of all coordinates.
    pub digest: Digest,
    block: Mutex<(u32, Vec<Vec<f64>>)>,
}

/// How a list begins.
pub struct Opening {
    /// The names of the columns, if there is a header.
    pub header: Option<Vec<String>>,
    /// How many cells the first row has.
    pub width: usize,
    /// Whether any of them is a number.
    pub has_number: bool,
    separator: char,
    unnamed: bool,
    /// Bytes and lines before the first row.
    start: (u64, u64),
}

impl ListRows {
    /// Determines separator and header from the first lines.
    ///
    /// # Errors
    /// If the file cannot be read or holds no row.
    pub fn look(path: &Path) -> Result<Opening> {
        let mut lines = Lines::open(path, (0, 0))?;
        let (mut place, mut row) = lines.next_row(true)?.ok_or_else(|| no_rows(path))?;
        let mut header = None;
        while row.starts_with('#') {
            let bare = row.trim_start_matches('#').trim();
            if header.is_none() && !bare.is_empty() && words(bare).all(is_path) {
                header = Some(bare.to_owned());
            }
            (place, row) = lines.next_row(true)?.ok_or_else(|| no_rows(path))?;
        }
        // A comment such as `# points.csv` looks like a header, but is none if one follows.
        if words(&row).any(is_path) {
            header = Some(row);
            (place, row) = lines.next_row(false)?.ok_or_else(|| no_rows(path))?;
        }
        // The header of a single column has no separator, and a comment may not have that of the rows.
        let separator = SEPARATORS.into_iter().find(|mark| row.contains(*mark)).unwrap_or(',');
        let names = header.as_deref().map(|header| split(header, separator)).unwrap_or_default();
        let unnamed = names.len() > 1 && names[0].is_empty();
        let named = names.iter().skip(usize::from(unnamed)).map(|name| (*name).to_owned()).collect();
        let cells = split(&row, separator);
        let width = cells.len() - usize::from(unnamed);
        let has_number = cells.iter().any(|cell| with_point(cell).parse::<f64>().is_ok());
        Ok(Opening { header: header.is_some().then_some(named), width, has_number, separator, unnamed, start: place })
    }

    /// Reads every row.
    ///
    /// # Errors
    /// If the file cannot be read or `reader` refuses a row; the error names file and line.
    pub fn read(path: &Path, opening: &Opening, unit_cube: bool, reader: Reader) -> Result<Self> {
        let mut rows = Self {
            path: path.into(),
            separator: opening.separator,
            unnamed: opening.unnamed,
            places: Vec::new(),
            count: 0,
            reader,
            unit_cube,
            digest: Digest::of(&[]),
            block: Mutex::new((u32::MAX, Vec::new())),
        };
        let mut lines = Lines::open(path, opening.start)?;
        let mut hash = Sha256::new();
        while let Some((place, line)) = lines.next_row(false)? {
            if rows.count.is_multiple_of(STRIDE) {
                rows.places.push(place);
            }
            for coordinate in rows.coordinates(&line, place.1)? {
                hash.update(coordinate.to_le_bytes());
            }
            rows.count = rows.count.checked_add(1).ok_or_else(|| Error::input("too many rows"))?;
        }
        rows.digest = Digest::of(&hash.finalize());
        Ok(rows)
    }

    /// The coordinates of a row, from 0.
    ///
    /// # Errors
    /// If the file can no longer be read, or has become shorter.
    pub fn row(&self, number: u32) -> Result<Vec<f64>> {
        let mut block = self.block.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted = number / STRIDE;
        if block.0 != wanted {
            *block = (wanted, self.stretch(wanted)?);
        }
        let gone = || Error::input(format!("{} changed while it was in use", self.path.display()));
        block.1.get((number % STRIDE) as usize).cloned().ok_or_else(gone)
    }

    fn stretch(&self, block: u32) -> Result<Vec<Vec<f64>>> {
        let Some(place) = self.places.get(block as usize) else { return Ok(Vec::new()) };
        let mut lines = Lines::open(&self.path, *place)?;
        let mut rows = Vec::new();
        while rows.len() < STRIDE as usize
            && let Some((place, line)) = lines.next_row(false)?
        {
            rows.push(self.coordinates(&line, place.1)?);
        }
        Ok(rows)
    }

    fn coordinates(&self, line: &str, number: u64) -> Result<Vec<f64>> {
        let cells = split(line, self.separator).into_iter().skip(usize::from(self.unnamed));
        let cells: Vec<Cow<'_, str>> = match self.separator {
            ';' => cells.map(with_point).collect(),
            _ => cells.map(Cow::Borrowed).collect(),
        };
        (self.reader)(&cells).map_err(|error| error.within(&format!("{}:{}", self.path.display(), number + 1)))
    }
}

/// The lines of a file that are rows, each with the byte and line where it begins.
struct Lines {
    file: BufReader<File>,
    path: PathBuf,
    place: (u64, u64),
}

impl Lines {
    fn open(path: &Path, place: (u64, u64)) -> Result<Self> {
        let unreadable = |cause: std::io::Error| Error::file(path, "read", &cause);
        if path.is_dir() {
            return Err(Error::input(format!("{} is a directory, not a list of points", path.display())));
        }
        // Opening a pipe would block, and it cannot be read twice.
        if std::fs::metadata(path).is_ok_and(|found| !found.is_file()) {
            return Err(Error::input(format!("{} is not a regular file", path.display())));
        }
        let mut file = File::open(path).map_err(unreadable)?;
        file.seek(SeekFrom::Start(place.0)).map_err(unreadable)?;
        Ok(Self { file: BufReader::new(file), path: path.into(), place })
    }

    /// The next line that is not empty; comments are returned only if `comments` is set.
    fn next_row(&mut self, comments: bool) -> Result<Option<((u64, u64), String)>> {
        loop {
            let mut bytes = Vec::new();
            let mut limited = std::io::Read::take(&mut self.file, LONGEST_LINE as u64 + 1);
            let length = limited.read_until(b'\n', &mut bytes);
            let length = length.map_err(|cause| Error::file(&self.path, "read", &cause))?;
            if length == 0 {
                return Ok(None);
            }
            let place = self.place;
            self.place = (place.0 + length as u64, place.1 + 1);
            let wrong = |what: &str| Error::input(format!("{}:{}: {what}", self.path.display(), place.1 + 1));
            if length > LONGEST_LINE {
                return Err(
                    wrong("this line is too long for a point").help("one point per line, a number for each factor")
                );
            }
            let line = String::from_utf8(bytes).map_err(|_| wrong("this is not UTF-8 text"))?;
            let line = line.trim_start_matches('\u{feff}').trim();
            if !line.is_empty() && (comments || !line.starts_with('#')) {
                return Ok(Some((place, line.to_owned())));
            }
        }
    }
}

/// The words of a line whose separator is not known yet.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(SEPARATORS).map(|word| word.trim_matches(['"', '\''])).filter(|word| !word.is_empty())
}

fn split(line: &str, separator: char) -> Vec<&str> {
    let cells = line.split(separator).map(|cell| cell.trim().trim_matches(['"', '\'']).trim());
    // A run of spaces counts as one separator.
    if separator == ' ' { cells.filter(|cell| !cell.is_empty()).collect() } else { cells.collect() }
}

/// Turns a number's decimal comma into a point; leaves anything else as it is.
fn with_point(cell: &str) -> Cow<'_, str> {
    let number = cell.replacen(',', ".", 1);
    if cell.contains(',') && number.parse::<f64>().is_ok() { number.into() } else { cell.into() }
}

/// Whether a word of the first line looks like a dotted path, as all parameters have.
fn is_path(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphabetic()) && word.contains('.')
}

fn no_rows(path: &Path) -> Error {
    Error::input(format!("{} holds no points", path.display())).help("one point per line, a number for each factor")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Vec<f64>>, Option<Vec<String>>) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let opening = ListRows::look(file.path()).unwrap();
        let numbers = |cells: &[Cow<'_, str>]| {
            let number =
                |cell: &Cow<'_, str>| cell.parse().map_err(|_| Error::input(format!("\"{cell}\" is no number")));
            cells.iter().map(number).collect()
        };
        let rows = ListRows::read(file.path(), &opening, false, Box::new(numbers)).unwrap();
        ((0..rows.count).map(|number| rows.row(number).unwrap()).collect(), opening.header)
    }

    #[test]
    fn what_numpy_pandas_and_salib_write_reads_alike() {
        let points = vec![vec![0.25, 1.0], vec![0.5, 2e-3]];
        let path = |name: &str| name.to_owned();
        let header = Some(vec![path("a.b"), path("c.d")]);
        assert_eq!(read("2.5e-01 1.0e+00\n5.0e-01 2.0e-03\n"), (points.clone(), None), "numpy.savetxt, SALib");
        assert_eq!(read("# a.b c.d\n0.25 1\n0.5 0.002\n"), (points.clone(), header.clone()), "savetxt with a header");
        assert_eq!(
            read(",a.b,c.d\n0,0.25,1.0\n1,0.5,0.002\n"),
            (points.clone(), header.clone()),
            "pandas with its index"
        );
        assert_eq!(
            read("\u{feff}\"a.b\";\"c.d\"\r\n0.25;1\r\n\r\n0.5;0.002\r\n"),
            (points.clone(), header),
            "a spreadsheet"
        );
        let european = read("a.b;c.d\n0,25;1\n0,5;2,0e-3\n");
        assert_eq!(
            european,
            (points.clone(), Some(vec![path("a.b"), path("c.d")])),
            "a spreadsheet with decimal commas"
        );
        assert_eq!(read("# made by hand, v1.2\n0.25,1\n0.5,0.002"), (points.clone(), None));
        for comments in ["# my points\n", "# my points\n\n# points.csv\n", "#\n"] {
            let text = format!("{comments}a.b,c.d\n0.25,1\n# between\n0.5,0.002\n");
            assert_eq!(read(&text), (points.clone(), Some(vec![path("a.b"), path("c.d")])), "{text}");
        }
        let commented = read("# my points\n# a.b c.d\n0.25 1\n0.5 0.002\n");
        assert_eq!(commented, (points, Some(vec![path("a.b"), path("c.d")])));
    }

    #[test]
    fn rows_far_apart_are_found_without_keeping_all() {
        let text: String = (0..1000).map(|row| format!("{row},{}\n", row * 2)).collect();
        let (rows, _) = read(&text);
        assert_eq!(rows[999], [999.0, 1998.0]);
        assert_eq!(rows.len(), 1000);
    }

    #[test]
    fn a_wrong_row_is_named_with_its_line() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "a.b\n1\n\nx\n").unwrap();
        let opening = ListRows::look(file.path()).unwrap();
        let reader =
            |cells: &[Cow<'_, str>]| cells[0].parse().map(|one| vec![one]).map_err(|_| Error::input("no number"));
        let error = ListRows::read(file.path(), &opening, false, Box::new(reader)).err().unwrap();
        assert_eq!(error.message(), format!("{}:4: no number", file.path().display()));
    }
}
