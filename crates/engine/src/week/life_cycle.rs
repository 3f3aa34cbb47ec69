//! Step 5. Life cycle: phases, ends, and the relationships that take the place of those that ended (S1).

use crate::parameter::Parameters;
use crate::population::{BlockMut, Common, Row, Shown, World, slot_number};
use crate::practice::Phase;
use crate::record::{Cause, Lapse};
use crate::week::log::WeekLog;
use darkside_draws::Purpose;
use darkside_lanes::{LANES, Lanes, bits, choose_word};

const EXPLORATION: u32 = Phase::Exploration as u32;
const BUILD_UP: u32 = Phase::BuildUp as u32;
const MATURITY: u32 = Phase::Maturity as u32;
const DECLINE: u32 = Phase::Decline as u32;

/// Moves a row through its phases; says which relationships end, a word of ones for each lane. Conditions read the phase from
/// before; one draw decides: below `dissolution` a declining relationship ends, in the `recovery_rate` above that it
/// recovers. `communication` says how well it goes, q₁.
#[inline(always)]
pub(crate) fn advance(
    row: &mut Row,
    shown: &mut Shown,
    parameters: &Parameters,
    communication: &Lanes<f32>,
    draws: &Lanes<f32>,
) -> Lanes<u32> {
    let lifecycle = parameters.lifecycle;
    let mut ends = Lanes::default();
    for lane in 0..LANES {
        row.age[lane] += 1.0;
        let (phase, c, draw) = (shown.phase(lane), row.closeness[lane], draws[lane]);
        let gap = row.expectation[lane] - row.value[lane];
        let close = choose_word(c > lifecycle.to_maturity, MATURITY, BUILD_UP);
        let explored = choose_word(c > lifecycle.to_build_up, BUILD_UP, EXPLORATION);
        let declines = (gap > lifecycle.decline_gap) & (draw < lifecycle.decline_rate);
        let settled = choose_word(phase == BUILD_UP, close, MATURITY);
        let settled = choose_word(declines, DECLINE, settled);
        let calm = gap < 0.5 * lifecycle.decline_gap;
        let recovers = calm & (draw < lifecycle.dissolution + lifecycle.recovery_rate);
        let declining = choose_word(recovers, close, DECLINE);
        let grown = choose_word(phase == DECLINE, declining, settled);
        shown.set_phase(lane, choose_word(phase == EXPLORATION, explored, grown));
        let early = (communication[lane] < lifecycle.poor_communication) & (draw < lifecycle.early_end);
        let late = draw < lifecycle.dissolution;
        ends[lane] = choose_word(((phase == EXPLORATION) & early) | ((phase == DECLINE) & late), u32::MAX, 0);
    }
    ends
}

/// A place in which a new relationship has begun.
pub(crate) struct Replacement {
    block: usize,
    slot: usize,
    lane: usize,
}

/// Gives new relationships their identities. Until then others could still look up who was there before.
pub(crate) fn identify(world: &mut World, replacements: &mut Vec<Replacement>) {
    for Replacement { block, slot, lane } in replacements.drain(..) {
        let block = &world.blocks[block];
        world.histories.begin(block.rows.start + slot, lane, slot_number(block, lane, slot, world.portfolio));
    }
}

/// Ends a relationship and begins another in its slot.
pub(crate) fn replace(
    own: &mut BlockMut,
    common: &Common,
    (lane, slot): (usize, usize),
    week: u32,
    log: &mut WeekLog,
) -> Replacement {
    log.week.dissolutions += 1;
    for practice in bits(own.shown[slot].practices[lane]) {
        let (practice, cause) = (practice as u8, Cause::Ended);
        log.lapse(cause, || Lapse { week, practice, cause, lesson: false, place: own.case(common, slot, lane) });
    }
    let (row, shown) = (&mut own.rows[slot], &mut own.shown[slot]);
    let seat = own.block.first_seat + lane as u32;
    let mut subject = common.draws.subject(Purpose::Refill, week, slot as u32, seat);
    let account = subject.below(common.accounts.count());
    common.accounts.leave(row.account[lane]);
    common.accounts.join(account);
    let power = subject.uniform();
    for zero in [&mut row.supplier, &mut row.customer, &mut row.value, &mut row.visible, &mut row.shock, &mut row.age] {
        zero[lane] = 0.0;
    }
    for dark in &mut row.dark {
        dark[lane] = 0.0;
    }
    row.lessons[lane] = 0;
    row.closeness[lane] = 0.05;
    row.expectation[lane] = 0.1;
    shown.practices[lane] = 0;
    shown.remembered[lane] = 0.1;
    shown.set_flags(lane, 0);
    shown.set_phase(lane, EXPLORATION);
    row.account[lane] = account;
    row.power[lane] = power;
    own.origins.begin(slot, lane);
    Replacement { block: own.number, slot, lane }
}
