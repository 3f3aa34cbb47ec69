//! Files for Stata: people, ties, key accounts, and a do-file.

use super::actors::{Actors, script};
use super::long::{self, Called};

pub(super) fn files(actors: &Actors<'_>) -> Vec<(String, String)> {
    let label = |(name, number): (&str, usize)| format!("label variable use_{number} \"{}\"\n", name.replace('_', " "));
    let labels: String = actors.practices().zip(1..).map(label).collect();
    vec![
        ("people.csv".to_owned(), long::people(actors, Called::ByNumber)),
        ("ties.csv".to_owned(), long::ties(actors)),
        ("accounts.csv".to_owned(), long::accounts(actors)),
        ("model.do".to_owned(), script(include_str!("stata.do"), actors).replace("{labels}", labels.trim_end())),
    ]
}
