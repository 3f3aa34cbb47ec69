//! Step 5. Life cycle: phases, ends, and the relationships that take the place of those that ended (S1), at once or after a
//! vacancy.

use crate::parameter::Parameters;
use crate::population::{BlockMut, Common, Row, Shown, World, slot_number};
use crate::practice::Phase;
use crate::record::{Cause, Lapse};
use crate::week::log::WeekLog;
use darkside_draws::Purpose;
use darkside_lanes::{LANES, Lanes, bits, choose_word, keep};

const EXPLORATION: u32 = Phase::Exploration as u32;
const BUILD_UP: u32 = Phase::BuildUp as u32;
const MATURITY: u32 = Phase::Maturity as u32;
const DECLINE: u32 = Phase::Decline as u32;

/// Moves a row through its phases; says which relationships and vacancies end, a word of ones for each lane. Conditions read the
/// phase from before; one draw decides: below `dissolution` a declining relationship ends, in the `recovery_rate` above that it
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
    let filled = 1.0 / lifecycle.vacancy;
    let mut ends = Lanes::default();
    for lane in 0..LANES {
        let vacant = row.vacant(lane);
        row.age[lane] += keep(!vacant, 1.0);
        let (phase, c, draw) = (shown.phase(lane), row.closeness[lane], draws[lane]);
        let gap = row.expectation[lane] - row.value[lane];
        let close = choose_word(c > lifecycle.to_maturity, MATURITY, BUILD_UP);
        let explored = choose_word(c > lifecycle.to_build_up, BUILD_UP, EXPLORATION);
        let poor = row.value[lane] < lifecycle.decline_value;
        let declines = ((gap > lifecycle.decline_gap) | poor) & (draw < lifecycle.decline_rate);
        let settled = choose_word(phase == BUILD_UP, close, MATURITY);
        let settled = choose_word(declines, DECLINE, settled);
        let calm = (gap < 0.5 * lifecycle.decline_gap) & !poor;
        let recovers = calm & (draw < lifecycle.dissolution + lifecycle.recovery_rate);
        let declining = choose_word(recovers, close, DECLINE);
        let grown = choose_word(phase == DECLINE, declining, settled);
        shown.set_phase(lane, choose_word(phase == EXPLORATION, explored, grown));
        let early = (communication[lane] < lifecycle.poor_communication) & (draw < lifecycle.early_end);
        let late = draw < lifecycle.dissolution;
        let over = ((phase == EXPLORATION) & early) | ((phase == DECLINE) & late);
        ends[lane] = choose_word((!vacant & over) | (vacant & (draw < filled)), u32::MAX, 0);
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

/// Ends a relationship, and begins another in its slot unless it falls vacant; or ends a vacancy.
pub(crate) fn turn(
    own: &mut BlockMut,
    common: &Common,
    (lane, slot): (usize, usize),
    week: u32,
    log: &mut WeekLog,
) -> Option<Replacement> {
    if !own.rows[slot].vacant(lane) {
        end(own, common, (lane, slot), week, log);
        if own.firm.parameters.lifecycle.vacancy > 0.0 {
            fall_vacant(own, (lane, slot));
            return None;
        }
    }
    begin(own, common, (lane, slot), week);
    Some(Replacement { block: own.number, slot, lane })
}

/// A relationship ends with its practices.
fn end(own: &mut BlockMut, common: &Common, (lane, slot): (usize, usize), week: u32, log: &mut WeekLog) {
    log.week.dissolutions += 1;
    for practice in bits(own.shown[slot].practices[lane]) {
        let (practice, cause) = (practice as u8, Cause::Ended);
        log.lapse(cause, || Lapse { week, practice, cause, lesson: false, place: own.case(common, slot, lane) });
    }
    common.accounts.leave(own.rows[slot].account[lane]);
}

/// A slot no longer has a relationship, and the value that it had is missed.
fn fall_vacant(own: &mut BlockMut, (lane, slot): (usize, usize)) {
    let lost = own.rows[slot].value[lane];
    clear(own, (lane, slot));
    own.rows[slot].expectation[lane] = lost;
    own.rows[slot].age[lane] = Row::VACANT;
}

/// Undoes what step 4 did to vacant slots: they have no closeness, and cost what winning an account costs.
pub(crate) fn keep_vacant(own: &mut BlockMut) {
    for slot in 0..own.rows.len() {
        for lane in 0..LANES {
            if own.rows[slot].vacant(lane) {
                stay_vacant(own, (lane, slot));
            }
        }
    }
}

fn stay_vacant(own: &mut BlockMut, (lane, slot): (usize, usize)) {
    let cost = own.firm.parameters.lifecycle.winning_cost;
    let (row, shown) = (&mut own.rows[slot], &mut own.shown[slot]);
    for zero in [&mut row.closeness, &mut row.supplier, &mut row.customer] {
        zero[lane] = 0.0;
    }
    (row.value[lane], row.visible[lane]) = (-cost, -cost);
    shown.remembered[lane] = 0.0;
    shown.set_phase(lane, EXPLORATION);
}

/// A relationship with a random account begins in a slot.
fn begin(own: &mut BlockMut, common: &Common, (lane, slot): (usize, usize), week: u32) {
    clear(own, (lane, slot));
    let seat = own.block.first_seat + lane as u32;
    let mut subject = common.draws.subject(Purpose::Refill, week, slot as u32, seat);
    let account = subject.below(common.accounts.count());
    common.accounts.join(account);
    let (row, shown) = (&mut own.rows[slot], &mut own.shown[slot]);
    row.closeness[lane] = 0.05;
    row.expectation[lane] = 0.1;
    shown.remembered[lane] = 0.1;
    row.account[lane] = account;
    row.power[lane] = subject.uniform();
    own.origins.begin(slot, lane);
}

/// Nothing is left of the relationship in a slot.
fn clear(own: &mut BlockMut, (lane, slot): (usize, usize)) {
    let (row, shown) = (&mut own.rows[slot], &mut own.shown[slot]);
    for zero in [&mut row.supplier, &mut row.customer, &mut row.value, &mut row.visible, &mut row.shock, &mut row.age] {
        zero[lane] = 0.0;
    }
    for dark in &mut row.dark {
        dark[lane] = 0.0;
    }
    row.lessons[lane] = 0;
    shown.practices[lane] = 0;
    shown.set_flags(lane, 0);
    shown.set_phase(lane, EXPLORATION);
}
