//! Relationships, sixteen managers side by side in each row.

use bytemuck::Zeroable;

use crate::lanes::{LANES, Lanes};

/// One portfolio slot of sixteen managers: everything that the week reads and writes.
#[derive(Clone, Copy, Debug, Default, Zeroable)]
pub struct Row {
    /// Closeness c ∈ [0, 1].
    pub closeness: Lanes<f32>,
    /// Dark intensities d_k ∈ [0, 1].
    pub dark: [Lanes<f32>; 6],
    /// Supplier's investment s ∈ [0, 1].
    pub supplier: Lanes<f32>,
    /// Customer's investment u ∈ [0, 1].
    pub customer: Lanes<f32>,
    /// Customer's power π ∈ [0, 1].
    pub power: Lanes<f32>,
    /// Actual value y of last week.
    pub value: Lanes<f32>,
    /// Visible value ṽ of last week.
    pub visible: Lanes<f32>,
    /// Remembered visible value v̄.
    pub remembered: Lanes<f32>,
    /// Expectation e.
    pub expectation: Lanes<f32>,
    /// Shock ∈ [0, 1].
    pub shock: Lanes<f32>,
    /// Age in weeks.
    pub age: Lanes<f32>,
    /// This week's noise η in what is seen.
    pub noise: Lanes<f32>,
    /// Account.
    pub account: Lanes<u32>,
    /// Practices in use, a bit each.
    pub practices: Lanes<u32>,
    /// Lessons, a bit each: immune to these practices.
    pub lessons: Lanes<u32>,
    /// Dark flags and phase.
    standing: Lanes<u32>,
}

/// Bits of a relationship's standing that hold its flags; those above hold its phase.
const FLAGS: u32 = 6;

impl Row {
    /// Dark flags of the relationship in a lane, a bit for each effect.
    #[inline(always)]
    pub fn flags(&self, lane: usize) -> u32 {
        self.standing[lane] & ((1 << FLAGS) - 1)
    }

    /// Its phase, by position in `Phase::ALL`.
    #[inline(always)]
    pub fn phase(&self, lane: usize) -> u32 {
        self.standing[lane] >> FLAGS
    }

    /// Phases of all lanes.
    #[inline(always)]
    pub fn phases(&self) -> Lanes<u32> {
        Lanes(self.standing.0.map(|standing| standing >> FLAGS))
    }

    /// Practices that may be taken up: neither in use nor a lesson.
    #[inline(always)]
    pub fn open(&self) -> Lanes<u32> {
        let mut open = Lanes::default();
        for lane in 0..LANES {
            open[lane] = !(self.practices[lane] | self.lessons[lane]);
        }
        open
    }

    /// Sets its dark flags.
    #[inline(always)]
    pub fn set_flags(&mut self, lane: usize, flags: u32) {
        self.standing[lane] = self.phase(lane) << FLAGS | flags;
    }

    /// Sets its phase.
    #[inline(always)]
    pub fn set_phase(&mut self, lane: usize, phase: u32) {
        self.standing[lane] = phase << FLAGS | self.flags(lane);
    }
}

/// Which relationships are in sixteen places.
#[derive(Clone, Copy, Debug, Default, Zeroable)]
pub struct History {
    /// Number of the slot in which the relationship began.
    pub home: Lanes<u32>,
    /// Which relationship of that slot it is, from 0. At most one begins in a week, and no run has so many weeks.
    pub spell: [u16; LANES],
    /// How many relationships have begun in this slot.
    pub begun: [u16; LANES],
}

impl History {
    /// Begins a new relationship in a lane, whose slot has this number.
    pub fn begin(&mut self, lane: usize, slot_number: u32) {
        self.home[lane] = slot_number;
        self.spell[lane] = self.begun[lane];
        self.begun[lane] += 1;
    }
}

/// Swaps the relationships in two places, with their histories; how many began in each slot stays there.
pub fn swap(rows: &mut [Row], histories: &mut [History], a: (usize, usize), b: (usize, usize)) {
    macro_rules! swap_lane {
        ($columns:ident: $($field:ident)+) => {
            $({
                let kept = $columns[a.0].$field[a.1];
                $columns[a.0].$field[a.1] = $columns[b.0].$field[b.1];
                $columns[b.0].$field[b.1] = kept;
            })+
        };
    }
    swap_lane!(rows: closeness supplier customer power value visible remembered expectation shock age noise);
    swap_lane!(rows: account practices lessons standing);
    swap_lane!(histories: home spell);
    for effect in 0..6 {
        let kept = rows[a.0].dark[effect][a.1];
        rows[a.0].dark[effect][a.1] = rows[b.0].dark[effect][b.1];
        rows[b.0].dark[effect][b.1] = kept;
    }
}
