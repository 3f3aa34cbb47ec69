//! What a scenario holds at a dotted path: a parameter, or a field of one of its practices.

use darkside_engine::parameter::{Range, Setting, Spread, decimal, find};
use darkside_engine::practice::{Effect, PRACTICE_FIELDS};
use darkside_engine::scenario::Scenario;

/// The setting at a path, and the range that its numbers may have; `None` if there is no such setting, as for a
/// practice that the scenario lacks.
pub(super) fn setting_at(scenario: &Scenario, path: &str) -> Option<(Setting, Range)> {
    match path.strip_prefix("practice.").and_then(|rest| rest.rsplit_once('.')) {
        Some((name, field)) => {
            let practice = &scenario.practices[scenario.practice(name)?];
            let field = PRACTICE_FIELDS.iter().find(|known| known.path == field)?;
            Some(((field.get)(practice), field.allowed))
        }
        None => {
            let parameter = find(path)?;
            Some(((parameter.get)(&scenario.parameters), parameter.allowed))
        }
    }
}

/// The number at a path; `None` if it is a word, a list, a distribution, or left out.
pub(super) fn value_at(scenario: &Scenario, path: &str) -> Option<f64> {
    if let Some((owner, effect)) = path.rsplit_once('.').and_then(|(owner, last)| Some((owner, Effect::find(last)?))) {
        return match setting_at(scenario, owner)?.0 {
            Setting::ByEffect(numbers) => numbers[effect.index()].map(decimal),
            _ => None,
        };
    }
    match setting_at(scenario, path)?.0 {
        Setting::Number(number) | Setting::Spread(Spread::Same(number)) => Some(decimal(number)),
        Setting::Count(count) => Some(f64::from(count)),
        Setting::Optional(number) => number.map(decimal),
        _ => None,
    }
}
