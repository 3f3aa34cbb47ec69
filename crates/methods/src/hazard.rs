//! Exposure as a factor of the hazard, which may differ between waves.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::glm::Link;
use crate::method::Method;
use crate::regression::{Intercepts, Regression};
use crate::study::Study;

pub(crate) const METHOD: Method = Method {
    name: "hazard",
    title: "Discrete-time hazard (complementary log-log) with wave effects",
    assumes: "exposure multiplies the hazard, which may change from wave to wave but is the same for everybody",
    source: "Prentice & Gloeckler (1978); Allison (1982)",
    estimate,
};

fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    Regression { link: Link::Cloglog, intercepts: Intercepts::ByWave, adjusted: false }.estimate(study)
}
