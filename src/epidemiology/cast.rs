//! Who is there at week 0, and who observes whom: the world before its first recorded week.

use darkside_engine::record::{Case, Seat, Start};
use darkside_engine::scenario::Scenario;

/// No seat.
pub(super) const NOBODY: u32 = u32::MAX;

/// The organisation of week 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cast {
    /// The managers, by seat.
    pub(super) seats: Vec<Seat>,
    /// How many offices there are.
    pub(super) offices: u32,
    /// Whether offices are imported, and so the same under every seed.
    pub(super) offices_are_imported: bool,
    /// Where each seat's observers start in `observers`.
    starts: Vec<u32>,
    /// The observers of each seat, by seat.
    observers: Vec<u32>,
    /// Relationships that use practices, and these practices, one bit each.
    users: Vec<(Case, u32)>,
}

impl Cast {
    /// The organisation at the start of a run of `scenario`.
    pub(super) fn of(scenario: &Scenario, start: &Start) -> Self {
        let imported =
            scenario.network.as_ref().is_some_and(|network| network.managers.iter().all(|m| m.office.is_some()));
        Self::new(start.seats.clone(), &start.ties, start.users.clone(), imported)
    }

    /// An organisation of these managers. A tie is a pair: who is observed, and who observes.
    pub(super) fn new(
        seats: Vec<Seat>,
        ties: &[(u32, u32)],
        users: Vec<(Case, u32)>,
        offices_are_imported: bool,
    ) -> Self {
        let mut starts = vec![0; seats.len() + 1];
        let known = |&&(seen, _): &&(u32, u32)| (seen as usize) < seats.len();
        ties.iter().filter(known).for_each(|&(seen, _)| starts[seen as usize + 1] += 1);
        (0..seats.len()).for_each(|seat| starts[seat + 1] += starts[seat]);
        let mut next = starts.clone();
        let mut observers = vec![0; starts.last().copied().unwrap_or(0) as usize];
        for &(seen, observer) in ties.iter().filter(known) {
            let place = &mut next[seen as usize];
            observers[*place as usize] = observer;
            *place += 1;
        }
        let offices = seats.iter().map(|seat| seat.office + 1).max().unwrap_or(0);
        Self { seats, offices, offices_are_imported, starts, observers, users }
    }

    /// The manager of a seat.
    pub(super) fn seat(&self, seat: u32) -> Option<&Seat> {
        self.seats.get(seat as usize)
    }

    /// Whether a person sat there at week 0.
    pub(super) fn sat_there(&self, seat: u32, person: u32) -> bool {
        self.seat(seat).is_some_and(|seat| seat.person == person)
    }

    /// The observers of a seat.
    pub(super) fn observers(&self, seat: u32) -> &[u32] {
        match (self.starts.get(seat as usize), self.starts.get(seat as usize + 1)) {
            (Some(&from), Some(&to)) => &self.observers[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The relationships that use a practice at week 0.
    pub(super) fn users_of(&self, practice: usize) -> impl Iterator<Item = Case> + '_ {
        self.users.iter().filter(move |(_, practices)| practices >> practice & 1 == 1).map(|(case, _)| *case)
    }

    /// Steps to each seat from the nearest of the seats `from`, along the ties of observation; [`NOBODY`] where there
    /// is no path.
    pub(super) fn distances(&self, from: &[u32]) -> Vec<u32> {
        let mut distances = vec![NOBODY; self.seats.len()];
        let mut reached: Vec<u32> = Vec::with_capacity(self.seats.len());
        for &seat in from.iter().filter(|&&seat| (seat as usize) < self.seats.len()) {
            if distances[seat as usize] == NOBODY {
                distances[seat as usize] = 0;
                reached.push(seat);
            }
        }
        let mut next = 0;
        while let Some(&seat) = reached.get(next) {
            next += 1;
            for &observer in self.observers(seat) {
                if distances.get(observer as usize) == Some(&NOBODY) {
                    distances[observer as usize] = distances[seat as usize] + 1;
                    reached.push(observer);
                }
            }
        }
        distances
    }
}
