//! Who adopts a practice, and where it comes from.

use crate::record::Locus;
use crate::week::contagion::exposure::Exposure;
use crate::week::scene::Scene;
use crate::week::source::Source;

/// Where an adoption came from.
pub(crate) struct Provenance {
    pub locus: Locus,
    /// The relationship, where there is one and it does not come through a tie.
    pub source: Option<Source>,
    /// The slot of the tie that it came through.
    pub tie: Option<usize>,
}

impl Provenance {
    pub(crate) fn without_source(locus: Locus) -> Self {
        Self { locus, source: None, tie: None }
    }
}

/// The manager who takes a practice up, and which.
pub(crate) struct Adopter<'a> {
    pub scene: &'a Scene<'a>,
    pub exposure: &'a Exposure,
    pub lane: usize,
    pub practice: usize,
}
