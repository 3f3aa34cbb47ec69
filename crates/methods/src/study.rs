//! A panel and how it is to be read.

use crate::contact_effect::Note;
use crate::panel::Panel;
use crate::risk_set::{Exposure, RiskSet, Row};
use darkside_draws::Draws;
use darkside_error::{Error, Result};

/// How a panel is to be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How the use of contacts adds up.
    pub exposure: Exposure,
    /// How often adoption times are shuffled.
    pub shuffles: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { exposure: Exposure::Number, shuffles: 500 }
    }
}

/// A panel with its risk set, ready for the [methods](crate::METHODS).
#[derive(Clone, Debug)]
pub struct Study<'a> {
    pub(crate) panel: &'a Panel,
    pub(crate) risk_set: RiskSet,
    pub(crate) settings: Settings,
    pub(crate) draws: Draws,
}

impl<'a> Study<'a> {
    /// Checks the panel and finds who was at risk. `draws` are for the shuffles only.
    ///
    /// # Errors
    ///
    /// Those of [`Panel::check`]; no shuffles.
    pub fn new(panel: &'a Panel, settings: Settings, draws: Draws) -> Result<Self> {
        panel.check()?;
        if settings.shuffles == 0 {
            return Err(Error::input("at least one shuffle is needed"));
        }
        Ok(Self { panel, risk_set: RiskSet::of(panel, settings.exposure), settings, draws })
    }

    /// Who was at risk.
    pub fn risk_set(&self) -> &RiskSet {
        &self.risk_set
    }

    /// The names and values of what is adjusted for: the panel's covariates at the row's wave, whether the manager used
    /// the practice before, and the number of contacts.
    pub(crate) fn adjustments(&self, rows: &[&Row]) -> Vec<(String, Vec<f64>)> {
        let of_rows = |values: &[f64]| {
            let cell = |row: &&Row| self.panel.cell(row.manager as usize, row.wave as usize);
            rows.iter().map(|row| values[cell(row)]).collect()
        };
        let covariates = self.panel.covariates.iter();
        let mut columns: Vec<(String, Vec<f64>)> =
            covariates.map(|covariate| (covariate.name.clone(), of_rows(&covariate.values))).collect();
        columns.push(("prior use".into(), rows.iter().map(|row| f64::from(row.used_before)).collect()));
        columns.push(("number of contacts".into(), rows.iter().map(|row| f64::from(row.contacts)).collect()));
        columns
    }

    /// The rows of which all covariates are known; how many others there are is noted.
    pub(crate) fn known_rows(&self, notes: &mut Vec<Note>) -> Vec<&Row> {
        let known = |row: &&Row| {
            let cell = self.panel.cell(row.manager as usize, row.wave as usize);
            self.panel.covariates.iter().all(|covariate| !covariate.values[cell].is_nan())
        };
        let rows: Vec<&Row> = self.risk_set.rows.iter().filter(known).collect();
        if rows.len() < self.risk_set.rows.len() {
            notes.push(Note::CovariateUnknown { rows: self.risk_set.rows.len() - rows.len() });
        }
        rows
    }
}
