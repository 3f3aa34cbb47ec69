//! The footprints of contagion that a field study could look for: how alike effects and practices are along ties, and within
//! portfolios, offices and firms (model, section 9).

mod census;
mod likeness;
mod moran;

pub use moran::PERMUTATIONS;

use self::census::Census;
use self::likeness::{among_managers, within_portfolios};
use self::moran::{AlongTies, Neighbours, along_ties};
use crate::population::World;
use crate::record::{Footprint, Level, SubjectKind};

/// The footprints of a world at the end of `week`: for each effect and then each practice, one row for each [`Level`].
pub fn footprints(world: &World, week: u32) -> Vec<Footprint> {
    let census = Census::of(world);
    let shares: Vec<Vec<f64>> = (0..census.cases.len()).map(|subject| census.shares(subject)).collect();
    let draws = |permutation, first_seat| {
        world.draws.subject(darkside_draws::Purpose::Footprint, week, permutation, first_seat)
    };
    let along_ties = along_ties(&Neighbours::of(world, &census), &shares, draws);
    let each = census.cases.iter().zip(&shares).zip(along_ties).zip(census.subjects());
    each.flat_map(|(((cases, shares), along_ties), (kind, of))| {
        let row = |level, estimate| {
            let nothing = f64::NAN;
            Footprint { week, kind, of, level, estimate, null_mean: nothing, null_deviation: nothing, p: nothing }
        };
        let AlongTies { estimate, null_mean, null_deviation, p } = along_ties;
        [
            Footprint { null_mean, null_deviation, p, ..row(Level::Ties, estimate) },
            row(Level::Portfolio, within_portfolios(&census.relationships, cases)),
            row(Level::Office, among_managers(shares, &census.offices)),
            row(Level::Firm, among_managers(shares, &census.firms)),
        ]
    })
    .collect()
}

impl Census {
    /// What its cases are of, in order.
    fn subjects(&self) -> impl Iterator<Item = (SubjectKind, u32)> {
        let practices = self.cases.len() as u32 - census::EFFECTS;
        let effects = (0..census::EFFECTS).map(|effect| (SubjectKind::Effect, effect));
        effects.chain((0..practices).map(|practice| (SubjectKind::Practice, practice)))
    }
}
