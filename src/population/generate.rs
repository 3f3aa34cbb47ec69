//! Week 0: makes a world from a scenario and a seed (model, section 2, "Initial state").

use std::collections::VecDeque;
use std::ops::Range;

use super::graph;
use super::relationships::History;
use super::ties::{self, Contacts};
use super::{
    Accounts, Block, FirmState, Managers, Origins, Profiles, Published, Repertoire, Row, World, character, filled,
};
use crate::draws::{Draws, Purpose, Sheet};
use crate::lanes::{LANES, Lanes, clamp01};
use crate::network::{Network, NetworkRelationship};
use crate::parameter::decimal;
use crate::practice::{Class, Phase, Practice};
use crate::scenario::{Firm, Scenario};

/// The world of `scenario` at week 0 under `seed`, before anything is published.
pub fn generate(scenario: &Scenario, seed: u64) -> World {
    let draws = Draws::new(seed);
    let network = scenario.network.as_ref();
    let seats = network.map_or(scenario.parameters.population.managers, |network| network.managers.len() as u32);
    let (firms, mut blocks) = divide(scenario, seats);
    let offices = offices(scenario, &draws, &firms);
    let contacts = match network {
        Some(network) => ties::imported(network),
        None => match graph::generate(&draws, &scenario.parameters.ties, seats) {
            Some(contacts) => contacts,
            None => ties::generate(&draws, &firms, &offices),
        },
    };
    let portfolios = portfolios(scenario, seats);
    let portfolio = portfolios.iter().copied().max().unwrap_or(1);
    lay_out(&mut blocks, &contacts, &portfolios);
    let (tie_rows, imported_weights) = ties::lay_out(&blocks, &firms, &offices, &contacts);
    // It has been laid out; relationships need the room.
    drop(contacts);
    let rows = blocks.last().map_or(0, |block| block.rows.end);
    let efficacy = vec![1.0; scenario.practices.len()];
    let mut world = World {
        draws_about: scenario.practices.iter().map(|practice| draws.about(&practice.name)).collect(),
        repertoire: Repertoire::new(&scenario.practices, &efficacy),
        practices: scenario.practices.clone(),
        efficacy,
        managers: Vec::with_capacity(blocks.len()),
        rows: filled(rows, Row::default()),
        histories: filled(rows, History::default()),
        origins: Origins::new(rows, scenario.practices.len()),
        ties: tie_rows,
        imported_weights,
        published: Published::default(),
        next_profiles: Profiles::default(),
        accounts: Accounts::new(0),
        market: VecDeque::new(),
        block_of: blocks.iter().enumerate().flat_map(|(b, block)| vec![b as u32; block.count]).collect(),
        portfolio,
        relationships: portfolios.iter().map(|&size| u64::from(size)).sum(),
        relationship_step: scenario.parameters.run.relationship_step,
        ties_fixed: network.is_some() && !scenario.parameters.ties.rewire_imported,
        draws,
        firms,
        blocks,
    };
    seat_managers(&mut world, scenario, &offices, &portfolios);
    begin_relationships(&mut world, scenario);
    use_practices(&mut world, scenario);
    world.published = Published {
        profiles: Profiles::new(seats as usize, scenario.practices.len()),
        success: vec![0.0; seats as usize],
        users: vec![0; scenario.practices.len()],
        latent_users: vec![0; scenario.practices.len()],
    };
    world.next_profiles = Profiles::new(seats as usize, scenario.practices.len());
    world
}

/// Firms with their seats, and the blocks that they fill.
fn divide(scenario: &Scenario, seats: u32) -> (Vec<FirmState>, Vec<Block>) {
    let count = scenario.firms.len() as u64;
    let first = |firm: usize| match &scenario.network {
        Some(network) => network.managers.partition_point(|manager| (manager.firm as usize) < firm) as u32,
        // The first manager m with ⌊m · firms / managers⌋ = firm.
        None => (firm as u64 * u64::from(seats)).div_ceil(count) as u32,
    };
    let seats_of = |firm: usize| first(firm)..first(firm + 1);
    let firms: Vec<FirmState> =
        scenario.firms.iter().enumerate().map(|(position, firm)| FirmState::new(firm, seats_of(position))).collect();
    let blocks = if alike(scenario) {
        blocks_of(0..seats, &firms)
    } else {
        firms.iter().flat_map(|firm| blocks_of(firm.seats.clone(), &firms)).collect()
    };
    (firms, blocks)
}

/// Whether all firms have the same parameters and levers from the first week to the last.
fn alike(scenario: &Scenario) -> bool {
    let same = |firm: &Firm| firm.parameters == scenario.firms[0].parameters && firm.levers == scenario.firms[0].levers;
    scenario.firms.iter().all(same) && scenario.interventions.iter().all(|intervention| intervention.firms.is_empty())
}

/// Blocks for these seats.
fn blocks_of(seats: Range<u32>, firms: &[FirmState]) -> Vec<Block> {
    let firm_of = |seat: u32| firms.partition_point(|firm| firm.seats.end <= seat);
    let mut blocks = Vec::new();
    for first_seat in seats.clone().step_by(LANES) {
        let left = (seats.end - first_seat) as usize;
        let count = if left < LANES { left } else { LANES };
        let firm = firm_of(first_seat);
        let mut of_lanes = Lanes::all(firm as u32);
        for lane in 0..count {
            of_lanes[lane] = firm_of(first_seat + lane as u32) as u32;
        }
        blocks.push(Block { firm, firms: of_lanes, first_seat, count, rows: 0..0, ties: 0..0 });
    }
    blocks
}

/// Each manager's office, numbered within the run so that two firms never share one.
fn offices(scenario: &Scenario, draws: &Draws, firms: &[FirmState]) -> Vec<u32> {
    let per_firm = scenario.parameters.population.offices_per_firm;
    // Offices that are drawn are numbered after those that a table names.
    let named = scenario.network.as_ref().map_or(0, |network| network.offices.len() as u32);
    let mut offices = Vec::new();
    for (position, firm) in firms.iter().enumerate() {
        for seat in firm.seats.clone() {
            let imported = scenario.network.as_ref().and_then(|network| network.managers[seat as usize].office);
            offices.push(imported.unwrap_or_else(|| {
                named + position as u32 * per_firm + draws.subject(Purpose::Office, 0, 0, seat).below(per_firm)
            }));
        }
    }
    offices
}

/// How many relationships each manager has.
fn portfolios(scenario: &Scenario, seats: u32) -> Vec<u32> {
    let Some(relationships) = scenario.network.as_ref().and_then(|network| network.relationships.as_ref()) else {
        return vec![scenario.parameters.population.portfolio; seats as usize];
    };
    let mut sizes = vec![0; seats as usize];
    for relationship in relationships {
        sizes[relationship.manager as usize] += 1;
    }
    sizes
}

/// Gives each block its rows of relationships and of ties.
fn lay_out(blocks: &mut [Block], contacts: &Contacts, portfolios: &[u32]) {
    let (mut next_row, mut next_tie) = (0, 0);
    for block in blocks {
        let seats = block.first_seat as usize..block.first_seat as usize + block.count;
        let slots = portfolios[seats].iter().copied().max().unwrap_or(0) as usize;
        block.rows = next_row..next_row + slots;
        block.ties = next_tie..next_tie + ties::rows(block, contacts);
        (next_row, next_tie) = (block.rows.end, block.ties.end);
    }
}

fn seat_managers(world: &mut World, scenario: &Scenario, offices: &[u32], portfolios: &[u32]) {
    let mean_tenure = scenario.parameters.initial.tenure;
    for block in &world.blocks {
        let firm = &world.firms[block.firm];
        let mut managers = Managers::default();
        for lane in 0..block.count {
            let seat = block.first_seat + lane as u32;
            let known = scenario.network.as_ref().and_then(|network| network.managers[seat as usize].tenure_years);
            let tenure = known.map_or_else(
                || mean_tenure * world.draws.subject(Purpose::Tenure, 0, 0, seat).exponential(),
                |years| 52.0 * years,
            );
            let character = character(&world.draws, &firm.parameters.enablers, firm.skill, 0, seat);
            managers.seat(lane, character, tenure);
            managers.office[lane] = offices[seat as usize];
            managers.portfolio[lane] = portfolios[seat as usize];
        }
        world.managers.push(managers);
    }
}

fn begin_relationships(world: &mut World, scenario: &Scenario) {
    let population = &scenario.parameters.population;
    let generated = (world.relationships as f64 * decimal(population.accounts_per_relationship)).floor();
    let imported = imported_relationships(scenario.network.as_ref());
    let accounts = match imported {
        Some(relationships) => relationships.iter().map(|relationship| relationship.account + 1).max().unwrap_or(1),
        None => {
            if generated > 1.0 {
                generated as u32
            } else {
                1
            }
        }
    };
    world.accounts = Accounts::new(accounts as usize);
    let mut next_imported = imported.into_iter().flatten();
    for b in 0..world.blocks.len() {
        let block = world.blocks[b].clone();
        for lane in 0..block.count {
            for slot in 0..world.managers[b].portfolio[lane] as usize {
                begin(world, scenario, b, slot, lane, next_imported.next());
            }
        }
    }
}

fn imported_relationships(network: Option<&Network>) -> Option<&[NetworkRelationship]> {
    network.and_then(|network| network.relationships.as_deref())
}

fn begin(
    world: &mut World,
    scenario: &Scenario,
    b: usize,
    slot: usize,
    lane: usize,
    given: Option<&NetworkRelationship>,
) {
    let block = &world.blocks[b];
    let seat = block.first_seat + lane as u32;
    let mut subject = world.draws.subject(Purpose::Relationship, 0, slot as u32, seat);
    let account = subject.below(world.accounts.count());
    let power = subject.uniform();
    let age = scenario.parameters.initial.relationship_age * subject.exponential();
    let age = given.and_then(|given| given.age).unwrap_or(age);
    let settled = if age < 80.0 { age / 80.0 } else { 1.0 };
    let closeness = clamp01(0.05 + subject.beta(2.0, 3.0) * settled);
    let closeness = given.and_then(|given| given.closeness).unwrap_or(closeness);
    let lifecycle = &world.firms[block.firm].parameters.lifecycle;
    let phase = given.and_then(|given| given.phase).unwrap_or(if closeness > lifecycle.to_maturity {
        Phase::Maturity
    } else if closeness > lifecycle.to_build_up {
        Phase::BuildUp
    } else {
        Phase::Exploration
    });
    let r = block.rows.start + slot;
    let row = &mut world.rows[r];
    row.account[lane] = given.map_or(account, |given| given.account);
    world.accounts.join(row.account[lane]);
    row.power[lane] = power;
    row.age[lane] = age;
    row.closeness[lane] = closeness;
    row.set_phase(lane, phase as u32);
    world.histories[r].begin(lane, seat * world.portfolio + slot as u32);
}

fn use_practices(world: &mut World, scenario: &Scenario) {
    let mut uniforms = Sheet::default();
    for (position, practice) in scenario.practices.iter().enumerate() {
        let share = initial_share(scenario, practice);
        let seats = 0..world.seats();
        uniforms.fill(&world.draws_about[position], Purpose::InitialUse, 0, seats, world.portfolio as usize);
        for (block, managers) in world.blocks.iter().zip(&world.managers) {
            for lane in 0..block.count {
                for slot in 0..managers.portfolio[lane] as usize {
                    if uniforms.of(block.first_seat + lane as u32, slot) < share {
                        world.rows[block.rows.start + slot].practices[lane] |= 1 << position;
                    }
                }
            }
        }
    }
    let Some(relationships) = imported_relationships(scenario.network.as_ref()) else { return };
    let mut slot_of = vec![0; world.seats() as usize];
    for relationship in relationships {
        let (b, lane) = world.locate(relationship.manager);
        let slot = &mut slot_of[relationship.manager as usize];
        if let Some(names) = &relationship.practices {
            let row = &mut world.rows[world.blocks[b].rows.start + *slot];
            row.practices[lane] =
                names.iter().filter_map(|name| scenario.practice(name)).fold(0, |bits, p| bits | 1 << p);
        }
        *slot += 1;
    }
}

fn initial_share(scenario: &Scenario, practice: &Practice) -> f32 {
    let initial = &scenario.parameters.initial;
    practice.initial.unwrap_or(match practice.class {
        Class::BestPractice => initial.best_practice,
        Class::Benign => initial.benign,
        Class::Malpractice => initial.malpractice,
        Class::Safeguard => initial.safeguard,
    })
}
