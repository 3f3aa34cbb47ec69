//! Looks at all relationships once: sums, counts, and the pattern of alignment, which nothing but the record reads.

use super::correlation::Flags;
use super::stretch::{look_at_each, stretches};
use crate::lanes::{LANES, Lanes, bits, choose_word, keep};
use crate::population::{Block, Managers, Row, World, zeroed};
use crate::processor::for_each_processor;
use crate::record::{Alignment, Totals};

/// Sums and counts over all relationships.
#[derive(Default)]
pub(super) struct Seen {
    /// Value, visible value, dark cost, closeness.
    pub sums: [f64; 4],
    /// Σ count² / portfolio over managers, by effect: count is that of the relationships that carry its flag.
    pub squares: [f64; 8],
    pub dark: u64,
    pub effects: [u64; 6],
    pub phases: [u64; 4],
    pub alignments: [u64; 4],
    /// Changes of phase and of alignment since the last look.
    changes: Changes,
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

/// What is seen in a stretch.
struct OfStretch {
    sums: [f64; 4],
    squares: [f64; 8],
    counts: Counts,
    changes: Changes,
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
    let mut counts = Counts::default();
    for of_stretch in look_at_each(own.collect(), threads, |stretch| stretch.look(world)) {
        for (total, sum) in seen.sums.iter_mut().zip(of_stretch.sums) {
            *total += sum;
        }
        for (total, sum) in seen.squares.iter_mut().zip(of_stretch.squares) {
            *total += sum;
        }
        add(&mut counts, &of_stretch.counts);
        seen.changes.add(&of_stretch.changes);
    }
    seen.count(&counts);
    kinds.looks += 1;
    seen
}

/// Counts transitions since the last look. Few relationships change: who stays is who is there and has not come.
pub(super) fn count_transitions(kinds: &Kinds, seen: &Seen, totals: &mut Totals) {
    if kinds.looks < 2 {
        return;
    }
    let of_phases = (&mut totals.phases, &seen.changes.phases, &seen.phases);
    let of_alignments = (&mut totals.alignments, &seen.changes.alignments, &seen.alignments);
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
    fn look(self, world: &World) -> OfStretch {
        let mut seen =
            OfStretch { sums: [0.0; 4], squares: [0.0; 8], counts: Counts::default(), changes: Changes::default() };
        let (mut kinds_left, mut flags_left) = (self.kinds, self.flags);
        for (block, managers) in self.blocks.iter().zip(self.managers) {
            let harm = &world.firms[block.firm].parameters.dark_side.harm;
            let (kinds, others) = std::mem::take(&mut kinds_left).split_at_mut(block.rows.len());
            let (flags, other_flags) = std::mem::take(&mut flags_left).split_at_mut(block.count);
            (kinds_left, flags_left) = (others, other_flags);
            let (sums, counts) = look_at(&world.rows[block.rows.clone()], managers, harm, kinds, &mut seen.changes);
            for (total, sums) in seen.sums.iter_mut().zip(&sums) {
                for sum in &sums.0[..block.count] {
                    *total += sum;
                }
            }
            note_flags(flags, &counts, managers, &mut seen.squares);
            add(&mut seen.counts, &counts);
        }
        seen
    }
}

for_each_processor!(
    /// Notes the share of each manager's relationships that carry a flag, by effect.
    fn note_flags(flags: &mut [[f32; 8]], counts: &Counts, managers: &Managers, squares: &mut [f64; 8]) {
        for (lane, share) in flags.iter_mut().enumerate() {
            let mut count = [0.0; 8];
            for effect in 0..6 {
                count[effect] = counts[1 + effect][lane] as f32;
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

/// Counts over portfolios: dark relationships, flags by effect, phases, alignments.
type Counts = [Lanes<u32>; 1 + 6 + 4 + 4];

for_each_processor!(
    /// Sums and counts over the portfolios of a block, by slot; notes each relationship's phase and alignment, and counts where
    /// they have changed.
    fn look_at(
        rows: &[Row],
        managers: &Managers,
        harm: &[f32; 6],
        kinds: &mut [[u8; LANES]],
        changes: &mut Changes,
    ) -> (Sums, Counts) {
        let mut sums = Sums::default();
        let mut counts = Counts::default();
        for (slot, (row, kinds)) in rows.iter().zip(kinds).enumerate() {
            for lane in 0..LANES {
                let present = (slot as u32) < managers.portfolio[lane];
                let mut cost = 0.0;
                for effect in 0..6 {
                    cost += harm[effect] * row.dark[effect][lane];
                }
                sums[0][lane] += f64::from(keep(present, row.value[lane]));
                sums[1][lane] += f64::from(keep(present, row.visible[lane]));
                sums[2][lane] += f64::from(keep(present, cost));
                sums[3][lane] += f64::from(keep(present, row.closeness[lane]));
            }
            let (mut now, mut changed, mut here_of_lanes) = ([0; LANES], 0, 0);
            for lane in 0..LANES {
                // Who is not there has no flag and no kind; choosing later would make masked stores of the sums.
                let here = (slot as u32) < managers.portfolio[lane];
                let alignment = alignment(row, lane);
                let flags = choose_word(here, row.flags(lane), 0);
                let phase = choose_word(here, row.phase(lane), u32::MAX);
                let aligned = choose_word(here, alignment, u32::MAX);
                counts[0][lane] += u32::from(flags != 0);
                for effect in 0..6 {
                    counts[1 + effect][lane] += flags >> effect & 1;
                }
                for kind in 0..4 {
                    counts[7 + kind][lane] += u32::from(phase == kind as u32);
                    counts[11 + kind][lane] += u32::from(aligned == kind as u32);
                }
                now[lane] = (row.phase(lane) | (alignment << 2)) as u8;
                changed |= u32::from(now[lane] != kinds[lane]) << lane;
                here_of_lanes |= u32::from(here) << lane;
            }
            for lane in bits(changed & here_of_lanes) {
                changes.note(kinds[lane], now[lane]);
            }
            *kinds = now;
        }
        (sums, counts)
    }
);

/// The pattern of alignment between supplier and customer (S3), by position in `Alignment::ALL`: opportunistic, else
/// compensatory, else mutualistic, else passive.
#[inline(always)]
pub(super) fn alignment(row: &Row, lane: usize) -> u32 {
    let difference = row.supplier[lane] - row.customer[lane];
    let apart = (difference >= 0.15) | (difference <= -0.15);
    let close = row.closeness[lane] >= 0.5;
    let peaceful = choose_word(close, Alignment::Mutualistic as u32, Alignment::Passive as u32);
    let honest = choose_word(apart, Alignment::Compensatory as u32, peaceful);
    choose_word(row.flags(lane) & 1 != 0, Alignment::Opportunistic as u32, honest)
}

/// Adds counts, lane by lane; an empty lane counts nothing.
fn add(all: &mut Counts, counts: &Counts) {
    for lane in 0..LANES {
        for kind in 0..counts.len() {
            all[kind][lane] += counts[kind][lane];
        }
    }
}

impl Seen {
    fn count(&mut self, all: &Counts) {
        let total = |kind: usize| all[kind].0.iter().map(|&count| u64::from(count)).sum::<u64>();
        self.dark = total(0);
        self.effects = std::array::from_fn(|effect| total(1 + effect));
        self.phases = std::array::from_fn(|phase| total(7 + phase));
        self.alignments = std::array::from_fn(|alignment| total(11 + alignment));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partners_apart_either_way_are_compensatory() {
        let aligned = |supplier: f32, customer: f32, closeness: f32, flags: u32| {
            let mut row = Row::default();
            (row.supplier[3], row.customer[3], row.closeness[3]) = (supplier, customer, closeness);
            row.set_flags(3, flags);
            Alignment::ALL[alignment(&row, 3) as usize]
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
