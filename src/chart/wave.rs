//! The practice that took off highest: its use, and how many further adoptions each adoption and each manager caused.

use super::layout::{Axis, Page, Panel, Room, legend};
use super::picture::{Chart, Picture};
use super::style::{BLUE, GREY, INK, ORANGE, Stroke, stroke};
use crate::archive::Cohort;
use crate::epidemiology::{Figure, Unit};
use crate::story::data::{Estimate, Story};
use crate::story::number::{number, percent};
use crate::story::wave::{CAVEAT, leading};
use crate::story::words::{capital, spaced, subtitle};

pub(super) const CHART: Chart = Chart {
    name: "wave",
    meaning: "the practice that took off highest: its use over time, and how many others each adoption led to",
    draw,
};

const SEEN: Stroke = stroke(GREY, 1.8).dashed(6.0, 4.0);
const BY_ADOPTION: Stroke = stroke(BLUE, 2.6);
const BY_MANAGER: Stroke = stroke(ORANGE, 2.6);

fn draw(story: &Story) -> Picture {
    let name = leading(story)?;
    let notes = [
        "By adoption: copies per adoption of a quarter, including those expected after the end of the run, as long as half of them can be seen; dashed: \
         up to the end of the run only. By manager: managers who first used it because of one who first used it in that quarter; fewer are left the later it is. Above 1 the practice \
         spreads by itself.",
        CAVEAT,
    ];
    let page = Page::new(640.0, &headline(story, name), &subtitle(story, true), &notes);
    let (upper, lower) = page.body().split_bottom(380.0);
    let upper = upper.without_bottom(14.0);
    let (lower, keys) = lower.split_bottom(34.0);
    let x = Axis::weeks(story.weeks, upper.w - 90.0);
    let metric = format!("use_{name}");
    let share = Axis::percent(story.course(&metric), 1.0, "Relationships (%)");
    let lines = [(Unit::Adoption, BY_ADOPTION), (Unit::Manager, BY_MANAGER)].map(|(unit, look)| {
        let cohorts = story.spread.cohorts(unit, name, false);
        let middle = |cohort: &Cohort| f64::from(cohort.first_week + cohort.last_week) / 2.0;
        // A cohort of few cases, such as those of the last days, says little.
        let all = || cohorts.iter().filter(|cohort| cohort.cases >= 1.0);
        let corrected: Vec<(f64, Estimate)> = all().map(|cohort| (middle(cohort), cohort.estimate())).collect();
        let seen: Vec<(f64, f64)> = all().map(|cohort| (middle(cohort), cohort.seen)).collect();
        (corrected, seen, look)
    });
    // Only means set the scale; the interval of a small cohort may leave the picture.
    let highest = lines.iter().flat_map(|line| &line.0).map(|(_, estimate)| estimate.mean);
    let highest = highest.filter(|mean| mean.is_finite()).fold(1.2, f64::max);
    let y = Axis::numbers(0.0, highest * 1.08, 6, "Further cases per case");
    let (one, other) = (Room::for_axes(&x, &share, 14.0, 44.0), Room::for_axes(&x, &y, 14.0, 44.0));
    let left = one.left.max(other.left);
    let title = format!("Use of {}", spaced(name));
    // Only the dark side settles, not the use of a practice.
    let weeks = (0, &story.interventions[..]);
    let panel = Panel::over_time(&page, upper, Room { left, ..one }, (&x, &share), &title, weeks);
    panel.estimates(&story.points(&metric, 100.0), stroke(INK, 2.6));
    let title = "Reproduction number, by when the case began";
    let panel = Panel::over_time(&page, lower, Room { left, ..other }, (&x, &y), title, weeks);
    panel.line_across(1.0, stroke(INK, 1.2));
    for (corrected, seen, look) in lines {
        panel.line(&seen, SEEN);
        panel.estimates(&corrected, look);
    }
    let lines =
        [("by adoption", BY_ADOPTION), ("by manager, first use", BY_MANAGER), ("up to the end of the run only", SEEN)];
    legend(&page, keys.without_top(8.0), &lines);
    Ok(page.finish())
}

fn headline(story: &Story, name: &str) -> String {
    let peak = story.spread.figure(Unit::Adoption, name, Figure::Peak).mean;
    let wave = format!("{} reached {} of relationships", capital(&spaced(name)), percent(peak));
    match story.spread.first_and_last_year(Unit::Adoption, name) {
        Some((first, last)) => format!(
            "{wave}: each adoption led to {} others at first, and to {} around week {}",
            number(first.reproduction, 1),
            number(last.reproduction, 1),
            (last.first_week + last.last_week) / 2
        ),
        None => wave,
    }
}
