//! A lever: a number of the scenario, and the range over which it is varied.

use std::sync::Arc;

use crate::experiment::setting_at::value_at;
use crate::experiment::sweep::{Factor, FactorKind, named_number, rounded};
use darkside_engine::parameter::Unit;
use darkside_engine::scenario::node::{Key, Node};
use darkside_engine::scenario::{Base, Named, Scenario};
use darkside_error::{Error, Place, Result, Source};

/// A number of the scenario that is varied.
#[derive(Clone, Debug, PartialEq)]
pub struct Lever {
    /// Path, meaning, unit, range.
    pub factor: Factor,
    /// Its value in the scenario; `None` if firms differ or it is drawn.
    pub value: Option<f64>,
}

impl Lever {
    /// Its dotted path.
    pub fn path(&self) -> &str {
        &self.factor.path
    }

    /// The ends of its range.
    pub fn ends(&self) -> [f64; 2] {
        self.factor.ends()
    }

    /// The value at a fraction of the range; whole numbers are rounded.
    pub fn at(&self, part: f64) -> f64 {
        let [from, to] = self.ends();
        self.nearest(from + part * (to - from))
    }

    /// The nearest value that is run: a whole number, or one with about four digits relative to the range.
    pub fn nearest(&self, value: f64) -> f64 {
        let [from, to] = self.ends();
        let within = |value: f64| match value {
            low if low < from => from,
            high if high > to => to,
            value => value,
        };
        if self.factor.kind == FactorKind::Whole {
            return within(value).round();
        }
        let step = libm::pow(10.0, libm::log10(to - from).floor() - 3.0);
        within(rounded((within(value) / step).round() * step))
    }
}

/// Levers from arguments, `PATH` or `PATH=FROM..TO`; `from` and `to` are the ends for a single lever.
///
/// # Errors
/// If a path is not that of a number or is given twice, or a range is empty or not allowed.
pub fn levers(
    arguments: &[String],
    (from, to): (Option<f64>, Option<f64>),
    base: &Base,
    scenario: &Scenario,
) -> Result<Vec<Lever>> {
    if arguments.len() > 1 && (from.is_some() || to.is_some()) {
        let error = Error::input("--from and --to are about a single lever");
        return Err(error.help("give each its range: --lever PATH=FROM..TO"));
    }
    let mut levers: Vec<Lever> = Vec::new();
    for argument in arguments {
        let lever = one(argument, (from, to), base, scenario)?;
        if levers.iter().any(|other| other.path() == lever.path()) {
            return Err(Error::input(format!("lever `{}` is given twice", lever.path())));
        }
        levers.push(lever);
    }
    Ok(levers)
}

fn one(argument: &str, given: (Option<f64>, Option<f64>), base: &Base, scenario: &Scenario) -> Result<Lever> {
    let (path, range) = match argument.split_once('=') {
        Some((path, range)) => (path.trim(), Some(range.trim())),
        None => (argument.trim(), None),
    };
    let source = Arc::new(Source { name: "--lever".into(), text: argument.into() });
    let place = Some(Place { source, span: 0..path.len() });
    let key = Key { name: path.into(), place: place.clone() };
    let node = Node { place, ..Node::of(&toml::Value::Float(0.0)) };
    let named = named_number(path, (&key, &node), base, "lever")?;
    let value = value_at(scenario, path);
    let (from, to) = match range {
        Some(range) => parsed(range, &key)?,
        None => {
            let default = default(&named, value);
            match (given.0.or(default.map(|(from, _)| from)), given.1.or(default.map(|(_, to)| to))) {
                (Some(from), Some(to)) => (from, to),
                _ => {
                    let is = value.map_or("no single number".to_owned(), |value| value.to_string());
                    let error = key.error(format!("`{path}` is {is} in {}: it has no range of its own", scenario.name));
                    return Err(error.help("give --from and --to"));
                }
            }
        }
    };
    let factor = Factor::new(path, &named).over([from, to]);
    let [from, to] = factor.ends();
    if !(from < to && from.is_finite() && to.is_finite()) {
        let error = key.error(format!("the range of `{path}` from {from} to {to} is empty"));
        return Err(error.help("--from is a finite number below --to"));
    }
    for end in [from, to] {
        base.check(path, &Node { place: key.place.clone(), ..Node::of(&factor.value(end)) })?;
    }
    Ok(Lever { factor, value })
}

/// The default range: for a share, everything allowed; otherwise from the least value allowed to twice the scenario's
/// value.
fn default(named: &Named, value: Option<f64>) -> Option<(f64, f64)> {
    let allowed = named.allowed;
    if named.unit == Unit::Share && allowed.to <= 1.0 {
        return Some((allowed.from, allowed.to));
    }
    let twice = rounded(2.0 * value.filter(|value| *value > 0.0 && value.is_finite())?);
    let from = if allowed.from.is_finite() && allowed.from < allowed.to { allowed.from } else { 0.0 };
    Some((from, if allowed.to > allowed.from && twice > allowed.to { allowed.to } else { twice }))
}

fn parsed(range: &str, key: &Key) -> Result<(f64, f64)> {
    let ends = range.split_once("..").map(|(from, to)| (from.trim().parse().ok(), to.trim().parse().ok()));
    match ends {
        Some((Some(from), Some(to))) => Ok((from, to)),
        _ => Err(key.error(format!("`{range}` is no range")).help("for example --lever enablers.blindness=0.05..1")),
    }
}

/// A numeric lever, for tests.
#[cfg(test)]
pub(super) fn of_range(path: &str, range: [f64; 2]) -> Lever {
    Lever { factor: Factor::of_range(path, range), value: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use darkside_engine::scenario::{Request, load};

    fn asked(arguments: &[&str], ends: (Option<f64>, Option<f64>)) -> Result<Vec<Lever>> {
        let scenario = load(&Request::of("epidemic")).unwrap_or_else(|error| panic!("{error}"));
        let arguments: Vec<String> = arguments.iter().map(|argument| argument.to_string()).collect();
        levers(&arguments, ends, &Base::of(&scenario)?, &scenario)
    }

    #[test]
    fn ranges_are_given_or_follow_from_the_scenario() {
        let levers =
            asked(&["enablers.blindness", "lapse.audit=0..0.5", "lapse.embedded_hold", "ties.inside"], (None, None))
                .unwrap();
        let ends: Vec<[f64; 2]> = levers.iter().map(Lever::ends).collect();
        assert_eq!(ends, [[0.0, 2.0], [0.0, 0.5], [0.0, 1.0], [0.0, 6.0]]);
        assert_eq!(levers[0].value, Some(1.0));
        assert_eq!(levers[3].at(0.4), 2.0, "whole numbers are rounded");
        assert_eq!((levers[1].nearest(0.123_456), levers[1].nearest(7.0)), (0.1235, 0.5));
        assert_eq!(asked(&["lapse.audit"], (Some(0.1), Some(0.2))).unwrap()[0].ends(), [0.1, 0.2]);
    }

    #[test]
    fn what_is_no_lever_is_told() {
        let both = (Some(0.3), Some(0.2));
        for (arguments, ends, words) in [
            (&["enablers.blindnes"][..], (None, None), "did you mean"),
            (&["contagion.rule"], (None, None), "takes no single number"),
            (&["lapse.audit"], (None, None), "it has no range of its own"),
            (&["lapse.audit"], both, "from 0.3 to 0.2 is empty"),
            (&["lapse.audit=0.1"], (None, None), "is no range"),
            (&["lapse.audit=-1..0.1"], (None, None), "cannot be -1"),
            (&["run.weeks"], (None, None), "cannot be a factor"),
            (&["enablers.blindness", "enablers.blindness"], (None, None), "given twice"),
            (&["enablers.blindness", "lapse.drift"], both, "about a single lever"),
        ] {
            let refused = asked(arguments, ends).unwrap_err().to_string();
            assert!(refused.contains(words), "{arguments:?}: {refused}");
        }
    }
}
