//! Adoptions from outside the race of mechanisms: introductions, and what replaces contagion. They have no source.

use crate::population::{Origin, World};
use crate::record::{Adoption, Locus, Mechanism};
use crate::week::log::WeekLog;

/// The relationship in a slot takes up a practice that it may take up.
pub fn adopt(
    world: &mut World,
    (seat, slot): (u32, usize),
    practice: usize,
    mechanism: Mechanism,
    week: u32,
    log: &mut WeekLog,
) {
    let (block, lane) = world.locate(seat);
    let row = world.blocks[block].rows.start + slot;
    let locus = Locus::Origin;
    world.shown[row].practices[lane] |= 1 << practice;
    world.origins.all().set(row, lane, practice, Origin { mechanism, locus, from_dark: false });
    log.adopt(mechanism, locus, || Adoption {
        week,
        practice: practice as u8,
        mechanism,
        locus,
        target: world.case(block, row, lane),
        source: None,
        source_flags: 0,
    });
}
