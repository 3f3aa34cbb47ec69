//! Step 4. The relationship: events take effect; processes, closeness, investments, dark side, flags, value, memory,
//! expectation.

use darkside_engine::parameter::{Closeness, Parameters};
use darkside_engine::practice::{Effect, Governance, Practice};
use darkside_engine::record::{Adoption, Lapse, Locus, Mechanism, Onset};
use darkside_lanes::{clamp01, greater, lesser, positive};

use super::event::Event;
use super::lapse::sight;
use super::state::{Arrived, Relationship, World, has};

/// Adoptions and lapses take effect.
pub(crate) fn carry_out(world: &mut World, week: u32, events: Vec<(usize, usize, Event)>) {
    // Identities are read before anything changes; only practices, lessons and weights change.
    for (seat, slot, event) in events {
        let place = world.case(seat, slot);
        match event {
            Event::Fade { practice } => world.managers[seat].relationships[slot].lessons &= !(1 << practice),
            Event::GiveUp { practice, cause, lesson } => {
                let relationship = &mut world.managers[seat].relationships[slot];
                relationship.practices &= !(1 << practice);
                if lesson {
                    relationship.lessons |= 1 << practice;
                }
                world.log.lapses.push(Lapse { week, practice: practice as u8, cause, lesson, place });
            }
            Event::TakeUp { practice, mechanism, origin } => {
                let source = origin.source.map(|(seat, slot)| world.case(seat, slot));
                let flags = origin.source.map_or(0, |(seat, slot)| world.managers[seat].relationships[slot].flags);
                let ties = world.of(seat).ties;
                let relationship = &mut world.managers[seat].relationships[slot];
                relationship.practices |= 1 << practice;
                relationship.origins[practice] = Arrived { mechanism, locus: origin.locus, from_dark: flags != 0 };
                if let Some(tie) = origin.tie {
                    let weight = &mut world.managers[seat].ties[tie].weight;
                    *weight += ties.gain * positive(ties.max - *weight);
                }
                let adoption = Adoption {
                    week,
                    practice: practice as u8,
                    mechanism,
                    locus: origin.locus,
                    target: place,
                    source,
                    source_flags: flags as u8,
                };
                count_copy(world, practice, &adoption);
                world.log.totals.adoptions[mechanism.index()][origin.locus.index()] += 1;
                world.log.ledger.push(adoption);
            }
        }
    }
}

/// Counts latent copies, and how many there would be by chance (section 9).
fn count_copy(world: &mut World, practice: usize, adoption: &Adoption) {
    let loaded = world.practices[practice].load.iter().any(|&load| load >= 0.5);
    if adoption.source.is_some() && loaded {
        let main = main_effect(&world.practices[practice]);
        let totals = &mut world.log.totals;
        totals.loaded_copies += 1;
        totals.latent_copies += u64::from(!main.is_some_and(|k| has(u32::from(adoption.source_flags), k)));
        totals.latent_by_chance += world.latent_users[practice] as f64 / world.users[practice] as f64;
    }
}

/// The effect that a practice loads most, the first on a tie.
pub(crate) fn main_effect(practice: &Practice) -> Option<usize> {
    let mut main = None;
    let mut most = 0.0;
    for (k, &load) in practice.load.iter().enumerate() {
        if load > most {
            (main, most) = (Some(k), load);
        }
    }
    main
}

/// Step 4 for one portfolio, after the events.
pub(crate) fn live(world: &mut World, seat: usize, week: u32) {
    let parameters = *world.of(seat);
    let practices = world.practices.clone();
    let size = world.managers[seat].relationships.len() as f32;
    let attention_of = |relationship: &Relationship| relationship.sum(1.0, &practices, |p| p.attention);
    let scruples = world.managers[seat].scruples;
    let mut total_attention = 0.0;
    for relationship in &world.managers[seat].relationships {
        total_attention += attention_of(relationship);
    }
    for slot in 0..world.managers[seat].relationships.len() {
        let relationship = &mut world.managers[seat].relationships[slot];
        if relationship.vacant() {
            continue;
        }
        let before = relationship.clone();
        let share = attention_of(&before) * size / total_attention;
        relationship.closeness = closeness(&before, &parameters, &practices);
        (relationship.supplier, relationship.customer) = investments(&before, &parameters, &practices);
        relationship.dark = dark_side(&before, &parameters, &practices, share, scruples);
        for k in 0..6 {
            let d = relationship.dark[k];
            let on = d > parameters.dark_side.onset || has(before.flags, k) && d >= parameters.dark_side.offset;
            relationship.flags = relationship.flags & !(1 << k) | u32::from(on) << k;
        }
        let turned_on = relationship.flags & !before.flags;
        for effect in Effect::ALL.into_iter().filter(|effect| has(turned_on, effect.index())) {
            note_onset(world, seat, slot, week, effect);
        }
    }
    let mut lock_in = 0.0;
    for relationship in &world.managers[seat].relationships {
        lock_in += relationship.dark[2];
    }
    for slot in 0..world.managers[seat].relationships.len() {
        if world.managers[seat].relationships[slot].vacant() {
            // An intervention may have changed the cost.
            let cost = world.of(seat).lifecycle.winning_cost;
            let relationship = &mut world.managers[seat].relationships[slot];
            (relationship.value, relationship.visible) = (-cost, -cost);
            continue;
        }
        assess(world, seat, slot, lock_in);
        let account = world.managers[seat].relationships[slot].account as usize;
        let mean = world.account_means[account];
        let relationship = &mut world.managers[seat].relationships[slot];
        let remembered = relationship.remembered;
        relationship.remembered = remembered + parameters.value.memory * (relationship.visible - remembered);
        let expectation = &parameters.expectation;
        let target = relationship.value + expectation.lift * relationship.dark[3];
        let rate = if target > relationship.expectation { expectation.up } else { expectation.down };
        let e = relationship.expectation + rate * (target - relationship.expectation);
        relationship.expectation = e + expectation.account_spill * positive(mean - e);
    }
}

/// V: volume of communication.
pub(crate) fn volume(relationship: &Relationship, closeness: &Closeness, practices: &[Practice]) -> f32 {
    relationship.sum(0.0, practices, |p| p.communication) + closeness.communication
}

/// q1.
pub(crate) fn effective_communication(volume: f32, closeness: &Closeness) -> f32 {
    let distance = (volume - closeness.ideal_volume) * (1.0 / closeness.volume_width);
    greater(-1.0, 1.0 - distance * distance)
}

fn closeness(before: &Relationship, parameters: &Parameters, practices: &[Practice]) -> f32 {
    let closeness = &parameters.closeness;
    let Closeness { motivator, hygiene, neutral, .. } = *closeness;
    let q1 = effective_communication(volume(before, closeness, practices), closeness);
    let latitude = 1.0 - parameters.costs.latitude * parameters.dark_side.formalisation;
    let q2 = closeness.co_creation * latitude + before.sum(0.0, practices, |p| p.co_creation);
    let q3 = closeness.problem_solving + before.sum(0.0, practices, |p| p.problem_solving);
    let [w1, w2, w3] = match before.phase {
        0 => [motivator, neutral, neutral],
        1 => [motivator, motivator, neutral],
        _ => [hygiene, hygiene, motivator],
    };
    let moves = |[above, below]: [f32; 2], q: f32| above * positive(q - 0.5) - below * positive(0.5 - q);
    let processes = moves(w1, q1) + moves(w2, q2) + moves(w3, q3);
    let drive = processes + before.sum(0.0, practices, |p| p.push);
    let c = before.closeness;
    let (up, down) = if drive > 0.0 { (drive * (1.0 - c), 0.0 * c) } else { (0.0 * (1.0 - c), drive * c) };
    let wear = closeness.conflict_wear * before.dark[1] * c;
    let fade = if before.phase == 3 { closeness.decline_fade * c } else { 0.0 };
    clamp01(c + closeness.rate * (up + down) - wear - fade)
}

fn investments(before: &Relationship, parameters: &Parameters, practices: &[Practice]) -> (f32, f32) {
    let investment = &parameters.investment;
    let (s, u) = (before.supplier, before.customer);
    let brought = before.sum(0.0, practices, |p| p.investment);
    (
        clamp01(s + investment.rate * brought * (1.0 - s) - investment.decay * s),
        clamp01(u + investment.reciprocation * (1.0 - before.power) * (s - u)),
    )
}

/// How far a manager covers up a relationship.
fn covered(relationship: &Relationship, parameters: &Parameters, scruples: f32) -> f32 {
    if relationship.flags == 0 { 0.0 } else { parameters.value.cover_up * (1.0 - scruples) }
}

/// d of all effects; `share` is the attention relative to an equal share of the portfolio.
fn dark_side(
    before: &Relationship,
    parameters: &Parameters,
    practices: &[Practice],
    share: f32,
    scruples: f32,
) -> [f32; 6] {
    let dark_side = &parameters.dark_side;
    let governed = |kind: Governance| {
        (0..practices.len()).any(|p| has(before.practices, p) && practices[p].governance == Some(kind))
    };
    let (formal, informal) = (governed(Governance::Formal), governed(Governance::Informal));
    let gamma = match (formal, informal) {
        (true, true) => dark_side.formal_and_informal,
        (true, false) => dark_side.formal_alone,
        (false, true) => dark_side.informal_alone,
        (false, false) => 0.0,
    };
    let monitored = greater(dark_side.formalisation, if formal { dark_side.formal_monitoring } else { 0.0 });
    let cleared = if informal { dark_side.review_clarity } else { 0.0 };
    let grounds = [
        1.0 - monitored,
        clamp01(volume(before, &parameters.closeness, practices)),
        clamp01(share - 0.5),
        clamp01(before.remembered),
        lesser(1.0, before.age * (1.0 / dark_side.bias_weeks)) * (1.0 - cleared),
        clamp01(0.3 + before.supplier - before.customer),
    ];
    let c = before.closeness;
    let power = if dark_side.closeness_power == 2.0 { c * c } else { libm::powf(c, dark_side.closeness_power) };
    let fed = dark_side.growth * power * (1.0 - gamma);
    let fading = dark_side.decay * (1.0 + dark_side.decay_boost * gamma);
    std::array::from_fn(|k| {
        let d = before.dark[k];
        let load = before.sum(dark_side.base_load * dark_side.base_loads[k], practices, |p| p.load[k]);
        let covering = parameters.value.cover_up_load * covered(before, parameters, scruples);
        let load = if k < 2 { load + covering } else { load };
        clamp01(d + fed * dark_side.strength[k] * grounds[k] * load * (1.0 - d) - fading * d)
    })
}

/// An onset, credited to the practice in use with the highest load on the effect.
fn note_onset(world: &mut World, seat: usize, slot: usize, week: u32, effect: Effect) {
    let relationship = &world.managers[seat].relationships[slot];
    let mut credited: Option<usize> = None;
    for (p, practice) in world.practices.iter().enumerate() {
        let load = practice.load[effect.index()];
        let most = credited.map_or(0.0, |c| world.practices[c].load[effect.index()]);
        if has(relationship.practices, p) && load > most {
            credited = Some(p);
        }
    }
    let totals = &mut world.log.totals;
    let (mechanism, locus) = match credited {
        Some(p) => {
            let Arrived { mechanism, locus, .. } = relationship.origins[p];
            totals.onsets[mechanism.index()][locus.index()] += 1;
            (mechanism, locus)
        }
        None => {
            totals.onsets_uncredited += 1;
            (Mechanism::Spontaneous, Locus::Origin)
        }
    };
    let place = world.case(seat, slot);
    world.log.onsets.push(Onset { week, effect, practice: credited.map(|p| p as u8), mechanism, locus, place });
}

/// y and ṽ; `lock_in` is the sum of lock-in over the portfolio.
pub(crate) fn assess(world: &mut World, seat: usize, slot: usize, lock_in: f32) {
    let parameters = world.of(seat);
    let size = world.managers[seat].relationships.len() as f32;
    let r = &world.managers[seat].relationships[slot];
    let benefit = r.sum_by_number(0.0, world.practices.len(), |p| world.benefit(p, r.phase));
    let private = r.sum(0.0, &world.practices, |p| p.private);
    let mut dark = 0.0;
    for k in 0..6 {
        dark += parameters.dark_side.harm[k] * r.dark[k];
    }
    let others = (lock_in - r.dark[2]) / (size - 1.0);
    let crowd = if size > 1.0 { parameters.value.crowding * others } else { 0.0 };
    let bright = parameters.value.close_value * r.closeness * (2.0 - r.closeness) + benefit;
    let value = bright - dark - crowd;
    let hidden = covered(r, parameters, world.managers[seat].scruples);
    let visible = bright + private - sight(parameters, r) * (1.0 - hidden) * dark - crowd + r.noise;
    let relationship = &mut world.managers[seat].relationships[slot];
    relationship.value = value;
    relationship.visible = visible;
}
