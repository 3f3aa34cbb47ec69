//! Before the steps: what replaces contagion (section 4).

use darkside_engine::parameter::Yoke;
use darkside_engine::record::{Adoption, Locus, Mechanism};
use darkside_lanes::greater;

use super::contagion::{acceptance, reach, susceptibility};
use super::draws::Subject;
use super::state::{Arrived, World, has};

/// How often each practice was taken up in a week, not counting introductions.
pub(crate) fn count(world: &World, week: u32) -> Vec<usize> {
    let rows = || world.log.ledger.iter().filter(|row| row.week == week && row.mechanism != Mechanism::Introduction);
    (0..world.practices.len()).map(|p| rows().filter(|row| usize::from(row.practice) == p).count()).collect()
}

/// Has as many practices taken up in a world that has no contagion of its own.
pub(crate) fn replace(world: &mut World, yoke: Yoke, counts: &[usize], week: u32) {
    for firm in &mut world.firms {
        let contagion = &mut firm.parameters.contagion;
        (contagion.spontaneous, contagion.association, contagion.programme) = (0.0, 0.0, 0.0);
        (contagion.intra_imitation, contagion.intra_learning) = (0.0, 0.0);
        (contagion.inter_imitation, contagion.inter_learning) = (0.0, 0.0);
    }
    match yoke {
        Yoke::No => {}
        Yoke::Practice => {
            for (p, &count) in counts.iter().enumerate() {
                let mut draws = world.draws.yoke(week, Some(p));
                for _ in 0..count {
                    take_up(world, &[(p, 1.0)], false, &mut draws, week);
                }
            }
        }
        Yoke::Total => {
            let weights: Vec<(usize, f32)> =
                world.practices.iter().enumerate().map(|(p, practice)| (p, practice.spontaneous)).collect();
            let mut draws = world.draws.yoke(week, None);
            for _ in 0..counts.iter().sum() {
                take_up(world, &weights, true, &mut draws, week);
            }
        }
    }
}

/// One of these practices is taken up somewhere; with `drawn`, random numbers decide which.
fn take_up(world: &mut World, weights: &[(usize, f32)], drawn: bool, draws: &mut Subject, week: u32) {
    let Some((seat, slot, p)) = by_trial(world, weights, drawn, draws).or_else(|| by_list(world, weights, draws))
    else {
        return;
    };
    let target = world.case(seat, slot);
    let (mechanism, locus) = (Mechanism::Spontaneous, Locus::Origin);
    let relationship = &mut world.managers[seat].relationships[slot];
    relationship.practices |= 1 << p;
    relationship.origins[p] = Arrived { mechanism, locus, from_dark: false };
    world.log.totals.adoptions[mechanism.index()][locus.index()] += 1;
    let practice = p as u8;
    world.log.ledger.push(Adoption { week, practice, mechanism, locus, target, source: None, source_flags: 0 });
}

/// S, if the practice can be taken up.
fn chance(world: &World, seat: usize, slot: usize, p: usize) -> f32 {
    let Some(relationship) = world.managers[seat].relationships.get(slot) else { return 0.0 };
    if relationship.vacant() || has(relationship.practices | relationship.lessons, p) {
        return 0.0;
    }
    susceptibility(world, seat, slot) * acceptance(world, seat, p)
}

/// A random practice and place, accepted in proportion to S; `None` after 4,096 attempts.
fn by_trial(
    world: &World,
    weights: &[(usize, f32)],
    drawn: bool,
    draws: &mut Subject,
) -> Option<(usize, usize, usize)> {
    let mut sum = 0.0;
    for (_, weight) in weights {
        sum += weight;
    }
    let most = world.firms.iter().fold(0.0, |most, firm| greater(most, firm.parameters.triggers.need_max));
    for _ in 0..4096 {
        let target = if drawn { draws.uniform() * sum } else { 0.0 };
        let practice = reach(target, weights.iter().copied());
        let (seat, slot) = (draws.below(world.managers.len() as u32) as usize, draws.below(world.stride) as usize);
        let u = draws.uniform();
        let p = practice?;
        if u * most < chance(world, seat, slot, p) {
            return Some((seat, slot, p));
        }
    }
    None
}

/// Drawn from the list of all candidates, in the order of seats, slots and the catalogue.
fn by_list(world: &World, weights: &[(usize, f32)], draws: &mut Subject) -> Option<(usize, usize, usize)> {
    let mut all = Vec::new();
    for (seat, slot) in world.places() {
        for &(p, weight) in weights {
            all.push(((seat, slot, p), f64::from(weight * chance(world, seat, slot, p))));
        }
    }
    all.retain(|&(_, chance)| chance > 0.0);
    let mut sum = 0.0;
    for (_, chance) in &all {
        sum += chance;
    }
    let target = f64::from(draws.uniform()) * sum;
    let mut cumulated = 0.0;
    for (place, chance) in &all {
        cumulated += chance;
        if cumulated > target {
            return Some(*place);
        }
    }
    all.last().map(|&(place, _)| place)
}
