//! Whom each manager looks at in week 0, before ties are put into slots.

use std::ops::Range;

use super::FirmState;
use super::share_out::{piece, share_out};
use super::traits::Traits;
use crate::network::Network;
use darkside_draws::{Draws, Purpose};

/// Whom each manager looks at: one list for all, in the order of seats.
#[derive(Default)]
pub(super) struct Contacts {
    contacts: Vec<u32>,
    /// The weight of each where ties are imported, else none.
    weights: Vec<f32>,
    /// Where each seat's contacts end.
    ends: Vec<usize>,
}

impl Contacts {
    /// The next seat has these.
    pub(super) fn push(&mut self, contacts: &[u32]) {
        self.contacts.extend_from_slice(contacts);
        self.ends.push(self.contacts.len());
    }

    /// The next seats have what the seats of these have.
    fn and(mut self, others: Self) -> Self {
        let before = self.contacts.len();
        self.contacts.extend(others.contacts);
        self.weights.extend(others.weights);
        self.ends.extend(others.ends.into_iter().map(|end| before + end));
        self
    }

    /// Those of a seat, in the order of slots.
    pub(super) fn of(&self, seat: usize) -> &[u32] {
        &self.contacts[self.range(seat)]
    }

    /// Weights of imported ties of a seat, in the same order; none for ties that were generated.
    pub(super) fn weights_of(&self, seat: usize) -> &[f32] {
        if self.weights.is_empty() { &[] } else { &self.weights[self.range(seat)] }
    }

    /// Whether ties were generated, not imported.
    pub(super) fn have_no_weights(&self) -> bool {
        self.weights.is_empty()
    }

    fn range(&self, seat: usize) -> Range<usize> {
        let first = seat.checked_sub(1).map_or(0, |before| self.ends[before]);
        first..self.ends[seat]
    }
}

/// Managers who are about to choose their first contacts, by seat.
pub(super) struct Seated<'a> {
    /// Their offices.
    pub(super) offices: &'a [u32],
    /// What they are like; none where nobody chooses by likeness at week 0.
    pub(super) traits: Vec<Traits>,
}

impl Seated<'_> {
    fn attraction(&self, firm: &FirmState, seat: u32, other: u32) -> f32 {
        let Some(own) = self.traits.get(seat as usize) else { return 1.0 };
        own.attraction(&firm.parameters.ties, &self.traits[other as usize])
    }
}

/// After this many rejected candidates for a tie of week 0, the next one is taken.
const ATTEMPTS: usize = 10_000;

/// Whom each manager looks at, inside first; drawn on `threads` threads, each for neighbouring seats.
pub(super) fn generate(draws: &Draws, firms: &[FirmState], seated: &Seated, threads: usize) -> Contacts {
    let seats = seated.offices.len();
    let each = piece(seats, threads);
    let pieces = (0..seats).step_by(each).map(|first| first as u32..seats.min(first + each) as u32).collect();
    let drawn = share_out(pieces, threads, |seats| of_seats(draws, firms, seated, seats));
    drawn.into_iter().reduce(Contacts::and).unwrap_or_default()
}

fn of_seats(draws: &Draws, firms: &[FirmState], seated: &Seated, seats: Range<u32>) -> Contacts {
    let all = seated.offices.len() as u32;
    let mut of_seats = Contacts::default();
    for firm in firms {
        let ties = &firm.parameters.ties;
        for seat in firm.seats.start.max(seats.start)..firm.seats.end.min(seats.end) {
            let mut contacts = colleagues(draws, firm, seated, seat, ties.inside);
            contacts.extend(outsiders(draws, firm, (all, seated), seat, ties.outside));
            of_seats.push(&contacts);
        }
    }
    of_seats
}

/// Distinct colleagues, an office mate four times as likely as another.
fn colleagues(draws: &Draws, firm: &FirmState, seated: &Seated, seat: u32, wanted: u32) -> Vec<u32> {
    let size = firm.seats.end - firm.seats.start;
    if wanted >= size - 1 {
        return firm.seats.clone().filter(|&other| other != seat).collect();
    }
    let mut chosen: Vec<u32> = Vec::with_capacity(wanted as usize);
    let mut subject = draws.subject(Purpose::Colleagues, 0, 0, seat);
    let mut tried = 0;
    while chosen.len() < wanted as usize {
        let candidate = firm.seats.start + subject.below(size);
        let mate = seated.offices[candidate as usize] == seated.offices[seat as usize];
        let chance = if mate { 1.0 } else { 0.25 };
        tried += 1;
        let accepted = subject.happens(chance * seated.attraction(firm, seat, candidate)) || tried > ATTEMPTS;
        if accepted && candidate != seat && !chosen.contains(&candidate) {
            chosen.push(candidate);
            tried = 0;
        }
    }
    chosen
}

/// A Poisson number of distinct managers of other firms, at most as many as there are.
fn outsiders(draws: &Draws, firm: &FirmState, (seats, seated): (u32, &Seated), seat: u32, mean: f32) -> Vec<u32> {
    let elsewhere = seats - (firm.seats.end - firm.seats.start);
    let mut subject = draws.subject(Purpose::Outsiders, 0, 0, seat);
    let wanted = subject.poisson(mean);
    let wanted = if wanted < elsewhere { wanted } else { elsewhere };
    let mut chosen: Vec<u32> = Vec::with_capacity(wanted as usize);
    let mut tried = 0;
    while chosen.len() < wanted as usize {
        let among = subject.below(elsewhere);
        let candidate = if among < firm.seats.start { among } else { among + (firm.seats.end - firm.seats.start) };
        tried += 1;
        let attraction = seated.attraction(firm, seat, candidate);
        let accepted = attraction == 1.0 || subject.happens(attraction) || tried > ATTEMPTS;
        if accepted && !chosen.contains(&candidate) {
            chosen.push(candidate);
            tried = 0;
        }
    }
    chosen
}

/// Whom each manager of an imported network looks at. Its ties are sorted by who looks.
pub(super) fn imported(network: &Network) -> Contacts {
    let (contacts, weights) = network.ties.iter().map(|tie| (tie.target, tie.weight)).unzip();
    let end = |seat| network.ties.partition_point(|tie| tie.source <= seat);
    Contacts { contacts, weights, ends: (0..network.managers.len() as u32).map(end).collect() }
}
