//! What is observed at the end of a week: the series except for its correlations, and transitions (section 9).

use darkside_engine::record::Cause;

use super::contagion::held;
use super::state::{Relationship, World, has};

pub(crate) fn observe(world: &mut World, week: u32) {
    note_transitions(world, week);
    let all: Vec<&Relationship> = world.managers.iter().flat_map(|manager| &manager.relationships).collect();
    let count = all.len() as f64;
    let share = |holds: &dyn Fn(&Relationship) -> bool| all.iter().filter(|r| holds(r)).count() as f64 / count;
    let mut row = vec![
        mean(world, |_, (_, r)| r.value),
        mean(world, |_, (_, r)| r.visible),
        mean(world, dark_cost),
        mean(world, |_, (_, r)| r.closeness),
        share(&|r| r.flags != 0),
    ];
    row.extend((0..6).map(|k| share(&|r| has(r.flags, k))));
    row.extend((0..world.practices.len()).map(|p| share(&|r| has(r.practices, p))));
    row.extend((0..4).map(|phase| share(&|r| r.phase == phase && !r.vacant())));
    row.extend((0..4).map(|alignment| share(&|r| self::alignment(r) == alignment)));
    let log = &world.log;
    let given_up = log.lapses.iter().rev().take_while(|row| row.week == week).filter(|row| row.cause != Cause::Ended);
    row.extend([
        log.ledger.iter().rev().take_while(|row| row.week == week).count() as f64,
        given_up.count() as f64,
        log.onsets.iter().rev().take_while(|row| row.week == week).count() as f64,
        log.dissolutions as f64,
        log.turnover as f64,
        share(&|r| r.vacant()),
        mean(world, |_, (_, r)| if r.vacant() { r.expectation } else { 0.0 }),
        mean(world, |_, (_, r)| r.value) - costs(world, week) / count,
    ]);
    world.log.series.push(row);
}

/// The total cost of safeguards, firm by firm.
fn costs(world: &World, week: u32) -> f64 {
    let mut total = 0.0;
    for (f, firm) in world.firms.iter().enumerate() {
        let parameters = &firm.parameters;
        let (costs, lapse) = (&parameters.costs, &parameters.lapse);
        let of_firm = world.managers.iter().filter(|manager| manager.firm == f);
        let relationships: usize = of_firm.map(|manager| manager.relationships.len()).sum();
        let mut each = f64::from(costs.audit) * -libm::expm1(-f64::from(held(lapse.audit)));
        if parameters.contagion.programme > 0.0 {
            each += f64::from(costs.screening) * f64::from(parameters.programme.filter);
            if week > 0 && world.log.campaigned[f] {
                each += f64::from(costs.programme);
            }
        }
        let trained = world.log.trained.get(&f).copied().unwrap_or(0);
        total += relationships as f64 * each + trained as f64 * f64::from(costs.training);
    }
    total
}

/// Over each portfolio by slot, then over managers by seat.
fn mean(world: &World, of: impl Fn(&World, (usize, &Relationship)) -> f32 + Copy) -> f64 {
    let mut total = 0.0;
    let mut count = 0.0;
    for (seat, manager) in world.managers.iter().enumerate() {
        let mut sum = 0.0;
        for relationship in &manager.relationships {
            sum += f64::from(of(world, (seat, relationship)));
            count += 1.0;
        }
        total += sum;
    }
    total / count
}

/// Σ_k h_k d_k.
fn dark_cost(world: &World, (seat, relationship): (usize, &Relationship)) -> f32 {
    let harm = &world.of(seat).dark_side.harm;
    let mut cost = 0.0;
    for k in 0..6 {
        cost += harm[k] * relationship.dark[k];
    }
    cost
}

/// From week to week by slot, including those that stay the same.
fn note_transitions(world: &mut World, week: u32) {
    let now: Vec<(usize, usize)> =
        world.managers.iter().flat_map(|m| &m.relationships).map(|r| (r.phase, alignment(r))).collect();
    if week > 0 {
        for (before, now) in world.log.before.iter().zip(&now) {
            world.log.totals.phases[before.0][now.0] += 1;
            world.log.totals.alignments[before.1][now.1] += 1;
        }
    }
    world.log.before = now;
}

/// Opportunistic, else compensatory, else mutualistic, else passive: the position in `Alignment::ALL`.
fn alignment(relationship: &Relationship) -> usize {
    if has(relationship.flags, 0) {
        0
    } else if (relationship.supplier - relationship.customer).abs() >= 0.15 {
        1
    } else if relationship.closeness >= 0.5 {
        2
    } else {
        3
    }
}
