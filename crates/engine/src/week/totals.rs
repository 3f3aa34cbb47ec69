//! Sums and counts over all relationships at the end of a week, and their pattern of alignment. Only the record reads them.

use crate::population::{BlockMut, Managers, Row, STRETCH, Shares, Shown};
use crate::record::{Alignment, Totals};
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, bits, choose_word, keep};

/// Sums and counts over all relationships at the end of a week.
#[derive(Clone, Copy, Default)]
pub struct PortfolioTotals {
    /// Value, visible value, dark cost, closeness, value that vacant slots had.
    pub sums: [f64; 5],
    /// Σ count² / portfolio over managers, by effect: count is that of the relationships that carry its flag.
    pub squares: [f64; 8],
    /// Counts.
    pub counts: RelationshipCounts,
}

/// Counts of relationships.
#[derive(Clone, Copy, Default)]
pub struct RelationshipCounts {
    /// Those that carry any flag.
    pub dark: u64,
    /// Those that carry each effect's flag.
    pub effects: [u64; 6],
    /// Those in each phase; vacant slots count as exploration.
    pub phases: [u64; 4],
    /// Slots without a relationship.
    pub vacant: u64,
    /// Those of each alignment.
    pub alignments: [u64; 4],
    /// Transitions of phase and of alignment since the last look.
    transitions: Transitions,
}

impl RelationshipCounts {
    /// Adds what has been counted of a block's rows, and resets the counts.
    #[inline(always)]
    fn take(&mut self, packed: &mut PackedCounts) {
        let PackedCounts { dark, vacant, phases, alignments } = std::mem::take(packed);
        self.dark += dark.0.iter().map(|&count| u64::from(count)).sum::<u64>();
        self.vacant += vacant.0.iter().map(|&count| u64::from(count)).sum::<u64>();
        for (counts, packed) in [(&mut self.phases, phases), (&mut self.alignments, alignments)] {
            for (kind, count) in counts.iter_mut().enumerate() {
                *count += packed.0.iter().map(|&packed| u64::from(packed >> (kind * 8) & 255)).sum::<u64>();
            }
        }
    }

    /// Adds the flags of sixteen portfolios.
    fn add_flagged(&mut self, flagged: &FlagCounts) {
        for (effect, flagged) in self.effects.iter_mut().zip(flagged) {
            *effect += flagged.0.iter().map(|&count| u64::from(count)).sum::<u64>();
        }
    }

    fn add(&mut self, other: &Self) {
        self.dark += other.dark;
        self.vacant += other.vacant;
        for (to, from) in [
            (&mut self.effects[..], &other.effects[..]),
            (&mut self.phases, &other.phases),
            (&mut self.alignments, &other.alignments),
        ] {
            to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
        }
        self.transitions.add(&other.transitions);
    }
}

/// Counts of up to 255 rows by lane, four kinds to a word.
#[derive(Default)]
struct PackedCounts {
    dark: Lanes<u32>,
    vacant: Lanes<u32>,
    phases: Lanes<u32>,
    alignments: Lanes<u32>,
}

impl PackedCounts {
    const ROWS: usize = 255;
}

/// How many relationships went from each kind to each other.
#[derive(Clone, Copy, Default)]
struct Transitions {
    phases: [[u64; 4]; 4],
    alignments: [[u64; 4]; 4],
}

impl Transitions {
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
fn look_at_block(own: &mut BlockMut, seen: &mut PortfolioTotals) {
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

/// Totals over one thread's blocks, stretch by stretch.
#[derive(Default)]
pub(crate) struct StretchTotals(Vec<PortfolioTotals>);

impl StretchTotals {
    /// Takes in a block. Blocks come in their order, and a thread has whole stretches.
    pub(crate) fn add_block(&mut self, own: &mut BlockMut) {
        let begins = own.number.is_multiple_of(STRETCH);
        debug_assert!(begins || !self.0.is_empty(), "a thread begins within a stretch");
        if begins || self.0.is_empty() {
            self.0.push(PortfolioTotals::default());
        }
        if let Some(seen) = self.0.last_mut() {
            look_at_block(own, seen);
        }
    }

    /// Adds the totals of all stretches in order, and resets.
    pub(crate) fn add_to(&mut self, seen: &mut PortfolioTotals) {
        self.0.drain(..).for_each(|of_stretch| seen.add(&of_stretch));
    }
}

impl PortfolioTotals {
    /// The same totals for a week in which nothing changes.
    pub fn without_transitions(mut self) -> Self {
        self.counts.transitions = Transitions::default();
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

/// Counts transitions since the last week. Few relationships change: those that stay are those there now that did not arrive.
pub fn count_transitions(seen: &PortfolioTotals, totals: &mut Totals) {
    let RelationshipCounts { phases, alignments, transitions, .. } = &seen.counts;
    let of_phases = (&mut totals.phases, &transitions.phases, phases);
    let of_alignments = (&mut totals.alignments, &transitions.alignments, alignments);
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
    fn note_flags(flags: &mut [Shares], flagged: &FlagCounts, managers: &Managers, squares: &mut [f64; 8]) {
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

/// Sums over portfolios: value, visible value, dark cost, closeness, value that vacant slots had.
type PortfolioSums = [Lanes<f64>; 5];

/// Relationships in each portfolio that carry each effect's flag.
type FlagCounts = [Lanes<u32>; 6];

for_each_processor!(
    /// Sums over the portfolios of a block and their flags by effect, by slot. Adds to the counts; notes each relationship's
    /// phase and alignment, and counts where they have changed.
    fn look_at(
        rows: &[Row],
        shown: &[Shown],
        managers: &Managers,
        harm: &[f32; 6],
        kinds: &mut [[u8; LANES]],
        counts: &mut RelationshipCounts,
    ) -> (PortfolioSums, FlagCounts) {
        let (mut sums, mut flagged, mut packed) =
            (PortfolioSums::default(), FlagCounts::default(), PackedCounts::default());
        for (slot, ((row, shown), kinds)) in rows.iter().zip(shown).zip(kinds).enumerate() {
            if slot > 0 && slot.is_multiple_of(PackedCounts::ROWS) {
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
            if instructions().lanes_below(&row.age, &Lanes::all(0.0)) != 0 {
                for lane in 0..LANES {
                    let vacant = ((slot as u32) < managers.portfolio[lane]) & row.vacant(lane);
                    sums[4][lane] += f64::from(keep(vacant, row.expectation[lane]));
                    packed.vacant[lane] += u32::from(vacant);
                }
            }
            for lane in bits(changed) {
                counts.transitions.note(kinds[lane], now[lane]);
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
