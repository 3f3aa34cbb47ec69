//! Step 6. Ties: weights return to rest, and some ties are rewired.

use darkside_engine::parameter::Likeness;
use darkside_lanes::{lesser, positive};

use super::draws::Subject;
use super::state::{Firm, Tie, World};
use super::triggers::need;

/// Weight at rest.
pub(crate) fn rest(tie: &Tie, firm: &Firm) -> f32 {
    let ties = &firm.parameters.ties;
    match tie.imported {
        Some(weight) => weight,
        None if tie.inside && tie.same_office => ties.office_weight * firm.inside_factor,
        None if tie.inside => ties.firm_weight * firm.inside_factor,
        None => ties.outside_weight * firm.outside_factor,
    }
}

pub(crate) fn decay(world: &mut World) {
    for manager in &mut world.managers {
        let firm = &world.firms[manager.firm];
        for tie in &mut manager.ties {
            tie.weight += firm.parameters.ties.decay * (rest(tie, firm) - tie.weight);
        }
    }
}

/// All rewiring reads the contacts as they were before any rewiring.
pub(crate) fn rewire(world: &mut World, week: u32) {
    if world.ties_fixed {
        return;
    }
    let mut rewired = Vec::new();
    for seat in 0..world.managers.len() {
        let ties = world.of(seat).ties;
        let sought = ties.rewire + ties.seeking * trouble(world, seat);
        for t in 0..world.managers[seat].ties.len() {
            let u = world.draws.rewire(week, seat, t);
            if u < sought
                && let Some(contact) = new_contact(world, seat, t, week, u >= ties.rewire)
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

/// Every tie inside a firm that shuffles is redirected to a random colleague.
pub(crate) fn shuffle(world: &mut World, week: u32) {
    for seat in 0..world.managers.len() {
        let firm = &world.firms[world.managers[seat].firm];
        let colleagues: Vec<usize> = firm.seats.clone().filter(|&other| other != seat).collect();
        if !firm.parameters.ties.shuffle || colleagues.is_empty() {
            continue;
        }
        let mut draws = world.draws.shuffle(week, seat);
        for t in 0..world.managers[seat].ties.len() {
            if world.managers[seat].ties[t].inside {
                let contact = colleagues[draws.below(colleagues.len() as u32) as usize];
                let same_office = world.managers[seat].office == world.managers[contact].office;
                let tie = &mut world.managers[seat].ties[t];
                (tie.contact, tie.same_office) = (contact, same_office);
            }
        }
    }
}

/// Mean need of a manager's relationships beyond the base that all have.
fn trouble(world: &World, seat: usize) -> f32 {
    let triggers = &world.of(seat).triggers;
    let mut sum = 0.0;
    for relationship in &world.managers[seat].relationships {
        sum += need(triggers, relationship);
    }
    positive(sum / world.managers[seat].relationships.len() as f32 - triggers.need_base)
}

/// A contact that is `sought` is found by credibility alone.
fn new_contact(world: &World, seat: usize, tie: usize, week: u32, sought: bool) -> Option<usize> {
    let ([closes, first, second], mut draws) = world.draws.new_contact(week, seat, tie);
    let manager = &world.managers[seat];
    let inside = manager.ties[tie].inside;
    if closes < world.of(seat).ties.closure && !sought {
        let friend = random_contact(world, seat, first)?;
        if let Some(candidate) = random_contact(world, friend, second) {
            let same_firm = world.managers[candidate].firm == manager.firm;
            if candidate != seat && same_firm == inside {
                return Some(candidate);
            }
        }
    }
    let focus = if sought { world.of(seat).ties.seeking_focus } else { 1.0 };
    by_credibility(world, seat, inside, focus, &mut draws)
}

/// exp(−h · D); 1 without homophily.
fn likeness(world: &World, seat: usize, other: usize) -> f32 {
    let ties = &world.of(seat).ties;
    if ties.homophily == 0.0 {
        return 1.0;
    }
    let (a, b) = (&world.managers[seat], &world.managers[other]);
    let distance = match ties.homophily_by {
        Likeness::Orientation => (a.learning - b.learning).abs(),
        Likeness::Tenure => lesser(1.0, (a.tenure - b.tenure).abs() / 260.0),
        Likeness::Practices => {
            let (all, both) = (a.in_use() | b.in_use(), a.in_use() & b.in_use());
            if all == 0 { 0.0 } else { 1.0 - both.count_ones() as f32 / all.count_ones() as f32 }
        }
        Likeness::Office => f32::from(u8::from(a.firm != b.firm || a.office != b.office)),
    };
    libm::expf(-(ties.homophily * distance))
}

fn random_contact(world: &World, seat: usize, u: f32) -> Option<usize> {
    let ties = &world.managers[seat].ties;
    let chosen = (u * ties.len() as f32) as usize;
    ties.get(chosen).or(ties.last()).map(|tie| tie.contact)
}

/// In proportion to a power of credibility among all managers on that side, by rejection; after 10,000 attempts the
/// last candidate.
fn by_credibility(world: &World, seat: usize, inside: bool, focus: f32, draws: &mut Subject) -> Option<usize> {
    let firm = world.managers[seat].firm;
    let on_side = |&other: &usize| other != seat && (world.managers[other].firm == firm) == inside;
    let candidates: Vec<usize> = (0..world.managers.len()).filter(on_side).collect();
    if candidates.is_empty() {
        return None;
    }
    let greatest = |of: &mut dyn Iterator<Item = f32>| of.fold(0.0, |most, one| if one > most { one } else { most });
    let most = if world.firms.iter().any(|firm| firm.parameters.enablers.relative_credibility) {
        greatest(&mut world.managers.iter().map(|manager| manager.credibility))
    } else {
        greatest(&mut world.firms.iter().map(|firm| 4.0 * (1.0 + firm.parameters.enablers.seniority)))
    };
    let mut candidate = seat;
    for _ in 0..10_000 {
        candidate = candidates[draws.below(candidates.len() as u32) as usize];
        let (u, credibility) = (draws.uniform(), world.managers[candidate].credibility);
        let alike = likeness(world, seat, candidate);
        let accepted = if focus == 1.0 {
            u * most < credibility * alike
        } else {
            u < libm::powf(credibility / most, focus) * alike
        };
        if accepted {
            break;
        }
    }
    Some(candidate)
}
