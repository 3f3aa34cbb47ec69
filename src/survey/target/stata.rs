//! The do-file for Stata.

use super::actors::{self, Actors};

pub(super) fn script(actors: &Actors<'_>) -> String {
    let label = |(name, number): (&str, usize)| format!("label variable use_{number} \"{}\"\n", name.replace('_', " "));
    let labels: String = actors.practices().zip(1..).map(label).collect();
    actors::script(include_str!("stata.do"), actors).replace("{labels}", labels.trim_end())
}
