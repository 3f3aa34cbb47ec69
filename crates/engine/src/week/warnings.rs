//! Before the steps: warnings (model, section 7). Managers who know that a practice has done harm
//! warn others, who then hold a lesson.

use crate::parameter::Parameters;
use crate::population::World;
use crate::practice::MOST_PRACTICES;
use crate::week::Workspace;
use crate::week::contagion::hazard::capped;
use darkside_draws::Purpose;
use darkside_lanes::{LANES, Lanes, bits};

/// Lets managers hear warnings, over their ties and from their firms' lists.
pub fn warn(world: &mut World, week: u32, workspace: &mut Workspace) {
    let warns = |parameters: &Parameters| parameters.contagion.warn > 0.0 || parameters.programme.warn > 0.0;
    if !world.firms.iter().any(|firm| warns(&firm.parameters)) {
        return;
    }
    let informed = &mut workspace.informed;
    informed.clear();
    informed.extend((0..world.seats()).map(|seat| self::informed(world, seat)));
    for block in 0..world.blocks.len() {
        let (first, count) = (world.blocks[block].first_seat, world.blocks[block].count);
        let heard = heard(world, block, week, informed);
        for (seat, &lessons) in (first..).zip(&heard[..count]).filter(|(_, lessons)| **lessons != 0) {
            teach(world, seat, lessons);
        }
    }
}

/// The practices of which a manager can warn: known ones on which a relationship holds a lesson.
pub(crate) fn informed(world: &World, seat: u32) -> u32 {
    let (block, lane) = world.locate(seat);
    let rows = world.blocks[block].rows.clone().take(world.managers[block].portfolio[lane] as usize);
    world.profile(seat).known() & rows.fold(0, |lessons, row| lessons | world.rows[row].lessons[lane])
}

/// For each manager of a block, the practices of which they hear this week that they have done harm.
fn heard(world: &World, block: usize, week: u32, informed: &[u32]) -> [u32; LANES] {
    let (first, count) = (world.blocks[block].first_seat, world.blocks[block].count);
    let parameters = &world.firms[world.blocks[block].firm].parameters;
    let (over_ties, from_list) = (capped(parameters.contagion.warn), capped(parameters.programme.warn));
    // Tie weights to those who can warn, by practice and manager.
    let mut weights = [[0.0; LANES]; MOST_PRACTICES];
    let (mut possible, mut listed) = ([0; LANES], [0; LANES]);
    for (lane, seat) in (first..).take(count).enumerate() {
        let firm = world.firm_of(seat);
        listed[lane] = if firm.campaigning_in(week) { firm.warnings } else { 0 };
        possible[lane] = listed[lane];
        for (row, contact) in world.contacts(seat) {
            let told = informed[contact as usize];
            let tie = &world.ties[row];
            let inside = tie.inside(lane);
            let weight =
                if inside { tie.weight[lane] * parameters.enablers.learning_climate } else { tie.weight[lane] };
            bits(told).for_each(|practice| weights[practice][lane] += weight);
            possible[lane] |= told;
        }
    }
    let (slots, seats) = (Lanes::all(0), Lanes(std::array::from_fn(|lane| first + lane as u32)));
    let mut heard = [0; LANES];
    for practice in bits(possible[..count].iter().fold(0, |any, one| any | one)) {
        let uniforms = world.draws_about[practice].subjects(Purpose::Warning, week, slots, seats).uniforms();
        for lane in (0..count).filter(|&lane| possible[lane] >> practice & 1 != 0) {
            let from_list = if listed[lane] >> practice & 1 != 0 { from_list } else { 0.0 };
            let hazard = over_ties * weights[practice][lane] + from_list;
            // The probability is below the hazard: mostly that settles it.
            if uniforms[lane] < 2.0 * hazard && uniforms[lane] < -libm::expm1f(-hazard) {
                heard[lane] |= 1 << practice;
            }
        }
    }
    heard
}

/// All relationships of a manager hold lessons on these practices.
fn teach(world: &mut World, seat: u32, lessons: u32) {
    let (block, lane) = world.locate(seat);
    for row in world.blocks[block].rows.clone().take(world.managers[block].portfolio[lane] as usize) {
        if !world.rows[row].vacant(lane) {
            world.rows[row].lessons[lane] |= lessons;
        }
    }
}
