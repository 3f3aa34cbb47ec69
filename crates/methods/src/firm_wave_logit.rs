//! Uptake on exposure, compared within each firm between two waves.

use crate::contact_effect::ContactEffect;
use crate::could_not::CouldNot;
use crate::glm::Link;
use crate::method::Method;
use crate::regression::{Intercepts, Regression};
use crate::study::Study;

pub(crate) const METHOD: Method = Method {
    name: "firm-wave",
    title: "Lagged logit with firm × wave effects",
    assumes: "what managers of a firm share at a wave may differ in any way; among them only exposure makes a difference",
    source: "Manski (1993) on common causes; bias of the mean effect is small: Fernández-Val (2009)",
    estimate,
};

fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    Regression { link: Link::Logit, intercepts: Intercepts::ByFirmAndWave, adjusted: false }.estimate(study)
}
