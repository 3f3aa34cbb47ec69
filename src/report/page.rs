//! The page itself: its parts in order, with the pictures inside.

use std::fmt::Write;

use super::part::{self, section};
use super::table;
use crate::chart::paper::{FONT_NOTICE, escape};
use crate::chart::{Drawn, Files};
use crate::story::number::{count, number, percent};
use crate::story::words::{capital, seeds, spaced};
use crate::story::{Story, change, finding};
use darkside_engine::parameter::{Basis, CATALOGUE};
use darkside_error::Result;

/// The whole page.
///
/// # Errors
/// If a picture cannot be read.
pub fn page(story: &Story, charts: &[Drawn]) -> Result<String> {
    let title = escape(&capital(&spaced(&story.scenario)));
    let mut out = part::begin(&title);
    out.push_str(&opening(story, &title));
    let figure = |name: &str| figure(charts, name);
    section(&mut out, "What was done", &story.done, &[]);
    section(&mut out, "What happened", &finding::darkness(story), &[figure("trajectories")?]);
    let seen = [figure("paradox")?, figure("inverted_u")?];
    section(&mut out, "What managers see, and what relationships yield", &finding::paradox(story), &seen);
    section(&mut out, "Which dark sides", &finding::effects(story), &[figure("effects")?, table::reproduction(story)]);
    section(&mut out, "Which practices", &finding::practices(story), &[figure("practices")?]);
    let travelled = [finding::transmissions(story), finding::exposure(story), finding::latent(story)].concat();
    let ways = [figure("transmissions")?, table::transmissions(story), table::exposure(story)];
    section(&mut out, "How practices spread", &travelled, &ways);
    section(
        &mut out,
        "Where the dark sides came from",
        &finding::onsets(story),
        &[figure("onsets")?, figure("trees")?],
    );
    let organisation = [figure("groups")?, figure("network")?, figure("phases_alignment")?];
    let compared = if organisation[0].is_empty() { Vec::new() } else { finding::groups(story) };
    section(&mut out, "Who and where", &compared, &organisation);
    section(&mut out, "How sure is this?", &change::confidence(story), &[]);
    out.push_str(&fine_print(story, charts));
    out.push_str(part::end());
    Ok(out)
}

fn opening(story: &Story, title: &str) -> String {
    let mut out = format!("<header>\n<p class=\"kind\">Report on a simulated organisation</p>\n<h1>{title}</h1>\n");
    if !story.question.trim().is_empty() {
        let _ = writeln!(out, "<p class=\"question\">{}</p>", escape(story.question.trim()));
    }
    if !story.look_at.trim().is_empty() {
        let _ = writeln!(out, "<p><b>What to look at:</b> {}</p>", escape(story.look_at.trim()));
    }
    let years = f64::from(story.weeks) / 52.0;
    let time = if years >= 1.0 { format!(" ({} years)", number(years, 1)) } else { String::new() };
    let _ = writeln!(
        out,
        "<p>The model followed the organisation for {} weeks{time}, {}.</p>",
        count(f64::from(story.weeks)),
        seeds_in_words(story)
    );
    let gap = story.gap.last().map_or(f64::NAN, |gap| gap.mean);
    let figures = [
        (percent(story.last("dark_share").mean), "of relationships are dark at the end"),
        (number(story.last("value").mean, 2), "actual value per relationship and week"),
        (number(story.last("visible_value").mean, 2), "visible value: what managers see"),
        (number(gap, 2), "gap between the two"),
    ];
    out.push_str(&part::glance(figures.iter().map(|(figure, words)| (figure.as_str(), *words))));
    out.push_str("<p class=\"note\">Value is counted in the model's own unit: a fully close relationship without practices and without dark \
                  side yields about 0.8 a week. It is no currency.</p>\n</header>\n");
    out
}

fn seeds_in_words(story: &Story) -> String {
    if story.seeds == 1 {
        "once (1 seed)".into()
    } else {
        format!("{} times with different chance ({})", count(f64::from(story.seeds)), seeds(story.seeds))
    }
}

/// A picture, with what it shows in words; nothing if it was left out.
fn figure(charts: &[Drawn], name: &str) -> Result<String> {
    charts.iter().find(|drawn| drawn.name == name).map_or(Ok(String::new()), part::picture)
}

fn fine_print(story: &Story, charts: &[Drawn]) -> String {
    let last = story.first_seed.saturating_add(u64::from(story.seeds) - u64::from(story.seeds > 0));
    let with = |basis: Basis| CATALOGUE.iter().filter(|parameter| parameter.basis == basis).count();
    let mut items = vec![
        format!("Scenario {}, seeds {} to {last}, weeks 0 to {}, darkside {}.", escape(&story.scenario), story.first_seed, story.weeks, escape(&story.version)),
        format!("Digest of the results: <code>{}</code>. The same scenario, seeds and version give the same digest on any machine.", escape(&story.digest)),
        format!(
            "No value of the model is estimated from key account management: no such calibration exists. Of its {} parameters, {} are tuned so that the model shows \
             the patterns that its description names, {} are taken from neighbouring fields, {} from the sources, and {} are conventions. \
             <code>darkside list parameters</code> says which is which.",
            CATALOGUE.len(),
            with(Basis::Tuned),
            with(Basis::Transferred),
            with(Basis::Source),
            with(Basis::Convention)
        ),
        "Largely built in by assumption, and no discovery of a run: that copying inside and copying between portfolios each add to the dark share (pattern 3), that formal \
         and informal safeguards together protect more than both alone (pattern 7), how the organisation presets rank (pattern 8), and what audit and the \
         cleansing of programmes do."
            .to_owned(),
        "Audit and cleansing cost nothing in the model, and an audit judges from the true state of a relationship.".to_owned(),
        escape(FONT_NOTICE),
    ];
    for drawn in charts {
        if let Files::LeftOut(reason) = &drawn.files {
            items.push(format!("Picture left out: {} ({}).", escape(drawn.name), escape(reason)));
        }
    }
    part::fine_print(&items)
}
