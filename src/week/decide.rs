//! What happens to whom in a week (step 2), and what managers come to believe (step 3), block by block. Nothing that
//! anybody reads changes meanwhile.

use std::ops::Range;

use super::belief;
use super::contact::fetch_contacts;
use super::contagion::{Candidate, choose};
use super::exposure::{Exposure, gather, room};
use super::hazard::happens;
use super::lapse::Seen;
use super::review::{Reviewed, Verdicts, review};
use super::trigger::need;
use super::workspace::{Hand, chunks};
use crate::draws::Sheet;
use crate::lanes::{Instructions, LANES, Lanes, bits, choose_word};
use crate::parameter::Parameters;
use crate::population::{Managers, ProfilesMut, Row, World};
use crate::practice::MOST_PRACTICES;
use crate::processor::{CACHED, fetch_all, for_each_processor};
use crate::record::Locus;

/// Decides the week's events in these blocks, and works out the next beliefs of their managers.
pub(super) fn decide(world: &World, blocks: Range<usize>, week: u32, hand: &mut Hand, mut next: ProfilesMut) {
    let Hand { sheets, exposure, verdicts, candidates, events, carried, .. } = hand;
    events.clear();
    for chunk in chunks(blocks) {
        sheets.fill_events(&world.draws, week, &world.blocks[chunk.clone()]);
        for block in chunk {
            fetch_next(world, block);
            gather(exposure, world, block, week);
            count_exposure(world, block, exposure, &mut carried.totals.exposure);
            let mut seen: Seen = [Lanes::default(); MOST_PRACTICES];
            candidates.clear();
            let verdicts = Verdicts::about(world.blocks[block].firm, week, world, verdicts);
            weigh(world, block, exposure, verdicts, &sheets.event, &mut seen, candidates);
            candidates.sort_unstable_by_key(|candidate| (candidate.lane, candidate.slot));
            choose(world, exposure, block, week, candidates, events);
            let (mut of_block, others) = next.split(world.blocks[block].count);
            belief::update(world, block, &seen, exposure, &mut of_block);
            next = others;
        }
    }
}

/// Brings near what the blocks after this one will need, where there is more of it than caches hold.
fn fetch_next(world: &World, block: usize) {
    if let Some(next) = world.blocks.get(block + 2).filter(|_| size_of_val(&world.rows[..]) > CACHED) {
        fetch_all(&world.ties[next.ties.clone()]);
    }
    if let Some(next) = world.blocks.get(block + 1) {
        fetch_contacts(world, next);
    }
}

for_each_processor!(
    /// Adds those of a block's relationships that have an event, and sums what is seen of each practice.
    fn weigh(
        world: &World,
        block: usize,
        exposure: &Exposure,
        verdicts: &Verdicts,
        uniforms: &Sheet,
        seen: &mut Seen,
        candidates: &mut Vec<Candidate>,
    ) {
        let parameters = &world.firms[world.blocks[block].firm].parameters;
        for (slot, row) in world.rows[world.blocks[block].rows.clone()].iter().enumerate() {
            let draws = uniforms.lanes(world.blocks[block].first_seat, slot);
            let hazards = row_hazards(row, exposure, parameters, verdicts, seen, instructions());
            for lane in bits(likely(&world.managers[block], slot, &hazards.event, &draws)) {
                if happens(hazards.event[lane], draws[lane]) {
                    candidates.push(Candidate {
                        lane,
                        slot,
                        susceptibility: hazards.susceptibility[lane],
                        giving_up: hazards.giving_up[lane],
                        fading: hazards.fading[lane],
                        any: hazards.event[lane],
                    });
                }
            }
        }
    }
);

/// The lanes in which a relationship may have an event: 1 − e^−Λ ≤ Λ, so no other can have one.
#[inline(always)]
fn likely(managers: &Managers, slot: usize, hazards: &Lanes<f32>, draws: &Lanes<f32>) -> u32 {
    let mut likely = 0;
    for lane in 0..LANES {
        let here = (slot as u32) < managers.portfolio[lane];
        likely |= u32::from(here & (draws[lane] < hazards[lane])) << lane;
    }
    likely
}

/// Hazards of a row's relationships.
struct Hazards {
    /// Of any event.
    event: Lanes<f32>,
    /// Need × room.
    susceptibility: Lanes<f32>,
    /// Of giving any practice up.
    giving_up: Lanes<f32>,
    /// That any lesson fades.
    fading: Lanes<f32>,
}

/// Counts of relationship-practice-weeks at risk with at least one source, by locus, in the order of
/// [`Exposure::sources`].
type AtRisk = [Lanes<u32>; 3];

/// Hazards of a row; adds what is seen of each practice to `seen`.
#[inline(always)]
fn row_hazards(
    row: &Row,
    exposure: &Exposure,
    parameters: &Parameters,
    verdicts: &Verdicts,
    seen: &mut Seen,
    instructions: Instructions,
) -> Hazards {
    let Reviewed { giving_up, pressure } = review(row, exposure, verdicts, seen, instructions);
    let (mut event, mut susceptibility, mut fading) = (Lanes::default(), Lanes::default(), Lanes::default());
    for lane in 0..LANES {
        let need = need(&parameters.triggers, row.expectation[lane], row.value[lane], row.shock[lane]);
        let in_use = row.practices[lane].count_ones() as i32 as f32;
        susceptibility[lane] = need * room(parameters.contagion.capacity, in_use);
        fading[lane] = verdicts.standards.fading() * row.lessons[lane].count_ones() as i32 as f32;
        event[lane] = susceptibility[lane] * pressure[lane] + giving_up[lane] + fading[lane];
    }
    Hazards { event, susceptibility, giving_up, fading }
}

/// Adds the relationship-practice-weeks at risk with at least one source, by locus.
fn count_exposure(world: &World, block: usize, exposure: &Exposure, counts: &mut [u64; Locus::ALL.len()]) {
    let sources = exposure.sources(world, block);
    let rows = &world.rows[world.blocks[block].rows.clone()];
    let at_risk = at_risk(rows, &world.managers[block].portfolio, &sources);
    for (locus, at_risk) in [Locus::IntraPortfolio, Locus::InterPortfolio, Locus::WiderNetwork].iter().zip(&at_risk) {
        counts[locus.index()] += at_risk.0.iter().map(|&count| u64::from(count)).sum::<u64>();
    }
}

for_each_processor!(
    fn at_risk(rows: &[Row], portfolio: &Lanes<u32>, sources: &AtRisk) -> AtRisk {
        let mut at_risk = AtRisk::default();
        for (slot, row) in rows.iter().enumerate() {
            for lane in 0..LANES {
                let here = (slot as u32) < portfolio[lane];
                let open = choose_word(here, !(row.practices[lane] | row.lessons[lane]), 0);
                for locus in 0..3 {
                    at_risk[locus][lane] += (sources[locus][lane] & open).count_ones();
                }
            }
        }
        at_risk
    }
);
