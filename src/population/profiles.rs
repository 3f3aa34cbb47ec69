//! What managers see of each other: a profile for each seat, which one look brings into the cache as a whole.

use crate::lanes::{LANES, Lanes};

/// Words at the end of a profile: credibility, practices in use, practices known.
const BESIDE_BELIEFS: usize = 3;

/// A profile for each of some seats.
///
/// A profile is a row of words, so that a contact anywhere in memory costs one cache line up to thirteen practices:
/// beliefs by practice, and in the last three words credibility, practices in use, practices known.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    words: Vec<u32>,
    size: Size,
}

/// How long a profile is, and the practices of which it holds beliefs, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    words: usize,
    practices: u32,
}

impl Profiles {
    /// Profiles of so many seats for so many practices: nothing used, known or believed, and a credibility of 1.
    pub fn new(seats: usize, practices: usize) -> Self {
        let words = (practices + BESIDE_BELIEFS).next_multiple_of(LANES);
        let size = Size { words, practices: (1u64 << practices).wrapping_sub(1) as u32 };
        let mut profiles = Self { words: vec![0; seats * words], size };
        for seat in 0..seats {
            profiles.all().of(seat).set_credibility(1.0);
        }
        profiles
    }

    /// The profile of a seat; none where there is no such seat.
    #[inline(always)]
    pub fn of(&self, seat: u32) -> Option<Profile<'_>> {
        let from = seat as usize * self.size.words;
        let words = self.words.get(from..from + self.size.words)?;
        Some(Profile { words, practices: self.size.practices })
    }

    /// Those of all seats, to be written.
    pub fn all(&mut self) -> ProfilesMut<'_> {
        ProfilesMut { words: &mut self.words, size: self.size }
    }
}

/// What is seen of one manager.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    words: &'a [u32],
    practices: u32,
}

impl Profile<'_> {
    /// Credibility κ.
    #[inline(always)]
    pub fn credibility(&self) -> f32 {
        f32::from_bits(self.words[self.words.len() - 3])
    }

    /// Practices in use in any relationship of the manager, a bit each.
    #[inline(always)]
    pub fn uses(&self) -> u32 {
        self.words[self.words.len() - 2]
    }

    /// Practices that the manager uses or has used, a bit each.
    #[inline(always)]
    pub fn known(&self) -> u32 {
        self.words[self.words.len() - 1]
    }

    /// What the manager believes a practice to be worth.
    pub fn belief(&self, practice: usize) -> f32 {
        f32::from_bits(self.words[practice])
    }

    /// What the manager believes sixteen practices to be worth, from the sixteen times `part`th on; 0 where there is none.
    #[inline(always)]
    pub fn beliefs(&self, part: usize) -> Lanes<f32> {
        let mut beliefs = Lanes::default();
        let practices = self.practices >> (part * LANES);
        if let Some(words) = self.words[part * LANES..].first_chunk::<LANES>() {
            for p in 0..LANES {
                let there = if practices & (1 << p) != 0 { u32::MAX } else { 0 };
                beliefs[p] = f32::from_bits(words[p] & there);
            }
        }
        beliefs
    }
}

/// Profiles of neighbouring seats, to be written.
#[derive(Debug)]
pub struct ProfilesMut<'a> {
    words: &'a mut [u32],
    size: Size,
}

impl<'a> ProfilesMut<'a> {
    /// The first so many, and the others.
    pub fn split(self, seats: usize) -> (Self, Self) {
        let (words, others) = self.words.split_at_mut(seats * self.size.words);
        (Self { words, size: self.size }, Self { words: others, size: self.size })
    }

    /// Some of them, by their position.
    pub fn some(&mut self, seats: std::ops::Range<usize>) -> ProfilesMut<'_> {
        let words = &mut self.words[seats.start * self.size.words..seats.end * self.size.words];
        ProfilesMut { words, size: self.size }
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.words.len().checked_div(self.size.words).unwrap_or(0)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// One of them, by its position.
    #[inline(always)]
    pub fn of(&mut self, position: usize) -> ProfileMut<'_> {
        ProfileMut { words: &mut self.words[position * self.size.words..][..self.size.words] }
    }
}

/// A profile to be written.
#[derive(Debug)]
pub struct ProfileMut<'a> {
    words: &'a mut [u32],
}

impl ProfileMut<'_> {
    /// Sets credibility.
    pub fn set_credibility(&mut self, credibility: f32) {
        self.words[self.words.len() - 3] = credibility.to_bits();
    }

    /// Sets the practices in use.
    pub fn set_uses(&mut self, uses: u32) {
        self.words[self.words.len() - 2] = uses;
    }

    /// Sets the practices known.
    pub fn set_known(&mut self, known: u32) {
        self.words[self.words.len() - 1] = known;
    }

    /// Adds to the practices known.
    pub fn add_known(&mut self, practices: u32) {
        self.words[self.words.len() - 1] |= practices;
    }

    /// Sets what the manager believes practices to be worth, from the first on.
    pub fn set_beliefs(&mut self, beliefs: &[f32]) {
        for (word, belief) in self.words.iter_mut().zip(beliefs) {
            *word = belief.to_bits();
        }
    }

    /// Sets beliefs of sixteen practices, from the sixteen times `part`th on. What else the profile holds is `like` another's.
    #[inline(always)]
    pub fn set_part(&mut self, part: usize, beliefs: &Lanes<f32>, like: Profile<'_>) {
        let (from, practices) = (part * LANES, like.practices >> (part * LANES));
        if let (Some(words), Some(old)) =
            (self.words[from..].first_chunk_mut::<LANES>(), like.words[from..].first_chunk::<LANES>())
        {
            for p in 0..LANES {
                let there = practices & (1 << p) != 0;
                words[p] = if there { beliefs[p].to_bits() } else { old[p] };
            }
        }
    }

    /// Sets all but the beliefs as in another.
    #[inline(always)]
    pub fn copy_others(&mut self, like: Profile<'_>) {
        let from = self.words.len() - BESIDE_BELIEFS;
        self.words[from..].copy_from_slice(&like.words[from..]);
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
                written.all().of(1).set_part(part, &like.beliefs(part), like);
            }
            written.all().of(1).copy_others(like);
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
