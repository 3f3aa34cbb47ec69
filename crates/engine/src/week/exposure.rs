//! What each manager is exposed to: once for every manager and practice, not for every relationship.
//!
//! Here the lanes are practices: a manager's contacts are gone over one by one, and all practices of a contact are added at
//! once, with its beliefs beside them. So a contact costs one look wherever it is in memory, and no slot of a
//! colleague who has more contacts is gone over in vain.

use super::contact::{Heard, feel, hear, weigh_users};
use super::few::{OfPractice, Seen};
use super::mechanism::{self, Reach, Strengths};
use super::people::in_use;
use super::scene::Scene;
use crate::parameter::{Parameters, Rule};
use crate::population::{Common, FEW, Shown, TieRow};
use crate::practice::MOST_PRACTICES;
use darkside_lanes::elementary::exp;
use darkside_lanes::{LANES, Lanes, choose, choose_word, clamp01, keep, transpose};
use darkside_lanes::{for_each_processor, processor::Ahead};

/// Practices are gone over sixteen at a time: a part of the catalogue.
pub(super) const PARTS: usize = MOST_PRACTICES / LANES;

/// A number for each practice, in parts of sixteen.
pub(super) type ByPractice = [Lanes<f32>; PARTS];

/// What the sixteen managers of a block are exposed to.
#[derive(Clone, Default)]
pub(super) struct Exposure {
    /// Each of them.
    pub managers: [OfManager; LANES],
    /// By practice, for each manager: acceptance × the sum of the hazards, which need and room are multiplied by.
    pub pressure: [Lanes<f32>; MOST_PRACTICES],
    /// Practices that a contact inside the firm uses.
    pub inside: Lanes<u32>,
    /// Practices that a contact outside the firm uses.
    pub outside: Lanes<u32>,
    /// Practices that the running campaign of each manager's firm spreads.
    pub code: Lanes<u32>,
    /// Practices that each manager knows.
    pub known: Lanes<u32>,
    /// The pressures of each manager, by practice.
    pressures: [[Lanes<f32>; LANES]; PARTS],
    /// What ties weigh, w̃, by slot.
    felt: Vec<Lanes<f32>>,
    /// Share of all relationships that use each practice, the same for all managers of a week.
    pub share_of_users: ByPractice,
    /// What is seen of contacts at a glance, by slot.
    pub seen: Vec<Seen>,
    /// By practice, where there are few.
    pub few: [OfPractice; FEW],
}

/// What one manager is exposed to, by practice.
#[derive(Clone, Default)]
pub(super) struct OfManager {
    /// Own relationships that use it, n.
    pub users: ByPractice,
    /// What is heard of it from contacts.
    pub heard: [Heard; PARTS],
    /// Σ w over contacts that use it; only under the threshold rule.
    pub weight_using: ByPractice,
    /// Hazards by mechanism, in the order of [`mechanism::COMPETING`], before need, room and acceptance.
    pub hazards: [[Lanes<f32>; mechanism::COMPETING.len()]; PARTS],
    /// Whether it would be taken up: scruples hold a manager back from malpractice.
    pub acceptance: ByPractice,
}

impl OfManager {
    /// Its number of a practice.
    #[inline(always)]
    pub fn of(numbers: &ByPractice, practice: usize) -> f32 {
        numbers[practice / LANES][practice % LANES]
    }

    /// The hazard of a mechanism for a practice.
    #[inline(always)]
    pub fn hazard(&self, mechanism: usize, practice: usize) -> f32 {
        self.hazards[practice / LANES][mechanism][practice % LANES]
    }
}

for_each_processor!(
    /// Works out the exposure of a block's managers. Meanwhile what a later block needs is brought near.
    pub(super) fn gather(exposure: &mut Exposure, scene: &Scene, ahead: &[Ahead]) {
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
    let (heard, glance) = hear(scene, &exposure.felt, lane, part);
    let of = &mut exposure.managers[lane];
    of.users[part] = count_users(scene.own.shown, lane, part);
    of.heard[part] = heard;
    (exposure.inside[lane], exposure.outside[lane]) = (glance.inside, glance.outside);
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
    let weight = if parameters.contagion.rule == Rule::Threshold { total_weight(own.ties, lane) } else { 0.0 };
    let believed = scene.profile(lane).beliefs(part);
    let complexity = &common.repertoire.complexity[part * LANES..][..LANES];
    let invention = &common.repertoire.spontaneous[part * LANES..][..LANES];
    let shares = exposure.share_of_users[part];
    let OfManager { users, heard, weight_using, .. } = &exposure.managers[lane];
    let (users, heard, weight_using) = (users[part], heard[part], weight_using[part]);
    let mut hazards = [Lanes::default(); mechanism::COMPETING.len()];
    let (mut pressure, mut acceptance) = (Lanes::<f32>::default(), Lanes::default());
    for p in 0..LANES {
        let bit = 1u32 << p;
        let reach = Reach {
            invention: invention[p],
            grasp: learning * (1.0 - complexity[p] * (1.0 - absorptive)),
            merit: clamp01(believed[p] * per_belief),
            users: users[p],
            remembered: keep((known & bit != 0) & (users[p] == 0.0), 1.0),
            imitation: heard.imitation[p],
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

/// Σ w over all contacts of a manager.
#[inline(always)]
pub(super) fn total_weight(ties: &[TieRow], lane: usize) -> f32 {
    ties.iter().fold(0.0, |sum, tie| sum + tie.weight[lane])
}

impl Exposure {
    /// Takes what is the same for all managers of a week.
    pub fn begin_week(&mut self, common: &Common) {
        for (practice, &users) in common.users.iter().enumerate() {
            self.share_of_users[practice / LANES][practice % LANES] = users as f32 / common.relationships as f32;
        }
    }

    /// Takes what the managers of a block know, and what their firms' campaigns spread.
    pub fn begin_block(&mut self, scene: &Scene, week: u32) {
        for lane in 0..scene.own.block.count {
            let firm = &scene.common.firms[scene.own.block.firms[lane] as usize];
            self.code[lane] = if firm.campaigning(week) { firm.code } else { 0 };
            self.known[lane] = scene.profile(lane).known();
        }
    }

    /// Practices of which each manager has a source within the portfolio (memory of one's own included), elsewhere
    /// in the firm (a running campaign included), and in the wider network (carried memory included).
    #[inline(always)]
    pub fn sources(&self, scene: &Scene) -> [Lanes<u32>; 3] {
        let contagion = &scene.parameters().contagion;
        let met = if contagion.association > 0.0 { used_anywhere(scene.common.users) } else { 0 };
        let carried = &scene.own.managers.carried;
        let users = in_use(scene.own.shown);
        let mut sources = [Lanes::default(); 3];
        for lane in 0..LANES {
            let remembered = self.known[lane] & !users[lane];
            sources[0][lane] = users[lane] | (remembered & !carried[lane]);
            sources[1][lane] = self.inside[lane] | choose_word(contagion.programme > 0.0, self.code[lane], 0);
            sources[2][lane] = self.outside[lane] | (remembered & carried[lane]) | met;
        }
        sources
    }
}

fn used_anywhere(users: &[u64]) -> u32 {
    users.iter().enumerate().fold(0, |mask, (p, &users)| mask | u32::from(users > 0) << p)
}

/// J = 1 + junior_boost · exp(−τ / junior_weeks): juniors start by imitating veterans (S0).
#[inline(always)]
pub(super) fn juniors(tenure: &Lanes<f32>, parameters: &Parameters) -> Lanes<f32> {
    let enablers = &parameters.enablers;
    if enablers.junior_boost == 0.0 {
        return Lanes::all(1.0);
    }
    let mut veteran = Lanes::default();
    for lane in 0..LANES {
        veteran[lane] = -tenure[lane] / enablers.junior_weeks;
    }
    let juniority = exp(&veteran);
    let mut junior = Lanes::default();
    for lane in 0..LANES {
        junior[lane] = 1.0 + enablers.junior_boost * juniority[lane];
    }
    junior
}

/// Room that capacity leaves for another practice.
#[inline(always)]
pub(super) fn room(capacity: f32, in_use: f32) -> f32 {
    if capacity == 0.0 { 1.0 } else { darkside_lanes::positive(1.0 - in_use / capacity) }
}
