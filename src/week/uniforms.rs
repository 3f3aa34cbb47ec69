//! Memory that a week works in, kept from week to week so that a week allocates nothing.

use std::ops::Range;

use super::event::Event;
use super::exposure::Exposure;
use crate::draws::Sheet;
use crate::lanes::LANES;
use crate::population::{Block, World};

/// Blocks that are gone over together: their random numbers are made in bulk and stay in cache.
const CHUNK: usize = 64;

/// Memory that a week works in.
pub struct Workspace {
    pub(super) uniforms: Sheet,
    pub(super) exposure: Box<Exposure>,
    /// Relationships of a block that have an event.
    pub(super) candidates: Vec<super::contagion::Candidate>,
    /// Events of the week, by block, lane and slot.
    pub(super) events: Vec<Event>,
    /// What happened in a block of portfolios.
    pub(super) turns: super::live::Turns,
    /// Chances of firms and of practices.
    pub(super) chances: Vec<f32>,
    /// Slots and lanes of a block whose ties are rewired.
    pub(super) chosen: Vec<(usize, usize)>,
    pub(super) rewired: Vec<super::ties::Rewired>,
}

impl Workspace {
    /// For worlds of any size; memory is taken as it is needed.
    pub fn new() -> Self {
        Self {
            uniforms: Sheet::default(),
            exposure: Box::default(),
            candidates: Vec::new(),
            events: Vec::new(),
            turns: super::live::Turns::default(),
            chances: Vec::new(),
            chosen: Vec::new(),
            rewired: Vec::new(),
        }
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

/// The seats of these blocks, up to the end of the last one's lanes.
pub(super) fn seats(blocks: &[Block]) -> Range<u32> {
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else { return 0..0 };
    first.first_seat..last.first_seat + LANES as u32
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
