//! Checks that concern several values at once.

use super::draft::Draft;
use super::node::pointed;
use super::{Firm, practices};
use crate::error::{Error, Result};
use crate::parameter::Parameters;

/// The parameters that [`thresholds`] compares.
pub(super) const THRESHOLDS: [&str; 2] = ["dark_side.onset", "dark_side.offset"];

/// No run may need more memory than this.
const MOST_MEMORY: f64 = 64.0 * GIBIBYTE;
const GIBIBYTE: f64 = 1_073_741_824.0;

/// What can be checked, and must be, before the firms are made.
pub(super) fn before_firms(draft: &Draft) -> Result<()> {
    practices::check(&draft.practices, &draft.practice_places)?;
    let population = &draft.parameters.population;
    let (firms, managers) = (population.firms, population.managers);
    let at = |error: Error, paths: &[&str]| {
        let place = paths.iter().find_map(|path| draft.given.get(path).and_then(Option::as_ref));
        pointed(error, place)
    };
    if firms > managers {
        let error = Error::input(format!("there are more firms ({firms}) than managers ({managers})"));
        let paths = ["population.firms", "population.managers"];
        let entry = draft.firms.iter().flatten().nth(managers as usize).and_then(|entry| entry.place.as_ref());
        let error = pointed(at(error, &paths), entry.filter(|_| !draft.given.contains_key(paths[0])));
        return Err(error.help("population.firms is at most population.managers"));
    }
    thresholds(&draft.parameters).map_err(|error| at(error, &["dark_side.offset", "dark_side.onset"]))?;
    last_seed(&draft.parameters).map_err(|error| at(error, &["run.seed", "run.seeds"]))?;
    let bytes = memory(&draft.parameters, draft.practices.len());
    if bytes > MOST_MEMORY {
        let error = Error::input(format!(
            "{managers} managers with {} relationships each would need about {:.0} GiB of memory",
            population.portfolio,
            bytes / GIBIBYTE
        ));
        let error = at(error, &["population.managers", "population.portfolio", "ties.inside", "ties.outside"]);
        return Err(
            error.help(format!("at most {:.0} GiB: fewer managers, relationships or ties", MOST_MEMORY / GIBIBYTE))
        );
    }
    Ok(())
}

/// A flag that turned off above where it turns on would flicker.
pub(super) fn thresholds(parameters: &Parameters) -> Result<()> {
    let (onset, offset) = (parameters.dark_side.onset, parameters.dark_side.offset);
    if offset > onset {
        let error = Error::input(format!("dark_side.offset {offset} is above dark_side.onset {onset}"));
        return Err(error.help("a flag turns on above the onset and off below the offset: offset is at most onset"));
    }
    Ok(())
}

/// All seeds are whole numbers that tables can hold.
fn last_seed(parameters: &Parameters) -> Result<()> {
    let run = &parameters.run;
    let greatest = i64::MAX.unsigned_abs();
    if run.seed > greatest - u64::from(run.seeds - 1) {
        let error = Error::input(format!("{} seeds from {} on go beyond the greatest seed", run.seeds, run.seed));
        return Err(error.help(format!("the last seed, run.seed + run.seeds - 1, is at most {greatest}")));
    }
    Ok(())
}

/// Bytes that the state of one run needs, about.
///
/// Managers sit in blocks of sixteen, none of which spans two firms, and a block has a row of sixteen for each
/// relationship and tie. What the ledger records comes on top.
fn memory(parameters: &Parameters, practices: usize) -> f64 {
    const RELATIONSHIP: f64 = 150.0;
    const TIE: f64 = 32.0;
    const MANAGER: f64 = 120.0;
    let population = &parameters.population;
    let firms = f64::from(population.firms.max(1));
    let in_a_firm = f64::from(population.managers) / firms;
    let seats = firms * (in_a_firm / 16.0).ceil() * 16.0;
    let inside = f64::from(parameters.ties.inside);
    let ties = if inside < in_a_firm { inside } else { in_a_firm } + f64::from(parameters.ties.outside);
    let beliefs = 8.0 * practices.next_multiple_of(16) as f64;
    let accounts = 16.0 * f64::from(population.accounts_per_relationship);
    let manager = MANAGER + beliefs + TIE * ties + (RELATIONSHIP + accounts) * f64::from(population.portfolio);
    // A firm's parameters are there in the scenario and in the run.
    seats * manager + 2.0 * firms * size_of::<Firm>() as f64
}
