//! The catalogue of methods.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::study::Study;
use crate::{adjusted_logit, firm_wave_logit, hazard, lagged_logit, matched_pairs, shuffled_times};

/// A way to estimate what a contact's use does.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its name in files and tables.
    pub name: &'static str,
    /// What it is.
    pub title: &'static str,
    /// When its answer may be believed.
    pub assumes: &'static str,
    /// Who proposed it.
    pub source: &'static str,
    pub(crate) estimate: fn(&Study) -> Result<ContactEffect, CouldNot>,
}

/// All methods, from the one that assumes most.
pub const METHODS: [Method; 6] = [
    lagged_logit::METHOD,
    hazard::METHOD,
    firm_wave_logit::METHOD,
    adjusted_logit::METHOD,
    matched_pairs::METHOD,
    shuffled_times::METHOD,
];

impl Method {
    /// The method of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        METHODS.iter().find(|method| method.name == name)
    }

    /// The method's answer; the same for the same study.
    ///
    /// # Errors
    ///
    /// The reason why it has none.
    pub fn estimate(&self, study: &Study) -> Result<ContactEffect, CouldNot> {
        (self.estimate)(study)
    }
}
