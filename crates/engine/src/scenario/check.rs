//! Checks that concern several values at once.

use super::draft::Draft;
use super::{practices, too_large};
use crate::parameter::{DarkSide, Graph};
use darkside_error::{Error, Result};

/// What can be checked, and must be, before the firms are made.
pub(super) fn before_firms(draft: &Draft) -> Result<()> {
    practices::check(&draft.practices, &draft.practice_places)?;
    let population = &draft.parameters.population;
    let (firms, managers) = (population.firms, population.managers);
    let at = |error: Error, paths: &[&str]| error.at_place(paths.iter().find_map(|path| draft.place_of(path)));
    if firms > managers {
        let error = Error::input(format!("there are more firms ({firms}) than managers ({managers})"));
        let paths = ["population.firms", "population.managers"];
        let entry = draft.firms.iter().flatten().nth(managers as usize).and_then(|entry| entry.place.as_ref());
        let error = at(error, &paths).at_place(entry.filter(|_| !draft.given.contains_key(paths[0])));
        return Err(error.help("population.firms is at most population.managers"));
    }
    thresholds(&draft.parameters.dark_side).map_err(|error| at(error, &["dark_side.offset", "dark_side.onset"]))?;
    check_seeds(draft.parameters.run.seed, draft.parameters.run.seeds)
        .map_err(|error| at(error, &["run.seed", "run.seeds"]))?;
    graph(draft)?;
    let sizes = [
        "population.managers",
        "population.portfolio",
        "population.firms",
        "ties.inside",
        "ties.outside",
        "ties.degree",
    ];
    too_large::check(&draft.parameters, draft.practices.len()).map_err(|error| at(error, &sizes))
}

/// A graph needs at least one manager more than a manager has contacts.
fn graph(draft: &Draft) -> Result<()> {
    let (ties, managers) = (&draft.parameters.ties, draft.parameters.population.managers);
    let degree = f64::from(ties.degree);
    let at_degree = |message: String| {
        Error::input(message).at_place(draft.place_of("ties.degree").or(draft.place_of("ties.graph")))
    };
    if ties.graph == Graph::Organisation {
        return Ok(());
    }
    if ties.graph == Graph::Ring && degree % 2.0 != 0.0 {
        let error = at_degree(format!("in a ring, ties.degree cannot be {degree}"));
        return Err(error.help("an even whole number: half of the contacts sit on each side"));
    }
    if degree > f64::from(managers - 1) {
        let error = at_degree(format!("ties.degree {degree} is more than there are other managers: {}", managers - 1));
        return Err(error.help("ties.degree is at most population.managers − 1"));
    }
    Ok(())
}

/// An imported organisation brings its own ties.
pub(super) fn no_graph(draft: &Draft) -> Result<()> {
    if draft.parameters.ties.graph == Graph::Organisation {
        return Ok(());
    }
    let error =
        Error::input("ties are either imported or generated: `ties.graph` cannot be combined with files in `[ties]`");
    Err(error.at_place(draft.place_of("ties.graph")).help("leave out ties.graph, or the files"))
}

/// A flag that turned off above the level at which it turns on would flicker.
pub(super) fn thresholds(&DarkSide { onset, offset, .. }: &DarkSide) -> Result<()> {
    if offset > onset {
        let error = Error::input(format!("dark_side.offset {offset} is above dark_side.onset {onset}"));
        return Err(error.help("a flag turns on above the onset and off below the offset: offset is at most onset"));
    }
    Ok(())
}

/// Refuses no seeds at all, and seeds that tables cannot hold.
///
/// # Errors
/// Names them, and the largest.
pub fn check_seeds(first: u64, seeds: u32) -> Result<()> {
    let largest = i64::MAX.unsigned_abs();
    if seeds == 0 {
        return Err(Error::input("there are 0 seeds").help("at least 1"));
    }
    if first > largest - u64::from(seeds - 1) {
        let error = Error::input(format!("{seeds} seeds from {first} go beyond the largest, {largest}"));
        return Err(error.help("choose a smaller first seed"));
    }
    Ok(())
}
