//! The page of a run: its parts in order, with the pictures inside.

use maud::{Markup, html};

use super::part::{self, section};
use super::table;
use crate::chart::Drawn;
use crate::story::number::{count, number, percent, two};
use crate::story::words::{capital, seeds, spaced};
use crate::story::{Story, change, finding, footprints, wave};
use darkside_engine::parameter::{Basis, CATALOGUE};
use darkside_error::Result;

/// The whole page.
///
/// # Errors
/// If a picture cannot be read.
pub(super) fn page(story: &Story, charts: &[Drawn]) -> Result<String> {
    let title = capital(&spaced(&story.scenario));
    let figure = |name: &str| match charts.iter().find(|drawn| drawn.name == name) {
        Some(drawn) => part::picture(drawn),
        None => Ok(None),
    };
    let spread = [finding::transmissions(story), finding::exposure(story), finding::latent(story)].concat();
    let routes = [figure("transmissions")?, table::transmissions(story), table::exposure(story)];
    let wave_parts = [figure("wave")?, figure("senders")?, figure("arrival")?, table::spread(story)];
    let organisation = [figure("groups")?, figure("network")?, figure("phases_alignment")?];
    let compared = if organisation[0].is_some() { finding::groups(story) } else { Vec::new() };
    let what_managers_see = [figure("paradox")?, figure("inverted_u")?];
    let body = html! {
        (opening(story, &title))
        (section("What was done", &story.done, &[]))
        (section("What happened", &finding::darkness(story), &[figure("trajectories")?]))
        (section("What managers see, and what relationships yield", &finding::paradox(story), &what_managers_see))
        (section("Which dark sides", &finding::effects(story), &[figure("effects")?, table::reproduction(story)]))
        (section("Which practices", &finding::practices(story), &[figure("practices")?]))
        (section("How practices spread", &spread, &routes))
        (section("How far and how fast", &wave::wave(story), &wave_parts))
        (section("What a field study would see", &footprints::said(story), &[figure("footprints")?]))
        (section("Where the dark sides came from", &finding::onsets(story), &[figure("onsets")?, figure("trees")?]))
        (section("Who and where", &compared, &organisation))
        (section("How certain is this?", &change::confidence(story), &[]))
        (part::fine_print(fine_print(story), charts))
    };
    Ok(part::document(&title, &body))
}

fn opening(story: &Story, title: &str) -> Markup {
    let years = f64::from(story.weeks) / 52.0;
    let time = if years >= 1.0 { format!(" ({} years)", number(years, 1)) } else { String::new() };
    let figures = [
        (two(story.last("dark_cost").mean), "dark cost at the end: value lost per relationship and week"),
        (two(story.last("value").mean), "actual value per relationship and week"),
        (two(story.last("visible_value").mean), "visible value: what managers see"),
        (percent(story.last("dark_share").mean), "of relationships are dark"),
    ];
    html! {
        header {
            p.kind { "Report on a simulated organisation" }
            h1 { (title) }
            @if !story.question.trim().is_empty() { p.question { (story.question.trim()) } }
            @if !story.look_at.trim().is_empty() { p { b { "What to look at:" } " " (story.look_at.trim()) } }
            p { "The model followed the organisation for " (count(f64::from(story.weeks))) " weeks" (time) ", " (times(story)) "." }
            (part::glance(&figures.map(|(figure, words)| (figure, words.to_owned()))))
            p.note {
                "Value is counted in the model's own unit, not in a currency: a fully close relationship without practices and without a dark \
                 side yields about 0.8 a week."
            }
        }
    }
}

fn times(story: &Story) -> String {
    if story.seeds == 1 {
        "once (1 seed)".into()
    } else {
        format!("{} times with different chance events ({})", count(f64::from(story.seeds)), seeds(story.seeds))
    }
}

/// What audits and cleansing cost: nothing, unless the scenario says otherwise.
fn costs(story: &Story) -> &'static str {
    if story.series.get("net_value") == story.series.get("value") {
        "Audits and cleansing cost nothing in this scenario"
    } else {
        "What practices, audits and cleansing cost is taken off in `net_value` alone, not in actual value"
    }
}

fn fine_print(story: &Story) -> Vec<String> {
    let last = story.first_seed.saturating_add(u64::from(story.seeds) - u64::from(story.seeds > 0));
    let with = |basis: Basis| CATALOGUE.iter().filter(|parameter| parameter.basis == basis).count();
    vec![
        format!("Scenario {}, seeds {} to {last}, weeks 0 to {}, darkside {}.", story.scenario, story.first_seed, story.weeks, story.version),
        format!("Digest of the results: `{}`. The same scenario, seeds and version give the same digest on any machine.", story.digest),
        format!(
            "No value of the model is estimated from key account management: no such calibration exists. Of its {} parameters, {} are tuned so that the model shows \
             the patterns that its description names, {} are taken from neighbouring fields, {} from the sources, and {} are conventions. \
             `darkside list parameters` says which is which.",
            CATALOGUE.len(),
            with(Basis::Tuned),
            with(Basis::Transferred),
            with(Basis::Source),
            with(Basis::Convention)
        ),
        "Largely built in by assumption, and not findings of a run: that copying inside and copying between portfolios each add to the dark share (pattern 3), that formal \
         and informal safeguards together protect more than either alone (pattern 7), how the organisation presets rank (pattern 8), and the effects of audits and of \
         cleansing in programmes."
            .to_owned(),
        format!("{}, and an audit judges by the true state of a relationship.", costs(story)),
    ]
}
