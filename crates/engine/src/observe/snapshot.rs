//! State at four moments, for pictures of networks and of the inverted U.

use crate::population::{NO_CONTACT, World};
use crate::practice::Phase;
use crate::record::{Alignment, RelationshipState, Snapshot, TieState};
use crate::week::alignment;

/// The most relationships that a recorded snapshot holds: whole portfolios, from the first seat on.
pub(super) const MOST: usize = 10_000;

/// The four moments of a run: after a fifth, a half, three quarters, and at its end.
pub(super) fn moments(weeks: u32) -> [u32; 4] {
    [weeks / 5, weeks / 2, weeks / 4 * 3 + weeks % 4 * 3 / 4, weeks]
}

/// Takes the world's state at the end of `week`, whole portfolios from the first seat on, with at most `most` relationships; vacant slots
/// are left out.
pub(super) fn take(world: &World, week: u32, most: usize) -> Snapshot {
    let mut snapshot = Snapshot { week, relationships: Vec::new(), ties: Vec::new() };
    let mut last_seat = 0;
    'managers: for (b, block) in world.blocks.iter().enumerate() {
        for lane in 0..block.count {
            let portfolio = world.managers[b].portfolio[lane] as usize;
            if snapshot.relationships.len() + portfolio > most {
                break 'managers;
            }
            last_seat = block.first_seat + lane as u32;
            let rows = block.rows.start..block.rows.start + portfolio;
            let there = rows.filter(|&row| !world.rows[row].vacant(lane));
            snapshot.relationships.extend(there.map(|row| state(world, b, row, lane)));
        }
    }
    for seat in (0..world.seats()).take_while(|&seat| seat <= last_seat) {
        let (_, lane) = world.locate(seat);
        for (row, target) in world.contacts(seat).filter(|&(_, target)| target != NO_CONTACT && target <= last_seat) {
            let tie = &world.ties[row];
            snapshot.ties.push(TieState { source: seat, target, weight: tie.weight[lane], inside: tie.inside(lane) });
        }
    }
    snapshot
}

fn state(world: &World, block: usize, row: usize, lane: usize) -> RelationshipState {
    let (relationships, shown) = (&world.rows[row], &world.shown[row]);
    RelationshipState {
        case: world.case(block, row, lane),
        firm: world.blocks[block].firms[lane],
        office: world.managers[block].office[lane],
        account: relationships.account[lane],
        closeness: relationships.closeness[lane],
        value: relationships.value[lane],
        visible_value: relationships.visible[lane],
        phase: Phase::ALL[shown.phase(lane) as usize],
        alignment: Alignment::ALL[alignment(relationships, shown, lane) as usize],
        intensities: std::array::from_fn(|effect| relationships.dark[effect][lane]),
        flags: shown.flags(lane),
        practices: shown.practices[lane],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::generate;
    use crate::scenario::{Request, load};

    #[test]
    fn the_moments_are_a_fifth_a_half_three_quarters_and_the_end() {
        assert_eq!(moments(260), [52, 130, 195, 260]);
        assert_eq!(moments(10), [2, 5, 7, 10]);
        assert_eq!(moments(103), [20, 51, 77, 103]);
    }

    #[test]
    fn it_is_filled_to_the_last_relationship() {
        let of = |managers: u32| {
            let set = [format!("population.managers={managers}"), "population.firms=1".into()];
            let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
            take(&generate(&scenario, 1), 0, MOST).relationships.len()
        };
        assert_eq!([1249, 1250, 1251].map(of), [9_992, MOST, MOST]);
    }

    #[test]
    fn vacant_slots_are_no_relationships() {
        let set = ["population.managers=30".into(), "population.firms=1".into(), "run.weeks=52".into()];
        let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
        let mut simulation = crate::run::Simulation::begin(&scenario, 1, false);
        (0..52).for_each(|_| simulation.step());
        let vacant = simulation.series()
            [crate::record::metrics(&scenario.practices).iter().position(|metric| metric.name == "vacancies").unwrap()]
            [52];
        let there = take(simulation.world(), 52, MOST).relationships.len();
        assert!(vacant > 0.0);
        assert_eq!(there, 240 - (240.0 * vacant).round() as usize);
    }
}
