//! Step 6. Ties: weights return to rest, and some ties are rewired.

use super::draws::Subject;
use super::state::{Firm, Tie, World};

/// Weight at rest.
fn rest(tie: &Tie, firm: &Firm) -> f32 {
    let ties = &firm.parameters.ties;
    match tie.imported {
        Some(weight) => weight,
        None if tie.inside && tie.same_office => ties.office_weight * firm.inside_factor,
        None if tie.inside => ties.firm_weight * firm.inside_factor,
        None => ties.outside_weight * firm.outside_factor,
    }
}

pub(super) fn decay(world: &mut World) {
    for manager in &mut world.managers {
        let firm = &world.firms[manager.firm];
        for tie in &mut manager.ties {
            tie.weight += firm.parameters.ties.decay * (rest(tie, firm) - tie.weight);
        }
    }
}

/// All rewiring reads the contacts as they were before any of it.
pub(super) fn rewire(world: &mut World, week: u32) {
    if world.ties_fixed {
        return;
    }
    let mut rewired = Vec::new();
    for seat in 0..world.managers.len() {
        for t in 0..world.managers[seat].ties.len() {
            if world.draws.rewire(week, seat, t) < world.of(seat).ties.rewire
                && let Some(contact) = new_contact(world, seat, t, week)
            {
                rewired.push((seat, t, contact));
            }
        }
    }
    for (seat, t, contact) in rewired {
        let same_office = world.managers[seat].office == world.managers[contact].office;
        let firm = &world.firms[world.managers[seat].firm];
        let tie = &mut world.managers[seat].ties[t];
        tie.contact = contact;
        tie.same_office = tie.inside && same_office;
        tie.imported = None;
        let ties = &firm.parameters.ties;
        tie.weight =
            if tie.inside { ties.firm_weight * firm.inside_factor } else { ties.outside_weight * firm.outside_factor };
    }
}

fn new_contact(world: &World, seat: usize, tie: usize, week: u32) -> Option<usize> {
    let ([closes, first, second], mut draws) = world.draws.new_contact(week, seat, tie);
    let manager = &world.managers[seat];
    let inside = manager.ties[tie].inside;
    if closes < world.of(seat).ties.closure {
        let friend = random_contact(world, seat, first)?;
        if let Some(candidate) = random_contact(world, friend, second) {
            let same_firm = world.managers[candidate].firm == manager.firm;
            if candidate != seat && same_firm == inside {
                return Some(candidate);
            }
        }
    }
    by_credibility(world, seat, inside, &mut draws)
}

fn random_contact(world: &World, seat: usize, u: f32) -> Option<usize> {
    let ties = &world.managers[seat].ties;
    let chosen = (u * ties.len() as f32) as usize;
    ties.get(chosen).or(ties.last()).map(|tie| tie.contact)
}

/// In proportion to credibility among all managers on that side, by rejection; after 10,000 attempts the last.
fn by_credibility(world: &World, seat: usize, inside: bool, draws: &mut Subject) -> Option<usize> {
    let firm = world.managers[seat].firm;
    let on_side = |&other: &usize| other != seat && (world.managers[other].firm == firm) == inside;
    let candidates: Vec<usize> = (0..world.managers.len()).filter(on_side).collect();
    if candidates.is_empty() {
        return None;
    }
    let most = world.firms.iter().fold(0.0, |most, firm| {
        let possible = 4.0 * (1.0 + firm.parameters.enablers.seniority);
        if possible > most { possible } else { most }
    });
    let mut candidate = seat;
    for _ in 0..10_000 {
        candidate = candidates[draws.below(candidates.len() as u32) as usize];
        if draws.uniform() * most < world.managers[candidate].credibility {
            break;
        }
    }
    Some(candidate)
}
