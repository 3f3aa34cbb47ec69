//! Uptake on exposure, and nothing else.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::glm::Link;
use crate::method::Method;
use crate::regression::{Intercepts, Regression};
use crate::study::Study;

pub(crate) const METHOD: Method = Method {
    name: "logit",
    title: "Lagged logit on network exposure",
    assumes: "nothing but exposure makes managers differ: no homophily, no common cause, a hazard that stays the same",
    source: "Valente, Network Models of the Diffusion of Innovations (1995); cluster-robust: Liang & Zeger (1986)",
    estimate,
};

fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    Regression { link: Link::Logit, intercepts: Intercepts::One, adjusted: false }.estimate(study)
}
