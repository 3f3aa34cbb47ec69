//! What safeguards cost (model, section 9).

use crate::population::{FirmState, World};
use crate::week::capped;

/// What they cost all relationships together in a week.
pub(super) fn of_week(world: &World, week: u32) -> f64 {
    let mut total = 0.0;
    for firm in world.firms.iter().filter(|firm| costs_anything(firm)) {
        let relationships: u64 = firm.seats.clone().map(|seat| u64::from(world.portfolio_of(seat))).sum();
        let training = f64::from(firm.parameters.costs.training);
        total += relationships as f64 * each(firm, week) + f64::from(firm.trained) * training;
    }
    total
}

/// What a relationship of a firm costs, whatever happens to it.
fn each(firm: &FirmState, week: u32) -> f64 {
    let (costs, programme) = (&firm.parameters.costs, &firm.parameters.programme);
    let audited = -libm::expm1(-f64::from(capped(firm.parameters.lapse.audit)));
    let mut each = f64::from(costs.audit) * audited;
    if firm.parameters.contagion.programme > 0.0 {
        each += f64::from(costs.screening) * f64::from(programme.filter);
        if week > 0 && firm.campaigned {
            each += f64::from(costs.programme);
        }
    }
    each
}

fn costs_anything(firm: &FirmState) -> bool {
    let costs = &firm.parameters.costs;
    [costs.audit, costs.programme, costs.screening, costs.training].iter().any(|&cost| cost > 0.0)
}
