//! Looks at all relationships once: sums, counts, and the pattern of alignment, which nothing but the record reads.

use std::thread;

use crate::lanes::{LANES, Lanes, bits, choose_word, keep};
use crate::population::{Block, Managers, Row, World};
use crate::processor::for_each_processor;
use crate::record::{Alignment, Totals};

use super::correlation::{Flags, OfSeats};

/// Sums and counts over all relationships.
#[derive(Default)]
pub(super) struct Seen {
    /// Value, visible value, dark cost, closeness.
    pub sums: [f64; 4],
    pub dark: u64,
    pub effects: [u64; 6],
    pub phases: [u64; 4],
    pub alignments: [u64; 4],
}

/// Phase and alignment of each relationship, now and when they were last looked at.
#[derive(Default)]
pub(super) struct Kinds {
    now: Vec<Lanes<u32>>,
    before: Vec<Lanes<u32>>,
    /// Lanes of each row in which they differ, a bit each.
    changed: Vec<u32>,
    looks: u64,
    /// Sums over portfolios, by block.
    sums: Vec<Sums>,
}

impl Kinds {
    /// What was now is before.
    fn next(&mut self, rows: usize, blocks: usize) {
        std::mem::swap(&mut self.now, &mut self.before);
        self.now.resize(rows, Lanes::default());
        self.before.resize(rows, Lanes::default());
        self.changed.resize(rows, 0);
        self.sums.resize(blocks, Sums::default());
        self.looks += 1;
    }
}

/// Neighbouring blocks, and what is noted of them.
struct Stretch<'a> {
    blocks: &'a [Block],
    managers: &'a [Managers],
    rows: &'a [Row],
    before: &'a [Lanes<u32>],
    now: &'a mut [Lanes<u32>],
    changed: &'a mut [u32],
    sums: &'a mut [Sums],
    flags: OfSeats<'a>,
}

impl<'a> Stretch<'a> {
    fn of(world: &'a World, flags: &'a mut Flags, kinds: &'a mut Kinds) -> Self {
        let Kinds { now, before, changed, sums, .. } = kinds;
        let (blocks, managers, rows) = (&world.blocks[..], &world.managers[..], &world.rows[..]);
        Self { blocks, managers, rows, before, now, changed, sums, flags: flags.all() }
    }

    /// The first so many blocks, and the others.
    fn split(self, blocks: usize) -> (Self, Self) {
        let own = &self.blocks[..blocks];
        let rows: usize = own.iter().map(|block| block.rows.len()).sum();
        let (rows_of_one, rows_of_other) = self.rows.split_at(rows);
        let (before, other_before) = self.before.split_at(rows);
        let (now, other_now) = self.now.split_at_mut(rows);
        let (changed, other_changed) = self.changed.split_at_mut(rows);
        let (sums, other_sums) = self.sums.split_at_mut(blocks);
        let (flags, other_flags) = self.flags.split(own.iter().map(|block| block.count).sum());
        let one = Self {
            blocks: own,
            managers: &self.managers[..blocks],
            rows: rows_of_one,
            before,
            now,
            changed,
            sums,
            flags,
        };
        let other = Self {
            blocks: &self.blocks[blocks..],
            managers: &self.managers[blocks..],
            rows: rows_of_other,
            before: other_before,
            now: other_now,
            changed: other_changed,
            sums: other_sums,
            flags: other_flags,
        };
        (one, other)
    }

    /// Looks at every relationship; counts.
    fn look(mut self, world: &World) -> Counts {
        let mut all = Counts::default();
        let (mut row, mut seat) = (0, 0);
        for ((block, managers), sums) in self.blocks.iter().zip(self.managers).zip(self.sums) {
            let harm = &world.firms[block.firm].parameters.dark_side.harm;
            let rows = row..row + block.rows.len();
            let kinds = OfBlock {
                now: &mut self.now[rows.clone()],
                before: &self.before[rows.clone()],
                changed: &mut self.changed[rows.clone()],
            };
            let counts;
            (*sums, counts) = look_at(&self.rows[rows.clone()], managers, harm, kinds);
            self.flags.set(seat..seat + block.count, &counts[1..7]);
            add(&mut all, &counts);
            (row, seat) = (rows.end, seat + block.count);
        }
        all
    }
}

/// Those of a block's rows.
struct OfBlock<'a> {
    now: &'a mut [Lanes<u32>],
    before: &'a [Lanes<u32>],
    changed: &'a mut [u32],
}

/// Sums over each portfolio by slot, then over managers by seat.
pub(super) fn look(world: &World, flags: &mut Flags, kinds: &mut Kinds, threads: usize) -> Seen {
    kinds.next(world.rows.len(), world.blocks.len());
    let mut all = Counts::default();
    let mut rest = Stretch::of(world, flags, kinds);
    if threads > 1 {
        thread::scope(|scope| {
            let each = world.blocks.len().div_ceil(threads);
            let mut looking = Vec::new();
            while !rest.blocks.is_empty() {
                let left = rest.blocks.len();
                let (stretch, others) = rest.split(if each < left { each } else { left });
                rest = others;
                looking.push(scope.spawn(move || stretch.look(world)));
            }
            for counts in looking {
                // A thread that panicked has said why; the scope passes it on.
                add(&mut all, &counts.join().unwrap_or_default());
            }
        });
    } else {
        all = rest.look(world);
    }
    let mut seen = Seen::default();
    for (block, sums) in world.blocks.iter().zip(&kinds.sums) {
        for (total, sums) in seen.sums.iter_mut().zip(sums) {
            for sum in &sums.0[..block.count] {
                *total += sum;
            }
        }
    }
    seen.count(&all);
    seen
}

/// Counts transitions since the last look. Few relationships change: who stays is who is there and has not come.
pub(super) fn count_transitions(world: &World, kinds: &mut Kinds, seen: &Seen, totals: &mut Totals) {
    if kinds.looks < 2 {
        return;
    }
    let (mut phases, mut alignments) = (seen.phases, seen.alignments);
    for (block, managers) in world.blocks.iter().zip(&world.managers) {
        for (slot, row) in block.rows.clone().enumerate().filter(|&(_, row)| kinds.changed[row] != 0) {
            for lane in bits(kinds.changed[row]).filter(|&lane| (slot as u32) < managers.portfolio[lane]) {
                let (from, to) = (kinds.before[row][lane] as usize, kinds.now[row][lane] as usize);
                if from & 3 != to & 3 {
                    totals.phases[from & 3][to & 3] += 1;
                    phases[to & 3] -= 1;
                }
                if from >> 2 != to >> 2 {
                    totals.alignments[from >> 2][to >> 2] += 1;
                    alignments[to >> 2] -= 1;
                }
            }
        }
    }
    for kind in 0..4 {
        totals.phases[kind][kind] += phases[kind];
        totals.alignments[kind][kind] += alignments[kind];
    }
}

/// Sums over portfolios: value, visible value, dark cost, closeness.
type Sums = [Lanes<f64>; 4];

/// Counts over portfolios: dark relationships, flags by effect, phases, alignments.
type Counts = [Lanes<u32>; 1 + 6 + 4 + 4];

for_each_processor!(
    /// Sums and counts over the portfolios of a block, by slot; `kinds` takes each relationship's phase and alignment.
    fn look_at(rows: &[Row], managers: &Managers, harm: &[f32; 6], kinds: OfBlock) -> (Sums, Counts) {
        let mut sums = Sums::default();
        let mut counts = Counts::default();
        let OfBlock { now, before, changed } = kinds;
        for (slot, ((row, now), (before, changed))) in rows.iter().zip(now).zip(before.iter().zip(changed)).enumerate()
        {
            let mut differs = 0;
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
            for lane in 0..LANES {
                // Who is not there has no flag and no kind; choosing later would make masked stores of the sums.
                let here = (slot as u32) < managers.portfolio[lane];
                let alignment = alignment(row, lane);
                let flags = choose_word(here, row.flags[lane], 0);
                let phase = choose_word(here, row.phase[lane], u32::MAX);
                let aligned = choose_word(here, alignment, u32::MAX);
                counts[0][lane] += u32::from(flags != 0);
                for effect in 0..6 {
                    counts[1 + effect][lane] += flags >> effect & 1;
                }
                for kind in 0..4 {
                    counts[7 + kind][lane] += u32::from(phase == kind as u32);
                    counts[11 + kind][lane] += u32::from(aligned == kind as u32);
                }
                now[lane] = row.phase[lane] | (alignment << 2);
                differs |= u32::from(now[lane] != before[lane]) << lane;
            }
            *changed = differs;
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
    choose_word(row.flags[lane] & 1 != 0, Alignment::Opportunistic as u32, honest)
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
            (row.supplier[3], row.customer[3], row.closeness[3], row.flags[3]) = (supplier, customer, closeness, flags);
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
