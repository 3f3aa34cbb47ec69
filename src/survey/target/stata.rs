//! Files for Stata: people, ties, key accounts, and a do-file.

use super::actors::{Actors, script};
use super::long;

pub(super) fn files(actors: &Actors<'_>) -> Vec<(String, String)> {
    vec![
        ("people.csv".to_owned(), long::people(actors)),
        ("ties.csv".to_owned(), long::ties(actors)),
        ("accounts.csv".to_owned(), long::accounts(actors)),
        ("model.do".to_owned(), script(include_str!("stata.do"), actors)),
    ]
}
