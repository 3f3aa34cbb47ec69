//! Step 6. Ties: some are rewired, or all are shuffled (model, section 7).

use std::ops::Range;

use crate::population::{Block, NO_CONTACT, Rest, World};
use crate::week::sheets::{Sheets, chunks};
use crate::week::triggers::need;
use darkside_draws::{Purpose, Sheet, Subject};
use darkside_lanes::{LANES, Lanes, bits, first_lanes, keep, positive};
use darkside_lanes::{for_each_processor, processor::fetch};

/// Attempts to find a contact in proportion to credibility; then the last candidate is taken.
const ATTEMPTS: usize = 10_000;
/// Attempts that are made together.
const TOGETHER: usize = 4;

/// The week's rewired ties of a piece of the world.
#[derive(Default)]
pub(crate) struct Rewirings {
    /// Slots that were chosen to be rewired, if they hold a tie.
    chosen: Vec<Chosen>,
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

/// A slot that was chosen to be rewired.
#[derive(Clone, Copy)]
struct Chosen {
    place: Place,
    /// Whether its manager seeks somebody credible.
    sought: bool,
}

/// A tie that is about to get a new contact.
struct PendingRewiring {
    place: Place,
    seat: u32,
    subject: Subject,
    /// The exponent of credibility by which a contact is found.
    focus: f32,
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
    !world.ties_fixed
        && world.firms.iter().any(|firm| firm.parameters.ties.rewire > 0.0 || firm.parameters.ties.seeking > 0.0)
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
            let ties = &world.firms[block.firm].parameters.ties;
            let limits = if ties.seeking > 0.0 { seeking(world, number) } else { Lanes::all(ties.rewire) };
            choose(number, block, &sheets.rewire, ties.rewire, &limits, chosen);
        }
    }
    for Chosen { place, .. } in &*chosen {
        fetch(&world.ties[place.row]);
        fetch(&world.managers[place.block].contacts);
    }
    let ties = chosen.iter().filter(|Chosen { place, .. }| world.ties[place.row].contact(place.lane) != NO_CONTACT);
    pending.extend(ties.map(|&chosen| PendingRewiring::begin(world, week, chosen)));
    let closing = |pending: &&mut PendingRewiring| pending.closes;
    pending.iter_mut().filter(closing).for_each(|pending| pending.meet_contact(world));
    pending.iter_mut().filter(closing).for_each(|pending| pending.choose_among_theirs(world));
    let most = most_credible(world);
    pending.iter_mut().for_each(|pending| pending.decide(world, most));
}

for_each_processor!(
    /// The slots and lanes of block `number` that are rewired, if they hold a tie: those whose number is below the limit.
    /// Where it is not below `rewire`, the tie is sought.
    fn choose(
        number: usize,
        block: &Block,
        uniforms: &Sheet,
        rewire: f32,
        limits: &Lanes<f32>,
        chosen: &mut Vec<Chosen>,
    ) {
        for (slot, row) in block.ties.clone().enumerate() {
            let draws = uniforms.lanes(block.first_seat, slot);
            for lane in bits(instructions().lanes_below(&draws, limits) & first_lanes(block.count)) {
                chosen.push(Chosen { place: Place { row, lane, block: number }, sought: draws[lane] >= rewire });
            }
        }
    }
);

/// The probability that a tie of each of a block's managers gets a new contact, by rewiring or seeking: managers in need seek.
fn seeking(world: &World, number: usize) -> Lanes<f32> {
    let (block, portfolio) = (&world.blocks[number], &world.managers[number].portfolio);
    let parameters = &world.firms[block.firm].parameters;
    let triggers = &parameters.triggers;
    let mut sums = Lanes::<f32>::default();
    for (slot, row) in world.rows[block.rows.clone()].iter().enumerate() {
        for lane in 0..LANES {
            let need = need(triggers, row.expectation[lane], row.value[lane], row.shock[lane]);
            sums[lane] += keep((slot as u32) < portfolio[lane], need);
        }
    }
    let mut limits = Lanes::default();
    for lane in 0..LANES {
        let trouble = positive(sums[lane] / portfolio[lane] as f32 - triggers.need_base);
        limits[lane] = parameters.ties.rewire + parameters.ties.seeking * trouble;
    }
    limits
}

impl PendingRewiring {
    /// Draws whether a tie goes to a contact of a contact, and of which contact.
    fn begin(world: &World, week: u32, Chosen { place, sought }: Chosen) -> Self {
        let Place { row, lane, block } = place;
        let seat = world.blocks[block].first_seat + lane as u32;
        let slot = (row - world.blocks[block].ties.start) as u32;
        let mut subject = world.draws.subject(Purpose::NewContact, week, slot, seat);
        let ties = &world.firm_of(seat).parameters.ties;
        let closes = subject.happens(ties.closure) && !sought;
        let focus = if sought { ties.seeking_focus } else { 1.0 };
        let [first, second] = [subject.uniform(), subject.uniform()];
        let followed = random_tie(world, (block, lane), first).unwrap_or(place);
        fetch(&world.ties[followed.row]);
        Self { place, seat, subject, focus, closes, second, followed, contact: None }
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

    /// Decides whom the tie goes to: the contact's contact if it is another manager on the same side, otherwise somebody
    /// among all managers on that side, in proportion to credibility, of which nobody has more than `most`; nobody if there
    /// are none.
    fn decide(&mut self, world: &World, most: f32) {
        let Self { place, seat, .. } = *self;
        let inside = world.ties[place.row].inside(place.lane);
        let candidate = world.ties[self.followed.row].contact(self.followed.lane);
        let fits = candidate != seat && world.firm_of(seat).seats.contains(&candidate) == inside;
        let closed = if self.closes && fits { Some(candidate) } else { None };
        self.contact = closed.or_else(|| by_credibility(world, seat, inside, (most, self.focus), &mut self.subject));
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
    let inside = world.ties[row].inside(lane);
    let rest = Rest::of(&world.firms[world.blocks[block].firm]);
    world.replace_contact((row, lane), contact, (inside, inside && same_office), rest);
}

/// Leads every tie inside a firm that shuffles to a random colleague; weights stay.
pub(crate) fn shuffle(world: &mut World, week: u32) {
    for seat in 0..world.seats() {
        let firm = world.firm_of(seat);
        let (first, size) = (firm.seats.start, firm.seats.end - firm.seats.start);
        if !firm.parameters.ties.shuffle || size < 2 {
            continue;
        }
        let (block, lane) = world.locate(seat);
        let mut subject = world.draws.subject(Purpose::Shuffle, week, 0, seat);
        let rows = world.blocks[block].ties.clone();
        for row in rows.take(world.managers[block].contacts[lane] as usize) {
            if world.ties[row].inside(lane) {
                let other = first + subject.below(size - 1);
                let contact = other + u32::from(other >= seat);
                let same_office = world.place(contact) == world.place(seat);
                world.ties[row].tie(lane, contact, true, same_office);
            }
        }
    }
}

/// No manager is more credible than this.
fn most_credible(world: &World) -> f32 {
    if world.firms.iter().any(|firm| firm.parameters.enablers.relative_credibility) {
        return (0..world.seats()).map(|seat| world.profile(seat).credibility()).fold(0.0, darkside_lanes::greater);
    }
    let of_firms = world.firms.iter().map(|firm| 4.0 * (1.0 + firm.parameters.enablers.seniority));
    of_firms.fold(0.0, darkside_lanes::greater)
}

/// By rejection: a uniform candidate is accepted in proportion to its credibility to the power of `focus`, and to how much it is like
/// the manager. Nobody is more credible than `most`.
fn by_credibility(
    world: &World,
    seat: u32,
    inside: bool,
    (most, focus): (f32, f32),
    subject: &mut Subject,
) -> Option<u32> {
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
        (candidate, subject.uniform())
    };
    let ties = &firm.parameters.ties;
    let own = (ties.homophily != 0.0).then(|| world.traits(seat));
    let alike = |candidate| own.map_or(1.0, |own| own.attraction(ties, &world.traits(candidate)));
    let accepts = |u: f32, candidate: u32| {
        let (credibility, alike) = (world.profile(candidate).credibility(), alike(candidate));
        if focus == 1.0 { u * most < credibility * alike } else { u < libm::powf(credibility / most, focus) * alike }
    };
    // Several at a time, since each may be far away; what was drawn for those after the accepted one is not used.
    let mut last = seat;
    for _ in 0..ATTEMPTS / TOGETHER {
        let together: [(u32, f32); TOGETHER] = std::array::from_fn(|_| candidate());
        let accepted = together.map(|(candidate, u)| accepts(u, candidate));
        if let Some(accepted) = accepted.iter().position(|&accepted| accepted) {
            return Some(together[accepted].0);
        }
        last = together[TOGETHER - 1].0;
    }
    Some(last)
}
