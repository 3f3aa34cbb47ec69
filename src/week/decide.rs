//! Steps 2 and 3: what happens to whom, and what managers come to believe. Nothing that anybody reads changes.

use multiversion::multiversion;

use super::contagion::{Place, choose};
use super::event::{Event, WeekLog};
use super::exposure::{Exposure, gather, room};
use super::hazard::{happens, held};
use super::lapse::{Review, Seen};
use super::trigger::need;
use super::uniforms::{Workspace, chunks, most_slots};
use super::belief;
use crate::draws::Purpose;
use crate::lanes::{LANES, Lanes, keep};
use crate::parameter::Parameters;
use crate::population::{Repertoire, Row, World};
use crate::practice::MOST_PRACTICES;
use crate::record::Locus;

/// Decides the week's events, and works out the next beliefs.
pub(super) fn decide(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) {
    let mut next_beliefs = std::mem::take(&mut world.next_beliefs);
    workspace.events.clear();
    let Workspace { uniforms, exposure, events, .. } = workspace;
    for chunk in chunks(world) {
        let blocks = &world.blocks[chunk.clone()];
        uniforms.fill(&world.draws, Purpose::Event, week, blocks, most_slots(blocks));
        for block in chunk {
            gather(exposure, world, block, week);
            count_exposure(world, block, exposure, log);
            let first = events.len();
            let mut seen: Seen = [Lanes::default(); MOST_PRACTICES];
            for slot in 0..world.blocks[block].rows.len() {
                let draws = uniforms.lanes(&world.blocks[block], slot);
                decide_row(world, exposure, (block, slot), week, &draws, &mut seen, events);
            }
            events[first..].sort_unstable_by_key(|event| (event.lane, event.slot));
            belief::update(world, block, &seen, &exposure.users, &mut next_beliefs);
        }
    }
    world.next_beliefs = next_beliefs;
}

/// The events of one row.
fn decide_row(
    world: &World,
    exposure: &Exposure,
    (block, slot): (usize, usize),
    week: u32,
    draws: &Lanes<f32>,
    seen: &mut Seen,
    events: &mut Vec<Event>,
) {
    let row = world.blocks[block].rows.start + slot;
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let hazards = row_hazards(&world.rows[row], exposure, parameters, &world.repertoire, seen);
    for lane in 0..world.blocks[block].count {
        let here = (slot as u32) < world.managers[block].portfolio[lane];
        if here && happens(hazards.event[lane], draws[lane]) {
            let place = Place { block, row, slot, lane };
            if let Some(happening) = choose(world, exposure, &place, week, hazards.susceptibility[lane]) {
                events.push(Event { block, lane, slot, happening });
            }
        }
    }
}

/// Hazards of a row's relationships.
struct Hazards {
    /// Of any event.
    event: Lanes<f32>,
    /// Need × room.
    susceptibility: Lanes<f32>,
}

#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
fn row_hazards(row: &Row, exposure: &Exposure, parameters: &Parameters, repertoire: &Repertoire, seen: &mut Seen) -> Hazards {
    let giving_up = Review::of(row, parameters, repertoire, seen).hazard;
    let susceptibility = susceptibilities(row, parameters, repertoire.count);
    let pressure = pressures(row, exposure, repertoire.count);
    let mut event = Lanes::default();
    for lane in 0..LANES {
        let fading = held(parameters.lapse.lesson_fade) * row.lessons[lane].count_ones() as f32;
        event[lane] = susceptibility[lane] * pressure[lane] + giving_up[lane] + fading;
    }
    Hazards { event, susceptibility }
}

/// Need × room of each relationship; 0 where the manager has no relationship in this slot.
#[inline(always)]
fn susceptibilities(row: &Row, parameters: &Parameters, practices: usize) -> Lanes<f32> {
    let mut in_use = Lanes::<u32>::default();
    for practice in 0..practices {
        let bit = 1u32 << practice;
        for lane in 0..LANES {
            in_use[lane] += u32::from(row.practices[lane] & bit != 0);
        }
    }
    let mut susceptibility = Lanes::default();
    for lane in 0..LANES {
        let need = need(&parameters.triggers, row.expectation[lane], row.value[lane], row.shock[lane]);
        susceptibility[lane] = need * room(parameters.contagion.capacity, in_use[lane] as f32);
    }
    susceptibility
}

/// Sum over the practices that a relationship neither uses nor is immune to.
#[inline(always)]
fn pressures(row: &Row, exposure: &Exposure, practices: usize) -> Lanes<f32> {
    let mut sum = Lanes::<f32>::default();
    for (practice, pressure) in exposure.pressure[..practices].iter().enumerate() {
        let bit = 1u32 << practice;
        for lane in 0..LANES {
            let open = (row.practices[lane] | row.lessons[lane]) & bit == 0;
            sum[lane] += keep(open, pressure[lane]);
        }
    }
    sum
}

/// Counts relationship-practice-weeks at risk with at least one source, by locus.
fn count_exposure(world: &World, block: usize, exposure: &Exposure, log: &mut WeekLog) {
    let rows = world.blocks[block].rows.clone();
    for lane in 0..world.blocks[block].count {
        let mut users = 0;
        for row in rows.clone() {
            users |= world.rows[row].practices[lane];
        }
        let sources = exposure.sources(world, block, lane, users);
        for row in rows.start..rows.start + world.managers[block].portfolio[lane] as usize {
            let closed = world.rows[row].practices[lane] | world.rows[row].lessons[lane];
            for (locus, sources) in [Locus::IntraPortfolio, Locus::InterPortfolio, Locus::WiderNetwork].iter().zip(sources) {
                log.totals.exposure[locus.index()] += u64::from((sources & !closed).count_ones());
            }
        }
    }
}
