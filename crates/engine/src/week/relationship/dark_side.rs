//! Step 4. The dark side: how it grows, its flags, and whom an onset is credited to (model, sections 6 and 9).

use crate::parameter::DarkSide;
use crate::population::{BlockMut, Common, Row, Shown};
use crate::practice::Effect;
use crate::record::{Locus, Mechanism, Onset};
use crate::week::log::WeekLog;
use crate::week::relationship::circumstances::Circumstances;
use crate::week::relationship::closeness::Processes;
use crate::week::relationship::effect::{breeding_grounds, ground::Ground};
use darkside_lanes::elementary::power;
use darkside_lanes::{LANES, Lanes, Registers, bits, choose, choose_word, clamp01, keep};

/// The new intensities of a row. `power` is that of closeness.
#[inline(always)]
pub(crate) fn grow(
    row: &Row,
    shown: &Shown,
    now: &Circumstances<impl Registers>,
    processes: &Processes,
    power: &Lanes<f32>,
    attention_share: &Lanes<f32>,
) -> [Lanes<f32>; 6] {
    let dark_side = now.parameters.dark_side;
    let repertoire = now.repertoire;
    let mut grown = [Lanes::default(); 6];
    for lane in 0..LANES {
        let formal = shown.practices[lane] & repertoire.formal != 0;
        let informal = shown.practices[lane] & repertoire.informal != 0;
        let ground = Ground {
            formal,
            informal,
            volume: processes.volume[lane],
            attention_share: attention_share[lane],
            remembered: shown.remembered[lane],
            age: row.age[lane],
            supplier: row.supplier[lane],
            customer: row.customer[lane],
        };
        let grounds = breeding_grounds(&dark_side, &ground);
        let governance = governance(&dark_side, formal, informal);
        let fed = dark_side.growth * power[lane] * (1.0 - governance);
        let fading = dark_side.decay * (1.0 + dark_side.decay_boost * governance);
        for effect in 0..6 {
            let d = row.dark[effect][lane];
            let load = processes.loads[effect][lane];
            let growth = fed * dark_side.strength[effect] * grounds[effect] * load * (1.0 - d);
            grown[effect][lane] = clamp01(d + growth - fading * d);
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
pub(crate) fn powers(closeness: &Lanes<f32>, exponent: f32) -> Lanes<f32> {
    if exponent != 2.0 {
        return power(closeness, exponent);
    }
    let mut squares = *closeness;
    for lane in 0..LANES {
        squares[lane] *= closeness[lane];
    }
    squares
}

/// Turns flags on above the onset and off below the offset; returns those that turned on.
#[inline(always)]
pub(crate) fn set_flags(row: &Row, shown: &mut Shown, dark_side: DarkSide) -> Lanes<u32> {
    let mut turned_on = Lanes::default();
    for lane in 0..LANES {
        let (mut high, mut not_low) = (0, 0);
        for effect in Effect::ALL {
            let d = row.dark[effect.index()][lane];
            high |= choose_word(d > dark_side.onset, effect.bit(), 0);
            not_low |= choose_word(d >= dark_side.offset, effect.bit(), 0);
        }
        let before = shown.flags(lane);
        let flags = high | (before & not_low);
        turned_on[lane] = flags & !before;
        shown.set_flags(lane, flags);
    }
    turned_on
}

/// Notes the flags that have turned on in a relationship.
pub(crate) fn note_onsets(
    own: &BlockMut,
    common: &Common,
    place: (usize, usize),
    turned_on: u32,
    week: u32,
    log: &mut WeekLog,
) {
    for effect in Effect::ALL.into_iter().filter(|effect| turned_on & effect.bit() != 0) {
        onset(own, common, place, effect, week, log);
    }
}

/// An onset is credited to the practice in use that loads the effect most, the first of those that do.
fn onset(own: &BlockMut, common: &Common, (lane, slot): (usize, usize), effect: Effect, week: u32, log: &mut WeekLog) {
    let (mut practice, mut most) = (None, 0.0);
    for in_use in bits(own.shown[slot].practices[lane]) {
        let load = common.repertoire.merits[in_use].load[effect.index()];
        if load > most {
            (practice, most) = (Some(in_use), load);
        }
    }
    let credited = practice.map(|practice| {
        let origin = own.origins.of(slot, lane, practice);
        (origin.mechanism, origin.locus)
    });
    log.onset(credited, || {
        let (mechanism, locus) = credited.unwrap_or((Mechanism::Spontaneous, Locus::Origin));
        let practice = practice.map(|practice| practice as u8);
        Onset { week, effect, practice, mechanism, locus, place: own.case(common, slot, lane) }
    });
}
