//! Case reproduction numbers: how many dark relationships one dark relationship begets (model, section 9).

use super::credit::{cases, credited, identity};
use crate::practice::Effect;
use crate::record::{Adoption, Locus, Onset, Reproduction};

/// Weeks in a year.
const YEAR: u32 = 52;

/// Cases and their children, by effect and by year of the parent's onset.
pub(super) fn of(ledger: &[Adoption], onsets: &[Onset], weeks: u32) -> Vec<Reproduction> {
    let credited = credited(ledger, onsets);
    let years = weeks.div_ceil(YEAR);
    let year = |week: u32| ((week - 1) / YEAR) as usize;
    let mut all = Vec::new();
    for effect in Effect::ALL {
        let cases = cases(effect, onsets);
        let mut rows: Vec<Reproduction> =
            (1..=years).map(|year| Reproduction { effect, year, cases: 0, children: [0; Locus::ALL.len()] }).collect();
        for &(_, row) in &cases {
            rows[year(onsets[row as usize].week)].cases += 1;
            if let Some(adoption) = credited[row as usize]
                && let Some(parent) = &adoption.source
                && let Ok(found) = cases.binary_search_by_key(&identity(parent), |&(id, _)| id)
            {
                rows[year(onsets[cases[found].1 as usize].week)].children[adoption.locus.index()] += 1;
            }
        }
        all.extend(rows);
    }
    all
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
