//! The catalogue of methods.

use crate::method::Method;
use crate::{matched_pairs, regressions, shuffled_times};

/// All methods.
pub const METHODS: [Method; 6] = [
    regressions::LOGIT,
    regressions::FIRM_WAVE,
    regressions::HAZARD,
    regressions::ADJUSTED,
    matched_pairs::METHOD,
    shuffled_times::METHOD,
];

/// The method of this name.
pub fn method_named(name: &str) -> Option<&'static Method> {
    METHODS.iter().find(|method| method.name == name)
}
