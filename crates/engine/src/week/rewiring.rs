//! Step 6. Ties: some are rewired (model, section 7).

use std::ops::Range;

use crate::population::{Block, NO_CONTACT, Rest, World};
use crate::week::sheets::{Sheets, chunks};
use darkside_draws::{Purpose, Sheet, Subject};
use darkside_lanes::{Lanes, bits, first_lanes};
use darkside_lanes::{for_each_processor, processor::fetch};

/// Attempts to find a contact in proportion to credibility; then the last candidate is taken.
const ATTEMPTS: usize = 10_000;
/// Attempts that are made together.
const TOGETHER: usize = 4;

/// The week's rewired ties of a piece of the world.
#[derive(Default)]
pub(crate) struct Rewirings {
    /// Slots that were chosen to be rewired, if they hold a tie.
    chosen: Vec<Place>,
    /// Ties that are rewired, each with what is known of its new contact so far.
    pending: Vec<PendingRewiring>,
}

/// A slot of ties of a manager.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    lane: usize,
    block: usize,
}

/// A tie that is about to get a new contact.
struct PendingRewiring {
    place: Place,
    seat: u32,
    subject: Subject,
    /// Whether it goes to a contact of a contact.
    closes: bool,
    /// Which contact of the contact that is, in [0, 1).
    second: f32,
    /// The tie that is followed next.
    followed: Place,
    /// The new contact, once it is known.
    contact: Option<u32>,
}

/// Whether ties can be rewired at all.
pub(crate) fn can_happen(world: &World) -> bool {
    !world.ties_fixed && world.firms.iter().any(|firm| firm.parameters.ties.rewire > 0.0)
}

/// Draws which ties of these blocks are rewired, and to whom, by the contacts as they are before any is.
///
/// Contacts, and contacts of contacts, may be anywhere: so each step is made for all of these ties before the next one, and fetches
/// what that will look up.
pub(crate) fn choose_rewired(
    world: &World,
    blocks: Range<usize>,
    week: u32,
    sheets: &mut Sheets,
    rewirings: &mut Rewirings,
) {
    let Rewirings { chosen, pending } = rewirings;
    chosen.clear();
    for chunk in chunks(blocks) {
        sheets.fill_rewire(&world.draws, week, &world.blocks[chunk.clone()]);
        for number in chunk {
            let block = &world.blocks[number];
            choose(number, block, &sheets.rewire, world.firms[block.firm].parameters.ties.rewire, chosen);
        }
    }
    for place in &*chosen {
        fetch(&world.ties[place.row]);
        fetch(&world.managers[place.block].contacts);
    }
    let ties = chosen.iter().filter(|place| world.ties[place.row].contact(place.lane) != NO_CONTACT);
    pending.extend(ties.map(|&place| PendingRewiring::begin(world, week, place)));
    let closing = |pending: &&mut PendingRewiring| pending.closes;
    pending.iter_mut().filter(closing).for_each(|pending| pending.meet_contact(world));
    pending.iter_mut().filter(closing).for_each(|pending| pending.choose_among_theirs(world));
    let most = most_credible(world);
    pending.iter_mut().for_each(|pending| pending.decide(world, most));
}

for_each_processor!(
    /// The slots and lanes of block `number` that are rewired, if they hold a tie.
    fn choose(number: usize, block: &Block, uniforms: &Sheet, rewire: f32, chosen: &mut Vec<Place>) {
        for (slot, row) in block.ties.clone().enumerate() {
            let draws = uniforms.lanes(block.first_seat, slot);
            for lane in bits(instructions().lanes_below(&draws, &Lanes::all(rewire)) & first_lanes(block.count)) {
                chosen.push(Place { row, lane, block: number });
            }
        }
    }
);

impl PendingRewiring {
    /// Draws whether a tie goes to a contact of a contact, and of which contact.
    fn begin(world: &World, week: u32, place: Place) -> Self {
        let Place { row, lane, block } = place;
        let seat = world.blocks[block].first_seat + lane as u32;
        let slot = (row - world.blocks[block].ties.start) as u32;
        let mut subject = world.draws.subject(Purpose::NewContact, week, slot, seat);
        let closes = subject.happens(world.firm_of(seat).parameters.ties.closure);
        let [first, second] = [subject.uniform(), subject.uniform()];
        let followed = random_tie(world, (block, lane), first).unwrap_or(place);
        fetch(&world.ties[followed.row]);
        Self { place, seat, subject, closes, second, followed, contact: None }
    }

    /// Finds the contact whose contacts are chosen among.
    fn meet_contact(&mut self, world: &World) {
        let contact = world.ties[self.followed.row].contact(self.followed.lane);
        let (block, lane) = world.locate(contact);
        self.followed = Place { row: world.blocks[block].ties.start, lane, block };
        fetch(&world.managers[block].contacts);
    }

    /// Chooses among the contact's contacts, if there are any.
    fn choose_among_theirs(&mut self, world: &World) {
        let Place { lane, block, .. } = self.followed;
        match random_tie(world, (block, lane), self.second) {
            Some(tie) => self.followed = tie,
            None => (self.closes, self.followed) = (false, self.place),
        }
        fetch(&world.ties[self.followed.row]);
    }

    /// Decides whom the tie goes to: the contact's contact if it is another manager on the same side, otherwise somebody in
    /// proportion to credibility, which nobody has more of than `most`, among all managers on that side; nobody if there is none.
    fn decide(&mut self, world: &World, most: f32) {
        let Self { place, seat, .. } = *self;
        let inside = world.ties[place.row].inside(place.lane);
        let candidate = world.ties[self.followed.row].contact(self.followed.lane);
        let fits = candidate != seat && world.firm_of(seat).seats.contains(&candidate) == inside;
        let closed = if self.closes && fits { Some(candidate) } else { None };
        self.contact = closed.or_else(|| by_credibility(world, seat, inside, most, &mut self.subject));
    }
}

/// A random tie of the manager in this block and lane; none if there is none.
fn random_tie(world: &World, (block, lane): (usize, usize), u: f32) -> Option<Place> {
    let count = world.managers[block].contacts[lane] as usize;
    let chosen = (u * count as f32) as usize;
    let chosen = if chosen < count { chosen } else { count.checked_sub(1)? };
    Some(Place { row: world.blocks[block].ties.start + chosen, lane, block })
}

/// Rewires all ties that were chosen.
pub(crate) fn rewire_chosen(world: &mut World, rewirings: &mut Rewirings) {
    let pending = &mut rewirings.pending;
    for (place, rewired) in pending.iter().enumerate() {
        if let Some(later) = pending.get(place + 8) {
            if let Some(contact) = later.contact {
                let (block, _) = world.locate(contact);
                fetch(&world.managers[block].office);
            }
            fetch(&world.ties[later.place.row].weight);
        }
        if let Some(contact) = rewired.contact {
            rewire(world, rewired.place, contact);
        }
    }
    pending.clear();
}

fn rewire(world: &mut World, place: Place, contact: u32) {
    let Place { row, lane, block } = place;
    let (contact_block, contact_lane) = world.locate(contact);
    let same_office = world.managers[block].office[lane] == world.managers[contact_block].office[contact_lane];
    let firm = &world.firms[world.blocks[block].firm];
    let tie = &mut world.ties[row];
    let inside = tie.inside(lane);
    tie.tie(lane, contact, inside, inside && same_office);
    let rest = Rest::of(firm);
    tie.weight[lane] = if inside { rest.firm } else { rest.outside };
    if let Some(imported) = world.imported_weights.get_mut(row) {
        imported[lane] = f32::NAN;
    }
}

/// No manager is more credible than this.
fn most_credible(world: &World) -> f32 {
    let of_firms = world.firms.iter().map(|firm| 4.0 * (1.0 + firm.parameters.enablers.seniority));
    of_firms.fold(0.0, darkside_lanes::greater)
}

/// By rejection: a uniform candidate is accepted in proportion to its credibility, of which there is no more than `most`.
fn by_credibility(world: &World, seat: u32, inside: bool, most: f32, subject: &mut Subject) -> Option<u32> {
    let firm = world.firm_of(seat);
    let size = firm.seats.end - firm.seats.start;
    let candidates = if inside { size - 1 } else { world.seats() - size };
    if candidates == 0 {
        return None;
    }
    let mut candidate = || {
        let chosen = subject.below(candidates);
        let candidate = if inside {
            let others = firm.seats.start + chosen;
            others + u32::from(others >= seat)
        } else {
            chosen + if chosen < firm.seats.start { 0 } else { size }
        };
        (candidate, subject.uniform() * most)
    };
    // Several at a time, since each may be far away; what was drawn for those after the accepted one is not used.
    let mut last = seat;
    for _ in 0..ATTEMPTS / TOGETHER {
        let together: [(u32, f32); TOGETHER] = std::array::from_fn(|_| candidate());
        let credible = together.map(|(candidate, needed)| needed < world.profile(candidate).credibility());
        if let Some(accepted) = credible.iter().position(|&credible| credible) {
            return Some(together[accepted].0);
        }
        last = together[TOGETHER - 1].0;
    }
    Some(last)
}
