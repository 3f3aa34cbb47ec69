//! Memory that a week works in, kept from week to week so that a week allocates nothing.

use std::ops::Range;

use super::event::Event;
use super::exposure::Exposure;
use crate::draws::{Draws, Purpose};
use crate::lanes::{LANES, Lanes};
use crate::population::{Block, World};

/// Blocks that are gone over together: their random numbers are made in bulk and stay in cache.
const CHUNK: usize = 64;

/// Memory that a week works in.
pub struct Workspace {
    pub(super) uniforms: Uniforms,
    pub(super) exposure: Box<Exposure>,
    /// Relationships of a block that have an event.
    pub(super) candidates: Vec<super::contagion::Candidate>,
    /// Events of the week, by block, lane and slot.
    pub(super) events: Vec<Event>,
    /// What happened in a block of portfolios.
    pub(super) turns: super::live::Turns,
    /// Chances of firms and of practices.
    pub(super) chances: Vec<f32>,
    pub(super) rewired: Vec<super::ties::Rewired>,
}

impl Workspace {
    /// For worlds of any size; memory is taken as it is needed.
    pub fn new() -> Self {
        Self {
            uniforms: Uniforms::default(),
            exposure: Box::default(),
            candidates: Vec::new(),
            events: Vec::new(),
            turns: super::live::Turns::default(),
            chances: Vec::new(),
            rewired: Vec::new(),
        }
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

/// Uniform numbers for a chunk of blocks: one for each seat and slot.
#[derive(Default)]
pub(super) struct Uniforms {
    values: Vec<f32>,
    stride: usize,
    first_seat: u32,
}

impl Uniforms {
    /// Fills in the numbers of these blocks, for so many slots.
    pub fn fill(&mut self, draws: &Draws, purpose: Purpose, week: u32, blocks: &[Block], slots: usize) {
        let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return };
        self.first_seat = first.first_seat;
        self.stride = (last.first_seat - first.first_seat) as usize + LANES;
        self.values.resize(self.stride * slots, 0.0);
        for slot in 0..slots {
            let values = &mut self.values[slot * self.stride..(slot + 1) * self.stride];
            draws.fill(purpose, week, slot as u32, self.first_seat, values);
        }
    }

    /// The numbers of a block's lanes for a slot.
    #[inline(always)]
    pub fn lanes(&self, block: &Block, slot: usize) -> Lanes<f32> {
        let first = slot * self.stride + (block.first_seat - self.first_seat) as usize;
        Lanes(self.values[first..].first_chunk().copied().unwrap_or_default())
    }
}

/// The world's blocks in chunks.
pub(super) fn chunks(world: &World) -> impl Iterator<Item = Range<usize>> + use<> {
    let blocks = world.blocks.len();
    (0..blocks).step_by(CHUNK).map(move |first| first..if first + CHUNK < blocks { first + CHUNK } else { blocks })
}

/// The most slots that any of these blocks has.
pub(super) fn most_slots(blocks: &[Block]) -> usize {
    blocks.iter().map(|block| block.rows.len()).max().unwrap_or(0)
}
