//! A scenario with some of its spreading mechanisms removed.

use darkside_engine::parameter::{Parameter, Parameters, Setting, find};
use darkside_engine::record::Mechanism;
use darkside_engine::scenario::{Deed, Patch, Scenario};

/// The parameter that holds a mechanism's hazard; `None` for introduction by an intervention, which has no hazard.
fn hazard(mechanism: Mechanism) -> Option<&'static Parameter> {
    find(&format!("contagion.{}", mechanism.name()))
}

/// The mechanisms by which practices spread in this scenario: those with a positive hazard in some firm at some time.
/// `spontaneous` is left out, since nothing spreads by it.
pub fn spreading(scenario: &Scenario) -> Vec<Mechanism> {
    let acts = |parameter: &Parameter| {
        let of = |parameters: &Parameters| is_positive(&(parameter.get)(parameters));
        let patched = scenario.interventions.iter().any(|intervention| match &intervention.deed {
            Deed::Set(patches) => {
                patches.iter().any(|patch| patch.path() == parameter.path && is_positive(patch.setting()))
            }
            Deed::Act(_) => false,
        });
        patched || scenario.firms.iter().any(|firm| of(&firm.parameters))
    };
    let others = Mechanism::ALL.into_iter().filter(|mechanism| *mechanism != Mechanism::Spontaneous);
    others.filter(|mechanism| hazard(*mechanism).is_some_and(acts)).collect()
}

fn is_positive(setting: &Setting) -> bool {
    matches!(setting, Setting::Number(number) if *number > 0.0)
}

/// The scenario with the hazards of these mechanisms at 0 in every firm and every week.
pub fn without(scenario: &Scenario, mechanisms: &[Mechanism]) -> Scenario {
    let mut changed = scenario.clone();
    for parameter in mechanisms.iter().filter_map(|mechanism| hazard(*mechanism)) {
        let firms = changed.firms.iter_mut().map(|firm| &mut firm.parameters);
        firms.chain([&mut changed.parameters]).for_each(|own| (parameter.set)(own, Setting::Number(0.0)));
        let none = Patch::new(parameter.path, toml::Value::Float(0.0), &[]).expect("every hazard can be 0");
        for intervention in &mut changed.interventions {
            let Deed::Set(patches) = &mut intervention.deed else { continue };
            for patch in patches.iter_mut().filter(|patch| patch.path() == parameter.path) {
                *patch = none.clone();
            }
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use darkside_engine::scenario::{Request, load, read};

    fn read_text(text: &str) -> Scenario {
        read("test.toml", text, Path::new(""), &[]).unwrap()
    }

    #[test]
    fn mechanisms_are_read_off_parameters_firms_and_dated_patches() {
        use Mechanism::*;
        let four = [IntraImitation, IntraLearning, InterImitation, InterLearning];
        assert_eq!(spreading(&load(&Request::of("baseline")).unwrap()), four);
        assert_eq!(spreading(&load(&Request::of("isolated")).unwrap()), []);
        let dated = spreading(&load(&Request::of("programme")).unwrap());
        assert_eq!(dated, [four.as_slice(), &[Programme]].concat());
        let firm =
            read_text("[[firm]]\nname = \"A\"\nset = { \"contagion.association\" = 0.1 }\n[[firm]]\nname = \"B\"");
        assert_eq!(spreading(&firm), [four.as_slice(), &[Association]].concat());
        let never = read_text("[[intervention]]\nweek = 9\nset = { \"contagion.programme\" = 0 }");
        assert_eq!(spreading(&never), four);
    }

    #[test]
    fn what_is_knocked_out_is_out_everywhere_and_for_good() {
        let scenario = read_text(
            "[contagion]\nassociation = 0.2\n[[firm]]\nname = \"A\"\nset = { \"contagion.association\" = 0.1 }\n\
             [[firm]]\nname = \"B\"\n[[intervention]]\nweek = 9\nset = { \"contagion.association\" = 1, \"lapse.audit\" = 0.1 }",
        );
        assert!(spreading(&scenario).contains(&Mechanism::Association));
        let changed = without(&scenario, &[Mechanism::Association]);
        assert!(!spreading(&changed).contains(&Mechanism::Association));
        assert_eq!(changed.parameters.contagion.association, 0.0);
        let mut rest = changed;
        rest.parameters.contagion.association = 0.2;
        assert_eq!(rest.parameters, scenario.parameters, "and nothing else is");
        let Deed::Set(patches) = &rest.interventions[0].deed else { panic!() };
        assert!(patches.iter().any(|patch| patch.path() == "lapse.audit" && is_positive(patch.setting())));
    }
}
