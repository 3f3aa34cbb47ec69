//! Looks at all relationships once: sums, counts, and the pattern of alignment, which nothing but the record reads.

use super::correlation::Flags;
use super::stretch::{look_at_each, stretches};
use crate::lanes::{LANES, Lanes, bits, choose_word, keep};
use crate::population::{Block, Managers, Row, Shown, World, zeroed};
use crate::processor::{Ahead, CACHED, for_each_processor};
use crate::record::{Alignment, Totals};

/// Sums and counts over all relationships.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    /// Value, visible value, dark cost, closeness.
    pub sums: [f64; 4],
    /// Σ count² / portfolio over managers, by effect: count is that of the relationships that carry its flag.
    pub squares: [f64; 8],
    pub counts: Counts,
}

/// Counts of relationships.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub dark: u64,
    pub effects: [u64; 6],
    pub phases: [u64; 4],
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

/// Phase and alignment of each relationship when they were last looked at: phase in the lowest two bits.
pub(super) struct Kinds {
    of_rows: Vec<[u8; LANES]>,
    looks: u64,
}

impl Kinds {
    pub fn new(world: &World) -> Self {
        Self { of_rows: zeroed(world.rows.len()), looks: 0 }
    }
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

/// A stretch of blocks, and what is noted of it.
struct Stretch<'a> {
    blocks: &'a [Block],
    managers: &'a [Managers],
    kinds: &'a mut [[u8; LANES]],
    flags: &'a mut [[f32; 8]],
}

/// Sums over each portfolio by slot, then over managers by seat, then over stretches.
pub(super) fn look(world: &World, flags: &mut Flags, kinds: &mut Kinds, threads: usize) -> Seen {
    let (mut kinds_left, mut flags_left) = (&mut kinds.of_rows[..], &mut flags.share[..]);
    let own = stretches(&world.blocks).zip(stretches(&world.managers)).map(|(blocks, managers)| {
        let rows = blocks.iter().map(|block| block.rows.len()).sum();
        let seats = blocks.iter().map(|block| block.count).sum();
        let kinds = kinds_left.split_off_mut(..rows).unwrap_or_default();
        Stretch { blocks, managers, kinds, flags: flags_left.split_off_mut(..seats).unwrap_or_default() }
    });
    let mut seen = Seen::default();
    for of_stretch in look_at_each(own.collect(), threads, |stretch| stretch.look(world)) {
        for (total, sum) in seen.sums.iter_mut().zip(of_stretch.sums) {
            *total += sum;
        }
        for (total, sum) in seen.squares.iter_mut().zip(of_stretch.squares) {
            *total += sum;
        }
        seen.counts.add(&of_stretch.counts);
    }
    kinds.looks += 1;
    seen
}

/// Counts transitions since the last look. Few relationships change: who stays is who is there and has not come.
pub(super) fn count_transitions(kinds: &Kinds, seen: &Seen, totals: &mut Totals) {
    if kinds.looks < 2 {
        return;
    }
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

impl Stretch<'_> {
    /// Looks at every relationship.
    fn look(self, world: &World) -> Seen {
        let mut seen = Seen::default();
        let (mut kinds_left, mut flags_left) = (self.kinds, self.flags);
        for (position, (block, managers)) in self.blocks.iter().zip(self.managers).enumerate() {
            let later = self.blocks.get(position + 2).filter(|_| size_of_val(&world.rows[..]) > CACHED);
            let ahead = later.map_or([Ahead::default(); 2], |later| {
                [Ahead::of(&world.rows[later.rows.clone()]), Ahead::of(&world.shown[later.rows.clone()])]
            });
            let harm = &world.firms[block.firm].parameters.dark_side.harm;
            let (kinds, others) = std::mem::take(&mut kinds_left).split_at_mut(block.rows.len());
            let (flags, other_flags) = std::mem::take(&mut flags_left).split_at_mut(block.count);
            (kinds_left, flags_left) = (others, other_flags);
            let (rows, shown) = (&world.rows[block.rows.clone()], &world.shown[block.rows.clone()]);
            let (sums, flagged) = look_at((rows, shown), ahead, managers, harm, kinds, &mut seen.counts);
            for (total, sums) in seen.sums.iter_mut().zip(&sums) {
                for sum in &sums.0[..block.count] {
                    *total += sum;
                }
            }
            note_flags(flags, &flagged, managers, &mut seen.squares);
            seen.counts.add_flagged(&flagged);
        }
        seen
    }
}

for_each_processor!(
    /// Notes the share of each manager's relationships that carry a flag, by effect.
    fn note_flags(flags: &mut [[f32; 8]], flagged: &Flagged, managers: &Managers, squares: &mut [f64; 8]) {
        for (lane, share) in flags.iter_mut().enumerate() {
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
    /// Sums over the portfolios of a block and their flags by effect, by slot. Adds to the counts; notes each relationship's phase
    /// and alignment, and counts where they have changed.
    fn look_at(
        relationships: (&[Row], &[Shown]),
        ahead: [Ahead; 2],
        managers: &Managers,
        harm: &[f32; 6],
        kinds: &mut [[u8; LANES]],
        counts: &mut Counts,
    ) -> (Sums, Flagged) {
        let (rows, shown) = relationships;
        let (mut sums, mut flagged, mut packed) = (Sums::default(), Flagged::default(), Packed::default());
        for (slot, ((row, shown), kinds)) in rows.iter().zip(shown).zip(kinds).enumerate() {
            ahead.iter().for_each(|ahead| ahead.fetch(slot, rows.len()));
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
pub(super) fn alignment(row: &Row, shown: &Shown, lane: usize) -> u32 {
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
