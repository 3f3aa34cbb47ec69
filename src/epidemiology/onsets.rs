//! Which adoption each onset is credited to, and the lineage of an effect.

use super::cast::NOBODY;
use super::lineage::{Lineage, Member, NONE};
use darkside_engine::observe::{cases, credited, identity};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Case, Onset};

/// What each onset is credited to.
pub(super) struct Credits {
    onsets: Vec<Credit>,
}

/// What one onset is credited to.
#[derive(Clone, Copy)]
pub(super) struct Credit {
    /// Week of the onset.
    pub(super) week: u32,
    /// The practice; `None` if nothing in use feeds the effect.
    practice: Option<u8>,
    /// Week of its last adoption there; `None` if it was in use at week 0.
    pub(super) adopted: Option<u32>,
    /// The relationship that it was copied from.
    source: Option<Case>,
}

/// What each onset is credited to: the last adoption of the credited practice in that relationship (model, section 9).
pub(super) fn credits(ledger: &[Adoption], onsets: &[Onset]) -> Credits {
    let credit = |(onset, adoption): (&Onset, Option<&Adoption>)| Credit {
        week: onset.week,
        practice: onset.practice,
        adopted: adoption.map(|adoption| adoption.week),
        source: adoption.and_then(|adoption| adoption.source),
    };
    Credits { onsets: onsets.iter().zip(credited(ledger, onsets)).map(credit).collect() }
}

impl Credits {
    /// The onsets credited to a practice.
    pub(super) fn of_practice(&self, practice: usize) -> impl Iterator<Item = Credit> + '_ {
        self.onsets.iter().filter(move |credit| credit.practice.map(usize::from) == Some(practice)).copied()
    }

    /// The onsets of an effect.
    pub(super) fn of_effect<'a>(&'a self, effect: Effect, onsets: &'a [Onset]) -> impl Iterator<Item = Credit> + 'a {
        let of_effect = self.onsets.iter().zip(onsets).filter(move |(_, onset)| onset.effect == effect);
        of_effect.map(|(credit, _)| *credit)
    }

    /// The cases of an effect: first onsets, one per relationship.
    pub(super) fn line(&self, effect: Effect, onsets: &[Onset]) -> Lineage {
        let cases = cases(effect, onsets);
        let member = |&(_, row): &(u64, u32)| {
            let (onset, source) = (&onsets[row as usize], self.onsets[row as usize].source);
            let parent = source.and_then(|source| cases.binary_search_by_key(&identity(&source), |case| case.0).ok());
            Member {
                week: onset.week,
                manager: onset.place.manager,
                person: onset.place.person,
                parent: parent.map_or(NONE, |place| place as u32),
                source: parent.and(source).map_or((NOBODY, NOBODY), |source| (source.manager, source.person)),
            }
        };
        Lineage::new(cases.iter().map(member).collect())
    }
}
