//! Files for SPSS: people, ties, key accounts, and a syntax file that declares them.

use std::fmt::Write;

use super::actors::{Actors, script};
use super::long::{self, Called};

pub(super) fn files(actors: &Actors<'_>) -> Vec<(String, String)> {
    let people = long::people(actors, Called::ByNumber);
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
    let label = |(name, number): (&str, usize)| format!("\n    /use_{number} \"{}\"", name.replace('_', " "));
    let labels: String = actors.practices().zip(1..).map(label).collect();
    let syntax = script(include_str!("spss.sps"), actors);
    vec![
        ("people.csv".to_owned(), people),
        ("ties.csv".to_owned(), long::ties(actors)),
        ("accounts.csv".to_owned(), long::accounts(actors)),
        (
            "model.sps".to_owned(),
            syntax.replace("{variables}", &variables).replace("{labels}", labels.trim_start_matches("\n    /")),
        ),
    ]
}
