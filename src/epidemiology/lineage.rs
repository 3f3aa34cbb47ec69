//! Which case came from which: cases and their parents.

use super::cast::NOBODY;
use darkside_engine::record::{Adoption, Case};
use darkside_stats::TruncatedLags;

/// No case.
pub(super) const NONE: u32 = u32::MAX;

/// A case: who, when, and from which other case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// Week in which it began; 0 if it was there from the start.
    pub(super) week: u32,
    /// Seat of its manager.
    pub(super) manager: u32,
    /// Which occupant of that seat.
    pub(super) person: u32,
    /// Position of the parent, or [`NONE`].
    pub(super) parent: u32,
    /// Seat and person that it was copied from, as of that time; [`NOBODY`] if it was not copied.
    pub(super) source: (u32, u32),
}

/// All cases of one practice or effect.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lineage {
    /// The cases. Those that began by adoption come after their parents.
    pub(super) members: Vec<Member>,
    /// For each case, its number of children by the end of the run.
    pub(super) children: Vec<u32>,
}

impl Lineage {
    /// The cases with their children counted.
    pub(super) fn new(members: Vec<Member>) -> Self {
        let mut children = vec![0; members.len()];
        for member in &members {
            if let Some(count) = children.get_mut(member.parent as usize) {
                *count += 1;
            }
        }
        Self { members, children }
    }

    /// The parent of a case, if it has one.
    pub(super) fn parent(&self, member: &Member) -> Option<&Member> {
        self.members.get(member.parent as usize)
    }

    /// Weeks from parents to children in a run of `weeks` weeks, each longer by `shift`. A child that came before its
    /// parent, as an onset can, has lag 0 where the shift does not make up for it.
    pub(super) fn lags(&self, weeks: u32, shift: u32) -> TruncatedLags {
        let mut lags = TruncatedLags::new((weeks + shift) as usize);
        for member in &self.members {
            if let Some(parent) = self.parent(member) {
                let since = |week: u32| (week + shift).saturating_sub(parent.week) as usize;
                lags.add(since(member.week), since(weeks));
            }
        }
        lags
    }

    /// Week of the first case.
    pub(super) fn first_week(&self) -> Option<u32> {
        self.members.iter().map(|member| member.week).min()
    }

    /// Seats of the cases without a parent in the week of the first case.
    pub(super) fn first_seats(&self) -> Vec<u32> {
        let Some(first) = self.first_week() else { return Vec::new() };
        let founders = self.members.iter().filter(|member| member.week == first && member.parent == NONE);
        founders.map(|member| member.manager).collect()
    }
}

/// Buffers reused for every practice.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The last case in each slot of relationships, or in each seat.
    latest: Vec<u32>,
}

impl Scratch {
    fn last(&mut self, place: u32) -> &mut u32 {
        let place = place as usize;
        if self.latest.len() <= place {
            self.latest.resize(place + 1, NONE);
        }
        &mut self.latest[place]
    }
}

/// Every adoption of a practice, preceded by the relationships that used it at week 0.
pub(super) fn adoptions<'a>(
    users: impl Iterator<Item = Case>,
    ledger: impl Iterator<Item = &'a Adoption>,
    room: &mut Scratch,
) -> Lineage {
    let mut members = Vec::new();
    let mut places: Vec<(u32, u32)> = Vec::new();
    let mut add = |week, target: Case, source: Option<Case>, room: &mut Scratch| {
        let parent = source.map_or(NONE, |source| {
            let last = *room.last(source.relationship);
            let same = places.get(last as usize) == Some(&(source.relationship, source.spell));
            if same { last } else { NONE }
        });
        *room.last(target.relationship) = members.len() as u32;
        places.push((target.relationship, target.spell));
        let source = source.map_or((NOBODY, NOBODY), |source| (source.manager, source.person));
        members.push(Member { week, manager: target.manager, person: target.person, parent, source });
    };
    users.for_each(|user| add(0, user, None, room));
    ledger.for_each(|adoption| add(adoption.week, adoption.target, adoption.source, room));
    places.iter().for_each(|(relationship, _)| *room.last(*relationship) = NONE);
    Lineage::new(members)
}

/// Each manager's first use, given the adoptions; each person counts once. Two kinds of users have no parent: those who
/// took the practice from a relationship of their own that another manager had begun, and those who passed it on
/// without ever adopting it.
pub(super) fn managers(adoptions: &Lineage, room: &mut Scratch) -> Lineage {
    let mut members: Vec<Member> = Vec::new();
    let mut meet = |(manager, person): (u32, u32), week, source: Option<(u32, u32)>, parent, room: &mut Scratch| {
        let last = *room.last(manager);
        if members.get(last as usize).is_some_and(|known: &Member| known.person == person) {
            return last;
        }
        let place = members.len() as u32;
        *room.last(manager) = place;
        members.push(Member { week, manager, person, parent, source: source.unwrap_or((NOBODY, NOBODY)) });
        place
    };
    for adoption in &adoptions.members {
        let target = (adoption.manager, adoption.person);
        let other = (adoption.source.0 != NOBODY && adoption.source != target).then_some(adoption.source);
        let parent = other.map_or(NONE, |source| meet(source, adoption.week, None, NONE, room));
        meet(target, adoption.week, other, parent, room);
    }
    for member in &members {
        *room.last(member.manager) = NONE;
    }
    Lineage::new(members)
}
