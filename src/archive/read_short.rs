//! From the short tables, and from snapshots and series, back to what they say.

use std::fs::File;
use std::path::Path;

use super::layout::{EXPOSURE, GROUPS, REPRODUCTION, SUMMARY, TOTALS, TRANSITIONS, TRANSMISSIONS};
use super::read::{
    CaseReproduction, Exposure, GroupFigure, SeedSeries, Total, Trajectory, Transition, TransitionKind, Transmission,
};
use super::read_rows::{Cases, Stretches, Words, any_word, by_seed};
use super::{events, short};
use crate::table::{CsvStretches, Heading, Table};
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, Locus, Mechanism, Metric, RelationshipState, Snapshot, TieState};
use darkside_error::{Error, Result};
use darkside_stats::Summary;

/// The whole of a short table.
fn open(directory: &Path, file: &str, headings: Vec<Heading>) -> Result<Table> {
    let path = directory.join(file);
    let opened = File::open(&path).map_err(|cause| Error::file(&path, "read", &cause))?;
    CsvStretches::open(opened, path.display().to_string(), headings)?.all()
}

/// The figure in each row.
fn figures(table: &Table) -> Result<Vec<Summary>> {
    let (seeds, means, deviations) =
        (table.whole("seeds")?, table.number("mean")?, table.number("standard_deviation")?);
    let (lower, upper) = (table.number("lower95")?, table.number("upper95")?);
    let figure = |row: usize| Summary {
        count: seeds[row].into(),
        mean: means[row],
        standard_deviation: deviations[row],
        lower95: lower[row],
        upper95: upper[row],
    };
    Ok((0..table.rows()).map(figure).collect())
}

/// `summary.csv`.
pub(super) fn summary(directory: &Path, metrics: &[Metric]) -> Result<Vec<Trajectory>> {
    let names: Vec<String> = metrics.iter().map(|metric| metric.name.clone()).collect();
    let table = open(directory, SUMMARY, short::headings(&short::summary(names.clone())))?;
    let metric = Words::of(&table, "metric", &names)?;
    let mut trajectories: Vec<Trajectory> =
        names.iter().map(|name| Trajectory { metric: name.clone(), weeks: Vec::new() }).collect();
    for (row, figure) in figures(&table)?.into_iter().enumerate() {
        trajectories[metric.at(row)].weeks.push(figure);
    }
    Ok(trajectories)
}

/// `totals.csv`.
pub(super) fn totals(directory: &Path) -> Result<Vec<Total>> {
    let table = open(directory, TOTALS, short::headings(&short::totals()))?;
    let row = |(row, figure)| Ok(Total { metric: any_word(&table, "metric", row)?, figure });
    figures(&table)?.into_iter().enumerate().map(row).collect()
}

/// `transmissions.csv`.
pub(super) fn transmissions(directory: &Path) -> Result<Vec<Transmission>> {
    let table = open(directory, TRANSMISSIONS, short::headings(&short::transmissions()))?;
    let mechanism = Words::of(&table, "mechanism", &events::names(Mechanism::ALL, Mechanism::name))?;
    let locus = Words::of(&table, "locus", &events::names(Locus::ALL, Locus::name))?;
    let (adoptions, adoptions_se) = (table.number("adoptions")?, table.number("adoptions_se")?);
    let (onsets, onsets_se) = (table.number("onsets")?, table.number("onsets_se")?);
    let row = |row: usize| Transmission {
        mechanism: Mechanism::ALL[mechanism.at(row)],
        locus: Locus::ALL[locus.at(row)],
        adoptions: adoptions[row],
        adoptions_se: adoptions_se[row],
        onsets: onsets[row],
        onsets_se: onsets_se[row],
    };
    Ok((0..table.rows()).map(row).collect())
}

/// `reproduction.csv`.
pub(super) fn reproduction(directory: &Path) -> Result<Vec<CaseReproduction>> {
    let table = open(directory, REPRODUCTION, short::headings(&short::reproduction(0)))?;
    let effect = Words::of(&table, "effect", &events::names(Effect::ALL, Effect::name))?;
    let (cases, children) = (table.number("cases")?, table.number("children")?);
    let (number, error) = (table.number("reproduction_number")?, table.number("reproduction_number_se")?);
    let row = |row: usize| {
        let (year, locus) = (any_word(&table, "year", row)?, any_word(&table, "locus", row)?);
        let wrong = |what: &str| Error::input(format!("{REPRODUCTION} holds {what}"));
        Ok(CaseReproduction {
            effect: Effect::ALL[effect.at(row)],
            year: match year.as_str() {
                short::ALL_YEARS => None,
                year => Some(year.parse().map_err(|_| wrong(&format!("the year \"{year}\"")))?),
            },
            locus: match locus.as_str() {
                short::TOTAL => None,
                name => {
                    let locus = Locus::ALL.into_iter().find(|locus| locus.name() == name);
                    Some(locus.ok_or_else(|| wrong(&format!("the locus \"{name}\"")))?)
                }
            },
            cases: cases[row],
            children: children[row],
            number: number[row],
            standard_error: error[row],
        })
    };
    (0..table.rows()).map(row).collect()
}

/// `exposure.csv`.
pub(super) fn exposure(directory: &Path) -> Result<Vec<Exposure>> {
    let table = open(directory, EXPOSURE, short::headings(&short::exposure()))?;
    let locus = Words::of(&table, "locus", &events::names(Locus::ALL, Locus::name))?;
    let (weeks, adoptions) = (table.number("exposure")?, table.number("adoptions")?);
    let (rate, error) = (table.number("adoptions_per_exposure")?, table.number("adoptions_per_exposure_se")?);
    let row = |row: usize| Exposure {
        locus: Locus::ALL[locus.at(row)],
        weeks: weeks[row],
        adoptions: adoptions[row],
        rate: rate[row],
        standard_error: error[row],
    };
    Ok((0..table.rows()).map(row).collect())
}

/// `transitions.csv`.
pub(super) fn transitions(directory: &Path) -> Result<Vec<Transition>> {
    let table = open(directory, TRANSITIONS, short::headings(&short::transitions()))?;
    let kind = Words::of(&table, "kind", &["phase".to_owned(), "alignment".to_owned()])?;
    let states = short::transition_states();
    let (from, to) = (Words::of(&table, "from", &states)?, Words::of(&table, "to", &states)?);
    let (count, count_se, share) = (table.number("count")?, table.number("count_se")?, table.number("share")?);
    let row = |row: usize| Transition {
        kind: [TransitionKind::Phase, TransitionKind::Alignment][kind.at(row)],
        from: from.at(row) % Phase::ALL.len(),
        to: to.at(row) % Phase::ALL.len(),
        count: count[row],
        count_se: count_se[row],
        share: share[row],
    };
    Ok((0..table.rows()).map(row).collect())
}

/// `groups.csv`.
pub(super) fn groups(directory: &Path) -> Result<Vec<GroupFigure>> {
    let table = open(directory, GROUPS, short::headings(&short::groups()))?;
    let (weeks, managers) = (table.whole("week")?, table.whole("managers")?);
    let row = |(row, figure): (usize, Summary)| {
        Ok(GroupFigure {
            week: weeks[row],
            group: any_word(&table, "group", row)?,
            member: any_word(&table, "member", row)?,
            managers: managers[row],
            metric: any_word(&table, "metric", row)?,
            figure,
        })
    };
    figures(&table)?.into_iter().enumerate().map(row).collect()
}

/// The seeds' series, out of stretches that may hold several seeds or a part of one.
pub(super) fn series(stretches: Stretches, metrics: Vec<Metric>) -> impl Iterator<Item = Result<SeedSeries>> + use<> {
    let mut stretches = stretches.fuse();
    let mut ready: std::collections::VecDeque<SeedSeries> = std::collections::VecDeque::new();
    let mut ended = false;
    std::iter::from_fn(move || {
        // The last seed of a stretch may go on in the next one.
        while ready.len() < 2 && !ended {
            match stretches.next() {
                None => ended = true,
                Some(stretch) => {
                    if let Err(error) = stretch.and_then(|stretch| take_series(&stretch, &metrics, &mut ready)) {
                        ended = true;
                        ready.clear();
                        return Some(Err(error));
                    }
                }
            }
        }
        ready.pop_front().map(Ok)
    })
}

fn take_series(stretch: &Table, metrics: &[Metric], ready: &mut std::collections::VecDeque<SeedSeries>) -> Result<()> {
    for (seed, rows) in by_seed(stretch.long("seed")?) {
        if ready.back().is_none_or(|last| last.seed != seed) {
            ready.push_back(SeedSeries { seed, metrics: vec![Vec::new(); metrics.len()] });
        }
        let Some(last) = ready.back_mut() else { continue };
        for (metric, values) in metrics.iter().zip(&mut last.metrics) {
            values.extend_from_slice(&stretch.number(&metric.name)?[rows.clone()]);
        }
    }
    Ok(())
}

/// Adds a stretch of the snapshots' table.
pub(super) fn snapshots(stretch: &Table, practices: &[String], moments: &mut Vec<Snapshot>) -> Result<()> {
    let (weeks, case) = (stretch.whole("week")?, Cases::of(stretch, "")?);
    let (firm, office, account) = (stretch.whole("firm")?, stretch.whole("office")?, stretch.whole("account")?);
    let (closeness, value) = (stretch.single("closeness")?, stretch.single("value")?);
    let visible_value = stretch.single("visible_value")?;
    let phase = Words::of(stretch, "phase", &events::names(Phase::ALL, Phase::name))?;
    let alignment = Words::of(stretch, "alignment", &events::names(Alignment::ALL, Alignment::name))?;
    let mut effects = Vec::new();
    for effect in Effect::ALL {
        effects.push((stretch.single(effect.name())?, stretch.truth(&format!("dark_{}", effect.name()))?));
    }
    let uses: Vec<&[bool]> =
        practices.iter().map(|name| stretch.truth(&format!("use_{name}"))).collect::<Result<_>>()?;
    let bits =
        |on: &mut dyn Iterator<Item = bool>| on.enumerate().fold(0, |bits, (bit, on)| bits | u32::from(on) << bit);
    for (row, &week) in weeks.iter().enumerate() {
        let state = RelationshipState {
            case: case.at(row),
            firm: firm[row],
            office: office[row],
            account: account[row],
            closeness: closeness[row],
            value: value[row],
            visible_value: visible_value[row],
            phase: Phase::ALL[phase.at(row)],
            alignment: Alignment::ALL[alignment.at(row)],
            intensities: Effect::ALL.map(|effect| effects[effect.index()].0[row]),
            flags: bits(&mut effects.iter().map(|(_, flags)| flags[row])),
            practices: bits(&mut uses.iter().map(|uses| uses[row])),
        };
        moment(moments, week)?.relationships.push(state);
    }
    Ok(())
}

/// Adds a stretch of the ties' table.
pub(super) fn ties(stretch: &Table, moments: &mut Vec<Snapshot>) -> Result<()> {
    let (source, target) = (stretch.whole("source")?, stretch.whole("target")?);
    let (weight, inside) = (stretch.single("weight")?, stretch.truth("inside")?);
    for (row, &week) in stretch.whole("week")?.iter().enumerate() {
        let tie = TieState { source: source[row], target: target[row], weight: weight[row], inside: inside[row] };
        moment(moments, week)?.ties.push(tie);
    }
    Ok(())
}

/// No run keeps more moments.
const MOST_MOMENTS: usize = 1000;

/// The moment of this week, added if it is new.
fn moment(moments: &mut Vec<Snapshot>, week: u32) -> Result<&mut Snapshot> {
    let place = match moments.iter().rposition(|moment| moment.week == week) {
        Some(place) => place,
        None if moments.len() == MOST_MOMENTS => {
            return Err(Error::input(format!("snapshots of more than {MOST_MOMENTS} weeks")));
        }
        None => {
            moments.push(Snapshot { week, relationships: Vec::new(), ties: Vec::new() });
            moments.len() - 1
        }
    };
    Ok(&mut moments[place])
}
