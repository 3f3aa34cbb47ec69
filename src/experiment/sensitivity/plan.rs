//! Which points are run, and what their outcomes say about the factors. Knows nothing of scenarios.

use crate::experiment::sweep::Factor;
use darkside_draws::Draws;
use darkside_error::Result;
use darkside_stats::design::Saltelli;
use darkside_stats::morris::{Effects, Trajectories};
use darkside_stats::sobol_indices::{self, SobolIndices};

/// How factors are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Elementary effects: which factors matter at all, from few points.
    Morris {
        /// Levels of each factor, an even number.
        levels: u32,
        /// Random walks through the levels.
        trajectories: u32,
    },
    /// Sobol' indices: what share of the variance comes from which factor.
    Sobol {
        /// Blocks of points; preferably a power of 2.
        blocks: u32,
    },
}

impl Method {
    /// The method and its settings, in words.
    ///
    /// ```
    /// use darkside::experiment::sensitivity::Method;
    ///
    /// assert_eq!(Method::Sobol { blocks: 128 }.words(), "Sobol' indices from 128 blocks");
    /// ```
    pub fn words(&self) -> String {
        match self {
            Self::Morris { levels, trajectories } => {
                format!("elementary effects over {trajectories} trajectories through {levels} levels of each factor")
            }
            Self::Sobol { blocks } => format!("Sobol' indices from {blocks} blocks"),
        }
    }
}

/// Points over the factors' ranges.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The factors.
    pub factors: Vec<Factor>,
    /// How they are judged.
    pub method: Method,
    design: PlanDesign,
    draws: Draws,
}

#[derive(Clone, Debug)]
enum PlanDesign {
    Morris(Trajectories),
    Sobol(Saltelli),
}

/// What the outcomes say about the factors, in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Findings {
    /// Elementary effects, in the outcome's unit per full range of the factor.
    Morris(Vec<Effects>),
    /// Sobol' indices.
    Sobol(SobolIndices),
}

impl Plan {
    /// The points of a method for these factors; they depend only on the arguments, `seed` included.
    ///
    /// # Errors
    /// If there are too few or too many factors, levels or points.
    pub fn new(factors: Vec<Factor>, method: Method, seed: u64) -> Result<Self> {
        let draws = Draws::new(seed);
        let design = match method {
            Method::Morris { levels, trajectories } => {
                PlanDesign::Morris(Trajectories::new(factors.len(), levels, trajectories as usize, &draws)?)
            }
            Method::Sobol { blocks } => PlanDesign::Sobol(Saltelli::new(factors.len(), blocks as usize, Some(&draws))?),
        };
        Ok(Self { factors, method, design, draws })
    }

    /// How many points there are.
    pub fn points(&self) -> u32 {
        match &self.design {
            PlanDesign::Morris(design) => design.points(),
            PlanDesign::Sobol(design) => design.points(),
        }
    }

    /// A point: a value for each factor.
    pub fn point(&self, number: u32) -> Vec<f64> {
        let places = match &self.design {
            PlanDesign::Morris(design) => design.point(number),
            PlanDesign::Sobol(design) => design.point(number),
        };
        self.factors.iter().zip(places).map(|(factor, place)| factor.at(place)).collect()
    }

    /// What the outcomes at all points, in order, say about the factors; a missing outcome is NaN.
    ///
    /// # Errors
    /// If the number of outcomes differs from the number of points.
    pub fn judge(&self, outcomes: &[f64]) -> Result<Findings> {
        Ok(match &self.design {
            PlanDesign::Morris(design) => Findings::Morris(design.effects(outcomes, &self.draws)?),
            PlanDesign::Sobol(design) => Findings::Sobol(sobol_indices::estimate(design, outcomes, &self.draws)?),
        })
    }
}

impl Findings {
    /// Importance of each factor: μ*, or the total index.
    pub fn importance(&self) -> Vec<f64> {
        match self {
            Self::Morris(effects) => effects.iter().map(|effects| effects.mu_star).collect(),
            Self::Sobol(indices) => indices.factors.iter().map(|factor| factor.total.value).collect(),
        }
    }

    /// Factors in decreasing order of importance; undefined ones last.
    pub fn ranking(&self) -> Vec<usize> {
        let importance = self.importance();
        let mut order: Vec<usize> = (0..importance.len()).collect();
        let key = |at: usize| if importance[at].is_nan() { f64::NEG_INFINITY } else { importance[at] };
        order.sort_by(|a, b| key(*b).total_cmp(&key(*a)).then(a.cmp(b)));
        order
    }

    /// Whether the interval of a factor's importance is wider than the importance itself, or undefined.
    pub fn is_uncertain(&self, factor: usize) -> bool {
        match self {
            Self::Morris(effects) => {
                let (value, width) = (effects[factor].mu_star, effects[factor].mu_star95.width());
                width > value || width.is_nan() || value.is_nan()
            }
            Self::Sobol(indices) => indices.factors[factor].total.is_uncertain(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;

    /// The findings for a function, computed as the command does: points in the factors' units, outcomes in order.
    fn judged(factors: Vec<Factor>, method: Method, of: impl Fn(&[f64]) -> f64) -> Findings {
        let plan = Plan::new(factors, method, 1).unwrap();
        let outcomes: Vec<f64> = (0..plan.points()).map(|number| of(&plan.point(number))).collect();
        plan.judge(&outcomes).unwrap()
    }

    fn factors(count: usize, from: f64, to: f64) -> Vec<Factor> {
        (1..=count).map(|n| Factor::of_range(&format!("x{n}"), [from, to])).collect()
    }

    fn indices(findings: Findings) -> Vec<[f64; 2]> {
        let Findings::Sobol(indices) = findings else { panic!() };
        indices.factors.iter().map(|factor| [factor.first.value, factor.total.value]).collect()
    }

    #[track_caller]
    fn near(found: &[[f64; 2]], known: &[[f64; 2]], by: f64) {
        assert_eq!(found.len(), known.len());
        let far = found.iter().flatten().zip(known.iter().flatten()).any(|(found, known)| (found - known).abs() > by);
        assert!(!far, "{found:?} are not {known:?}");
    }

    fn ishigami(x: &[f64]) -> f64 {
        let sine = libm::sin(x[1]);
        libm::sin(x[0]) + 7.0 * sine * sine + 0.1 * x[2] * x[2] * x[2] * x[2] * libm::sin(x[0])
    }

    /// Ishigami and Homma (1990), a = 7, b = 0.1: the indices follow from the variances of its terms.
    #[test]
    fn ishigami_has_its_known_indices() {
        let fourth = PI * PI * PI * PI;
        let slope = 1.0 + 0.1 * fourth / 5.0;
        let first = 0.5 * slope * slope;
        let (second, both) = (49.0 / 8.0, 0.01 * fourth * fourth * (1.0 / 18.0 - 1.0 / 50.0));
        let all = first + second + both;
        let known = [[first / all, (first + both) / all], [second / all, second / all], [0.0, both / all]];
        let found = judged(factors(3, -PI, PI), Method::Sobol { blocks: 4096 }, ishigami);
        near(&indices(found), &known, 0.02);
    }

    /// Sobol's g function: Π (|4x − 2| + a) / (1 + a); each factor alone has variance 1 / (3 (1 + a)²).
    #[test]
    fn the_g_function_has_its_known_indices() {
        const A: [f64; 6] = [0.0, 0.5, 3.0, 9.0, 99.0, 99.0];
        let alone = A.map(|a: f64| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let all: f64 = alone.iter().map(|part| 1.0 + part).product::<f64>() - 1.0;
        let known = alone.map(|part| [part / all, part * (1.0 + all) / (1.0 + part) / all]);
        let g = |x: &[f64]| A.iter().zip(x).map(|(a, x)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product();
        near(&indices(judged(factors(6, 0.0, 1.0), Method::Sobol { blocks: 4096 }, g)), &known, 0.02);
    }

    /// With the levels −π, −π/3, π/3, π and steps of two levels, every effect of the second factor is ±7·sin²(π/3) over
    /// two thirds of its range. Effects of the third factor are 0 where the sine of the first is 0 and largest where
    /// the first stands at ±π/3, so their mean size is half of the largest.
    #[test]
    fn elementary_effects_of_ishigami_are_those_of_its_levels() {
        let found = judged(factors(3, -PI, PI), Method::Morris { levels: 4, trajectories: 200 }, ishigami);
        let Findings::Morris(effects) = &found else { panic!() };
        let second = 7.0 * 0.75 * 1.5;
        assert!((effects[1].mu_star - second).abs() < 1e-9 && effects[1].mu.abs() < second / 4.0);
        let largest = 0.1 * PI * PI * PI * PI * (1.0 - 1.0 / 81.0) * libm::sin(PI / 3.0) * 1.5;
        assert!((effects[2].mu_star - largest / 2.0).abs() < 0.1 * largest, "{} of {largest}", effects[2].mu_star);
        assert!(effects[2].sigma > 1.2 * effects[2].mu_star, "it acts only together with the first");
    }

    #[test]
    fn importance_ranks_and_undefined_factors_come_last() {
        let flat = judged(factors(2, 0.0, 1.0), Method::Sobol { blocks: 8 }, |_| 1.0);
        assert_eq!(flat.ranking(), [0, 1]);
        assert!(flat.is_uncertain(0) && flat.importance()[0].is_nan());
        let sloped =
            judged(factors(2, 0.0, 1.0), Method::Morris { levels: 4, trajectories: 10 }, |x| x[0] - 3.0 * x[1]);
        assert_eq!(sloped.ranking(), [1, 0]);
        assert!(!sloped.is_uncertain(0));
    }
}
