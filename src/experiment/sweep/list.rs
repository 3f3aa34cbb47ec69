//! A list of points: which column is which factor, and how each cell is read.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::factor::{Factor, FactorKind};
use super::range::named;
use super::rows::ListRows;
use darkside_engine::parameter::GROUPS;
use darkside_engine::scenario::Base;
use darkside_engine::scenario::node::{Content, Key, Node};
use darkside_error::{Error, Result, Source, nearest};

/// Most distinct words in one column.
const MOST_WORDS: usize = 1000;

/// Reads the points of a list. Columns in the header that `[factors]` does not list become factors too.
pub(super) fn read(path: &Path, unit_cube: bool, factors: &mut Vec<Factor>, base: &Base) -> Result<ListRows> {
    let opening = ListRows::look(path)?;
    let is_likely = opening.header.as_ref().map_or(opening.has_number, |names| names.iter().any(|name| is_path(name)));
    if opening.header.is_some() && !is_likely {
        return Err(unlike(path));
    }
    let order: Vec<usize> = match &opening.header {
        Some(names) => columns(names, path, unit_cube, factors, base)?,
        None => (0..factors.len()).collect(),
    };
    if opening.width != order.len() {
        let error = Error::input(format!(
            "{} has {} columns, but there are {} factors",
            path.display(),
            opening.width,
            factors.len()
        ));
        let help = "a column for each factor in the order of [factors], or a header of dotted paths";
        return Err(error.help(help));
    }
    if unit_cube && let Some(factor) = factors.iter().find(|factor| factor.range.is_none() && factor.levels.is_empty())
    {
        let error = Error::input(format!("places in the unit cube need a range for `{}`", factor.path));
        return Err(error.help("write in [factors] { from = …, to = … } or a list of values"));
    }
    let words: Arc<Vec<Mutex<Vec<String>>>> =
        Arc::new(factors.iter().map(|factor| Mutex::new(factor.levels.clone())).collect());
    let reader =
        RowReader { factors: factors.clone(), order, words: Arc::clone(&words), base: base.clone(), unit_cube };
    let rows = ListRows::read(path, &opening, unit_cube, Box::new(move |cells| reader.row(cells)));
    let rows = rows.map_err(|error| if is_likely { error } else { unlike(path) })?;
    for (factor, words) in factors.iter_mut().zip(words.iter()).filter(|(factor, _)| factor.kind == FactorKind::Word) {
        factor.levels = words.lock().unwrap_or_else(PoisonError::into_inner).clone();
    }
    Ok(rows)
}

/// Whether a heading begins with the name of a group of parameters, or nearly so.
fn is_path(heading: &str) -> bool {
    let group = heading.split('.').next().unwrap_or_default();
    nearest(group, GROUPS.iter().map(|(name, _)| *name).chain(["practice"])).is_some()
}

/// A file without a number or a known heading in its first row could be anything, so it is not quoted.
fn unlike(path: &Path) -> Error {
    Error::input(format!("{} does not look like a list of points", path.display()))
        .help("one point per line, a number for each factor, or a header of dotted paths")
}

/// Which factor each column holds; a name that is not among the factors adds one.
fn columns(
    names: &[String],
    path: &Path,
    unit_cube: bool,
    factors: &mut Vec<Factor>,
    base: &Base,
) -> Result<Vec<usize>> {
    let mut order = Vec::new();
    for name in names {
        let position = factors.iter().position(|factor| factor.path == *name);
        let position = match position {
            Some(position) => position,
            None => {
                let key = Key { name: name.clone(), place: None };
                let cell = Node { content: Content::Text(name.clone()), place: None };
                let place = format!("{}: column `{name}`", path.display());
                let named = named(name, (&key, &cell), base).map_err(|error| error.within(&place))?;
                let mut factor = Factor::new(name, &named);
                let bounded = named.allowed.to.is_finite();
                if unit_cube && bounded && factor.is_number() {
                    factor.range = Some([named.allowed.from, named.allowed.to]);
                }
                factors.push(factor);
                factors.len() - 1
            }
        };
        if order.contains(&position) {
            return Err(Error::input(format!("{}: column `{name}` is there twice", path.display())));
        }
        order.push(position);
    }
    if let Some(missing) = (0..factors.len()).find(|position| !order.contains(position)) {
        let error = Error::input(format!("{} has no column `{}`", path.display(), factors[missing].path));
        return Err(error.help("its header names a column for each factor"));
    }
    Ok(order)
}

/// Turns the cells of a row into coordinates.
struct RowReader {
    factors: Vec<Factor>,
    order: Vec<usize>,
    /// The words found so far, by factor.
    words: Arc<Vec<Mutex<Vec<String>>>>,
    base: Base,
    unit_cube: bool,
}

impl RowReader {
    fn row(&self, cells: &[Cow<'_, str>]) -> Result<Vec<f64>> {
        if cells.len() != self.order.len() {
            let error = Error::input(format!("{} columns instead of {}", cells.len(), self.order.len()));
            return Err(error.help("every row has a number for each factor"));
        }
        let mut coordinates = vec![0.0; cells.len()];
        for (cell, &position) in cells.iter().zip(&self.order) {
            coordinates[position] = if self.unit_cube { place(cell)? } else { self.natural(cell, position)? };
        }
        Ok(coordinates)
    }

    /// Reads the parameter's own value.
    fn natural(&self, cell: &str, position: usize) -> Result<f64> {
        let factor = &self.factors[position];
        if factor.kind == FactorKind::Word {
            return self.word(cell, position);
        }
        let number: f64 = cell.parse().ok().filter(|number: &f64| !number.is_nan()).ok_or_else(|| {
            Error::input(format!("{} holds \"{}\"", factor.path, cell.escape_debug())).help("it should be a number")
        })?;
        let whole = factor.kind == FactorKind::Whole && number.fract() == 0.0 && number.abs() < 9e15;
        let content = if whole { Content::Integer(number as i64) } else { Content::Number(number) };
        self.base.check(&factor.path, &Node { content, place: None })?;
        if let Some([from, to]) = factor.range.filter(|[from, to]| !(*from..=*to).contains(&number)) {
            let error = Error::input(format!("{} is {number}, outside its range", factor.path));
            return Err(error.help(format!("[factors] gives it from {from} to {to}")));
        }
        if !factor.levels.is_empty() && !(0..factor.levels.len()).any(|level| factor.level(level) == number) {
            let error = Error::input(format!("{} is {number}, which is none of its values", factor.path));
            return Err(error.help(format!("[factors] gives it {}", factor.levels.join(", "))));
        }
        Ok(number + 0.0)
    }

    /// The position of a word among those found so far; a new word is added.
    fn word(&self, cell: &str, position: usize) -> Result<f64> {
        let factor = &self.factors[position];
        // pandas, R and spreadsheets capitalise truth values in different ways.
        let is_truth = ["true", "false"].iter().any(|word| cell.eq_ignore_ascii_case(word));
        let written = if is_truth { cell.to_ascii_lowercase() } else { cell.to_owned() };
        let source = Arc::new(Source { name: factor.path.clone(), text: written });
        let node = Node::single(&source, 0).unwrap_or(Node { content: Content::Text(cell.to_owned()), place: None });
        let text = darkside_engine::scenario::inline(&node.to_toml());
        let mut known = self.words[position].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = known.iter().position(|known| *known == text) {
            return Ok(place as f64);
        }
        self.base.check(&factor.path, &Node { place: None, ..node })?;
        if !factor.levels.is_empty() || known.len() == MOST_WORDS {
            let error = Error::input(format!("{} is {text}, which is none of its values", factor.path));
            return Err(error.help(format!("[factors] gives it {}", factor.levels.join(", "))));
        }
        known.push(text);
        Ok((known.len() - 1) as f64)
    }
}

/// Reads a place in the unit interval.
fn place(cell: &str) -> Result<f64> {
    let number: Option<f64> = cell.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| {
        let error = Error::input(format!("\"{}\" is not a place in the unit cube", cell.escape_debug()));
        error.help("numbers from 0 to 1; for the parameters' own values leave out values = \"unit\"")
    })
}
