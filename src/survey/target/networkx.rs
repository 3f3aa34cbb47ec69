//! Files for networkx: people, ties, key accounts, and a script.

use super::actors::{Actors, script};
use super::long::{self, Called};

pub(super) fn files(actors: &Actors<'_>) -> Vec<(String, String)> {
    vec![
        ("people.csv".to_owned(), long::people(actors, Called::ByName)),
        ("ties.csv".to_owned(), long::ties(actors)),
        ("accounts.csv".to_owned(), long::accounts(actors)),
        ("model.py".to_owned(), script(include_str!("networkx.py"), actors)),
    ]
}
