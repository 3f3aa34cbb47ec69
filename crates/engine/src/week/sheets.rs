//! Random numbers for the blocks of a chunk, drawn in bulk.

use std::ops::Range;

use crate::population::Block;
use crate::week::agenda::Agenda;
use darkside_draws::{Draws, Purpose, Sheet};
use darkside_lanes::LANES;

/// Blocks processed together, first to decide who has an event, then to live. Their random numbers are drawn in bulk, and those
/// of their events fill all lanes. The code of half a week stays in the instruction cache, that of a whole one would not. Few
/// enough for all of them to stay in the second-level cache.
pub(crate) const CHUNK: usize = 8;

/// Random numbers for the blocks of a chunk, by purpose.
#[derive(Default)]
pub(crate) struct Sheets {
    pub counterpart: Sheet,
    pub noise: Sheet,
    pub event: Sheet,
    pub life_cycle: Sheet,
    pub turnover: Sheet,
    pub rewire: Sheet,
}

impl Sheets {
    /// Draws what strikes the relationships of these blocks, whether they have an event, their life cycle, and who leaves.
    pub(crate) fn fill(&mut self, draws: &Draws, week: u32, blocks: &[Block], agenda: &Agenda) {
        let (seats, slots) = (seats(blocks), most_slots(blocks));
        for (due, sheet, purpose, slots) in [
            (agenda.counterpart, &mut self.counterpart, Purpose::Counterpart, slots),
            (agenda.noise, &mut self.noise, Purpose::Noise, slots),
            (true, &mut self.event, Purpose::Event, slots),
            (agenda.relationships, &mut self.life_cycle, Purpose::LifeCycle, slots),
            (agenda.turnover, &mut self.turnover, Purpose::Turnover, 1),
        ] {
            if due {
                sheet.fill(draws, purpose, week, seats.clone(), slots);
            }
        }
    }

    /// Draws which ties are rewired.
    pub(crate) fn fill_rewire(&mut self, draws: &Draws, week: u32, blocks: &[Block]) {
        let slots = blocks.iter().map(|block| block.ties.len()).max().unwrap_or(0);
        self.rewire.fill(draws, Purpose::Rewire, week, seats(blocks), slots);
    }
}

/// The seats of these blocks, up to the end of the last one's lanes.
fn seats(blocks: &[Block]) -> Range<u32> {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return 0..0 };
    first.first_seat..last.first_seat + LANES as u32
}

/// Splits neighbouring blocks into chunks.
pub(crate) fn chunks(blocks: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = blocks.end;
    blocks.step_by(CHUNK).map(move |first| first..if first + CHUNK < end { first + CHUNK } else { end })
}

/// The largest number of slots in these blocks.
fn most_slots(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.rows.len()).max().unwrap_or(0)
}
