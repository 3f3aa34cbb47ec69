//! From tables back to rows.

use std::fs::File;
use std::ops::Range;
use std::path::PathBuf;

use super::events;
use super::layout::Format;
use super::read::Seeded;
use crate::table::{Cells, CsvStretches, Heading, ParquetStretches, Table};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Case, Cause, GroupMean, Lapse, Locus, Mechanism, Onset, Reproduction};
use darkside_error::{Error, Result};

/// A file and its format.
pub(super) struct Source {
    pub(super) path: PathBuf,
    pub(super) format: Format,
}

/// The stretches of a table, one after the other.
pub(super) type Stretches = Box<dyn Iterator<Item = Result<Table>>>;

impl Source {
    /// Reads the columns that `headings` name, a stretch at a time.
    pub(super) fn stretches(&self, headings: Vec<Heading>) -> Result<Stretches> {
        let file = File::open(&self.path).map_err(|cause| Error::file(&self.path, "read", &cause))?;
        let name = self.path.display().to_string();
        match self.format {
            Format::Csv => Ok(Box::new(CsvStretches::open(file, name, headings)?)),
            Format::Parquet => {
                let wrong = move |cause| Error::input(format!("{name}: {cause}"));
                let stretches = ParquetStretches::open(file, headings).map_err(&wrong)?;
                Ok(Box::new(stretches.map(move |stretch| stretch.map_err(&wrong))))
            }
        }
    }
}

/// How the rows of a stretch are read, given the names of the practices.
pub(super) type Parse<T> = fn(&Table, &[String]) -> Result<Vec<Seeded<T>>>;

/// Rows of a long table in the order of seeds, read a stretch at a time.
pub struct Rows<T> {
    stretches: Stretches,
    practices: Vec<String>,
    parse: Parse<T>,
    rows: std::vec::IntoIter<Seeded<T>>,
    failed: bool,
}

impl<T> Rows<T> {
    pub(super) fn new(stretches: Stretches, practices: Vec<String>, parse: Parse<T>) -> Self {
        Self { stretches, practices, parse, rows: Vec::new().into_iter(), failed: false }
    }
}

impl<T> Iterator for Rows<T> {
    type Item = Result<Seeded<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.failed {
            if let Some(row) = self.rows.next() {
                return Some(Ok(row));
            }
            match self.stretches.next()?.and_then(|stretch| (self.parse)(&stretch, &self.practices)) {
                Ok(rows) => self.rows = rows.into_iter(),
                Err(error) => {
                    self.failed = true;
                    return Some(Err(error));
                }
            }
        }
        None
    }
}

/// The seeds of a stretch, each with its rows.
pub(super) fn by_seed(seeds: &[u64]) -> Vec<(u64, Range<usize>)> {
    let mut start = 0;
    let ranges = seeds.chunk_by(|a, b| a == b).map(|rows| {
        start += rows.len();
        (rows[0], start - rows.len()..start)
    });
    ranges.collect()
}

/// A column of words, each row as its position in `all`.
pub(super) struct Words<'t> {
    rows: &'t [u32],
    positions: Vec<usize>,
    present: Option<&'t [bool]>,
}

impl<'t> Words<'t> {
    /// The column `name` of `table`, whose words must all be among `all`.
    pub(super) fn of(table: &'t Table, name: &str, all: &[String]) -> Result<Self> {
        let column = table.column(name)?;
        let (words, rows) = table.word(name)?;
        let mut positions = Vec::with_capacity(words.len());
        for word in words {
            match all.iter().position(|known| known == word) {
                Some(position) => positions.push(position),
                // What stands where there is no word means nothing.
                None if column.present.is_some() && word.is_empty() => positions.push(0),
                None => {
                    return Err(Error::input(format!("column {name} holds \"{word}\", which is none of its words")));
                }
            }
        }
        Ok(Self { rows, positions, present: column.present.as_deref() })
    }

    /// The position of the word in `row`.
    pub(super) fn at(&self, row: usize) -> usize {
        self.positions.get(self.rows[row] as usize).copied().unwrap_or(0)
    }

    /// The same, if there is a word.
    pub(super) fn find(&self, row: usize) -> Option<usize> {
        self.present.is_none_or(|present| present[row]).then(|| self.at(row))
    }
}

/// Four columns that say who and which.
pub(super) struct Cases<'t>([&'t [u32]; 4]);

impl<'t> Cases<'t> {
    pub(super) fn of(table: &'t Table, prefix: &str) -> Result<Self> {
        let column = |name: &str| table.whole(&format!("{prefix}{name}"));
        Ok(Self([column("manager")?, column("person")?, column("relationship")?, column("spell")?]))
    }

    pub(super) fn at(&self, row: usize) -> Case {
        let [manager, person, relationship, spell] = self.0.map(|column| column[row]);
        Case { manager, person, relationship, spell }
    }
}

/// The rows of a stretch of the ledger.
pub(super) fn ledger(table: &Table, practices: &[String]) -> Result<Vec<Seeded<Adoption>>> {
    let (seeds, weeks) = (table.long("seed")?, table.whole("week")?);
    let practice = Words::of(table, "practice", practices)?;
    let mechanism = Words::of(table, "mechanism", &events::names(Mechanism::ALL, Mechanism::name))?;
    let locus = Words::of(table, "locus", &events::names(Locus::ALL, Locus::name))?;
    let (source, target) = (Cases::of(table, "source_")?, Cases::of(table, "target_")?);
    let sourced = table.column("source_relationship")?;
    let flags = table.whole("source_flags")?;
    let row = |row: usize| Adoption {
        week: weeks[row],
        practice: practice.at(row) as u8,
        mechanism: Mechanism::ALL[mechanism.at(row)],
        locus: Locus::ALL[locus.at(row)],
        target: target.at(row),
        source: sourced.has(row).then(|| source.at(row)),
        source_flags: if sourced.has(row) { flags[row] as u8 } else { 0 },
    };
    Ok(seeds.iter().enumerate().map(|(number, &seed)| Seeded { seed, row: row(number) }).collect())
}

/// The rows of a stretch of the lapses.
pub(super) fn lapses(table: &Table, practices: &[String]) -> Result<Vec<Seeded<Lapse>>> {
    let (seeds, weeks) = (table.long("seed")?, table.whole("week")?);
    let practice = Words::of(table, "practice", practices)?;
    let cause = Words::of(table, "cause", &events::names(Cause::ALL, Cause::name))?;
    let (lesson, place) = (table.truth("lesson")?, Cases::of(table, "")?);
    let row = |row: usize| Lapse {
        week: weeks[row],
        practice: practice.at(row) as u8,
        cause: Cause::ALL[cause.at(row)],
        lesson: lesson[row],
        place: place.at(row),
    };
    Ok(seeds.iter().enumerate().map(|(number, &seed)| Seeded { seed, row: row(number) }).collect())
}

/// The rows of a stretch of the onsets.
pub(super) fn onsets(table: &Table, practices: &[String]) -> Result<Vec<Seeded<Onset>>> {
    let (seeds, weeks) = (table.long("seed")?, table.whole("week")?);
    let effect = Words::of(table, "effect", &events::names(Effect::ALL, Effect::name))?;
    let practice = Words::of(table, "practice", practices)?;
    let mechanism = Words::of(table, "mechanism", &events::names(Mechanism::ALL, Mechanism::name))?;
    let locus = Words::of(table, "locus", &events::names(Locus::ALL, Locus::name))?;
    let place = Cases::of(table, "")?;
    let row = |row: usize| Onset {
        week: weeks[row],
        effect: Effect::ALL[effect.at(row)],
        practice: practice.find(row).map(|practice| practice as u8),
        mechanism: Mechanism::ALL[mechanism.at(row)],
        locus: Locus::ALL[locus.at(row)],
        place: place.at(row),
    };
    Ok(seeds.iter().enumerate().map(|(number, &seed)| Seeded { seed, row: row(number) }).collect())
}

/// A column's word in a row, whatever it is.
pub(super) fn any_word(table: &Table, name: &str, row: usize) -> Result<String> {
    match &table.column(name)?.cells {
        Cells::Word { words, rows } => Ok(words.get(rows[row] as usize).cloned().unwrap_or_default()),
        _ => Err(Error::input(format!("column {name} does not hold words"))),
    }
}

/// The group means in a part.
pub(super) fn group_means(table: &Table) -> Result<Vec<GroupMean>> {
    let (weeks, managers) = (table.whole("week")?, table.whole("managers")?);
    let (value, visible_value) = (table.number("value")?, table.number("visible_value")?);
    let (closeness, dark_share) = (table.number("closeness")?, table.number("dark_share")?);
    let practices = table.number("practices")?;
    let row = |row: usize| {
        Ok(GroupMean {
            week: weeks[row],
            group: any_word(table, "group", row)?,
            member: any_word(table, "member", row)?,
            managers: managers[row],
            value: value[row],
            visible_value: visible_value[row],
            closeness: closeness[row],
            dark_share: dark_share[row],
            practices: practices[row],
        })
    };
    (0..table.rows()).map(row).collect()
}

/// The case reproduction in a part, with the seed of each row.
pub(super) fn case_reproduction(table: &Table) -> Result<Vec<(u64, Reproduction)>> {
    let (seeds, years, cases) = (table.long("seed")?, table.whole("year")?, table.number("cases")?);
    let effect = Words::of(table, "effect", &events::names(Effect::ALL, Effect::name))?;
    let mut children = Vec::new();
    for locus in Locus::ALL {
        children.push(table.number(locus.name())?);
    }
    let row = |row: usize| Reproduction {
        effect: Effect::ALL[effect.at(row)],
        year: years[row],
        cases: cases[row] as u64,
        children: Locus::ALL.map(|locus| children[locus.index()][row] as u64),
    };
    Ok(seeds.iter().enumerate().map(|(number, &seed)| (seed, row(number))).collect())
}
