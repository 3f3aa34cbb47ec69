//! Week 0: makes a world from a scenario and a seed (model, section 2, "Week 0").

use std::collections::VecDeque;
use std::ops::Range;

use super::beginnings::{accounts, begin_relationships, given_relationships, use_practices};
use super::contacts::{self, Contacts, Seated};
use super::share_out::{piece, share_out};
use super::traits::Traits;
use super::{
    Accounts, Block, Fashions, FirmState, Histories, LastWeek, Managers, Notes, Origins, Profiles, Published,
    Repertoire, World, character, filled, work_on_parts, zeroed, zeroed_by,
};
use super::{graph, ties};
use crate::network::Network;
use crate::parameter::Graph;
use crate::scenario::{Firm, Scenario, ties_to_come};
use darkside_draws::{Draws, Purpose};
use darkside_lanes::{LANES, Lanes};

/// The world of `scenario` at week 0 under `seed`, before anything is published.
pub fn generate(scenario: &Scenario, seed: u64) -> World {
    generate_on(1, scenario, seed)
}

/// The same, on `threads` threads.
pub fn generate_on(threads: usize, scenario: &Scenario, seed: u64) -> World {
    let draws = Draws::new(seed);
    let layout = Layout::of(scenario, &draws, threads);
    let mut managers = filled(layout.blocks.len(), Managers::default());
    layout.seat_managers(scenario, &draws, &mut managers, threads);
    let Layout { firms, blocks, offices, portfolios, contacts } = layout;
    let (ties, imported_weights) = ties::lay_out(&blocks, &firms, &offices, &contacts);
    // They have been laid out; relationships need the room.
    drop(contacts);
    let (seats, practices) = (offices.len(), scenario.practices.len());
    let rows = blocks.last().map_or(0, |block| block.rows.end);
    let relationships = portfolios.iter().map(|&size| u64::from(size)).sum();
    let efficacy = vec![1.0; practices];
    let draws_about: Vec<Draws> = scenario.practices.iter().map(|practice| draws.about(&practice.name)).collect();
    let mut world = World {
        draws_about: draws_about.clone(),
        repertoire: Repertoire::new(&scenario.practices, &efficacy),
        practices: scenario.practices.clone(),
        efficacy,
        managers,
        rows: zeroed_by(threads, rows),
        shown: zeroed(rows),
        histories: Histories::new(rows),
        origins: Origins::new(rows, practices, threads),
        ties,
        imported_weights,
        published: Published::new(seats, practices),
        spare: LastWeek { profiles: Profiles::new(seats, practices), shown: zeroed(rows) },
        notes: Notes { kinds: zeroed(rows), flagged: zeroed_by(threads, seats) },
        accounts: Accounts::new(accounts(scenario, relationships), threads),
        market: VecDeque::new(),
        fashions: Fashions::default(),
        office_firms: office_firms(scenario, &firms, &offices),
        meetings: Vec::new(),
        block_of: blocks.iter().enumerate().flat_map(|(b, block)| vec![b as u32; block.count]).collect(),
        portfolio: portfolios.iter().copied().max().unwrap_or(1),
        relationships,
        relationship_step: scenario.parameters.run.relationship_step,
        ties_fixed: scenario.network.is_some() && !scenario.parameters.ties.rewire_imported,
        draws,
        firms,
        blocks,
    };
    let given = given_relationships(scenario.network.as_ref(), &portfolios);
    work_on_parts(&mut world, threads, |part| {
        use_practices(part, scenario, &draws_about);
        begin_relationships(part, scenario, &given);
    });
    world
}

/// Who sits where, how many relationships each has, and whom each looks at.
struct Layout {
    firms: Vec<FirmState>,
    blocks: Vec<Block>,
    /// Each manager's office.
    offices: Vec<u32>,
    /// How many relationships each manager has.
    portfolios: Vec<u32>,
    contacts: Contacts,
}

impl Layout {
    fn of(scenario: &Scenario, draws: &Draws, threads: usize) -> Self {
        let population = &scenario.parameters.population;
        let state = |(position, firm): (usize, &Firm)| FirmState::new(firm, scenario.seats_of(position));
        let firms: Vec<FirmState> = scenario.firms.iter().enumerate().map(state).collect();
        let mut blocks = if alike(scenario) {
            blocks_of(0..population.managers, &firms)
        } else {
            firms.iter().flat_map(|firm| blocks_of(firm.seats.clone(), &firms)).collect()
        };
        let offices = offices(scenario, draws, &firms);
        let ties = &scenario.parameters.ties;
        let contacts = match (&scenario.network, ties.graph) {
            (Some(network), _) => contacts::imported(network),
            (None, Graph::Organisation) => {
                contacts::generate(draws, &firms, &seated(scenario, draws, &firms, &offices), threads)
            }
            (None, Graph::Poisson) => graph::poisson(draws, population.managers, f64::from(ties.degree)),
            (None, Graph::Ring) => graph::ring(population.managers, ties.degree as u32),
        };
        let imported = scenario.network.as_ref().and_then(Network::portfolios);
        let portfolios = imported.unwrap_or_else(|| vec![population.portfolio; population.managers as usize]);
        lay_out(&mut blocks, &contacts, &portfolios, ties_to_come(&scenario.interventions));
        Self { firms, blocks, offices, portfolios, contacts }
    }

    /// Seats the managers of all blocks, on `threads` threads.
    fn seat_managers(&self, scenario: &Scenario, draws: &Draws, managers: &mut [Managers], threads: usize) {
        let each = piece(self.blocks.len(), threads);
        let pieces = self.blocks.chunks(each).zip(managers.chunks_mut(each)).collect();
        share_out(pieces, threads, |(blocks, managers)| {
            blocks.iter().zip(managers).for_each(|(block, managers)| self.seat(scenario, draws, block, managers));
        });
    }

    fn seat(&self, scenario: &Scenario, draws: &Draws, block: &Block, managers: &mut Managers) {
        let firm = &self.firms[block.firm];
        for (lane, seat) in block.seats().enumerate() {
            let tenure = tenure(scenario, draws, seat as u32);
            let character = character(draws, &firm.parameters.enablers, firm.skill, 0, seat as u32);
            managers.seat(lane, character, tenure);
            managers.office[lane] = self.offices[seat];
            managers.portfolio[lane] = self.portfolios[seat];
            managers.contacts[lane] = self.contacts.of(seat).len() as u32;
        }
    }
}

/// Whether all firms have the same parameters and levers from the first week to the last.
fn alike(scenario: &Scenario) -> bool {
    let same = |firm: &Firm| firm.parameters == scenario.firms[0].parameters && firm.levers == scenario.firms[0].levers;
    scenario.firms.iter().all(same) && scenario.interventions.iter().all(|intervention| intervention.firms.is_empty())
}

/// Blocks for these seats, whose firms have the same parameters.
fn blocks_of(seats: Range<u32>, firms: &[FirmState]) -> Vec<Block> {
    let firm_of = |seat: u32| firms.partition_point(|firm| firm.seats.end <= seat);
    // One for all of them: what is worked out for it once a week then serves every block.
    let firm = firm_of(seats.start);
    let mut blocks = Vec::new();
    for first_seat in seats.clone().step_by(LANES) {
        let left = (seats.end - first_seat) as usize;
        let count = if left < LANES { left } else { LANES };
        let mut of_lanes = Lanes::all(firm_of(first_seat) as u32);
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

/// The firm whose parameters hold for each office: that of its first manager, or the one that it was numbered for.
fn office_firms(scenario: &Scenario, firms: &[FirmState], offices: &[u32]) -> Vec<u32> {
    let per_firm = scenario.parameters.population.offices_per_firm;
    let named = scenario.network.as_ref().map_or(0, |network| network.offices.len());
    let mut of_offices = vec![0; named];
    of_offices.extend((0..firms.len() as u32).flat_map(|firm| vec![firm; per_firm as usize]));
    for (firm, position) in firms.iter().zip(0u32..firms.len() as u32).rev() {
        for seat in firm.seats.clone() {
            of_offices[offices[seat as usize] as usize] = position;
        }
    }
    of_offices
}

/// Managers before they choose their first contacts. None uses a practice yet.
fn seated<'a>(scenario: &Scenario, draws: &Draws, firms: &[FirmState], offices: &'a [u32]) -> Seated<'a> {
    let mut traits = Vec::new();
    if scenario.parameters.ties.homophily_start {
        for (firm, position) in firms.iter().zip(0..) {
            traits.extend(firm.seats.clone().map(|seat| {
                let [learning, ..] = character(draws, &firm.parameters.enablers, firm.skill, 0, seat);
                let place = (position, offices[seat as usize]);
                Traits { learning, tenure: tenure(scenario, draws, seat), uses: 0, place }
            }));
        }
    }
    Seated { offices, traits }
}

/// How long the manager of a seat has been one at week 0.
fn tenure(scenario: &Scenario, draws: &Draws, seat: u32) -> f32 {
    let known = scenario.network.as_ref().and_then(|network| network.managers[seat as usize].tenure_years);
    let drawn = || scenario.parameters.initial.tenure * draws.subject(Purpose::Tenure, 0, 0, seat).exponential();
    known.map_or_else(drawn, |years| 52.0 * years)
}

/// Gives each block its rows of relationships and of ties.
fn lay_out(blocks: &mut [Block], contacts: &Contacts, portfolios: &[u32], ties_to_come: usize) {
    let (mut next_row, mut next_tie) = (0, 0);
    for block in blocks {
        let slots = portfolios[block.seats()].iter().copied().max().unwrap_or(0) as usize;
        block.rows = next_row..next_row + slots;
        // The best connected manager decides.
        let ties = block.seats().map(|seat| contacts.of(seat).len()).max().unwrap_or(0);
        block.ties = next_tie..next_tie + ties + ties_to_come;
        (next_row, next_tie) = (block.rows.end, block.ties.end);
    }
}
