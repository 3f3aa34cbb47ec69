//! What the methods that regress uptake on exposure share.

use crate::clusters::{Clusters, numbered};
use crate::contact_effect::{Coefficient, ContactEffect, LEVEL, Note};
use crate::could_not::CouldNot;
use crate::glm::{Design, Fit, Gradient, Link};
use crate::risk_set::Row;
use crate::study::Study;
use darkside_stats::Estimate;

/// Which rows share an intercept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Intercepts {
    ByWave,
    ByFirmAndWave,
}

/// A regression of uptake on exposure.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Regression {
    pub(crate) link: Link,
    pub(crate) intercepts: Intercepts,
    /// Whether covariates, prior use and the number of contacts are adjusted for.
    pub(crate) adjusted: bool,
}

impl Regression {
    pub(crate) fn estimate(self, study: &Study) -> Result<ContactEffect, CouldNot> {
        let mut notes = Vec::new();
        let took_up = |row: &Row| row.took_up;
        let (all, rows, mut columns) = if self.adjusted {
            let all = study.known_rows(&mut notes);
            let rows = study.unpredicted(&all, self.intercepts, took_up, &mut notes)?;
            let columns = study.adjustments(&rows);
            (all, rows, columns)
        } else {
            let all: Vec<&Row> = study.risk_set.rows.iter().collect();
            let rows = varied(&all, self.intercepts, took_up, &mut notes)?;
            (all, rows, Vec::new())
        };
        columns.push(("exposure".into(), rows.iter().map(|row| row.exposure).collect()));
        let (design, kept) = independent_design(&rows, self.intercepts, columns, &mut notes)?;
        if kept.last() != Some(&true) {
            return Err(CouldNot::SameExposure);
        }
        let outcomes: Vec<bool> = rows.iter().map(|row| row.took_up).collect();
        let fit = Fit::binary(&design, &outcomes, self.link)?;
        let clusters = Clusters::of(&rows)?;
        let variance =
            |gradient: &Gradient| fit.jackknife_variance(gradient, &clusters.of_rows) * freedom_lost(&design);
        // Only managers with contacts have an effect. Rows without variation count: nothing changes there.
        let averaged = all.iter().filter(|row| row.contacts > 0).count() as f64;
        let (effect, gradient) = marginal(&fit, &design, &rows, averaged);
        let answer =
            Estimate { mean: effect, standard_error: variance(&gradient).sqrt(), freedom: (clusters.count - 1) as f64 };
        let coefficient = Coefficient {
            value: fit.slopes()[design.columns() - 1],
            standard_error: variance(&of_exposure(&design)).sqrt(),
        };
        wald(answer, &all, &clusters, Some(coefficient), notes)
    }
}

/// An effect with its interval and p value by Student's t.
pub(crate) fn wald(
    answer: Estimate,
    rows: &[&Row],
    clusters: &Clusters,
    coefficient: Option<Coefficient>,
    notes: Vec<Note>,
) -> Result<ContactEffect, CouldNot> {
    let (interval, p) = (answer.interval(LEVEL), answer.p_different(0.0));
    let finite = [answer.mean, answer.standard_error, interval.lower, interval.upper, p].iter().all(|x| x.is_finite());
    if !finite || answer.standard_error <= 0.0 {
        return Err(CouldNot::NoStandardError);
    }
    Ok(ContactEffect {
        effect: answer.mean,
        standard_error: answer.standard_error,
        interval,
        p,
        coefficient,
        clusters: Some((clusters.by, clusters.count)),
        rows: rows.len(),
        took_up: rows.iter().filter(|row| row.took_up).count(),
        notes,
    })
}

/// The rows of groups in which `outcome` varies.
pub(crate) fn varied<'a>(
    rows: &[&'a Row],
    intercepts: Intercepts,
    outcome: impl Fn(&Row) -> bool,
    notes: &mut Vec<Note>,
) -> Result<Vec<&'a Row>, CouldNot> {
    if rows.is_empty() {
        return Err(CouldNot::NobodyAtRisk);
    }
    let (groups, count) = intercepts.groups(rows);
    let mut seen = vec![[false; 2]; count];
    for (row, &group) in rows.iter().zip(&groups) {
        seen[group as usize][usize::from(outcome(row))] = true;
    }
    let varies = |group: u32| seen[group as usize] == [true; 2];
    let kept: Vec<&Row> = rows.iter().zip(&groups).filter(|(_, group)| varies(**group)).map(|(row, _)| *row).collect();
    if kept.is_empty() {
        let took_up = rows.iter().filter(|row| outcome(row)).count();
        return Err(CouldNot::SameOutcome { took_up, rows: rows.len() });
    }
    if kept.len() < rows.len() {
        let dropped = (0..count as u32).filter(|&group| !varies(group)).count();
        notes.push(Note::WithoutVariation { groups: dropped, of: count, rows: rows.len() - kept.len() });
    }
    Ok(kept)
}

impl Study<'_> {
    /// The rows of groups in which `outcome` varies, without those that one of two values of an adjustment predicts
    /// perfectly: the adjustment has no finite coefficient, and the rows say nothing about the others (as Stata's
    /// `logit` does).
    pub(crate) fn unpredicted<'a>(
        &self,
        rows: &[&'a Row],
        intercepts: Intercepts,
        outcome: impl Fn(&Row) -> bool + Copy,
        notes: &mut Vec<Note>,
    ) -> Result<Vec<&'a Row>, CouldNot> {
        let mut rows = varied(rows, intercepts, outcome, notes)?;
        while let Some((name, values, value)) = perfect_predictor(self.adjustments(&rows), &rows, outcome) {
            let left: Vec<&Row> =
                rows.iter().zip(&values).filter(|(_, other)| **other != value).map(|(row, _)| *row).collect();
            notes.push(Note::PredictedPerfectly { name, rows: rows.len() - left.len() });
            rows = varied(&left, intercepts, outcome, notes)?;
        }
        Ok(rows)
    }
}

/// A column of two values, and the one that goes with one outcome only.
fn perfect_predictor(
    columns: Vec<(String, Vec<f64>)>,
    rows: &[&Row],
    outcome: impl Fn(&Row) -> bool,
) -> Option<(String, Vec<f64>, f64)> {
    columns.into_iter().find_map(|(name, values)| {
        let first = *values.first()?;
        let second = *values.iter().find(|value| **value != first)?;
        if values.iter().any(|value| *value != first && *value != second) {
            return None;
        }
        let constant = |wanted: &f64| {
            let mut outcomes =
                rows.iter().zip(&values).filter(|(_, value)| *value == wanted).map(|(row, _)| outcome(row));
            let first = outcomes.next();
            outcomes.all(|other| Some(other) == first)
        };
        let value = [first, second].into_iter().find(constant)?;
        Some((name, values, value))
    })
}

/// The design of the columns that are independent, and which those are.
pub(crate) fn independent_design(
    rows: &[&Row],
    intercepts: Intercepts,
    columns: Vec<(String, Vec<f64>)>,
    notes: &mut Vec<Note>,
) -> Result<(Design, Vec<bool>), CouldNot> {
    let (names, mut values): (Vec<String>, Vec<Vec<f64>>) = columns.into_iter().unzip();
    let (groups, _) = intercepts.groups(rows);
    let design = |values: &[Vec<f64>]| Design::stratified(&groups, values).map_err(|_| CouldNot::NotFinite);
    let independent = design(&values)?.independent();
    let mut kept = independent.iter();
    values.retain(|_| kept.next() == Some(&true));
    let left_out = names.into_iter().zip(&independent).filter(|(_, independent)| !**independent);
    notes.extend(left_out.map(|(name, _)| Note::CovariateLeftOut { name }));
    Ok((design(&values)?, independent))
}

impl Intercepts {
    fn groups(self, rows: &[&Row]) -> (Vec<u32>, usize) {
        match self {
            Self::ByWave => numbered(rows.iter().map(|row| row.wave)),
            Self::ByFirmAndWave => numbered(rows.iter().map(|row| (row.firm, row.wave))),
        }
    }
}

/// CR1's factor for the coefficients. Few rows per intercept make a logit overstate what it knows, and the jackknife of
/// firms does not see it.
fn freedom_lost(design: &Design) -> f64 {
    let (rows, coefficients) = (design.rows() as f64, (design.columns() + design.strata()) as f64);
    if rows > coefficients { (rows - 1.0) / (rows - coefficients) } else { f64::NAN }
}

fn of_exposure(design: &Design) -> Gradient {
    let mut slopes = vec![0.0; design.columns()];
    slopes[design.columns() - 1] = 1.0;
    Gradient { slopes, intercepts: vec![0.0; design.strata()] }
}

/// What one contact's use adds to the probability, summed over rows and divided by `averaged`, with its gradient by the
/// coefficients. The exposure is the last column.
fn marginal(fit: &Fit, design: &Design, rows: &[&Row], averaged: f64) -> (f64, Gradient) {
    let link = fit.link();
    let exposure = design.columns() - 1;
    let coefficient = fit.slopes()[exposure];
    let mut effect = 0.0;
    let mut gradient = Gradient { slopes: vec![0.0; design.columns()], intercepts: vec![0.0; design.strata()] };
    for (position, row) in rows.iter().enumerate() {
        for step in &row.steps {
            let share = step.share / averaged;
            let [off, on] = [step.off, step.on]
                .map(|exposure| fit.predictors()[position] + coefficient * (exposure - row.exposure));
            let [slope_off, slope_on] = [off, on].map(|predictor| link.slope(predictor));
            effect += share * (link.probability(on) - link.probability(off));
            for column in 0..exposure {
                gradient.slopes[column] += share * (slope_on - slope_off) * design.value(position, column);
            }
            gradient.slopes[exposure] += share * (slope_on * step.on - slope_off * step.off);
            gradient.intercepts[design.stratum(position)] += share * (slope_on - slope_off);
        }
    }
    (effect, gradient)
}
