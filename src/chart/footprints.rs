//! What a field study would see: how alike one practice and one effect are along ties and within groups.

use super::layout::{Axis, Page, Panel, Rect, Room, covering_values, legend, shortened};
use super::paper::Colour;
use super::picture::{Chart, Picture};
use super::style::{BLUE, GREEN, GREY, ORANGE, PANEL, PURPLE, stroke};
use crate::story::data::Story;
use crate::story::footprints::{clearest, in_words, is_by_chance, moments, told};
use crate::story::likeness::Moment;
use crate::story::number::two;
use crate::story::words::{capital, subtitle};
use darkside_engine::record::{Level, SubjectKind};

pub(super) const CHART: Chart = Chart {
    name: "footprints",
    meaning: "what a field study would see: how alike a practice and an effect are along ties, and within portfolios, offices and firms",
    draw,
};

const LEVELS: [(Level, &str, Colour); 4] = [
    (Level::Ties, "along ties (Moran's I)", BLUE),
    (Level::Portfolio, "within portfolios", ORANGE),
    (Level::Office, "within offices", GREEN),
    (Level::Firm, "within firms", PURPLE),
];

fn draw(story: &Story) -> Picture {
    if story.footprints.is_empty() {
        return Err("no footprints were recorded: record.footprints = 13 records them every 13 weeks".into());
    }
    let told = told(story);
    let Some(headline) = told.iter().find_map(|subject| headline(story, subject)) else {
        return Err("nobody differed from colleagues of the firm".into());
    };
    let notes = [
        "Along ties: of the shares of managers' relationships, less the mean of their firm. Grey: where that lies in 95 of 100 cases if managers are shuffled within \
         firms.",
        "Within portfolios: intraclass correlation of relationships. Within offices and firms: of managers' shares. Offices are alike also because their firm is.",
    ];
    let height = 270.0 * told.len() as f64 + 34.0;
    let page = Page::new(height, &headline, &subtitle(story, true), &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    let panels = body.grid(told.len(), 1, (0.0, 16.0));
    for (subject, outer) in told.iter().zip(panels) {
        panel(&page, outer, story, subject);
    }
    let mut lines = LEVELS.map(|(_, name, colour)| (name, stroke(colour, 2.6))).to_vec();
    lines.push(("along ties by chance", stroke(GREY.alpha(0.35), 9.0)));
    legend(&page, keys.without_top(8.0), &lines);
    Ok(page.finish())
}

fn panel(page: &Page, outer: Rect, story: &Story, subject: &(SubjectKind, String)) {
    let of = |level| moments(story, subject, level);
    let by_chance = |moment: &Moment| moment.null.map(|(low, high)| (f64::from(moment.week), low, high));
    let chance: Vec<(f64, f64, f64)> = of(Level::Ties).iter().filter_map(by_chance).collect();
    // Of the lines, only means set the scale; intervals over a few seeds may leave the picture.
    let means = LEVELS.iter().flat_map(|(level, ..)| of(*level)).map(|moment| moment.estimate.mean);
    let (low, high) = covering_values(means.chain(chance.iter().flat_map(|&(_, low, high)| [low, high])));
    let (x, y) = (Axis::weeks(story.weeks, outer.w - 90.0), Axis::numbers(low, high, 5, "Likeness"));
    let title = shortened(&capital(&in_words(subject)), PANEL, outer.w);
    let room = Room::for_axes(&x, &y, 14.0, 44.0);
    // Only the dark side settles, not the use of practices.
    let settling = if subject.0 == SubjectKind::Effect { story.settling } else { 0 };
    let panel = Panel::over_time(page, outer, room, (&x, &y), &title, (settling, &story.interventions));
    panel.between(&chance, GREY.alpha(0.35));
    panel.line_across(0.0, stroke(GREY, 1.2));
    for (level, _, colour) in LEVELS.iter().rev() {
        let points: Vec<_> = of(*level).iter().map(|moment| (f64::from(moment.week), moment.estimate)).collect();
        panel.estimates(&points, stroke(*colour, 2.6));
    }
}

fn headline(story: &Story, subject: &(SubjectKind, String)) -> Option<String> {
    let at = clearest(story, subject)?;
    let (words, moran) = (capital(&in_words(subject)), two(at.estimate.mean));
    let chance = at.null.map_or_else(String::new, |(_, high)| format!(", where chance gives up to {}", two(high)));
    Some(if is_by_chance(at) {
        format!("{words} is never more alike along ties than by chance: Moran's I is at most {moran}{chance}")
    } else {
        format!("{words} is most alike along ties in week {}: Moran's I is {moran}{chance}", at.week)
    })
}
