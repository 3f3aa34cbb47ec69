//! Where the hazard is a logit of the number of contacts, effects are unbiased and intervals cover them.

use crate::synthetic::{WITHOUT_CONTAGION, World, probability};
use darkside_draws::Draws;
use darkside_methods::{METHODS, Settings, Step, Study};
use darkside_stats::Running;

const PANELS: u32 = 3000;

/// What a contact adds to the probability in this panel, by the formula that made it.
fn truth(world: &World, study: &Study) -> f64 {
    let hazard = |using: f64| probability(world.alone + world.per_contact * using);
    let mut effects = Running::default();
    for row in study.risk_set().rows.iter().filter(|row| row.contacts > 0) {
        let effect = |step: &Step| step.share * (hazard(step.on) - hazard(step.off));
        effects.add(row.steps.iter().map(effect).sum());
    }
    effects.mean()
}

/// The plain logit is the formula that made the panels, with one intercept more. The others come close: the adjusted one has
/// more coefficients than it needs, the hazard another link, and the one with firm × wave effects few managers for each.
#[test]
fn effects_are_unbiased_and_covered() {
    let world = World { alone: -2.2, per_contact: 0.5, ..WITHOUT_CONTAGION };
    let methods = METHODS.iter().filter(|method| method.name != "shuffle");
    let mut found: Vec<_> = methods.map(|method| (method, Running::default(), 0, 0)).collect();
    let mut truths = Running::default();
    for number in 0..PANELS {
        let panel = world.panel(number);
        let study = Study::new(&panel, Settings::default(), Draws::new(1)).unwrap();
        let truth = truth(&world, &study);
        truths.add(truth);
        for (method, error, covered, rejected) in &mut found {
            let effect = method.estimate(&study).unwrap();
            error.add(effect.effect - truth);
            *covered += u32::from(effect.interval.contains(truth));
            *rejected += u32::from(effect.p <= 0.05);
        }
    }
    for (method, error, covered, rejected) in found {
        let (bias, standard_error) = (error.mean(), error.standard_error());
        let cover = f64::from(covered) / f64::from(PANELS);
        println!(
            "{}: truth {:.4}, bias {bias:.5} ± {standard_error:.5}, covers {cover:.3}, rejects {rejected}",
            method.name,
            truths.mean()
        );
        assert!((0.935..=0.965).contains(&cover), "{} covers in {cover}", method.name);
        match method.name {
            "logit" => assert!(bias.abs() < 3.0 * standard_error, "bias {bias} ± {standard_error}"),
            // One contact among several counts for more than the first, to whom pairs compare nobody.
            "pairs" => assert!(bias.abs() < 0.12 * truths.mean(), "bias {bias} of {}", truths.mean()),
            _ => assert!(bias.abs() < 0.04 * truths.mean(), "{}: bias {bias} of {}", method.name, truths.mean()),
        }
    }
}
