//! Step 2. Contagion and lapse: which relationships have an event (model, section 4). [`choice`] decides which event.

pub(crate) mod chances;
pub(crate) mod choice;
pub(crate) mod contacts;
pub(crate) mod exposure;
mod exposure_by_manager;
mod exposure_by_practice;
pub(crate) mod hazard;
pub(crate) mod lapse;
pub(crate) mod mechanism;
pub(crate) mod race;
pub(crate) mod review;

use self::choice::Candidate;
use self::exposure::{Exposure, free_capacity};
use self::hazard::happens;
use self::lapse::Experience;
use self::review::{Reviewed, Verdicts, review};
use crate::parameter::Parameters;
use crate::population::{BlockMut, Common, LastWeek, Managers, Row, Shown, open};
use crate::record::Locus;
use crate::week::beliefs::forms_beliefs;
use crate::week::scene::Scene;
use crate::week::triggers::need;
use crate::week::workspace::{BlockScratch, Worker};
use darkside_draws::Sheet;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, bits, choose_word, keep};

/// Decides which relationships of a block have an event. Leaves the exposure of its managers and what they see of each
/// practice behind.
pub(crate) fn decide(
    own: &mut BlockMut,
    common: &Common,
    last: &LastWeek,
    week: u32,
    worker: &mut Worker,
    scratch: &mut BlockScratch,
) {
    let Worker { sheets, ahead, verdicts, experience, output, .. } = worker;
    let BlockScratch { exposure, noise, candidates, .. } = scratch;
    let scene = Scene { own, common, last };
    exposure.begin_block(&scene, week);
    let by_manager = exposure_by_manager::suits(&scene);
    if by_manager {
        exposure_by_manager::gather(exposure, &scene);
    } else {
        exposure_by_practice::gather(exposure, &scene, ahead.as_slice().as_flattened());
    }
    count_exposure(&scene, exposure, &mut output.events_log.totals.exposure);
    experience[..common.repertoire.count].fill(Lanes::default());
    let verdicts = Verdicts::about(own.block.firm, week, common, verdicts);
    candidates.clear();
    weigh(&scene, exposure, verdicts, (&sheets.event, noise), experience, candidates);
    candidates.sort_unstable_by_key(|candidate| (candidate.lane, candidate.slot));
    if by_manager {
        let all = forms_beliefs(&scene.parameters().beliefs);
        let practices = common.repertoire.count;
        (0..if all { LANES } else { 0 }).for_each(|lane| exposure_by_manager::spread(exposure, lane, practices));
        candidates.iter().for_each(|candidate| exposure_by_manager::spread(exposure, candidate.lane, practices));
    }
}

for_each_processor!(
    /// Lists the relationships that have an event, and sums what is seen of each practice.
    fn weigh(
        scene: &Scene,
        exposure: &Exposure,
        verdicts: &Verdicts,
        chances: (&Sheet, &[Lanes<f32>]),
        seen: &mut Experience,
        candidates: &mut Vec<Candidate>,
    ) {
        let (own, (uniforms, noise)) = (scene.own, chances);
        let far = scene.common.accounts.are_many();
        for (slot, ((row, shown), noise)) in own.rows.iter().zip(own.shown.iter()).zip(noise).enumerate() {
            if far {
                scene.common.accounts.fetch_all(&row.account);
            }
            let draws = uniforms.lanes(own.block.first_seat, slot);
            let reviewed = review(instructions(), (row, shown, noise), exposure, verdicts, seen);
            let hazards = hazards((row, shown, slot), own.managers, scene.parameters(), verdicts, &reviewed);
            // 1 − e^−Λ ≤ Λ, so no other can have an event.
            for lane in bits(instructions().lanes_below(&draws, &hazards.event)) {
                if happens(hazards.event[lane], draws[lane]) {
                    own.origins.ahead(slot).fetch(0, 1);
                    candidates.push(Candidate {
                        lane,
                        slot,
                        susceptibility: hazards.susceptibility[lane],
                        giving_up: reviewed.giving_up[lane],
                        fading: hazards.fading[lane],
                        any: hazards.event[lane],
                    });
                }
            }
        }
    }
);

/// Hazards of a row's relationships.
struct Hazards {
    /// Of any event.
    event: Lanes<f32>,
    /// Need × room.
    susceptibility: Lanes<f32>,
    /// That any lesson fades.
    fading: Lanes<f32>,
}

/// Hazards of a row whose practices have been reviewed.
#[inline(always)]
fn hazards(
    (row, shown, slot): (&Row, &Shown, usize),
    managers: &Managers,
    parameters: &Parameters,
    verdicts: &Verdicts,
    reviewed: &Reviewed,
) -> Hazards {
    let (mut event, mut susceptibility, mut fading) = (Lanes::default(), Lanes::default(), Lanes::default());
    for lane in 0..LANES {
        let need = need(&parameters.triggers, row.expectation[lane], row.value[lane], row.shock[lane]);
        let in_use = shown.practices[lane].count_ones() as i32 as f32;
        susceptibility[lane] = need * free_capacity(parameters.contagion.capacity, in_use);
        fading[lane] = verdicts.standards.fading() * row.lessons[lane].count_ones() as i32 as f32;
        let any = susceptibility[lane] * reviewed.pressure[lane] + reviewed.giving_up[lane] + fading[lane];
        event[lane] = keep((slot as u32) < managers.portfolio[lane], any);
    }
    Hazards { event, susceptibility, fading }
}

/// Relationship-practice-weeks at risk with at least one source, by locus, in the order of [`Exposure::sources`].
type AtRisk = [Lanes<u32>; 3];

/// Adds the relationship-practice-weeks at risk with at least one source, by locus.
fn count_exposure(scene: &Scene, exposure: &Exposure, counts: &mut [u64; Locus::ALL.len()]) {
    let own = scene.own;
    let at_risk = at_risk(own.rows, own.shown, &own.managers.portfolio, &exposure.sources(scene));
    for (locus, at_risk) in [Locus::IntraPortfolio, Locus::InterPortfolio, Locus::WiderNetwork].iter().zip(&at_risk) {
        counts[locus.index()] += at_risk.0.iter().map(|&count| u64::from(count)).sum::<u64>();
    }
}

for_each_processor!(
    fn at_risk(rows: &[Row], shown: &[Shown], portfolio: &Lanes<u32>, sources: &AtRisk) -> AtRisk {
        let mut at_risk = AtRisk::default();
        for (slot, (row, shown)) in rows.iter().zip(shown).enumerate() {
            let open = open(row, shown);
            for lane in 0..LANES {
                let open = choose_word((slot as u32) < portfolio[lane], open[lane], 0);
                for locus in 0..3 {
                    at_risk[locus][lane] += (sources[locus][lane] & open).count_ones();
                }
            }
        }
        at_risk
    }
);
