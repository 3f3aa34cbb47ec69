//! The numbers that decide events (step 2): an exponential time for each runner of the race, and uniform numbers for what
//! follows. They are drawn for sixteen events at a time, whichever blocks these are in, since a block alone has too few.

use crate::population::FirmState;
use crate::week::contagion::mechanism::Strengths;
use crate::week::contagion::race::{GIVING_UP, RUNNERS};
use darkside_draws::{Draws, Purpose, Subject, Subjects};
use darkside_lanes::elementary::ln;
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes};

/// The numbers of sixteen events.
#[derive(Default)]
pub(crate) struct ChanceLanes {
    subjects: Subjects,
    times: [Lanes<f32>; RUNNERS],
    practice: Lanes<f32>,
    cause: Lanes<f32>,
    lesson: Lanes<f32>,
}

/// The numbers of one event.
pub(crate) struct Chances {
    pub times: [f32; RUNNERS],
    pub practice: f32,
    pub cause: f32,
    pub lesson: f32,
}

/// Which runners run anywhere: those of mechanisms that have no strength do not.
pub(crate) fn runs(firms: &[FirmState]) -> [bool; RUNNERS] {
    let mut runs = [false; RUNNERS];
    runs[GIVING_UP..].fill(true);
    for firm in firms {
        for (runs, act) in runs.iter_mut().zip(Strengths::of(&firm.parameters).act()) {
            *runs |= act;
        }
    }
    runs
}

/// Draws the numbers of events, given by slot and seat, in place of those that were drawn.
pub(crate) fn draw(
    draws: &Draws,
    week: u32,
    runs: &[bool; RUNNERS],
    mut places: impl Iterator<Item = (u32, u32)>,
    drawn: &mut Vec<ChanceLanes>,
) {
    for number in 0.. {
        let (mut slots, mut seats, mut count) = (Lanes::default(), Lanes::default(), 0);
        for (slot, seat) in places.by_ref().take(LANES) {
            (slots[count], seats[count]) = (slot, seat);
            count += 1;
        }
        if count == 0 {
            break;
        }
        if number == drawn.len() {
            drawn.push(ChanceLanes::default());
        }
        drawn[number].subjects.begin(draws, Purpose::Choice, week, slots, seats);
        run(&mut drawn[number], runs);
    }
}

for_each_processor!(
    /// Times are only worked out for runners that run anywhere.
    fn run(together: &mut ChanceLanes, runs: &[bool; RUNNERS]) {
        let ChanceLanes { subjects, times, practice, cause, lesson } = together;
        for (times, &runs) in times.iter_mut().zip(runs) {
            let mut left = subjects.uniforms();
            if !runs {
                continue;
            }
            for lane in 0..LANES {
                left[lane] = 1.0 - left[lane];
            }
            let logarithms = ln(&left);
            for lane in 0..LANES {
                times[lane] = -logarithms[lane];
            }
        }
        for uniforms in [practice, cause, lesson] {
            *uniforms = subjects.uniforms();
        }
    }
);

impl ChanceLanes {
    /// Those of the event in a lane.
    #[inline(always)]
    pub(crate) fn of(&self, lane: usize) -> Chances {
        Chances {
            times: self.times.each_ref().map(|times| times[lane]),
            practice: self.practice[lane],
            cause: self.cause[lane],
            lesson: self.lesson[lane],
        }
    }

    /// The subject whose numbers follow these.
    #[inline(always)]
    pub(crate) fn subject(&self, lane: usize) -> Subject {
        self.subjects.of(lane)
    }
}
