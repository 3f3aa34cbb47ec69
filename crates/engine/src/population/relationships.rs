//! Relationships, sixteen managers side by side in each row.

use bytemuck::Zeroable;

use darkside_lanes::{LANES, Lanes, choose_word};

/// One portfolio slot of sixteen managers: what only their own weeks read and write.
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
    /// Expectation e; in a vacant slot the value of the relationship that ended.
    pub expectation: Lanes<f32>,
    /// Shock ∈ [0, 1].
    pub shock: Lanes<f32>,
    /// Age in weeks; [`Row::VACANT`] in a slot without a relationship.
    pub age: Lanes<f32>,
    /// Account.
    pub account: Lanes<u32>,
    /// Lessons, a bit each: immune to these practices.
    pub lessons: Lanes<u32>,
}

impl Row {
    /// The age in a slot without a relationship.
    pub const VACANT: f32 = -1.0;

    /// Whether the slot in a lane has no relationship.
    #[inline(always)]
    pub fn vacant(&self, lane: usize) -> bool {
        self.age[lane] < 0.0
    }
}

/// What others see of the same relationships, as it was at the end of last week: whoever copies a practice looks at it,
/// anywhere.
///
/// A world keeps it twice, as published and in the making. So it is small: nine bytes for a relationship.
#[derive(Clone, Copy, Debug, Default, Zeroable)]
#[repr(C, align(16))]
pub struct Shown {
    /// Practices in use, a bit each.
    pub practices: [u32; LANES],
    /// Remembered visible value v̄.
    pub remembered: [f32; LANES],
    /// Dark flags and phase.
    standing: [u8; LANES],
}

/// Bits of a relationship's standing that hold its flags; those above hold its phase.
const FLAGS: u32 = 6;
const ALL_FLAGS: u8 = (1 << FLAGS) - 1;

impl Shown {
    /// Dark flags of the relationship in a lane, a bit for each effect.
    #[inline(always)]
    pub fn flags(&self, lane: usize) -> u32 {
        u32::from(self.standing[lane] & ALL_FLAGS)
    }

    /// Its phase, by position in `Phase::ALL`.
    #[inline(always)]
    pub fn phase(&self, lane: usize) -> u32 {
        u32::from(self.standing[lane] >> FLAGS)
    }

    /// Phases of all lanes.
    #[inline(always)]
    pub fn phases(&self) -> Lanes<u32> {
        Lanes(self.standing.map(|standing| u32::from(standing >> FLAGS)))
    }

    /// Dark flags of all lanes.
    #[inline(always)]
    pub fn all_flags(&self) -> Lanes<u32> {
        Lanes(self.standing.map(|standing| u32::from(standing & ALL_FLAGS)))
    }

    /// Practices in use of all lanes.
    #[inline(always)]
    pub fn in_use(&self) -> Lanes<u32> {
        Lanes(self.practices)
    }

    /// Sets its dark flags.
    #[inline(always)]
    pub fn set_flags(&mut self, lane: usize, flags: u32) {
        self.standing[lane] = self.standing[lane] & !ALL_FLAGS | flags as u8;
    }

    /// Sets its phase.
    #[inline(always)]
    pub fn set_phase(&mut self, lane: usize, phase: u32) {
        self.standing[lane] = (phase << FLAGS) as u8 | self.standing[lane] & ALL_FLAGS;
    }
}

/// Practices that may be taken up: neither in use nor a lesson. None in a vacant slot.
#[inline(always)]
pub fn open(row: &Row, shown: &Shown) -> Lanes<u32> {
    let mut open = Lanes::default();
    for lane in 0..LANES {
        let barred = shown.practices[lane] | row.lessons[lane];
        open[lane] = choose_word(row.vacant(lane), 0, !barred);
    }
    open
}

/// Practices that each manager uses anywhere in the portfolio.
pub fn used_by_managers(shown: &[Shown]) -> Lanes<u32> {
    let mut uses = Lanes::<u32>::default();
    for shown in shown {
        for lane in 0..LANES {
            uses[lane] |= shown.practices[lane];
        }
    }
    uses
}

/// Swaps the relationships in two places, row and lane each.
pub(super) fn swap(rows: &mut [Row], shown: &mut [Shown], a: (usize, usize), b: (usize, usize)) {
    macro_rules! swap_lane {
        ($columns:ident: $($field:ident)+) => {
            $({
                let kept = $columns[a.0].$field[a.1];
                $columns[a.0].$field[a.1] = $columns[b.0].$field[b.1];
                $columns[b.0].$field[b.1] = kept;
            })+
        };
    }
    swap_lane!(rows: closeness supplier customer power value visible expectation shock age account lessons);
    swap_lane!(shown: practices remembered standing);
    for effect in 0..6 {
        let kept = rows[a.0].dark[effect][a.1];
        rows[a.0].dark[effect][a.1] = rows[b.0].dark[effect][b.1];
        rows[b.0].dark[effect][b.1] = kept;
    }
}
