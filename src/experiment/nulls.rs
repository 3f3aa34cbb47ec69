//! What contagion in a scenario is compared with: as much adopted but not copied, and nothing copied at all.

use super::knock_out::{spreading, without};
use darkside_engine::parameter::Yoke;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// Three arms to compare a scenario with (model, section 4). Their differences add up to the effect of contagion, seed
/// by seed:
///
/// | arm | what it keeps | what the next arm minus this one measures |
/// |---|---|---|
/// | `NAME_uncopied` | no adoption but inventions | volume: that more is adopted |
/// | `NAME_yoked_in_total` | how much is adopted in each week | mix: which practices are |
/// | `NAME_yoked` | how often each practice is adopted in each week | placement: where, and next to whom |
///
/// The arm after the last is the scenario itself. They are returned in reverse order.
///
/// # Errors
/// If the scenario's own contagion is already replaced.
///
/// ```
/// use darkside::scenario::{Request, load};
/// let [yoked, in_total, uncopied] = darkside::experiment::nulls(&load(&Request::of("baseline"))?)?;
/// assert_eq!([yoked.name, in_total.name, uncopied.name], ["baseline_yoked", "baseline_yoked_in_total", "baseline_uncopied"]);
/// # Ok::<(), darkside::error::Error>(())
/// ```
pub fn nulls(scenario: &Scenario) -> Result<[Scenario; 3]> {
    if scenario.parameters.contagion.yoke != Yoke::No {
        return Err(Error::input(format!("{} has no contagion that could be replaced", scenario.name))
            .help("its contagion.yoke is not \"no\"; compare a scenario that has contagion"));
    }
    let yoked = |yoke: Yoke, name: &str| {
        let mut arm = scenario.clone();
        arm.name = format!("{}_{name}", scenario.name);
        arm.parameters.contagion.yoke = yoke;
        arm.firms.iter_mut().for_each(|firm| firm.parameters.contagion.yoke = yoke);
        arm
    };
    let mut uncopied = without(scenario, &spreading(scenario));
    uncopied.name = format!("{}_uncopied", scenario.name);
    Ok([yoked(Yoke::Practice, "yoked"), yoked(Yoke::Total, "yoked_in_total"), uncopied])
}
