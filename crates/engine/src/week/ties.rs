//! Step 6. Ties: weights return to rest (model, section 7).

use crate::population::{BlockMut, Common, NO_CONTACT, Rest, TieRow};
use darkside_lanes::for_each_processor;
use darkside_lanes::{LANES, Lanes, Registers, keep};

/// Lets the weights of a block's ties decay.
pub(crate) fn let_decay(own: &mut BlockMut, common: &Common) {
    let decay = own.firm.parameters.ties.decay;
    if decay == 0.0 {
        return;
    }
    let rest = Rest::of(own.firm);
    match common.imported_weights.get(own.block.ties.clone()) {
        Some(imported) => decay_imported(own.ties, imported, rest, decay),
        None => decay_generated(own.ties, rest, decay),
    }
}

for_each_processor!(
    fn decay_generated(rows: &mut [TieRow], rest: Rest, decay: f32) {
        decay_by(instructions(), rows, rest, decay);
    }
);

/// Over registers: the compiler would go over sixteen rows at a time, and gather and scatter their lanes.
#[inline(always)]
fn decay_by<R: Registers>(r: R, rows: &mut [TieRow], rest: Rest, decay: f32) {
    let decay = r.all(decay);
    for row in rows {
        for part in 0..R::PARTS {
            let (weight, rest) = (r.numbers(&row.weight, part), row.rest_of(r, rest, part));
            let decayed = r.add(weight, r.mul(decay, r.sub(rest, weight)));
            r.write(r.choose(row.nobody(r, part), r.all(0.0), decayed), &mut row.weight, part);
        }
    }
}

for_each_processor!(
    fn decay_imported(rows: &mut [TieRow], imported: &[Lanes<f32>], rest: Rest, decay: f32) {
        for (row, imported) in rows.iter_mut().zip(imported) {
            for lane in 0..LANES {
                let own = darkside_lanes::choose(imported[lane].is_nan(), row.rest(lane, rest), imported[lane]);
                row.weight[lane] = decayed(row, lane, own, decay);
            }
        }
    }
);

/// The weight of a tie after a week on its way to `rest`.
#[inline(always)]
fn decayed(row: &TieRow, lane: usize, rest: f32, decay: f32) -> f32 {
    let weight = row.weight[lane];
    keep(row.contact(lane) != NO_CONTACT, weight + decay * (rest - weight))
}
