//! A way to estimate what a contact's use does.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::study::Study;

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

impl Method {
    /// The method's answer; the same for the same study.
    ///
    /// # Errors
    ///
    /// The reason why it has none.
    pub fn estimate(&self, study: &Study) -> Result<ContactEffect, CouldNot> {
        (self.estimate)(study)
    }
}
