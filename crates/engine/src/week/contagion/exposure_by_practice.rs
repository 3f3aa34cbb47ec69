//! Exposure with practices as lanes. A manager's contacts are visited one by one, and all practices of a contact are added at
//! once, along with its beliefs. So a contact costs one look wherever it is in memory, and no time goes into empty slots where
//! a colleague has more contacts.

use super::contacts::{feel, hear, weigh_users};
use super::exposure::{Exposure, ManagerExposure, as_shares, juniors, total_weight};
use super::mechanism::Strengths;
use super::mechanism::competing::COMPETING;
use super::mechanism::reach::Reach;
use crate::parameter::Rule;
use crate::population::Shown;
use crate::week::scene::Scene;
use darkside_lanes::{LANES, Lanes, choose, clamp01, keep, transpose};
use darkside_lanes::{for_each_processor, processor::Ahead};

for_each_processor!(
    /// Works out the exposure of a block's managers. Meanwhile, what a later block needs is prefetched.
    pub(crate) fn gather(exposure: &mut Exposure, scene: &Scene, ahead: &[Ahead]) {
        let own = scene.own;
        let parameters = scene.parameters();
        let juniors = juniors(&own.managers.tenure, parameters);
        let strengths = Strengths::of(parameters);
        let parts = scene.parts();
        feel(scene, &mut exposure.felt);
        for lane in 0..own.block.count {
            ahead.iter().for_each(|ahead| ahead.fetch(lane, LANES));
            for part in 0..parts {
                meet(exposure, scene, lane, part);
                weigh(exposure, scene, &Person { lane, junior: juniors[lane] }, &strengths, part);
            }
        }
        for lane in own.block.count..LANES {
            ahead.iter().for_each(|ahead| ahead.fetch(lane, LANES));
        }
        let of_parts = exposure.pressure.as_chunks_mut().0.iter_mut();
        for (of_part, pressures) in of_parts.zip(&exposure.pressures).take(parts) {
            transpose(pressures, of_part);
        }
    }
);

/// Counts a manager's own users of sixteen practices, and hears from all contacts.
#[inline(always)]
fn meet(exposure: &mut Exposure, scene: &Scene, lane: usize, part: usize) {
    let parameters = scene.parameters();
    let (heard, around) = hear(scene, &exposure.felt, lane, part);
    let of = &mut exposure.managers[lane];
    of.users[part] = count_users(scene.own.shown, lane, part);
    of.heard[part] = heard;
    (exposure.inside[lane], exposure.outside[lane]) = (around.inside, around.outside);
    if parameters.contagion.rule == Rule::Threshold {
        of.weight_using[part] = weigh_users(scene, lane, part);
    }
}

/// Relationships of a manager that use each of sixteen practices.
#[inline(always)]
fn count_users(shown: &[Shown], lane: usize, part: usize) -> Lanes<f32> {
    let mut users = Lanes::<f32>::default();
    for shown in shown {
        let practices = shown.practices[lane] >> (part * LANES);
        for p in 0..LANES {
            users[p] += keep(practices & (1 << p) != 0, 1.0);
        }
    }
    users
}

/// The manager in a lane.
#[derive(Clone, Copy)]
struct Person {
    lane: usize,
    /// J.
    junior: f32,
}

/// Hazards of a manager for sixteen practices, and the pressure of each.
#[inline(always)]
fn weigh(exposure: &mut Exposure, scene: &Scene, person: &Person, strengths: &Strengths, part: usize) {
    let Person { lane, junior } = *person;
    let Scene { own, common, .. } = *scene;
    let (managers, parameters) = (own.managers, scene.parameters());
    let per_belief = 1.0 / parameters.contagion.belief_full;
    let (learning, absorptive, scruples) =
        (managers.learning[lane], managers.absorptive[lane], managers.scruples[lane]);
    let (known, code) = (exposure.known[lane] >> (part * LANES), exposure.code[lane] >> (part * LANES));
    let malpractice = common.repertoire.malpractice >> (part * LANES);
    let rule = parameters.contagion.rule;
    let weight = if rule == Rule::Threshold { total_weight(own.ties, lane) } else { 0.0 };
    let believed = scene.profile(lane).beliefs(part);
    let complexity = &common.repertoire.complexity[part * LANES..][..LANES];
    let invention = &common.repertoire.spontaneous[part * LANES..][..LANES];
    let shares = exposure.share_of_users[part];
    let readier;
    let invention = if exposure.stirred {
        let strength = parameters.triggers.fashion_strength;
        readier = exposure.inventions(invention, lane, part * LANES, strength);
        &readier.0[..]
    } else {
        invention
    };
    let ManagerExposure { users, heard, weight_using, .. } = &exposure.managers[lane];
    let (users, heard, weight_using) = (&users[part], &heard[part], &weight_using[part]);
    let shares_of_contacts;
    let mut imitation = &heard.imitation;
    if rule == Rule::Share {
        shares_of_contacts = as_shares(scene, lane, imitation);
        imitation = &shares_of_contacts;
    }
    let mut hazards = [Lanes::default(); COMPETING.len()];
    let (mut pressure, mut acceptance) = (Lanes::<f32>::default(), Lanes::default());
    for p in 0..LANES {
        let bit = 1u32 << p;
        let reach = Reach {
            invention: invention[p],
            grasp: learning * (1.0 - complexity[p] * (1.0 - absorptive)),
            merit: clamp01(believed[p] * per_belief),
            users: users[p],
            remembered: keep((known & bit != 0) & (users[p] == 0.0), parameters.contagion.recall),
            imitation: imitation[p],
            learning: heard.learning[p],
            weight_using: weight_using[p],
            weight,
            junior,
            share_of_users: shares[p],
            in_code: keep(code & bit != 0, 1.0),
        };
        let [a, b, c, d, e, f, g] = strengths.hazards(&reach);
        acceptance[p] = choose(malpractice & bit != 0, 1.0 - scruples, 1.0);
        pressure[p] = acceptance[p] * (a + b + c + d + e + f + g);
        for (of_mechanism, hazard) in hazards.iter_mut().zip([a, b, c, d, e, f, g]) {
            of_mechanism[p] = hazard;
        }
    }
    let of = &mut exposure.managers[lane];
    of.hazards[part] = hazards;
    of.acceptance[part] = acceptance;
    exposure.pressures[part][lane] = pressure;
}
