//! Step 6. People: managers leave, and seats are filled again (S0; model, section 7).

use super::event::WeekLog;
use crate::draws::{Purpose, Sheet};
use crate::lanes::{LANES, Lanes, bits, first_lanes, lanes_below};
use crate::population::{Mind, Own, Row, World, character};

/// A block's managers have served a week longer; notes the lanes of those who leave.
pub(super) fn serve(own: &mut Own, turnover: &Sheet, leaving: &mut Vec<u32>) {
    for lane in 0..LANES {
        own.managers.tenure[lane] += 1.0;
    }
    let draws = turnover.lanes(own.block.first_seat, 0);
    let leave = lanes_below(&draws, own.firm.parameters.people.turnover) & first_lanes(own.block.count);
    leaving.extend(bits(leave).map(|lane| own.block.first_seat + lane as u32));
}

/// Those who leave are taken in the order of seats, since who has left may take the next seat. The week's beliefs are
/// published by now, so that nobody leaves with last week's; nor does anything that was published of relationships and
/// success depend on who sits there.
pub(super) fn turn_over(world: &mut World, week: u32, leaving: &mut Vec<u32>, log: &mut WeekLog) {
    for seat in leaving.drain(..) {
        let (block, lane) = world.locate(seat);
        leave(world, week, block, lane);
        log.week.turnover += 1;
    }
}

/// The week's beliefs are what others hear from now on.
pub(super) fn publish_beliefs(world: &mut World) {
    std::mem::swap(&mut world.published.profiles, &mut world.next_profiles);
}

/// Practices that each manager uses anywhere in the portfolio.
pub(super) fn in_use(rows: &[Row]) -> Lanes<u32> {
    let mut uses = Lanes::<u32>::default();
    for row in rows {
        for lane in 0..LANES {
            uses[lane] |= row.practices[lane];
        }
    }
    uses
}

/// The manager in a lane leaves; the first of the market's queue takes the seat, else a junior.
fn leave(world: &mut World, week: u32, b: usize, lane: usize) {
    let seat = world.blocks[b].first_seat + lane as u32;
    hand_over(world, b, lane);
    let profile = world.profile(seat);
    let leaver = Mind {
        beliefs: (0..world.practices.len()).map(|practice| profile.belief(practice)).collect(),
        known: profile.known(),
        tenure: world.managers[b].tenure[lane],
        character: world.managers[b].character(lane),
    };
    let firm = &world.firms[world.blocks[b].firm];
    let joins = world.draws.subject(Purpose::Mobility, week, 0, seat).happens(firm.parameters.people.mobility);
    let newcomer = world.market.pop_front().unwrap_or_else(|| Mind {
        beliefs: vec![0.0; world.practices.len()],
        known: 0,
        tenure: 0.0,
        character: character(&world.draws, &firm.parameters.enablers, firm.skill, week, seat),
    });
    let managers = &mut world.managers[b];
    managers.person[lane] += 1;
    managers.seat(lane, newcomer.character, newcomer.tenure);
    managers.carried[lane] = newcomer.known;
    let in_use = in_use(&world.rows[world.blocks[b].rows.clone()])[lane];
    let mut profiles = world.published.profiles.all();
    let mut profile = profiles.of(seat as usize);
    profile.set_beliefs(&newcomer.beliefs);
    profile.set_known(newcomer.known | in_use);
    if joins {
        world.market.push_back(leaver);
    }
}

/// Relationships keep their practices, lose part of their closeness and all lessons.
fn hand_over(world: &mut World, b: usize, lane: usize) {
    let handover = world.firms[world.blocks[b].firm].parameters.people.handover;
    for row in &mut world.rows[world.blocks[b].rows.clone()] {
        row.closeness[lane] *= handover;
        row.lessons[lane] = 0;
    }
}
