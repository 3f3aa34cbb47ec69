//! The organisation at week 0, as a record keeps it.

use crate::population::World;
use crate::record::{Seat, Start};

/// Who there is, who looks at whom, and what is in use.
pub(super) fn of(world: &World) -> Start {
    let mut start = Start { seats: Vec::with_capacity(world.seats() as usize), ..Start::default() };
    for (b, (block, managers)) in world.blocks.iter().zip(&world.managers).enumerate() {
        for lane in 0..block.count {
            let seat = block.first_seat + lane as u32;
            let before = start.ties.len();
            start.ties.extend(world.contacts(seat).map(|(_, contact)| (contact, seat)));
            start.seats.push(Seat {
                firm: block.firms[lane],
                person: managers.person[lane],
                office: managers.office[lane],
                portfolio: managers.portfolio[lane],
                contacts: (start.ties.len() - before) as u32,
                tenure: managers.tenure[lane],
                credibility: world.profile(seat).credibility(),
            });
            for row in block.rows.clone().take(managers.portfolio[lane] as usize) {
                let practices = world.shown[row].practices[lane];
                if practices != 0 {
                    start.users.push((world.case(b, row, lane), practices));
                }
            }
        }
    }
    start
}
