//! Events take effect, and each portfolio lives its week by itself (steps 4 and 5).

use super::closeness::{deeds, grow_closeness, invest};
use super::credibility::{Census, publish_portfolios};
use super::effect::attention_share;
use super::event::{Arrival, Event, Happening, WeekLog};
use super::mechanism::best_user;
use super::workspace::{Brought, Hand};
use super::{dark_side, life_cycle, value};
use crate::parameter::Parameters;
use crate::population::{Accounts, Common, LastWeek, Origin, Own, Part, Repertoire, Row, Shown};
use crate::record::{Adoption, Lapse};
use darkside_draws::Sheet;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, Registers, bits, choose_word, keep};

/// What the portfolios of a block live under.
pub(super) struct Circumstances<'a, R> {
    pub parameters: &'a Parameters,
    pub repertoire: &'a Repertoire,
    /// How many relationships each manager has.
    pub portfolio: Lanes<u32>,
    /// The instructions that the calling kernel is compiled for.
    pub instructions: R,
}

/// Publishes portfolios, and adds up what accounts expect.
pub(super) fn publish(part: &mut Part, census: &mut Census) {
    let Common { accounts, repertoire, .. } = part.common;
    for block in part.blocks.clone() {
        let mut own = part.own(block);
        publish_portfolios(&mut own, repertoire, census);
        accounts.add(0, own.managers, own.rows);
    }
}

/// Steps 4 and 5 for a block.
pub(super) fn relate(own: &mut Own, common: &Common, week: u32, noise: &[Lanes<f32>], hand: &mut Hand) {
    let Hand { sheets, turns, brought: Brought { lived: log, begun, .. }, .. } = hand;
    turns.kept.resize_with(own.rows.len(), Kept::default);
    live_portfolios(own, common, (&sheets.life_cycle, noise), &mut turns.kept);
    turns.note();
    for &place in &turns.darkened {
        let turned_on = turns.kept[place.1].turned_on[place.0];
        dark_side::note_onsets(own, common, place, turned_on, week, log);
    }
    for &place in &turns.ended {
        begun.push(life_cycle::replace(own, common, place, week, log));
    }
}

/// The relationships of a block, by lane and slot, in which something happened that has to be seen to one by one.
#[derive(Default)]
pub(super) struct Turns {
    /// A dark flag turned on.
    darkened: Vec<(usize, usize)>,
    /// The relationship ended.
    ended: Vec<(usize, usize)>,
    /// What later sweeps over a block's rows need of earlier ones, by slot.
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
    fn live_portfolios(own: &mut Own, common: &Common, chances: (&Sheet, &[Lanes<f32>]), kept_of_rows: &mut [Kept]) {
        let (uniforms, noise) = chances;
        let Own { block, firm, managers, rows, shown, .. } = own;
        let parameters = firm.parameters;
        let now = Circumstances {
            parameters: &parameters,
            repertoire: common.repertoire,
            portfolio: managers.portfolio,
            instructions: instructions(),
        };
        let mut lock_in = Lanes::<f32>::default();
        let attention = prepare(rows, shown, &now, common.accounts, kept_of_rows);
        let places = rows.iter_mut().zip(shown.iter_mut()).zip(kept_of_rows.iter_mut());
        for (slot, ((row, shown), kept)) in places.enumerate() {
            let share = attention_shares(&kept.attention, &now.portfolio, &attention);
            kept.communication = grow(row, shown, &now, &kept.power, &share);
            kept.turned_on = dark_side::set_flags(row, shown, now.parameters.dark_side);
            kept.darkened = lanes_set(&kept.turned_on, slot, &now);
            for lane in 0..LANES {
                lock_in[lane] += keep((slot as u32) < now.portfolio[lane], row.dark[2][lane]);
            }
        }
        let places = rows.iter_mut().zip(shown.iter_mut()).zip(kept_of_rows.iter_mut());
        for (slot, (((row, shown), kept), noise)) in places.zip(noise).enumerate() {
            let draws = uniforms.lanes(block.first_seat, slot);
            value::assess(row, shown, noise, &now, &lock_in, &kept.account_mean);
            let ends = life_cycle::advance(row, shown, now.parameters, &kept.communication, &draws);
            kept.ended = lanes_set(&ends, slot, &now);
        }
    }
);

/// The lanes, a bit each, of those who have a relationship in this slot and whose word is not 0.
#[inline(always)]
fn lanes_set(words: &Lanes<u32>, slot: usize, now: &Circumstances<impl Registers>) -> u32 {
    let mut of_somebody = Lanes::default();
    for lane in 0..LANES {
        of_somebody[lane] = choose_word((slot as u32) < now.portfolio[lane], words[lane], 0);
    }
    now.instructions.lanes_set(&of_somebody)
}

/// Closeness, investments and dark growth all read the state before any of them; gives how well communication went.
#[inline(always)]
fn grow(
    row: &mut Row,
    shown: &Shown,
    now: &Circumstances<impl Registers>,
    power: &Lanes<f32>,
    attention: &Lanes<f32>,
) -> Lanes<f32> {
    let deeds = deeds(shown, now);
    let (closeness, communication) = grow_closeness(row, shown, now.parameters, &deeds);
    let (supplier, customer) = invest(row, now.parameters, &deeds);
    let dark = dark_side::grow(row, shown, now, &deeds, power, attention);
    row.closeness = closeness;
    row.supplier = supplier;
    row.customer = customer;
    row.dark = dark;
    communication
}

/// Works out what is kept of the state before anything of it changes; gives the sum of attention over each portfolio.
#[inline(always)]
fn prepare(
    rows: &[Row],
    shown: &[Shown],
    now: &Circumstances<impl Registers>,
    accounts: &Accounts,
    kept: &mut [Kept],
) -> Lanes<f32> {
    let mut total = Lanes::<f32>::default();
    for (slot, ((row, shown), kept)) in rows.iter().zip(shown).zip(kept).enumerate() {
        let [attention] = now.repertoire.attention.add([Lanes::all(1.0)], &shown.in_use(), now.instructions);
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

/// The block's events take effect.
pub(super) fn carry_out(own: &mut Own, common: &Common, last: &LastWeek, week: u32, hand: &mut Hand) {
    let Hand { events, brought: Brought { carried: log, .. }, .. } = hand;
    for event in events {
        if let Happening::Take(arrival) = &mut event.happening
            && let Some(tie) = arrival.tie
        {
            let contact = own.ties[tie].contact(event.lane);
            arrival.source = best_user(common, last, contact, usize::from(arrival.practice));
        }
        happen(own, common, week, event, log);
    }
}

/// An adoption or a lapse takes effect.
fn happen(own: &mut Own, common: &Common, week: u32, event: &Event, log: &mut WeekLog) {
    let Event { slot, lane, .. } = *event;
    match event.happening {
        Happening::Take(ref arrival) => take(own, common, (lane, slot), week, arrival, log),
        Happening::Drop { practice, cause, lesson } => {
            own.shown[slot].practices[lane] &= !(1 << practice);
            if lesson {
                own.rows[slot].lessons[lane] |= 1 << practice;
            }
            log.lapse(cause, || Lapse { week, practice, cause, lesson, place: own.case(common, slot, lane) });
        }
        Happening::Fade { practice } => own.rows[slot].lessons[lane] &= !(1 << practice),
    }
}

fn take(own: &mut Own, common: &Common, (lane, slot): (usize, usize), week: u32, arrival: &Arrival, log: &mut WeekLog) {
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
