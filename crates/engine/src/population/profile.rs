//! What managers see of one manager, as words side by side.

use darkside_lanes::{LANES, Lanes, choose_word};

/// Places of the three words beside the beliefs, in the last row of a profile.
pub(super) const CREDIBILITY: usize = LANES - 3;
pub(super) const USES: usize = LANES - 2;
pub(super) const KNOWN: usize = LANES - 1;

/// What is seen of a manager at a glance: practices in use, a bit each, and above them the bits of credibility κ. Of nobody: 0.
pub(super) type Glance = u64;

/// What is seen of one manager.
#[derive(Clone, Copy, Debug)]
pub struct Profile<'a> {
    pub(super) rows: &'a [Lanes<u32>],
    pub(super) last: &'a Lanes<u32>,
    pub(super) practices: u32,
}

impl Profile<'_> {
    /// Credibility κ.
    #[inline(always)]
    pub fn credibility(&self) -> f32 {
        f32::from_bits(self.last[CREDIBILITY])
    }

    /// Practices in use in any relationship of the manager, a bit each.
    #[inline(always)]
    pub fn uses(&self) -> u32 {
        self.last[USES]
    }

    /// Practices that the manager uses or has used, a bit each.
    #[inline(always)]
    pub fn known(&self) -> u32 {
        self.last[KNOWN]
    }

    /// What the manager believes a practice to be worth.
    pub fn belief(&self, practice: usize) -> f32 {
        f32::from_bits(self.rows[practice / LANES][practice % LANES])
    }

    /// The same as [`Profile::beliefs`], but any number where there is no practice.
    #[inline(always)]
    pub fn beliefs_and_more(&self, part: usize) -> Lanes<f32> {
        Lanes(self.rows[part].0.map(f32::from_bits))
    }

    /// What the manager believes sixteen practices to be worth, from the sixteen times `part`th on; 0 where there is none.
    #[inline(always)]
    pub fn beliefs(&self, part: usize) -> Lanes<f32> {
        let (row, practices) = (&self.rows[part], self.practices >> (part * LANES));
        let mut beliefs = Lanes::default();
        for p in 0..LANES {
            beliefs[p] = f32::from_bits(choose_word(practices & (1 << p) != 0, row[p], 0));
        }
        beliefs
    }
}

/// A profile to be written.
#[derive(Debug)]
pub struct ProfileMut<'a> {
    pub(super) rows: &'a mut [Lanes<u32>],
    pub(super) glance: Option<&'a mut Glance>,
}

impl ProfileMut<'_> {
    fn last(&mut self) -> &mut Lanes<u32> {
        let last = self.rows.len() - 1;
        &mut self.rows[last]
    }

    /// Sets credibility.
    pub fn set_credibility(&mut self, credibility: f32) {
        self.last()[CREDIBILITY] = credibility.to_bits();
        if let Some(glance) = &mut self.glance {
            **glance = u64::from(credibility.to_bits()) << 32 | **glance & u64::from(u32::MAX);
        }
    }

    /// Sets the practices in use; the glance then also has this profile's credibility.
    pub fn set_uses(&mut self, uses: u32) {
        let last = self.last();
        last[USES] = uses;
        let credibility = last[CREDIBILITY];
        if let Some(glance) = &mut self.glance {
            **glance = u64::from(credibility) << 32 | u64::from(uses);
        }
    }

    /// Sets the practices known.
    pub fn set_known(&mut self, known: u32) {
        self.last()[KNOWN] = known;
    }

    /// Adds to the practices known.
    pub fn add_known(&mut self, practices: u32) {
        self.last()[KNOWN] |= practices;
    }

    /// Sets what the manager believes practices to be worth, from the first on.
    pub fn set_beliefs(&mut self, beliefs: &[f32]) {
        for (word, belief) in self.rows.iter_mut().flat_map(|row| &mut row.0).zip(beliefs) {
            *word = belief.to_bits();
        }
    }

    /// Sets beliefs of sixteen practices, from the sixteen times `part`th on, and with them what stands in their row.
    #[inline(always)]
    pub fn set_part(&mut self, part: usize, beliefs: &Lanes<f32>) {
        for p in 0..LANES {
            self.rows[part][p] = beliefs[p].to_bits();
        }
    }

    /// Sets all that stands beside the beliefs as it is in another profile.
    #[inline(always)]
    pub fn set_rest(&mut self, like: Profile<'_>) {
        self.last().0[CREDIBILITY..].copy_from_slice(&like.last.0[CREDIBILITY..]);
    }
}
