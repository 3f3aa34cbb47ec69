//! Uptake on exposure, with an intercept for each wave and nothing else.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::glm::Link;
use crate::method::Method;
use crate::regression::{Intercepts, Regression};
use crate::study::Study;

pub(crate) const METHOD: Method = Method {
    name: "logit",
    title: "Lagged logit on network exposure, with wave effects",
    assumes: "at a wave nothing but exposure makes managers differ: no homophily, no common cause but that of the whole wave",
    source: "Valente, Network Models of the Diffusion of Innovations (1995); cluster-robust: Liang & Zeger (1986)",
    estimate,
};

/// With one intercept for all waves, a hazard that changes over time passes for contagion: exposure changes with it.
fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    Regression { link: Link::Logit, intercepts: Intercepts::ByWave, adjusted: false }.estimate(study)
}
