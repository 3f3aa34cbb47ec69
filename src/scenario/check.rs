//! Checks that concern several values at once.

use super::draft::Draft;
use super::node::{Key, pointed};
use super::{Firm, patch, practices};
use crate::error::{Error, Result};
use crate::network::Network;
use crate::parameter::Parameters;

/// The parameters that [`thresholds`] compares.
pub(super) const THRESHOLDS: [&str; 2] = ["dark_side.onset", "dark_side.offset"];

/// No run may need more memory than this.
const MOST_MEMORY: f64 = 64.0 * GIBIBYTE;
const GIBIBYTE: f64 = 1_073_741_824.0;

/// What can be checked, and must be, before the firms are made.
pub(super) fn before_firms(draft: &Draft, network: Option<&Network>) -> Result<()> {
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
    network.map_or(Ok(()), |network| imported_practices(draft, network))
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

/// Bytes that the state of a run needs, about: single-precision fields, and for every practice where
/// it came from.
fn memory(parameters: &Parameters, practices: usize) -> f64 {
    let population = &parameters.population;
    let lanes = practices.next_multiple_of(8) as f64;
    let relationship = 128.0 + 8.0 * lanes;
    let colleagues = f64::from(population.managers) / f64::from(population.firms.max(1));
    let ties = f64::from(parameters.ties.inside).min(colleagues) + f64::from(parameters.ties.outside);
    let manager = 128.0 + 16.0 * lanes + 16.0 * ties + relationship * f64::from(population.portfolio);
    let firm = size_of::<Firm>() as f64 + 64.0;
    let accounts = f64::from(population.accounts_per_relationship) * f64::from(population.portfolio) * 16.0;
    f64::from(population.managers) * (manager + accounts) + f64::from(population.firms) * firm
}

/// The practices that imported relationships use must be in the catalogue.
fn imported_practices(draft: &Draft, network: &Network) -> Result<()> {
    for relationship in network.relationships.iter().flatten() {
        for name in relationship.practices.iter().flatten() {
            if !draft.practices.iter().any(|practice| practice.name == *name) {
                let id = network.managers.get(relationship.manager as usize).map_or("", |manager| manager.id.as_str());
                let key = Key { name: name.clone(), place: None };
                let unknown = patch::unknown_practice(&key, name, &draft.practices);
                let error =
                    Error::input(format!("{} in an imported relationship of manager \"{id}\"", unknown.message()));
                return Err(match unknown.advice() {
                    Some(advice) => error.help(advice),
                    None => error,
                });
            }
        }
    }
    Ok(())
}
