//! How a panel is read for the methods.

use darkside_methods::{Exposure, Settings};

/// How a panel is read.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelReading {
    /// The name of the practice.
    pub practice: String,
    /// Whether use is taken from the truth instead of from what managers report.
    pub true_use: bool,
    /// How the use of contacts adds up.
    pub exposure: Exposure,
    /// What to adjust for, besides prior use and the number of contacts: `tenure`, `learning`.
    pub covariates: Vec<String>,
    /// How often adoption times are shuffled.
    pub shuffles: u32,
}

impl Default for PanelReading {
    fn default() -> Self {
        let Settings { exposure, shuffles, .. } = Settings::default();
        Self { practice: String::new(), true_use: false, exposure, covariates: Vec::new(), shuffles }
    }
}
