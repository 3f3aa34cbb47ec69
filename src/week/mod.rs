//! What happens in a week: the numbered schedule of the model's section 3, and nothing else.
//!
//! Everything that crosses from one manager to another reads the state as published at the end of last week.
//! So a week is: strike (step 1), decide (steps 2 and 3, which change nothing that anybody reads), live (steps
//! 4 and 5, each portfolio by itself), close (step 6, in seat order). No order of processing can matter
//! before the close.

mod belief;
mod closeness;
mod contagion;
mod credibility;
mod dark_side;
mod decide;
mod effect;
mod event;
mod exposure;
mod hazard;
mod lapse;
mod life_cycle;
mod live;
mod mechanism;
mod people;
mod programme;
mod ties;
mod trigger;
mod uniforms;
mod value;

pub use event::WeekLog;
pub use lapse::audit_loss;
pub use uniforms::Workspace;

use crate::population::World;

/// One week of the model. What happened is added to `log`.
pub fn week(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) {
    // 1. Triggers: shocks, obsolescence, need.
    trigger::strike(world, week, workspace);
    // 2. Contagion and lapse; 3. beliefs. Both read the state as it is now.
    decide::decide(world, week, workspace, log);
    // 4. Relationship, from here on with the practices as step 2 left them; 5. life cycle.
    live::live(world, week, workspace, log);
    // 6. People; ties; then credibility, account means and the programme are published.
    people::turn_over(world, week, workspace, log);
    ties::decay_and_rewire(world, week, workspace);
    publish(world);
    programme::renew(world, week);
}

/// Publishes what managers see of each other from now on.
pub fn publish(world: &mut World) {
    credibility::publish_portfolios(world);
    credibility::publish_credibility(world);
    world.accounts.publish(&world.blocks, &world.managers, &world.rows);
}

/// Values of week 0: e = y, and v̄ = ṽ without noise; then everything is published.
pub fn begin(world: &mut World) {
    value::begin(world);
    publish(world);
}
