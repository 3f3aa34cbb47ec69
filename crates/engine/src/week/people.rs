//! Step 6. People: managers leave, and seats are filled again (S0; model, section 7).

use crate::parameter::People;
use crate::population::{BlockMut, FirmState, Mind, World, character};
use crate::week::credibility::standing;
use crate::week::log::WeekLog;
use darkside_draws::{Purpose, Sheet};
use darkside_lanes::elementary::exp;
use darkside_lanes::{LANES, Lanes, bits, first_lanes, greater, lesser};
use darkside_lanes::{for_each_processor, processor::Ahead};

/// Hands over the relationships of a block's managers who leave: they keep their practices, and lose part of their closeness and
/// all lessons. Notes the seats.
pub(crate) fn hand_over(own: &mut BlockMut, firms: &[FirmState], turnover: &Sheet, leaving: &mut Vec<u32>) {
    let people = &own.firm.parameters.people;
    if people.turnover == 0.0 {
        return;
    }
    let draws = turnover.lanes(own.block.first_seat, 0);
    let limits =
        if people.turnover_low_value == 0.0 { Lanes::all(people.turnover) } else { selected(own, firms, people) };
    for lane in bits(below(&draws, &limits) & first_lanes(own.block.count)) {
        for row in own.rows.iter_mut() {
            row.closeness[lane] *= people.handover;
            row.lessons[lane] = 0;
        }
        leaving.push(own.block.first_seat + lane as u32);
    }
}

for_each_processor!(
    /// The lanes, a bit each, whose number lies below their limit.
    fn below(draws: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
        instructions().lanes_below(draws, limits)
    }
);

/// The probabilities of leaving where these depend on success, as last published.
fn selected(own: &BlockMut, firms: &[FirmState], people: &People) -> Lanes<f32> {
    let standing = standing(own, firms);
    let mut exponent = Lanes::default();
    for lane in 0..LANES {
        exponent[lane] = lesser(greater(-people.turnover_low_value * standing[lane], -50.0), 50.0);
    }
    Lanes(exp(&exponent).0.map(|factor| people.turnover * factor))
}

/// Everybody has served a week longer.
pub(crate) fn serve(world: &mut World) {
    for managers in &mut world.managers {
        for lane in 0..LANES {
            managers.tenure[lane] += 1.0;
        }
    }
}

/// Those who leave are taken in the order of seats, since who has left may take the next seat. The week's beliefs are
/// published by now, so that nobody leaves with last week's; nor does anything that was published of relationships and
/// success depend on who sits there.
pub(crate) fn turn_over(world: &mut World, week: u32, leaving: &mut Vec<u32>, log: &mut WeekLog) {
    for (place, &seat) in leaving.iter().enumerate() {
        if let Some(&later) = leaving.get(place + 8) {
            fetch_manager(world, later);
        }
        let (block, lane) = world.locate(seat);
        leave(world, week, block, lane);
        log.week.turnover += 1;
    }
    leaving.clear();
}

/// Prefetches what is read of a manager who leaves.
fn fetch_manager(world: &World, seat: u32) {
    let (block, _) = world.locate(seat);
    world.published.profiles.fetch(seat);
    Ahead::of(std::slice::from_ref(&world.managers[block])).fetch(0, 1);
}

/// The manager in a lane leaves; the first of the market's queue takes the seat, else a junior.
fn leave(world: &mut World, week: u32, b: usize, lane: usize) {
    let seat = world.blocks[b].first_seat + lane as u32;
    let profile = world.profile(seat);
    let in_use = profile.uses();
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
    let mut profiles = world.published.profiles.all();
    let mut profile = profiles.of(seat as usize);
    profile.set_beliefs(&newcomer.beliefs);
    profile.set_known(newcomer.known | in_use);
    if joins {
        world.market.push_back(leaver);
    }
}
