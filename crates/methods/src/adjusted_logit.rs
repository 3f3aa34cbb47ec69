//! Uptake on exposure, prior behaviour and covariates.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::glm::Link;
use crate::method::Method;
use crate::regression::{Intercepts, Regression};
use crate::study::Study;

pub(crate) const METHOD: Method = Method {
    name: "adjusted",
    title: "Logit adjusted for prior behaviour and covariates, with wave effects",
    assumes: "covariates, prior use and the number of contacts capture what makes managers both exposed and inclined",
    source: "Eckles & Bakshy (2021), who stratify on the propensity; here the same variables enter the outcome model",
    estimate,
};

fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    Regression { link: Link::Logit, intercepts: Intercepts::ByWave, adjusted: true }.estimate(study)
}
