//! Step 2. Contagion: a manager's exposure, the hazards of taking up, and where a practice comes from.

use darkside_engine::parameter::{Rule, Spread};
use darkside_engine::practice::Class;
use darkside_engine::record::{Locus, Mechanism};
use darkside_lanes::{clamp01, greater, lesser, positive};

use super::draws::Subject;
use super::elementary::exp;
use super::state::{World, has};
use super::triggers::need;

/// The stored value of an infinite hazard, and the value from which a hazard counts as infinite (section 12).
const SURE: f32 = 1e25;
const NEARLY_SURE: f32 = 1e15;

/// The mechanisms that compete, in the order of section 4's table.
pub(crate) const MECHANISMS: [Mechanism; 7] = [
    Mechanism::Spontaneous,
    Mechanism::IntraImitation,
    Mechanism::IntraLearning,
    Mechanism::InterImitation,
    Mechanism::InterLearning,
    Mechanism::Association,
    Mechanism::Programme,
];

pub(crate) fn held(hazard: f32) -> f32 {
    if hazard < SURE { hazard } else { SURE }
}

pub(crate) fn is_sure(hazard: f32) -> bool {
    hazard >= NEARLY_SURE
}

/// n: how many of a manager's relationships use a practice.
pub(crate) fn users(world: &World, seat: usize, practice: usize) -> usize {
    world.managers[seat].relationships.iter().filter(|r| has(r.practices, practice)).count()
}

/// w̃ of a tie.
pub(crate) fn felt_weight(world: &World, seat: usize, tie: usize) -> f32 {
    let tie = &world.managers[seat].ties[tie];
    if tie.inside { tie.weight * world.of(seat).enablers.learning_climate } else { tie.weight }
}

/// Whether the contact over a tie uses a practice, as published.
fn contact_uses(world: &World, seat: usize, tie: usize, practice: usize) -> bool {
    has(world.managers[world.managers[seat].ties[tie].contact].uses, practice)
}

/// The practices that the campaign of a manager's firm spreads.
pub(crate) fn campaign(world: &World, seat: usize, week: u32) -> u32 {
    let firm = &world.firms[world.managers[seat].firm];
    if week as i32 <= firm.campaign_ends as i32 { firm.code } else { 0 }
}

/// N · room.
pub(crate) fn susceptibility(world: &World, seat: usize, slot: usize) -> f32 {
    let parameters = world.of(seat);
    let relationship = &world.managers[seat].relationships[slot];
    let capacity = parameters.contagion.capacity;
    let in_use = relationship.practices.count_ones() as f32;
    let room = if capacity == 0.0 { 1.0 } else { positive(1.0 - in_use / capacity) };
    need(&parameters.triggers, relationship) * room
}

pub(crate) fn acceptance(world: &World, seat: usize, practice: usize) -> f32 {
    let malpractice = world.practices[practice].class == Class::Malpractice;
    if malpractice { 1.0 - world.managers[seat].scruples } else { 1.0 }
}

/// Hazards of taking a practice up by mechanism, without need, room and acceptance.
pub(crate) fn hazards(world: &World, seat: usize, practice: usize, week: u32) -> [f32; 7] {
    let parameters = world.of(seat);
    let (contagion, enablers) = (&parameters.contagion, &parameters.enablers);
    let manager = &world.managers[seat];
    let known_practice = &world.practices[practice];
    let grasp = manager.learning * (1.0 - known_practice.complexity * (1.0 - manager.absorptive));
    let merit = clamp01(manager.beliefs[practice] * (1.0 / contagion.belief_full));
    let junior = 1.0 + enablers.junior_boost * exp(-manager.tenure / enablers.junior_weeks);
    let n = users(world, seat, practice) as f32;
    let remembered = if n == 0.0 && has(manager.known, practice) { contagion.recall } else { 0.0 };
    let (mut imitated, mut learned, mut weight_using, mut weight, mut pull) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (t, tie) in manager.ties.iter().enumerate() {
        weight += tie.weight;
        pull += felt_weight(world, seat, t) * world.managers[tie.contact].credibility;
        if contact_uses(world, seat, t, practice) {
            let felt = felt_weight(world, seat, t);
            imitated += felt * world.managers[tie.contact].credibility;
            learned += felt;
            weight_using += tie.weight;
        }
    }
    let inter_imitation = match contagion.rule {
        Rule::Hazard => held(held(contagion.inter_imitation) * enablers.blindness * grasp * junior * imitated),
        Rule::Share => {
            let share = if pull > 0.0 { imitated / pull } else { 0.0 };
            held(held(contagion.inter_imitation) * enablers.blindness * grasp * junior * share)
        }
        Rule::Threshold => {
            let enough = weight_using > 0.0 && weight_using >= contagion.threshold * weight;
            if enough && contagion.inter_imitation > 0.0 { SURE } else { 0.0 }
        }
    };
    let share = world.users[practice] as f32 / world.relationships as f32;
    let in_code = if has(campaign(world, seat, week), practice) { 1.0 } else { 0.0 };
    [
        held(contagion.spontaneous) * readiness(world, seat, practice, week),
        held(contagion.intra_imitation) * enablers.blindness * grasp * n,
        held(contagion.intra_learning) * grasp * merit * (n + remembered),
        inter_imitation,
        held(held(contagion.inter_learning) * grasp * merit * learned),
        held(contagion.association) * grasp * share,
        held(contagion.programme) * enablers.learning_climate * grasp * in_code,
    ]
}

/// Own spontaneous · A · F.
fn readiness(world: &World, seat: usize, practice: usize, week: u32) -> f32 {
    let parameters = world.of(seat);
    let mut ready = world.practices[practice].spontaneous;
    let affinity = parameters.enablers.affinity;
    if affinity != 0.0 {
        let mean = match parameters.enablers.learning_orientation {
            Spread::Same(number) => number,
            Spread::Beta { a, b, scale } => scale * a / (a + b),
        };
        let keen = affinity * (world.managers[seat].learning - mean);
        ready *= exp(lesser(greater(keen, -10.0), 10.0));
    }
    if suggested(world, seat, practice, week) {
        ready *= parameters.triggers.fashion_strength;
    }
    lesser(ready, 1e6)
}

/// Whether a practice is suggested to a manager's firm or office.
fn suggested(world: &World, seat: usize, practice: usize, week: u32) -> bool {
    let manager = &world.managers[seat];
    [(false, manager.firm), (true, manager.office as usize)]
        .into_iter()
        .any(|(office, which)| world.suggested.get(&(office, which, practice)).is_some_and(|&last| week as i32 <= last))
}

/// Where a practice comes from: locus, seat and slot of the source, slot of the tie.
pub(crate) struct Origin {
    pub locus: Locus,
    pub source: Option<(usize, usize)>,
    pub tie: Option<usize>,
}

pub(crate) fn origin(world: &World, seat: usize, practice: usize, mechanism: Mechanism, draws: &mut Subject) -> Origin {
    let from = |locus| Origin { locus, source: None, tie: None };
    match mechanism {
        Mechanism::Spontaneous | Mechanism::Fashion | Mechanism::Introduction => from(Locus::Origin),
        Mechanism::Programme => from(Locus::InterPortfolio),
        Mechanism::IntraLearning if users(world, seat, practice) == 0 => {
            let carried = has(world.managers[seat].carried, practice);
            from(if carried { Locus::WiderNetwork } else { Locus::IntraPortfolio })
        }
        Mechanism::IntraImitation | Mechanism::IntraLearning => {
            let portfolio = &world.managers[seat].relationships;
            let using: Vec<usize> = (0..portfolio.len()).filter(|&s| has(portfolio[s].practices, practice)).collect();
            let chosen = draws.below(using.len() as u32) as usize;
            Origin { locus: Locus::IntraPortfolio, source: using.get(chosen).map(|&slot| (seat, slot)), tie: None }
        }
        Mechanism::InterImitation | Mechanism::InterLearning => {
            through_a_tie(world, seat, practice, mechanism == Mechanism::InterImitation, draws)
        }
        Mechanism::Association => {
            Origin { locus: Locus::WiderNetwork, source: random_user(world, practice, draws), tie: None }
        }
    }
}

/// A tie drawn in proportion to w̃ or w̃κ, and its contact's best relationship.
fn through_a_tie(world: &World, seat: usize, practice: usize, by_credibility: bool, draws: &mut Subject) -> Origin {
    let ties = &world.managers[seat].ties;
    let mut pulls = vec![0.0; ties.len()];
    for t in 0..ties.len() {
        if contact_uses(world, seat, t, practice) {
            pulls[t] = felt_weight(world, seat, t);
            if by_credibility {
                pulls[t] *= world.managers[ties[t].contact].credibility;
            }
        }
    }
    let mut total = 0.0;
    for pull in &pulls {
        total += pull;
    }
    // Under the threshold rule a learning climate of 0 does not prevent copying: if no tie has w̃, w alone counts.
    if total == 0.0 {
        for t in 0..ties.len() {
            pulls[t] = if contact_uses(world, seat, t, practice) { ties[t].weight } else { 0.0 };
            total += pulls[t];
        }
    }
    let target = draws.uniform() * total;
    let Some(t) = reach(target, pulls.into_iter().enumerate()) else {
        return Origin { locus: Locus::InterPortfolio, source: None, tie: None };
    };
    let locus = if ties[t].inside { Locus::InterPortfolio } else { Locus::WiderNetwork };
    let contact = ties[t].contact;
    let mut best: Option<usize> = None;
    for (slot, relationship) in world.managers[contact].relationships.iter().enumerate() {
        let better = best.is_none_or(|b| relationship.remembered > world.managers[contact].relationships[b].remembered);
        if has(relationship.practices, practice) && better {
            best = Some(slot);
        }
    }
    Origin { locus, source: best.map(|slot| (contact, slot)), tie: Some(t) }
}

/// The first item at which the cumulated weights exceed the target; if none does, the last with a positive weight.
pub(crate) fn reach(target: f32, weights: impl Iterator<Item = (usize, f32)>) -> Option<usize> {
    let (mut cumulated, mut chosen) = (0.0, None);
    for (one, weight) in weights {
        if weight > 0.0 {
            cumulated += weight;
            chosen = Some(one);
            if cumulated > target {
                break;
            }
        }
    }
    chosen
}

/// A uniformly random relationship that uses a practice: by trial, and after 4,096 trials by counting.
fn random_user(world: &World, practice: usize, draws: &mut Subject) -> Option<(usize, usize)> {
    let uses = |&(seat, slot): &(usize, usize)| {
        let relationship = world.managers[seat].relationships.get(slot);
        relationship.is_some_and(|relationship| has(relationship.practices, practice))
    };
    for _ in 0..4096 {
        let candidate = (draws.below(world.managers.len() as u32) as usize, draws.below(world.stride) as usize);
        if uses(&candidate) {
            return Some(candidate);
        }
    }
    let all: Vec<_> = world.places().into_iter().filter(uses).collect();
    if all.is_empty() { None } else { Some(all[draws.below(all.len() as u32) as usize]) }
}

/// Whether an adoption that followed nobody's example is due to a suggestion.
pub(crate) fn is_fashion(world: &World, seat: usize, practice: usize, week: u32, draws: &mut Subject) -> bool {
    suggested(world, seat, practice, week) && draws.uniform() * world.of(seat).triggers.fashion_strength >= 1.0
}

/// Adds the relationship-practice-weeks at risk with at least one source, at each locus (section 9).
pub(crate) fn count_exposure(world: &mut World, week: u32) {
    let mut exposure = world.log.totals.exposure;
    for (seat, slot) in world.places() {
        let manager = &world.managers[seat];
        let contagion = &world.of(seat).contagion;
        let relationship = &manager.relationships[slot];
        if relationship.vacant() {
            continue;
        }
        for p in 0..world.practices.len() {
            if has(relationship.practices | relationship.lessons, p) {
                continue;
            }
            let used_here = has(manager.in_use(), p);
            let remembered = has(manager.known, p) && !used_here;
            let carried = has(manager.carried, p);
            let looked_at = |inside: bool| {
                let mut ties = (0..manager.ties.len()).filter(|&t| manager.ties[t].inside == inside);
                ties.any(|t| contact_uses(world, seat, t, p))
            };
            let campaigned = contagion.programme > 0.0 && has(campaign(world, seat, week), p);
            let met = contagion.association > 0.0 && world.users[p] > 0;
            let intra = used_here || remembered && !carried;
            let inter = looked_at(true) || campaigned;
            let wider = looked_at(false) || remembered && carried || met;
            exposure[Locus::IntraPortfolio.index()] += u64::from(intra);
            exposure[Locus::InterPortfolio.index()] += u64::from(inter);
            exposure[Locus::WiderNetwork.index()] += u64::from(wider);
        }
    }
    world.log.totals.exposure = exposure;
}
