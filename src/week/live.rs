//! The second pass over a week, block by block: events take effect, each portfolio lives its week by itself (steps 4 and
//! 5), ties decay (step 6), and what follows of this for each manager alone is published.

use super::closeness::{deeds, grow_closeness, invest};
use super::credibility::{Census, publish_portfolios};
use super::effect::attention_share;
use super::event::{Arrival, Event, Happening, WeekLog};
use super::people::serve;
use super::ties::let_decay;
use super::workspace::{Hand, chunks};
use super::{dark_side, life_cycle, value};
use crate::draws::Sheet;
use crate::lanes::{Instructions, LANES, Lanes, bits, choose_word, keep};
use crate::parameter::Parameters;
use crate::population::{Accounts, Common, Origin, Own, Part, Repertoire, Row};
use crate::processor::for_each_processor;
use crate::record::{Adoption, Lapse};

/// What the portfolios of a block live under.
pub(super) struct Circumstances<'a> {
    pub parameters: &'a Parameters,
    pub repertoire: &'a Repertoire,
    /// How many relationships each manager has.
    pub portfolio: Lanes<u32>,
    /// What the kernel is compiled for that asks.
    pub instructions: Instructions,
}

/// Events take effect, portfolios live, managers serve and ties decay; publishes what follows of it for each manager alone.
pub(super) fn live(part: &mut Part, week: u32, hand: &mut Hand, steps: Steps) {
    let Hand { sheets, turns, census, events, carried, lived, leaving, .. } = hand;
    let mut events = events.iter().peekable();
    let Common { draws, blocks, accounts, repertoire, .. } = part.common;
    for chunk in chunks(part.blocks.clone()) {
        sheets.fill_life(draws, week, &blocks[chunk.clone()]);
        for block in chunk {
            let common = part.common;
            part.fetch(block);
            let mut own = part.own(block);
            while let Some(event) = events.next_if(|event| event.block as usize == block) {
                carry_out(&mut own, &common, week, event, carried);
            }
            if steps.relationship {
                relate(&mut own, &common, week, &sheets.life_cycle, turns, lived);
            }
            serve(&mut own, &sheets.turnover, leaving);
            let_decay(&mut own, &common);
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
    turns.kept.resize_with(own.rows.len(), Kept::default);
    live_portfolios(own, common, uniforms, &mut turns.kept);
    turns.note();
    for &place in &turns.darkened {
        let turned_on = turns.kept[place.1].turned_on[place.0];
        dark_side::note_onsets(own, common.repertoire, place, turned_on, week, log);
    }
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

impl Turns {
    /// Notes the relationships of each row in whose lanes a flag turned on or that ended, a bit for each lane.
    fn note(&mut self) {
        for (places, of_row) in
            [(&mut self.darkened, (|kept| kept.darkened) as fn(&Kept) -> u32), (&mut self.ended, |kept| kept.ended)]
        {
            places.clear();
            for (slot, kept) in self.kept.iter().enumerate() {
                places.extend(bits(of_row(kept)).map(|lane| (lane, slot)));
            }
            places.sort_unstable();
        }
    }
}

/// Of a row's sixteen relationships.
#[derive(Default)]
struct Kept {
    /// Attention.
    attention: Lanes<f32>,
    /// Power of closeness that lets the dark side grow.
    power: Lanes<f32>,
    /// How well communication goes, q₁.
    communication: Lanes<f32>,
    /// What their accounts expect on average. Read long before it is needed: numbers just written one by one cannot be
    /// read as a vector without waiting for them.
    account_mean: Lanes<f32>,
    /// Dark flags that turned on.
    turned_on: Lanes<u32>,
    /// Lanes in which one did, a bit each.
    darkened: u32,
    /// Lanes whose relationship ended, a bit each.
    ended: u32,
}

for_each_processor!(
    /// Steps 4 and 5 for the portfolios of one block, but for the replacement of relationships that end.
    fn live_portfolios(own: &mut Own, common: &Common, uniforms: &Sheet, kept_of_rows: &mut [Kept]) {
        let Own { block, firm, managers, rows, .. } = own;
        let parameters = firm.parameters;
        let now = Circumstances {
            parameters: &parameters,
            repertoire: common.repertoire,
            portfolio: managers.portfolio,
            instructions: instructions(),
        };
        let mut lock_in = Lanes::<f32>::default();
        let attention = prepare(rows, &now, common.accounts, kept_of_rows);
        for (slot, (row, kept)) in rows.iter_mut().zip(kept_of_rows.iter_mut()).enumerate() {
            let share = attention_shares(&kept.attention, &now.portfolio, &attention);
            kept.communication = grow(row, &now, &kept.power, &share);
            kept.turned_on = dark_side::set_flags(row, now.parameters.dark_side);
            kept.darkened = lanes_set(&kept.turned_on, slot, &now);
            for lane in 0..LANES {
                lock_in[lane] += keep((slot as u32) < now.portfolio[lane], row.dark[2][lane]);
            }
        }
        for (slot, (row, kept)) in rows.iter_mut().zip(kept_of_rows.iter_mut()).enumerate() {
            let draws = uniforms.lanes(block.first_seat, slot);
            value::assess(row, &now, &lock_in, &kept.account_mean);
            let ends = life_cycle::advance(row, now.parameters, &kept.communication, &draws);
            kept.ended = lanes_set(&ends, slot, &now);
        }
    }
);

/// The lanes, a bit each, of those who have a relationship in this slot and whose word is not 0.
#[inline(always)]
fn lanes_set(words: &Lanes<u32>, slot: usize, now: &Circumstances) -> u32 {
    let mut of_somebody = Lanes::default();
    for lane in 0..LANES {
        of_somebody[lane] = choose_word((slot as u32) < now.portfolio[lane], words[lane], 0);
    }
    now.instructions.lanes_set(&of_somebody)
}

/// Closeness, investments and dark growth all read the state before any of them; gives how well communication went.
#[inline(always)]
fn grow(row: &mut Row, now: &Circumstances, power: &Lanes<f32>, attention: &Lanes<f32>) -> Lanes<f32> {
    let deeds = deeds(row, now);
    let (closeness, communication) = grow_closeness(row, now.parameters, &deeds);
    let (supplier, customer) = invest(row, now.parameters, &deeds);
    let dark = dark_side::grow(row, now, &deeds, power, attention);
    row.closeness = closeness;
    row.supplier = supplier;
    row.customer = customer;
    row.dark = dark;
    communication
}

/// Works out what is kept of the state before anything of it changes; gives the sum of attention over each portfolio.
#[inline(always)]
fn prepare(rows: &[Row], now: &Circumstances, accounts: &Accounts, kept: &mut [Kept]) -> Lanes<f32> {
    let mut total = Lanes::<f32>::default();
    for (slot, (row, kept)) in rows.iter().zip(kept).enumerate() {
        let [attention] = now.repertoire.attention.add([Lanes::all(1.0)], &row.practices, now.instructions);
        kept.attention = attention;
        kept.power = dark_side::powers(&row.closeness, now.parameters.dark_side.closeness_power);
        for lane in 0..LANES {
            let here = (slot as u32) < now.portfolio[lane];
            total[lane] += keep(here, attention[lane]);
        }
        for lane in 0..LANES {
            kept.account_mean[lane] = accounts.mean(row.account[lane]);
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

/// An adoption or a lapse takes effect.
fn carry_out(own: &mut Own, common: &Common, week: u32, event: &Event, log: &mut WeekLog) {
    let (slot, lane) = (event.slot as usize, usize::from(event.lane));
    let place = own.case(slot, lane);
    let row = &mut own.rows[slot];
    match event.happening {
        Happening::Take(ref arrival) => take(own, common, (lane, slot), week, arrival, log),
        Happening::Drop { practice, cause, lesson } => {
            row.practices[lane] &= !(1 << practice);
            if lesson {
                row.lessons[lane] |= 1 << practice;
            }
            log.lapse(Lapse { week, practice, cause, lesson, place });
        }
        Happening::Fade { practice } => row.lessons[lane] &= !(1 << practice),
    }
}

fn take(own: &mut Own, common: &Common, (lane, slot): (usize, usize), week: u32, arrival: &Arrival, log: &mut WeekLog) {
    let target = own.case(slot, lane);
    let Arrival { practice, mechanism, locus, source, source_flags, tie } = *arrival;
    let p = usize::from(practice);
    own.rows[slot].practices[lane] |= 1 << p;
    own.origins.set(slot, lane, p, Origin { mechanism, locus, from_dark: source_flags != 0 });
    if let Some(tie) = tie {
        let ties = &own.firm.parameters.ties;
        let weight = &mut own.ties[tie as usize - own.block.ties.start].weight[lane];
        *weight += ties.gain * crate::lanes::positive(ties.max - *weight);
    }
    if source.is_some() && common.repertoire.loaded >> p & 1 != 0 {
        let latent = u32::from(source_flags) & common.repertoire.main_flag[p] == 0;
        log.copy(latent, common.latent_users[p] as f64 / common.users[p] as f64);
    }
    log.adopt(Adoption { week, practice, mechanism, locus, target, source, source_flags });
}
