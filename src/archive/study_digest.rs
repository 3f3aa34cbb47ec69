//! A digest that two studies share if and only if their tables are the same.

use crate::table::{Cells, Table};
use darkside_engine::record::Digest;

/// SHA-256 over tables as they are in memory: names, headings and values, before any file encoding. All NaNs are equal,
/// and an absent value differs from every other one.
#[derive(Clone, Debug, Default)]
pub(super) struct TablesDigest {
    tables: Vec<(u64, Digest)>,
}

impl TablesDigest {
    /// Adds a table.
    pub(super) fn table(&mut self, name: &str, table: &Table) {
        let mut bytes = Vec::new();
        word(&mut bytes, name);
        bytes.extend((table.rows() as u64).to_le_bytes());
        for column in &table.columns {
            word(&mut bytes, &column.heading.name);
            for row in 0..column.len() {
                bytes.push(u8::from(column.has(row)));
                if !column.has(row) {
                    continue;
                }
                match &column.cells {
                    Cells::Whole(rows) => bytes.extend(rows[row].to_le_bytes()),
                    Cells::Long(rows) => bytes.extend(rows[row].to_le_bytes()),
                    Cells::Number(rows) => bytes.extend(rows[row].to_le_bytes()),
                    Cells::Single(rows) => bytes.extend(rows[row].to_le_bytes()),
                    Cells::Truth(rows) => bytes.push(u8::from(rows[row])),
                    Cells::Word { words, rows } => word(&mut bytes, &words[rows[row] as usize]),
                }
            }
        }
        self.tables.push((self.tables.len() as u64, Digest::of(&bytes)));
    }

    /// The digest over all tables, in order.
    pub(super) fn finish(self) -> Digest {
        Digest::of_seeds(self.tables)
    }
}

/// Appends a word after its length, so that no two lists of words give the same bytes.
pub(super) fn word(bytes: &mut Vec<u8>, word: &str) {
    bytes.extend((word.len() as u64).to_le_bytes());
    bytes.extend(word.as_bytes());
}

/// The digest of a list of texts, which says what a study's results depend on.
///
/// ```
/// use darkside::archive::digest_of_words;
/// assert_ne!(digest_of_words(["ab", "c"]), digest_of_words(["a", "bc"]));
/// ```
pub fn digest_of_words<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> Digest {
    let mut bytes = Vec::new();
    words.into_iter().for_each(|part| word(&mut bytes, part.as_ref()));
    Digest::of(&bytes)
}
