//! Case reproduction numbers: how many dark relationships one dark relationship begets (model, section 9).

use crate::practice::Effect;
use crate::record::{Adoption, Locus, Onset, Reproduction};

/// Weeks in a year.
const YEAR: u32 = 52;

/// A relationship's identity: slot of its beginning, and spell.
type Id = (u32, u32);

/// Cases and their children, by effect and by year of the parent's onset.
pub(super) fn of(ledger: &[Adoption], onsets: &[Onset], weeks: u32) -> Vec<Reproduction> {
    let parents = parents(ledger, onsets);
    let years = weeks.div_ceil(YEAR);
    let year = |week: u32| ((week - 1) / YEAR) as usize;
    let mut all = Vec::new();
    for effect in Effect::ALL {
        let cases = cases(effect, onsets);
        let mut rows: Vec<Reproduction> =
            (1..=years).map(|year| Reproduction { effect, year, cases: 0, children: [0; Locus::ALL.len()] }).collect();
        for &(_, row) in &cases {
            rows[year(onsets[row as usize].week)].cases += 1;
            if let Some((parent, locus)) = parents[row as usize]
                && let Ok(found) = cases.binary_search_by_key(&key(parent), |&(id, _)| id)
            {
                rows[year(onsets[cases[found].1 as usize].week)].children[locus.index()] += 1;
            }
        }
        all.extend(rows);
    }
    all
}

/// An identity as one number.
fn key((relationship, spell): Id) -> u64 {
    u64::from(relationship) << 32 | u64::from(spell)
}

/// The first onset of an effect in each relationship: identity and row, by identity.
fn cases(effect: Effect, onsets: &[Onset]) -> Vec<(u64, u32)> {
    let mut cases: Vec<(u64, u32)> = onsets
        .iter()
        .zip(0..)
        .filter(|(onset, _)| onset.effect == effect)
        .map(|(onset, row)| (key((onset.place.relationship, onset.place.spell)), row))
        .collect();
    // Onsets come by week, so that the first row of an identity is its first onset.
    cases.sort_unstable();
    cases.dedup_by_key(|&mut (id, _)| id);
    cases
}

/// For each onset, where the credited practice was copied from: the source of its last adoption there.
fn parents(ledger: &[Adoption], onsets: &[Onset]) -> Vec<Option<(Id, Locus)>> {
    let (last, before) = by_relationship(ledger);
    onsets
        .iter()
        .map(|onset| {
            let mut next = last.get(onset.place.relationship as usize).copied().unwrap_or(NONE);
            while let Some(adoption) = ledger.get(next as usize) {
                let here = adoption.target.spell == onset.place.spell && Some(adoption.practice) == onset.practice;
                if here && adoption.week <= onset.week {
                    let source = adoption.source?;
                    return Some(((source.relationship, source.spell), adoption.locus));
                }
                next = before[next as usize];
            }
            None
        })
        .collect()
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
        .map(|(adoption, row)| std::mem::replace(&mut last[adoption.target.relationship as usize], row));
    let before = before.collect();
    (last, before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Case as Place, Mechanism};

    fn place(relationship: u32) -> Place {
        Place { manager: 0, person: 0, relationship, spell: 0 }
    }

    fn adoption(week: u32, target: u32, source: Option<u32>) -> Adoption {
        Adoption {
            week,
            practice: 0,
            mechanism: Mechanism::IntraImitation,
            locus: Locus::IntraPortfolio,
            target: place(target),
            source: source.map(place),
            source_flags: 0,
        }
    }

    fn onset(week: u32, relationship: u32) -> Onset {
        Onset {
            week,
            effect: Effect::Conflict,
            practice: Some(0),
            mechanism: Mechanism::IntraImitation,
            locus: Locus::IntraPortfolio,
            place: place(relationship),
        }
    }

    #[test]
    fn children_are_counted_in_the_parents_year_and_only_of_parents_that_are_cases() {
        // 1 begets 2 and 3; 4 copies from 9, which never turns dark; 2's second onset counts nothing; 5 copied from 4
        // first, but the adoption that led to the onset came from 1; 2 copied from 4 only after its onset.
        let ledger = [
            adoption(2, 2, Some(1)),
            adoption(3, 3, Some(1)),
            adoption(4, 4, Some(9)),
            adoption(5, 5, Some(4)),
            adoption(30, 5, Some(1)),
            adoption(80, 2, Some(4)),
        ];
        let onsets = [onset(10, 1), onset(60, 2), onset(61, 3), onset(62, 4), onset(63, 5), onset(70, 2)];
        let rows: Vec<_> = of(&ledger, &onsets, 104).into_iter().filter(|row| row.effect == Effect::Conflict).collect();
        assert_eq!((rows[0].year, rows[0].cases, rows[0].children), (1, 1, [0, 3, 0, 0]));
        assert_eq!((rows[1].year, rows[1].cases, rows[1].children), (2, 4, [0, 0, 0, 0]));
    }
}
