//! Blocks: sixteen managers side by side.

use std::ops::Range;

use darkside_lanes::Lanes;

/// Sixteen managers who live under the same parameters, or fewer where these end: of one firm, or of several that are
/// alike for the whole run.
#[derive(Clone, Debug)]
pub struct Block {
    /// Position of a firm whose parameters, factors and skill hold for all of them.
    pub firm: usize,
    /// Position of each one's own firm.
    pub firms: Lanes<u32>,
    /// Seat of the first manager; the others' seats follow.
    pub first_seat: u32,
    /// Managers in it; lanes from here on are empty.
    pub count: usize,
    /// Its rows of relationships.
    pub rows: Range<usize>,
    /// Its rows of ties.
    pub ties: Range<usize>,
}

impl Block {
    /// Seats of its managers.
    pub fn seats(&self) -> Range<usize> {
        self.first_seat as usize..self.first_seat as usize + self.count
    }
}

/// Blocks in a stretch, 1,024 managers where blocks are full: the unit in which sums over managers are taken, by seat within
/// each, then stretch by stretch. So several threads can share them, and no sum depends on how many there are.
pub const STRETCH: usize = 64;

/// Block and lane of a seat.
#[inline]
pub(super) fn locate(block_of: &[u32], blocks: &[Block], seat: u32) -> (usize, usize) {
    let block = block_of[seat as usize] as usize;
    (block, (seat - blocks[block].first_seat) as usize)
}
