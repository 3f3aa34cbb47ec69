//! Named settings of the levers, and what levers do to a firm's parameters.

use super::firm::{Lever, Levers};
use crate::parameter::{Parameters, decimal};
use darkside_lanes::clamp01;

/// A named setting of all levers. The two ends are findings of S4; the three between and all numbers
/// are the model's own.
pub struct Preset {
    /// What `preset = "…"` in `[[firm]]` calls it.
    pub name: &'static str,
    /// What kind of organisation it is.
    pub meaning: &'static str,
    /// How each lever stands, in the order of [`Lever::ALL`].
    pub values: [f32; Lever::ALL.len()],
}

/// The presets, from the least to the most organised.
pub static PRESETS: [Preset; 5] = [
    Preset {
        name: "laissez_faire",
        meaning: "key accounts are nobody's special concern",
        values: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
    },
    Preset {
        name: "operating_level",
        meaning: "key accounts are run from the operating level, with little formality",
        values: [0.3, 0.1, 0.4, 0.6, 0.5, 0.2, 0.3],
    },
    Preset {
        name: "middle_management",
        meaning: "middle management runs key accounts by rules",
        values: [0.6, 0.3, 0.4, 0.4, 0.5, 0.2, 0.3],
    },
    Preset {
        name: "top_management",
        meaning: "top management is deeply involved in key accounts",
        values: [0.7, 0.8, 0.4, 0.6, 0.5, 0.2, 0.3],
    },
    Preset {
        name: "cross_functional",
        meaning: "formalised teams across functions, with resources and top management behind them",
        values: [0.8, 0.9, 0.9, 0.9, 0.9, 0.2, 0.3],
    },
];

impl Preset {
    /// The levers as this preset sets them.
    pub fn levers(&self) -> Levers {
        Levers(self.values.map(Some))
    }
}

/// Gives a firm's parameters the values that its levers imply (model, section 7).
///
/// The factors on tie weights, and what resources add to absorptive capacity, are the engine's: they
/// concern ties and managers, not parameters.
pub(super) fn pull(levers: &Levers, parameters: &mut Parameters) {
    // As one would on paper: a lever of .4 gives the single-precision number nearest to .30 + .30 × .4.
    let line = |at_zero: f64, slope: f64, lever: f32| (at_zero + slope * decimal(lever)) as f32;
    if let Some(lever) = levers.get(Lever::Formalisation) {
        parameters.dark_side.formalisation = line(0.0, 0.6, lever);
        parameters.enablers.blindness = line(1.0, -0.4, lever);
    }
    if let Some(lever) = levers.get(Lever::TopManagement) {
        parameters.lapse.audit = line(0.0, 0.06, lever);
        parameters.programme.filter = line(0.0, 0.9, lever);
    }
    if let Some(lever) = levers.get(Lever::Teamwork) {
        parameters.closeness.co_creation = line(0.3, 0.3, lever);
    }
    if let Some(lever) = levers.get(Lever::Proactivity) {
        parameters.closeness.communication = line(0.3, 0.3, lever);
    }
    if let Some(lever) = levers.get(Lever::Resources) {
        parameters.closeness.problem_solving = line(0.3, 0.3, lever);
    }
    if let Some(lever) = levers.get(Lever::LongTermReward) {
        parameters.enablers.long_term_reward = lever;
    }
    if let Some(lever) = levers.get(Lever::SocialMedia) {
        let communication = line(decimal(parameters.closeness.communication), 0.1, lever);
        parameters.closeness.communication = clamp01(communication);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levers_set_exactly_the_parameters_of_the_model() {
        let preset = PRESETS.iter().find(|preset| preset.name == "top_management").unwrap();
        let mut parameters = Parameters::default();
        pull(&preset.levers(), &mut parameters);
        let mut expected = Parameters::default();
        expected.dark_side.formalisation = 0.42;
        expected.enablers.blindness = 0.72;
        expected.lapse.audit = 0.048;
        expected.programme.filter = 0.72;
        expected.closeness.co_creation = 0.42;
        expected.closeness.communication = 0.48 + 0.03;
        expected.closeness.problem_solving = 0.45;
        expected.enablers.long_term_reward = 0.2;
        assert_eq!(parameters, expected);
    }

    #[test]
    fn a_lever_that_is_not_given_leaves_its_parameters_alone() {
        let mut parameters = Parameters::default();
        let mut levers = Levers::default();
        levers.0[Lever::SocialMedia.index()] = Some(0.0);
        pull(&levers, &mut parameters);
        assert_eq!(parameters, Parameters::default());
    }
}
