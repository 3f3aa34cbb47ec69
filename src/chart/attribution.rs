//! What each mechanism contributes, compared with its credit in the ledger.

use super::layout::{Axis, Page, Panel, Rect, legend_of_fills, shortened, wrapped};
use super::paper::{Colour, Drawing};
use super::style::{DARK, GREY, INK, LABEL, stroke};
use crate::experiment::attribution::{Attribution, Counted, MechanismPart};
use crate::story::data::Estimate;
use crate::story::number::percent;
use crate::story::words::{self, capital, spaced};
use darkside_stats::Summary;

/// Height of a row of bars.
const ROW: f64 = 58.0;
/// Room for the names of mechanisms.
const NAMES: f64 = 230.0;

/// Two bars for each mechanism: its Shapley share of the outcome, and its share of the onsets in the ledger.
pub fn draw(found: &Attribution, scenario: &str) -> Drawing {
    let seeds = found.shapley.total.count;
    let subtitle = format!(
        "Scenario {}, {}, {} sets of mechanisms, {seeds} seeds each; bars: mean, lines: 95 % confidence interval, paired by seed",
        spaced(scenario),
        found.reading.words(),
        found.values.len()
    );
    let compared = found.counted != Counted::Apart;
    let height = found.parts.len() as f64 * ROW + if compared { 96.0 } else { 60.0 };
    let page = Page::new(height, &headline(found), &subtitle, &notes(found));
    let (body, keys) = page.body().split_bottom(if compared { 34.0 } else { 0.0 });
    bars(&page, body, found, compared);
    if compared {
        let fills =
            [("Share of the outcome (Shapley value)", DARK), ("Share of the onsets, as credited in the ledger", GREY)];
        legend_of_fills(&page, keys.without_top(10.0), &fills);
    }
    page.finish()
}

fn notes(found: &Attribution) -> Vec<&'static str> {
    let mut notes = vec![
        "Shapley share: what a mechanism adds to the outcome, averaged over all orders in which the mechanisms can be switched on.",
    ];
    if found.counted != Counted::Apart {
        notes.push(
            "The ledger credits an onset to the practice in use that feeds it most, and to the route by which that practice arrived. It does not ask whether \
             the practice would have arrived by another route.",
        );
    }
    notes
}

fn headline(found: &Attribution) -> String {
    let Some(rest) = found.parts.last() else { return String::new() };
    let metric = capital(&spaced(&found.reading.metric.name));
    if found.counted == Counted::Apart || !rest.of_outcome.mean.is_finite() {
        let whole = found.shapley.total;
        if !whole.mean.is_finite() {
            return format!("{metric}: undefined in these runs");
        }
        return format!("{metric}: the mechanisms together change it by {}", found.reading.signed(whole.mean));
    }
    format!(
        "{metric}: {} would exist without any spreading, though {} of the onsets are credited to it",
        percent(rest.of_outcome.mean),
        percent(1.0 - rest.of_onsets.mean)
    )
}

fn bars(page: &Page, outer: Rect, found: &Attribution, compared: bool) {
    let shapley = |part: &MechanismPart| if compared { percent_of(part.of_outcome) } else { part.adds.into() };
    let parts = if compared { &found.parts[..] } else { &found.parts[..found.mechanisms.len()] };
    let mut all: Vec<Estimate> = parts.iter().map(shapley).collect();
    if compared {
        all.extend(parts.iter().map(|part| percent_of(part.of_onsets)));
    }
    let x = Axis::over(&all, 6, if compared { "Percent" } else { "Outcome's unit" });
    let panel = Panel::of_rows(page, outer, parts.len(), [NAMES, 70.0, 8.0], &x, "");
    for (row, part) in parts.iter().enumerate() {
        let middle = panel.row(row);
        name(page, &panel, part, panel.down(middle));
        let show = |value: f64| if compared { percent(value / 100.0) } else { found.reading.signed(value) };
        if compared {
            bar(&panel, shapley(part), (middle + 0.2, 0.17), DARK, &show);
            bar(&panel, percent_of(part.of_onsets), (middle - 0.2, 0.17), GREY, &show);
        } else {
            bar(&panel, shapley(part), (middle, 0.26), DARK, &show);
        }
    }
    panel.line_up(0.0, stroke(INK, 1.2));
}

fn name(page: &Page, panel: &Panel<'_>, part: &MechanismPart, down: f64) {
    let words = part.mechanism.map_or("Without any of them".to_owned(), |by| capital(words::mechanism(by)));
    let lines = wrapped(&words, LABEL, NAMES - 14.0);
    let first = down - (lines.len() as f64 - 1.0) * 9.0;
    for (n, line) in lines.iter().enumerate() {
        page.text(&shortened(line, LABEL, NAMES), panel.inside().x - 10.0, first + n as f64 * 18.0, LABEL.right());
    }
}

fn bar(panel: &Panel<'_>, value: Estimate, (middle, half): (f64, f64), colour: Colour, show: &impl Fn(f64) -> String) {
    if !value.mean.is_finite() {
        return;
    }
    panel.bar((0.0, middle - half), (value.mean, middle + half), colour);
    panel.interval_across(&value, middle, stroke(INK, 1.5));
    let end = [value.mean, value.high, 0.0].into_iter().filter(|end| end.is_finite()).fold(0.0, f64::max);
    panel.number_at((end, middle), &show(value.mean));
}

fn percent_of(summary: Summary) -> Estimate {
    Estimate::from(summary).times(100.0)
}
