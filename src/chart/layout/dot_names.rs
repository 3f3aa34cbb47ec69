//! Names beside dots, clear of lines, dots and each other.

use super::measure::label_width;
use super::page::Page;
use super::rect::Rect;
use crate::chart::paper::Type;
use crate::chart::style::{MUTED, stroke};

/// Height of a name.
const HIGH: f64 = 17.0;
/// How much farther from its dot a name may lie to avoid crossing one more line.
const DETOUR: f64 = 60.0;
/// Gaps to try between a dot and its name.
const GAPS: [f64; 7] = [6.0, 14.0, 24.0, 36.0, 50.0, 66.0, 84.0];

/// A stretch of a line, in pixels.
pub(crate) type Segment = [(f64, f64); 2];

/// A dot with a name.
struct NamedDot {
    /// Where it is, in pixels.
    at: (f64, f64),
    /// The width of its name.
    wide: f64,
}

/// Writes the names of dots beside them, clear of dots and other names and, as far as possible, of `lines`; the first
/// dots choose first. A name far from its dot is joined to it, and one without a place in `room` is left out.
pub(crate) fn name_dots(
    page: &Page,
    dots: &[(impl AsRef<str>, (f64, f64))],
    lines: &[Segment],
    room: Rect,
    kind: Type,
) {
    let named: Vec<_> = dots.iter().map(|(name, at)| NamedDot { at: *at, wide: label_width(name.as_ref()) }).collect();
    for ((name, at), place) in dots.iter().zip(names_beside(&named, lines, room)) {
        let Some(place) = place else { continue };
        if let Some(end) = joined(*at, &place) {
            page.line(&[*at, end], stroke(MUTED, 0.7));
        }
        page.text(name.as_ref(), place.x, place.y + place.h / 2.0, kind.left());
    }
}

/// Places for the names of dots, the first dots first: as near as possible, inside `room`, clear of dots and other
/// names, crossing as few of the `lines` as possible. `None` if no such place exists.
fn names_beside(dots: &[NamedDot], lines: &[Segment], room: Rect) -> Vec<Option<Rect>> {
    let mut taken: Vec<Rect> = dots.iter().map(|dot| around(dot.at, 7.0)).collect();
    let mut places = Vec::new();
    for dot in dots {
        let free = |place: &Rect| room.holds(place) && taken.iter().all(|other| !place.overlaps(other));
        let cost =
            |(gap, place): &(f64, Rect)| gap + DETOUR * lines.iter().filter(|line| crosses(line, place)).count() as f64;
        let all = GAPS.into_iter().flat_map(|gap| places_at(dot, gap).map(move |place| (gap, place)));
        let best = all.filter(|(_, place)| free(place)).min_by(|one, other| cost(one).total_cmp(&cost(other)));
        let best = best.map(|(_, place)| place);
        taken.extend(best);
        places.push(best);
    }
    places
}

/// Where to join a name to its dot with a line: the name's nearest point, or `None` if they are close enough.
fn joined(dot: (f64, f64), name: &Rect) -> Option<(f64, f64)> {
    let near = (dot.0.clamp(name.x, name.right()), dot.1.clamp(name.y, name.bottom()));
    let apart = (near.0 - dot.0, near.1 - dot.1);
    (apart.0 * apart.0 + apart.1 * apart.1 > 18.0 * 18.0).then_some(near)
}

/// Right, left, above and below, and in the corners between.
fn places_at(dot: &NamedDot, gap: f64) -> [Rect; 12] {
    let (x, y) = dot.at;
    let (right, left) = (x + 2.0 + gap, x - 2.0 - gap - dot.wide);
    let (above, below) = (y - gap - HIGH, y + gap);
    let places = [
        (right, above),
        (right, below),
        (left, above),
        (left, below),
        (x + 7.0, above),
        (x + 7.0, below),
        (x - 7.0 - dot.wide, above),
        (x - 7.0 - dot.wide, below),
        (right, y - HIGH / 2.0),
        (left, y - HIGH / 2.0),
        (x - dot.wide / 2.0, above),
        (x - dot.wide / 2.0, below),
    ];
    places.map(|(x, y)| Rect { x, y, w: dot.wide, h: HIGH })
}

fn around((x, y): (f64, f64), radius: f64) -> Rect {
    Rect { x: x - radius, y: y - radius, w: 2.0 * radius, h: 2.0 * radius }
}

/// Whether a line crosses a rectangle (Liang and Barsky: clips the line between each of the two pairs of parallel
/// sides).
fn crosses([from, to]: &Segment, place: &Rect) -> bool {
    let (mut begin, mut end) = (0.0, 1.0);
    let sides = [(from.0, to.0, place.x, place.right()), (from.1, to.1, place.y, place.bottom())];
    for (from, to, low, high) in sides {
        let step = to - from;
        if step == 0.0 {
            if from < low || from > high {
                return false;
            }
            continue;
        }
        let (one, other) = ((low - from) / step, (high - from) / step);
        let (enters, leaves) = if one < other { (one, other) } else { (other, one) };
        begin = if enters > begin { enters } else { begin };
        end = if leaves < end { leaves } else { end };
    }
    begin <= end
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Rect = Rect { x: 0.0, y: 0.0, w: 400.0, h: 300.0 };

    #[test]
    fn names_lie_on_no_line_no_dot_and_no_other_name_where_there_is_room() {
        let dots = [(200.0, 150.0), (206.0, 152.0), (190.0, 160.0)].map(|at| NamedDot { at, wide: 90.0 });
        let cross = |(x, y): (f64, f64)| [[(x - 60.0, y), (x + 60.0, y)], [(x, y - 60.0), (x, y + 60.0)]];
        let lines: Vec<Segment> =
            dots.iter().flat_map(|dot| cross(dot.at)).chain([[(0.0, 300.0), (400.0, 0.0)]]).collect();
        let places: Vec<Rect> = names_beside(&dots, &lines, ROOM).into_iter().flatten().collect();
        assert_eq!(places.len(), 3);
        for (number, place) in places.iter().enumerate() {
            assert!(ROOM.holds(place) && !lines.iter().any(|line| crosses(line, place)), "{place:?}");
            assert!(!places[..number].iter().any(|other| place.overlaps(other)));
            assert!(!dots.iter().any(|dot| place.overlaps(&around(dot.at, 5.0))));
        }
    }

    #[test]
    fn a_name_without_any_room_is_left_out_and_a_far_one_is_joined() {
        let dot = NamedDot { at: (200.0, 150.0), wide: 500.0 };
        assert_eq!(names_beside(&[dot], &[], ROOM), [None]);
        let far = Rect { x: 240.0, y: 140.0, w: 50.0, h: HIGH };
        assert_eq!(joined((200.0, 150.0), &far), Some((240.0, 150.0)));
        assert_eq!(joined((235.0, 150.0), &far), None);
    }

    #[test]
    fn lines_cross_what_they_go_through() {
        let place = Rect { x: 10.0, y: 10.0, w: 20.0, h: 10.0 };
        assert!(crosses(&[(0.0, 0.0), (40.0, 30.0)], &place) && crosses(&[(20.0, 0.0), (20.0, 12.0)], &place));
        assert!(!crosses(&[(0.0, 0.0), (9.0, 15.0)], &place) && !crosses(&[(0.0, 21.0), (40.0, 21.0)], &place));
    }
}
