//! Which adoption an onset follows from, and which onsets are cases (model, section 9).

use crate::practice::Effect;
use crate::record::{Adoption, Case, Onset};

/// A relationship's identity as one number.
pub fn identity(case: &Case) -> u64 {
    u64::from(case.relationship) << 32 | u64::from(case.spell)
}

/// The cases of an effect: the first onset of each relationship, by identity, with its row. Onsets come by week.
pub fn cases(effect: Effect, onsets: &[Onset]) -> Vec<(u64, u32)> {
    let rows = onsets.iter().zip(0..).filter(|(onset, _)| onset.effect == effect);
    let mut cases: Vec<(u64, u32)> = rows.map(|(onset, row)| (identity(&onset.place), row)).collect();
    // The first row of an identity is its first onset.
    cases.sort_unstable();
    cases.dedup_by_key(|&mut (identity, _)| identity);
    cases
}

/// For each onset the last adoption of the credited practice in that relationship; none where it was in use at week 0, or
/// nothing is credited.
pub fn credited<'a>(ledger: &'a [Adoption], onsets: &[Onset]) -> Vec<Option<&'a Adoption>> {
    let (last, before) = by_relationship(ledger);
    let of = |onset: &Onset| {
        let mut next = last.get(onset.place.relationship as usize).copied().unwrap_or(NONE);
        while let Some(adoption) = ledger.get(next as usize) {
            let here = adoption.target.spell == onset.place.spell && Some(adoption.practice) == onset.practice;
            if here && adoption.week <= onset.week {
                return Some(adoption);
            }
            next = before[next as usize];
        }
        None
    };
    onsets.iter().map(of).collect()
}

/// No row of the ledger.
const NONE: u32 = u32::MAX;

/// The last row of each relationship's slot, and for each row the one before it of the same slot. Rows are by week.
fn by_relationship(ledger: &[Adoption]) -> (Vec<u32>, Vec<u32>) {
    let slots = ledger.iter().map(|adoption| adoption.target.relationship as usize + 1).max().unwrap_or(0);
    let mut last = vec![NONE; slots];
    let before = ledger
        .iter()
        .zip(0..)
        .map(|(adoption, row)| std::mem::replace(&mut last[adoption.target.relationship as usize], row))
        .collect();
    (last, before)
}
