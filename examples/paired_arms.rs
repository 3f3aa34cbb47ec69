//! Two scenarios under the same seeds: the effect, in the following year, of an audit from week 156, paired seed by
//! seed.
//!
//! `cargo run --example paired_arms`

use darkside::experiment::Executor;
use darkside::experiment::compare::{ArmsToCompare, MetricAsked};
use darkside::scenario::{Request, load};

fn main() -> darkside::error::Result<()> {
    let set = ["population.managers=40".into(), "population.firms=2".into(), "run.weeks=208".into()];
    let with = |name| load(&Request { set: &set, ..Request::of(name) });
    let (baseline, audited) = (with("baseline")?, with("audited")?);

    let asked = [
        MetricAsked { metric: "dark_share".into(), window: Some("157..208".parse()?) },
        MetricAsked { metric: "value".into(), window: Some("157..208".parse()?) },
    ];
    let arms = ArmsToCompare { arms: &[&baseline, &audited], asked: &asked, first_seed: 1, seeds: 20 };
    let comparison = arms.compare(&Executor::new(2))?;

    for compared in &comparison.metrics {
        let effect = &compared.effects[0];
        println!(
            "{}: {:+.4}, 95 % interval {:+.4} to {:+.4}; higher in {} of {} seeds",
            compared.reading.words(),
            effect.difference.mean,
            effect.bootstrap95.lower,
            effect.bootstrap95.upper,
            effect.above,
            comparison.seeds,
        );
    }
    Ok(())
}
