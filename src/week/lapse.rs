//! Step 2, the other half: how a practice is given up again (model, section 4).

use super::effect::{hold, sight};
use super::hazard::held;
use crate::lanes::{LANES, Lanes, choose, clamp01};
use crate::parameter::{Lapse, Parameters, Value};
use crate::population::{Merits, Row, World};
use crate::practice::MOST_PRACTICES;

/// Sums over a portfolio of what is seen of each practice in use: z + η.
pub(super) type Seen = [Lanes<f32>; MOST_PRACTICES];

/// What giving up depends on in a firm.
#[derive(Clone, Copy)]
pub(super) struct Standards {
    harm: [f32; 6],
    value: Value,
    /// Its hazards as the engine holds them.
    lapse: Lapse,
    /// 1 / `review_scale`.
    strictness: f32,
    /// How much of a private gain counts.
    private: f32,
    /// Whether there is any audit.
    audited: bool,
}

impl Standards {
    pub fn of(parameters: &Parameters) -> Self {
        let lapse = parameters.lapse;
        Self {
            harm: parameters.dark_side.harm,
            value: parameters.value,
            lapse: Lapse {
                drift: held(lapse.drift),
                review: held(lapse.review),
                audit: held(lapse.audit),
                lesson_fade: held(lapse.lesson_fade),
                ..lapse
            },
            strictness: 1.0 / lapse.review_scale,
            private: 1.0 - parameters.enablers.long_term_reward,
            audited: lapse.audit > 0.0,
        }
    }

    /// Hazard that a lesson fades.
    #[inline(always)]
    pub fn fading(&self) -> f32 {
        self.lapse.lesson_fade
    }

    /// z: what the manager perceives of a practice, its dark load weighed by sight.
    #[inline(always)]
    fn perceived(&self, benefit: f32, private: f32, seen_load: f32) -> f32 {
        benefit + self.private * private - seen_load
    }

    /// Hazards by drift, review and audit, before embeddedness holds the practice in place.
    #[inline(always)]
    fn hazards(&self, z: f32, benefit: f32, load: f32) -> [f32; 3] {
        let reviewed = self.lapse.review * clamp01(-z * self.strictness);
        let audit = if self.audited { self.lapse.audit * self.audit_loss(benefit, load) } else { 0.0 };
        [self.lapse.drift, reviewed, audit]
    }

    /// How much senior management finds against a practice, in [0, 1].
    #[inline(always)]
    fn audit_loss(&self, benefit: f32, load: f32) -> f32 {
        clamp01(-(benefit - self.lapse.audit_sight * load) * self.strictness)
    }

    /// Σ h_k d_k load of a practice in one relationship.
    fn dark_load(&self, row: &Row, lane: usize, merits: &Merits) -> f32 {
        (0..6).fold(0.0, |sum, k| sum + self.harm[k] * row.dark[k][lane] * merits.load[k])
    }
}

/// What a row's sixteen managers make of the practices in use, for beliefs and for review.
pub(super) struct Review {
    standards: Standards,
    /// h_k d_k: what each effect costs.
    cost: [Lanes<f32>; 6],
    /// Part of the dark cost that the manager sees.
    sight: Lanes<f32>,
    /// Factor by which embeddedness holds practices in place.
    hold: Lanes<f32>,
}

impl Review {
    /// Prepares the review of a row.
    #[inline(always)]
    pub fn new(row: &Row, standards: Standards) -> Self {
        let mut cost = [Lanes::default(); 6];
        let (mut sights, mut holds) = (Lanes::default(), Lanes::default());
        for lane in 0..LANES {
            for effect in 0..6 {
                cost[effect][lane] = standards.harm[effect] * row.dark[effect][lane];
            }
            sights[lane] = sight(&standards.value, row.dark[4][lane]);
            holds[lane] = hold(&standards.lapse, row.dark[5][lane]);
        }
        Self { standards, cost, sight: sights, hold: holds }
    }

    /// Of a practice: what is seen of it, z + η, and the hazard of giving it up.
    #[inline(always)]
    pub fn of(&self, merits: &Merits, phase: u32, noise: f32, lane: usize) -> (f32, f32) {
        let mut load = 0.0;
        for effect in 0..6 {
            load += self.cost[effect][lane] * merits.load[effect];
        }
        let benefit = by_phase(&merits.benefit, phase);
        let z = self.standards.perceived(benefit, merits.private, self.sight[lane] * load);
        let [drift, reviewed, audit] = self.standards.hazards(z, benefit, load);
        (z + noise, (drift + reviewed + audit) * self.hold[lane])
    }
}

/// Hazards of giving one practice up in one relationship, by cause: drift, review, audit.
pub(super) fn hazards_of(row: &Row, lane: usize, merits: &Merits, standards: &Standards) -> [f32; 3] {
    let load = standards.dark_load(row, lane, merits);
    let benefit = by_phase(&merits.benefit, row.phase(lane));
    let sight = sight(&standards.value, row.dark[4][lane]);
    let z = standards.perceived(benefit, merits.private, sight * load);
    let hold = hold(&standards.lapse, row.dark[5][lane]);
    standards.hazards(z, benefit, load).map(|hazard| hazard * hold)
}

/// How surely an audit made at once finds against a practice: the audit's share of its full hazard, in [0, 1].
pub fn audit_loss(world: &World, block: usize, row: usize, lane: usize, practice: usize) -> f32 {
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let (row, merits, standards) = (&world.rows[row], &world.repertoire.merits[practice], Standards::of(parameters));
    let benefit = by_phase(&merits.benefit, row.phase(lane));
    let load = standards.dark_load(row, lane, merits);
    standards.audit_loss(benefit, load) * hold(&parameters.lapse, row.dark[5][lane])
}

/// The benefit in a phase.
#[inline(always)]
pub(super) fn by_phase(benefit: &[f32; 4], phase: u32) -> f32 {
    let early = choose(phase == 0, benefit[0], benefit[1]);
    let late = choose(phase == 2, benefit[2], benefit[3]);
    choose(phase < 2, early, late)
}
