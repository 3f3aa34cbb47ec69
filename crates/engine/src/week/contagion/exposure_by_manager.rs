//! Exposure with managers as lanes, for a catalogue of a few practices where nobody hears what others believe. The results are
//! those of [`exposure_by_practice`](super::exposure_by_practice), whose lanes would be mostly empty; a contact costs a look at
//! eight bytes.

use super::contacts::felt;
use super::exposure::{
    ContactsInSlot, Exposure, HeardByManagers, PracticeExposure, as_shares_of, juniors, total_weight,
};
use super::mechanism::Strengths;
use super::mechanism::reach::Reach;
use crate::parameter::Rule;
use crate::week::scene::Scene;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, Registers, choose, choose_word, clamp01, keep};

/// Whether a block's exposure is worked out in this way.
pub(crate) fn suits(scene: &Scene) -> bool {
    scene.last.profiles.has_glances() && scene.parameters().beliefs.social == 0.0
}

for_each_processor!(
    /// Works out the exposure of a block's managers.
    pub(crate) fn gather(exposure: &mut Exposure, scene: &Scene) {
        look_around(exposure, scene, instructions());
        let strengths = Strengths::of(scene.parameters());
        let junior = juniors(&scene.own.managers.tenure, scene.parameters());
        for practice in 0..scene.common.repertoire.count {
            let heard = hear(exposure, scene, practice);
            weigh(exposure, scene, &strengths, &junior, &heard, practice);
        }
    }
);

/// Looks at all contacts.
#[inline(always)]
fn look_around(exposure: &mut Exposure, scene: &Scene, instructions: impl Registers) {
    exposure.contacts.clear();
    let mut used = [Lanes::default(); 2];
    for tie in scene.own.ties.iter() {
        let [uses, credibility] = scene.last.profiles.glance_at(&tie.contacts(), instructions);
        exposure.contacts.push(ContactsInSlot { credibility: Lanes(credibility.0.map(f32::from_bits)), uses });
        for lane in 0..LANES {
            used[0][lane] |= choose_word(tie.inside(lane), uses[lane], 0);
            used[1][lane] |= choose_word(tie.inside(lane), 0, uses[lane]);
        }
    }
    [exposure.inside, exposure.outside] = used;
}

#[inline(always)]
fn hear(exposure: &Exposure, scene: &Scene, practice: usize) -> HeardByManagers {
    let climate = scene.parameters().enablers.learning_climate;
    let threshold = scene.parameters().contagion.rule == Rule::Threshold;
    let (mut imitation, mut learning, mut weight) = (Lanes::<f32>::default(), Lanes::default(), Lanes::default());
    for (tie, seen) in scene.own.ties.iter().zip(&exposure.contacts) {
        for lane in 0..LANES {
            let used = seen.uses[lane] >> practice & 1 != 0;
            let felt = felt(tie, lane, climate);
            imitation[lane] += keep(used, seen.credibility[lane] * felt);
            learning[lane] += keep(used, felt);
            weight[lane] += keep(used & threshold, tie.weight[lane]);
        }
    }
    HeardByManagers { imitation, learning, weight }
}

/// Hazards of all managers for a practice, and the pressure on each.
#[inline(always)]
fn weigh(
    exposure: &mut Exposure,
    scene: &Scene,
    strengths: &Strengths,
    junior: &Lanes<f32>,
    heard: &HeardByManagers,
    practice: usize,
) {
    let (managers, parameters, repertoire) = (scene.own.managers, scene.parameters(), scene.common.repertoire);
    let per_belief = 1.0 / parameters.contagion.belief_full;
    let (complexity, own) = (repertoire.complexity[practice], repertoire.spontaneous[practice]);
    let mut invention = Lanes::all(own);
    if exposure.stirred {
        invention = exposure.inventions_of(own, practice, parameters.triggers.fashion_strength);
    }
    let malpractice = repertoire.malpractice >> practice & 1 != 0;
    let share_of_users = exposure.share_of_users[0][practice];
    let (mut users, mut believed, mut weight) = (Lanes::<f32>::default(), Lanes::default(), Lanes::default());
    for lane in 0..scene.own.block.count {
        believed[lane] = scene.profile(lane).belief(practice);
    }
    for shown in scene.own.shown.iter() {
        for lane in 0..LANES {
            users[lane] += keep(shown.practices[lane] >> practice & 1 != 0, 1.0);
        }
    }
    let rule = parameters.contagion.rule;
    for lane in 0..if rule == Rule::Threshold { LANES } else { 0 } {
        weight[lane] = total_weight(scene.own.ties, lane);
    }
    let mut imitation = heard.imitation;
    if rule == Rule::Share {
        imitation = as_shares_of(scene, &imitation);
    }
    let mut of = PracticeExposure { users, heard: *heard, ..PracticeExposure::default() };
    let pressure = &mut exposure.pressure[practice];
    for lane in 0..LANES {
        let known = exposure.known[lane] >> practice & 1 != 0;
        let reach = Reach {
            invention: invention[lane],
            grasp: managers.learning[lane] * (1.0 - complexity * (1.0 - managers.absorptive[lane])),
            merit: clamp01(believed[lane] * per_belief),
            users: users[lane],
            remembered: keep(known & (users[lane] == 0.0), parameters.contagion.recall),
            imitation: imitation[lane],
            learning: heard.learning[lane],
            weight_using: heard.weight[lane],
            weight: weight[lane],
            junior: junior[lane],
            share_of_users,
            in_code: keep(exposure.code[lane] >> practice & 1 != 0, 1.0),
        };
        let [a, b, c, d, e, f, g] = strengths.hazards(&reach);
        of.acceptance[lane] = choose(malpractice, 1.0 - managers.scruples[lane], 1.0);
        pressure[lane] = of.acceptance[lane] * (a + b + c + d + e + f + g);
        for (of_mechanism, hazard) in of.hazards.iter_mut().zip([a, b, c, d, e, f, g]) {
            of_mechanism[lane] = hazard;
        }
    }
    exposure.by_practice[practice] = of;
}

/// Copies what was worked out for the manager in a lane to where it is looked up by manager: few have an event.
pub(crate) fn spread(exposure: &mut Exposure, lane: usize, practices: usize) {
    let of = &mut exposure.managers[lane];
    for (p, of_practice) in exposure.by_practice[..practices].iter().enumerate() {
        let PracticeExposure { users, heard, hazards, acceptance } = of_practice;
        (of.users[0][p], of.acceptance[0][p]) = (users[lane], acceptance[lane]);
        (of.heard[0].imitation[p], of.heard[0].learning[p]) = (heard.imitation[lane], heard.learning[lane]);
        (of.heard[0].beliefs[p], of.weight_using[0][p]) = (0.0, heard.weight[lane]);
        for (of_mechanism, hazards) in of.hazards[0].iter_mut().zip(hazards) {
            of_mechanism[p] = hazards[lane];
        }
    }
}
