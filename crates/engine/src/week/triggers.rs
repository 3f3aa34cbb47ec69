//! Step 1. Triggers: relationship and environment volatility, and the need that follows (S0).

use crate::parameter::Triggers;
use crate::population::{Block, BlockMut, Common, Row, World};
use crate::week::sheets::Sheets;
use darkside_draws::{Draws, Purpose, Sheet, normal_lanes};
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, choose, clamp01, lesser};

/// Shocks firms and practices.
pub(crate) fn strike(world: &mut World, week: u32, environment: &mut Sheet, obsolescence: &mut Vec<f32>) {
    environment.fill(&world.draws, Purpose::Environment, week, 0..world.firms.len() as u32, 1);
    for (firm, position) in world.firms.iter_mut().zip(0..) {
        firm.shocked = environment.of(position, 0) < firm.parameters.triggers.environment_shock;
    }
    suggest(world, week);
    age_practices(world, week, obsolescence);
}

/// Suggests practices to firms and offices: what clients demand and consultants sell reaches many at once.
fn suggest(world: &mut World, week: u32) {
    let World { firms, office_firms, draws_about, fashions, .. } = world;
    let counts = [firms.len(), office_firms.len(), draws_about.len()];
    let of_firm =
        firms.iter().zip(0..).map(|(firm, position)| (0, position, firm, firm.parameters.triggers.firm_fashion));
    let of_office = office_firms.iter().zip(0..).map(|(&firm, office)| {
        let firm = &firms[firm as usize];
        (1, office, firm, firm.parameters.triggers.office_fashion)
    });
    for (to, (slot, number, firm, chance)) in of_firm.chain(of_office).enumerate() {
        for (practice, draws) in draws_about.iter().enumerate().filter(|_| chance > 0.0) {
            if draws.subject(Purpose::Fashion, week, slot, number).uniform() < chance {
                let last = week as i32 + firm.parameters.triggers.fashion_weeks as i32 - 1;
                fashions.suggest(to, practice, last, counts);
            }
        }
    }
    fashions.begin_week(week as i32);
}

/// Shocks a block's relationships, and draws the week's noise in what is seen of them.
pub(crate) fn strike_relationships(own: &mut BlockMut, common: &Common, sheets: &Sheets, noise: &mut Vec<Lanes<f32>>) {
    let parameters = &own.firm.parameters;
    let mut struck = Lanes::default();
    for lane in 0..LANES {
        struck[lane] = u32::from(common.firms[own.block.firms[lane] as usize].shocked);
    }
    shock(own.rows, own.block, &sheets.counterpart, &parameters.triggers, &struck);
    noise.clear();
    noise.resize(own.rows.len(), Lanes::default());
    if parameters.value.noise > 0.0 {
        blur(noise, own.block, &sheets.noise, parameters.value.noise);
    }
}

for_each_processor!(
    /// Draws the noise of a block's relationships, by slot.
    fn blur(noise: &mut [Lanes<f32>], block: &Block, uniforms: &Sheet, deviation: f32) {
        for (slot, noise) in noise.iter_mut().enumerate() {
            let normals = normal_lanes(&uniforms.lanes(block.first_seat, slot));
            for lane in 0..LANES {
                noise[lane] = deviation * normals[lane];
            }
        }
    }
);

fn age_practices(world: &mut World, week: u32, chances: &mut Vec<f32>) {
    // Practices are everybody's: their parameters have the scope of the world and are the same in every firm.
    let triggers = &world.firms[0].parameters.triggers;
    Draws::first_of_each(&world.draws_about, Purpose::Obsolescence, week, 0, 0, chances);
    for (efficacy, &chance) in world.efficacy.iter_mut().zip(chances.iter()) {
        *efficacy += triggers.obsolete_recovery * (1.0 - *efficacy);
        if chance < triggers.obsolescence {
            *efficacy = triggers.obsolete_efficacy;
        }
    }
    world.repertoire.set_efficacy(&world.practices, &world.efficacy);
}

for_each_processor!(
    /// Lets shocks fade, and strikes where a customer's contact changes or the manager's firm is struck.
    fn shock(rows: &mut [Row], block: &Block, uniforms: &Sheet, triggers: &Triggers, struck: &Lanes<u32>) {
        for (slot, row) in rows.iter_mut().enumerate() {
            // Where no contact changes there may be no numbers.
            let changing = triggers.counterpart_turnover > 0.0;
            let draws = if changing { uniforms.lanes(block.first_seat, slot) } else { Lanes::all(1.0) };
            for lane in 0..LANES {
                let faded = row.shock[lane] * (1.0 - triggers.shock_fade);
                let contact_changes = draws[lane] < triggers.counterpart_turnover;
                let kept = choose(contact_changes, 1.0 - triggers.counterpart_damage, 1.0);
                row.closeness[lane] *= kept;
                row.shock[lane] = choose(contact_changes | (struck[lane] != 0), 1.0, faded);
            }
        }
    }
);

/// Need N_r of a relationship for new practices.
#[inline(always)]
pub(crate) fn need(triggers: &Triggers, expectation: f32, value: f32, shock: f32) -> f32 {
    let gap = clamp01((expectation - value) * (1.0 / triggers.gap_scale));
    lesser(triggers.need_max, triggers.need_base + triggers.need_gap * gap + triggers.need_shock * shock)
}
