//! Turns a finished run's tables into a [`Story`]: everything that pictures and report need, summarised.
//!
//! Long tables are read row by row, so memory does not grow with the number of seeds.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use super::data::{Estimate, Firm, Flow, Story};
use super::interventions::in_words;
use super::likeness;
use super::spread::{BridgeCount, Spread};
use super::tally::{Tally, stretches};
use crate::archive::{Manifest, Rows, Run, Seeded};
use crate::experiment::both;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Locus, Mechanism, Onset};
use darkside_error::Result;
use darkside_stats::{Running, Summary};

/// Reads what pictures and report need from a run.
///
/// # Errors
/// If a table cannot be read.
pub fn gather(run: &Run) -> Result<Story> {
    let manifest = run.manifest();
    let scenario: Table = manifest.scenario.parse().unwrap_or_default();
    let interventions = tables(&scenario, "intervention");
    let settle = scenario.get("run").and_then(|run| run.get("settle")).and_then(Value::as_integer).unwrap_or(0);
    let settling = crate::experiment::settling(manifest.weeks, u32::from(settle > 0));
    let base = if manifest.weeks > settling { settling } else { 0 };
    let intervention_weeks = weeks(&interventions, manifest.weeks);
    let empty = || Tally::new(stretches(manifest.weeks, &intervention_weeks));
    // The ledger takes as long to read as all the other tables together.
    let (ledger, others) = both(
        || run.ledger()?.map_or(Ok((None, Vec::new())), |rows| follow_ledger(rows, manifest, empty())),
        || {
            let way = |onset: &Onset| onset.practice.map(|_| (onset.mechanism, onset.locus));
            let event = |onset: &Seeded<Onset>| (onset.row.week, way(&onset.row));
            let onsets = run.onsets()?.map(|rows| follow(rows, manifest, empty(), event));
            Ok((onsets.transpose()?, paired(run, base as usize)?, run.snapshots()?))
        },
    );
    let ((adoptions, ledger), (onsets, (gap, changes), moments)) = (ledger?, others?);
    let mut ways = run.transmissions()?;
    ways.retain(|way| way.adoptions > 0.0 || way.onsets > 0.0);
    let mut exposure = run.exposure()?;
    exposure.retain(|row| row.weeks > 0.0);
    let mut reproduction = run.reproduction()?;
    reproduction.retain(|row| row.year.is_none() && row.locus.is_none());
    Ok(Story {
        scenario: manifest.name.clone(),
        question: manifest.question.clone(),
        look_at: manifest.look_at.clone(),
        version: manifest.version.clone(),
        digest: manifest.digest.clone(),
        first_seed: manifest.first_seed,
        seeds: manifest.seeds,
        weeks: manifest.weeks,
        practices: manifest.practices.clone(),
        firms: firms(&manifest.firms, &tables(&scenario, "firm")),
        settling,
        interventions: intervention_weeks,
        done: in_words(&interventions, manifest.weeks),
        series: run.summary()?.into_iter().map(|one| (one.metric, estimates(one.weeks))).collect(),
        gap,
        changes,
        totals: run.totals()?.into_iter().map(|total| (total.metric, total.figure.into())).collect(),
        adoptions,
        onsets,
        ways,
        exposure,
        reproduction,
        spread: spread(run)?,
        footprints: likeness::gather(run)?,
        ledger,
        moments,
        groups: run.groups()?,
        people: run.people()?,
    })
}

fn estimates(summaries: Vec<Summary>) -> Vec<Estimate> {
    summaries.into_iter().map(Estimate::from).collect()
}

/// The gap by week, and the change of each metric.
type Paired = (Vec<Estimate>, BTreeMap<String, Estimate>);

/// Differences that must be taken within each seed: the gap by week, and the changes since week `base`.
fn paired(run: &Run, base: usize) -> Result<Paired> {
    let manifest = run.manifest();
    let metrics = run.metrics();
    let place = |name: &str| metrics.iter().position(|metric| metric.name == name);
    let names = ["value", "visible_value", "closeness", "dark_cost", "dark_share"]
        .into_iter()
        .chain(Effect::ALL.map(Effect::name));
    let followed: Vec<(usize, &str)> = names.filter_map(|name| Some((place(name)?, name))).collect();
    let (Some(actual), Some(visible)) = (place("value"), place("visible_value")) else {
        return Ok(Paired::default());
    };
    let mut gap = vec![Running::default(); manifest.weeks as usize + 1];
    let mut changes = vec![Running::default(); followed.len()];
    for seed in run.series()? {
        let series = seed?.metrics;
        for ((running, value), seen) in gap.iter_mut().zip(&series[actual]).zip(&series[visible]) {
            running.add(seen - value);
        }
        for (running, (metric, _)) in changes.iter_mut().zip(&followed) {
            if let (Some(first), Some(last)) = (series[*metric].get(base), series[*metric].last()) {
                running.add(last - first);
            }
        }
    }
    let names = followed.into_iter().map(|(_, name)| name.to_owned());
    let changes = names.zip(estimates(Running::summaries(&changes)));
    Ok((estimates(Running::summaries(&gap)), changes.collect()))
}

/// The tables of this name in a resolved scenario.
fn tables<'a>(scenario: &'a Table, name: &str) -> Vec<&'a Table> {
    scenario.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table).collect()
}

/// The weeks with an intervention, up to the last week.
fn weeks(interventions: &[&Table], last: u32) -> Vec<u32> {
    let week = |table: &&Table| u32::try_from(table.get("week")?.as_integer()?).ok();
    let weeks: BTreeSet<u32> = interventions.iter().filter_map(week).filter(|week| *week <= last).collect();
    weeks.into_iter().collect()
}

/// The firms by name, with what sets them apart according to the resolved scenario.
fn firms(names: &[String], described: &[&Table]) -> Vec<Firm> {
    let firm = |(n, name): (usize, &String)| {
        let named = described.iter().find(|table| table.get("name").and_then(Value::as_str) == Some(name));
        // Firms without a name in the file are matched by position.
        let table = named.or_else(|| described.get(n).filter(|table| !table.contains_key("name")));
        Firm { name: name.clone(), organisation: table.map_or_else(String::new, |table| apart(table)) }
    };
    names.iter().enumerate().map(firm).collect()
}

/// A firm's preset and levers in words.
fn apart(firm: &Table) -> String {
    let preset = firm.get("preset").and_then(Value::as_str).map(str::to_owned);
    let number = |value: &Value| value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    let levers = firm.iter().filter_map(|(key, value)| Some((key, number(value)?)));
    let lever = |(key, value): (&String, f64)| format!("{key} {value}");
    // A preset's words already describe its levers.
    let words = preset.unwrap_or_else(|| levers.map(lever).collect::<Vec<_>>().join(", "));
    let own = if firm.contains_key("set") { "own parameters" } else { "" };
    [words.as_str(), own].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// How practices and effects spread.
fn spread(run: &Run) -> Result<Spread> {
    let manifest = run.manifest();
    let mut bridges: Vec<BridgeCount> =
        manifest.practices.iter().map(|p| BridgeCount { practice: p.name.clone(), ..BridgeCount::default() }).collect();
    let each = 1.0 / f64::from(manifest.seeds.max(1));
    for bridge in run.bridges()?.into_iter().flatten() {
        let bridge = bridge?.row;
        if let Some(count) = bridges.get_mut(usize::from(bridge.practice)) {
            count.offices += each;
            count.between_firms += if bridge.between_firms { each } else { 0.0 };
            count.tied_at_start += if bridge.tied_at_start { each } else { 0.0 };
        }
    }
    let (waves, cohorts) = (run.waves()?, run.cohorts()?);
    Ok(Spread { waves, cohorts, attack_rates: run.attack_rates()?, senders: run.senders()?, bridges })
}

/// Adoptions over time, and the first seed's ledger.
fn follow_ledger(rows: Rows<Adoption>, manifest: &Manifest, tally: Tally) -> Result<(Option<Flow>, Vec<Adoption>)> {
    let mut first = Vec::new();
    let flow = follow(rows, manifest, tally, |Seeded { seed, row }| {
        if *seed == manifest.first_seed {
            first.push(*row);
        }
        (row.week, Some((row.mechanism, row.locus)))
    })?;
    Ok((Some(flow), first))
}

/// Events over time, counted in an empty `tally`; `event` gives a row's week and route.
fn follow<T: Clone>(
    rows: Rows<T>,
    manifest: &Manifest,
    mut tally: Tally,
    mut event: impl FnMut(&Seeded<T>) -> (u32, Option<(Mechanism, Locus)>),
) -> Result<Flow> {
    for row in rows {
        let row = row?;
        let (week, way) = event(&row);
        tally.add(row.seed, week, way);
    }
    Ok(tally.finish(manifest.seeds))
}
