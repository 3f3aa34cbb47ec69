//! One number that two runs share if and only if their results are the same.
//!
//! SHA-256 over the columns of series, ledger and onsets as they are in memory, before any file encoding:
//! for each table its name and number of rows, for each column its name and its values, little-endian.
//! Every NaN counts as the same. Practices and other words count by their position; the practices' names
//! enter through the names of the series' columns. Figures of what is off by default count only where it is on.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::event::{Adoption, Case, Onset};
use super::metric::Metric;
use super::run_record::Record;

/// A SHA-256 digest; displayed as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Its bytes.
    pub fn bytes(&self) -> [u8; 32] {
        self.0
    }

    /// The digest of these bytes of [`Self::bytes`].
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest of one seed's results; `metrics` are those of [`super::metrics`] for its practices.
    pub fn of_record(record: &Record, metrics: &[Metric]) -> Self {
        let mut columns = ColumnHash { hash: Sha256::new(), bytes: Vec::new() };
        columns.table("series", record.series.first().map_or(0, Vec::len));
        let asked_for = |(metric, values): &(&Metric, &Vec<f64>)| counts(metric, values, &record.series);
        for (metric, values) in metrics.iter().zip(&record.series).filter(asked_for) {
            columns.column(&metric.name, values.iter().map(|&value| canonical(value).to_le_bytes()));
        }
        columns.ledger(&record.ledger);
        columns.onsets(&record.onsets);
        Self(columns.hash.finalize().into())
    }

    /// The digest over several seeds: over each seed's number and digest, in the order given.
    pub fn of_seeds(seeds: impl IntoIterator<Item = (u64, Digest)>) -> Self {
        let mut hash = Sha256::new();
        for (seed, digest) in seeds {
            hash.update(seed.to_le_bytes());
            hash.update(digest.0);
        }
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Digest {
    type Err = darkside_error::Error;

    fn from_str(text: &str) -> darkside_error::Result<Self> {
        let wrong =
            || darkside_error::Error::input(format!("\"{text}\" is not a digest")).help("it has 64 digits 0 to f");
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let mut bytes = [0; 32];
        for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(&text[place..place + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

/// Figures of what is off by default count only where it is on, so they change no digest elsewhere.
fn counts(metric: &Metric, values: &[f64], series: &[Vec<f64>]) -> bool {
    match metric.name.as_str() {
        "vacancies" | "lost_value" => values.iter().any(|&value| value != 0.0),
        // The first column is value, from which it differs where something costs.
        "net_value" => series.first().is_none_or(|value| value != values),
        _ => true,
    }
}

fn canonical(value: f64) -> f64 {
    if value.is_nan() { f64::NAN } else { value }
}

/// A hash that is fed column by column.
struct ColumnHash {
    hash: Sha256,
    bytes: Vec<u8>,
}

impl ColumnHash {
    fn table(&mut self, name: &str, rows: usize) {
        self.word(name);
        self.hash.update((rows as u64).to_le_bytes());
    }

    fn word(&mut self, word: &str) {
        self.hash.update((word.len() as u64).to_le_bytes());
        self.hash.update(word.as_bytes());
    }

    fn column<const WIDTH: usize>(&mut self, name: &str, values: impl ExactSizeIterator<Item = [u8; WIDTH]>) {
        self.word(name);
        self.bytes.clear();
        self.bytes.resize(values.len() * WIDTH, 0);
        self.bytes.as_chunks_mut().0.iter_mut().zip(values).for_each(|(place, value)| *place = value);
        self.hash.update((self.bytes.len() as u64).to_le_bytes());
        self.hash.update(&self.bytes);
    }

    fn ledger(&mut self, rows: &[Adoption]) {
        self.table("ledger", rows.len());
        self.column("week", rows.iter().map(|row| row.week.to_le_bytes()));
        self.column("practice", rows.iter().map(|row| [row.practice]));
        self.column("mechanism", rows.iter().map(|row| [row.mechanism as u8]));
        self.column("locus", rows.iter().map(|row| [row.locus as u8]));
        self.column("target", rows.iter().map(|row| case(row.target)));
        self.column("sourced", rows.iter().map(|row| [u8::from(row.source.is_some())]));
        self.column("source", rows.iter().map(|row| row.source.map_or([0; 16], case)));
        self.column("source_flags", rows.iter().map(|row| [row.source_flags]));
    }

    fn onsets(&mut self, rows: &[Onset]) {
        self.table("onsets", rows.len());
        self.column("week", rows.iter().map(|row| row.week.to_le_bytes()));
        self.column("effect", rows.iter().map(|row| [row.effect as u8]));
        self.column("practice", rows.iter().map(|row| row.practice.map_or([0, 0], |practice| [1, practice])));
        self.column("mechanism", rows.iter().map(|row| [row.mechanism as u8]));
        self.column("locus", rows.iter().map(|row| [row.locus as u8]));
        self.column("place", rows.iter().map(|row| case(row.place)));
    }
}

/// Manager, person, relationship, spell.
#[inline]
fn case(case: Case) -> [u8; 16] {
    let numbers = [case.manager, case.person, case.relationship, case.spell];
    let words = numbers.iter().rev().fold(0, |words: u128, number| words << 32 | u128::from(*number));
    words.to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::Effect;
    use crate::record::{Locus, Mechanism, Totals};

    fn record() -> Record {
        let place = Case { manager: 1, person: 0, relationship: 8, spell: 2 };
        let adoption = Adoption {
            week: 3,
            practice: 1,
            mechanism: Mechanism::IntraImitation,
            locus: Locus::IntraPortfolio,
            target: place,
            source: Some(Case { relationship: 9, ..place }),
            source_flags: 0b10,
        };
        let onset = Onset {
            week: 4,
            effect: Effect::Conflict,
            practice: Some(1),
            mechanism: Mechanism::IntraImitation,
            locus: Locus::IntraPortfolio,
            place,
        };
        Record {
            seed: 7,
            practices: Vec::new(),
            series: vec![vec![1.0, 2.0], vec![f64::NAN, 0.5]],
            ledger: vec![adoption],
            lapses: Vec::new(),
            onsets: vec![onset],
            totals: Totals::default(),
            reproduction: None,
            groups: Vec::new(),
            footprints: Vec::new(),
            start: None,
            snapshots: Vec::new(),
        }
    }

    fn of(record: &Record) -> Digest {
        Digest::of_record(record, &crate::record::metrics(&[])[..2])
    }

    #[test]
    fn it_stays_the_same_from_version_to_version() {
        insta::assert_snapshot!(of(&record()), @"83ccaae81e0879246e7f6b240987ab114035a938fc6b7a4043a0e56c9d6142e8");
    }

    #[test]
    fn every_part_of_the_results_enters() {
        let changes: [fn(&mut Record); 8] = [
            |record| record.series[1][1] = 0.25,
            |record| record.series.swap(0, 1),
            |record| record.ledger[0].source_flags = 0,
            |record| record.ledger[0].source = None,
            |record| record.ledger[0].target.spell = 3,
            |record| record.ledger.clear(),
            |record| record.onsets[0].practice = None,
            |record| record.onsets[0].place.person = 1,
        ];
        for (number, change) in changes.iter().enumerate() {
            let mut changed = record();
            change(&mut changed);
            assert_ne!(of(&changed), of(&record()), "change {number}");
        }
    }

    #[test]
    fn an_onset_that_nothing_feeds_is_not_credited_to_the_first_practice() {
        let [none, first] = [None, Some(0)].map(|practice| {
            let mut record = record();
            record.onsets[0].practice = practice;
            of(&record)
        });
        assert_ne!(none, first);
    }

    #[test]
    fn the_names_of_the_columns_enter() {
        let other = Digest::of_record(&record(), &crate::record::metrics(&[])[1..3]);
        assert_ne!(other, of(&record()));
    }

    #[test]
    fn every_nan_is_the_same() {
        let mut other = record();
        other.series[1][0] = f64::from_bits(0xfff8_0000_0000_0001);
        assert!(other.series[1][0].is_nan());
        assert_eq!(of(&other), of(&record()));
    }

    #[test]
    fn over_seeds_the_order_and_the_seeds_matter() {
        let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
        assert_ne!(Digest::of_seeds([(1, a), (2, b)]), Digest::of_seeds([(2, b), (1, a)]));
        assert_ne!(Digest::of_seeds([(1, a)]), Digest::of_seeds([(2, a)]));
    }

    #[test]
    fn it_reads_back_from_its_digits_and_nothing_else_does() {
        let digest = Digest::of(b"a");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!("12".parse::<Digest>().is_err());
        assert!("é".repeat(32).parse::<Digest>().is_err());
    }
}
