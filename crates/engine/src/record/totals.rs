//! Counts over a whole run.

use super::event::{Locus, Mechanism};

/// Counts over a whole run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Totals {
    /// Adoptions by mechanism (rows) and locus (columns).
    pub adoptions: [[u64; Locus::ALL.len()]; Mechanism::ALL.len()],
    /// Credited onsets by mechanism (rows) and locus (columns) of the credited practice's adoption.
    pub onsets: [[u64; Locus::ALL.len()]; Mechanism::ALL.len()],
    /// Onsets that nothing in use feeds.
    pub onsets_uncredited: u64,
    /// Relationship-practice-weeks at risk with at least one source, by locus (origin stays 0).
    pub exposure: [u64; Locus::ALL.len()],
    /// Weekly transitions between phases: from (rows) to (columns), staying included.
    pub phases: [[u64; 4]; 4],
    /// Weekly transitions between alignment patterns, staying included.
    pub alignments: [[u64; 4]; 4],
    /// Adoptions of a loaded practice from a known source relationship.
    pub loaded_copies: u64,
    /// Those of them whose source's flag for the practice's largest load was off.
    pub latent_copies: u64,
    /// Sum over them of the share of all the practice's users whose flag was off that week.
    pub latent_by_chance: f64,
}

impl Totals {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (self.adoptions.as_flattened_mut(), other.adoptions.as_flattened()),
            (self.onsets.as_flattened_mut(), other.onsets.as_flattened()),
            (&mut self.exposure, &other.exposure),
            (self.phases.as_flattened_mut(), other.phases.as_flattened()),
            (self.alignments.as_flattened_mut(), other.alignments.as_flattened()),
        ];
        for (counts, others) in pairs {
            for (count, other) in counts.iter_mut().zip(others) {
                *count += other;
            }
        }
        self.onsets_uncredited += other.onsets_uncredited;
        self.loaded_copies += other.loaded_copies;
        self.latent_copies += other.latent_copies;
        self.latent_by_chance += other.latent_by_chance;
    }
}
