//! The catalogue of methods.

use crate::method::Method;
use crate::{adjusted_logit, firm_wave_logit, hazard, lagged_logit, matched_pairs, shuffled_times};

/// All methods.
pub const METHODS: [Method; 6] = [
    lagged_logit::METHOD,
    firm_wave_logit::METHOD,
    hazard::METHOD,
    adjusted_logit::METHOD,
    matched_pairs::METHOD,
    shuffled_times::METHOD,
];

/// The method of this name.
pub fn method_named(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}
