//! What each manager is exposed to: once for every manager and practice, not for every relationship.

use multiversion::multiversion;

use super::contact::{GROUP, View, look, sum_where_used, weigh_users};
use super::mechanism::{self, Reach, Strengths};
use super::people::in_use;
use crate::elementary::exp;
use crate::lanes::{LANES, Lanes, choose, choose_word, clamp01, keep};
use crate::parameter::{Parameters, Rule};
use crate::population::{Managers, World};
use crate::practice::MOST_PRACTICES;

/// What the sixteen managers of a block are exposed to, by practice.
#[derive(Clone)]
pub(super) struct Exposure {
    /// Own relationships that use it, n.
    pub users: [Lanes<f32>; MOST_PRACTICES],
    /// Σ w̃ κ over contacts that use it.
    pub imitation: [Lanes<f32>; MOST_PRACTICES],
    /// Σ w̃ over contacts that use it.
    pub learning: [Lanes<f32>; MOST_PRACTICES],
    /// Σ w over contacts that use it; only under the threshold rule.
    pub weight_using: [Lanes<f32>; MOST_PRACTICES],
    /// Hazards by mechanism, in the order of [`mechanism::COMPETING`], before need, room and acceptance.
    pub hazards: [[Lanes<f32>; mechanism::COMPETING.len()]; MOST_PRACTICES],
    /// Acceptance × the sum of these hazards: what need and room are multiplied by.
    pub pressure: [Lanes<f32>; MOST_PRACTICES],
    /// Σ w over all contacts; only under the threshold rule.
    pub weight: Lanes<f32>,
    /// J.
    pub junior: Lanes<f32>,
    /// Practices that a contact inside the firm uses.
    pub inside: Lanes<u32>,
    /// Practices that a contact outside the firm uses.
    pub outside: Lanes<u32>,
    /// Practices that the running campaign of each manager's firm spreads.
    pub code: Lanes<u32>,
    /// What is seen along each row of ties.
    pub views: Vec<View>,
    /// What each manager believes each practice is worth.
    pub believed: [Lanes<f32>; MOST_PRACTICES],
    /// Practices that each manager knows.
    known: Lanes<u32>,
}

impl Default for Exposure {
    fn default() -> Self {
        let none = [Lanes::default(); MOST_PRACTICES];
        Self {
            users: none,
            imitation: none,
            learning: none,
            weight_using: none,
            hazards: [Default::default(); MOST_PRACTICES],
            pressure: none,
            weight: Lanes::default(),
            junior: Lanes::default(),
            inside: Lanes::default(),
            outside: Lanes::default(),
            code: Lanes::default(),
            views: Vec::new(),
            believed: none,
            known: Lanes::default(),
        }
    }
}

/// Works out the exposure of a block's managers.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl+bmi2+popcnt", "x86_64+avx2+bmi2+popcnt"))]
pub(super) fn gather(exposure: &mut Exposure, world: &World, block: usize, week: u32) {
    exposure.gather(world, block, week);
}

impl Exposure {
    #[inline(always)]
    fn gather(&mut self, world: &World, block: usize, week: u32) {
        let firm = &world.firms[world.blocks[block].firm];
        let parameters = &firm.parameters;
        for lane in 0..LANES {
            let firm = &world.firms[world.blocks[block].firms[lane] as usize];
            self.code[lane] = if firm.campaigning(week) { firm.code } else { 0 };
        }
        self.count_users(world, block);
        self.look_around(world, block, parameters);
        self.junior = juniors(&world.managers[block].tenure, parameters);
        self.recall(world, block);
        let managers = &world.managers[block];
        let strengths = Strengths::of(parameters);
        let per_belief = 1.0 / parameters.contagion.belief_full;
        for practice in 0..world.repertoire.count {
            let of_practice = self.of_practice(world, practice);
            let mut hazards = [Lanes::default(); mechanism::COMPETING.len()];
            let mut pressure = Lanes::default();
            for lane in 0..LANES {
                let reach = of_practice.reach(self, managers, per_belief, lane);
                let [a, b, c, d, e, f, g] = strengths.hazards(&reach);
                pressure[lane] = of_practice.acceptance(managers, lane) * (a + b + c + d + e + f + g);
                for (of_mechanism, hazard) in hazards.iter_mut().zip([a, b, c, d, e, f, g]) {
                    of_mechanism[lane] = hazard;
                }
            }
            self.hazards[practice] = hazards;
            self.pressure[practice] = pressure;
        }
    }

    /// Takes the block's beliefs and knowledge out of what is published by seat.
    #[inline(always)]
    fn recall(&mut self, world: &World, block: usize) {
        for lane in 0..world.blocks[block].count {
            let seat = world.blocks[block].first_seat as usize + lane;
            self.known[lane] = world.published.known[seat];
            let beliefs = &world.published.beliefs[seat * world.belief_stride..(seat + 1) * world.belief_stride];
            for (believed, &belief) in self.believed.iter_mut().zip(beliefs) {
                believed[lane] = belief;
            }
        }
    }

    #[inline(always)]
    fn count_users(&mut self, world: &World, block: usize) {
        let rows = &world.rows[world.blocks[block].rows.clone()];
        for (group, users) in self.users.chunks_exact_mut(GROUP).enumerate().take(groups(world)) {
            let mut of_group = [Lanes::<f32>::default(); GROUP];
            for row in rows {
                for lane in 0..LANES {
                    let practices = row.practices[lane] >> (group * GROUP);
                    for k in 0..GROUP {
                        of_group[k][lane] += (practices >> k & 1) as i32 as f32;
                    }
                }
            }
            users.copy_from_slice(&of_group);
        }
    }

    /// Looks at every contact once, and then sums over contacts practice by practice.
    #[inline(always)]
    fn look_around(&mut self, world: &World, block: usize, parameters: &Parameters) {
        let ties = &world.ties[world.blocks[block].ties.clone()];
        let glance = look(&mut self.views, ties, &world.published, parameters.enablers.learning_climate);
        (self.inside, self.outside, self.weight) = (glance.inside, glance.outside, glance.weight);
        sum_where_used(&mut self.imitation, &mut self.learning, groups(world), &self.views);
        if parameters.contagion.rule == Rule::Threshold {
            weigh_users(&mut self.weight_using[..world.repertoire.count], &self.views, ties);
        }
    }

    /// What the hazards for one practice depend on, for all of the block's managers.
    #[inline(always)]
    pub fn of_practice(&self, world: &World, practice: usize) -> OfPractice<'_> {
        OfPractice {
            bit: 1 << practice,
            malpractice: world.repertoire.malpractice >> practice & 1 != 0,
            complexity: world.repertoire.complexity[practice],
            invention: world.repertoire.spontaneous[practice],
            share_of_users: world.published.users[practice] as f32 / world.relationships as f32,
            code: &self.code,
            users: &self.users[practice],
            believed: &self.believed[practice],
            imitation: &self.imitation[practice],
            learning: &self.learning[practice],
            weight_using: &self.weight_using[practice],
        }
    }

    /// Practices of which each manager has a source within the portfolio (memory of one's own included), elsewhere
    /// in the firm (a running campaign included), and in the wider network (carried memory included).
    #[inline(always)]
    pub fn sources(&self, world: &World, block: usize) -> [Lanes<u32>; 3] {
        let contagion = &world.firms[world.blocks[block].firm].parameters.contagion;
        let met = if contagion.association > 0.0 { used_anywhere(world) } else { 0 };
        let carried = &world.managers[block].carried;
        let users = in_use(&world.rows[world.blocks[block].rows.clone()]);
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

fn used_anywhere(world: &World) -> u32 {
    world.published.users.iter().enumerate().fold(0, |mask, (p, &users)| mask | u32::from(users > 0) << p)
}

/// What the hazards of sixteen managers for one practice depend on.
pub(super) struct OfPractice<'a> {
    bit: u32,
    malpractice: bool,
    complexity: f32,
    invention: f32,
    share_of_users: f32,
    code: &'a Lanes<u32>,
    users: &'a Lanes<f32>,
    believed: &'a Lanes<f32>,
    imitation: &'a Lanes<f32>,
    learning: &'a Lanes<f32>,
    weight_using: &'a Lanes<f32>,
}

impl OfPractice<'_> {
    /// What the hazards of one manager depend on; a belief of 1 is worth `per_belief` of merit.
    #[inline(always)]
    pub fn reach(&self, exposure: &Exposure, managers: &Managers, per_belief: f32, lane: usize) -> Reach {
        let known = exposure.known[lane] & self.bit != 0;
        Reach {
            invention: self.invention,
            grasp: managers.learning[lane] * (1.0 - self.complexity * (1.0 - managers.absorptive[lane])),
            merit: clamp01(self.believed[lane] * per_belief),
            users: self.users[lane],
            remembered: keep(known & (self.users[lane] == 0.0), 1.0),
            imitation: self.imitation[lane],
            learning: self.learning[lane],
            weight_using: self.weight_using[lane],
            weight: exposure.weight[lane],
            junior: exposure.junior[lane],
            share_of_users: self.share_of_users,
            in_code: keep(self.code[lane] & self.bit != 0, 1.0),
        }
    }

    /// Acceptance: scruples hold a manager back from malpractice.
    #[inline(always)]
    pub fn acceptance(&self, managers: &Managers, lane: usize) -> f32 {
        choose(self.malpractice, 1.0 - managers.scruples[lane], 1.0)
    }
}

/// Groups of practices that are gone over.
fn groups(world: &World) -> usize {
    world.repertoire.count.div_ceil(GROUP)
}

/// J = 1 + junior_boost · exp(−τ / junior_weeks): juniors start by imitating veterans (S0).
#[inline(always)]
fn juniors(tenure: &Lanes<f32>, parameters: &Parameters) -> Lanes<f32> {
    let enablers = &parameters.enablers;
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
    if capacity == 0.0 { 1.0 } else { crate::lanes::positive(1.0 - in_use / capacity) }
}
