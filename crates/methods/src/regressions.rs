//! The methods that regress uptake on exposure.

use crate::glm::Link::{Cloglog, Logit};
use crate::method::Method;
use crate::regression::Intercepts::{ByFirmAndWave, ByWave};
use crate::regression::Regression;

/// With one intercept for all waves, a hazard that changes over time passes for contagion: exposure changes with it.
pub(crate) const LOGIT: Method = Method {
    name: "logit",
    title: "Lagged logit on network exposure, with wave effects",
    assumes: "at a wave nothing but exposure makes managers differ: no homophily, no common cause but that of the whole wave",
    source: "Valente, Network Models of the Diffusion of Innovations (1995); cluster-robust: Liang & Zeger (1986)",
    estimate: |study| Regression { link: Logit, intercepts: ByWave, adjusted: false }.estimate(study),
};

pub(crate) const FIRM_WAVE: Method = Method {
    name: "firm-wave",
    title: "Lagged logit with firm × wave effects",
    assumes: "what managers of a firm share at a wave may differ in any way; among them only exposure makes a difference",
    source: "Manski (1993) on common causes; bias of the mean effect is small: Fernández-Val (2009)",
    estimate: |study| Regression { link: Logit, intercepts: ByFirmAndWave, adjusted: false }.estimate(study),
};

pub(crate) const HAZARD: Method = Method {
    name: "hazard",
    title: "Discrete-time hazard (complementary log-log) with wave effects",
    assumes: "exposure multiplies the hazard, which may change from wave to wave but is the same for everybody",
    source: "Prentice & Gloeckler (1978); Allison (1982)",
    estimate: |study| Regression { link: Cloglog, intercepts: ByWave, adjusted: false }.estimate(study),
};

pub(crate) const ADJUSTED: Method = Method {
    name: "adjusted",
    title: "Logit adjusted for prior behaviour and covariates, with wave effects",
    assumes: "covariates, prior use and the number of contacts capture what makes managers both exposed and inclined",
    source: "Eckles & Bakshy (2021), who stratify on the propensity; here the same variables enter the outcome model",
    estimate: |study| Regression { link: Logit, intercepts: ByWave, adjusted: true }.estimate(study),
};
