//! Step 4. The dark side: how it grows, its flags, and whom an onset is credited to (model, sections 6 and 9).

use super::effect::{Ground, attention_share, breeding_grounds};
use super::event::WeekLog;
use super::live::{Circumstances, add_in_use};
use crate::lanes::{LANES, Lanes, choose, choose_word, clamp01, keep};
use crate::parameter::DarkSide;
use crate::population::{Own, Repertoire, Row};
use crate::practice::Effect;
use crate::record::{Locus, Mechanism, Onset};

/// The new intensities of a row.
#[inline(always)]
pub(super) fn grow(row: &Row, now: &Circumstances, volume: &Lanes<f32>, attention: &Lanes<f32>) -> [Lanes<f32>; 6] {
    let dark_side = &now.parameters.dark_side;
    let repertoire = now.repertoire;
    let mut own_attention = Lanes::all(1.0);
    add_in_use(&mut own_attention, &row.practices, &repertoire.attention);
    let mut grounds = [Lanes::<f32>::default(); 6];
    let powers = powers(&row.closeness, dark_side.closeness_power);
    let (mut fed, mut fading) = (Lanes::<f32>::default(), Lanes::<f32>::default());
    for lane in 0..LANES {
        let formal = row.practices[lane] & repertoire.formal != 0;
        let informal = row.practices[lane] & repertoire.informal != 0;
        let share = attention_share(own_attention[lane], now.managers.portfolio[lane] as f32, attention[lane]);
        let ground = Ground {
            formal,
            informal,
            volume: volume[lane],
            attention_share: share,
            remembered: row.remembered[lane],
            age: row.age[lane],
            supplier: row.supplier[lane],
            customer: row.customer[lane],
        };
        for (of_effect, ground) in grounds.iter_mut().zip(breeding_grounds(dark_side, &ground)) {
            of_effect[lane] = ground;
        }
        let governance = governance(dark_side, formal, informal);
        fed[lane] = dark_side.growth * powers[lane] * (1.0 - governance);
        fading[lane] = dark_side.decay * (1.0 + dark_side.decay_boost * governance);
    }
    let mut grown = [Lanes::default(); 6];
    for effect in 0..6 {
        let mut load = Lanes::all(dark_side.base_load);
        add_in_use(&mut load, &row.practices, &repertoire.loads[effect]);
        for lane in 0..LANES {
            let d = row.dark[effect][lane];
            let growth = fed[lane] * grounds[effect][lane] * load[lane] * (1.0 - d);
            grown[effect][lane] = clamp01(d + growth - fading[lane] * d);
        }
    }
    grown
}

/// Γ: formal and informal governance complement each other (S0).
#[inline(always)]
fn governance(dark_side: &DarkSide, formal: bool, informal: bool) -> f32 {
    let with_formal = choose(informal, dark_side.formal_and_informal, dark_side.formal_alone);
    choose(formal, with_formal, keep(informal, dark_side.informal_alone))
}

/// c to the power of `exponent`; the square without a logarithm.
#[inline(always)]
fn powers(closeness: &Lanes<f32>, exponent: f32) -> Lanes<f32> {
    let mut powers = *closeness;
    for lane in 0..LANES {
        powers[lane] *= closeness[lane];
    }
    if exponent != 2.0 {
        for lane in 0..LANES {
            powers[lane] = libm::powf(closeness[lane], exponent);
        }
    }
    powers
}

/// Turns flags on above the onset and off below the offset; says in which lanes any has turned on, a bit each.
#[inline(always)]
pub(super) fn set_flags(row: &mut Row, dark_side: &DarkSide) -> u32 {
    let mut any = 0;
    for lane in 0..LANES {
        let mut flags = 0;
        for effect in Effect::ALL {
            let d = row.dark[effect.index()][lane];
            let was_on = row.flags[lane] & effect.bit() != 0;
            let on = (d > dark_side.onset) | (was_on & (d >= dark_side.offset));
            flags |= choose_word(on, effect.bit(), 0);
        }
        row.turned_on[lane] = flags & !row.flags[lane];
        any |= u32::from(row.turned_on[lane] != 0) << lane;
        row.flags[lane] = flags;
    }
    any
}

/// Notes the flags that have turned on in a relationship.
pub(super) fn note_onsets(
    own: &Own,
    repertoire: &Repertoire,
    (lane, slot): (usize, usize),
    week: u32,
    log: &mut WeekLog,
) {
    for effect in Effect::ALL {
        if own.rows[slot].turned_on[lane] & effect.bit() != 0 {
            log.onset(onset(own, repertoire, (lane, slot), effect, week));
        }
    }
}

fn onset(own: &Own, repertoire: &Repertoire, (lane, slot): (usize, usize), effect: Effect, week: u32) -> Onset {
    let in_use = own.rows[slot].practices[lane];
    let mut credited: Option<(u32, f32)> = None;
    for &(bit, load) in &repertoire.loads[effect.index()] {
        if in_use & bit != 0 && credited.is_none_or(|(_, most)| load > most) {
            credited = Some((bit, load));
        }
    }
    let practice = credited.map(|(bit, _)| bit.trailing_zeros());
    let (mechanism, locus) = practice.map_or((Mechanism::Spontaneous, Locus::Origin), |practice| {
        own.histories[slot].origin(lane, practice as usize)
    });
    let practice = practice.map(|practice| practice as u8);
    Onset { week, effect, practice, mechanism, locus, place: own.case(slot, lane) }
}
