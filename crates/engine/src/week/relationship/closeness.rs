//! Step 4. Relational processes, closeness and investments (S1, S3; model, section 6).

use crate::parameter::{Closeness, Parameters};
use crate::population::{Row, Shown};
use crate::week::relationship::circumstances::Circumstances;
use darkside_lanes::{LANES, Lanes, Registers, choose, clamp01, greater, keep};

/// What the practices in use do in sixteen relationships, and these by themselves.
pub(crate) struct Processes {
    /// Volume of communication V.
    pub volume: Lanes<f32>,
    /// Co-creation of value, by practices alone.
    co_creation: Lanes<f32>,
    /// Joint problem solving, by practices alone.
    problem_solving: Lanes<f32>,
    /// Push towards closeness.
    push: Lanes<f32>,
    /// Investment that practices bring.
    investment: Lanes<f32>,
    /// Load on each effect.
    pub loads: [Lanes<f32>; 6],
}

/// Sums up what is done in a row.
#[inline(always)]
pub(crate) fn processes(shown: &Shown, now: &Circumstances<impl Registers>) -> Processes {
    let dark_side = &now.parameters.dark_side;
    let base = |effect: usize| Lanes::all(dark_side.base_load * dark_side.base_loads[effect]);
    let none = Lanes::default();
    let from = [none, none, none, none, none, base(0), base(1), base(2), base(3), base(4), base(5)];
    let [mut volume, co_creation, problem_solving, push, investment, loads @ ..] =
        now.repertoire.processes.add(from, &shown.in_use(), now.instructions);
    for lane in 0..LANES {
        volume[lane] += now.parameters.closeness.communication;
    }
    Processes { volume, co_creation, problem_solving, push, investment, loads }
}

/// q₁: too much communication annoys as too little does (S1).
#[inline(always)]
fn effective_communication(closeness: &Closeness, volume: f32) -> f32 {
    let distance = (volume - closeness.ideal_volume) * (1.0 / closeness.volume_width);
    greater(-1.0, 1.0 - distance * distance)
}

/// Weights above and below one half of each process, in exploration, build-up, and maturity or decline
/// (S1, table 1, read with Herzberg's two factors).
struct Weights([[[f32; 2]; 3]; 3]);

impl Weights {
    #[inline(always)]
    fn of(closeness: &Closeness) -> Self {
        let Closeness { motivator, hygiene, neutral, .. } = *closeness;
        Self([[motivator, motivator, hygiene], [neutral, motivator, hygiene], [neutral, neutral, motivator]])
    }

    #[inline(always)]
    fn drive(&self, process: usize, phase: u32, q: f32) -> f32 {
        let [exploration, build_up, later] = &self.0[process];
        let above = by_phase(exploration[0], build_up[0], later[0], phase);
        let below = by_phase(exploration[1], build_up[1], later[1], phase);
        let distance = q - 0.5;
        choose(distance > 0.0, above, below) * distance
    }
}

#[inline(always)]
fn by_phase(exploration: f32, build_up: f32, later: f32, phase: u32) -> f32 {
    choose(phase < 2, choose(phase == 0, exploration, build_up), later)
}

/// The new closeness, and how well communication went, q₁.
#[inline(always)]
pub(crate) fn grow_closeness(
    row: &Row,
    shown: &Shown,
    parameters: &Parameters,
    processes: &Processes,
) -> (Lanes<f32>, Lanes<f32>) {
    let closeness = parameters.closeness;
    let co_creation = closeness.co_creation * (1.0 - parameters.costs.latitude * parameters.dark_side.formalisation);
    let weights = Weights::of(&closeness);
    let (mut grown, mut communication) = (Lanes::default(), Lanes::default());
    for lane in 0..LANES {
        let (phase, c) = (shown.phase(lane), row.closeness[lane]);
        let q1 = effective_communication(&closeness, processes.volume[lane]);
        let q2 = co_creation + processes.co_creation[lane];
        let q3 = closeness.problem_solving + processes.problem_solving[lane];
        let driven = weights.drive(0, phase, q1) + weights.drive(1, phase, q2) + weights.drive(2, phase, q3);
        let drive = driven + processes.push[lane];
        let room = choose(drive > 0.0, 1.0 - c, c);
        let wear = closeness.conflict_wear * row.dark[1][lane] * c;
        let fade = keep(phase == 3, closeness.decline_fade * c);
        grown[lane] = clamp01(c + closeness.rate * (drive * room) - wear - fade);
        communication[lane] = q1;
    }
    (grown, communication)
}

/// The new investments of supplier and customer.
#[inline(always)]
pub(crate) fn invest(row: &Row, parameters: &Parameters, processes: &Processes) -> (Lanes<f32>, Lanes<f32>) {
    let investment = parameters.investment;
    let (mut supplier, mut customer) = (Lanes::default(), Lanes::default());
    for lane in 0..LANES {
        let (s, u) = (row.supplier[lane], row.customer[lane]);
        supplier[lane] = clamp01(s + investment.rate * processes.investment[lane] * (1.0 - s) - investment.decay * s);
        customer[lane] = clamp01(u + investment.reciprocation * (1.0 - row.power[lane]) * (s - u));
    }
    (supplier, customer)
}
