//! Which managers were reached, and when: attack rates and arrival times by what managers were like at week 0.

use super::cast::{Cast, NOBODY};
use super::figures::Writer;
use super::lineage::Lineage;
use super::rows::{Epidemic, ReachCount};
use super::subject::{Figure, Subject, Trait};
use darkside_engine::record::Seat;
use darkside_stats::{Running, rank_correlation};

/// Beyond this many firms or offices, they are not listed one by one.
const MOST_NAMED: u32 = 200;
/// Number of groups when managers are grouped by a number.
const FIFTHS: f64 = 5.0;

/// When a practice came to the managers.
struct Arrivals {
    /// First week of any occupant of each seat, or [`NOBODY`] if there is none.
    seats: Vec<u32>,
    /// The same for the occupant at week 0.
    first_persons: Vec<u32>,
    /// Week of the first case.
    first: u32,
}

impl Arrivals {
    fn of(line: &Lineage, cast: &Cast) -> Option<Self> {
        let first = line.first_week()?;
        let (mut seats, mut first_persons) = (vec![NOBODY; cast.seats.len()], vec![NOBODY; cast.seats.len()]);
        for member in &line.members {
            let note = |weeks: &mut Vec<u32>| {
                if let Some(week) = weeks.get_mut(member.manager as usize).filter(|week| member.week < **week) {
                    *week = member.week;
                }
            };
            note(&mut seats);
            if cast.sat_there(member.manager, member.person) {
                note(&mut first_persons);
            }
        }
        Some(Self { seats, first_persons, first })
    }

    /// Week of each seat's first case. If the trait belongs to a person, only cases of the person who sat there at week
    /// 0 count.
    fn by(&self, by: Trait) -> &[u32] {
        if matches!(by, Trait::Tenure | Trait::Credibility) { &self.first_persons } else { &self.seats }
    }
}

/// Which managers a practice reached.
pub(super) fn of_practice(subject: Subject, line: &Lineage, (cast, traits): (&Cast, &Traits), epidemic: &mut Epidemic) {
    let Some(arrivals) = Arrivals::of(line, cast) else { return };
    by_traits(subject, &arrivals, cast, traits, epidemic);
    let distances = cast.distances(&line.first_seats());
    let groups =
        distances.iter().map(|&distance| (distance, if distance == NOBODY { f64::NAN } else { f64::from(distance) }));
    group(subject, Trait::Distance, groups, &arrivals, epidemic);
    let reached = |seat: &usize| {
        let week = arrivals.seats[*seat];
        week != NOBODY && distances[*seat] != NOBODY && distances[*seat] > 0
    };
    let seats: Vec<usize> = (0..cast.seats.len()).filter(reached).collect();
    let far: Vec<f64> = seats.iter().map(|&seat| f64::from(distances[seat])).collect();
    let late: Vec<f64> = seats.iter().map(|&seat| f64::from(arrivals.seats[seat])).collect();
    Writer::new(epidemic, subject).add(Figure::DistanceOrder, rank_correlation(&far, &late));
}

/// Which managers an effect reached.
pub(super) fn of_effect(subject: Subject, line: &Lineage, (cast, traits): (&Cast, &Traits), epidemic: &mut Epidemic) {
    if let Some(arrivals) = Arrivals::of(line, cast) {
        by_traits(subject, &arrivals, cast, traits, epidemic);
    }
}

fn by_traits(subject: Subject, arrivals: &Arrivals, cast: &Cast, traits: &Traits, epidemic: &mut Epidemic) {
    for NumericTrait { by, values, fifths } in &traits.0 {
        let groups = fifths.iter().copied().zip(values.iter().copied());
        group(subject, *by, groups, arrivals, epidemic);
    }
    let firms = cast.seats.iter().map(|seat| seat.firm + 1).max().unwrap_or(0);
    if firms <= MOST_NAMED {
        group(subject, Trait::Firm, cast.seats.iter().map(|seat| (seat.firm, f64::NAN)), arrivals, epidemic);
    }
    if cast.offices_are_imported && cast.offices <= MOST_NAMED {
        group(subject, Trait::Office, cast.seats.iter().map(|seat| (seat.office, f64::NAN)), arrivals, epidemic);
    }
}

/// The numeric traits of all managers.
pub(super) struct Traits(pub(super) Vec<NumericTrait>);

/// A numeric trait of all managers, by seat.
pub(super) struct NumericTrait {
    /// Which trait.
    pub(super) by: Trait,
    /// Its values.
    pub(super) values: Vec<f64>,
    /// The fifth that each value belongs to.
    fifths: Vec<u32>,
}

impl Traits {
    /// The traits of an organisation.
    pub(super) fn of(cast: &Cast) -> Self {
        let of = |by, value: &dyn Fn(u32, &Seat) -> f64| {
            let values: Vec<f64> = (0..).zip(&cast.seats).map(|(at, seat)| value(at, seat)).collect();
            let fifths = fifths(&values);
            NumericTrait { by, values, fifths }
        };
        Self(vec![
            of(Trait::Contacts, &|_, seat| f64::from(seat.contacts)),
            of(Trait::Observers, &|at, _| cast.observers(at).len() as f64),
            of(Trait::Tenure, &|_, seat| f64::from(seat.tenure)),
            of(Trait::Credibility, &|_, seat| f64::from(seat.credibility)),
            of(Trait::Portfolio, &|_, seat| f64::from(seat.portfolio)),
        ])
    }
}

/// The fifth, from 1, that each value belongs to; equal values share the fifth of their middle rank.
fn fifths(values: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_unstable_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]));
    let mut fifths = vec![0; values.len()];
    let mut before = 0;
    for same in order.chunk_by(|a, b| values[*a as usize] == values[*b as usize]) {
        let middle = (before as f64 + same.len() as f64 / 2.0) / values.len() as f64;
        same.iter().for_each(|&at| fifths[at as usize] = 1 + (middle * FIFTHS) as u32);
        before += same.len();
    }
    fifths
}

/// Counts of one group.
#[derive(Clone, Default)]
struct GroupCount {
    group: u32,
    managers: u32,
    trait_of_all: Running,
    arrival: Running,
}

fn group(
    subject: Subject,
    by: Trait,
    groups: impl Iterator<Item = (u32, f64)>,
    arrivals: &Arrivals,
    epidemic: &mut Epidemic,
) {
    let mut counts: Vec<GroupCount> = Vec::new();
    let mut places: Vec<u32> = Vec::new();
    let weeks = arrivals.by(by);
    // Whoever had a case at week 0 could not be reached any more.
    for (seat, (group, value)) in groups.enumerate().filter(|(seat, _)| arrivals.seats[*seat] > 0) {
        // Groups are few, or numbered from 0. Those out of reach (`u32::MAX`) come first.
        let at = group.wrapping_add(1) as usize;
        if places.len() <= at {
            places.resize(at + 1, NOBODY);
        }
        if places[at] == NOBODY {
            places[at] = counts.len() as u32;
            counts.push(GroupCount { group, ..GroupCount::default() });
        }
        let count = &mut counts[places[at] as usize];
        count.managers += 1;
        count.trait_of_all.add(value);
        if weeks[seat] != NOBODY {
            count.arrival.add(f64::from(weeks[seat] - arrivals.first));
        }
    }
    counts.sort_unstable_by_key(|count| count.group);
    epidemic.reach.extend(counts.into_iter().map(|count| ReachCount {
        subject,
        by,
        group: count.group,
        managers: count.managers,
        mean: count.trait_of_all.mean(),
        reached: count.arrival.count() as u32,
        arrival: count.arrival.mean(),
    }));
}
