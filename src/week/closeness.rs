//! Step 4. Relational processes, closeness and investments (S1, S3; model, section 6).

use super::live::{Circumstances, add_in_use};
use crate::lanes::{LANES, Lanes, choose, clamp01, greater, keep, positive};
use crate::parameter::{Closeness, Parameters};
use crate::population::Row;

/// The state of the relational processes of sixteen relationships.
pub(super) struct Processes {
    /// Volume of communication V.
    pub volume: Lanes<f32>,
    /// What drives closeness, G.
    drive: Lanes<f32>,
}

/// Works out the processes of a row.
#[inline(always)]
pub(super) fn processes(row: &Row, now: &Circumstances) -> Processes {
    let Circumstances { parameters: Parameters { closeness, .. }, repertoire, .. } = now;
    let mut volume = Lanes::<f32>::default();
    let mut co_creation = Lanes::<f32>::default();
    let mut problem_solving = Lanes::<f32>::default();
    let mut push = Lanes::<f32>::default();
    add_in_use(&mut volume, &row.practices, &repertoire.communication);
    add_in_use(&mut co_creation, &row.practices, &repertoire.co_creation);
    add_in_use(&mut problem_solving, &row.practices, &repertoire.problem_solving);
    add_in_use(&mut push, &row.practices, &repertoire.push);
    let weights = Weights::of(closeness);
    let mut drive = Lanes::default();
    for lane in 0..LANES {
        volume[lane] += closeness.communication;
        let q1 = effective_communication(closeness, volume[lane]);
        let q2 = closeness.co_creation + co_creation[lane];
        let q3 = closeness.problem_solving + problem_solving[lane];
        let phase = row.phase[lane];
        let processes = weights.drive(0, phase, q1) + weights.drive(1, phase, q2) + weights.drive(2, phase, q3);
        drive[lane] = processes + push[lane];
    }
    Processes { volume, drive }
}

/// q₁: too much communication annoys as too little does (S1).
#[inline(always)]
pub(super) fn effective_communication(closeness: &Closeness, volume: f32) -> f32 {
    let distance = (volume - closeness.ideal_volume) / closeness.volume_width;
    greater(-1.0, 1.0 - distance * distance)
}

/// Weights above and below one half of each process, in exploration, build-up, and maturity or decline
/// (S1, table 1, read with Herzberg's two factors).
struct Weights([[[f32; 2]; 3]; 3]);

impl Weights {
    #[inline(always)]
    fn of(closeness: &Closeness) -> Self {
        let Closeness { motivator, hygiene, neutral, .. } = *closeness;
        Self([
            [motivator, motivator, hygiene],
            [neutral, motivator, hygiene],
            [neutral, neutral, motivator],
        ])
    }

    #[inline(always)]
    fn drive(&self, process: usize, phase: u32, q: f32) -> f32 {
        let [exploration, build_up, later] = &self.0[process];
        let above = by_phase(exploration[0], build_up[0], later[0], phase);
        let below = by_phase(exploration[1], build_up[1], later[1], phase);
        above * positive(q - 0.5) - below * positive(0.5 - q)
    }
}

#[inline(always)]
fn by_phase(exploration: f32, build_up: f32, later: f32, phase: u32) -> f32 {
    choose(phase < 2, choose(phase == 0, exploration, build_up), later)
}

/// The new closeness.
#[inline(always)]
pub(super) fn grow_closeness(row: &Row, parameters: &Parameters, processes: &Processes) -> Lanes<f32> {
    let closeness = &parameters.closeness;
    let mut grown = Lanes::default();
    for lane in 0..LANES {
        let c = row.closeness[lane];
        let drive = processes.drive[lane];
        let up = positive(drive) * (1.0 - c);
        let down = (drive - positive(drive)) * c;
        let wear = closeness.conflict_wear * row.dark[1][lane] * c;
        let fade = keep(row.phase[lane] == 3, closeness.decline_fade * c);
        grown[lane] = clamp01(c + closeness.rate * (up + down) - wear - fade);
    }
    grown
}

/// The new investments of supplier and customer.
#[inline(always)]
pub(super) fn invest(row: &Row, now: &Circumstances) -> (Lanes<f32>, Lanes<f32>) {
    let investment = &now.parameters.investment;
    let mut brought = Lanes::<f32>::default();
    add_in_use(&mut brought, &row.practices, &now.repertoire.investment);
    let (mut supplier, mut customer) = (Lanes::default(), Lanes::default());
    for lane in 0..LANES {
        let (s, u) = (row.supplier[lane], row.customer[lane]);
        supplier[lane] = clamp01(s + investment.rate * brought[lane] * (1.0 - s) - investment.decay * s);
        customer[lane] = clamp01(u + investment.reciprocation * (1.0 - row.power[lane]) * (s - u));
    }
    (supplier, customer)
}
