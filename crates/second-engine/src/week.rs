//! The week's schedule, and week 0 (section 3).

use darkside_engine::scenario::Scenario;

use super::publish::{programme, publish};
use super::state::{Log, World};
use super::{
    acts_on_ties, beliefs, contagion, event, interventions, life_cycle, observe, people, relationship, ties, triggers,
};
use super::{warnings, yoke};

/// Week 0: e = y, v̄ = ṽ without noise and crowding; then everything is published.
pub(crate) fn begin(world: &mut World) {
    for (seat, slot) in world.places() {
        relationship::assess(world, seat, slot, 0.0);
        let relationship = &mut world.managers[seat].relationships[slot];
        relationship.expectation = relationship.value;
        relationship.remembered = relationship.visible;
    }
    publish(world);
    observe::observe(world, 0);
}

/// The weeks before week 0, after which the record begins; `leader` holds the contagion that is replaced, if any.
pub(crate) fn settle(world: &mut World, scenario: &Scenario, mut leader: Option<&mut World>) {
    let weeks = scenario.parameters.run.settle;
    for before in (1..=weeks).rev() {
        step(world, scenario, 0u32.wrapping_sub(before), leader.as_deref_mut());
    }
    if weeks > 0 {
        world.log = Log::default();
        observe::observe(world, 0);
    }
}

/// One week, from its interventions to the observations at its end.
pub(crate) fn step(world: &mut World, scenario: &Scenario, week: u32, leader: Option<&mut World>) {
    world.log.dissolutions = 0;
    world.log.turnover = 0;
    world.log.trained.clear();
    world.log.campaigned = world.firms.iter().map(|firm| week as i32 <= firm.campaign_ends as i32).collect();
    acts_on_ties::part(world, week);
    for intervention in scenario.interventions.iter().filter(|intervention| intervention.week == week) {
        interventions::carry_out(world, intervention, week);
    }
    if let Some(leader) = leader {
        step(leader, scenario, week, None);
        yoke::replace(world, scenario.parameters.contagion.yoke, &yoke::count(leader, week), week);
    }
    warnings::warn(world, week);
    triggers::strike(world, week);
    contagion::count_exposure(world, week);
    let events = event::decide(world, week);
    beliefs::update(world);
    relationship::carry_out(world, week, events);
    if world.relationship_step {
        for seat in 0..world.managers.len() {
            relationship::live(world, seat, week);
        }
        for seat in 0..world.managers.len() {
            life_cycle::step(world, seat, week);
        }
    }
    people::turn_over(world, week);
    ties::decay(world);
    ties::rewire(world, week);
    ties::shuffle(world, week);
    publish(world);
    programme(world, week);
    observe::observe(world, week);
}
