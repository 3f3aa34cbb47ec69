//! What happens in a week: the numbered schedule of the model's section 3, and nothing else.
//!
//! Everything that crosses from one manager to another reads the state as published at the end of last week, of which there
//! is a copy. So a week is one pass over blocks of managers, in which each block goes through the steps by itself and writes
//! what is published next, and a short close. No order of processing can matter, each block's state stays in cache while all
//! the steps go over it, and several threads can share the blocks of a large population (`side_by_side`). A few neighbouring
//! blocks are gone over together, first up to who has an event, then, with the numbers that decide their events drawn for
//! all of them at once, from these on.

mod agenda;
mod belief;
mod chances;
mod closeness;
mod contact;
mod contagion;
mod credibility;
mod dark_side;
mod decide;
mod effect;
mod event;
mod exposure;
mod few;
mod hazard;
mod lapse;
mod life_cycle;
mod live;
mod look;
mod mechanism;
mod people;
mod programme;
mod race;
mod review;
mod rewiring;
mod scene;
mod side_by_side;
mod tally;
mod ties;
mod trigger;
mod value;
mod workspace;

pub use event::WeekLog;
pub use lapse::audit_loss;
pub use look::{Counts, Seen, alignment, count_transitions};
pub use workspace::Workspace;

use self::agenda::Agenda;
use self::look::Looks;
use self::scene::Scene;
use self::workspace::{Desk, Hand, chunks};
use crate::population::{Common, LastWeek, Own, Part, World, work_on_parts};

/// One week of the model. What happened is added to `log`; gives what is seen of portfolios at its end.
pub fn week(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) -> Seen {
    let agenda = Agenda::of(world, workspace.seen.is_some());
    // 1. Triggers: firms and practices are struck.
    trigger::strike(world, week, workspace);
    workspace.begin(log);
    let Workspace { hands, brought, seen, .. } = workspace;
    world.accounts.make_room(hands.len());
    let last = world.turn_page();
    side_by_side::parts(world, hands, brought, |part, hand| live_through(part, &last, week, hand, &agenda));
    world.forget(last);
    // In the tables, what events brought in all blocks comes before what followed in any.
    brought.iter_mut().for_each(|brought| log.absorb(&mut brought.carried));
    brought.iter_mut().for_each(|brought| log.absorb(&mut brought.lived));
    // 6. The close: new relationships begin; people leave; rewiring; then credibility, account means and the programme are
    // published.
    brought.iter_mut().for_each(|brought| life_cycle::begin_new(world, &mut brought.begun));
    people::serve(world);
    brought.iter_mut().for_each(|brought| people::turn_over(world, week, &mut brought.leaving, log));
    if rewiring::rewiring(world) {
        side_by_side::looking(world, hands, brought, |world, blocks, hand| {
            rewiring::choose_rewired(world, blocks, week, hand);
        });
        brought.iter_mut().for_each(|brought| rewiring::rewire_chosen(world, &mut brought.rewirings));
    }
    credibility::begin_census(&mut world.published);
    hands.iter_mut().for_each(|hand| hand.census.publish(&mut world.published));
    if agenda.credibility {
        credibility::compare(world, hands.len());
        side_by_side::parts(world, hands, brought, |part, _| credibility::publish_credibility(part));
    }
    if agenda.relationships {
        world.accounts.publish(hands.len());
    }
    programme::renew(world, week, hands.len());
    if !agenda.looks {
        return seen.unwrap_or_default();
    }
    let mut now = Seen::default();
    brought.iter_mut().for_each(|brought| brought.looks.add_to(&mut now));
    *seen = Some(now.without_changes());
    now
}

/// The blocks of a part, a few together.
fn live_through(part: &mut Part, last: &LastWeek, week: u32, hand: &mut Hand, agenda: &Agenda) {
    let common = part.common;
    let mut desks = std::mem::take(&mut hand.desks);
    desks.iter_mut().for_each(|desk| desk.exposure.begin_week(&common));
    for blocks in chunks(part.blocks.clone()) {
        hand.sheets.fill(common.draws, week, &common.blocks[blocks.clone()], agenda);
        let mut events = 0;
        for (block, desk) in blocks.clone().zip(&mut desks) {
            hand.look_ahead(part, block, last);
            foresee(&mut part.own(block), &common, last, week, hand, desk);
            desk.first_event = events;
            events += desk.candidates.len();
        }
        let places = blocks.clone().zip(&desks).flat_map(|(block, desk)| desk.places(&common.blocks[block]));
        chances::draw(common.draws, week, &agenda.runs, places, &mut hand.drawn);
        for (block, desk) in blocks.zip(&desks) {
            live_block(&mut part.own(block), &common, last, week, hand, desk, agenda);
        }
    }
    hand.desks = desks;
}

/// What can be told of a block's week before any event is chosen.
fn foresee(own: &mut Own, common: &Common, last: &LastWeek, week: u32, hand: &mut Hand, desk: &mut Desk) {
    own.shown.copy_from_slice(&last.shown[own.block.rows.clone()]);
    // 1. Triggers: relationships are struck.
    trigger::strike_relationships(own, common, &hand.sheets, &mut desk.noise);
    // 2. Contagion and lapse: who has an event. 3. Beliefs.
    decide::decide(own, common, last, week, hand, desk);
}

/// The rest of a block's week.
fn live_block(
    own: &mut Own,
    common: &Common,
    last: &LastWeek,
    week: u32,
    hand: &mut Hand,
    desk: &Desk,
    agenda: &Agenda,
) {
    // 2. Which event. 4. Events take effect, then the relationship; 5. life cycle.
    hand.events.clear();
    let Desk { exposure, candidates, first_event, .. } = desk;
    let scene = Scene { own, common, last };
    contagion::choose(&scene, exposure, candidates, &hand.drawn, *first_event, &mut hand.events);
    live::carry_out(own, common, last, week, hand);
    if agenda.relationships {
        live::relate(own, common, week, &desk.noise, hand);
    }
    // 6. Who leaves hands over; ties decay; portfolios are published.
    people::hand_over(own, &hand.sheets.turnover, &mut hand.brought.leaving);
    ties::let_decay(own, common);
    credibility::publish_portfolios(own, common.repertoire, &mut hand.census);
    if agenda.relationships {
        common.accounts.add(hand.number, own.managers, own.rows);
    }
    // No relationship changes any more until the week is over.
    if agenda.looks {
        hand.brought.looks.look_at(own);
    }
}

/// Publishes what managers see of each other from now on, outside a week: at its beginning, and after an act.
pub fn publish(world: &mut World) {
    let mut census = credibility::Census::default();
    live::publish(&mut Part::whole(world), &mut census);
    credibility::begin_census(&mut world.published);
    census.publish(&mut world.published);
    credibility::compare(world, 1);
    credibility::publish_credibility(&mut Part::whole(world));
    world.accounts.publish(1);
}

/// Values of week 0: e = y, and v̄ = ṽ without noise, by so many threads; then everything is published. Gives what is seen of
/// portfolios.
pub fn begin(world: &mut World, threads: usize) -> Seen {
    work_on_parts(world, threads, |part| {
        let repertoire = part.common.repertoire;
        part.blocks.clone().for_each(|block| value::begin(&mut part.own(block), repertoire));
    });
    publish(world);
    let (mut whole, mut looks, mut seen) = (Part::whole(world), Looks::default(), Seen::default());
    for block in whole.blocks.clone() {
        looks.look_at(&mut whole.own(block));
    }
    looks.add_to(&mut seen);
    seen
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::{Shown, generate};
    use crate::scenario::{Request, Scenario, load};

    /// A week reads only what was published, by whichever threads: what is left in the room for the next week does not matter.
    #[test]
    fn what_is_left_from_earlier_weeks_is_never_read() {
        let set = ["population.managers=1200".to_owned(), "people.turnover=0.05".to_owned()];
        // One of many practices; one in which contacts are seen at a glance.
        for (name, least) in [("baseline", 100), ("known/sis_on_graph", 10)] {
            nothing_left_is_read(&load(&Request { set: &set, ..Request::of(name) }).unwrap(), least);
        }
    }

    /// At least so many practices are taken up, so that there is something to compare.
    fn nothing_left_is_read(scenario: &Scenario, least: usize) {
        let mut world = generate(scenario, 1);
        begin(&mut world, 1);
        let log = || WeekLog { keep_ledger: true, ..WeekLog::default() };
        for number in 1..4 {
            week(&mut world, number, &mut Workspace::new(1), &mut log());
        }
        let mut other = world.clone();
        let published = other.turn_page();
        other.shown.iter_mut().for_each(|shown| shown.practices = [u32::MAX; 16]);
        (0..world.seats() as usize).for_each(|seat| other.published.profiles.all().of(seat).set_credibility(f32::NAN));
        let rubbish = LastWeek {
            shown: std::mem::replace(&mut other.shown, published.shown),
            profiles: std::mem::replace(&mut other.published.profiles, published.profiles),
        };
        other.forget(rubbish);
        let (mut one, mut two) = (log(), log());
        week(&mut world, 4, &mut Workspace::new(1), &mut one);
        week(&mut other, 4, &mut Workspace::new(2), &mut two);
        assert!(one.ledger.len() > least && one.ledger == two.ledger);
        let of =
            |shown: &Shown| (shown.practices, shown.remembered.map(f32::to_bits), shown.phases(), shown.all_flags());
        assert!(world.shown.iter().map(of).eq(other.shown.iter().map(of)));
        for seat in 0..world.seats() {
            let [one, two] = [&world, &other].map(|world| world.profile(seat));
            assert_eq!((one.uses(), one.known(), one.credibility()), (two.uses(), two.known(), two.credibility()));
            assert_eq!(one.beliefs(0), two.beliefs(0));
        }
    }
}
