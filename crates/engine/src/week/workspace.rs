//! Memory that a week works in, kept from week to week so that a week allocates nothing.

use std::ops::Range;

use super::agenda::Agenda;
use super::chances::Together;
use super::contact::fetch_contacts;
use super::contagion::Candidate;
use super::event::{Event, WeekLog};
use super::exposure::Exposure;
use super::lapse::Experience;
use super::look::Seen;
use super::review::Verdicts;
use crate::population::{Block, LastWeek, Part, STRETCH};
use darkside_draws::{Draws, Purpose, Sheet};
use darkside_lanes::processor::Ahead;
use darkside_lanes::{LANES, Lanes};

/// Blocks that are gone over together, first to see who has an event, then to live. Their random numbers are made in bulk, and those
/// of their events fill all lanes. The instructions of half a week stay near the processor, those of a whole one would not. So few
/// that all of them stay in the second-level cache.
const CHUNK: usize = 8;

/// Pieces of a world for each thread that works on it: so many that no thread waits long for the last ones.
const PIECES: usize = 32;

/// Memory that a week works in, and how many threads work in it.
pub struct Workspace {
    /// One for each thread, at least one.
    pub(super) hands: Vec<Hand>,
    /// What each piece of the world brings, in their order.
    pub(super) brought: Vec<Brought>,
    /// Chances of firms.
    pub(super) environment: Sheet,
    /// Chances of practices.
    pub(super) chances: Vec<f32>,
    /// What was last seen of portfolios, while nothing of it can change.
    pub(super) seen: Option<Seen>,
}

/// What one thread works in, and what it brings.
#[derive(Default)]
pub(super) struct Hand {
    /// Which of the hands it is.
    pub number: usize,
    /// Random numbers.
    pub sheets: Sheets,
    /// For the blocks that are gone over together, one each.
    pub desks: Vec<Desk>,
    /// Numbers that decide the events of these blocks.
    pub drawn: Vec<Together>,
    /// What is thought of practices in the firm whose block came last.
    pub verdicts: Option<Verdicts>,
    /// Where that lies which a later block will need.
    pub ahead: Option<[Ahead; 3]>,
    /// What is seen of each practice in a block's portfolios.
    pub experience: Box<Experience>,
    /// Events of a block, by lane and slot.
    pub events: Vec<Event>,
    /// What happened in a block of portfolios.
    pub turns: super::live::Turns,
    /// Users of practices.
    pub census: super::credibility::Census,
    /// What the piece of the world brings that is worked on.
    pub brought: Brought,
}

/// What is known of a block when it is decided who has an event, until it lives.
#[derive(Default)]
pub(super) struct Desk {
    /// What its managers are exposed to.
    pub exposure: Box<Exposure>,
    /// The week's noise η in what is seen of its relationships, by slot.
    pub noise: Vec<Lanes<f32>>,
    /// Relationships that have an event, by lane and slot.
    pub candidates: Vec<Candidate>,
    /// How many events blocks have that come before it, of those that are gone over together.
    pub first_event: usize,
}

/// What a piece of the world brings in a week: neighbouring blocks, whole stretches of them.
#[derive(Default)]
pub(super) struct Brought {
    /// Ties to be rewired.
    pub rewirings: super::rewiring::Rewirings,
    /// Seats of managers who leave.
    pub leaving: Vec<u32>,
    /// Places in which a new relationship has begun.
    pub begun: Vec<super::life_cycle::Begun>,
    /// What is seen of portfolios when they have lived.
    pub looks: super::look::Looks,
    /// What the week's events brought. It is apart from what followed, because in the tables it comes before.
    pub carried: WeekLog,
    /// What came after them.
    pub lived: WeekLog,
}

impl Desk {
    /// Slot and seat of each relationship that has an event.
    pub fn places(&self, block: &Block) -> impl Iterator<Item = (u32, u32)> {
        let first_seat = block.first_seat;
        self.candidates.iter().map(move |candidate| (candidate.slot as u32, first_seat + candidate.lane as u32))
    }
}

impl Hand {
    /// Notes where that lies which the blocks after this one will need, and brings near whom the next one's managers will see.
    pub fn look_ahead(&mut self, part: &mut Part, block: usize, last: &LastWeek) {
        self.ahead = part.ahead(block, last);
        if last.profiles.are_many() && block + 1 < part.blocks.end {
            fetch_contacts(&part.own(block + 1), last);
        }
    }
}

impl Workspace {
    /// For worlds of any size and so many threads; memory is taken as it is needed. No result depends on the threads.
    pub fn new(threads: usize) -> Self {
        let (threads, pieces) = if threads > 1 { (threads, threads * PIECES) } else { (1, 1) };
        let desks = || std::iter::repeat_with(Desk::default).take(CHUNK).collect();
        let hands = (0..threads).map(|number| Hand { number, desks: desks(), ..Hand::default() }).collect();
        let brought = std::iter::repeat_with(Brought::default).take(pieces).collect();
        Self { hands, brought, environment: Sheet::default(), chances: Vec::new(), seen: None }
    }

    /// Something has changed portfolios outside a week.
    pub fn look_anew(&mut self) {
        self.seen = None;
    }

    /// Begins a week of a run with this log.
    pub(super) fn begin(&mut self, log: &WeekLog) {
        self.hands.iter_mut().flat_map(|hand| &mut hand.verdicts).for_each(Verdicts::forget);
        for own in self.brought.iter_mut().flat_map(|brought| [&mut brought.carried, &mut brought.lived]) {
            (own.keep_ledger, own.keep_onsets) = (log.keep_ledger, log.keep_onsets);
        }
    }
}

/// Random numbers for the blocks that are gone over together.
#[derive(Default)]
pub(super) struct Sheets {
    pub counterpart: Sheet,
    pub noise: Sheet,
    pub event: Sheet,
    pub life_cycle: Sheet,
    pub turnover: Sheet,
    pub rewire: Sheet,
}

impl Sheets {
    /// What strikes the relationships of these blocks, what decides whether they have an event and on their life cycle, and
    /// who leaves.
    pub fn fill(&mut self, draws: &Draws, week: u32, blocks: &[Block], agenda: &Agenda) {
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

    /// What decides which ties are rewired.
    pub fn fill_rewire(&mut self, draws: &Draws, week: u32, blocks: &[Block]) {
        let slots = blocks.iter().map(|block| block.ties.len()).max().unwrap_or(0);
        self.rewire.fill(draws, Purpose::Rewire, week, seats(blocks), slots);
    }
}

/// The seats of these blocks, up to the end of the last one's lanes.
fn seats(blocks: &[Block]) -> Range<u32> {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return 0..0 };
    first.first_seat..last.first_seat + LANES as u32
}

/// Neighbouring blocks in chunks.
pub(super) fn chunks(blocks: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = blocks.end;
    blocks.step_by(CHUNK).map(move |first| first..if first + CHUNK < end { first + CHUNK } else { end })
}

/// Where the blocks of each of so many pieces end: about equally many in each, whole stretches but for the last.
pub(super) fn ends(blocks: usize, pieces: usize) -> impl Iterator<Item = usize> {
    let each = blocks.div_ceil(STRETCH).div_ceil(pieces) * STRETCH;
    (1..=pieces).map(move |piece| if piece * each < blocks { piece * each } else { blocks })
}

/// The most slots that any of these blocks has.
fn most_slots(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.rows.len()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_whole_stretches() {
        for (blocks, pieces) in [(1, 7), (64, 2), (65, 2), (159, 7), (1000, 3)] {
            let ends: Vec<usize> = ends(blocks, pieces).collect();
            assert!(ends.is_sorted() && ends.len() == pieces && ends.last() == Some(&blocks), "{ends:?} of {blocks}");
            assert!(ends.iter().all(|&end| end == blocks || end.is_multiple_of(STRETCH)), "{ends:?} of {blocks}");
        }
    }
}
