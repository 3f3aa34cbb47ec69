//! Steps 4 and 5 for a block: relationships grow close, turn dark, yield value, and go through their life cycle.

mod circumstances;
pub(crate) mod closeness;
pub(crate) mod dark_side;
pub(crate) mod effect;
pub(crate) mod events;
pub(crate) mod value;

use self::circumstances::Circumstances;
use self::closeness::{grow_closeness, invest, processes};
use self::effect::attention_share;
use crate::population::{Accounts, BlockMut, Common, Row, Shown};
use crate::week::life_cycle::{self, Replacement};
use crate::week::log::WeekLog;
use darkside_draws::Sheet;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, Registers, bits, choose_word, keep};

/// Steps 4 and 5 for a block. `chances` are the uniform numbers of the life cycle and the week's noise η by slot.
pub(crate) fn live(
    own: &mut BlockMut,
    common: &Common,
    week: u32,
    chances: (&Sheet, &[Lanes<f32>]),
    portfolios: &mut PortfolioScratch,
    log: &mut WeekLog,
    replacements: &mut Vec<Replacement>,
) {
    portfolios.rows.resize_with(own.rows.len(), RowScratch::default);
    live_portfolios(own, common, chances, &mut portfolios.rows);
    portfolios.list();
    for &place in &portfolios.darkened {
        let turned_on = portfolios.rows[place.1].turned_on[place.0];
        dark_side::note_onsets(own, common, place, turned_on, week, log);
    }
    for &place in &portfolios.ended {
        replacements.extend(life_cycle::turn(own, common, place, week, log));
    }
    if own.firm.parameters.lifecycle.vacancy > 0.0 {
        life_cycle::keep_vacant(own);
    }
}

/// The relationships of a block during steps 4 and 5. Places are lane and slot.
#[derive(Default)]
pub(crate) struct PortfolioScratch {
    /// Where a dark flag turned on.
    darkened: Vec<(usize, usize)>,
    /// Where the relationship or the vacancy ended.
    ended: Vec<(usize, usize)>,
    /// What later sweeps over the rows need from earlier ones, by slot.
    rows: Vec<RowScratch>,
}

impl PortfolioScratch {
    /// Lists the places in whose rows a flag turned on or a relationship ended.
    fn list(&mut self) {
        for (places, lanes) in
            [(&mut self.darkened, (|row| row.darkened) as fn(&RowScratch) -> u32), (&mut self.ended, |row| row.ended)]
        {
            places.clear();
            for (slot, row) in self.rows.iter().enumerate() {
                places.extend(bits(lanes(row)).map(|lane| (lane, slot)));
            }
            places.sort_unstable();
        }
    }
}

/// A row's sixteen relationships between sweeps.
#[derive(Default)]
struct RowScratch {
    /// Attention.
    attention: Lanes<f32>,
    /// Power of closeness that lets the dark side grow.
    power: Lanes<f32>,
    /// How well communication goes, q₁.
    communication: Lanes<f32>,
    /// What their accounts expect on average. Read long before it is needed: numbers just written one by one cannot be
    /// loaded as a vector without a stall.
    account_mean: Lanes<f32>,
    /// Dark flags that turned on.
    turned_on: Lanes<u32>,
    /// Lanes in which one did, a bit each.
    darkened: u32,
    /// Lanes whose relationship or vacancy ended, a bit each.
    ended: u32,
}

for_each_processor!(
    /// Steps 4 and 5 for the portfolios of one block, except replacing relationships that end.
    fn live_portfolios(
        own: &mut BlockMut,
        common: &Common,
        chances: (&Sheet, &[Lanes<f32>]),
        rows_scratch: &mut [RowScratch],
    ) {
        let (uniforms, noise) = chances;
        let BlockMut { block, firm, managers, rows, shown, .. } = own;
        let parameters = firm.parameters;
        let now = Circumstances {
            parameters: &parameters,
            repertoire: common.repertoire,
            portfolio: managers.portfolio,
            scruples: managers.scruples,
            instructions: instructions(),
        };
        let mut lock_in = Lanes::<f32>::default();
        let attention = prepare(rows, shown, &now, common.accounts, rows_scratch);
        let places = rows.iter_mut().zip(shown.iter_mut()).zip(rows_scratch.iter_mut());
        for (slot, ((row, shown), scratch)) in places.enumerate() {
            let share = attention_shares(&scratch.attention, &now.portfolio, &attention);
            scratch.communication = grow(row, shown, &now, &scratch.power, &share);
            scratch.turned_on = dark_side::set_flags(row, shown, now.parameters.dark_side);
            scratch.darkened = lanes_set(&scratch.turned_on, slot, &now);
            for lane in 0..LANES {
                lock_in[lane] += keep((slot as u32) < now.portfolio[lane], row.dark[2][lane]);
            }
        }
        let places = rows.iter_mut().zip(shown.iter_mut()).zip(rows_scratch.iter_mut());
        for (slot, (((row, shown), scratch), noise)) in places.zip(noise).enumerate() {
            let draws = uniforms.lanes(block.first_seat, slot);
            value::assess(row, shown, noise, &now, &lock_in, &scratch.account_mean);
            let ends = life_cycle::advance(row, shown, now.parameters, &scratch.communication, &draws);
            scratch.ended = lanes_set(&ends, slot, &now);
        }
    }
);

/// Lanes, a bit each, that have a relationship in this slot and whose word is not 0.
#[inline(always)]
fn lanes_set(words: &Lanes<u32>, slot: usize, now: &Circumstances<impl Registers>) -> u32 {
    let mut of_somebody = Lanes::default();
    for lane in 0..LANES {
        of_somebody[lane] = choose_word((slot as u32) < now.portfolio[lane], words[lane], 0);
    }
    now.instructions.lanes_set(&of_somebody)
}

/// Closeness, investments and dark growth all read the state before any of them. Returns how well communication went, q₁.
#[inline(always)]
fn grow(
    row: &mut Row,
    shown: &Shown,
    now: &Circumstances<impl Registers>,
    power: &Lanes<f32>,
    attention: &Lanes<f32>,
) -> Lanes<f32> {
    let mut processes = processes(shown, now);
    if now.parameters.value.cover_up > 0.0 {
        // Opportunism and conflict grow on it.
        for lane in 0..LANES {
            let covering = now.parameters.value.cover_up_load * now.covered(shown, lane);
            processes.loads[0][lane] += covering;
            processes.loads[1][lane] += covering;
        }
    }
    let (closeness, communication) = grow_closeness(row, shown, now.parameters, &processes);
    let (supplier, customer) = invest(row, now.parameters, &processes);
    let dark = dark_side::grow(row, shown, now, &processes, power, attention);
    row.closeness = closeness;
    row.supplier = supplier;
    row.customer = customer;
    row.dark = dark;
    communication
}

/// Fills the scratch from the state before anything in it changes. Returns the sum of attention over each portfolio.
#[inline(always)]
fn prepare(
    rows: &[Row],
    shown: &[Shown],
    now: &Circumstances<impl Registers>,
    accounts: &Accounts,
    scratches: &mut [RowScratch],
) -> Lanes<f32> {
    let mut total = Lanes::<f32>::default();
    for (slot, ((row, shown), scratch)) in rows.iter().zip(shown).zip(scratches).enumerate() {
        let [attention] = now.repertoire.attention.add([Lanes::all(1.0)], &shown.in_use(), now.instructions);
        scratch.attention = attention;
        let powers = dark_side::powers(&row.closeness, now.parameters.dark_side.closeness_power);
        for lane in 0..LANES {
            let here = (slot as u32) < now.portfolio[lane];
            total[lane] += keep(here, attention[lane]);
            // In a vacant slot nothing turns dark, even where the power is 0.
            scratch.power[lane] = keep(!row.vacant(lane), powers[lane]);
        }
        for lane in 0..LANES {
            scratch.account_mean[lane] = accounts.mean(row.account[lane]);
        }
    }
    total
}

#[inline(always)]
fn attention_shares(own: &Lanes<f32>, portfolio: &Lanes<u32>, total: &Lanes<f32>) -> Lanes<f32> {
    let mut shares = Lanes::default();
    for lane in 0..LANES {
        shares[lane] = attention_share(own[lane], portfolio[lane] as f32, total[lane]);
    }
    shares
}
