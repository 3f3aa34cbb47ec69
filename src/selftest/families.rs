//! The families of known cases, one per line.

use super::case::Family;
use super::{ageing, bass, cascade, degroot, household, portfolios, ring, sir, sis, sis_on_graph};
use darkside_error::{Error, Result};

/// All families, in the order of the table.
pub static FAMILIES: &[Family] = &[
    household::FAMILY,
    portfolios::FAMILY,
    sir::FAMILY,
    sir::BELOW,
    sis::FAMILY,
    sis_on_graph::FAMILY,
    cascade::FAMILY,
    ring::FAMILY,
    bass::FAMILY,
    degroot::FAMILY,
    ageing::FAMILY,
];

/// The families listed in `only`; all if it is empty.
pub(super) fn chosen(only: &[String]) -> Result<Vec<&'static Family>> {
    let names = || FAMILIES.iter().map(|family| family.name);
    if let Some(unknown) = only.iter().find(|name| names().all(|known| known != **name)) {
        let error = Error::input(format!("there is no known case \"{unknown}\""));
        return Err(error.did_you_mean(unknown, names(), format!("one of {}", names().collect::<Vec<_>>().join(", "))));
    }
    Ok(FAMILIES.iter().filter(|family| only.is_empty() || only.iter().any(|name| name == family.name)).collect())
}
