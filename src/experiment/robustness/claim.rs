//! Claims with a sign, and the arms they are about.

use super::form::Form;
use super::measure::Measure;
use crate::experiment::hypothesis::{Assertion, HypothesisFile, WeightedReading};
use darkside_engine::scenario::Scenario;

/// Arms and claims about them.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// The arms, each with its scenario.
    pub arms: Vec<Scenario>,
    /// The claims.
    pub claims: Vec<Claim>,
    /// Choices between words; each point takes one word of each.
    pub forms: Vec<Form>,
}

/// A weighted sum of measures, claimed to be above 0 or within a margin around 0.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its name, unique.
    pub id: String,
    /// The pattern or hypothesis it belongs to.
    pub pattern: String,
    /// `built_in`, `tuned` or `prediction`.
    pub status: String,
    /// What it says.
    pub claim: String,
    /// The margin around 0; `None` if the sum is claimed to be above 0.
    pub within: Option<f64>,
    pub(super) terms: Vec<Term>,
}

/// A measure of an arm, times a factor.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) arm: usize,
    pub(super) measure: Measure,
    pub(super) times: f64,
}

impl Claim {
    /// Whether the claim holds for this sum.
    pub fn holds(&self, sum: f64) -> bool {
        match self.within {
            Some(margin) => sum.abs() < margin,
            None => sum > 0.0,
        }
    }
}

impl Claims {
    /// Adds the claims of hypotheses: only the sign of each part, or its margin if it claims that there is no effect.
    /// Arms that are already present are not added again. Claims of a difference in either direction are left out.
    pub fn add_hypotheses(&mut self, file: &HypothesisFile) {
        let arms: Vec<usize> = file.arms.iter().map(|arm| self.arm(arm)).collect();
        for hypothesis in &file.hypotheses {
            let (sign, within) = match hypothesis.claims {
                Assertion::Greater(_) => (1.0, None),
                Assertion::Less(_) => (-1.0, None),
                Assertion::Equivalent(margin) => (1.0, Some(margin)),
                Assertion::Different(_) => continue,
            };
            for (number, part) in hypothesis.parts.iter().enumerate() {
                let several = hypothesis.parts.len() > 1;
                let id = if several { format!("{} {}", hypothesis.id, number + 1) } else { hypothesis.id.clone() };
                let claim =
                    if several { format!("{} ({})", hypothesis.claim, part.words) } else { hypothesis.claim.clone() };
                let term = |term: &WeightedReading| Term {
                    arm: arms[term.arm],
                    measure: Measure::Reading(term.reading.clone()),
                    times: sign * term.times,
                };
                self.claims.push(Claim {
                    id,
                    pattern: hypothesis.id.clone(),
                    status: hypothesis.status.name().to_owned(),
                    claim,
                    within,
                    terms: part.terms.iter().map(term).collect(),
                });
            }
        }
    }

    /// The position of the arm with this scenario, adding it if necessary.
    fn arm(&mut self, scenario: &Scenario) -> usize {
        let sought = plain(scenario);
        self.arms.iter().position(|known| plain(known) == sought).unwrap_or_else(|| {
            self.arms.push(scenario.clone());
            self.arms.len() - 1
        })
    }
}

/// Everything a scenario's runs depend on except the seeds: arms that agree in it are the same arm.
fn plain(scenario: &Scenario) -> Scenario {
    let mut plain =
        Scenario { name: String::new(), question: String::new(), look_at: String::new(), ..scenario.clone() };
    let firms = plain.firms.iter_mut().map(|firm| &mut firm.parameters);
    for parameters in firms.chain([&mut plain.parameters]) {
        (parameters.run.seed, parameters.run.seeds) = (1, 1);
    }
    plain
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::experiment::Overrides;

    #[test]
    fn hypotheses_bring_their_signs_and_the_arms_that_are_not_there_yet() {
        let mut claims = Claims::read("patterns", Overrides::default()).unwrap();
        let (arms, count) = (claims.arms.len(), claims.claims.len());
        let file = HypothesisFile::read("hypotheses/dark_side", Default::default()).unwrap();
        claims.add_hypotheses(&file);
        let shared = ["baseline", "isolated", "intra_only", "audited", "programme"];
        let added: Vec<&str> = claims.arms[arms..].iter().map(|arm| arm.name.as_str()).collect();
        assert!(!added.iter().any(|name| shared.contains(name)), "{added:?}");
        let of = |id: &str| claims.claims[count..].iter().find(|claim| claim.pattern == id).unwrap();
        let against = of("contagion_darkens");
        assert_eq!((against.terms[0].arm, against.terms[0].times, against.terms[1].times), (0, 1.0, -1.0));
        assert_eq!(of("placement_costs_nothing").within, Some(0.01));
        assert!(claims.claims.iter().filter(|claim| claim.pattern == "each_mechanism_adds").count() > 3);
        let mut ids: Vec<&str> = claims.claims.iter().map(|claim| claim.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), claims.claims.len());
        let before = claims.arms.len();
        claims.add_hypotheses(&file);
        assert_eq!(claims.arms.len(), before);
    }
}
