//! Step 4. Value, what is seen and remembered of it, and what the customer expects (model, section 6).

use super::effect::{crowding, sight, target};
use super::lapse::by_phase;
use super::live::{Circumstances, add_in_use};
use crate::lanes::{LANES, Lanes, choose, keep, positive};
use crate::population::{Row, World};

/// Works out value, visible value, memory and expectation of a row. `lock_in` is the sum of lock-in
/// over each manager's portfolio, `account_mean` each account's published mean expectation.
#[inline(always)]
pub(super) fn assess(row: &mut Row, now: &Circumstances, lock_in: &Lanes<f32>, account_mean: &Lanes<f32>) {
    value(row, now, lock_in);
    let parameters = now.parameters;
    let expectation = &parameters.expectation;
    for lane in 0..LANES {
        let v = row.remembered[lane];
        row.remembered[lane] = v + parameters.value.memory * (row.visible[lane] - v);
        let e = row.expectation[lane];
        let target = target(row.value[lane], expectation.lift, row.dark[3][lane]);
        let rate = choose(target > e, expectation.up, expectation.down);
        let e = e + rate * (target - e);
        row.expectation[lane] = e + expectation.account_spill * positive(account_mean[lane] - e);
    }
}

/// Actual and visible value of the week.
#[inline(always)]
fn value(row: &mut Row, now: &Circumstances, lock_in: &Lanes<f32>) {
    let parameters = now.parameters;
    let (benefit, private) = gains(row, now);
    let mut cost = Lanes::<f32>::default();
    for effect in 0..6 {
        for lane in 0..LANES {
            cost[lane] += parameters.dark_side.harm[effect] * row.dark[effect][lane];
        }
    }
    for lane in 0..LANES {
        let c = row.closeness[lane];
        let close = parameters.value.close_value * c * (2.0 - c);
        let size = now.managers.portfolio[lane] as f32;
        let crowded = crowding(parameters.value.crowding, lock_in[lane], row.dark[2][lane], size);
        let bright = close + benefit[lane];
        let seen = sight(&parameters.value, row.dark[4][lane]) * cost[lane];
        row.value[lane] = bright - cost[lane] - crowded;
        row.visible[lane] = bright + private[lane] - seen - crowded + row.noise[lane];
    }
}

/// Σ b ε and Σ private over the practices in use.
#[inline(always)]
fn gains(row: &Row, now: &Circumstances) -> (Lanes<f32>, Lanes<f32>) {
    let (mut benefit, mut private) = (Lanes::<f32>::default(), Lanes::default());
    for (practice, merits) in now.repertoire.merits[..now.repertoire.count].iter().enumerate() {
        let bit = 1u32 << practice;
        for lane in 0..LANES {
            let gain = by_phase(&merits.benefit, row.phase[lane]);
            benefit[lane] += keep(row.practices[lane] & bit != 0, gain);
        }
    }
    add_in_use(&mut private, &row.practices, &now.repertoire.private);
    (benefit, private)
}

/// Week 0: e = y, v̄ = ṽ without noise.
pub(super) fn begin(world: &mut World) {
    for (block, managers) in world.blocks.iter().zip(&world.managers) {
        let parameters = &world.firms[block.firm].parameters;
        let now = Circumstances { parameters, repertoire: &world.repertoire, managers };
        for row in &mut world.rows[block.rows.clone()] {
            value(row, &now, &Lanes::default());
            row.expectation = row.value;
            row.remembered = row.visible;
        }
    }
}
