//! What happens in a week: the numbered schedule of the model's section 3, and nothing else.
//!
//! | step | module |
//! |---|---|
//! | 1 triggers | `triggers` |
//! | 2 contagion and lapse | `contagion` |
//! | 3 beliefs | `beliefs` |
//! | 4 relationship | `relationship` |
//! | 5 life cycle | `life_cycle` |
//! | 6 people, ties | `people`, `ties`, `rewiring`, `credibility`, `programme` |
//!
//! Managers see each other as published at the end of last week, of which there is a copy. So a week is one pass over blocks of
//! managers, each of which goes through the steps by itself and writes what is published next, and then a short close. The order
//! of processing cannot matter, a block stays in cache through all steps, and threads can share
//! the blocks of a large population (`threads`). Neighbouring blocks are processed in chunks: first up to finding who has an event;
//! then the numbers that decide these events are drawn in bulk, and the blocks are finished.

mod agenda;
mod beliefs;
mod contagion;
mod credibility;
mod event;
mod life_cycle;
mod log;
mod people;
mod programme;
mod relationship;
mod rewiring;
mod scene;
mod sheets;
mod source;
mod tally;
mod threads;
mod ties;
mod totals;
mod triggers;
mod unsourced;
mod warnings;
mod workspace;
pub(crate) mod yoke;

pub(crate) use contagion::hazard::capped;
pub use contagion::lapse::audit_loss;
pub(crate) use credibility::compare;
pub use log::WeekLog;
pub use totals::{PortfolioTotals, RelationshipCounts, alignment, count_transitions};
pub use unsourced::adopt;
pub use warnings::warn;
pub use workspace::Workspace;

use self::agenda::Agenda;
use self::contagion::{chances, choice};
use self::relationship::{events, value};
use self::scene::Scene;
use self::sheets::chunks;
use self::totals::StretchTotals;
use self::workspace::{BlockScratch, Worker};
use crate::population::{BlockMut, Common, LastWeek, Part, World, work_on_parts};

/// Simulates one week. Adds what happened to `log`; returns the totals over portfolios at its end.
pub fn week(world: &mut World, week: u32, workspace: &mut Workspace, log: &mut WeekLog) -> PortfolioTotals {
    let agenda = Agenda::of(world, workspace.totals.is_some());
    // 1. Triggers: firms and practices are struck.
    triggers::strike(world, week, &mut workspace.environment, &mut workspace.obsolescence);
    workspace.begin_week(log);
    let Workspace { workers, outputs, totals, .. } = workspace;
    world.accounts.make_room(workers.len());
    let last = world.turn_page();
    threads::change(world, workers, outputs, |part, worker| live_through(part, &last, week, worker, &agenda));
    world.forget(last);
    // In the tables, what the events of all blocks did comes before what followed in any.
    outputs.iter_mut().for_each(|output| log.absorb(&mut output.events_log));
    outputs.iter_mut().for_each(|output| log.absorb(&mut output.later_log));
    // 6. The close: new relationships get their identities; people leave; ties are rewired; then credibility, account means
    // and the programme are published.
    outputs.iter_mut().for_each(|output| life_cycle::identify(world, &mut output.replacements));
    people::serve(world);
    outputs.iter_mut().for_each(|output| people::turn_over(world, week, &mut output.leaving, log));
    if rewiring::can_happen(world) {
        threads::read(world, workers, outputs, |world, blocks, worker| {
            rewiring::choose_rewired(world, blocks, week, &mut worker.sheets, &mut worker.output.rewirings);
        });
        outputs.iter_mut().for_each(|output| rewiring::rewire_chosen(world, &mut output.rewirings));
    }
    if world.firms.iter().any(|firm| firm.parameters.ties.shuffle) {
        rewiring::shuffle(world, week);
    }
    credibility::clear_users(&mut world.published);
    workers.iter_mut().for_each(|worker| worker.counts.publish(&mut world.published));
    if agenda.credibility {
        credibility::compare(world, workers.len());
        threads::change(world, workers, outputs, |part, _| credibility::publish_credibility(part));
        credibility::relate(world);
    }
    if agenda.relationships {
        world.accounts.publish(workers.len());
    }
    programme::renew(world, week, workers.len());
    if !agenda.totals {
        return totals.unwrap_or_default();
    }
    let mut now = PortfolioTotals::default();
    outputs.iter_mut().for_each(|output| output.totals.add_to(&mut now));
    *totals = Some(now.without_transitions());
    now
}

/// Steps 1 to 5, and what concerns each block alone of step 6, for the blocks of a part, chunk by chunk.
fn live_through(part: &mut Part, last: &LastWeek, week: u32, worker: &mut Worker, agenda: &Agenda) {
    let common = part.common;
    let mut scratches = std::mem::take(&mut worker.scratches);
    scratches.iter_mut().for_each(|scratch| scratch.exposure.begin_week(&common));
    for blocks in chunks(part.blocks.clone()) {
        worker.sheets.fill(common.draws, week, &common.blocks[blocks.clone()], agenda);
        let mut events = 0;
        for (block, scratch) in blocks.clone().zip(&mut scratches) {
            worker.look_ahead(part, block, last);
            decide_block(&mut part.own(block), &common, last, week, worker, scratch);
            scratch.first_event = events;
            events += scratch.candidates.len();
        }
        let places = blocks.clone().zip(&scratches).flat_map(|(block, scratch)| scratch.places(&common.blocks[block]));
        chances::draw(common.draws, week, &agenda.runs, places, &mut worker.chances);
        for (block, scratch) in blocks.zip(&scratches) {
            live_block(&mut part.own(block), &common, last, week, worker, scratch, agenda);
        }
    }
    worker.scratches = scratches;
}

/// Steps 1 to 3 of a block's week, up to who has an event.
fn decide_block(
    own: &mut BlockMut,
    common: &Common,
    last: &LastWeek,
    week: u32,
    worker: &mut Worker,
    scratch: &mut BlockScratch,
) {
    own.shown.copy_from_slice(&last.shown[own.block.rows.clone()]);
    // 1. Triggers: relationships are struck.
    triggers::strike_relationships(own, common, &worker.sheets, &mut scratch.noise);
    // 2. Contagion and lapse: who has an event.
    contagion::decide(own, common, last, week, worker, scratch);
    // 3. Beliefs.
    beliefs::update(own, common, last, &worker.experience, &scratch.exposure);
}

/// The rest of a block's week.
fn live_block(
    own: &mut BlockMut,
    common: &Common,
    last: &LastWeek,
    week: u32,
    worker: &mut Worker,
    scratch: &BlockScratch,
    agenda: &Agenda,
) {
    // 2. Which event. 4. Events take effect, then the relationship; 5. life cycle.
    worker.events.clear();
    let BlockScratch { exposure, candidates, first_event, .. } = scratch;
    let scene = Scene { own, common, last };
    choice::choose(&scene, exposure, candidates, &worker.chances, *first_event, &mut worker.events);
    let Worker { sheets, portfolios, events, counts, output, .. } = worker;
    events::take_effect(own, common, last, week, events, &mut output.events_log);
    if agenda.relationships {
        let chances = (&sheets.life_cycle, &scratch.noise[..]);
        relationship::live(own, common, week, chances, portfolios, &mut output.later_log, &mut output.replacements);
    }
    // 6. Who leaves hands over; ties decay; portfolios are published.
    people::hand_over(own, common.firms, &sheets.turnover, &mut output.leaving);
    ties::let_decay(own, common);
    credibility::publish_portfolios(own, common.repertoire, counts);
    if agenda.relationships {
        common.accounts.add(worker.number, own.managers, own.rows);
    }
    // No relationship changes any more until the week is over.
    if agenda.totals {
        output.totals.add_block(own);
    }
}

/// Publishes what managers see of each other outside a week: at week 0, and after an act.
pub fn publish(world: &mut World) {
    let mut counts = credibility::UserCounts::default();
    let mut whole = Part::whole(world);
    for block in whole.blocks.clone() {
        let Common { accounts, repertoire, .. } = whole.common;
        let mut own = whole.own(block);
        credibility::publish_portfolios(&mut own, repertoire, &mut counts);
        accounts.add(0, own.managers, own.rows);
    }
    credibility::clear_users(&mut world.published);
    counts.publish(&mut world.published);
    credibility::compare(world, 1);
    credibility::publish_credibility(&mut Part::whole(world));
    credibility::relate(world);
    world.accounts.publish(1);
}

/// Sets the values of week 0, e = y and v̄ = ṽ without noise, on `threads` threads; then publishes everything. Returns the
/// totals over portfolios.
pub fn begin(world: &mut World, threads: usize) -> PortfolioTotals {
    work_on_parts(world, threads, |part| {
        let repertoire = part.common.repertoire;
        part.blocks.clone().for_each(|block| value::begin(&mut part.own(block), repertoire));
    });
    publish(world);
    let (mut whole, mut stretches, mut totals) =
        (Part::whole(world), StretchTotals::default(), PortfolioTotals::default());
    for block in whole.blocks.clone() {
        stretches.add_block(&mut whole.own(block));
    }
    stretches.add_to(&mut totals);
    totals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::population::{Shown, generate};
    use crate::scenario::{Request, Scenario, load};

    /// A week reads only what was published, on any number of threads: leftovers in the memory for the next week do not matter.
    #[test]
    fn what_is_left_from_earlier_weeks_is_never_read() {
        let set = ["population.managers=1200".to_owned(), "people.turnover=0.05".to_owned()];
        // Many practices; a few, where glances are kept apart.
        for (name, least) in [("baseline", 100), ("known/sis_on_graph", 10)] {
            nothing_left_is_read(&load(&Request { set: &set, ..Request::of(name) }).unwrap(), least);
        }
    }

    /// At least `least` practices are adopted, so that there is something to compare.
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
