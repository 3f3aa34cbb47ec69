//! Step 4. Events take effect (model, section 3).

use crate::population::{BlockMut, Common, LastWeek, Origin};
use crate::record::{Adoption, Lapse};
use crate::week::event::{Arrival, Event, Happening};
use crate::week::log::WeekLog;
use crate::week::source::best_user;

/// Lets a block's events take effect. Sources behind ties are only looked up here.
pub(crate) fn take_effect(
    own: &mut BlockMut,
    common: &Common,
    last: &LastWeek,
    week: u32,
    events: &mut [Event],
    log: &mut WeekLog,
) {
    for event in events {
        if let Happening::Adopt(arrival) = &mut event.happening
            && let Some(tie) = arrival.tie
        {
            let contact = own.ties[tie].contact(event.lane);
            arrival.source = best_user(common, last, contact, usize::from(arrival.practice));
        }
        apply(own, common, week, event, log);
    }
}

/// Applies one event.
fn apply(own: &mut BlockMut, common: &Common, week: u32, event: &Event, log: &mut WeekLog) {
    let Event { slot, lane, .. } = *event;
    match event.happening {
        Happening::Adopt(ref arrival) => adopt(own, common, (lane, slot), week, arrival, log),
        Happening::GiveUp { practice, cause, lesson } => {
            own.shown[slot].practices[lane] &= !(1 << practice);
            if lesson {
                own.rows[slot].lessons[lane] |= 1 << practice;
            }
            log.lapse(cause, || Lapse { week, practice, cause, lesson, place: own.case(common, slot, lane) });
        }
        Happening::FadeLesson { practice } => own.rows[slot].lessons[lane] &= !(1 << practice),
    }
}

fn adopt(
    own: &mut BlockMut,
    common: &Common,
    (lane, slot): (usize, usize),
    week: u32,
    arrival: &Arrival,
    log: &mut WeekLog,
) {
    let Arrival { practice, mechanism, locus, source, tie } = *arrival;
    let p = usize::from(practice);
    let source_flags = source.map_or(0, |source| source.flags as u8);
    own.shown[slot].practices[lane] |= 1 << p;
    own.origins.set(slot, lane, p, Origin { mechanism, locus, from_dark: source_flags != 0 });
    if let Some(tie) = tie {
        let ties = &own.firm.parameters.ties;
        let weight = &mut own.ties[tie].weight[lane];
        *weight += ties.gain * darkside_lanes::positive(ties.max - *weight);
    }
    if source.is_some() && common.repertoire.loaded >> p & 1 != 0 {
        let latent = u32::from(source_flags) & common.repertoire.main_flag[p] == 0;
        log.copy(latent, common.latent_users[p] as f64 / common.users[p] as f64);
    }
    log.adopt(mechanism, locus, || {
        let source = source.map(|source| common.case(source.block, source.row, source.lane));
        Adoption { week, practice, mechanism, locus, target: own.case(common, slot, lane), source, source_flags }
    });
}
