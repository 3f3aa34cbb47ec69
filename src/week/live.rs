//! The second pass over a week, block by block: events take effect, each portfolio lives its week by itself (steps 4 and
//! 5), people turn over and ties decay (step 6), and what follows of this for each manager alone is published.

use multiversion::multiversion;

use super::closeness::{Processes, grow_closeness, invest, processes};
use super::credibility::{Census, publish_portfolios};
use super::event::{Arrival, Event, Happening, WeekLog};
use super::people::turn_over;
use super::ties::{choose_rewired, let_decay, rewiring};
use super::workspace::{Workspace, chunks};
use super::{dark_side, life_cycle, value};
use crate::draws::Sheet;
use crate::lanes::{LANES, Lanes, bits, keep};
use crate::parameter::Parameters;
use crate::population::{Managers, Repertoire, Row, World, case};
use crate::record::{Adoption, Lapse};

/// What the portfolios of a block live under.
pub(super) struct Circumstances<'a> {
    pub parameters: &'a Parameters,
    pub repertoire: &'a Repertoire,
    pub managers: &'a Managers,
}

/// Lets portfolios live, people turn over and ties decay; publishes what of this the block's managers alone make.
pub(super) fn live(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) {
    let Workspace { sheets, turns, rewirings, .. } = workspace;
    let rewiring = rewiring(world);
    let mut census = Census::default();
    world.accounts.begin();
    for chunk in chunks(world) {
        sheets.fill_second(&world.draws, week, &world.blocks[chunk.clone()], rewiring);
        for block in chunk {
            if world.relationship_step {
                relate(world, block, week, &sheets.life_cycle, turns, log);
            }
            turn_over(world, block, week, &sheets.turnover, log);
            let_decay(world, block);
            if rewiring {
                choose_rewired(world, block, week, &sheets.rewire, rewirings);
            }
            publish_block(world, block, &mut census);
        }
    }
    census.publish(&mut world.published);
}

/// Publishes portfolios, and adds up what accounts expect.
pub(super) fn publish_block(world: &mut World, block: usize, census: &mut Census) {
    publish_portfolios(world, block, census);
    world.accounts.add(&world.managers[block], &world.rows[world.blocks[block].rows.clone()]);
}

/// Steps 4 and 5 for a block.
fn relate(world: &mut World, block: usize, week: u32, uniforms: &Sheet, turns: &mut Turns, log: &mut WeekLog) {
    live_portfolios(world, block, uniforms, turns);
    turns.darkened.sort_unstable();
    for &(lane, slot) in &turns.darkened {
        dark_side::note_onsets(world, block, slot, lane, week, log);
    }
    turns.ended.sort_unstable();
    for &(lane, slot) in &turns.ended {
        life_cycle::replace(world, block, slot, lane, week, log);
    }
}

/// The relationships of a block, by lane and slot, in which something happened that has to be seen to one by one.
#[derive(Default)]
pub(super) struct Turns {
    /// A dark flag turned on.
    darkened: Vec<(usize, usize)>,
    /// The relationship ended.
    ended: Vec<(usize, usize)>,
    /// What the second pass over a block's rows needs of the first, by slot.
    kept: Vec<Kept>,
}

/// Of a row's sixteen relationships.
#[derive(Default)]
struct Kept {
    /// Volume of communication.
    volume: Lanes<f32>,
    /// What their accounts expect on average. Read in the first pass: numbers just written one by one cannot be read as
    /// a vector without waiting for them.
    account_mean: Lanes<f32>,
}

/// Steps 4 and 5 for the portfolios of one block, but for the replacement of relationships that end.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
fn live_portfolios(world: &mut World, block: usize, uniforms: &Sheet, turns: &mut Turns) {
    turns.darkened.clear();
    turns.ended.clear();
    let (block, managers) = (&world.blocks[block], &world.managers[block]);
    let now =
        Circumstances { parameters: &world.firms[block.firm].parameters, repertoire: &world.repertoire, managers };
    let rows = &mut world.rows[block.rows.clone()];
    let attention = total_attention(rows, &now);
    let mut lock_in = Lanes::<f32>::default();
    turns.kept.resize_with(rows.len(), Kept::default);
    for (slot, (row, kept)) in rows.iter_mut().zip(&mut turns.kept).enumerate() {
        for lane in 0..LANES {
            kept.account_mean[lane] = world.accounts.mean[row.account[lane] as usize];
        }
        let processes = processes(row, &now);
        dark_grows(row, &now, &processes, &attention);
        let darkened = dark_side::set_flags(row, &now.parameters.dark_side);
        let here = present(managers, slot);
        turns.darkened.extend(bits(darkened & here).map(|lane| (lane, slot)));
        for lane in 0..LANES {
            lock_in[lane] += keep((slot as u32) < managers.portfolio[lane], row.dark[2][lane]);
        }
        kept.volume = processes.volume;
    }
    for (slot, (row, kept)) in rows.iter_mut().zip(&turns.kept).enumerate() {
        value::assess(row, &now, &lock_in, &kept.account_mean);
        let ends = life_cycle::advance(row, now.parameters, &kept.volume, &uniforms.lanes(block.first_seat, slot));
        turns.ended.extend(bits(ends & present(managers, slot)).map(|lane| (lane, slot)));
    }
}

/// The lanes, a bit each, whose managers have a relationship in this slot.
#[inline(always)]
fn present(managers: &Managers, slot: usize) -> u32 {
    let mut present = 0;
    for lane in 0..LANES {
        present |= u32::from((slot as u32) < managers.portfolio[lane]) << lane;
    }
    present
}

/// Closeness, investments and dark growth all read the state before any of them.
#[inline(always)]
fn dark_grows(row: &mut Row, now: &Circumstances, processes: &Processes, attention: &Lanes<f32>) {
    let closeness = grow_closeness(row, now.parameters, processes);
    let (supplier, customer) = invest(row, now);
    let dark = dark_side::grow(row, now, &processes.volume, attention);
    row.closeness = closeness;
    row.supplier = supplier;
    row.customer = customer;
    row.dark = dark;
}

/// Sum of attention over each manager's portfolio.
#[inline(always)]
fn total_attention(rows: &[Row], now: &Circumstances) -> Lanes<f32> {
    let mut total = Lanes::<f32>::default();
    for (slot, row) in rows.iter().enumerate() {
        let mut attention = Lanes::all(1.0);
        add_in_use(&mut attention, &row.practices, &now.repertoire.attention);
        for lane in 0..LANES {
            let here = (slot as u32) < now.managers.portfolio[lane];
            total[lane] += keep(here, attention[lane]);
        }
    }
    total
}

/// Adds to each lane what its practices in use add, in the catalogue's order.
#[inline(always)]
pub(super) fn add_in_use(sum: &mut Lanes<f32>, practices: &Lanes<u32>, terms: &[(u32, f32)]) {
    for &(bit, amount) in terms {
        for lane in 0..LANES {
            sum[lane] += keep(practices[lane] & bit != 0, amount);
        }
    }
}

/// Adoptions and lapses take effect.
pub(super) fn carry_out(world: &mut World, week: u32, events: &[Event], log: &mut WeekLog) {
    for event in events {
        let row = world.blocks[event.block].rows.start + event.slot;
        let place = case(&world.blocks[event.block], &world.managers[event.block], &world.histories[row], event.lane);
        match &event.happening {
            Happening::Take(arrival) => take(world, week, event, arrival, log),
            Happening::Drop { practice, cause, lesson } => {
                world.rows[row].practices[event.lane] &= !(1 << practice);
                if *lesson {
                    world.rows[row].lessons[event.lane] |= 1 << practice;
                }
                log.lapse(Lapse { week, practice: *practice as u8, cause: *cause, lesson: *lesson, place });
            }
            Happening::Fade { practice } => world.rows[row].lessons[event.lane] &= !(1 << practice),
        }
    }
}

fn take(world: &mut World, week: u32, event: &Event, arrival: &Arrival, log: &mut WeekLog) {
    let (block, lane) = (event.block, event.lane);
    let row = world.blocks[block].rows.start + event.slot;
    let target = case(&world.blocks[block], &world.managers[block], &world.histories[row], lane);
    let Arrival { practice, mechanism, locus, source, source_flags, tie } = *arrival;
    world.rows[row].practices[lane] |= 1 << practice;
    world.histories[row].set_origin(lane, practice, mechanism, locus, source_flags != 0);
    if let Some(tie) = tie {
        let ties = &world.firms[world.blocks[block].firm].parameters.ties;
        let weight = &mut world.ties[tie].weight[lane];
        *weight += ties.gain * crate::lanes::positive(ties.max - *weight);
    }
    if source.is_some() && world.repertoire.loaded >> practice & 1 != 0 {
        let users = world.published.users[practice];
        log.totals.loaded_copies += 1;
        log.totals.latent_copies += u64::from(source_flags & world.repertoire.main_flag[practice] == 0);
        log.totals.latent_by_chance += world.published.latent_users[practice] as f64 / users as f64;
    }
    let practice = practice as u8;
    log.adopt(Adoption { week, practice, mechanism, locus, target, source, source_flags: source_flags as u8 });
}
