//! Maximum likelihood by iteratively reweighted least squares.

use super::design::Design;
use super::link::Link;
use crate::could_not::CouldNot;
use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

/// The most iterations.
const ITERATIONS: usize = 200;
/// The most halvings of a step.
const HALVINGS: usize = 40;
/// The fit has converged when a step is shorter than this, in standard errors.
const CONVERGED: f64 = 1e-12;
/// A coefficient is separated when the data say less about it than this share of what they would at even chances.
const SEPARATED: f64 = 1e-9;

/// A binomial regression, fitted by maximum likelihood.
///
/// ```
/// use darkside_methods::glm::{Design, Fit, Gradient, Link};
///
/// let column = vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0];
/// let outcome = [false, false, true, false, true, true];
/// let design = Design::new(6, &[column])?;
/// let fit = Fit::binary(&design, &outcome, Link::Logit)?;
/// assert!((fit.slopes()[0] - 1.214_027_6).abs() < 1e-6); // R: glm(y ~ x, binomial)
/// assert!(fit.variance(&Gradient { slopes: vec![1.0], intercepts: vec![0.0] }) > 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Fit<'a> {
    pub(super) design: &'a Design,
    link: Link,
    slopes: Vec<f64>,
    intercepts: Vec<f64>,
    pub(super) state: State,
}

/// Coefficients of the standardised columns and the intercepts that go with them.
#[derive(Clone, Debug)]
struct Coefficients {
    slopes: DVector<f64>,
    intercepts: DVector<f64>,
}

/// The likelihood's derivatives at some coefficients.
#[derive(Clone, Debug)]
pub(super) struct State {
    predictors: Vec<f64>,
    log_likelihood: f64,
    /// By row: derivative of the log-likelihood by the predictor, and the information about it.
    pub(super) scores: Vec<f64>,
    pub(super) weights: Vec<f64>,
    /// By stratum: information about its intercept, and each column's weighted mean.
    pub(super) strata_information: Vec<f64>,
    pub(super) strata_means: DMatrix<f64>,
    /// Information about the slopes, the intercepts being unknown.
    pub(super) products: DMatrix<f64>,
    pub(super) information: Cholesky<f64, Dyn>,
    gradient: DVector<f64>,
    strata_gradient: Vec<f64>,
}

impl<'a> Fit<'a> {
    /// Fits outcomes that are yes or no.
    ///
    /// # Errors
    ///
    /// [`CouldNot::WrongOutcomes`], [`CouldNot::NobodyAtRisk`] without rows, [`CouldNot::SameOutcome`] if a stratum's
    /// outcomes are all equal, [`CouldNot::Collinear`], [`CouldNot::Separation`], [`CouldNot::NoConvergence`].
    pub fn binary(design: &'a Design, outcomes: &[bool], link: Link) -> Result<Self, CouldNot> {
        let hits: Vec<u32> = outcomes.iter().map(|&outcome| u32::from(outcome)).collect();
        Self::binomial(design, &hits, &vec![1; outcomes.len()], link)
    }

    /// Fits rows of several trials each: `hits` of `trials`.
    ///
    /// # Errors
    ///
    /// As [`Fit::binary`].
    pub fn binomial(design: &'a Design, hits: &[u32], trials: &[u32], link: Link) -> Result<Self, CouldNot> {
        let per_row = hits.len() == design.rows && trials.len() == design.rows;
        if !per_row || hits.iter().zip(trials).any(|(hits, trials)| hits > trials) {
            return Err(CouldNot::WrongOutcomes);
        }
        let model = BinomialModel { design, hits, trials, link };
        let mut at = model.start()?;
        if let Some(column) = design.independent().iter().position(|independent| !independent) {
            return Err(CouldNot::Collinear { column });
        }
        let even = model.even_information();
        let mut state = model.state(&at, &even)?;
        for iteration in 1..=ITERATIONS {
            let (step, length) = state.step();
            let mut share = 1.0;
            let (next, next_state) = (0..HALVINGS)
                .find_map(|_| {
                    let next = Coefficients {
                        slopes: &at.slopes + &step.slopes * share,
                        intercepts: &at.intercepts + &step.intercepts * share,
                    };
                    share /= 2.0;
                    // Near the maximum the likelihood changes by rounding alone.
                    let floor = state.log_likelihood - 1e-12 * (1.0 + state.log_likelihood.abs());
                    let next_state = model.state(&next, &even);
                    match next_state {
                        Ok(next_state) if next_state.log_likelihood >= floor => Some(Ok((next, next_state))),
                        // A full step into separation decides nothing yet: a shorter one may stay clear of it.
                        Err(could_not) if share < 0.1 => Some(Err(could_not)),
                        _ => None,
                    }
                })
                .unwrap_or(Err(CouldNot::NoConvergence { iterations: iteration }))?;
            (at, state) = (next, next_state);
            if length < CONVERGED {
                return Ok(Self::new(design, link, &at, state));
            }
        }
        Err(CouldNot::NoConvergence { iterations: ITERATIONS })
    }

    fn new(design: &'a Design, link: Link, standard: &Coefficients, state: State) -> Self {
        let slopes: Vec<f64> =
            standard.slopes.iter().zip(&design.deviations).map(|(slope, deviation)| slope / deviation).collect();
        let shift: f64 = slopes.iter().zip(&design.means).map(|(slope, mean)| slope * mean).sum();
        let intercepts = standard.intercepts.iter().map(|intercept| intercept - shift).collect();
        Self { design, link, slopes, intercepts, state }
    }

    /// The coefficient of each column.
    pub fn slopes(&self) -> &[f64] {
        &self.slopes
    }

    /// The intercept of each stratum.
    pub fn intercepts(&self) -> &[f64] {
        &self.intercepts
    }

    /// The linear predictor of each row.
    pub fn predictors(&self) -> &[f64] {
        &self.state.predictors
    }

    /// The link.
    pub fn link(&self) -> Link {
        self.link
    }
}

/// What is fitted: `hits` of `trials` in each row.
struct BinomialModel<'a> {
    design: &'a Design,
    hits: &'a [u32],
    trials: &'a [u32],
    link: Link,
}

impl BinomialModel<'_> {
    fn rows(&self) -> impl Iterator<Item = (usize, usize, f64, f64)> {
        let counts = self.hits.iter().zip(self.trials).map(|(&hits, &trials)| (f64::from(hits), f64::from(trials)));
        counts
            .zip(&self.design.strata)
            .enumerate()
            .map(|(row, ((hits, trials), &stratum))| (row, stratum as usize, hits, trials))
    }

    /// Slopes 0 and each stratum's own share of hits.
    fn start(&self) -> Result<Coefficients, CouldNot> {
        let (mut hits, mut trials) = (vec![0.0; self.design.stratum_count], vec![0.0; self.design.stratum_count]);
        for (_, stratum, hit, trial) in self.rows() {
            hits[stratum] += hit;
            trials[stratum] += trial;
        }
        if hits.is_empty() {
            return Err(CouldNot::NobodyAtRisk);
        }
        let mut intercepts = DVector::zeros(hits.len());
        for (stratum, (&hits, &trials)) in hits.iter().zip(&trials).enumerate() {
            if !(hits > 0.0 && hits < trials) {
                return Err(CouldNot::SameOutcome { took_up: hits as usize, rows: trials as usize });
            }
            intercepts[stratum] = self.link.predictor(hits / trials);
        }
        Ok(Coefficients { slopes: DVector::zeros(self.design.columns), intercepts })
    }

    /// What each slope's information would be, given those before it, at a weight of 1 per trial.
    fn even_information(&self) -> Vec<f64> {
        let weights: Vec<f64> = self.rows().map(|(.., trials)| trials).collect();
        let (_, _, information) = self.information(&weights);
        Cholesky::new(information).map_or(vec![f64::INFINITY; self.design.columns], |root| {
            root.l_dirty().diagonal().iter().map(|pivot| pivot * pivot).collect()
        })
    }

    /// By stratum the sum of weights and the columns' weighted means; the columns' products about them.
    fn information(&self, weights: &[f64]) -> (Vec<f64>, DMatrix<f64>, DMatrix<f64>) {
        let columns = self.design.columns;
        let mut sums = vec![0.0; self.design.stratum_count];
        let mut means = DMatrix::zeros(columns, self.design.stratum_count);
        for ((row, stratum, ..), weight) in self.rows().zip(weights) {
            sums[stratum] += weight;
            for (column, value) in self.design.row(row).iter().enumerate() {
                means[(column, stratum)] += weight * value;
            }
        }
        for (stratum, &sum) in sums.iter().enumerate() {
            means.column_mut(stratum).iter_mut().for_each(|mean| *mean /= sum);
        }
        let mut products = DMatrix::zeros(columns, columns);
        let mut centred = vec![0.0; columns];
        for ((row, stratum, ..), weight) in self.rows().zip(weights) {
            for (column, value) in self.design.row(row).iter().enumerate() {
                centred[column] = value - means[(column, stratum)];
            }
            for right in 0..columns {
                let weighted = weight * centred[right];
                for left in right..columns {
                    products[(left, right)] += weighted * centred[left];
                }
            }
        }
        products.fill_upper_triangle_with_lower_triangle();
        (sums, means, products)
    }

    fn state(&self, at: &Coefficients, even: &[f64]) -> Result<State, CouldNot> {
        let (mut predictors, mut scores, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        let mut log_likelihood = 0.0;
        let mut strata_gradient = vec![0.0; self.design.stratum_count];
        for (row, stratum, hits, trials) in self.rows() {
            let slopes = self.design.row(row).iter().zip(at.slopes.iter());
            let predictor = at.intercepts[stratum] + slopes.map(|(value, slope)| value * slope).sum::<f64>();
            let trial = self.link.trial(predictor);
            let misses = trials - hits;
            let score = hits * trial.score_if_success + misses * trial.score_if_failure;
            // 0 trials of a kind add nothing, however unlikely it is.
            log_likelihood += if hits > 0.0 { hits * trial.log_success } else { 0.0 };
            log_likelihood += if misses > 0.0 { misses * trial.log_failure } else { 0.0 };
            strata_gradient[stratum] += score;
            predictors.push(predictor);
            scores.push(score);
            weights.push(trials * trial.information);
        }
        let (strata_information, strata_means, products) = self.information(&weights);
        if strata_information.iter().any(|&information| !(information > 0.0 && information.is_finite())) {
            return Err(CouldNot::Separation);
        }
        let information = Cholesky::new(products.clone()).ok_or(CouldNot::Separation)?;
        let pivots = information.l_dirty().diagonal();
        if pivots.iter().zip(even).any(|(pivot, even)| pivot * pivot <= SEPARATED * even) {
            return Err(CouldNot::Separation);
        }
        let mut gradient = DVector::zeros(self.design.columns);
        for ((row, stratum, ..), score) in self.rows().zip(&scores) {
            for (column, value) in self.design.row(row).iter().enumerate() {
                gradient[column] += score * (value - strata_means[(column, stratum)]);
            }
        }
        Ok(State {
            predictors,
            log_likelihood,
            scores,
            weights,
            strata_information,
            strata_means,
            products,
            information,
            gradient,
            strata_gradient,
        })
    }
}

impl State {
    /// The scoring step and its length in standard errors.
    fn step(&self) -> (Coefficients, f64) {
        let slopes = self.information.solve(&self.gradient);
        let mut square = self.gradient.dot(&slopes);
        let mut intercepts = DVector::zeros(self.strata_gradient.len());
        for (stratum, &gradient) in self.strata_gradient.iter().enumerate() {
            let own = gradient / self.strata_information[stratum];
            square += gradient * own;
            intercepts[stratum] = own - self.strata_means.column(stratum).dot(&slopes);
        }
        (Coefficients { slopes, intercepts }, square.abs().sqrt())
    }
}
