//! A resolved scenario to vary: read once, then given other values again and again.

use std::path::Path;
use std::sync::Arc;

use super::draft::Draft;
use super::finish;
use super::layer::Layer;
use super::node::{Key, Node};
use super::path::{PathValue, Target};
use super::resolved::Scenario;
use super::show::to_toml;
use crate::network::Network;
use crate::parameter::{Field, Range, Setting, Unit};
use crate::practice::Effect;
use darkside_error::{Result, Source};

/// A resolved scenario, ready to be given other values.
///
/// The values override the resolved scenario; levers are applied and everything is checked again, as if the values
/// were written into the text of [`to_toml`].
#[derive(Clone)]
pub struct Base {
    draft: Draft,
    network: Option<Network>,
    resolved: String,
}

/// What a dotted path names.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// What it means.
    pub meaning: String,
    /// What it counts or measures.
    pub unit: Unit,
    /// The values allowed.
    pub allowed: Range,
    /// What it takes.
    pub takes: Takes,
}

/// What kind of value a path takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Something else: a word, a switch, a list.
    Other,
}

impl Base {
    /// The base that `scenario` is.
    ///
    /// # Errors
    /// None for a scenario that a reader has made.
    pub fn of(scenario: &Scenario) -> Result<Self> {
        Self::read(&scenario.name, &to_toml(scenario), scenario.network.clone())
    }

    /// The same from its parts: its name, the text of [`to_toml`], and its imported network.
    ///
    /// # Errors
    /// If anything in the text is wrong.
    pub fn read(name: &str, resolved: &str, network: Option<Network>) -> Result<Self> {
        let source = Arc::new(Source { name: format!("{name} (resolved)"), text: resolved.into() });
        let mut draft = Draft::new(name.into());
        draft.apply(&Layer { table: Node::document(&source)?, base: Path::new("").into() })?;
        finish::select_practices(&mut draft)?;
        finish::on_network(draft.clone(), network.clone())?;
        Ok(Self { draft, network, resolved: resolved.into() })
    }

    /// Every value of the scenario, as [`to_toml`] writes it.
    pub fn resolved(&self) -> &str {
        &self.resolved
    }

    /// Its imported network.
    pub fn network(&self) -> Option<&Network> {
        self.network.as_ref()
    }

    /// The scenario with these values at these dotted paths, the later on top of the earlier.
    ///
    /// # Errors
    /// If a path names nothing, or the values are not allowed, each alone or together.
    ///
    /// ```
    /// use darkside_engine::scenario::{Base, Request, load};
    /// let base = Base::of(&load(&Request::of("baseline"))?)?;
    /// let varied = base.with(&[("contagion.programme", toml::Value::Float(0.03))])?;
    /// assert_eq!(varied.parameters.contagion.programme, 0.03);
    /// # Ok::<(), darkside_error::Error>(())
    /// ```
    pub fn with(&self, values: &[(&str, toml::Value)]) -> Result<Scenario> {
        let mut draft = self.draft.clone();
        for (path, value) in values {
            draft.change(&PathValue::of(path, value))?;
        }
        finish::on_network(draft, self.network.clone())
    }

    /// What a path names that can differ from run to run.
    ///
    /// # Errors
    /// If it names nothing; the error points at `key`, or at `node`, which is given there.
    pub fn name(&self, path: &str, key: &Key, node: &Node) -> Result<Named> {
        let change = PathValue { path: path.into(), key: key.clone(), node: node.clone() };
        let practices = &self.draft.practices;
        Ok(match change.target(practices)? {
            Target::Parameter(parameter, effect) => named(parameter, &self.draft.parameters, effect),
            Target::Practice(position, field, effect) => named(field, &practices[position], effect),
        })
    }

    /// Checks a value by itself; the error points at `node`.
    ///
    /// # Errors
    /// If the path names nothing or the value is not allowed there.
    pub fn check(&self, path: &str, node: &Node) -> Result<()> {
        let key = Key { name: path.into(), place: node.place.clone() };
        PathValue { path: path.into(), key, node: node.clone() }.checked(&self.draft.practices).map(drop)
    }
}

/// What is known of a field, or of its number for one effect.
fn named<Owner>(field: &Field<Owner>, owner: &Owner, effect: Option<Effect>) -> Named {
    let takes = match (field.get)(owner) {
        Setting::Number(_) | Setting::Spread(_) | Setting::Optional(_) => Takes::Number,
        Setting::ByEffect(_) if effect.is_some() => Takes::Number,
        Setting::Count(_) | Setting::Seed(_) => Takes::Whole,
        _ => Takes::Other,
    };
    Named { meaning: field.meaning.trim().into(), unit: field.unit, allowed: field.allowed, takes }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, load, shipped};

    /// What is varied is what the file says, so a run can be reproduced from the resolved text alone.
    #[test]
    fn every_shipped_scenario_comes_back_from_its_resolved_text_and_network() {
        for shipped in shipped() {
            let scenario = load(&Request::of(shipped.name())).unwrap();
            let back = Base::of(&scenario)
                .and_then(|base| base.with(&[]))
                .unwrap_or_else(|e| panic!("{}: {e}", shipped.name()));
            assert_eq!(to_toml(&back), to_toml(&scenario), "{}", shipped.name());
            assert_eq!(back.firms, scenario.firms, "{}", shipped.name());
        }
    }

    #[test]
    fn a_value_is_checked_by_itself_and_together_with_the_others() {
        let base = Base::of(&load(&Request::of("baseline")).unwrap()).unwrap();
        let number = toml::Value::Float;
        let error = base.with(&[("dark_side.onset", number(0.2)), ("dark_side.offset", number(0.4))]).unwrap_err();
        assert_eq!(error.message(), "dark_side.offset 0.4 is above dark_side.onset 0.2");
        assert!(base.with(&[("contagion.programme", number(-1.0))]).is_err());
        assert!(base.with(&[("contagion.program", number(0.1))]).is_err());
        let varied = base.with(&[("practice.trust_over_monitoring.complexity", number(0.9))]).unwrap();
        assert_eq!(varied.practices[varied.practice("trust_over_monitoring").unwrap()].complexity, 0.9);
    }
}
