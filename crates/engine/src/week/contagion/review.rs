//! Review of practices: what managers see of those in use, and how surely each is given up (model, section 4).
//!
//! It is the largest single part of a week, so it is written over [`Registers`]. What does not differ between relationships
//! of one phase is worked out once for a firm and a week; for a practice without a dark load that is all.

use crate::population::{Common, Merits, Row, Shown, open};
use crate::practice::{Effect, Phase};
use crate::week::contagion::exposure::Exposure;
use crate::week::contagion::lapse::{Experience, Standards};
use darkside_lanes::{Lanes, Registers};

/// What a firm's managers think of each practice in a week.
pub(crate) struct Verdicts {
    /// Week and firm that they are about.
    about: Option<(u32, usize)>,
    pub standards: Standards,
    practices: Vec<Verdict>,
}

/// What managers think of a practice, by phase, before its dark load in a relationship.
#[derive(Clone, Copy, Default)]
struct Verdict {
    benefit: [f32; Phase::ALL.len()],
    /// z without dark load.
    perceived: [f32; Phase::ALL.len()],
    /// Hazard of giving it up without dark load, before embeddedness holds it in place.
    given_up: [f32; Phase::ALL.len()],
    /// Effects that it loads, as many as `loads`, and how much.
    effects: [(usize, f32); Effect::ALL.len()],
    loads: usize,
}

impl Verdicts {
    /// Invalidates what is held, from another world or week; its memory is kept.
    pub(crate) fn forget(&mut self) {
        self.about = None;
    }

    /// The opinions of a firm's managers in a week, replacing others if need be.
    pub(crate) fn about<'a>(firm: usize, week: u32, common: &Common, verdicts: &'a mut Option<Self>) -> &'a Self {
        let others = verdicts.take_if(|verdicts| verdicts.about != Some((week, firm)));
        verdicts.get_or_insert_with(|| {
            let standards = Standards::of(&common.firms[firm].parameters);
            let mut practices = others.map_or_else(Vec::new, |others| others.practices);
            practices.clear();
            let merits = &common.repertoire.merits[..common.repertoire.count];
            practices.extend(merits.iter().map(|merits| Verdict::of(merits, &standards)));
            Self { about: Some((week, firm)), standards, practices }
        })
    }
}

impl Verdict {
    fn of(merits: &Merits, standards: &Standards) -> Self {
        let mut verdict = Self { benefit: merits.benefit, ..Self::default() };
        for (phase, &benefit) in merits.benefit.iter().enumerate() {
            let z = standards.perceived(benefit, merits.private, 0.0);
            verdict.perceived[phase] = z;
            verdict.given_up[phase] = standards.hazards(z, benefit, 0.0).iter().sum();
        }
        for (effect, &load) in merits.load.iter().enumerate().filter(|(_, load)| **load != 0.0) {
            verdict.effects[verdict.loads] = (effect, load);
            verdict.loads += 1;
        }
        verdict
    }
}

/// What a row's relationships have to do with practices.
#[derive(Default)]
pub(crate) struct Reviewed {
    /// Hazard of giving any practice up.
    pub giving_up: Lanes<f32>,
    /// Pressure to take any practice up that is neither in use nor a lesson.
    pub pressure: Lanes<f32>,
}

/// Reviews a row's practices; adds what is seen of each to `seen`.
#[inline(always)]
pub(crate) fn review<R: Registers>(
    r: R,
    (row, shown, noise): (&Row, &Shown, &Lanes<f32>),
    exposure: &Exposure,
    verdicts: &Verdicts,
    seen: &mut Experience,
) -> Reviewed {
    let standards = &verdicts.standards;
    let (phases, used, open) = (shown.phases(), shown.in_use(), open(row, shown));
    let (sight, hold) = (standards.sight(&row.dark[4]), standards.hold(&row.dark[5]));
    let mut reviewed = Reviewed::default();
    for part in 0..R::PARTS {
        let cost: [R::Numbers; 6] =
            std::array::from_fn(|k| r.mul(r.all(standards.harm(k)), r.numbers(&row.dark[k], part)));
        let (used, open, phases) = (r.words(&used, part), r.words(&open, part), r.words(&phases, part));
        let (sight, hold, noise) = (r.numbers(&sight, part), r.numbers(&hold, part), r.numbers(noise, part));
        let (mut giving_up, mut pressure) = (r.all(0.0), r.all(0.0));
        let of_practices = verdicts.practices.iter().zip(seen.iter_mut().zip(&exposure.pressure));
        for (practice, (verdict, (seen, pressed))) in of_practices.enumerate() {
            let mut z = r.look_up4(&verdict.perceived, phases);
            let mut given_up = r.look_up4(&verdict.given_up, phases);
            if verdict.loads > 0 {
                let mut load = r.all(0.0);
                for &(effect, amount) in &verdict.effects[..verdict.loads] {
                    load = r.add(load, r.mul(cost[effect], r.all(amount)));
                }
                z = r.sub(z, r.mul(sight, load));
                let benefit = r.look_up4(&verdict.benefit, phases);
                given_up = standards.hazard(r, z, benefit, load);
            }
            let here = r.has_bit(used, practice);
            r.write(r.add_where(here, r.numbers(seen, part), r.add(z, noise)), seen, part);
            giving_up = r.add_where(here, giving_up, r.mul(given_up, hold));
            pressure = r.add_where(r.has_bit(open, practice), pressure, r.numbers(pressed, part));
        }
        r.write(giving_up, &mut reviewed.giving_up, part);
        r.write(pressure, &mut reviewed.pressure, part);
    }
    reviewed
}
