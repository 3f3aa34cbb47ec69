//! The pictures: power by the number of managers, and a map of studies.

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::size::Size;
use super::trials::PowerTrials;
use super::words::{headline, others_of, short_path, strength};
use crate::chart::Picture;
use crate::chart::power::{self as chart, Curves, PowerMap};
use crate::story::Estimate;
use crate::story::number::percent;
use darkside_stats::proportion_interval;

/// Panels in the picture of power curves.
const MOST_PANELS: usize = 12;

/// Power by the number of managers, with a panel for each combination of the other settings.
pub(super) fn curves(file: &PowerFile, trials: &PowerTrials) -> Picture {
    let mut others: Vec<(String, Vec<usize>)> = Vec::new();
    for (study, one) in file.studies.iter().enumerate() {
        let title = others_of(file, &one.size, true);
        match others.iter_mut().find(|(known, _)| *known == title) {
            Some((_, studies)) => studies.push(study),
            None => others.push((title, vec![study])),
        }
    }
    let panels = others.iter().take(MOST_PANELS).map(|(title, studies)| Curves {
        title: title.clone(),
        lines: (0..file.methods.len()).map(|method| line(file, trials, studies, method)).collect(),
    });
    let names: Vec<String> = file.methods.iter().map(|method| method.name.clone()).collect();
    let left_out = others.len().saturating_sub(MOST_PANELS);
    chart::curves(&panels.collect::<Vec<_>>(), &names, &headline(file, trials), file.allocation.target, left_out)
}

/// For each number of managers, the power pooled over the studies of that size.
fn line(file: &PowerFile, trials: &PowerTrials, studies: &[usize], method: usize) -> Vec<(f64, Estimate)> {
    let mut people: Vec<u32> = studies.iter().map(|&study| file.studies[study].size.people()).collect();
    people.sort_unstable();
    people.dedup();
    let of = |people: u32| {
        let here = studies.iter().filter(|study| file.studies[**study].size.people() == people);
        (f64::from(people), pooled(here.map(|&study| &trials.powers[study][method])))
    };
    people.into_iter().map(of).collect()
}

fn pooled<'a>(powers: impl Iterator<Item = &'a PowerEstimate>) -> Estimate {
    let (found, panels) = powers.fold((0, 0), |(found, panels), one| (found + one.found, panels + one.panels));
    let interval = proportion_interval(found, panels, 0.95);
    Estimate { mean: found as f64 / panels as f64, low: interval.lower, high: interval.upper }
}

/// What the rows of a map can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rows {
    Strength,
    Waves,
    Interval,
    Response,
}

impl Rows {
    const ALL: [Self; 4] = [Self::Strength, Self::Waves, Self::Interval, Self::Response];

    fn title(self) -> &'static str {
        match self {
            Self::Strength => "Strength of contagion",
            Self::Waves => "Waves",
            Self::Interval => "Weeks between waves",
            Self::Response => "Response",
        }
    }

    /// The row of a study, in words.
    fn of(self, size: &Size) -> String {
        match self {
            Self::Strength => strength(size.strength),
            Self::Waves => size.waves.to_string(),
            Self::Interval => size.interval.to_string(),
            Self::Response => percent(size.response),
        }
    }

    /// All rows, in the order of the file.
    fn values(self, file: &PowerFile) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for study in &file.studies {
            let value = self.of(&study.size);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }

    /// `size`, moved to the row of `other`.
    fn moved(self, size: &Size, other: &Size) -> Size {
        match self {
            Self::Strength => Size { strength: other.strength, ..*size },
            Self::Waves => Size { waves: other.waves, ..*size },
            Self::Interval => Size { interval: other.interval, ..*size },
            Self::Response => Size { response: other.response, ..*size },
        }
    }

    /// The settings shared by all cells of the map that contains the study `last`.
    fn rest(self, file: &PowerFile, last: &Size) -> String {
        let words = |rows: &Self| match rows {
            Self::Strength => format!("{} {}", short_path(&file.parameter), strength(last.strength)),
            Self::Waves => format!("{} waves", last.waves),
            Self::Interval => format!("{} weeks apart", last.interval),
            Self::Response => format!("{} answer", percent(last.response)),
        };
        let order = [Self::Waves, Self::Interval, Self::Response, Self::Strength];
        order.iter().filter(|rows| **rows != self).map(words).collect::<Vec<_>>().join(", ")
    }
}

/// A map for each method: total managers across, one varied setting down, everything else at its last value.
pub(super) fn map(file: &PowerFile, trials: &PowerTrials) -> Picture {
    let rows = Rows::ALL.into_iter().find(|rows| rows.values(file).len() > 1).unwrap_or(Rows::Response);
    let values = rows.values(file);
    let Some(last) = file.studies.last().map(|study| study.size) else { return Err("there are no studies".into()) };
    // A study belongs to the map if, moved to the row of the last study, it would be alike with it and have as many
    // waves.
    let fixed = |size: &Size| {
        let moved = rows.moved(size, &last);
        moved.is_alike(&last) && moved.waves == last.waves
    };
    let shown: Vec<usize> = (0..file.studies.len()).filter(|&study| fixed(&file.studies[study].size)).collect();
    let mut people: Vec<u32> = shown.iter().map(|&study| file.studies[study].size.people()).collect();
    people.sort_unstable();
    people.dedup();
    let cell = |method: usize, value: &String, people: u32| {
        let here = shown.iter().filter(|&&study| {
            let size = &file.studies[study].size;
            size.people() == people && rows.of(size) == *value
        });
        pooled(here.map(|&study| &trials.powers[study][method])).mean
    };
    let maps: Vec<PowerMap> = (0..file.methods.len())
        .map(|method| PowerMap {
            title: file.methods[method].name.clone(),
            cells: values
                .iter()
                .map(|value| people.iter().map(|&people| cell(method, value, people)).collect())
                .collect(),
        })
        .collect();
    let across: Vec<String> = people.iter().map(u32::to_string).collect();
    chart::map(
        &maps,
        (&across, &values),
        rows.title(),
        &headline(file, trials),
        &rows.rest(file, &last),
        file.allocation.target,
    )
}
