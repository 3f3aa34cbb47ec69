//! Steps 2 and 3: what happens to whom, and what managers come to believe. Nothing that anybody reads changes.

use super::contagion::{Place, choose};
use super::event::{Event, WeekLog};
use super::exposure::{Exposure, room};
use super::hazard::held;
use super::lapse::{Review, Seen};
use super::trigger::need;
use super::uniforms::{Workspace, chunks, most_slots};
use super::{belief, hazard};
use crate::draws::Purpose;
use crate::lanes::{LANES, Lanes};
use crate::parameter::Parameters;
use crate::population::{Row, World};
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
            exposure.gather(world, block, week);
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
#[inline(always)]
fn decide_row(
    world: &World,
    exposure: &Exposure,
    (block, slot): (usize, usize),
    week: u32,
    draws: &Lanes<f32>,
    seen: &mut Seen,
    events: &mut Vec<Event>,
) {
    let row_index = world.blocks[block].rows.start + slot;
    let row = &world.rows[row_index];
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let review = Review::of(row, parameters, &world.repertoire, seen);
    let susceptibility = susceptibilities(row, parameters, world.repertoire.count);
    let pressure = pressures(row, exposure, world.repertoire.count);
    let mut hazard = Lanes::default();
    for lane in 0..LANES {
        let fading = held(parameters.lapse.lesson_fade) * row.lessons[lane].count_ones() as f32;
        hazard[lane] = susceptibility[lane] * pressure[lane] + review.hazard[lane] + fading;
    }
    for lane in 0..world.blocks[block].count {
        let here = (slot as u32) < world.managers[block].portfolio[lane];
        if here && hazard::happens(hazard[lane], draws[lane]) {
            let place = Place { block, row: row_index, slot, lane };
            if let Some(happening) = choose(world, exposure, &place, week, susceptibility[lane]) {
                events.push(Event { block, lane, slot, happening });
            }
        }
    }
}

/// Need × room of each relationship; 0 where the manager has no relationship in this slot.
#[inline(always)]
fn susceptibilities(row: &Row, parameters: &Parameters, practices: usize) -> Lanes<f32> {
    let mut in_use = Lanes::<u32>::default();
    for practice in 0..practices {
        for lane in 0..LANES {
            in_use[lane] += row.practices[lane] >> practice & 1;
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
    for practice in 0..practices {
        for lane in 0..LANES {
            let open = (row.practices[lane] | row.lessons[lane]) >> practice & 1 == 0;
            sum[lane] += if open { exposure.pressure[practice][lane] } else { 0.0 };
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
            for (locus, sources) in
                [Locus::IntraPortfolio, Locus::InterPortfolio, Locus::WiderNetwork].iter().zip(sources)
            {
                log.totals.exposure[locus.index()] += u64::from((sources & !closed).count_ones());
            }
        }
    }
}
