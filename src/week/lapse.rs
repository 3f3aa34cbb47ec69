//! Step 2, the other half: how a practice is given up again (model, section 4).

use super::effect::{hold, sight};
use super::hazard::held;
use crate::lanes::{LANES, Lanes, choose, clamp01, keep};
use crate::parameter::Parameters;
use crate::population::{Repertoire, Row, World};
use crate::practice::MOST_PRACTICES;

/// What a row's sixteen managers make of the practices in use, for beliefs and for review.
pub(super) struct Review {
    /// Sum of the hazards of giving any practice up.
    pub hazard: Lanes<f32>,
    /// h_k d_k: what each effect costs.
    cost: [Lanes<f32>; 6],
    /// Part of the dark cost that the manager sees.
    sight: Lanes<f32>,
}

/// Sums over a portfolio of what is seen of each practice in use: z + η.
pub(super) type Seen = [Lanes<f32>; MOST_PRACTICES];

impl Review {
    /// Goes over a row, and adds what is seen of each practice in use to `seen`.
    #[inline(always)]
    pub fn of(row: &Row, parameters: &Parameters, repertoire: &Repertoire, seen: &mut Seen) -> Self {
        let mut review = Self { hazard: Lanes::default(), cost: costs(row, parameters), sight: sights(row, parameters) };
        for (practice, seen) in seen[..repertoire.count].iter_mut().enumerate() {
            let bit = 1u32 << practice;
            let mut load = Lanes::<f32>::default();
            for &(effect, weight) in &repertoire.load_on[practice] {
                for lane in 0..LANES {
                    load[lane] += review.cost[effect][lane] * weight;
                }
            }
            let benefit = repertoire.benefit[practice];
            let private = repertoire.private_gain[practice];
            for lane in 0..LANES {
                let benefit = by_phase(&benefit, row.phase[lane]);
                let z = perceived(parameters, benefit, private, review.sight[lane] * load[lane]);
                let [drift, reviewed, audit] = hazards(parameters, z, benefit, load[lane]);
                let give_up = (drift + reviewed + audit) * hold(&parameters.lapse, row.dark[5][lane]);
                let used = row.practices[lane] & bit != 0;
                review.hazard[lane] += keep(used, give_up);
                seen[lane] += keep(used, z + row.noise[lane]);
            }
        }
        review
    }
}

/// Hazards of giving one practice up in one relationship, by cause: drift, review, audit.
pub(super) fn hazards_of(row: &Row, lane: usize, practice: usize, parameters: &Parameters, repertoire: &Repertoire) -> [f32; 3] {
    let load = dark_load(row, lane, practice, parameters, repertoire);
    let benefit = by_phase(&repertoire.benefit[practice], row.phase[lane]);
    let sight = sight(&parameters.value, row.dark[4][lane]);
    let z = perceived(parameters, benefit, repertoire.private_gain[practice], sight * load);
    let hold = hold(&parameters.lapse, row.dark[5][lane]);
    hazards(parameters, z, benefit, load).map(|hazard| hazard * hold)
}

/// How surely an audit made at once finds against a practice: the audit's share of its full hazard, in [0, 1].
pub fn audit_loss(world: &World, block: usize, row: usize, lane: usize, practice: usize) -> f32 {
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let row = &world.rows[row];
    let load = dark_load(row, lane, practice, parameters, &world.repertoire);
    let benefit = by_phase(&world.repertoire.benefit[practice], row.phase[lane]);
    let seen = benefit - parameters.lapse.audit_sight * load;
    clamp01(-seen / parameters.lapse.review_scale) * hold(&parameters.lapse, row.dark[5][lane])
}

fn dark_load(row: &Row, lane: usize, practice: usize, parameters: &Parameters, repertoire: &Repertoire) -> f32 {
    let harm = &parameters.dark_side.harm;
    repertoire.load_on[practice].iter().fold(0.0, |sum, &(k, load)| sum + harm[k] * row.dark[k][lane] * load)
}

#[inline(always)]
fn costs(row: &Row, parameters: &Parameters) -> [Lanes<f32>; 6] {
    let mut cost = [Lanes::default(); 6];
    for effect in 0..6 {
        for lane in 0..LANES {
            cost[effect][lane] = parameters.dark_side.harm[effect] * row.dark[effect][lane];
        }
    }
    cost
}

#[inline(always)]
fn sights(row: &Row, parameters: &Parameters) -> Lanes<f32> {
    let mut sights = Lanes::default();
    for lane in 0..LANES {
        sights[lane] = sight(&parameters.value, row.dark[4][lane]);
    }
    sights
}

/// z: what the manager perceives of a practice, its dark load weighed by sight.
#[inline(always)]
fn perceived(parameters: &Parameters, benefit: f32, private: f32, seen_load: f32) -> f32 {
    benefit + (1.0 - parameters.enablers.long_term_reward) * private - seen_load
}

/// Hazards by drift, review and audit, before embeddedness holds the practice in place.
#[inline(always)]
fn hazards(parameters: &Parameters, z: f32, benefit: f32, load: f32) -> [f32; 3] {
    let lapse = &parameters.lapse;
    let reviewed = held(lapse.review) * clamp01(-z / lapse.review_scale);
    let audit = held(lapse.audit) * clamp01(-(benefit - lapse.audit_sight * load) / lapse.review_scale);
    [held(lapse.drift), reviewed, audit]
}

/// The benefit in a phase.
#[inline(always)]
pub(super) fn by_phase(benefit: &[f32; 4], phase: u32) -> f32 {
    let early = choose(phase == 0, benefit[0], benefit[1]);
    let late = choose(phase == 2, benefit[2], benefit[3]);
    choose(phase < 2, early, late)
}
