//! What each manager of a block is exposed to: how strongly each mechanism pushes each practice (model, section 4).
//!
//! It is worked out once per manager and practice, not per relationship, in one of two ways:
//! [`by practice`](super::exposure_by_practice) or [`by manager`](super::exposure_by_manager).

use crate::parameter::{Enablers, Parameters, Spread};
use crate::population::{Common, FEW, TieRow, used_by_managers};
use crate::practice::MOST_PRACTICES;
use crate::week::contagion::contacts::{Heard, felt};
use crate::week::contagion::mechanism::competing::COMPETING;
use crate::week::scene::Scene;
use darkside_lanes::elementary::exp;
use darkside_lanes::{LANES, Lanes, choose, choose_word, greater, lesser};

/// Number of parts of sixteen practices in the largest catalogue.
pub(crate) const PARTS: usize = MOST_PRACTICES / LANES;

/// A number for each practice, in parts of sixteen.
pub(crate) type ByPractice = [Lanes<f32>; PARTS];

/// What the sixteen managers of a block are exposed to.
#[derive(Clone, Default)]
pub(crate) struct Exposure {
    /// Each of them.
    pub managers: [ManagerExposure; LANES],
    /// By practice, for each manager: acceptance × the sum of the hazards, before need and room.
    pub pressure: [Lanes<f32>; MOST_PRACTICES],
    /// Practices that a contact inside the firm uses.
    pub inside: Lanes<u32>,
    /// Practices that a contact outside the firm uses.
    pub outside: Lanes<u32>,
    /// Practices that the running campaign of each manager's firm spreads.
    pub code: Lanes<u32>,
    /// Practices that are suggested to each manager's firm or office.
    pub suggested: Lanes<u32>,
    /// A: how ready each manager is to take up practices without an example.
    pub readiness: Lanes<f32>,
    /// Whether any manager is readier than usual for any practice.
    pub stirred: bool,
    /// Practices that each manager knows.
    pub known: Lanes<u32>,
    /// The pressures of each manager, by practice.
    pub pressures: [[Lanes<f32>; LANES]; PARTS],
    /// Effective weights of ties, w̃, by slot.
    pub felt: Vec<Lanes<f32>>,
    /// Share of all relationships that use each practice, the same for all managers of a week.
    pub share_of_users: ByPractice,
    /// What is seen of contacts at a glance, by slot.
    pub contacts: Vec<ContactsInSlot>,
    /// By practice, where there are few.
    pub by_practice: [PracticeExposure; FEW],
}

/// What one manager is exposed to, by practice.
#[derive(Clone, Default)]
pub(crate) struct ManagerExposure {
    /// Own relationships that use it, n.
    pub users: ByPractice,
    /// What is heard of it from contacts.
    pub heard: [Heard; PARTS],
    /// Σ w over contacts that use it; only under the threshold rule.
    pub weight_using: ByPractice,
    /// Hazards by mechanism, in the order of [`COMPETING`], before need, room and acceptance.
    pub hazards: [[Lanes<f32>; COMPETING.len()]; PARTS],
    /// Acceptance: scruples hold a manager back from malpractice.
    pub acceptance: ByPractice,
}

impl ManagerExposure {
    /// Its number of a practice.
    #[inline(always)]
    pub(crate) fn of(numbers: &ByPractice, practice: usize) -> f32 {
        numbers[practice / LANES][practice % LANES]
    }

    /// The hazard of a mechanism for a practice.
    #[inline(always)]
    pub(crate) fn hazard(&self, mechanism: usize, practice: usize) -> f32 {
        self.hazards[practice / LANES][mechanism][practice % LANES]
    }
}

/// What sixteen managers see of the contacts in one slot.
#[derive(Clone, Copy, Default)]
pub(crate) struct ContactsInSlot {
    pub credibility: Lanes<f32>,
    pub uses: Lanes<u32>,
}

/// What is worked out of one practice for sixteen managers.
#[derive(Clone, Copy, Default)]
pub(crate) struct PracticeExposure {
    pub users: Lanes<f32>,
    pub heard: HeardByManagers,
    pub hazards: [Lanes<f32>; COMPETING.len()],
    pub acceptance: Lanes<f32>,
}

/// Sums over the contacts who use a practice.
#[derive(Clone, Copy, Default)]
pub(crate) struct HeardByManagers {
    /// Σ w̃ κ.
    pub imitation: Lanes<f32>,
    /// Σ w̃.
    pub learning: Lanes<f32>,
    /// Σ w; only under the threshold rule.
    pub weight: Lanes<f32>,
}

/// What is heard of practices from the contacts who use them, as a share of what would be heard if all used them (the rule
/// of shares).
#[cold]
#[inline(never)]
pub(crate) fn as_shares(scene: &Scene, lane: usize, imitation: &Lanes<f32>) -> Lanes<f32> {
    let whole = total_pull(scene, lane);
    Lanes(imitation.0.map(|part| of_whole(part, whole)))
}

/// The same of one practice for all managers.
#[cold]
#[inline(never)]
pub(crate) fn as_shares_of(scene: &Scene, imitation: &Lanes<f32>) -> Lanes<f32> {
    let mut shares = *imitation;
    for lane in 0..scene.own.block.count {
        shares[lane] = of_whole(imitation[lane], total_pull(scene, lane));
    }
    shares
}

/// The part as a share; 0 of nothing.
fn of_whole(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// Σ w̃κ over all contacts of a manager.
fn total_pull(scene: &Scene, lane: usize) -> f32 {
    let climate = scene.parameters().enablers.learning_climate;
    let mut sum = 0.0;
    for tie in scene.own.ties.iter() {
        let Some((_, credibility)) = scene.last.profiles.seen_of(tie.contact(lane)) else { break };
        sum += credibility * felt(tie, lane, climate);
    }
    sum
}

/// Σ w over all contacts of a manager.
#[inline(always)]
pub(crate) fn total_weight(ties: &[TieRow], lane: usize) -> f32 {
    ties.iter().fold(0.0, |sum, tie| sum + tie.weight[lane])
}

impl Exposure {
    /// Sets what is the same for all managers in a week.
    pub(crate) fn begin_week(&mut self, common: &Common) {
        for (practice, &users) in common.users.iter().enumerate() {
            self.share_of_users[practice / LANES][practice % LANES] = users as f32 / common.relationships as f32;
        }
    }

    /// Sets what a block's managers know and what their firms' campaigns spread.
    pub(crate) fn begin_block(&mut self, scene: &Scene, week: u32) {
        for lane in 0..scene.own.block.count {
            let firm = &scene.common.firms[scene.own.block.firms[lane] as usize];
            self.code[lane] = if firm.campaigning(week) { firm.code } else { 0 };
            self.known[lane] = scene.profile(lane).known();
        }
        let (fashions, firms, offices) = (scene.common.fashions, &scene.own.block.firms, &scene.own.managers.office);
        self.suggested = Lanes::default();
        for lane in 0..if fashions.any() { scene.own.block.count } else { 0 } {
            self.suggested[lane] = fashions.suggested(firms[lane], offices[lane]);
        }
        let enablers = &scene.parameters().enablers;
        self.stirred = enablers.affinity != 0.0 || self.suggested.0.iter().any(|&practices| practices != 0);
        if enablers.affinity != 0.0 {
            self.readiness = readiness(&scene.own.managers.learning, enablers);
        } else if self.stirred {
            self.readiness = Lanes::all(1.0);
        }
    }

    /// Multipliers of the spontaneous hazard of practices from `first` on, whose own are `own`, where the manager in a lane is readier
    /// than usual for any.
    #[cold]
    #[inline(never)]
    pub(crate) fn inventions(&self, own: &[f32], lane: usize, first: usize, fashion_strength: f32) -> Lanes<f32> {
        let mut all = Lanes::default();
        for (p, &own) in own.iter().enumerate() {
            all[p] = self.invention(own, lane, first + p, fashion_strength);
        }
        all
    }

    /// The same for one practice and all managers.
    #[cold]
    #[inline(never)]
    pub(crate) fn inventions_of(&self, own: f32, practice: usize, fashion_strength: f32) -> Lanes<f32> {
        Lanes(std::array::from_fn(|lane| self.invention(own, lane, practice, fashion_strength)))
    }

    /// The same for one practice and manager.
    fn invention(&self, own: f32, lane: usize, practice: usize, fashion_strength: f32) -> f32 {
        let suggested = self.suggested[lane] >> practice & 1 != 0;
        lesser(own * self.readiness[lane] * choose(suggested, fashion_strength, 1.0), MOST_READY)
    }

    /// Practices for which each manager has a source: in the portfolio (including own memory), elsewhere in the firm (including a
    /// running campaign), and in the wider network (including carried memory).
    #[inline(always)]
    pub(crate) fn sources(&self, scene: &Scene) -> [Lanes<u32>; 3] {
        let contagion = &scene.parameters().contagion;
        let met = if contagion.association > 0.0 { used_anywhere(scene.common.users) } else { 0 };
        let carried = &scene.own.managers.carried;
        let users = used_by_managers(scene.own.shown);
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

/// Beyond this readiness makes no difference: products of hazards stay finite.
const MOST_READY: f32 = 1e6;

/// A = exp(affinity · (o − ō)): a trait that makes managers keen to learn also makes them take up what nobody showed them.
fn readiness(learning: &Lanes<f32>, enablers: &Enablers) -> Lanes<f32> {
    let mean = match enablers.learning_orientation {
        Spread::Same(number) => number,
        Spread::Beta { a, b, scale } => scale * a / (a + b),
    };
    let mut keen = Lanes::default();
    for lane in 0..LANES {
        keen[lane] = lesser(greater(enablers.affinity * (learning[lane] - mean), -10.0), 10.0);
    }
    exp(&keen)
}

/// J = 1 + junior_boost · exp(−τ / junior_weeks): juniors start by imitating veterans (S0).
#[inline(always)]
pub(crate) fn juniors(tenure: &Lanes<f32>, parameters: &Parameters) -> Lanes<f32> {
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

/// Share of capacity that is left for another practice.
#[inline(always)]
pub(crate) fn free_capacity(capacity: f32, in_use: f32) -> f32 {
    if capacity == 0.0 { 1.0 } else { darkside_lanes::positive(1.0 - in_use / capacity) }
}
