//! Every tuned number of a scenario, and scenarios with other values for them.

use crate::experiment::setting_at::setting_at;
use darkside_engine::parameter::{Basis, CATALOGUE, Range, Setting, Spread, decimal};
use darkside_engine::practice::{Effect, PRACTICE_FIELDS, Phase};
use darkside_engine::scenario::{Base, Scenario, setting_value};
use darkside_error::Result;

/// A number chosen so that the model shows the patterns.
#[derive(Clone, Debug, PartialEq)]
pub struct Tuned {
    /// Dotted path of the parameter or the practice's field.
    pub path: String,
    /// Which of its numbers, if it has several.
    pub part: usize,
    /// Path and part, as shown in tables and messages.
    pub name: String,
    /// Its value.
    pub value: f64,
}

/// Every tuned number of `scenario` that a factor would change, i.e. none that is 0: parameters in the order of the
/// catalogue, then the fields of practices.
pub fn tuned(scenario: &Scenario) -> Vec<Tuned> {
    let mut all = Vec::new();
    for parameter in CATALOGUE.iter().filter(|parameter| parameter.basis == Basis::Tuned) {
        add(parameter.path, (parameter.get)(&scenario.parameters), &mut all);
    }
    for practice in &scenario.practices {
        for field in PRACTICE_FIELDS.iter().filter(|field| field.basis == Basis::Tuned) {
            let path = format!("practice.{}.{}", practice.name, field.path);
            add(&path, (field.get)(practice), &mut all);
        }
    }
    all
}

fn add(path: &str, mut setting: Setting, into: &mut Vec<Tuned>) {
    for (part, (name, value)) in numbers(&mut setting).into_iter().enumerate() {
        let value = decimal(*value);
        if value != 0.0 && value.is_finite() {
            let name = if name.is_empty() { path.to_owned() } else { format!("{path}.{name}") };
            into.push(Tuned { path: path.into(), part, name, value });
        }
    }
}

/// The numbers in a setting, each with its name if there are several; for a distribution, its scale.
fn numbers(setting: &mut Setting) -> Vec<(&'static str, &mut f32)> {
    match setting {
        Setting::Number(number) | Setting::Spread(Spread::Same(number)) => vec![("", number)],
        Setting::Spread(Spread::Beta { scale, .. }) => vec![("scale", scale)],
        Setting::Pair(pair) => ["above", "below"].into_iter().zip(pair).collect(),
        Setting::ByPhase(numbers) => Phase::NAMES.iter().copied().zip(numbers).collect(),
        Setting::ByEffect(numbers) => {
            let named = Effect::NAMES.iter().copied().zip(numbers);
            named.filter_map(|(name, number)| Some((name, number.as_mut()?))).collect()
        }
        Setting::Optional(number) => number.iter_mut().map(|number| ("", number)).collect(),
        _ => Vec::new(),
    }
}

/// The scenario of `base` with each tuned number multiplied by its factor and clipped to the allowed range. Values that
/// an arm has set to 0 stay 0.
///
/// # Errors
/// If the values are not allowed together.
pub fn vary(base: &Base, scenario: &Scenario, tuned: &[Tuned], factors: &[f64]) -> Result<Scenario> {
    let mut values = Vec::new();
    for (group, factors) in grouped(tuned, factors) {
        let path = group[0].path.as_str();
        let parts = group.iter().map(|tuned| tuned.part).zip(factors);
        // An arm may lack the practice.
        let setting = setting_at(scenario, path);
        let value = setting.and_then(|(setting, allowed)| times(setting, allowed, parts));
        values.extend(value.map(|value| (path, value)));
    }
    base.with(&values)
}

/// The numbers of each path, with their factors.
fn grouped<'a>(tuned: &'a [Tuned], factors: &'a [f64]) -> impl Iterator<Item = (&'a [Tuned], &'a [f64])> {
    let mut first = 0;
    tuned.chunk_by(|one, other| one.path == other.path).map(move |group| {
        let range = first..first + group.len();
        first = range.end;
        (group, &factors[range])
    })
}

fn times<'a>(
    mut setting: Setting,
    allowed: Range,
    parts: impl Iterator<Item = (usize, &'a f64)>,
) -> Option<toml::Value> {
    let mut places = numbers(&mut setting);
    for (part, factor) in parts {
        let (_, place) = places.get_mut(part)?;
        let value = decimal(**place) * factor;
        let value = if value < allowed.from { allowed.from } else { value };
        **place = if value > allowed.to { allowed.to } else { value } as f32;
    }
    setting_value(setting)
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    fn varied(which: &str, factor: f64) -> (Scenario, Scenario) {
        let baseline = load(&Request::of("baseline")).unwrap();
        let scenario = load(&Request::of(which)).unwrap();
        let tuned = tuned(&baseline);
        let factors = vec![factor; tuned.len()];
        let changed = vary(&Base::of(&scenario).unwrap(), &scenario, &tuned, &factors).unwrap();
        (scenario, changed)
    }

    #[test]
    fn every_tuned_number_changes_as_far_as_it_may_and_nothing_else() {
        let (scenario, changed) = varied("baseline", 1.5);
        let (before, after) = (&scenario.parameters, &changed.parameters);
        assert_eq!(after.contagion.spontaneous, 0.00225);
        assert_eq!(after.dark_side.harm[2], 0.375);
        assert_eq!(after.closeness.motivator, [1.5, 0.6]);
        assert_eq!(after.dark_side.formal_and_informal, 1.0, "cut");
        let Spread::Beta { a, scale, .. } = after.enablers.learning_orientation else { panic!() };
        assert_eq!((a, scale), (2.0, 3.0));
        assert_eq!(changed.practices[0].benefit, [0.03, 0.15, 0.09, 0.0]);
        assert_eq!((after.value.close_value, after.population), (before.value.close_value, before.population));
        assert_eq!(changed.firms[0].parameters, *after, "firms have the same");
        assert_eq!(varied("baseline", 1.0).1, scenario);
    }

    #[test]
    fn an_arm_keeps_its_own_values_in_proportion() {
        let (_, isolated) = varied("isolated", 0.5);
        assert_eq!(isolated.parameters.contagion.intra_imitation, 0.0);
        let (_, volume) = varied("same_volume", 0.5);
        assert_eq!(volume.parameters.contagion.spontaneous, 0.0039);
        let (plain, dated) = varied("programme", 0.5);
        assert_eq!(plain.interventions, dated.interventions, "what is dated stays");
    }

    #[test]
    fn names_tell_the_parts_apart() {
        let names: Vec<String> =
            tuned(&load(&Request::of("baseline")).unwrap()).into_iter().map(|one| one.name).collect();
        let mut sorted = names.clone();
        sorted.sort();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len());
        for name in ["dark_side.harm.conflict", "closeness.motivator.below", "practice.side_favours.private"] {
            assert!(names.iter().any(|known| known == name), "{name}");
        }
        assert!(!names.iter().any(|name| name.starts_with("dark_side.onset") || name.starts_with("people.turnover")));
    }
}
