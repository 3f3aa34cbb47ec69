//! What each manager is exposed to: once for every manager and practice, not for every relationship.

use super::mechanism::{COMPETING, Reach, hazard};
use crate::lanes::{LANES, Lanes, clamp01};
use crate::parameter::{Parameters, Rule};
use crate::population::{FirmState, NO_CONTACT, World};
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
        }
    }
}

impl Exposure {
    /// Works out the exposure of a block's managers.
    #[inline(always)]
    pub fn gather(&mut self, world: &World, block: usize, week: u32) {
        let firm = &world.firms[world.blocks[block].firm];
        self.code = if firm.campaigning(week) { firm.code } else { 0 };
        self.count_users(world, block);
        self.look_around(world, block, firm);
        self.junior = juniors(&world.managers[block].tenure, &firm.parameters);
        for practice in 0..world.repertoire.count {
            let mut pressure = Lanes::default();
            for lane in 0..world.blocks[block].count {
                let reach = self.reach(world, block, lane, practice);
                let mut sum = 0.0;
                for mechanism in COMPETING {
                    sum += hazard(mechanism, &firm.parameters, &reach);
                }
                pressure[lane] = acceptance(world, block, lane, practice) * sum;
            }
            self.pressure[practice] = pressure;
        }
    }

    #[inline(always)]
    fn count_users(&mut self, world: &World, block: usize) {
        let rows = &world.rows[world.blocks[block].rows.clone()];
        for (practice, users) in self.users[..world.repertoire.count].iter_mut().enumerate() {
            let mut count = Lanes::<u32>::default();
            for row in rows {
                for lane in 0..LANES {
                    count[lane] += row.practices[lane] >> practice & 1;
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
            for practice in 0..count {
                for lane in 0..LANES {
                    let used = uses[lane] >> practice & 1 != 0;
                    self.imitation[practice][lane] += if used { pull[lane] } else { 0.0 };
                    self.learning[practice][lane] += if used { weight[lane] } else { 0.0 };
                }
            }
            if threshold {
                self.weigh(&tie.weight, &uses, count);
            }
        }
    }

    fn weigh(&mut self, weight: &Lanes<f32>, uses: &Lanes<u32>, count: usize) {
        for lane in 0..LANES {
            self.weight[lane] += weight[lane];
            for practice in 0..count {
                let used = uses[lane] >> practice & 1 != 0;
                self.weight_using[practice][lane] += if used { weight[lane] } else { 0.0 };
            }
        }
    }

    /// What the hazards of one manager for one practice depend on.
    #[inline(always)]
    pub fn reach(&self, world: &World, block: usize, lane: usize, practice: usize) -> Reach {
        let managers = &world.managers[block];
        let parameters = &world.firms[world.blocks[block].firm].parameters;
        let seat = world.blocks[block].first_seat as usize + lane;
        let belief = world.published.beliefs[seat * world.belief_stride + practice];
        let complexity = world.repertoire.complexity[practice];
        let users = self.users[practice][lane];
        let known = world.published.known[seat] >> practice & 1;
        Reach {
            invention: world.repertoire.spontaneous[practice],
            grasp: managers.learning[lane] * (1.0 - complexity * (1.0 - managers.absorptive[lane])),
            merit: clamp01(belief / parameters.contagion.belief_full),
            users,
            remembered: if users > 0.0 { 0.0 } else { known as f32 },
            imitation: self.imitation[practice][lane],
            learning: self.learning[practice][lane],
            weight_using: self.weight_using[practice][lane],
            weight: self.weight[lane],
            junior: self.junior[lane],
            share_of_users: world.published.users[practice] as f32 / world.relationships as f32,
            in_code: (self.code >> practice & 1) as f32,
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
        [
            users | (remembered & !carried),
            self.inside[lane] | campaign,
            self.outside[lane] | (remembered & carried) | met,
        ]
    }
}

fn used_anywhere(world: &World) -> u32 {
    world.published.users.iter().enumerate().fold(0, |mask, (p, &users)| mask | u32::from(users > 0) << p)
}

/// Acceptance of a practice: scruples hold a manager back from malpractice.
#[inline(always)]
pub(super) fn acceptance(world: &World, block: usize, lane: usize, practice: usize) -> f32 {
    let malpractice = world.repertoire.malpractice >> practice & 1 != 0;
    if malpractice { 1.0 - world.managers[block].scruples[lane] } else { 1.0 }
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
