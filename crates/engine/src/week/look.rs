//! The end of a week: a look at all relationships, for sums, counts and the pattern of alignment, which only the record
//! reads.

use crate::population::{Managers, Own, Row, STRETCH, Shares, Shown};
use crate::record::{Alignment, Totals};
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, bits, choose_word, keep};

/// Sums and counts over all relationships.
#[derive(Clone, Copy, Default)]
pub struct Seen {
    /// Value, visible value, dark cost, closeness.
    pub sums: [f64; 4],
    /// Σ count² / portfolio over managers, by effect: count is that of the relationships that carry its flag.
    pub squares: [f64; 8],
    /// Counts.
    pub counts: Counts,
}

/// Counts of relationships.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    /// Those that carry any flag.
    pub dark: u64,
    /// Those that carry each effect's flag.
    pub effects: [u64; 6],
    /// Those in each phase.
    pub phases: [u64; 4],
    /// Those of each alignment.
    pub alignments: [u64; 4],
    /// Changes of phase and of alignment since the last look.
    changes: Changes,
}

impl Counts {
    /// Adds what has been counted of a block's rows, and begins to count anew.
    #[inline(always)]
    fn take(&mut self, packed: &mut Packed) {
        let Packed { dark, phases, alignments } = std::mem::take(packed);
        self.dark += dark.0.iter().map(|&count| u64::from(count)).sum::<u64>();
        for (counts, packed) in [(&mut self.phases, phases), (&mut self.alignments, alignments)] {
            for (kind, count) in counts.iter_mut().enumerate() {
                *count += packed.0.iter().map(|&packed| u64::from(packed >> (kind * 8) & 255)).sum::<u64>();
            }
        }
    }

    /// Adds the flags of sixteen portfolios.
    fn add_flagged(&mut self, flagged: &Flagged) {
        for (effect, flagged) in self.effects.iter_mut().zip(flagged) {
            *effect += flagged.0.iter().map(|&count| u64::from(count)).sum::<u64>();
        }
    }

    fn add(&mut self, other: &Self) {
        self.dark += other.dark;
        for (to, from) in [
            (&mut self.effects[..], &other.effects[..]),
            (&mut self.phases, &other.phases),
            (&mut self.alignments, &other.alignments),
        ] {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        self.changes.add(&other.changes);
    }
}

/// Counts of up to 255 rows by lane, four kinds to a word.
#[derive(Default)]
struct Packed {
    dark: Lanes<u32>,
    phases: Lanes<u32>,
    alignments: Lanes<u32>,
}

impl Packed {
    const ROWS: usize = 255;
}

/// How many relationships went from each kind to each other.
#[derive(Clone, Copy, Default)]
struct Changes {
    phases: [[u64; 4]; 4],
    alignments: [[u64; 4]; 4],
}

impl Changes {
    fn note(&mut self, from: u8, to: u8) {
        let (from, to) = (usize::from(from), usize::from(to));
        if from & 3 != to & 3 {
            self.phases[from & 3][to & 3] += 1;
        }
        if from >> 2 != to >> 2 {
            self.alignments[from >> 2][to >> 2] += 1;
        }
    }

    fn add(&mut self, other: &Self) {
        for (to, from) in [(&mut self.phases, &other.phases), (&mut self.alignments, &other.alignments)] {
            for (to, from) in to.as_flattened_mut().iter_mut().zip(from.as_flattened()) {
                *to += from;
            }
        }
    }
}

/// Looks at a block: adds what is seen of it, and notes what the next look is compared with.
fn look_at_block(own: &mut Own, seen: &mut Seen) {
    let harm = &own.firm.parameters.dark_side.harm;
    let (sums, flagged) = look_at(own.rows, own.shown, own.managers, harm, own.kinds, &mut seen.counts);
    for (total, sums) in seen.sums.iter_mut().zip(&sums) {
        for sum in &sums.0[..own.block.count] {
            *total += sum;
        }
    }
    note_flags(own.flagged, &flagged, own.managers, &mut seen.squares);
    seen.counts.add_flagged(&flagged);
}

/// What one thread sees of its blocks, stretch by stretch.
#[derive(Default)]
pub(super) struct Looks(Vec<Seen>);

impl Looks {
    /// Looks at a block. Blocks come in their order, and a thread has whole stretches.
    pub fn look_at(&mut self, own: &mut Own) {
        let begins = own.number.is_multiple_of(STRETCH);
        debug_assert!(begins || !self.0.is_empty(), "a thread begins within a stretch");
        if begins || self.0.is_empty() {
            self.0.push(Seen::default());
        }
        if let Some(seen) = self.0.last_mut() {
            look_at_block(own, seen);
        }
    }

    /// Adds what was seen, stretch by stretch, and begins anew.
    pub fn add_to(&mut self, seen: &mut Seen) {
        self.0.drain(..).for_each(|of_stretch| seen.add(&of_stretch));
    }
}

impl Seen {
    /// The same once nothing has changed since.
    pub fn without_changes(mut self) -> Self {
        self.counts.changes = Changes::default();
        self
    }

    /// Adds a later stretch.
    fn add(&mut self, other: &Self) {
        for (total, sum) in self.sums.iter_mut().zip(other.sums) {
            *total += sum;
        }
        for (total, sum) in self.squares.iter_mut().zip(other.squares) {
            *total += sum;
        }
        self.counts.add(&other.counts);
    }
}

/// Counts transitions since the last look. Few relationships change: who stays is who is there and has not come.
pub fn count_transitions(seen: &Seen, totals: &mut Totals) {
    let Counts { phases, alignments, changes, .. } = &seen.counts;
    let of_phases = (&mut totals.phases, &changes.phases, phases);
    let of_alignments = (&mut totals.alignments, &changes.alignments, alignments);
    for (totals, changes, now) in [of_phases, of_alignments] {
        for to in 0..4 {
            let mut came = 0;
            for from in 0..4 {
                totals[from][to] += changes[from][to];
                came += changes[from][to];
            }
            totals[to][to] += now[to] - came;
        }
    }
}

for_each_processor!(
    /// Notes the share of each manager's relationships that carry a flag, by effect.
    fn note_flags(flags: &mut [Shares], flagged: &Flagged, managers: &Managers, squares: &mut [f64; 8]) {
        for (lane, Shares(share)) in flags.iter_mut().enumerate() {
            let mut count = [0.0; 8];
            for effect in 0..6 {
                count[effect] = flagged[effect][lane] as f32;
            }
            for k in 0..8 {
                share[k] = count[k] / managers.portfolio[lane] as f32;
                squares[k] += f64::from(count[k]) * f64::from(share[k]);
            }
        }
    }
);

/// Sums over portfolios: value, visible value, dark cost, closeness.
type Sums = [Lanes<f64>; 4];

/// Relationships in each portfolio that carry each effect's flag.
type Flagged = [Lanes<u32>; 6];

for_each_processor!(
    /// Sums over the portfolios of a block and their flags by effect, by slot. Adds to the counts; notes each relationship's
    /// phase and alignment, and counts where they have changed.
    fn look_at(
        rows: &[Row],
        shown: &[Shown],
        managers: &Managers,
        harm: &[f32; 6],
        kinds: &mut [[u8; LANES]],
        counts: &mut Counts,
    ) -> (Sums, Flagged) {
        let (mut sums, mut flagged, mut packed) = (Sums::default(), Flagged::default(), Packed::default());
        for (slot, ((row, shown), kinds)) in rows.iter().zip(shown).zip(kinds).enumerate() {
            if slot > 0 && slot.is_multiple_of(Packed::ROWS) {
                counts.take(&mut packed);
            }
            let (mut now, mut changed) = ([0; LANES], 0);
            for lane in 0..LANES {
                let here = (slot as u32) < managers.portfolio[lane];
                let mut cost = 0.0;
                for effect in 0..6 {
                    cost += harm[effect] * row.dark[effect][lane];
                }
                sums[0][lane] += f64::from(keep(here, row.value[lane]));
                sums[1][lane] += f64::from(keep(here, row.visible[lane]));
                sums[2][lane] += f64::from(keep(here, cost));
                sums[3][lane] += f64::from(keep(here, row.closeness[lane]));
            }
            for lane in 0..LANES {
                // Who is not there has no flag and counts nothing; choosing later would make masked stores of the sums.
                let here = (slot as u32) < managers.portfolio[lane];
                let one = u32::from(here);
                let (phase, alignment) = (shown.phase(lane), alignment(row, shown, lane));
                let flags = choose_word(here, shown.flags(lane), 0);
                packed.dark[lane] += u32::from(flags != 0);
                packed.phases[lane] += one << (phase * 8);
                packed.alignments[lane] += one << (alignment * 8);
                for effect in 0..6 {
                    flagged[effect][lane] += flags >> effect & 1;
                }
                now[lane] = (phase | alignment << 2) as u8;
                changed |= choose_word(here & (now[lane] != kinds[lane]), 1 << lane, 0);
            }
            for lane in bits(changed) {
                counts.changes.note(kinds[lane], now[lane]);
            }
            *kinds = now;
        }
        counts.take(&mut packed);
        (sums, flagged)
    }
);

/// The pattern of alignment between supplier and customer (S3), by position in `Alignment::ALL`: opportunistic, else
/// compensatory, else mutualistic, else passive.
#[inline(always)]
pub fn alignment(row: &Row, shown: &Shown, lane: usize) -> u32 {
    let difference = row.supplier[lane] - row.customer[lane];
    let apart = (difference >= 0.15) | (difference <= -0.15);
    let close = row.closeness[lane] >= 0.5;
    let peaceful = choose_word(close, Alignment::Mutualistic as u32, Alignment::Passive as u32);
    let honest = choose_word(apart, Alignment::Compensatory as u32, peaceful);
    choose_word(shown.flags(lane) & 1 != 0, Alignment::Opportunistic as u32, honest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_apart_either_way_are_compensatory() {
        let aligned = |supplier: f32, customer: f32, closeness: f32, flags: u32| {
            let (mut row, mut shown) = (Row::default(), Shown::default());
            (row.supplier[3], row.customer[3], row.closeness[3]) = (supplier, customer, closeness);
            shown.set_flags(3, flags);
            Alignment::ALL[alignment(&row, &shown, 3) as usize]
        };
        assert_eq!(aligned(0.2, 0.0, 0.8, 0), Alignment::Compensatory);
        assert_eq!(aligned(0.0, 0.2, 0.8, 0), Alignment::Compensatory);
        assert_eq!(aligned(0.15, 0.0, 0.8, 0), Alignment::Compensatory);
        assert_eq!(aligned(0.0, 0.15, 0.8, 0), Alignment::Compensatory);
        assert_eq!(aligned(0.1, 0.2, 0.8, 0), Alignment::Mutualistic);
        assert_eq!(aligned(0.2, 0.1, 0.4, 0), Alignment::Passive);
        assert_eq!(aligned(0.0, 0.2, 0.8, 1), Alignment::Opportunistic);
    }
}
