//! The largest transmission trees: how one practice passed from relationship to relationship.

use super::forest::Forest;
use super::picture::{Chart, Picture};
use crate::story::data::Story;
use crate::story::words::spaced;

pub(super) const CHART: Chart = Chart { name: "trees", meaning: "the first seed's largest transmission trees", draw };

fn draw(story: &Story) -> Picture {
    if story.ledger.is_empty() {
        return Err("the first seed's ledger is empty or was not recorded".into());
    }
    let practices: Vec<String> = story.practices.iter().map(|practice| practice.name.clone()).collect();
    let forest = Forest {
        ledger: &story.ledger,
        practices: &practices,
        weeks: story.weeks,
        settling: story.settling,
        interventions: &story.interventions,
        people: Some(&story.people),
    };
    let subtitle = |trees: usize| {
        format!("Scenario {}, seed {}, the {trees} largest trees", spaced(&story.scenario), story.first_seed)
    };
    let headline = |name: &str, further: &str| {
        format!("{name} spread furthest: one relationship's use led to {further} further adoptions")
    };
    forest.draw(headline, subtitle, &[])
}
