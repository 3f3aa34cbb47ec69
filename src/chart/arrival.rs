//! When the practice that took off highest reached managers, and which ones, by distance from the first cases and by
//! what managers are like.

use super::layout::{Axis, Page, Panel, Rect, Room, covering, legend};
use super::paper::Colour;
use super::picture::{Chart, Picture};
use super::style::{BLUE, ORANGE, nth, stroke};
use crate::archive::AttackRate;
use crate::epidemiology::{Trait, Unit};
use crate::story::data::{Estimate, Story};
use crate::story::number::number;
use crate::story::wave::leading;
use crate::story::words::{capital, spaced, subtitle};

pub(super) const CHART: Chart = Chart {
    name: "arrival",
    meaning: "when and how widely the practice that took off highest reached managers, by distance from the first cases",
    draw,
};

/// Traits by which arrival is compared.
const TRAITS: [(Trait, &str); 3] =
    [(Trait::Observers, "managers who look at them"), (Trait::Tenure, "tenure"), (Trait::Credibility, "credibility")];

fn draw(story: &Story) -> Picture {
    let name = leading(story)?;
    let steps = groups(story, name, Trait::Distance);
    if steps.len() < 2 {
        return Err("the managers are all at the same distance from the first cases".into());
    }
    let notes = [
        "Steps along ties by which managers look at each other, in the network of week 0: where ties are rewired, distances change afterwards. Thin lines: \
         two standard errors over seeds (weeks), 95 % intervals (shares).",
        "Tenure and credibility: of the manager who sat there in week 0, reached before leaving or the end. Managers who used it at week 0 are left out.",
    ];
    let page = Page::new(660.0, &headline(name, &steps), &subtitle(story, false), &notes);
    let (upper, lower) = page.body().split_bottom(330.0);
    let halves = upper.without_bottom(16.0).grid(1, 2, (30.0, 0.0));
    let far = steps.iter().map(|row| row.mean).fold(1.0, f64::max);
    let ticks = (0..=far as u32).map(|step| (f64::from(step), step.to_string())).collect();
    let x = Axis { from: -0.5, to: far + 0.5, ticks, title: "Steps from the nearest first case".into() };
    let weeks: Vec<Estimate> = steps.iter().map(|row| row.weeks()).collect();
    let y = Axis::numbers(0.0, covering(&weeks).1, 5, "Weeks after the first case");
    let panel = half(&page, halves[0], (&x, &y), "Mean week of first use, by distance");
    dots(&panel, &steps, |row| row.weeks(), |row| row.mean, BLUE);
    let y = Axis::numbers(0.0, 100.0, 5, "Seats (%)");
    let panel = half(&page, halves[1], (&x, &y), "Seats in which it was ever used, by distance");
    dots(&panel, &steps, |row| row.share().times(100.0), |row| row.mean, ORANGE);
    by_traits(&page, lower, story, name);
    Ok(page.finish())
}

fn half<'a>(page: &'a Page, cell: Rect, (x, y): (&Axis, &Axis), title: &str) -> Panel<'a> {
    Panel::new(page, cell, Room::for_axes(x, y, 8.0, 34.0), (x, y), title)
}

/// The groups that exist in most seeds.
fn groups<'a>(story: &'a Story, name: &str, by: Trait) -> Vec<&'a AttackRate> {
    let mut groups = story.spread.reached(Unit::Manager, name, by);
    groups.retain(|row| row.mean.is_finite() && row.seeds * 2 > story.seeds);
    groups
}

fn dots(
    panel: &Panel<'_>,
    rows: &[&AttackRate],
    value: fn(&AttackRate) -> Estimate,
    place: fn(&AttackRate) -> f64,
    colour: Colour,
) {
    let line: Vec<_> = rows.iter().map(|row| (place(row), value(row).mean)).collect();
    panel.line(&line, stroke(colour, 1.6));
    for row in rows {
        let Estimate { mean, low, high } = value(row);
        panel.line(&[(place(row), low), (place(row), high)], stroke(colour, 1.6));
        panel.dot((place(row), mean), 5.0, colour);
    }
}

/// Attack rates and arrival by fifths of traits.
fn by_traits(page: &Page, outer: Rect, story: &Story, name: &str) {
    let (outer, keys) = outer.split_bottom(30.0);
    let halves = outer.grid(1, 2, (30.0, 0.0));
    let traits: Vec<_> = TRAITS.iter().map(|(by, words)| (groups(story, name, *by), *words)).collect();
    let fifth = |row: &AttackRate| row.group.parse::<f64>().unwrap_or(f64::NAN);
    let names = ["1 lowest", "2", "3", "4", "5 highest"];
    let ticks = (1..).zip(names).map(|(at, name)| (f64::from(at), name.to_owned())).collect();
    let x = Axis { from: 0.5, to: 5.5, ticks, title: "Fifth of the managers at week 0".into() };
    let weeks: Vec<Estimate> = traits.iter().flat_map(|(rows, _)| rows.iter().map(|row| row.weeks())).collect();
    let y = Axis::numbers(0.0, covering(&weeks).1, 5, "Weeks after the first case");
    let left = half(page, halves[0], (&x, &y), "Mean week of first use, by trait");
    let y = Axis::numbers(0.0, 100.0, 5, "Managers (%)");
    let right = half(page, halves[1], (&x, &y), "Managers of week 0 who ever used it");
    let mut entries = Vec::new();
    for (n, (rows, words)) in traits.iter().enumerate() {
        let colour = nth(n).colour;
        dots(&left, rows, |row| row.weeks(), fifth, colour);
        // The number of observers belongs to the seat, not to its first manager.
        if TRAITS[n].0 != Trait::Observers {
            dots(&right, rows, |row| row.share().times(100.0), fifth, colour);
        }
        entries.push((format!("by {words}"), stroke(colour, 2.4)));
    }
    legend(page, keys.without_top(6.0), &entries);
}

fn headline(name: &str, steps: &[&AttackRate]) -> String {
    let known: Vec<_> = steps.iter().filter(|row| row.mean > 0.0 && row.arrival.is_finite()).collect();
    match known[..] {
        [near, .., far] => format!(
            "{} reached managers {} step{} from the first cases after {} weeks, those {} steps away after {}",
            capital(&spaced(name)),
            near.group,
            if near.group == "1" { "" } else { "s" },
            number(near.arrival, 0),
            far.group,
            number(far.arrival, 0)
        ),
        _ => format!("How {} reached the managers", spaced(name)),
    }
}
