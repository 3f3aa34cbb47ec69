//! What happens in a week: the numbered schedule of the model's section 3, and nothing else.
//!
//! Everything that crosses from one manager to another reads the state as published at the end of last week.
//! So a week is two passes over blocks of managers and a short close. The first pass (`decide`) changes nothing that
//! anybody else reads; then the sparse events take effect; the second (`live`) writes each block's own state and what
//! of it is published. No order of processing can matter, and each block's state stays in cache while all the
//! steps of a pass go over it.

mod belief;
mod closeness;
mod contact;
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
mod tally;
mod ties;
mod trigger;
mod value;
mod workspace;

pub use event::WeekLog;
pub use lapse::audit_loss;
pub use workspace::Workspace;

use crate::population::World;

/// One week of the model. What happened is added to `log`.
pub fn week(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) {
    // 1. Triggers: firms and practices are struck.
    trigger::strike(world, week, workspace);
    // First pass, block by block, over the state as published:
    // 1. relationships are struck; 2. contagion and lapse: who has which event; 3. beliefs.
    decide::decide(world, week, workspace, log);
    // 2. and 3. take effect.
    live::carry_out(world, week, &workspace.events, log);
    people::publish_beliefs(world);
    // Second pass, block by block: 4. relationship; 5. life cycle; 6. people leave, ties decay, portfolios are published.
    live::live(world, week, workspace, log);
    // 6. The close: rewiring; then credibility, account means and the programme are published.
    ties::rewire_chosen(world, &mut workspace.rewirings);
    credibility::publish_credibility(world);
    world.accounts.publish();
    programme::renew(world, week);
}

/// Publishes what managers see of each other from now on, outside a week: at its beginning, and after an act.
pub fn publish(world: &mut World) {
    let mut census = credibility::Census::default();
    world.accounts.begin();
    for block in 0..world.blocks.len() {
        live::publish_block(world, block, &mut census);
    }
    census.publish(&mut world.published);
    credibility::publish_credibility(world);
    world.accounts.publish();
}

/// Values of week 0: e = y, and v̄ = ṽ without noise; then everything is published.
pub fn begin(world: &mut World) {
    value::begin(world);
    publish(world);
}
