//! Step 2. Which event a relationship has: competing hazards (model, section 4).
//!
//! Whether there is an event has been decided by one draw. Which one is a race: each mechanism, giving up
//! and fading run for an exponential time over their hazard, each with its own draw, so that removing one
//! changes only what it won. Practice and source then have draws of their own.

use super::event::{Arrival, Happening};
use super::exposure::Exposure;
use super::hazard::is_sure;
use super::lapse::hazards_of;
use super::mechanism::{COMPETING, Taker, hazard, origin};
use crate::draws::{Purpose, Subject};
use crate::population::World;
use crate::practice::MOST_PRACTICES;
use crate::record::Cause;

/// The runners: the mechanisms in their order, then giving up, then fading.
const RUNNERS: usize = COMPETING.len() + 2;
const GIVING_UP: usize = COMPETING.len();

/// The relationship that has an event: block, row, slot and lane.
pub(super) struct Place {
    pub block: usize,
    pub row: usize,
    pub slot: usize,
    pub lane: usize,
}

/// Which event happens in a relationship that has one in this week; `susceptibility` is need × room.
pub(super) fn choose(world: &World, exposure: &Exposure, place: &Place, week: u32, susceptibility: f32) -> Option<Happening> {
    let seat = world.blocks[place.block].first_seat + place.lane as u32;
    let mut subject = world.draws.subject(Purpose::Choice, week, place.slot as u32, seat);
    let times: [f32; RUNNERS] = std::array::from_fn(|_| subject.exponential());
    let which_practice = subject.uniform();
    let which_cause = subject.uniform();
    let leaves_lesson = subject.uniform();

    let row = &world.rows[place.row];
    let parameters = &world.firms[world.blocks[place.block].firm].parameters;
    let open = world.repertoire.all & !(row.practices[place.lane] | row.lessons[place.lane]);
    let hazards_by = |runner: usize, practice: usize| -> f32 {
        match runner {
            0..GIVING_UP => {
                let of_practice = exposure.of_practice(world, practice);
                let managers = &world.managers[place.block];
                let reach = of_practice.reach(exposure, managers, parameters, place.lane);
                let accepted = susceptibility * of_practice.acceptance(managers, place.lane);
                accepted * hazard(COMPETING[runner], parameters, &reach)
            }
            GIVING_UP => hazards_of(row, place.lane, practice, parameters, &world.repertoire).iter().sum(),
            _ => super::hazard::held(parameters.lapse.lesson_fade),
        }
    };
    let field = |runner: usize| match runner {
        0..GIVING_UP => open,
        GIVING_UP => row.practices[place.lane],
        _ => row.lessons[place.lane],
    };

    let mut lists = [Contenders::default(); RUNNERS];
    let mut any_sure = false;
    for (runner, list) in lists.iter_mut().enumerate() {
        for practice in bits(field(runner)) {
            list.add(practice, hazards_by(runner, practice));
        }
        any_sure |= list.sure > 0;
    }
    let winner = race(&lists, &times, any_sure)?;
    let practice = lists[winner].draw(which_practice, any_sure)?;
    Some(match winner {
        0..GIVING_UP => take(world, exposure, place, winner, practice, &mut subject),
        GIVING_UP => {
            let causes = hazards_of(row, place.lane, practice, parameters, &world.repertoire);
            let cause = cause(&causes, which_cause);
            let lesson = cause != Cause::Drift || leaves_lesson < parameters.lapse.drift_lesson;
            Happening::Drop { practice, cause, lesson }
        }
        _ => Happening::Fade { practice },
    })
}

fn take(world: &World, exposure: &Exposure, place: &Place, winner: usize, practice: usize, subject: &mut Subject) -> Happening {
    let mechanism = COMPETING[winner];
    let taker = Taker { world, exposure, block: place.block, lane: place.lane, practice };
    let origin = origin(mechanism, &taker, subject);
    Happening::Take(Arrival {
        practice,
        mechanism,
        locus: origin.locus,
        source: origin.source.map(|(case, _)| case),
        source_flags: origin.source.map_or(0, |(_, flags)| flags),
        tie: origin.tie,
    })
}

/// The practices for which one runner runs, with their hazards.
#[derive(Clone, Copy)]
struct Contenders {
    hazards: [f32; MOST_PRACTICES],
    practices: u32,
    sum: f32,
    sure: u32,
}

impl Default for Contenders {
    fn default() -> Self {
        Self { hazards: [0.0; MOST_PRACTICES], practices: 0, sum: 0.0, sure: 0 }
    }
}

impl Contenders {
    fn add(&mut self, practice: usize, hazard: f32) {
        if hazard > 0.0 {
            self.practices |= 1 << practice;
            self.hazards[practice] = hazard;
            self.sum += hazard;
            self.sure += u32::from(is_sure(hazard));
        }
    }

    /// The weight of a practice: its hazard; where anything is infinite, 1 for what is and 0 for what is not.
    fn weight(&self, practice: usize, any_sure: bool) -> f32 {
        let hazard = self.hazards[practice];
        if any_sure { f32::from(is_sure(hazard)) } else { hazard }
    }

    fn total(&self, any_sure: bool) -> f32 {
        if any_sure { self.sure as f32 } else { self.sum }
    }

    /// The practice at `u` of the way through the weights.
    fn draw(&self, u: f32, any_sure: bool) -> Option<usize> {
        let target = u * self.total(any_sure);
        let mut cumulated = 0.0;
        let mut last = None;
        for practice in bits(self.practices) {
            let weight = self.weight(practice, any_sure);
            if weight > 0.0 {
                cumulated += weight;
                last = Some(practice);
                if cumulated > target {
                    break;
                }
            }
        }
        last
    }
}

/// The runner with the smallest time over its hazard, the first on a tie; none if nobody runs.
fn race(lists: &[Contenders; RUNNERS], times: &[f32; RUNNERS], any_sure: bool) -> Option<usize> {
    let mut winner: Option<(usize, f32)> = None;
    for (runner, list) in lists.iter().enumerate() {
        let total = list.total(any_sure);
        if total > 0.0 {
            let time = times[runner] / total;
            if winner.is_none_or(|(_, best)| time < best) {
                winner = Some((runner, time));
            }
        }
    }
    winner.map(|(runner, _)| runner)
}

fn cause(causes: &[f32; 3], u: f32) -> Cause {
    let any_sure = causes.iter().any(|&hazard| is_sure(hazard));
    let weight = |hazard: f32| if any_sure { f32::from(is_sure(hazard)) } else { hazard };
    let [drift, review, audit] = causes.map(weight);
    let target = u * (drift + review + audit);
    if target < drift {
        Cause::Drift
    } else if target < drift + review || audit == 0.0 {
        Cause::Review
    } else {
        Cause::Audit
    }
}

/// The positions of the bits that are set, from the lowest.
fn bits(mask: u32) -> impl Iterator<Item = usize> {
    let mut left = mask;
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let position = left.trailing_zeros() as usize;
            left &= left - 1;
            position
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(hazards: &[(usize, f32)]) -> Contenders {
        let mut list = Contenders::default();
        hazards.iter().for_each(|&(practice, hazard)| list.add(practice, hazard));
        list
    }

    #[test]
    fn removing_a_runner_changes_only_what_it_won() {
        let mut lists = [Contenders::default(); RUNNERS];
        lists[0] = list(&[(1, 0.2)]);
        lists[3] = list(&[(2, 0.1), (4, 0.3)]);
        lists[GIVING_UP] = list(&[(0, 0.05)]);
        for trial in 0..200 {
            let mut subject = crate::draws::Draws::new(9).subject(Purpose::Choice, trial, 0, 0);
            let times: [f32; RUNNERS] = std::array::from_fn(|_| subject.exponential());
            let with = race(&lists, &times, false);
            let mut without = lists;
            without[3] = Contenders::default();
            if with != Some(3) {
                assert_eq!(race(&without, &times, false), with);
            }
        }
    }

    #[test]
    fn an_infinite_hazard_beats_every_finite_one_and_several_are_alike() {
        let mut lists = [Contenders::default(); RUNNERS];
        lists[0] = list(&[(0, 1e6)]);
        lists[3] = list(&[(2, 1e25), (4, 5e24)]);
        assert_eq!(race(&lists, &[1e-7; RUNNERS], true), Some(3));
        assert_eq!(lists[3].draw(0.49, true), Some(2));
        assert_eq!(lists[3].draw(0.51, true), Some(4));
    }

    #[test]
    fn a_practice_without_hazard_is_never_drawn() {
        let list = list(&[(0, 0.0), (3, 0.5), (7, 0.0)]);
        for u in [0.0, 0.3, 0.999_999_94] {
            assert_eq!(list.draw(u, false), Some(3));
        }
    }
}
