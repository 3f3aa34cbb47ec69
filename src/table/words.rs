//! Distinct words in the order of first occurrence.

use std::collections::HashMap;

/// Distinct words in the order of first occurrence, and where each of them is.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordList {
    /// The words.
    pub(crate) list: Vec<String>,
    positions: HashMap<String, u32>,
}

impl WordList {
    /// A list that begins with these words.
    pub(super) fn of(list: Vec<String>) -> Self {
        Self { positions: list.iter().cloned().zip(0..).collect(), list }
    }

    /// The position of a word, which is added if it is new.
    pub(crate) fn position(&mut self, word: &str) -> u32 {
        if let Some(&position) = self.positions.get(word) {
            return position;
        }
        let position = self.list.len() as u32;
        self.list.push(word.to_owned());
        self.positions.insert(word.to_owned(), position);
        position
    }
}
