//! The relationship that a practice is copied from.

use crate::population::{Common, LastWeek};

/// The relationship that a practice comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Source {
    pub block: usize,
    pub row: usize,
    pub lane: usize,
    /// Its dark flags.
    pub flags: u32,
}

/// The contact's relationship with the highest remembered value among those that use the practice, the first on
/// a tie.
pub(crate) fn best_user(common: &Common, last: &LastWeek, contact: u32, practice: usize) -> Option<Source> {
    let (block, lane) = common.locate(contact);
    let mut best: Option<usize> = None;
    for row in common.blocks[block].rows.clone() {
        let uses = last.shown[row].practices[lane] >> practice & 1 != 0;
        let remembered = last.shown[row].remembered[lane];
        if uses && best.is_none_or(|best| remembered > last.shown[best].remembered[lane]) {
            best = Some(row);
        }
    }
    best.map(|row| Source { block, row, lane, flags: last.shown[row].flags(lane) })
}
