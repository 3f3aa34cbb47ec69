//! `trace`: audits, at once, every relationship on every practice that came from a dark one.
//!
//! An audit finds against a practice as surely as the weekly audit's hazard is full: with probability
//! clamp01(−z* / review_scale), held by embeddedness. What it finds against is dropped, with a lesson.

use super::draws::{TRACE, choice};
use crate::population::World;
use crate::record::{Cause, Lapse};
use crate::week::{WeekLog, audit_loss};
use darkside_lanes::bits;

pub(super) fn act(world: &mut World, firms: &[usize], week: u32, log: &mut WeekLog) {
    for &firm in firms {
        for seat in world.firms[firm].seats.clone() {
            let (block, lane) = world.locate(seat);
            for slot in 0..world.managers[block].portfolio[lane] as usize {
                audit(world, block, slot, lane, week, log);
            }
        }
    }
}

fn audit(world: &mut World, block: usize, slot: usize, lane: usize, week: u32, log: &mut WeekLog) {
    let row = world.blocks[block].rows.start + slot;
    let from_dark = |&practice: &usize| world.origins.of(row, lane, practice).from_dark;
    let suspect = bits(world.shown[row].practices[lane]).filter(from_dark).fold(0, |suspect, p| suspect | 1 << p);
    if suspect == 0 {
        return;
    }
    let mut subject = choice(world, week, TRACE, slot, world.blocks[block].first_seat + lane as u32);
    for practice in 0..world.repertoire.count {
        let found = subject.uniform() < audit_loss(world, block, row, lane, practice);
        if suspect >> practice & 1 != 0 && found {
            world.shown[row].practices[lane] &= !(1 << practice);
            world.rows[row].lessons[lane] |= 1 << practice;
            let (practice, cause) = (practice as u8, Cause::Audit);
            log.lapse(cause, || Lapse { week, practice, cause, lesson: true, place: world.case(block, row, lane) });
        }
    }
}
