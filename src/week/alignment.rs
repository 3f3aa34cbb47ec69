//! Patterns of alignment between supplier and customer (S3): a reading of the state, on which nothing depends.

use crate::lanes::{LANES, choose_word};
use crate::population::{Row, World};
use crate::record::Alignment;

/// Reads every relationship's pattern off its state at the end of the week.
pub(super) fn read(world: &mut World) {
    world.rows.iter_mut().for_each(align);
}

/// Opportunistic, else compensatory, else mutualistic, else passive.
fn align(row: &mut Row) {
    for lane in 0..LANES {
        let difference = row.supplier[lane] - row.customer[lane];
        let apart = (difference >= 0.15) | (difference <= -0.15);
        let close = row.closeness[lane] >= 0.5;
        let peaceful = choose_word(close, Alignment::Mutualistic as u32, Alignment::Passive as u32);
        let honest = choose_word(apart, Alignment::Compensatory as u32, peaceful);
        row.alignment[lane] = choose_word(row.flags[lane] & 1 != 0, Alignment::Opportunistic as u32, honest);
    }
}
