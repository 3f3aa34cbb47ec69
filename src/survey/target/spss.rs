//! The syntax file for SPSS, which declares the columns of `people.csv`.

use super::actors::{self, Actors};
use super::long::{Called, heads};

pub(super) fn script(actors: &Actors<'_>) -> String {
    let variable = |name: &str| match name {
        "status" => format!("\n    {name} A12"),
        "tenure" | "learning" => format!("\n    {name} F12.6"),
        _ => format!("\n    {name} F8.0"),
    };
    let variables: String = heads(actors, Called::ByNumber).split(',').map(variable).collect();
    let label = |(name, number): (&str, usize)| format!("\n    /use_{number} \"{}\"", name.replace('_', " "));
    let labels: String = actors.practices().zip(1..).map(label).collect();
    let syntax = actors::script(include_str!("spss.sps"), actors);
    syntax.replace("{variables}", &variables).replace("{labels}", labels.trim_start_matches("\n    /"))
}
