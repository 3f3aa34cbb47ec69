//! How the adoptions of a practice's first year were copied on: by which mechanism and from which locus.

use super::cohorts::WEEKS_OF_YEAR;
use super::figures::Writer;
use super::lineage::{Lineage, Member};
use super::subject::Figure;
use darkside_engine::record::{Adoption, Locus, Mechanism};

/// If less than this share of the children can be seen, their final number cannot be estimated.
pub(crate) const ENOUGH_SEEN: f64 = 0.5;

const MECHANISMS: [(Mechanism, Figure); 5] = [
    (Mechanism::IntraImitation, Figure::ByIntraImitation),
    (Mechanism::IntraLearning, Figure::ByIntraLearning),
    (Mechanism::InterImitation, Figure::ByInterImitation),
    (Mechanism::InterLearning, Figure::ByInterLearning),
    (Mechanism::Association, Figure::ByAssociation),
];
const LOCI: [(Locus, Figure); 3] = [
    (Locus::IntraPortfolio, Figure::FromPortfolio),
    (Locus::InterPortfolio, Figure::FromFirm),
    (Locus::WiderNetwork, Figure::FromBeyond),
];

impl Writer<'_> {
    /// The reproduction number of the first year, split by the mechanism and locus of the children. `ledger` holds the
    /// adoptions of the lineage in its order; there, the relationships that used the practice at week 0 come before
    /// them.
    pub(super) fn ways<'l>(&mut self, line: &Lineage, ledger: impl Iterator<Item = &'l Adoption>, weeks: u32) {
        let Some(first) = line.first_week() else { return };
        let adopted: Vec<&Adoption> = ledger.collect();
        let children = || line.members[line.members.len() - adopted.len()..].iter().zip(&adopted);
        let (lags, early) = (line.lags(weeks, 0).distribution(), |week: u32| week < first + WEEKS_OF_YEAR);
        let cohort: Vec<u32> = line.members.iter().map(|member| member.week).filter(|week| early(*week)).collect();
        let expected: f64 = cohort.iter().map(|week| lags.within(weeks.saturating_sub(*week) as usize)).sum();
        if expected.is_nan() || expected / (cohort.len() as f64) < ENOUGH_SEEN {
            return;
        }
        let of = |takes: &dyn Fn(&Adoption) -> bool| {
            let of_early = |member: &Member| line.parent(member).is_some_and(|parent| early(parent.week));
            children().filter(|(member, adoption)| of_early(member) && takes(adoption)).count() as f64
        };
        for (mechanism, figure) in MECHANISMS {
            self.add(figure, of(&|adoption| adoption.mechanism == mechanism) / expected);
        }
        for (locus, figure) in LOCI {
            self.add(figure, of(&|adoption| adoption.locus == locus) / expected);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows::Epidemic;
    use super::super::subject::{Subject, Unit};
    use super::*;
    use crate::epidemiology::lineage::{Scratch, adoptions};
    use darkside_engine::record::Case;

    fn place(relationship: u32) -> Case {
        Case { manager: relationship / 2, person: 0, relationship, spell: 0 }
    }

    fn copy(week: u32, target: u32, source: u32, mechanism: Mechanism, locus: Locus) -> Adoption {
        Adoption {
            week,
            practice: 0,
            mechanism,
            locus,
            target: place(target),
            source: Some(place(source)),
            source_flags: 0,
        }
    }

    /// Every ledger is repeated twenty times in separate relationships: fewer copies cannot tell how long copies take.
    const TIMES: u32 = 20;

    fn often(ledger: &[Adoption]) -> (Vec<Case>, Vec<Adoption>) {
        let apart = |case: Case, time: u32| place(case.relationship + 100 * time);
        let mut all: Vec<Adoption> = (0..TIMES)
            .flat_map(|time| {
                let shifted = move |one: &Adoption| Adoption {
                    target: apart(one.target, time),
                    source: one.source.map(|source| apart(source, time)),
                    ..*one
                };
                ledger.iter().map(shifted)
            })
            .collect();
        all.sort_by_key(|adoption| adoption.week);
        ((0..TIMES).map(|time| place(100 * time)).collect(), all)
    }

    #[test]
    fn the_first_years_children_are_told_apart_by_how_and_where_they_were_copied() {
        let ledger = [
            copy(10, 1, 0, Mechanism::IntraImitation, Locus::IntraPortfolio),
            copy(20, 2, 0, Mechanism::InterLearning, Locus::InterPortfolio),
            copy(30, 4, 2, Mechanism::InterImitation, Locus::WiderNetwork),
            copy(40, 5, 4, Mechanism::IntraImitation, Locus::IntraPortfolio),
            copy(70, 6, 5, Mechanism::InterImitation, Locus::InterPortfolio),
            // The parent belongs to the second year.
            copy(80, 7, 6, Mechanism::IntraImitation, Locus::IntraPortfolio),
        ];
        // One user at week 0. The run is so long that no child is missed.
        let (users, ledger) = often(&ledger);
        let line = adoptions(users.into_iter(), ledger.iter(), &mut Scratch::default());
        let mut epidemic = Epidemic::default();
        Writer::new(&mut epidemic, Subject::new(Unit::Adoption, 0)).ways(&line, ledger.iter(), 1000);
        let found: Vec<(Figure, f64)> =
            epidemic.figures.iter().map(|row| (row.figure, (row.value * 5.0 * 1e9).round() / 1e9)).collect();
        let expected = [
            (Figure::ByIntraImitation, 2.0),
            (Figure::ByIntraLearning, 0.0),
            (Figure::ByInterImitation, 2.0),
            (Figure::ByInterLearning, 1.0),
            (Figure::ByAssociation, 0.0),
            (Figure::FromPortfolio, 2.0),
            (Figure::FromFirm, 2.0),
            (Figure::FromBeyond, 1.0),
        ];
        assert_eq!(found, expected, "of five cases of the first year");
    }

    #[test]
    fn a_short_view_is_corrected_and_too_short_a_one_says_nothing() {
        let copies = |weeks: &[u32]| -> Vec<Adoption> {
            weeks
                .iter()
                .zip(1..)
                .map(|(&week, n)| copy(week, n, 0, Mechanism::InterImitation, Locus::InterPortfolio))
                .collect()
        };
        let number = |weeks: &[u32], end: u32| {
            let (users, ledger) = often(&copies(weeks));
            let line = adoptions(users.into_iter(), ledger.iter(), &mut Scratch::default());
            let mut epidemic = Epidemic::default();
            Writer::new(&mut epidemic, Subject::new(Unit::Adoption, 0)).ways(&line, ledger.iter(), end);
            epidemic.figures.iter().find(|row| row.figure == Figure::ByInterImitation).map(|row| row.value)
        };
        assert!(number(&[], 100).is_none(), "nothing is known of how long copies take");
        // Copies take 3 or 10 weeks. In the short run the last of three cases has only 5 weeks left, enough for half of
        // its children.
        let long = number(&[3, 10], 1000).unwrap();
        let short = number(&[3, 10], 15).unwrap();
        assert!((long - 2.0 / 3.0).abs() < 1e-12 && (short - 2.0 / 2.5).abs() < 1e-12, "{long} {short}");
        assert!(number(&[10, 10], 15).is_none(), "two of three cases have no child in view");
    }
}
