//! Where managers are drawn: firms as discs, offices as sectors of a disc, managers on rings within a sector.

use std::collections::BTreeMap;
use std::f64::consts::{PI, TAU};

use crate::chart::layout::Rect;

/// A manager to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Manager {
    pub seat: u32,
    pub firm: u32,
    pub office: u32,
}

/// Everything placed, in pixels.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The position of each manager, by seat.
    pub managers: BTreeMap<u32, (f64, f64)>,
    /// Radius of a manager's dot.
    pub radius: f64,
    /// One arc per office.
    pub offices: Vec<Vec<(f64, f64)>>,
    /// Firm, the upper middle of its name, and the name's maximal width.
    pub labels: Vec<(u32, (f64, f64), f64)>,
}

/// Most firms on a circle; more are drawn in rows.
const ON_A_CIRCLE: usize = 8;
/// Room for a firm's name below its disc.
const NAME: f64 = 24.0;

/// Places all managers in `room`. The same managers always get the same places.
pub(super) fn places(managers: &[Manager], room: Rect) -> Places {
    let mut firms: BTreeMap<u32, Vec<Manager>> = BTreeMap::new();
    for manager in managers {
        firms.entry(manager.firm).or_default().push(*manager);
    }
    let discs = if firms.len() <= ON_A_CIRCLE { circle(firms.len(), room) } else { rows(firms.len(), room) };
    let mut all = Places { radius: f64::INFINITY, ..Places::default() };
    for ((firm, members), (centre, radius)) in firms.iter().zip(discs) {
        fill_disc(&mut all, members, centre, radius);
        if firms.len() > 1 && radius > 16.0 {
            all.labels.push((*firm, (centre.0, centre.1 + radius + 8.0), 2.0 * radius + 16.0));
        }
    }
    all.radius = all.radius.clamp(1.2, 6.5);
    all
}

type Disc = ((f64, f64), f64);

/// Discs on a circle; a single firm is in the middle.
fn circle(firms: usize, room: Rect) -> Vec<Disc> {
    let middle = (room.x + room.w / 2.0, room.y + (room.h - NAME) / 2.0);
    let half = (room.w / 2.0).min((room.h - NAME) / 2.0) - 8.0;
    if firms == 1 {
        return vec![((middle.0, room.y + room.h / 2.0), half)];
    }
    if firms == 2 {
        // Side by side, as large as half of the room's width and its height allow.
        let radius = ((room.h - NAME) / 2.0 - 8.0).min(room.w / 4.0 - 14.0).max(3.0);
        let apart = radius + 14.0;
        return vec![((middle.0 - apart, middle.1), radius), ((middle.0 + apart, middle.1), radius)];
    }
    let sine = libm::sin(PI / firms as f64);
    // Discs that almost touch each other and the edge of the room, leaving space for a name between them.
    let radius = (half * sine / (1.0 + sine) * 0.78).min((half - NAME) * 0.46);
    let far = half - radius - 4.0;
    (0..firms)
        .map(|n| {
            let angle = TAU * n as f64 / firms as f64 - PI / 2.0;
            ((middle.0 + far * libm::cos(angle), middle.1 + far * libm::sin(angle)), radius)
        })
        .collect()
}

/// Discs in rows.
fn rows(firms: usize, room: Rect) -> Vec<Disc> {
    let columns = (firms as f64 * room.w / room.h).sqrt().ceil().max(1.0) as usize;
    let cells = room.grid(firms.div_ceil(columns), columns, (6.0, 6.0));
    let disc = |cell: &Rect| {
        let radius = (cell.w.min(cell.h - NAME) / 2.0 - 4.0).max(3.0);
        ((cell.x + cell.w / 2.0, cell.y + radius + 4.0), radius)
    };
    cells.iter().take(firms).map(disc).collect()
}

fn fill_disc(all: &mut Places, members: &[Manager], centre: (f64, f64), radius: f64) {
    let mut offices: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for manager in members {
        offices.entry(manager.office).or_default().push(manager.seat);
    }
    let offices: Vec<Vec<u32>> = offices.into_values().collect();
    let gap = if offices.len() > 1 { (0.25f64).min(PI / offices.len() as f64 / 2.0) } else { 0.0 };
    let open = TAU - gap * offices.len() as f64;
    let spacing = spacing(members.len(), &offices, open, radius);
    all.radius = all.radius.min(spacing * 0.36);
    let mut from = -PI / 2.0 + gap / 2.0;
    for seats in &offices {
        let angle = open * seats.len() as f64 / members.len() as f64;
        let at = |turn: f64, far: f64| (centre.0 + far * libm::cos(turn), centre.1 + far * libm::sin(turn));
        let spots = sector(seats.len(), angle, radius - spacing * 0.4, spacing);
        for (seat, (turn, far)) in seats.iter().zip(&spots) {
            all.managers.insert(*seat, at(from + turn, *far));
        }
        if offices.len() > 1 {
            let arc = (0..=24).map(|n| at(from + angle * f64::from(n) / 24.0, radius + 3.0)).collect();
            all.offices.push(arc);
        }
        from += angle + gap;
    }
}

/// The greatest distance between neighbours at which each office's managers fit into its sector.
fn spacing(members: usize, offices: &[Vec<u32>], open: f64, radius: f64) -> f64 {
    let mut spacing = (radius * (PI / members as f64).sqrt()).min(radius * 0.8).min(22.0);
    let fits = |spacing: f64| {
        offices.iter().all(|seats| {
            let angle = open * seats.len() as f64 / members as f64;
            sector(seats.len(), angle, radius - spacing * 0.4, spacing).len() == seats.len()
        })
    };
    while spacing > 0.2 && !fits(spacing) {
        spacing *= 0.96;
    }
    spacing
}

/// Places (angle, distance) on the rings of a sector, from the outermost inwards; fewer than `count` if it is full.
fn sector(count: usize, angle: f64, radius: f64, spacing: f64) -> Vec<(f64, f64)> {
    let mut spots = Vec::new();
    let mut far = radius;
    while spots.len() < count && far > spacing * 0.45 {
        let room = ((angle * far / spacing).floor() as usize).max(1);
        let here = room.min(count - spots.len());
        spots.extend((0..here).map(|n| (angle * (n as f64 + 0.5) / here as f64, far)));
        far -= spacing;
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect { x: 0.0, y: 0.0, w: 460.0, h: 440.0 };

    fn organisation(managers: u32, firms: u32, offices: u32) -> Vec<Manager> {
        let of = |seat: u32| {
            let firm = seat * firms / managers;
            Manager { seat, firm, office: firm * offices + seat % offices }
        };
        (0..managers).map(of).collect()
    }

    #[test]
    fn everybody_has_a_place_of_their_own_inside_the_room() {
        for (managers, firms, offices) in
            [(1, 1, 1), (10, 1, 1), (10, 3, 2), (300, 2, 3), (71, 1, 3), (300, 6, 3), (1_250, 6, 3), (1_250, 40, 2)]
        {
            let placed = places(&organisation(managers, firms, offices), ROOM);
            assert_eq!(placed.managers.len(), managers as usize, "{managers} managers in {firms} firms");
            for (n, (x, y)) in placed.managers.values().enumerate() {
                assert!(*x > 0.0 && *x < ROOM.w && *y > 0.0 && *y < ROOM.h, "{x} {y}");
                for (x2, y2) in placed.managers.values().skip(n + 1) {
                    assert!(
                        (x - x2).hypot(y - y2) > 1.0,
                        "two of {managers} managers in {firms} firms stand in one place"
                    );
                }
            }
        }
    }
}
