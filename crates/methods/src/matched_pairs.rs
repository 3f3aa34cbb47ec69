//! Exposed managers against others who were as likely to be exposed.

use crate::clusters::Clusters;
use crate::contact_effect::{ContactEffect, Note};
use crate::could_not::CouldNot;
use crate::glm::{Fit, Link};
use crate::method::Method;
use crate::regression::{Intercepts, independent_design, wald};
use crate::risk_set::Row;
use crate::study::Study;
use darkside_stats::Estimate;
use std::collections::BTreeMap;

pub(crate) const METHOD: Method = Method {
    name: "pairs",
    title: "Pairs matched on the propensity of being exposed, within waves",
    assumes: "managers with the same propensity (covariates, prior use, number of contacts) are equally inclined",
    source: "Aral, Muchnik & Sundararajan (2009); caliper: Austin (2011); errors by pair and firm: Cameron, Gelbach & \
             Miller (2011), Abadie & Spiess (2022)",
    estimate,
};

/// A match lies within this many standard deviations of the propensity's logit (Austin 2011).
const CALIPER: f64 = 0.2;

/// The fewest pairs of which a standard error is made.
const FEWEST_PAIRS: usize = 10;

/// A manager is exposed if at least one contact uses the practice. Only managers with contacts can be. Each exposed
/// manager, the likeliest first, takes the nearest manager left at the same wave. The difference in uptake is divided by
/// the number of contacts who use the practice, to be an effect of one contact.
fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    let mut notes = Vec::new();
    let with_contacts: Vec<&Row> = study.known_rows(&mut notes).into_iter().filter(|row| row.contacts > 0).collect();
    let exposed_before = with_contacts.iter().filter(|row| row.using > 0).count();
    let rows = study.unpredicted(&with_contacts, Intercepts::ByWave, |row| row.using > 0, &mut Vec::new());
    let rows = rows.map_err(|could_not| match could_not {
        // The outcome of the propensity's model is the exposure.
        CouldNot::SameOutcome { .. } => CouldNot::SameExposure,
        other => other,
    })?;
    let propensities = propensities(study, &rows, &mut notes)?;
    let pairs = pairs(&rows, &propensities);
    if pairs.len() < FEWEST_PAIRS {
        return Err(CouldNot::TooFewPairs { pairs: pairs.len(), needed: FEWEST_PAIRS });
    }
    if pairs.len() < exposed_before {
        notes.push(Note::Unmatched { exposed: exposed_before - pairs.len() });
    }
    let matched: Vec<&Row> = pairs.iter().flat_map(|&(exposed, other)| [rows[exposed], rows[other]]).collect();
    let clusters = Clusters::of(&matched)?;
    wald(difference(&matched, &clusters), &matched, &clusters, None, notes)
}

/// The linear predictor of being exposed.
fn propensities(study: &Study, rows: &[&Row], notes: &mut Vec<Note>) -> Result<Vec<f64>, CouldNot> {
    let columns = study.adjustments(rows);
    let (design, _) = independent_design(rows, Intercepts::ByWave, columns, notes)?;
    let exposed: Vec<bool> = rows.iter().map(|row| row.using > 0).collect();
    Ok(Fit::binary(&design, &exposed, Link::Logit)?.predictors().to_vec())
}

/// Pairs of an exposed and another row of the same wave, each row in one pair at most.
fn pairs(rows: &[&Row], propensities: &[f64]) -> Vec<(usize, usize)> {
    let n = rows.len() as f64;
    let mean = propensities.iter().sum::<f64>() / n;
    let variance = propensities.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    let caliper = CALIPER * variance.sqrt();
    let mut free: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut exposed: Vec<usize> = Vec::new();
    for (position, row) in rows.iter().enumerate() {
        if row.using > 0 { exposed.push(position) } else { free.entry(row.wave).or_default().push(position) }
    }
    exposed.sort_by(|&left, &right| propensities[right].total_cmp(&propensities[left]).then(left.cmp(&right)));
    free.values_mut()
        .for_each(|free| free.sort_by(|&a, &b| propensities[a].total_cmp(&propensities[b]).then(a.cmp(&b))));
    let mut pairs = Vec::new();
    for exposed in exposed {
        let Some(free) = free.get_mut(&rows[exposed].wave) else { continue };
        let propensity = propensities[exposed];
        let above = free.partition_point(|&other| propensities[other] < propensity);
        let distance = |place: usize| (propensities[free[place]] - propensity).abs();
        let candidates = [above.checked_sub(1), (above < free.len()).then_some(above)];
        let nearest =
            candidates.into_iter().flatten().min_by(|&left, &right| distance(left).total_cmp(&distance(right)));
        if let Some(nearest) = nearest.filter(|&nearest| distance(nearest) <= caliper) {
            pairs.push((exposed, free.remove(nearest)));
        }
    }
    pairs
}

/// The difference in uptake per contact, with an error that is robust to dependence within pairs and within clusters:
/// the variance by clusters plus that by pairs less that by both (Cameron, Gelbach & Miller 2011), or the variance by
/// clusters alone where that is not positive. `matched` holds each pair's exposed row, then its other.
fn difference(matched: &[&Row], clusters: &Clusters) -> Estimate {
    let pairs = (matched.len() / 2) as f64;
    let share = |first: usize| matched.iter().skip(first).step_by(2).filter(|row| row.took_up).count() as f64 / pairs;
    let shares = [share(0), share(1)];
    let contacts = matched.iter().map(|row| f64::from(row.using)).sum::<f64>() / pairs;
    let influence = |position: usize, row: &Row| {
        let residual = f64::from(row.took_up) - shares[position % 2];
        (if position.is_multiple_of(2) { residual } else { -residual }) / pairs
    };
    let (mut by_cluster, mut by_pair, mut by_both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (position, row) in matched.iter().enumerate() {
        let (cluster, pair) = (clusters.of_rows[position], position / 2);
        let influence = influence(position, row);
        *by_cluster.entry(cluster).or_insert(0.0) += influence;
        *by_pair.entry(pair).or_insert(0.0) += influence;
        *by_both.entry((cluster, pair)).or_insert(0.0) += influence;
    }
    let cluster_variance = variance(&by_cluster, matched.len());
    let together = cluster_variance + variance(&by_pair, matched.len()) - variance(&by_both, matched.len());
    let variance = if together > 0.0 { together } else { cluster_variance };
    Estimate {
        mean: (shares[0] - shares[1]) / contacts,
        standard_error: variance.sqrt() / contacts,
        freedom: (clusters.count.min(by_pair.len()) - 1) as f64,
    }
}

/// The variance of a difference of two means, from what each group of rows adds to it.
fn variance<K>(sums: &BTreeMap<K, f64>, rows: usize) -> f64 {
    let (groups, rows) = (sums.len() as f64, rows as f64);
    let squares: f64 = sums.values().map(|sum| sum * sum).sum();
    squares * groups / (groups - 1.0) * (rows - 1.0) / (rows - 2.0)
}
