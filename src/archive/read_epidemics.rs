//! Reads how practices and effects spread in a finished run.

use super::layout::{ATTACK_RATES, BRIDGES, COHORTS, FOOTPRINTS, SENDERS, WAVES};
use super::read::Run;
use super::read_rows::Rows;
use super::rows::{AttackRate, Cohort, Sender, WaveFigure};
use super::{epidemics, footprints, short_epidemics};
use crate::epidemiology::Bridge;
use darkside_engine::record::Footprint;
use darkside_error::Result;

impl Run {
    /// How each practice and effect spread: `waves.csv`. Empty for a run of an earlier version, as with the next three
    /// tables.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn waves(&self) -> Result<Vec<WaveFigure>> {
        self.short_if_there(WAVES, &short_epidemics::waves())
    }

    /// Reproduction numbers by cohort: `cohorts.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn cohorts(&self) -> Result<Vec<Cohort>> {
        self.short_if_there(COHORTS, &short_epidemics::cohorts())
    }

    /// Whom each practice and effect reached: `attack_rates.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn attack_rates(&self) -> Result<Vec<AttackRate>> {
        self.short_if_there(ATTACK_RATES, &short_epidemics::attack_rates())
    }

    /// Who passed each practice on: `senders.csv`.
    ///
    /// # Errors
    /// As [`Self::summary`].
    pub fn senders(&self) -> Result<Vec<Sender>> {
        self.short_if_there(SENDERS, &short_epidemics::senders())
    }

    /// How each practice came to offices from others, by seed: `bridges`; `None` if the ledger was off.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn bridges(&self) -> Result<Option<Rows<Bridge>>> {
        self.rows(BRIDGES, epidemics::bridges(&self.practices()))
    }

    /// How alike effects and practices are along ties and within groups, by seed: `footprints`; `None` if not recorded.
    ///
    /// # Errors
    /// As [`Self::series`].
    pub fn footprints(&self) -> Result<Option<Rows<Footprint>>> {
        self.rows(FOOTPRINTS, footprints::footprints(&self.practices()))
    }
}
