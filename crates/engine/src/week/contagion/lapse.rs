//! Step 2, the other half: how a practice is given up again (model, section 4).

use crate::parameter::{Lapse, Parameters, Value};
use crate::population::{Merits, Row, Shown, World};
use crate::practice::MOST_PRACTICES;
use crate::week::contagion::hazard::capped;
use crate::week::relationship::effect::{hold, sight};
use crate::week::relationship::value::benefit_in;
use darkside_lanes::{Lanes, Registers, clamp01};

/// Sums over a portfolio of what is seen of each practice in use: z + η.
pub(crate) type Experience = [Lanes<f32>; MOST_PRACTICES];

/// What giving up depends on in a firm.
#[derive(Clone, Copy)]
pub(crate) struct Standards {
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
    pub(crate) fn of(parameters: &Parameters) -> Self {
        let lapse = parameters.lapse;
        Self {
            harm: parameters.dark_side.harm,
            value: parameters.value,
            lapse: Lapse {
                drift: capped(lapse.drift),
                review: capped(lapse.review),
                audit: capped(lapse.audit),
                lesson_fade: capped(lapse.lesson_fade),
                ..lapse
            },
            strictness: 1.0 / lapse.review_scale,
            private: 1.0 - parameters.enablers.long_term_reward,
            audited: lapse.audit > 0.0,
        }
    }

    /// Hazard that a lesson fades.
    #[inline(always)]
    pub(crate) fn fading(&self) -> f32 {
        self.lapse.lesson_fade
    }

    /// z: what the manager perceives of a practice, its dark load weighed by sight.
    #[inline(always)]
    pub(crate) fn perceived(&self, benefit: f32, private: f32, seen_load: f32) -> f32 {
        benefit + self.private * private - seen_load
    }

    /// Hazards by drift, review and audit, before embeddedness holds the practice in place.
    #[inline(always)]
    pub(crate) fn hazards(&self, z: f32, benefit: f32, load: f32) -> [f32; 3] {
        let reviewed = self.lapse.review * clamp01(-z * self.strictness);
        let audit = if self.audited { self.lapse.audit * self.audit_loss(benefit, load) } else { 0.0 };
        [self.lapse.drift, reviewed, audit]
    }

    /// The sum of these hazards for a register of relationships.
    #[inline(always)]
    pub(crate) fn hazard<R: Registers>(
        &self,
        r: R,
        z: R::Numbers,
        benefit: R::Numbers,
        load: R::Numbers,
    ) -> R::Numbers {
        let strictness = r.all(-self.strictness);
        let reviewed = r.mul(r.all(self.lapse.review), r.clamp01(r.mul(z, strictness)));
        let hazard = r.add(r.all(self.lapse.drift), reviewed);
        if !self.audited {
            return hazard;
        }
        let kept = r.sub(benefit, r.mul(r.all(self.lapse.audit_sight), load));
        r.add(hazard, r.mul(r.all(self.lapse.audit), r.clamp01(r.mul(kept, strictness))))
    }

    /// What an effect costs in full.
    #[inline(always)]
    pub(crate) fn harm(&self, effect: usize) -> f32 {
        self.harm[effect]
    }

    /// Part of the dark cost that managers see whose cognitive bias is given.
    #[inline(always)]
    pub(crate) fn sight(&self, cognitive_bias: &Lanes<f32>) -> Lanes<f32> {
        Lanes(cognitive_bias.0.map(|d| sight(&self.value, d)))
    }

    /// Factor by which embeddedness holds practices in place.
    #[inline(always)]
    pub(crate) fn hold(&self, embeddedness: &Lanes<f32>) -> Lanes<f32> {
        Lanes(embeddedness.0.map(|d| hold(&self.lapse, d)))
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

/// Hazards of giving one practice up in one relationship, by cause: drift, review, audit.
pub(crate) fn hazards_of(row: &Row, shown: &Shown, lane: usize, merits: &Merits, standards: &Standards) -> [f32; 3] {
    let load = standards.dark_load(row, lane, merits);
    let benefit = benefit_in(&merits.benefit, shown.phase(lane));
    let sight = sight(&standards.value, row.dark[4][lane]);
    let z = standards.perceived(benefit, merits.private, sight * load);
    let hold = hold(&standards.lapse, row.dark[5][lane]);
    standards.hazards(z, benefit, load).map(|hazard| hazard * hold)
}

/// How surely an audit made at once finds against a practice: the audit's share of its full hazard, in [0, 1].
pub fn audit_loss(world: &World, block: usize, row: usize, lane: usize, practice: usize) -> f32 {
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let (merits, standards) = (&world.repertoire.merits[practice], Standards::of(parameters));
    let benefit = benefit_in(&merits.benefit, world.shown[row].phase(lane));
    let row = &world.rows[row];
    let load = standards.dark_load(row, lane, merits);
    standards.audit_loss(benefit, load) * hold(&parameters.lapse, row.dark[5][lane])
}
