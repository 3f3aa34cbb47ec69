//! What happens in a week: the numbered schedule of the model's section 3, and nothing else.
//!
//! Everything that crosses from one manager to another reads the state as published at the end of last week.
//! So a week is two passes over blocks of managers and a short close. The first pass (`decide`) changes nothing that
//! anybody reads; in the second (`live`) events take effect and each block's own state is written, and what of it is
//! published. No order of processing can matter, each block's state stays in cache while all the steps of a pass go over
//! it, and several threads can share the blocks of a large population (`side_by_side`).

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
mod review;
mod side_by_side;
mod tally;
mod ties;
mod trigger;
mod value;
mod workspace;

pub use event::WeekLog;
pub use lapse::audit_loss;
pub use workspace::Workspace;

use crate::population::{Part, World};

/// One week of the model. What happened is added to `log`.
pub fn week(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) {
    // 1. Triggers: firms and practices are struck, then relationships.
    trigger::strike(world, week, workspace);
    let hands = &mut workspace.hands;
    side_by_side::parts(world, hands, |part, hand| trigger::strike_relationships(part, week, &mut hand.sheets));
    // First pass: 2. contagion and lapse, who has which event; 3. beliefs.
    hands.iter_mut().for_each(|hand| hand.begin(log));
    side_by_side::with_profiles(world, hands, |world, blocks, hand, next| {
        decide::decide(world, blocks, week, hand, next);
    });
    people::publish_beliefs(world);
    // Second pass: 2. events take effect; 4. relationship; 5. life cycle; 6. ties decay, portfolios are published.
    let steps = live::Steps { relationship: world.relationship_step, alone: hands.len() == 1 };
    side_by_side::parts(world, hands, |part, hand| live::live(part, week, hand, steps));
    hands.iter_mut().for_each(|hand| log.absorb(&mut hand.carried));
    hands.iter_mut().for_each(|hand| log.absorb(&mut hand.lived));
    // 6. The close: people leave; rewiring; then credibility, account means and the programme are published.
    hands.iter_mut().for_each(|hand| people::turn_over(world, week, &mut hand.leaving, log));
    if ties::rewiring(world) {
        side_by_side::looking(world, hands, |world, blocks, hand| ties::choose_rewired(world, blocks, week, hand));
        hands.iter_mut().for_each(|hand| ties::rewire_chosen(world, &mut hand.rewirings));
    }
    credibility::begin_census(&mut world.published);
    hands.iter_mut().for_each(|hand| hand.census.publish(&mut world.published));
    credibility::compare(world);
    side_by_side::parts(world, hands, |part, _| credibility::publish_credibility(part));
    world.accounts.publish(hands.len());
    programme::renew(world, week);
}

/// Publishes what managers see of each other from now on, outside a week: at its beginning, and after an act.
pub fn publish(world: &mut World) {
    let mut census = credibility::Census::default();
    live::publish(&mut Part::whole(world), &mut census);
    credibility::begin_census(&mut world.published);
    census.publish(&mut world.published);
    credibility::compare(world);
    credibility::publish_credibility(&mut Part::whole(world));
    world.accounts.publish(1);
}

/// Values of week 0: e = y, and v̄ = ṽ without noise; then everything is published.
pub fn begin(world: &mut World) {
    value::begin(world);
    publish(world);
}
