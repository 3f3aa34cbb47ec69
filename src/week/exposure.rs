//! What each manager is exposed to: once for every manager and practice, not for every relationship.

use multiversion::multiversion;

use super::mechanism::{self, Reach};
use crate::lanes::{LANES, Lanes, choose, clamp01, keep};
use crate::parameter::{Parameters, Rule};
use crate::population::{FirmState, Managers, NO_CONTACT, World};
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
    /// Acceptance × the sum of all mechanisms' hazards: what need and room are multiplied by.
    pub pressure: [Lanes<f32>; MOST_PRACTICES],
    /// Σ w over all contacts; only under the threshold rule.
    pub weight: Lanes<f32>,
    /// J.
    pub junior: Lanes<f32>,
    /// Practices that a contact inside the firm uses.
    pub inside: Lanes<u32>,
    /// Practices that a contact outside the firm uses.
    pub outside: Lanes<u32>,
    /// Practices that the firm's running campaign spreads.
    pub code: u32,
    /// What each manager believes each practice is worth.
    believed: [Lanes<f32>; MOST_PRACTICES],
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
            pressure: none,
            weight: Lanes::default(),
            junior: Lanes::default(),
            inside: Lanes::default(),
            outside: Lanes::default(),
            code: 0,
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
        self.code = if firm.campaigning(week) { firm.code } else { 0 };
        self.count_users(world, block);
        self.look_around(world, block, firm);
        self.junior = juniors(&world.managers[block].tenure, &firm.parameters);
        self.recall(world, block);
        let managers = &world.managers[block];
        for practice in 0..world.repertoire.count {
            let of_practice = self.of_practice(world, practice);
            let mut pressure = Lanes::default();
            for lane in 0..LANES {
                let reach = of_practice.reach(self, managers, &firm.parameters, lane);
                pressure[lane] = of_practice.acceptance(managers, lane) * mechanism::pressure(&firm.parameters, &reach);
            }
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
        for (practice, users) in self.users[..world.repertoire.count].iter_mut().enumerate() {
            let bit = 1u32 << practice;
            let mut count = Lanes::<u32>::default();
            for row in rows {
                for lane in 0..LANES {
                    count[lane] += u32::from(row.practices[lane] & bit != 0);
                }
            }
            for lane in 0..LANES {
                users[lane] = count[lane] as f32;
            }
        }
    }

    #[inline(always)]
    fn look_around(&mut self, world: &World, block: usize, firm: &FirmState) {
        let count = world.repertoire.count;
        let threshold = firm.parameters.contagion.rule == Rule::Threshold;
        self.imitation[..count].fill(Lanes::default());
        self.learning[..count].fill(Lanes::default());
        self.weight_using[..count].fill(Lanes::default());
        (self.weight, self.inside, self.outside) = (Lanes::default(), Lanes::default(), Lanes::default());
        for tie in &world.ties[world.blocks[block].ties.clone()] {
            let (mut weight, mut pull, mut uses) = (Lanes::default(), Lanes::default(), Lanes::<u32>::default());
            for lane in 0..LANES {
                let contact = tie.contact[lane];
                if contact == NO_CONTACT {
                    continue;
                }
                let inside = tie.inside[lane] != 0;
                let climate = if inside { firm.parameters.enablers.learning_climate } else { 1.0 };
                weight[lane] = tie.weight[lane] * climate;
                pull[lane] = weight[lane] * world.published.credibility[contact as usize];
                uses[lane] = world.published.uses[contact as usize];
                let seen = if inside { &mut self.inside } else { &mut self.outside };
                seen[lane] |= uses[lane];
            }
            add_where_used(&mut self.imitation[..count], &uses, &pull);
            add_where_used(&mut self.learning[..count], &uses, &weight);
            if threshold {
                add_where_used(&mut self.weight_using[..count], &uses, &tie.weight);
                for lane in 0..LANES {
                    self.weight[lane] += tie.weight[lane];
                }
            }
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
            in_code: (self.code >> practice & 1) as f32,
            users: &self.users[practice],
            believed: &self.believed[practice],
            imitation: &self.imitation[practice],
            learning: &self.learning[practice],
            weight_using: &self.weight_using[practice],
        }
    }

    /// Practices of which a manager has a source within the portfolio (memory of one's own included), elsewhere
    /// in the firm (a running campaign included), and in the wider network (carried memory included).
    pub fn sources(&self, world: &World, block: usize, lane: usize, users: u32) -> [u32; 3] {
        let parameters = &world.firms[world.blocks[block].firm].parameters;
        let carried = world.managers[block].carried[lane];
        let seat = world.blocks[block].first_seat as usize + lane;
        let remembered = world.published.known[seat] & !users;
        let campaign = if parameters.contagion.programme > 0.0 { self.code } else { 0 };
        let met = if parameters.contagion.association > 0.0 { used_anywhere(world) } else { 0 };
        [users | (remembered & !carried), self.inside[lane] | campaign, self.outside[lane] | (remembered & carried) | met]
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
    in_code: f32,
    users: &'a Lanes<f32>,
    believed: &'a Lanes<f32>,
    imitation: &'a Lanes<f32>,
    learning: &'a Lanes<f32>,
    weight_using: &'a Lanes<f32>,
}

impl OfPractice<'_> {
    /// What the hazards of one manager depend on.
    #[inline(always)]
    pub fn reach(&self, exposure: &Exposure, managers: &Managers, parameters: &Parameters, lane: usize) -> Reach {
        let known = exposure.known[lane] & self.bit != 0;
        Reach {
            invention: self.invention,
            grasp: managers.learning[lane] * (1.0 - self.complexity * (1.0 - managers.absorptive[lane])),
            merit: clamp01(self.believed[lane] / parameters.contagion.belief_full),
            users: self.users[lane],
            remembered: keep(known & (self.users[lane] == 0.0), 1.0),
            imitation: self.imitation[lane],
            learning: self.learning[lane],
            weight_using: self.weight_using[lane],
            weight: exposure.weight[lane],
            junior: exposure.junior[lane],
            share_of_users: self.share_of_users,
            in_code: self.in_code,
        }
    }

    /// Acceptance: scruples hold a manager back from malpractice.
    #[inline(always)]
    pub fn acceptance(&self, managers: &Managers, lane: usize) -> f32 {
        choose(self.malpractice, 1.0 - managers.scruples[lane], 1.0)
    }
}

/// Adds `amount` for each practice where it is used.
#[inline(always)]
fn add_where_used(sums: &mut [Lanes<f32>], uses: &Lanes<u32>, amount: &Lanes<f32>) {
    for (practice, sum) in sums.iter_mut().enumerate() {
        let bit = 1u32 << practice;
        for lane in 0..LANES {
            sum[lane] += keep(uses[lane] & bit != 0, amount[lane]);
        }
    }
}

/// J = 1 + junior_boost · exp(−τ / junior_weeks): juniors start by imitating veterans (S0).
fn juniors(tenure: &Lanes<f32>, parameters: &Parameters) -> Lanes<f32> {
    let enablers = &parameters.enablers;
    let mut junior = Lanes::all(1.0);
    if enablers.junior_boost > 0.0 && parameters.contagion.inter_imitation > 0.0 {
        for lane in 0..LANES {
            junior[lane] = 1.0 + enablers.junior_boost * libm::expf(-tenure[lane] / enablers.junior_weeks);
        }
    }
    junior
}

/// Room that capacity leaves for another practice.
#[inline(always)]
pub(super) fn room(capacity: f32, in_use: f32) -> f32 {
    if capacity == 0.0 { 1.0 } else { crate::lanes::positive(1.0 - in_use / capacity) }
}

