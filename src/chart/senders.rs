//! How unequally managers passed practices on, and how those who passed on most differ from other users.

use super::layout::{Axis, Page, Panel, Rect, legend_of_fills, widest};
use super::picture::{Chart, Picture};
use super::style::{BLUE, GREY, INK, MUTED, TICK, stroke};
use crate::archive::Sender;
use crate::epidemiology::{Figure, Trait, Unit};
use crate::story::data::{Estimate, Story};
use crate::story::number::{number, percent};
use crate::story::words::{capital, spaced, subtitle};

pub(super) const CHART: Chart = Chart {
    name: "senders",
    meaning: "the share of copies between managers taken from the top fifth of users, by practice, and how they differ",
    draw,
};

/// Practices shown.
const MOST: usize = 8;
const ROW: f64 = 30.0;
/// The traits in which users are compared, with their names.
const TRAITS: [(Trait, &str); 6] = [
    (Trait::FirstUse, "Weeks until first use"),
    (Trait::Observers, "Managers who look at them"),
    (Trait::Contacts, "Managers they look at"),
    (Trait::Credibility, "Credibility at week 0"),
    (Trait::Tenure, "Tenure at week 0 (weeks)"),
    (Trait::Portfolio, "Relationships"),
];

fn draw(story: &Story) -> Picture {
    let practices = most_copied(story);
    let Some(first) = practices.first() else {
        return Err("no practice was copied between managers, or the ledger was not recorded".into());
    };
    let of = |name: &str, figure| story.spread.figure(Unit::Adoption, name, figure);
    let traits: Vec<(&Sender, &str)> =
        TRAITS.iter().filter_map(|(by, words)| Some((story.spread.sender(first, *by)?, *words))).collect();
    let headline = format!(
        "{}: one user in five is the source of {} of copies",
        capital(&spaced(first)),
        percent(of(first, Figure::TopFifth).mean)
    );
    let notes = [
        "By chance: their share if all users were alike. Early users have had more time to be copied.".to_owned(),
        format!(
            "Below, for {}: mean of the top fifth against that of all users, in percent of the latter, with the 95 % interval of the difference over \
             seeds. Who looks at whom, credibility and tenure are those of week 0.",
            spaced(first)
        ),
    ];
    let (above, below) = (practices.len() as f64 * ROW + 116.0, traits.len() as f64 * ROW + 90.0);
    let page = Page::new(above + below, &headline, &subtitle(story, true), &notes);
    let (upper, lower) = page.body().split_bottom(below);
    let (upper, keys) = upper.split_bottom(36.0);
    let names: Vec<String> = practices.iter().map(|name| spaced(name)).collect();
    let labels = names.iter().map(String::as_str).chain(traits.iter().map(|(_, words)| *words));
    let widest = widest(labels).min(330.0);
    shares(&page, upper, story, &practices, widest);
    legend_of_fills(&page, keys, &[("top fifth of users", BLUE), ("by chance", GREY)]);
    if !traits.is_empty() {
        differences(&page, lower, &traits, widest);
    }
    Ok(page.finish())
}

/// The practices with the most copies between managers; the one that took off comes first.
fn most_copied(story: &Story) -> Vec<String> {
    let leading = story.spread.leading();
    let shares = story.spread.waves.iter().filter(|row| row.unit == Unit::Adoption && row.figure == Figure::TopFifth);
    let cases = |name: &str| story.spread.figure(Unit::Adoption, name, Figure::Cases).mean;
    let mut names: Vec<&str> = shares.filter(|row| row.summary.mean.is_finite()).map(|row| row.name.as_str()).collect();
    names.sort_by(|a, b| cases(b).total_cmp(&cases(a)));
    names.sort_by_key(|name| Some(*name) != leading);
    names.truncate(MOST);
    names.into_iter().map(str::to_owned).collect()
}

fn shares(page: &Page, outer: Rect, story: &Story, practices: &[String], widest: f64) {
    let x = Axis::numbers(0.0, 100.0, 5, "Copies between managers (%)");
    let room = [widest + 16.0, 60.0, 28.0];
    let panel = Panel::of_rows(page, outer, practices.len(), room, &x, "Copies taken from the top fifth of users");
    for (n, name) in practices.iter().enumerate() {
        let middle = panel.row(n);
        let of = |figure| story.spread.figure(Unit::Adoption, name, figure).times(100.0);
        let (top, chance) = (of(Figure::TopFifth), of(Figure::TopFifthChance));
        panel.bar((0.0, middle), (top.mean, middle + 0.36), BLUE);
        if chance.mean.is_finite() {
            panel.bar((0.0, middle - 0.3), (chance.mean, middle - 0.04), GREY);
        }
        panel.interval_across(&top, middle + 0.18, stroke(INK, 1.4));
        panel.name_row(&spaced(name), middle, widest, 10.0);
        let end = if top.high.is_finite() { top.high.min(100.0) } else { top.mean };
        panel.number_at((end, middle + 0.18), &percent(top.mean / 100.0));
    }
}

fn differences(page: &Page, outer: Rect, traits: &[(&Sender, &str)], widest: f64) {
    let relative = |sender: &Sender| {
        let all = sender.all;
        let part = |difference: f64| if all > 0.0 { 100.0 * difference / all } else { f64::NAN };
        let (low, high) = (part(sender.difference.lower95), part(sender.difference.upper95));
        Estimate { mean: part(sender.difference.mean), low, high }
    };
    let all: Vec<Estimate> = traits.iter().map(|(sender, _)| relative(sender)).collect();
    let ends = all.iter().flat_map(|e| [e.mean, e.low, e.high]).filter(|end| end.is_finite());
    let far = ends.fold(5.0_f64, |far, end| far.max(end.abs()));
    let x = Axis::numbers(-far, far, 6, "Difference from all users (%)");
    let room = [widest + 16.0, 150.0, 28.0];
    let panel = Panel::of_rows(page, outer, traits.len(), room, &x, "How the top fifth differ from all users");
    panel.line_up(0.0, stroke(MUTED, 1.2));
    for (n, ((sender, words), estimate)) in traits.iter().zip(all).enumerate() {
        let middle = panel.row(n);
        panel.interval_across(&estimate, middle, stroke(BLUE, 1.8));
        panel.dot((estimate.mean, middle), 5.2, BLUE);
        panel.name_row(words, middle, widest, 10.0);
        panel.beside(&format!("{} against {}", number(sender.top, 1), number(sender.all, 1)), middle, 8.0, TICK);
    }
}
