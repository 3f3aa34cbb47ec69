//! Who used a practice or had cases of an effect, and how many copies others made from them.

use super::cast::{Cast, NOBODY};
use super::lineage::Lineage;
use darkside_engine::record::{Case, Record};

/// Numbers everybody who appears in a record, so that counts by person are plain arrays.
pub(super) struct Persons {
    /// The number of each seat's first occupant.
    starts: Vec<u32>,
    /// The seat of each person.
    seats: Vec<u32>,
}

/// Somebody who had a case, or from whom copies were made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct User {
    /// Seat.
    pub(super) manager: u32,
    /// Which occupant.
    pub(super) person: u32,
    /// Copies that other managers made.
    pub(super) copies: u32,
    /// Week of their own first case, or [`NOBODY`] if they had none.
    pub(super) first: u32,
}

impl Persons {
    /// Everybody who sits there at week 0, and everybody in the ledger and the onsets.
    pub(super) fn of(record: &Record, cast: &Cast) -> Self {
        let mut most: Vec<u32> = cast.seats.iter().map(|seat| seat.person + 1).collect();
        let mut meet = |case: &Case| {
            let seat = case.manager as usize;
            if most.len() <= seat {
                most.resize(seat + 1, 1);
            }
            most[seat] = most[seat].max(case.person + 1);
        };
        for adoption in &record.ledger {
            meet(&adoption.target);
            adoption.source.iter().for_each(&mut meet);
        }
        record.onsets.iter().for_each(|onset| meet(&onset.place));
        let mut starts = Vec::with_capacity(most.len());
        let mut seats = Vec::new();
        for (occupants, seat) in most.into_iter().zip(0..) {
            starts.push(seats.len() as u32);
            seats.extend(std::iter::repeat_n(seat, occupants as usize));
        }
        Self { starts, seats }
    }

    fn number(&self, (manager, person): (u32, u32)) -> usize {
        (self.starts[manager as usize] + person) as usize
    }

    /// The users of a lineage, sorted by the copies made from them, most first.
    pub(super) fn users(&self, line: &Lineage) -> Vec<User> {
        let (mut copies, mut firsts) = (vec![0; self.seats.len()], vec![NOBODY; self.seats.len()]);
        for member in &line.members {
            let first = &mut firsts[self.number((member.manager, member.person))];
            *first = member.week.min(*first);
            if member.source.0 != NOBODY && member.source.0 != member.manager {
                copies[self.number(member.source)] += 1;
            }
        }
        let all = self.seats.iter().zip(0..).zip(copies.into_iter().zip(firsts));
        let mut users: Vec<User> = all
            .filter(|(_, (copies, first))| *copies > 0 || *first != NOBODY)
            .map(|((&manager, number), (copies, first))| User {
                manager,
                person: number - self.starts[manager as usize],
                copies,
                first,
            })
            .collect();
        users.sort_unstable_by_key(|user| (u32::MAX - user.copies, user.manager, user.person));
        users
    }
}
