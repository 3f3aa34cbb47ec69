//! What would have happened: a copy of a simulated world in which somebody's use of a practice is set by hand.

use std::sync::Arc;

use crate::population::{World, open};
use crate::record::Mechanism;
use crate::run::{Life, Simulation};
use crate::scenario::Scenario;
use crate::week::{WeekLog, Workspace, adopt, publish};

/// A copy of a simulation's world that goes its own way, unrecorded. All random numbers stay those of the simulation, so two
/// branches differ only by what was set in them.
///
/// ```
/// use darkside_engine::{branch::Branch, run::Simulation, scenario::{Request, load}};
/// let simulation = Simulation::begin(load(&Request::of("baseline"))?, 1, false);
/// let [mut with, mut without] = [true, false].map(|uses| {
///     let mut branch = Branch::of(&simulation);
///     branch.set_use(7, 0, uses);
///     branch
/// });
/// for _ in 0..10 {
///     with.step();
///     without.step();
/// }
/// assert!(with.world().profile(7).uses() & 1 >= without.world().profile(7).uses() & 1);
/// # Ok::<(), darkside_error::Error>(())
/// ```
#[derive(Clone)]
pub struct Branch {
    scenario: Arc<Scenario>,
    life: Life,
    week: u32,
}

impl Branch {
    /// A branch of a simulation at its week. Where contagion is replaced (`contagion.yoke`), nothing replaces it any more.
    pub fn of(simulation: &Simulation) -> Self {
        let (scenario, life) = simulation.parts();
        Self { scenario: Arc::clone(scenario), life: life.clone(), week: simulation.week() }
    }

    /// Sets whether the manager of a seat uses a practice: in the first relationship that is free to take it up, if none uses it
    /// yet, or in none. Nobody learns a lesson by it, and others see it at once. Returns whether it is so now: it is not where no
    /// relationship is free.
    pub fn set_use(&mut self, seat: u32, practice: usize, uses: bool) -> bool {
        let world = &mut self.life.world;
        let (block, lane) = world.locate(seat);
        let first = world.blocks[block].rows.start;
        let rows = first..first + world.portfolio_of(seat) as usize;
        let used = |world: &World, row: usize| world.shown[row].practices[lane] >> practice & 1 != 0;
        if !uses {
            for row in rows {
                world.shown[row].practices[lane] &= !(1 << practice);
            }
        } else if !rows.clone().any(|row| used(world, row)) {
            let free = |row: &usize| open(&world.rows[*row], &world.shown[*row])[lane] >> practice & 1 != 0;
            let Some(row) = rows.clone().find(free) else { return false };
            adopt(world, (seat, row - first), practice, Mechanism::Introduction, self.week, &mut WeekLog::default());
        }
        publish(world);
        self.life.workspace.forget_totals();
        true
    }

    /// Lives one more week.
    pub fn step(&mut self) {
        self.week += 1;
        self.life.live(&self.scenario, self.week, None, &mut WeekLog::default());
    }

    /// The week at whose end the world is.
    pub fn week(&self) -> u32 {
        self.week
    }

    /// The state at the end of that week.
    pub fn world(&self) -> &World {
        &self.life.world
    }
}

/// Between two weeks a workspace holds only totals, which a branch recomputes.
impl Clone for Life {
    fn clone(&self) -> Self {
        Self { world: self.world.clone(), workspace: Workspace::new(1), intervened: self.intervened }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, load};

    fn simulation(set: &[&str], weeks: u32) -> Simulation {
        let set: Vec<String> = set.iter().map(|&one| one.to_owned()).collect();
        let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
        let mut simulation = Simulation::begin(scenario, 5, false);
        (0..weeks).for_each(|_| simulation.step());
        simulation
    }

    fn uses(world: &World) -> Vec<u32> {
        (0..world.seats()).map(|seat| world.profile(seat).uses()).collect()
    }

    #[test]
    fn a_branch_in_which_nothing_is_set_goes_the_way_of_its_simulation() {
        let mut simulation = simulation(&["people.turnover=0.02"], 30);
        let mut branch = Branch::of(&simulation);
        for _ in 0..30 {
            simulation.step();
            branch.step();
        }
        assert_eq!((branch.week(), uses(branch.world())), (60, uses(simulation.world())));
    }

    #[test]
    fn use_is_set_and_taken_away_and_only_those_who_look_there_notice_within_a_week() {
        let simulation = simulation(&["contagion.association=0"], 30);
        let [mut with, mut without] = [true, false].map(|on| {
            let mut branch = Branch::of(&simulation);
            assert!(branch.set_use(9, 2, on));
            assert_eq!(branch.world().profile(9).uses() >> 2 & 1 == 1, on);
            branch
        });
        with.step();
        without.step();
        let looks = |seat: u32| with.world().contacts(seat).any(|(_, contact)| contact == 9) || seat == 9;
        for (seat, (one, other)) in uses(with.world()).into_iter().zip(uses(without.world())).enumerate() {
            assert!(one == other || looks(seat as u32), "seat {seat} noticed");
        }
    }
}
