//! Where the hazard is a logit of the number of contacts, effects are unbiased and intervals cover them.

use crate::synthetic::{WITHOUT_CONTAGION, World};
use darkside_draws::Draws;
use darkside_methods::{METHODS, Settings, Study};
use darkside_stats::Running;

const PANELS: u32 = 1000;

/// What a contact adds to the probability in this panel, by the formula that made it.
fn truth(world: &World, study: &Study) -> f64 {
    let probability = |using: f64| 1.0 / (1.0 + libm::exp(-world.alone - world.per_contact * using));
    let mut effects = Running::default();
    for row in study.risk_set().rows.iter().filter(|row| row.contacts > 0) {
        let effect = |step: &darkside_methods::Step| step.share * (probability(step.on) - probability(step.off));
        effects.add(row.steps.iter().map(effect).sum());
    }
    effects.mean()
}

#[test]
fn measure() {
    let w = World { alone: -2.2, per_contact: 0.5, ..WITHOUT_CONTAGION };
    for world in [
        w,
        World { firms: 10, managers_per_firm: 30, ..w },
        World { firms: 12, managers_per_firm: 10, ..w },
        World { firms: 6, managers_per_firm: 30, ..w },
        World { firms: 40, managers_per_firm: 10, ..w },
    ] {
        let settings = Settings { shuffles: 99, ..Settings::default() };
        let mut found = METHODS.map(|method| (method.name, Running::default(), 0, 0, 0));
        let mut truths = Running::default();
        for number in 0..PANELS {
            let panel = world.panel(number);
            let study = Study::new(&panel, settings, Draws::new(1)).unwrap();
            let truth = truth(&world, &study);
            truths.add(truth);
            for (method, (_, error, covered, power, unanswered)) in METHODS.iter().zip(&mut found) {
                match method.estimate(&study) {
                    Ok(effect) => {
                        error.add(effect.effect - truth);
                        *covered += u32::from(effect.interval.contains(truth));
                        *power += u32::from(effect.p <= 0.05);
                    }
                    Err(_) => *unanswered += 1,
                }
            }
        }
        println!("{world:?} truth {}", truths.mean());
        for (name, error, covered, power, unanswered) in found {
            println!(
                "{name}: bias {:.5} = {:.2} se, covers {covered}, rejects {power}, none {unanswered}",
                error.mean(),
                error.mean() / error.standard_error()
            );
        }
    }
}
