//! Files for SPSS: people, ties, key accounts, and a syntax file that declares them.

use std::fmt::Write;

use super::actors::{Actors, script};
use super::long;

pub(super) fn files(actors: &Actors<'_>) -> Vec<(String, String)> {
    let people = long::people(actors);
    let mut variables = String::new();
    for name in people.lines().next().unwrap_or("").split(',') {
        let format = match name {
            "status" => "A12",
            "tenure" | "learning" => "F12.6",
            _ => "F8.0",
        };
        // Writing to a string cannot fail.
        let _ = write!(variables, "\n    {name} {format}");
    }
    vec![
        ("people.csv".to_owned(), people),
        ("ties.csv".to_owned(), long::ties(actors)),
        ("accounts.csv".to_owned(), long::accounts(actors)),
        ("model.sps".to_owned(), script(include_str!("spss.sps"), actors).replace("{variables}", &variables)),
    ]
}
