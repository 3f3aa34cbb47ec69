//! A dated change of one field.

use super::path::{PathValue, Target};
use crate::parameter::{Parameters, Setting};
use crate::practice::Practice;
use darkside_error::Result;

/// A field's new value, checked when it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Patch {
    path: String,
    written: toml::Value,
    target: Target,
    setting: Setting,
}

impl Patch {
    /// A new value for a parameter (`programme.filter`, `dark_side.harm.conflict`), or for a field of one of these
    /// practices (`practice.NAME.FIELD`).
    ///
    /// # Errors
    /// If the path names nothing or the value is not allowed there.
    ///
    /// ```
    /// use darkside_engine::{parameter::Parameters, scenario::Patch};
    /// let patch = Patch::new("programme.filter", toml::Value::Float(0.9), &[])?;
    /// let mut parameters = Parameters::default();
    /// patch.apply(&mut parameters, &mut []);
    /// assert_eq!(parameters.programme.filter, 0.9);
    /// # Ok::<(), darkside_error::Error>(())
    /// ```
    pub fn new(path: &str, value: toml::Value, practices: &[Practice]) -> Result<Self> {
        Self::of(&PathValue::of(path, &value), practices)
    }

    /// The same with the places of path and value, to which errors point.
    pub(super) fn of(value: &PathValue, practices: &[Practice]) -> Result<Self> {
        let (target, setting) = value.checked(practices)?;
        Ok(Self { path: value.path.clone(), written: value.node.to_toml(), target, setting })
    }

    /// The dotted path.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The value as it was written, which is what `show` repeats.
    pub fn written(&self) -> &toml::Value {
        &self.written
    }

    /// The value.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// Writes the value where its path points. `practices` are the ones that the patch was made for.
    pub fn apply(&self, parameters: &mut Parameters, practices: &mut [Practice]) {
        match self.target {
            Target::Parameter(parameter, _) => (parameter.set)(parameters, self.setting.clone()),
            Target::Practice(position, field, _) => (field.set)(&mut practices[position], self.setting.clone()),
        }
    }
}
