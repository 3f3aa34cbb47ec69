//! How each practice and effect spread, ready for sentences and pictures.

use super::estimate::Estimate;
use crate::archive::{AttackRate, Cohort, Sender, WaveFigure};
use crate::epidemiology::{Figure, Trait, Unit};
use darkside_stats::Summary;

/// Tables of the spread of practices and effects; empty if the ledger was off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    /// Figures.
    pub waves: Vec<WaveFigure>,
    /// Reproduction numbers by cohort.
    pub cohorts: Vec<Cohort>,
    /// Which managers were reached.
    pub attack_rates: Vec<AttackRate>,
    /// Who passed practices on.
    pub senders: Vec<Sender>,
    /// Bridges between offices, by practice.
    pub bridges: Vec<BridgeCount>,
}

/// How a practice came to offices from other offices: means per seed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BridgeCount {
    /// Name of the practice.
    pub practice: String,
    /// Offices that it came to from another office.
    pub offices: f64,
    /// How many of them it came to from another firm.
    pub between_firms: f64,
    /// How many of them it came to along a tie of week 0.
    pub tied_at_start: f64,
}

impl Spread {
    /// A figure over seeds.
    pub fn figure(&self, unit: Unit, name: &str, figure: Figure) -> Estimate {
        self.summary(unit, name, figure).map_or(Estimate::UNDEFINED, |&summary| summary.into())
    }

    /// The number of seeds in which a figure is defined.
    pub fn seeds(&self, unit: Unit, name: &str, figure: Figure) -> u64 {
        self.summary(unit, name, figure).map_or(0, |summary| summary.count)
    }

    fn summary(&self, unit: Unit, name: &str, figure: Figure) -> Option<&Summary> {
        let found = self.waves.iter().find(|row| row.unit == unit && row.name == name && row.figure == figure);
        found.map(|row| &row.summary)
    }

    /// The practice that took off highest, if any took off in any seed.
    pub fn leading(&self) -> Option<&str> {
        let took_off =
            |row: &&WaveFigure| row.unit == Unit::Adoption && row.figure == Figure::TookOff && row.summary.mean > 0.0;
        let peak = |row: &&WaveFigure| self.figure(Unit::Adoption, &row.name, Figure::Peak).mean;
        let highest = self.waves.iter().filter(took_off).max_by(|a, b| peak(a).total_cmp(&peak(b)));
        highest.map(|row| row.name.as_str())
    }

    /// The cohorts of a practice or effect, by year or by the run's shorter stretches.
    pub fn cohorts(&self, unit: Unit, name: &str, year: bool) -> Vec<&Cohort> {
        let wanted = |row: &&Cohort| row.unit == unit && row.name == name && row.year == year;
        self.cohorts.iter().filter(wanted).collect()
    }

    /// The first and the last year with a known reproduction number, if there are two.
    pub fn first_and_last_year(&self, unit: Unit, name: &str) -> Option<(&Cohort, &Cohort)> {
        let mut known = self.cohorts(unit, name, true);
        known.retain(|cohort| cohort.reproduction.is_finite() && cohort.cases >= 1.0);
        match known[..] {
            [first, .., last] => Some((first, last)),
            _ => None,
        }
    }

    /// Which managers a practice or effect reached, by a trait, in order of its groups.
    pub fn reached(&self, unit: Unit, name: &str, by: Trait) -> Vec<&AttackRate> {
        self.attack_rates.iter().filter(|row| row.unit == unit && row.name == name && row.by == by).collect()
    }

    /// How the users who passed a practice on most differ from all users.
    pub fn sender(&self, name: &str, by: Trait) -> Option<&Sender> {
        self.senders.iter().find(|row| row.unit == Unit::Adoption && row.name == name && row.by == by)
    }
}

impl Cohort {
    /// Its reproduction number with its interval.
    pub fn estimate(&self) -> Estimate {
        Estimate { mean: self.reproduction, low: self.lower95, high: self.upper95 }
    }
}

impl AttackRate {
    /// The attack rate with its interval.
    pub fn share(&self) -> Estimate {
        Estimate { mean: self.reached, low: self.lower95, high: self.upper95 }
    }

    /// The weeks until it arrived, with two standard errors on each side.
    pub fn weeks(&self) -> Estimate {
        let half = 2.0 * self.arrival_se;
        Estimate { mean: self.arrival, low: self.arrival - half, high: self.arrival + half }
    }
}
