//! Relationships, sixteen managers side by side in each row.

use crate::lanes::Lanes;
use crate::record::{Locus, Mechanism};

/// One portfolio slot of sixteen managers: everything that the week reads and writes.
#[derive(Clone, Debug, Default)]
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
    /// Dark flags, a bit for each effect.
    pub flags: Lanes<u32>,
    /// Dark flags that turned on this week.
    pub turned_on: Lanes<u32>,
    /// Phase, by position in `Phase::ALL`.
    pub phase: Lanes<u32>,
}

/// Where sixteen relationships and their practices came from: read and written only when something happens.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// Number of the slot in which the relationship began.
    pub home: Lanes<u32>,
    /// Which relationship of that slot it is, from 0.
    pub spell: Lanes<u32>,
    /// How many relationships have begun in this slot.
    pub begun: Lanes<u32>,
    /// Practices in use that came from a relationship that was dark, a bit each.
    pub from_dark: Lanes<u32>,
    /// Mechanism and locus by which each practice in use arrived: four bits each.
    origins: [Lanes<u32>; 4],
}

/// The ways in which a practice can arrive: mechanism and locus together, as a code of four bits.
const ORIGINS: [(Mechanism, Locus); 11] = [
    (Mechanism::Spontaneous, Locus::Origin),
    (Mechanism::IntraImitation, Locus::IntraPortfolio),
    (Mechanism::IntraLearning, Locus::IntraPortfolio),
    (Mechanism::IntraLearning, Locus::WiderNetwork),
    (Mechanism::InterImitation, Locus::InterPortfolio),
    (Mechanism::InterImitation, Locus::WiderNetwork),
    (Mechanism::InterLearning, Locus::InterPortfolio),
    (Mechanism::InterLearning, Locus::WiderNetwork),
    (Mechanism::Association, Locus::WiderNetwork),
    (Mechanism::Programme, Locus::InterPortfolio),
    (Mechanism::Introduction, Locus::Origin),
];

/// The code of a way to arrive; that of "spontaneous, from nowhere" for a pair that cannot happen.
fn origin_code(mechanism: Mechanism, locus: Locus) -> u32 {
    ORIGINS.iter().position(|&way| way == (mechanism, locus)).unwrap_or(0) as u32
}

impl History {
    /// How the practice arrived that is in use in this lane.
    pub fn origin(&self, lane: usize, practice: usize) -> (Mechanism, Locus) {
        let code = self.origins[practice / 8][lane] >> (practice % 8 * 4) & 15;
        ORIGINS.get(code as usize).copied().unwrap_or(ORIGINS[0])
    }

    /// Notes how a practice arrived in a lane.
    pub fn set_origin(&mut self, lane: usize, practice: usize, mechanism: Mechanism, locus: Locus, from_dark: bool) {
        let shift = practice % 8 * 4;
        let word = &mut self.origins[practice / 8][lane];
        *word = *word & !(15 << shift) | origin_code(mechanism, locus) << shift;
        let bit = 1 << practice;
        self.from_dark[lane] = if from_dark { self.from_dark[lane] | bit } else { self.from_dark[lane] & !bit };
    }

    /// Begins a new relationship in a lane, whose slot has this number.
    pub fn begin(&mut self, lane: usize, slot_number: u32) {
        self.home[lane] = slot_number;
        self.spell[lane] = self.begun[lane];
        self.begun[lane] += 1;
        self.from_dark[lane] = 0;
        for word in &mut self.origins {
            word[lane] = 0;
        }
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
    swap_lane!(rows: account practices lessons flags turned_on phase);
    swap_lane!(histories: home spell from_dark);
    for effect in 0..6 {
        let kept = rows[a.0].dark[effect][a.1];
        rows[a.0].dark[effect][a.1] = rows[b.0].dark[effect][b.1];
        rows[b.0].dark[effect][b.1] = kept;
    }
    for word in 0..4 {
        let kept = histories[a.0].origins[word][a.1];
        histories[a.0].origins[word][a.1] = histories[b.0].origins[word][b.1];
        histories[b.0].origins[word][b.1] = kept;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_arrive_survives_its_code() {
        let mut history = History::default();
        for (practice, &(mechanism, locus)) in ORIGINS.iter().enumerate() {
            history.set_origin(3, practice + 20, mechanism, locus, practice % 2 == 0);
        }
        for (practice, &way) in ORIGINS.iter().enumerate() {
            assert_eq!(history.origin(3, practice + 20), way);
            assert_eq!(history.from_dark[3] >> (practice + 20) & 1, u32::from(practice % 2 == 0));
        }
    }
}
