//! Step 2. Which event a relationship has: competing hazards (model, section 4).
//!
//! Whether there is an event has been decided by one draw. Which one is a race ([`race`]): each mechanism, giving up
//! and fading run for an exponential time over their hazard, each with its own draw, so that removing one
//! changes only what it won. Practice and source then have draws of their own.

use crate::population::{Row, Shown};
use crate::record::{Cause, Mechanism};
use crate::week::contagion::chances::{ChanceLanes, Chances};
use crate::week::contagion::exposure::{Exposure, ManagerExposure};
use crate::week::contagion::hazard::is_certain;
use crate::week::contagion::lapse::{Standards, hazards_of};
use crate::week::contagion::mechanism::{adoption::Adopter, competing::COMPETING, provenance};
use crate::week::contagion::race::{GIVING_UP, RUNNERS, at, cause, race};
use crate::week::event::{Arrival, Event, Happening};
use crate::week::scene::Scene;
use darkside_draws::Subject;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, bits};

/// A relationship that has an event this week.
pub(crate) struct Candidate {
    pub lane: usize,
    pub slot: usize,
    /// Need × room.
    pub susceptibility: f32,
    /// Hazard of giving any practice up.
    pub giving_up: f32,
    /// Hazard that any lesson fades.
    pub fading: f32,
    /// Hazard of any event.
    pub any: f32,
}

for_each_processor!(
    /// Which event each of a block's candidates has. Numbers were drawn for several blocks; those for this one begin at `first`.
    pub(crate) fn choose(
        scene: &Scene,
        exposure: &Exposure,
        candidates: &[Candidate],
        drawn: &[ChanceLanes],
        first: usize,
        events: &mut Vec<Event>,
    ) {
        let standards = &Standards::of(scene.parameters());
        for (candidate, number) in candidates.iter().zip(first..) {
            let (together, lane) = (&drawn[number / LANES], number % LANES);
            let competition = Competition::of(scene, exposure, standards, candidate);
            if let Some(happening) = competition.happening(&together.of(lane), || together.subject(lane)) {
                events.push(Event { slot: candidate.slot, lane: candidate.lane, happening });
            }
        }
    }
);

/// The relationship in which the race is run.
struct Competition<'a> {
    scene: &'a Scene<'a>,
    exposure: &'a Exposure,
    standards: &'a Standards,
    of: &'a ManagerExposure,
    row: &'a Row,
    shown: &'a Shown,
    lane: usize,
    candidate: &'a Candidate,
}

impl<'a> Competition<'a> {
    #[inline(always)]
    fn of(scene: &'a Scene<'a>, exposure: &'a Exposure, standards: &'a Standards, candidate: &'a Candidate) -> Self {
        Self {
            scene,
            exposure,
            standards,
            of: &exposure.managers[candidate.lane],
            row: &scene.own.rows[candidate.slot],
            shown: &scene.own.shown[candidate.slot],
            lane: candidate.lane,
            candidate,
        }
    }

    /// Which event happens; `subject` gives the numbers that follow those of the race.
    #[inline(always)]
    fn happening(&self, chances: &Chances, subject: impl Fn() -> Subject) -> Option<Happening> {
        let any_certain = self.may_be_certain() && (0..RUNNERS).any(|runner| self.certain(runner) > 0);
        let weights =
            if any_certain { std::array::from_fn(|runner| self.certain(runner) as f32) } else { self.totals() };
        let winner = race(&weights, &chances.times)?;
        let practice = self.draw(winner, chances.practice * weights[winner], any_certain)?;
        Some(match winner {
            0..GIVING_UP => self.adopt(winner, practice, &mut subject()),
            GIVING_UP => {
                let cause = cause(&self.giving_up(practice), chances.cause);
                let lesson = cause != Cause::Drift || chances.lesson < self.scene.parameters().lapse.drift_lesson;
                Happening::GiveUp { practice: practice as u8, cause, lesson }
            }
            _ => Happening::FadeLesson { practice: practice as u8 },
        })
    }

    fn adopt(&self, winner: usize, practice: usize, subject: &mut Subject) -> Happening {
        let Self { scene, exposure, lane, .. } = *self;
        let mechanism = self.mechanism(winner, practice, subject);
        let from = provenance(mechanism, &Adopter { scene, exposure, lane, practice }, subject);
        Happening::Adopt(Arrival {
            practice: practice as u8,
            mechanism,
            locus: from.locus,
            source: from.source,
            tie: from.tie,
        })
    }

    /// The mechanism that has won. What would not have been taken up without a suggestion is due to fashion.
    fn mechanism(&self, winner: usize, practice: usize, subject: &mut Subject) -> Mechanism {
        let mechanism = COMPETING[winner];
        let suggested = self.exposure.suggested[self.lane] >> practice & 1 != 0;
        if mechanism == Mechanism::Spontaneous && suggested {
            let strength = self.scene.parameters().triggers.fashion_strength;
            if subject.uniform() * strength >= 1.0 {
                return Mechanism::Fashion;
            }
        }
        mechanism
    }

    /// The practices for which a runner runs.
    #[inline(always)]
    fn practices(&self, runner: usize) -> u32 {
        let (used, lessons) = (self.shown.practices[self.lane], self.row.lessons[self.lane]);
        match runner {
            0..GIVING_UP => self.scene.common.repertoire.all & !(used | lessons),
            GIVING_UP => used,
            _ => lessons,
        }
    }

    /// What the hazards of taking up a practice are multiplied by.
    #[inline(always)]
    fn accepted(&self, practice: usize) -> f32 {
        self.candidate.susceptibility * ManagerExposure::of(&self.of.acceptance, practice)
    }

    /// Hazards of giving up a practice, by cause.
    fn giving_up(&self, practice: usize) -> [f32; 3] {
        let merits = &self.scene.common.repertoire.merits[practice];
        hazards_of(self.row, self.shown, self.lane, merits, self.standards)
    }

    #[inline(always)]
    fn hazard(&self, runner: usize, practice: usize) -> f32 {
        match runner {
            0..GIVING_UP => self.of.hazard(runner, practice) * self.accepted(practice),
            GIVING_UP => self.giving_up(practice).iter().sum(),
            _ => self.standards.fading(),
        }
    }

    /// What each runner runs with: the sum of its hazards.
    #[inline(always)]
    fn totals(&self) -> [f32; RUNNERS] {
        let mut totals = [0.0; RUNNERS];
        for practice in bits(self.practices(0)) {
            let accepted = self.accepted(practice);
            for (runner, total) in totals[..GIVING_UP].iter_mut().enumerate() {
                *total += self.of.hazard(runner, practice) * accepted;
            }
        }
        totals[GIVING_UP] = self.candidate.giving_up;
        totals[GIVING_UP + 1] = self.candidate.fading;
        totals
    }

    /// Whether any hazard can be infinite: none is above their sum, but for rounding.
    fn may_be_certain(&self) -> bool {
        is_certain(2.0 * self.candidate.any)
    }

    /// How many of a runner's hazards are infinite. Where any is, each of them weighs 1, and nothing else counts.
    fn certain(&self, runner: usize) -> usize {
        bits(self.practices(runner)).filter(|&practice| is_certain(self.hazard(runner, practice))).count()
    }

    /// The winner's practice at which its cumulated weights pass `target`.
    #[inline(always)]
    fn draw(&self, winner: usize, target: f32, any_certain: bool) -> Option<usize> {
        let weights = bits(self.practices(winner)).map(|practice| {
            let hazard = self.hazard(winner, practice);
            (practice, if any_certain { f32::from(is_certain(hazard)) } else { hazard })
        });
        at(target, weights)
    }
}
