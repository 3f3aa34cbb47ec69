//! What managers see of each other: a profile for each seat, which one look brings into the cache as a whole.

use super::filled;
use super::profile::{CREDIBILITY, Glance, Profile, ProfileMut};
use darkside_lanes::processor::{CACHED, fetch};
use darkside_lanes::{LANES, Lanes, Registers};

/// A profile for each of some seats.
///
/// A profile is made of rows of sixteen words, each of them a cache line: beliefs by practice, and in the last three words
/// credibility, practices in use and practices known. So a contact anywhere in memory costs one cache line up to thirteen
/// practices.
///
/// Of a catalogue of a few practices most of that line is empty. There, what contacts see at a glance is also kept apart.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    rows: Vec<Lanes<u32>>,
    size: ProfileSize,
    /// By seat, padded to a power of two, where the last place is nobody's; empty with more than [`FEW`] practices.
    glances: Vec<Glance>,
    seats: usize,
}

/// Up to this many practices, what contacts see at a glance is kept apart.
pub const FEW: usize = 4;

/// How many rows a profile has, and which practices it holds beliefs about, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct ProfileSize {
    rows: usize,
    practices: u32,
}

impl Profiles {
    /// Profiles of `seats` seats for `practices` practices: nothing used, known or believed, and a credibility of 1.
    pub fn new(seats: usize, practices: usize) -> Self {
        let rows = (practices + LANES - CREDIBILITY).div_ceil(LANES);
        let size = ProfileSize { rows, practices: (1u64 << practices).wrapping_sub(1) as u32 };
        let kept = if practices > FEW { 0 } else { (seats + 1).next_power_of_two() };
        let glances = filled(kept, 0);
        let mut profiles = Self { rows: filled(seats * rows, Lanes::default()), size, glances, seats };
        for seat in 0..seats {
            profiles.all().of(seat).set_credibility(1.0);
        }
        profiles
    }

    /// The profile of a seat; none where there is no such seat.
    #[inline(always)]
    pub fn of(&self, seat: u32) -> Option<Profile<'_>> {
        self.of_rows(seat, self.size.rows)
    }

    /// The profile of a seat, where profiles have one row each: a look at it is cheaper if the compiler knows. None where there is
    /// no such seat.
    #[inline(always)]
    pub fn of_one_row(&self, seat: u32) -> Option<Profile<'_>> {
        self.of_rows(seat, 1)
    }

    #[inline(always)]
    fn of_rows(&self, seat: u32, rows: usize) -> Option<Profile<'_>> {
        let rows = self.rows.get(seat as usize * rows..)?.get(..rows)?;
        Some(Profile { rows, last: rows.last()?, practices: self.size.practices })
    }

    /// Whether profiles have one row each.
    #[inline(always)]
    pub fn have_one_row(&self) -> bool {
        self.size.rows == 1
    }

    /// Whether there are more than caches hold.
    #[inline(always)]
    pub fn are_many(&self) -> bool {
        self.rows.len() * size_of::<Lanes<u32>>() > CACHED
    }

    /// Prefetches the profile of a seat.
    #[inline(always)]
    pub fn fetch(&self, seat: u32) {
        if let Some(profile) = self.of(seat) {
            fetch(profile.last);
        }
    }

    /// What is seen of a seat: practices in use, and credibility; none where there is no such seat.
    #[inline(always)]
    pub fn seen_of(&self, seat: u32) -> Option<(u32, f32)> {
        if self.has_glances() {
            let glance = self.glances[..self.seats].get(seat as usize)?;
            return Some((*glance as u32, f32::from_bits((glance >> 32) as u32)));
        }
        self.of(seat).map(|profile| (profile.uses(), profile.credibility()))
    }

    /// Whether there are glances.
    pub fn has_glances(&self) -> bool {
        !self.glances.is_empty()
    }

    /// What is seen at a glance of the contacts in a slot: practices in use, and the bits of credibility; 0 where there is none.
    #[inline(always)]
    pub fn glance_at(&self, contacts: &Lanes<u32>, instructions: impl Registers) -> [Lanes<u32>; 2] {
        // The last place of a power of two is nobody's.
        instructions.gather(&self.glances, contacts)
    }

    /// What they take in memory.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> usize {
        let Self { rows, size: _, glances, seats: _ } = self;
        size_of_val(&rows[..]) + size_of_val(&glances[..])
    }

    /// Those of all seats, to be written.
    pub fn all(&mut self) -> ProfilesMut<'_> {
        let glances = self.glances.get_mut(..self.seats).unwrap_or_default();
        ProfilesMut { rows: &mut self.rows, size: self.size, glances }
    }
}

/// Profiles of neighbouring seats, to be written.
#[derive(Debug)]
pub struct ProfilesMut<'a> {
    rows: &'a mut [Lanes<u32>],
    size: ProfileSize,
    glances: &'a mut [Glance],
}

impl<'a> ProfilesMut<'a> {
    /// Splits after the first `seats`.
    pub fn split(self, seats: usize) -> (Self, Self) {
        let Self { rows, size, glances } = self;
        let (rows, other_rows) = rows.split_at_mut(seats * size.rows);
        let kept = if glances.is_empty() { 0 } else { seats };
        let (glances, other_glances) = glances.split_at_mut(kept);
        (Self { rows, size, glances }, Self { rows: other_rows, size, glances: other_glances })
    }

    /// Some of them, by their position.
    pub fn some(&mut self, seats: std::ops::Range<usize>) -> ProfilesMut<'_> {
        let rows = &mut self.rows[seats.start * self.size.rows..seats.end * self.size.rows];
        let glances = if self.glances.is_empty() { &mut [][..] } else { &mut self.glances[seats] };
        ProfilesMut { rows, size: self.size, glances }
    }

    /// How many they are.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.rows.len() / self.size.rows
    }

    /// Copies the profiles of the seats from this one on.
    pub fn copy(&mut self, like: &Profiles, first_seat: u32) {
        let (from, rows) = (first_seat as usize * self.size.rows, self.rows.len());
        self.rows.copy_from_slice(&like.rows[from..from + rows]);
    }

    /// One of them, by its position.
    #[inline(always)]
    pub fn of(&mut self, position: usize) -> ProfileMut<'_> {
        let rows = &mut self.rows[position * self.size.rows..][..self.size.rows];
        ProfileMut { rows, glance: self.glances.get_mut(position) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_number_of_practices_lets_beliefs_reach_what_stands_beside_them() {
        for practices in [1, 12, 13, 14, 16, 29, 30, 32] {
            let mut profiles = Profiles::new(3, practices);
            let beliefs: Vec<f32> = (0..practices).map(|p| p as f32 + 0.5).collect();
            let mut all = profiles.all();
            all.of(1).set_beliefs(&beliefs);
            all.of(1).set_uses(5);
            all.of(1).set_known(7);
            all.of(1).set_credibility(0.25);
            let other = profiles.clone();
            let like = other.of(1).unwrap();
            let mut written = Profiles::new(3, practices);
            for part in 0..practices.div_ceil(LANES) {
                written.all().of(1).set_part(part, &like.beliefs(part));
            }
            written.all().of(1).set_rest(like);
            let (got, beside) = (written.of(1).unwrap(), written.of(2).unwrap());
            assert_eq!((got.uses(), got.known(), got.credibility()), (5, 7, 0.25), "{practices} practices");
            assert_eq!((0..practices).map(|p| got.belief(p)).collect::<Vec<_>>(), beliefs);
            let beyond = got.beliefs((practices - 1) / LANES);
            assert!((practices..practices.next_multiple_of(LANES)).all(|p| beyond[p % LANES] == 0.0));
            assert_eq!((beside.uses(), beside.known(), beside.credibility(), beside.belief(0)), (0, 0, 1.0, 0.0));
            assert!(written.of(3).is_none());
        }
    }
}
