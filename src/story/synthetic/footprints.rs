//! Made-up footprints: alike along ties in the middle of the run, more so within portfolios.

use super::{MadeUpRun, estimate};
use crate::story::likeness::{Likeness, Moment};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Level, SubjectKind};

pub(super) fn footprints(shape: &MadeUpRun) -> Vec<Likeness> {
    let effects = Effect::ALL.map(|effect| (SubjectKind::Effect, effect.name().to_owned()));
    let practices = shape.practices.iter().map(|practice| (SubjectKind::Practice, practice.name.clone()));
    let subjects = effects.into_iter().chain(practices);
    let each = |(kind, name): (SubjectKind, String)| {
        Level::ALL.map(|level| Likeness { kind, name: name.clone(), level, moments: moments(shape, level) })
    };
    subjects.flat_map(each).collect()
}

fn moments(shape: &MadeUpRun, level: Level) -> Vec<Moment> {
    let weeks = (0..shape.weeks).step_by(13).chain([shape.weeks]);
    let at = |week| {
        let grown = f64::from(week) / f64::from(shape.weeks);
        let wave = 4.0 * grown * (1.0 - grown);
        let mean = [0.02 + 0.38 * wave, 0.1 + 0.5 * grown, 0.2 * wave, 0.05 * grown][level.index()];
        let null = (level == Level::Ties).then_some((-0.07, 0.04));
        let estimate = estimate(if week == 0 { f64::NAN } else { mean }, 0.02, shape);
        Moment { week, estimate, null, p: 0.3 - 0.29 * wave, found: wave, seeds: shape.seeds.into() }
    };
    weeks.map(at).collect()
}
