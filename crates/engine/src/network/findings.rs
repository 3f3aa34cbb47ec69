//! What is found while files are read: problems, which refuse the organisation, and notes, which travel with it.
//!
//! Of each sort only the first is kept, with its place, and the others are counted: one attempt shows every sort of
//! mistake, and a million mistakes of one sort take no memory.

use super::reading::{ColumnReading, Reading};
use darkside_error::{Error, Result};

/// Sorts that an option settles: whether to use it depends on how many there are.
const COUNTED: [&str; 2] = ["self", "twice"];

/// What has been found so far.
#[derive(Debug, Default)]
pub(super) struct Findings {
    problems: Vec<Counted<Error>>,
    notes: Vec<Counted<String>>,
    columns: Vec<ColumnReading>,
    /// The layers of the ties, see [`Reading`].
    pub(super) layers: Vec<(String, usize, bool)>,
    /// Number of the file that is being read: equal mistakes in two files are two sorts.
    file: usize,
}

/// The first of a sort, and how many there are.
#[derive(Debug)]
struct Counted<T> {
    file: usize,
    sort: (&'static str, &'static str),
    first: T,
    count: usize,
}

/// Counts one more of this sort; `first` is made only for the first.
fn count<T>(known: &mut Vec<Counted<T>>, file: usize, sort: (&'static str, &'static str), first: impl FnOnce() -> T) {
    match known.iter_mut().find(|known| (known.file, known.sort) == (file, sort)) {
        Some(known) => known.count += 1,
        None => known.push(Counted { file, sort, first: first(), count: 1 }),
    }
}

impl Findings {
    /// From here on another file is read.
    pub(super) fn next_file(&mut self) {
        self.file += 1;
    }

    /// One more problem of this sort; `part` tells apart, say, columns. The error is made only for the first.
    pub(super) fn problem(&mut self, sort: &'static str, part: &'static str, error: impl FnOnce() -> Error) {
        count(&mut self.problems, self.file, (sort, part), error);
    }

    /// The first problem.
    pub(super) fn first_problem(&self) -> Option<&Error> {
        self.problems.first().map(|problem| &problem.first)
    }

    /// A problem that stands alone, unless it is known.
    pub(super) fn refuse(&mut self, error: Error) {
        if self.problems.iter().any(|known| known.first == error) {
            return;
        }
        self.problems.push(Counted { file: self.file, sort: ("", ""), first: error, count: 1 });
    }

    /// The value, or nothing and a problem that stands alone.
    pub(super) fn or_refuse<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|error| self.refuse(error)).ok()
    }

    /// One more thing of this sort. A note reads, say, "ties of weight 0, which are no ties: 3 (the first in line 7)", where
    /// `first` says what stands in brackets.
    pub(super) fn note(&mut self, sort: &'static str, first: impl FnOnce() -> String) {
        count(&mut self.notes, self.file, (sort, ""), first);
    }

    /// Something worth saying once.
    pub(super) fn say(&mut self, words: String) {
        self.notes.push(Counted { file: self.file, sort: ("", ""), first: words, count: 1 });
    }

    /// What a column was read as.
    pub(super) fn column(&mut self, file: &str, column: &str, read_as: impl Into<String>) {
        let (file, column) = (file.to_owned(), column.to_owned());
        self.columns.push(ColumnReading { file, column, read_as: read_as.into() });
    }

    /// How everything was read.
    ///
    /// # Errors
    /// The first problem of each sort, if there is any.
    pub(super) fn finish(self) -> Result<Reading> {
        let told = |problem: Counted<Error>| match problem.count {
            1 if !COUNTED.contains(&problem.sort.0) => problem.first,
            1 => problem.first.and_more("the only one"),
            count => problem.first.and_more(&format!("the first of {count}")),
        };
        if let Some(error) = Error::all(self.problems.into_iter().map(told).collect()) {
            return Err(error);
        }
        let words = |note: Counted<String>| match note.sort.0 {
            "" => note.first,
            sort => format!("{sort}: {} ({})", note.count, note.first),
        };
        let notes = self.notes.into_iter().map(words).collect();
        Ok(Reading { columns: self.columns, layers: self.layers, notes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_sort_is_kept_and_the_others_are_counted() {
        let mut findings = Findings::default();
        for n in 0..3 {
            findings.problem("row", "", || Error::input(format!("self {n}")));
            findings.problem("number", "weight", || Error::input(format!("weight {n}")));
        }
        findings.next_file();
        findings.problem("row", "", || Error::input("self in another file"));
        let error = findings.finish().unwrap_err().to_string();
        assert_eq!(error, "self 0 (the first of 3)\nweight 0 (the first of 3)\nself in another file");
    }

    #[test]
    fn notes_count() {
        let mut findings = Findings::default();
        for line in [4, 7] {
            findings.note("ties of weight 0, left out", || format!("the first in line {line}"));
        }
        findings.say("all is well".into());
        let notes = findings.finish().unwrap().notes;
        assert_eq!(notes, ["ties of weight 0, left out: 2 (the first in line 4)", "all is well"]);
    }
}
