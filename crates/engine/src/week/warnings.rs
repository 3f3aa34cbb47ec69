//! Before the steps: warnings (model, section 7). Managers who know that a practice has done harm
//! warn others, who then hold a lesson.

use crate::population::World;
use crate::week::contagion::hazard::capped;
use darkside_draws::Purpose;
use darkside_lanes::bits;

/// Lets managers hear warnings, over their ties and from their firms' lists.
pub fn warn(world: &mut World, week: u32) {
    let warns =
        |parameters: &crate::parameter::Parameters| parameters.contagion.warn > 0.0 || parameters.programme.warn > 0.0;
    if !world.firms.iter().any(|firm| warns(&firm.parameters)) {
        return;
    }
    let informed: Vec<u32> = (0..world.seats()).map(|seat| informed(world, seat)).collect();
    for seat in 0..world.seats() {
        let lessons = heard(world, seat, week, &informed);
        if lessons != 0 {
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

/// The practices of which a manager hears this week that they have done harm.
fn heard(world: &World, seat: u32, week: u32, informed: &[u32]) -> u32 {
    let firm = world.firm_of(seat);
    let parameters = &firm.parameters;
    let (_, lane) = world.locate(seat);
    let listed = if firm.campaigning_in(week) { firm.warnings } else { 0 };
    let told = |told, (_, contact): (usize, u32)| told | informed[contact as usize];
    let possible = world.contacts(seat).fold(listed, told);
    let (over_ties, from_list) = (capped(parameters.contagion.warn), capped(parameters.programme.warn));
    let hears = |&practice: &usize| {
        let mut weight = 0.0;
        for (row, contact) in
            world.contacts(seat).filter(|&(_, contact)| informed[contact as usize] >> practice & 1 != 0)
        {
            let tie = &world.ties[row];
            debug_assert_eq!(tie.contact(lane), contact);
            weight += if tie.inside(lane) {
                tie.weight[lane] * parameters.enablers.learning_climate
            } else {
                tie.weight[lane]
            };
        }
        let from_list = if listed >> practice & 1 != 0 { from_list } else { 0.0 };
        let hazard = over_ties * weight + from_list;
        let u = world.draws_about[practice].subject(Purpose::Warning, week, 0, seat).uniform();
        hazard > 0.0 && u < -libm::expm1f(-hazard)
    };
    bits(possible).filter(hears).fold(0, |heard, practice| heard | 1 << practice)
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
