//! The share of points over the tuned values at which each claim keeps its sign.

use super::layout::{Axis, Page, Panel, Rect, label_width, legend_of_fills, shortened, widest};
use super::paper::{Colour, Drawing};
use super::style::{BLUE, GREEN, GREY, INK, LABEL, MUTED, ORANGE, PURPLE, SKY, TICK, VERMILION, stroke};
use crate::experiment::robustness::{Claim, JudgedClaim, Robustness};
use crate::story::data::Estimate;
use crate::story::number::{count, percent};
use crate::story::words::spaced;

/// Height of a claim's row.
const ROW: f64 = 27.0;
/// Most room for the name of a claim.
const WIDEST: f64 = 560.0;

/// One bar per claim, in the order of its file. On each bar there is a dot for each word of a form, at that word's
/// share (`by_word`: form, word, claim).
pub fn draw(robustness: &Robustness, judged: &[JudgedClaim], by_word: &[Vec<Vec<JudgedClaim>>]) -> Drawing {
    let claims = &robustness.claims.claims;
    let all = judged.iter().filter(|one| one.share >= 0.9).count();
    let headline = format!("{all} of {} claims keep their sign at nine points in ten or more", claims.len());
    let subtitle = format!(
        "{} points, every one of {} tuned values multiplied by {} to {}, {} seeds each",
        count(f64::from(robustness.points())),
        robustness.tuned.len(),
        1.0 - robustness.within,
        1.0 + robustness.within,
        robustness.seeds
    );
    let notes = [
        "Light: the mean over seeds is as claimed. Dark: its whole 95 % interval is. Lines: bounds of the share of points (Wilson’s 95 % limits, with points left in doubt by few seeds counted against and for the claim). In \
                  brackets: built in by assumption, tuned for, or a prediction.",
    ];
    let page = Page::new(claims.len() as f64 * ROW + 84.0, &headline, &subtitle, &notes);
    let (body, keys) = page.body().split_bottom(34.0);
    let names = robustness.claims.forms.iter().flat_map(|form| &form.words).map(|word| word.name.as_str());
    let words: Vec<(&str, &[JudgedClaim])> = names.zip(by_word.iter().flatten().map(Vec::as_slice)).collect();
    bars(&page, body, claims, judged, &words);
    let bars = [("Mean as claimed", SKY.alpha(0.45)), ("Whole interval as claimed", BLUE)];
    let dots = words.iter().enumerate().map(|(at, (name, _))| (*name, dot_colour(at)));
    let fills: Vec<_> = bars.into_iter().chain(dots).map(|(name, colour)| (spaced(name), colour)).collect();
    legend_of_fills(&page, keys.without_top(10.0), &fills);
    page.finish()
}

/// The colour of a word's dots, distinct from the bars.
fn dot_colour(at: usize) -> Colour {
    const COLOURS: [Colour; 5] = [INK, VERMILION, ORANGE, GREEN, PURPLE];
    COLOURS[at % COLOURS.len()]
}

fn bars(page: &Page, outer: Rect, claims: &[Claim], judged: &[JudgedClaim], words: &[(&str, &[JudgedClaim])]) {
    let names: Vec<String> = claims.iter().map(|claim| name(&claim.id, &claim.claim, &claim.status)).collect();
    let wide = widest(&names);
    let x = Axis { to: 100.0, ..Axis::numbers(0.0, 100.0, 5, "Percent of points") };
    let panel = Panel::of_rows(page, outer, claims.len(), [wide + 14.0, 58.0, 6.0], &x, "");
    for (row, (name, one)) in names.iter().zip(judged).enumerate() {
        let middle = panel.row(row);
        panel.name_row(name, middle, wide, 9.0);
        if !one.share.is_finite() {
            panel.number_at((0.0, middle), "undefined");
            continue;
        }
        let clearly = 100.0 * f64::from(one.clearly) / f64::from(one.points);
        bar(&panel, middle, 100.0 * one.share, SKY.alpha(0.45));
        bar(&panel, middle, clearly, BLUE);
        panel.interval_across(&Estimate::with(one.share, one.bounds).times(100.0), middle, stroke(INK, 1.3));
        for (at, (_, judged)) in words.iter().enumerate() {
            panel.dot((100.0 * judged[row].share, middle), 4.5, dot_colour(at));
        }
        panel.beside(&percent(one.share), middle, 8.0, TICK);
    }
    panel.line_up(50.0, stroke(MUTED, 1.0).dashed(4.0, 4.0));
    panel.line_up(0.0, stroke(GREY, 1.0));
}

/// The label of a claim's bar: its id, as much of its text as fits, and its status, which is never cut off.
///
/// If the claim itself does not fit, an id of several words is enough.
fn name(id: &str, says: &str, status: &str) -> String {
    let status = format!(" [{}]", spaced(status));
    let room = WIDEST - label_width(&status);
    let whole = format!("{id}: {says}");
    let shown = if label_width(&whole) <= room {
        whole
    } else if id.contains('_') {
        shortened(id, LABEL, room)
    } else {
        shortened(&whole, LABEL, room)
    };
    format!("{shown}{status}")
}

fn bar(panel: &Panel<'_>, middle: f64, length: f64, colour: Colour) {
    panel.bar((0.0, middle - 0.32), (length, middle + 0.32), colour);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_never_cut_off() {
        assert_eq!(name("1", "short", "built_in"), "1: short [built in]");
        let long = "a claim of very many words ".repeat(8);
        let cut = name("1b", long.trim(), "built_in");
        assert!(
            cut.starts_with("1b: a claim") && cut.ends_with("… [built in]") && label_width(&cut) <= WIDEST,
            "{cut}"
        );
        assert_eq!(name("several_words", long.trim(), "built_in"), "several_words [built in]");
    }
}
