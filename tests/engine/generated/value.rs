//! What a number of a case means: a parameter's or a practice's value in its range, as TOML.

use darkside::parameter::{CATALOGUE, Field, Parameter, Range, Setting};

use super::Pick;

/// The parameters that settings can change; those with a field of their own in a case are left out.
pub(super) fn settable() -> Vec<&'static Parameter> {
    let own = [
        "ties.inside",
        "ties.outside",
        "ties.rewire_imported",
        "contagion.rule",
        "contagion.threshold",
        "contagion.yoke",
    ];
    let fixed = |path: &str| {
        let group = path.split('.').next().unwrap_or_default();
        ["run", "population", "record"].contains(&group) || own.contains(&path) || path.starts_with("dark_side.o")
    };
    CATALOGUE.iter().filter(|parameter| !fixed(parameter.path)).collect()
}

/// A number in its range: near its default, at an end, small, or of another order of magnitude.
fn number((kind, far): Pick, Range { from, to }: Range, default: f64) -> f64 {
    let number = match kind {
        0..=2 => default * libm::pow(4.0, far * 2.0 - 1.0),
        3 => from,
        4 | 5 => {
            let (low, high) = (if from < -1.0 { -1.0 } else { from }, if to > 1.0 { 1.0 } else { to });
            low + far * (high - low)
        }
        6 => to,
        _ => (if default == 0.0 { 0.01 } else { default }) * libm::pow(10.0, 4.0 * far),
    };
    between(number, from, to)
}

pub(super) fn written(number: f64) -> String {
    format!("{:?}", number as f32)
}

/// A value for a field, as TOML; `None` for fields that are chosen elsewhere.
pub(super) fn value<Owner>(field: &Field<Owner>, owner: &Owner, pick: Pick) -> Option<String> {
    let (kind, far) = pick;
    // For the further numbers of the same field.
    let next = |k: usize| ((kind + k as u8 * 3) % 8, (far + k as f64 * 0.37) % 1.0);
    let list = |defaults: &[f32]| -> Vec<String> {
        let numbers =
            defaults.iter().enumerate().map(|(k, &default)| number(next(k), field.allowed, f64::from(default)));
        numbers.map(written).collect()
    };
    Some(match (field.get)(owner) {
        Setting::Number(default) => written(number(pick, field.allowed, f64::from(default))),
        Setting::Optional(default) => written(number(pick, field.allowed, f64::from(default.unwrap_or(0.3)))),
        Setting::Count(default) => (number(pick, field.allowed, f64::from(default)) as u64).to_string(),
        Setting::Switch(_) => (far > 0.5).to_string(),
        Setting::Spread(_) if kind % 2 == 0 => written(number(pick, field.allowed, 0.5)),
        Setting::Spread(_) => format!(
            "{{ beta = [{}, {}], scale = {} }}",
            written(0.05 + 5.0 * far),
            written(0.05 + 5.0 * (1.0 - far)),
            written(between(2.0, 0.0, field.allowed.to))
        ),
        Setting::Pair(defaults) => format!("[{}]", list(&defaults).join(", ")),
        Setting::ByPhase(defaults) => format!("[{}]", list(&defaults).join(", ")),
        Setting::ByEffect(defaults) => {
            let effects = darkside::practice::Effect::ALL.iter().zip(list(&defaults.map(Option::unwrap_or_default)));
            let entries: Vec<String> = effects.map(|(effect, value)| format!("{} = {value}", effect.name())).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Setting::Word(_, words) if field.path == "ties.homophily_by" => format!("{:?}", words[(far * 3.99) as usize]),
        _ => return None,
    })
}

/// The number, but at least `low` and at most `high`.
fn between(number: f64, low: f64, high: f64) -> f64 {
    if number < low {
        low
    } else if number > high {
        high
    } else {
        number
    }
}
