//! Relationships at the beginning of a run: their accounts, state and practices (model, section 2, "Week 0").

use super::{BlockMut, Common, Part};
use crate::network::{Network, NetworkRelationship};
use crate::parameter::decimal;
use crate::practice::{Class, Phase, Practice};
use crate::scenario::Scenario;
use darkside_draws::{Draws, Purpose, Sheet, Subject};
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, clamp01};

/// How many accounts there are.
pub(super) fn accounts(scenario: &Scenario, relationships: u64) -> usize {
    if let Some(given) = imported_relationships(scenario.network.as_ref()) {
        return given.iter().map(|relationship| relationship.account as usize + 1).max().unwrap_or(1);
    }
    let share = decimal(scenario.parameters.population.accounts_per_relationship);
    let generated = (relationships as f64 * share).floor();
    if generated > 1.0 { generated as u32 as usize } else { 1 }
}

fn imported_relationships(network: Option<&Network>) -> Option<&[NetworkRelationship]> {
    network.and_then(|network| network.relationships.as_deref())
}

/// What a table says of each seat's relationships, in the order of slots; of no seat where there is no table.
pub(super) fn given_relationships<'a>(
    network: Option<&'a Network>,
    portfolios: &[u32],
) -> Vec<&'a [NetworkRelationship]> {
    let Some(mut rest) = imported_relationships(network) else { return Vec::new() };
    portfolios.iter().map(|&size| rest.split_off(..size as usize).unwrap_or_default()).collect()
}

/// Begins the relationships of a part, after practices have been drawn for them: those whose practices a table lists start with
/// these.
pub(super) fn begin_relationships(part: &mut Part, scenario: &Scenario, given: &[&[NetworkRelationship]]) {
    let common = part.common;
    for block in part.blocks.clone() {
        let mut own = part.own(block);
        let seats = Lanes(std::array::from_fn(|lane| own.block.first_seat + lane as u32));
        for slot in 0..own.rows.len() {
            let subjects = common.draws.subjects(Purpose::Relationship, 0, Lanes::all(slot as u32), seats);
            for lane in 0..own.block.count {
                if slot < own.managers.portfolio[lane] as usize {
                    let given = given.get(seats[lane] as usize).and_then(|of_seat| of_seat.get(slot));
                    begin(&mut own, &common, scenario, (lane, slot), subjects.of(lane), given);
                }
            }
        }
        // Accounts are anywhere, and by now they have been fetched.
        for (slot, row) in own.rows.iter().enumerate() {
            for lane in 0..own.block.count {
                if slot < own.managers.portfolio[lane] as usize {
                    common.accounts.join(row.account[lane]);
                }
            }
        }
    }
}

fn begin(
    own: &mut BlockMut,
    common: &Common,
    scenario: &Scenario,
    (lane, slot): (usize, usize),
    mut subject: Subject,
    given: Option<&NetworkRelationship>,
) {
    let account = subject.below(common.accounts.count());
    let account = given.map_or(account, |given| given.account);
    common.accounts.fetch(account);
    let power = subject.uniform();
    let age = scenario.parameters.initial.relationship_age * subject.exponential();
    let age = given.and_then(|given| given.age).unwrap_or(age);
    let settled = if age < 80.0 { age / 80.0 } else { 1.0 };
    let closeness = clamp01(0.05 + subject.beta(2.0, 3.0) * settled);
    let closeness = given.and_then(|given| given.closeness).unwrap_or(closeness);
    let lifecycle = &own.firm.parameters.lifecycle;
    let phase = given.and_then(|given| given.phase).unwrap_or(if closeness > lifecycle.to_maturity {
        Phase::Maturity
    } else if closeness > lifecycle.to_build_up {
        Phase::BuildUp
    } else {
        Phase::Exploration
    });
    let row = &mut own.rows[slot];
    row.account[lane] = account;
    row.power[lane] = power;
    row.age[lane] = age;
    row.closeness[lane] = closeness;
    own.shown[slot].set_phase(lane, phase as u32);
    if let Some(names) = given.and_then(|given| given.practices.as_ref()) {
        let practices = names.iter().filter_map(|name| scenario.practice(name));
        own.shown[slot].practices[lane] = practices.fold(0, |bits, practice| bits | 1 << practice);
    }
}

/// Blocks whose random numbers are made together.
const TOGETHER: usize = 64;

pub(super) fn use_practices(part: &mut Part, scenario: &Scenario, draws_about: &[Draws]) {
    let mut uniforms = Sheet::default();
    let (blocks, portfolio) = (part.common.blocks, part.common.portfolio as usize);
    for first in part.blocks.clone().step_by(TOGETHER) {
        let together = &blocks[first..part.blocks.end][..TOGETHER.min(part.blocks.end - first)];
        let seats = together[0].first_seat..together.last().map_or(0, |last| last.first_seat + last.count as u32);
        for (position, (practice, draws)) in scenario.practices.iter().zip(draws_about).enumerate() {
            let share = initial_share(scenario, practice);
            uniforms.fill(draws, Purpose::InitialUse, 0, seats.clone(), portfolio);
            for block in first..first + together.len() {
                use_practice(&mut part.own(block), &uniforms, share, position);
            }
        }
    }
}

for_each_processor!(
    /// Those of a block's relationships use the practice in this position whose number lies below the share.
    fn use_practice(own: &mut BlockMut, uniforms: &Sheet, share: f32, position: usize) {
        for (slot, shown) in own.shown.iter_mut().enumerate() {
            let draws = uniforms.lanes(own.block.first_seat, slot);
            for lane in 0..LANES {
                let uses = ((slot as u32) < own.managers.portfolio[lane]) & (draws[lane] < share);
                shown.practices[lane] |= u32::from(uses) << position;
            }
        }
    }
);

fn initial_share(scenario: &Scenario, practice: &Practice) -> f32 {
    let initial = &scenario.parameters.initial;
    practice.initial.unwrap_or(match practice.class {
        Class::BestPractice => initial.best_practice,
        Class::Benign => initial.benign,
        Class::Malpractice => initial.malpractice,
        Class::Safeguard => initial.safeguard,
    })
}
