//! Step 6. People: tenure, beliefs published, turnover with a labour market.

use darkside_lanes::{greater, lesser};

use super::elementary::exp;
use super::publish::standing;
use super::state::{Mind, World};

pub(crate) fn turn_over(world: &mut World, week: u32) {
    for manager in &mut world.managers {
        manager.tenure += 1.0;
        manager.beliefs.clone_from(&manager.next_beliefs);
        manager.known |= manager.in_use();
    }
    let chances: Vec<f32> = (0..world.managers.len()).map(|seat| leaves(world, seat)).collect();
    for (seat, chance) in chances.into_iter().enumerate() {
        if world.draws.turnover(week, seat) < chance {
            leave(world, seat, week);
            world.log.turnover += 1;
        }
    }
}

/// The probability that a manager leaves, given success as last published.
fn leaves(world: &World, seat: usize) -> f32 {
    let people = &world.of(seat).people;
    if people.turnover_low_value == 0.0 {
        return people.turnover;
    }
    let selected = -people.turnover_low_value * standing(world, seat);
    people.turnover * exp(lesser(greater(selected, -50.0), 50.0))
}

fn leave(world: &mut World, seat: usize, week: u32) {
    let parameters = *world.of(seat);
    let firm = &world.firms[world.managers[seat].firm];
    let newcomer = world.market.pop_front().unwrap_or_else(|| Mind {
        beliefs: vec![0.0; world.practices.len()],
        known: 0,
        tenure: 0.0,
        character: world.draws.character(week, seat, &parameters.enablers, firm.skill),
    });
    let manager = &mut world.managers[seat];
    for relationship in &mut manager.relationships {
        relationship.closeness *= parameters.people.handover;
        relationship.lessons = 0;
    }
    let leaver = Mind {
        beliefs: std::mem::replace(&mut manager.beliefs, newcomer.beliefs),
        known: manager.known,
        tenure: manager.tenure,
        character: [manager.learning, manager.absorptive, manager.scruples],
    };
    [manager.learning, manager.absorptive, manager.scruples] = newcomer.character;
    manager.tenure = newcomer.tenure;
    manager.carried = newcomer.known;
    manager.known = newcomer.known | manager.in_use();
    manager.person += 1;
    if world.draws.mobility(week, seat) < parameters.people.mobility {
        world.market.push_back(leaver);
    }
}
