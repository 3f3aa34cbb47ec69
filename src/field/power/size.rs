//! The size of a study, and what it costs.

/// The size of a study, and the strength of the contagion it looks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Firms, all of whose managers are surveyed; the world has no others.
    pub firms: u32,
    /// Managers in each firm.
    pub managers: u32,
    /// Waves.
    pub waves: u32,
    /// Weeks between waves.
    pub interval: u32,
    /// Share of the managers who respond at a wave.
    pub response: f64,
    /// The value of the parameter that is varied; NaN if none is.
    pub strength: f64,
}

impl Size {
    /// Total number of managers.
    pub fn people(&self) -> u32 {
        self.firms * self.managers
    }

    /// What the study costs: managers × waves.
    pub fn interviews(&self) -> u64 {
        u64::from(self.people()) * u64::from(self.waves)
    }

    /// The weeks of the waves, from `start`.
    pub(super) fn weeks(&self, start: u32) -> Vec<u32> {
        (0..self.waves).map(|wave| start.saturating_add(wave.saturating_mul(self.interval))).collect()
    }

    /// Whether another study looks for the same effect in the same way, whatever its size.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        let same = |one: f64, other: f64| one.total_cmp(&other).is_eq();
        self.interval == other.interval && same(self.response, other.response) && same(self.strength, other.strength)
    }
}
