//! Estimates agree with statsmodels and with R's glm; `reference/make.py` and `make.R` made the values.

use darkside_draws::Draws;
use darkside_methods::glm::{Design, Fit, Gradient, Link};
use darkside_methods::{
    ContactEffect, Covariate, Exposure, FEWEST_CLUSTERS, Panel, RiskSet, Row, Settings, Study, Tie, method_named,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Deserialize)]
struct StoredPanel {
    managers: usize,
    waves: usize,
    firms: Vec<u32>,
    uses: Vec<Option<u8>>,
    ties: Vec<(u32, u32, u32, f64)>,
    covariates: Vec<StoredCovariate>,
}

#[derive(Deserialize)]
struct StoredCovariate {
    name: String,
    values: Vec<Option<f64>>,
}

/// What statsmodels says.
#[derive(Deserialize)]
struct Wanted {
    panel: String,
    exposure: String,
    method: String,
    effect: f64,
    standard_error: f64,
    lower: f64,
    upper: f64,
    p: f64,
    coefficient: Option<f64>,
    coefficient_error: Option<f64>,
    rows: usize,
    took_up: usize,
    clusters: usize,
}

/// What R says.
#[derive(Deserialize)]
struct WantedFit {
    panel: String,
    exposure: String,
    method: String,
    coefficient: f64,
    coefficients: f64,
    rows: f64,
    jackknife_error: f64,
    model_error: f64,
    first_intercept: f64,
}

fn panels() -> BTreeMap<String, Panel> {
    let stored: BTreeMap<String, StoredPanel> = serde_json::from_str(include_str!("reference/panels.json")).unwrap();
    let covariate = |stored: StoredCovariate| Covariate {
        name: stored.name,
        values: stored.values.into_iter().map(|value| value.unwrap_or(f64::NAN)).collect(),
    };
    let panel = |stored: StoredPanel| Panel {
        managers: stored.managers,
        waves: stored.waves,
        firms: stored.firms,
        uses: stored.uses.into_iter().map(|uses| uses.map(|uses| uses == 1)).collect(),
        ties: stored.ties.into_iter().map(|(wave, from, to, weight)| Tie { wave, from, to, weight }).collect(),
        covariates: stored.covariates.into_iter().map(covariate).collect(),
    };
    stored.into_iter().map(|(name, stored)| (name, panel(stored))).collect()
}

fn study<'a>(panels: &'a BTreeMap<String, Panel>, panel: &str, exposure: &str) -> Study<'a> {
    let exposure = match exposure {
        "number" => Exposure::Number,
        "share" => Exposure::Share,
        "any" => Exposure::Any,
        other => panic!("{other} is no exposure"),
    };
    Study::new(&panels[panel], Settings { exposure, ..Settings::default() }, Draws::new(1)).unwrap()
}

#[track_caller]
fn near(value: f64, wanted: f64, what: &str) {
    assert!((value - wanted).abs() <= 1e-8 * wanted.abs() + 1e-12, "{what}: {value} instead of {wanted}");
}

#[test]
fn effects_agree_with_statsmodels() {
    let panels = panels();
    let all: Vec<Wanted> = serde_json::from_str(include_str!("reference/statsmodels.json")).unwrap();
    assert_eq!(all.len(), 45);
    for wanted in all {
        let what = |value: &str| format!("{value} of {} on {} ({})", wanted.method, wanted.panel, wanted.exposure);
        let study = study(&panels, &wanted.panel, &wanted.exposure);
        let ContactEffect { effect, standard_error, interval, p, coefficient, clusters, rows, took_up, .. } =
            method_named(&wanted.method)
                .unwrap()
                .estimate(&study)
                .unwrap_or_else(|could_not| panic!("{}: {could_not}", what("answer")));
        assert_eq!((rows, took_up), (wanted.rows, wanted.took_up), "{}", what("rows and uptake"));
        assert_eq!(clusters.unwrap().1, wanted.clusters, "{}", what("clusters"));
        near(effect, wanted.effect, &what("effect"));
        near(standard_error, wanted.standard_error, &what("standard error"));
        near(interval.lower, wanted.lower, &what("lower end"));
        near(interval.upper, wanted.upper, &what("upper end"));
        near(p, wanted.p, &what("p"));
        if let Some((value, error)) = wanted.coefficient.zip(wanted.coefficient_error) {
            near(coefficient.unwrap().value, value, &what("coefficient"));
            near(coefficient.unwrap().standard_error, error, &what("coefficient's error"));
        }
    }
}

#[derive(Deserialize)]
struct WantedShuffle {
    coefficient: f64,
    coefficient_error: f64,
    rows: usize,
    took_up: usize,
}

#[test]
fn what_is_shuffled_agrees_with_statsmodels() {
    let panels = panels();
    let all: BTreeMap<String, WantedShuffle> = serde_json::from_str(include_str!("reference/shuffle.json")).unwrap();
    for (panel, wanted) in &all {
        let effect = method_named("shuffle").unwrap().estimate(&study(&panels, panel, "number")).unwrap();
        assert_eq!((effect.rows, effect.took_up), (wanted.rows, wanted.took_up), "{panel}");
        near(effect.coefficient.unwrap().value, wanted.coefficient, panel);
        near(effect.coefficient.unwrap().standard_error, wanted.coefficient_error, panel);
    }
}

#[test]
fn coefficients_agree_with_r() {
    let panels = panels();
    let all: Vec<WantedFit> = serde_json::from_str(include_str!("reference/r.json")).unwrap();
    assert_eq!(all.len(), 36);
    for wanted in all {
        let what = format!("{} on {} ({})", wanted.method, wanted.panel, wanted.exposure);
        let study = study(&panels, &wanted.panel, &wanted.exposure);
        let coefficient = method_named(&wanted.method).unwrap().estimate(&study).unwrap().coefficient.unwrap();
        near(coefficient.value, wanted.coefficient, &what);
        let correction = (wanted.rows - 1.0) / (wanted.rows - wanted.coefficients);
        near(coefficient.standard_error, wanted.jackknife_error * correction.sqrt(), &what);
        let link = match wanted.method.as_str() {
            "logit" => Link::Logit,
            "hazard" => Link::Cloglog,
            _ => continue,
        };
        public_fit_agrees(study.risk_set(), link, &wanted, &what);
    }
}

/// The same regression, made by hand from the risk set.
fn public_fit_agrees(set: &RiskSet, link: Link, wanted: &WantedFit, what: &str) {
    let strata: Vec<u32> = set.rows.iter().map(|row| row.wave).collect();
    let exposure = set.rows.iter().map(|row| row.exposure).collect();
    let design = Design::stratified(&strata, &[exposure]).unwrap();
    let outcomes: Vec<bool> = set.rows.iter().map(|row| row.took_up).collect();
    let fit = Fit::binary(&design, &outcomes, link).unwrap();
    let of_slope = Gradient { slopes: vec![1.0], intercepts: vec![0.0; design.strata()] };
    near(fit.slopes()[0], wanted.coefficient, what);
    near(fit.intercepts()[0], wanted.first_intercept, what);
    near(fit.variance(&of_slope).sqrt(), wanted.model_error, what);
    let by_firm = set.rows.iter().map(|row| row.firm).collect::<BTreeSet<_>>().len() >= FEWEST_CLUSTERS;
    let cluster = |row: &Row| if by_firm { row.firm } else { row.manager };
    let clusters: Vec<u32> = set.rows.iter().map(cluster).collect();
    near(fit.jackknife_variance(&of_slope, &clusters).sqrt(), wanted.jackknife_error, what);
}
