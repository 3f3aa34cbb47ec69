//! The second pass over a week, block by block: events take effect, each portfolio lives its week by itself (steps 4 and
//! 5), ties decay (step 6), and what follows of this for each manager alone is published.

use multiversion::multiversion;

use super::closeness::{Processes, grow_closeness, invest, processes};
use super::credibility::{Census, publish_portfolios};
use super::event::{Arrival, Event, Happening, WeekLog};
use super::people::serve;
use super::ties::let_decay;
use super::workspace::{Hand, chunks};
use super::{dark_side, life_cycle, value};
use crate::draws::Sheet;
use crate::lanes::{LANES, Lanes, bits, keep};
use crate::parameter::Parameters;
use crate::population::{Common, Managers, Own, Part, Repertoire, Row};
use crate::record::{Adoption, Lapse};

/// What the portfolios of a block live under.
pub(super) struct Circumstances<'a> {
    pub parameters: &'a Parameters,
    pub repertoire: &'a Repertoire,
    pub managers: &'a Managers,
}

/// Events take effect, portfolios live, managers serve and ties decay; publishes what follows of it for each manager alone.
pub(super) fn live(part: &mut Part, week: u32, hand: &mut Hand, steps: Steps) {
    let Hand { sheets, turns, census, events, carried, lived, leaving, .. } = hand;
    carry_out(part, week, events, carried);
    let Common { draws, blocks, accounts, repertoire, .. } = part.common;
    for chunk in chunks(part.blocks.clone()) {
        sheets.fill_life(draws, week, &blocks[chunk.clone()]);
        for block in chunk {
            let common = part.common;
            let mut own = part.own(block);
            if steps.relationship {
                relate(&mut own, &common, week, &sheets.life_cycle, turns, lived);
            }
            serve(&mut own, &sheets.turnover, leaving);
            let_decay(own.ties, own.firm);
            publish_portfolios(&mut own, repertoire, census);
            accounts.add(own.managers, own.rows, steps.alone);
        }
    }
}

/// How a part lives.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// Whether relationships live (steps 4 and 5).
    pub relationship: bool,
    /// Whether no other part lives meanwhile.
    pub alone: bool,
}

/// Publishes portfolios, and adds up what accounts expect.
pub(super) fn publish(part: &mut Part, census: &mut Census) {
    let Common { accounts, repertoire, .. } = part.common;
    for block in part.blocks.clone() {
        let mut own = part.own(block);
        publish_portfolios(&mut own, repertoire, census);
        accounts.add(own.managers, own.rows, true);
    }
}

/// Steps 4 and 5 for a block.
fn relate(own: &mut Own, common: &Common, week: u32, uniforms: &Sheet, turns: &mut Turns, log: &mut WeekLog) {
    live_portfolios(own, common, uniforms, turns);
    turns.darkened.sort_unstable();
    for &place in &turns.darkened {
        dark_side::note_onsets(own, common.repertoire, place, week, log);
    }
    turns.ended.sort_unstable();
    for &place in &turns.ended {
        life_cycle::replace(own, common, place, week, log);
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
fn live_portfolios(own: &mut Own, common: &Common, uniforms: &Sheet, turns: &mut Turns) {
    turns.darkened.clear();
    turns.ended.clear();
    let Own { block, firm, managers, rows, .. } = own;
    let managers: &Managers = managers;
    let now = Circumstances { parameters: &firm.parameters, repertoire: common.repertoire, managers };
    let attention = total_attention(rows, &now);
    let mut lock_in = Lanes::<f32>::default();
    turns.kept.resize_with(rows.len(), Kept::default);
    for (slot, (row, kept)) in rows.iter_mut().zip(&mut turns.kept).enumerate() {
        for lane in 0..LANES {
            kept.account_mean[lane] = common.accounts.mean[row.account[lane] as usize];
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
fn carry_out(part: &mut Part, week: u32, events: &[Event], log: &mut WeekLog) {
    let common = part.common;
    for event in events {
        let Event { block, lane, slot, happening } = event;
        let mut own = part.own(*block);
        let place = own.case(*slot, *lane);
        let row = &mut own.rows[*slot];
        match happening {
            Happening::Take(arrival) => take(&mut own, &common, (*lane, *slot), week, arrival, log),
            Happening::Drop { practice, cause, lesson } => {
                row.practices[*lane] &= !(1 << practice);
                if *lesson {
                    row.lessons[*lane] |= 1 << practice;
                }
                log.lapse(Lapse { week, practice: *practice as u8, cause: *cause, lesson: *lesson, place });
            }
            Happening::Fade { practice } => row.lessons[*lane] &= !(1 << practice),
        }
    }
}

fn take(own: &mut Own, common: &Common, (lane, slot): (usize, usize), week: u32, arrival: &Arrival, log: &mut WeekLog) {
    let target = own.case(slot, lane);
    let Arrival { practice, mechanism, locus, source, source_flags, tie } = *arrival;
    own.rows[slot].practices[lane] |= 1 << practice;
    own.histories[slot].set_origin(lane, practice, mechanism, locus, source_flags != 0);
    if let Some(tie) = tie {
        let ties = &own.firm.parameters.ties;
        let weight = &mut own.ties[tie - own.block.ties.start].weight[lane];
        *weight += ties.gain * crate::lanes::positive(ties.max - *weight);
    }
    if source.is_some() && common.repertoire.loaded >> practice & 1 != 0 {
        let latent = source_flags & common.repertoire.main_flag[practice] == 0;
        log.copy(latent, common.latent_users[practice] as f64 / common.users[practice] as f64);
    }
    let practice = practice as u8;
    log.adopt(Adoption { week, practice, mechanism, locus, target, source, source_flags: source_flags as u8 });
}
