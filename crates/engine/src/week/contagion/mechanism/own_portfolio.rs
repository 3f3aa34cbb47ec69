//! A source in the manager's own portfolio.

use super::adoption::{Adopter, Provenance};
use crate::record::Locus;
use crate::week::source::Source;
use darkside_draws::Subject;

/// One of the manager's own relationships that use the practice, uniformly.
pub(crate) fn uniform_user(adopter: &Adopter, subject: &mut Subject) -> Provenance {
    let &Adopter { scene, lane, practice, .. } = adopter;
    let own = scene.own;
    let users = || (0..own.shown.len()).filter(|&slot| own.shown[slot].practices[lane] >> practice & 1 != 0);
    let chosen = subject.below(users().count() as u32) as usize;
    let source = users().nth(chosen).map(|slot| {
        let (block, row) = (own.number, own.block.rows.start + slot);
        Source { block, row, lane, flags: own.shown[slot].flags(lane) }
    });
    Provenance { locus: Locus::IntraPortfolio, source, tie: None }
}
