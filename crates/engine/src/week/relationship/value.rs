//! Step 4. Value, what is seen and remembered of it, and what the customer expects (model, section 6).

use crate::population::{BlockMut, Repertoire, Row, Shown};
use crate::week::relationship::circumstances::Circumstances;
use crate::week::relationship::effect::{crowding, sight, target};
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, Registers, choose, greater, positive};

/// Works out value, visible value, memory and expectation of a row. `lock_in` is the sum of lock-in
/// over each manager's portfolio, `account_mean` each account's published mean expectation.
#[inline(always)]
pub(crate) fn assess(
    row: &mut Row,
    shown: &mut Shown,
    noise: &Lanes<f32>,
    now: &Circumstances<impl Registers>,
    lock_in: &Lanes<f32>,
    account_mean: &Lanes<f32>,
) {
    value(row, shown, noise, now, lock_in);
    let (memory, expectation) = (now.parameters.value.memory, now.parameters.expectation);
    for lane in 0..LANES {
        let v = shown.remembered[lane];
        shown.remembered[lane] = v + memory * (row.visible[lane] - v);
        let e = row.expectation[lane];
        let target = target(row.value[lane], expectation.lift, row.dark[3][lane]);
        let rate = choose(target > e, expectation.up, expectation.down);
        let moved = e + rate * (target - e);
        let moved = moved + expectation.account_spill * positive(account_mean[lane] - moved);
        // In a vacant slot it stays at what was lost.
        row.expectation[lane] = choose(row.vacant(lane), e, moved);
    }
}

/// Actual and visible value of the week.
#[inline(always)]
fn value(row: &mut Row, shown: &Shown, noise: &Lanes<f32>, now: &Circumstances<impl Registers>, lock_in: &Lanes<f32>) {
    let (parameters, harm) = (now.parameters.value, now.parameters.dark_side.harm);
    let none = [Lanes::default(); 5];
    let [exploration, build_up, maturity, decline, private] =
        now.repertoire.worth.add(none, &shown.in_use(), now.instructions);
    let mut cost = Lanes::<f32>::default();
    for effect in 0..6 {
        for lane in 0..LANES {
            cost[lane] += harm[effect] * row.dark[effect][lane];
        }
    }
    let mut shown_part = Lanes::all(1.0);
    if parameters.cover_up > 0.0 {
        for lane in 0..LANES {
            shown_part[lane] = 1.0 - now.covered(shown, lane);
        }
    }
    let mut others = Lanes::default();
    for lane in 0..LANES {
        others[lane] = greater(1.0, now.portfolio[lane] as f32 - 1.0);
    }
    for lane in 0..LANES {
        let c = row.closeness[lane];
        let close = parameters.close_value * c * (2.0 - c);
        let crowded = crowding(parameters.crowding, lock_in[lane], row.dark[2][lane], others[lane]);
        let benefits = [exploration[lane], build_up[lane], maturity[lane], decline[lane]];
        let benefit = benefit_in(&benefits, shown.phase(lane));
        let bright = close + benefit;
        let seen = sight(&parameters, row.dark[4][lane]) * shown_part[lane] * cost[lane];
        row.value[lane] = bright - cost[lane] - crowded;
        row.visible[lane] = bright + private[lane] - seen - crowded + noise[lane];
    }
}

for_each_processor!(
    /// Week 0 of a block: e = y, v̄ = ṽ without noise.
    pub(crate) fn begin(own: &mut BlockMut, repertoire: &Repertoire) {
        let now = Circumstances {
            parameters: &own.firm.parameters,
            repertoire,
            portfolio: own.managers.portfolio,
            scruples: own.managers.scruples,
            instructions: instructions(),
        };
        let none = Lanes::default();
        for (row, shown) in own.rows.iter_mut().zip(&mut *own.shown) {
            value(row, shown, &none, &now, &none);
            row.expectation = row.value;
            shown.remembered = row.visible.0;
        }
    }
);

/// The benefit in a phase.
#[inline(always)]
pub(crate) fn benefit_in(benefit: &[f32; 4], phase: u32) -> f32 {
    let early = choose(phase == 0, benefit[0], benefit[1]);
    let late = choose(phase == 2, benefit[2], benefit[3]);
    choose(phase < 2, early, late)
}
