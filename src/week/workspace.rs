//! Memory that a week works in, kept from week to week so that a week allocates nothing.

use std::ops::Range;

use super::event::Event;
use super::exposure::Exposure;
use crate::draws::{Draws, Purpose, Sheet};
use crate::lanes::LANES;
use crate::population::{Block, World};

/// Blocks that are gone over together: their random numbers are made in bulk and stay in cache.
const CHUNK: usize = 16;

/// Memory that a week works in.
pub struct Workspace {
    pub(super) sheets: Sheets,
    pub(super) exposure: Box<Exposure>,
    /// Relationships of a block that have an event.
    pub(super) candidates: Vec<super::contagion::Candidate>,
    /// Events of the week, by block, lane and slot.
    pub(super) events: Vec<Event>,
    /// What happened in a block of portfolios.
    pub(super) turns: super::live::Turns,
    /// Chances of firms and of practices.
    pub(super) chances: Vec<f32>,
    pub(super) rewirings: super::ties::Rewirings,
}

impl Workspace {
    /// For worlds of any size; memory is taken as it is needed.
    pub fn new() -> Self {
        Self {
            sheets: Sheets::default(),
            exposure: Box::default(),
            candidates: Vec::new(),
            events: Vec::new(),
            turns: super::live::Turns::default(),
            chances: Vec::new(),
            rewirings: super::ties::Rewirings::default(),
        }
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
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
    /// What the first pass over these blocks draws.
    pub fn fill_first(&mut self, draws: &Draws, week: u32, blocks: &[Block]) {
        let (seats, slots) = (seats(blocks), most_slots(blocks));
        self.counterpart.fill(draws, Purpose::Counterpart, week, seats.clone(), slots);
        self.noise.fill(draws, Purpose::Noise, week, seats.clone(), slots);
        self.event.fill(draws, Purpose::Event, week, seats, slots);
    }

    /// What the second pass draws; `rewiring` says whether ties can be rewired.
    pub fn fill_second(&mut self, draws: &Draws, week: u32, blocks: &[Block], rewiring: bool) {
        let seats = seats(blocks);
        self.life_cycle.fill(draws, Purpose::LifeCycle, week, seats.clone(), most_slots(blocks));
        self.turnover.fill(draws, Purpose::Turnover, week, seats.clone(), 1);
        if rewiring {
            let slots = blocks.iter().map(|block| block.ties.len()).max().unwrap_or(0);
            self.rewire.fill(draws, Purpose::Rewire, week, seats, slots);
        }
    }
}

/// The seats of these blocks, up to the end of the last one's lanes.
fn seats(blocks: &[Block]) -> Range<u32> {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return 0..0 };
    first.first_seat..last.first_seat + LANES as u32
}

/// The world's blocks in chunks.
pub(super) fn chunks(world: &World) -> impl Iterator<Item = Range<usize>> + use<> {
    let blocks = world.blocks.len();
    (0..blocks).step_by(CHUNK).map(move |first| first..if first + CHUNK < blocks { first + CHUNK } else { blocks })
}

/// The most slots that any of these blocks has.
fn most_slots(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.rows.len()).max().unwrap_or(0)
}
