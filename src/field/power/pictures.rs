//! The pictures: power by the number of managers, and a map of studies.

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::size::Size;
use super::trials::PowerTrials;
use super::words::{cheapest_in_words, headline, short_path, strength};
use crate::chart::Picture;
use crate::chart::power::{self as chart, Curves, PowerMap};
use crate::story::Estimate;
use crate::story::number::percent;
use darkside_stats::proportion_interval;

/// Panels in the picture of power curves.
const MOST_PANELS: usize = 12;

/// Studies that differ only in size, each with what sets them apart from others, and what all studies have in common.
fn by_setting(file: &PowerFile) -> (Vec<(String, Vec<usize>)>, String) {
    let (differ, same): (Vec<Setting>, Vec<Setting>) =
        Setting::ALL.into_iter().partition(|setting| setting.values(file).len() > 1);
    let words = |settings: &[Setting], size: &Size| {
        settings.iter().map(|setting| setting.words(file, size)).collect::<Vec<_>>().join(", ")
    };
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (study, one) in file.studies.iter().enumerate() {
        let title = words(&differ, &one.size);
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, studies)) => studies.push(study),
            None => groups.push((title, vec![study])),
        }
    }
    (groups, file.studies.first().map_or_else(String::new, |study| words(&same, &study.size)))
}

/// Power by the number of managers, with a panel for each combination of the settings that differ.
pub(super) fn curves(file: &PowerFile, trials: &PowerTrials) -> Picture {
    let (others, shared) = by_setting(file);
    let panels = others.iter().take(MOST_PANELS).map(|(title, studies)| Curves {
        title: title.clone(),
        lines: (0..file.methods.len()).map(|method| line(file, trials, studies, method)).collect(),
    });
    let names: Vec<String> = file.methods.iter().map(|method| method.name.clone()).collect();
    let left_out = others.len().saturating_sub(MOST_PANELS);
    let best = cheapest_in_words(file, trials);
    let subtitle = if best.is_empty() { shared } else { best };
    let titles = [headline(file, trials), subtitle];
    chart::curves(&panels.collect::<Vec<_>>(), &names, &titles, file.allocation.target, left_out)
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

/// A setting of studies besides their size. The rows of a map stand for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Strength,
    Waves,
    Interval,
    Response,
}

impl Setting {
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

    /// The setting of a study, with what it is.
    fn words(self, file: &PowerFile, size: &Size) -> String {
        match self {
            Self::Strength => format!("{} {}", short_path(&file.parameter), strength(size.strength)),
            Self::Waves => format!("{} waves", size.waves),
            Self::Interval => format!("{} weeks apart", size.interval),
            Self::Response => format!("{} answer", percent(size.response)),
        }
    }

    /// The settings shared by all cells of the map that contains the study `last`.
    fn rest(self, file: &PowerFile, last: &Size) -> String {
        let order = [Self::Waves, Self::Interval, Self::Response, Self::Strength];
        let shared = order.iter().filter(|rows| **rows != self);
        shared.map(|rows| rows.words(file, last)).collect::<Vec<_>>().join(", ")
    }
}

/// A map for each method: total managers across, one varied setting down, everything else at its last value.
pub(super) fn map(file: &PowerFile, trials: &PowerTrials) -> Picture {
    let rows = Setting::ALL.into_iter().find(|rows| rows.values(file).len() > 1).unwrap_or(Setting::Response);
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
        format!("Shown: {}. {}", rows.rest(file, &last), cheapest_in_words(file, trials)).trim_end(),
        file.allocation.target,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Overrides;

    #[test]
    fn panels_are_called_by_what_differs_and_the_rest_is_said_once() {
        let file = PowerFile::read("power/contagion", Overrides::default()).unwrap();
        let (groups, shared) = by_setting(&file);
        assert_eq!(groups.len(), 12);
        assert_eq!(groups[0].0, "inter imitation 0.002, 2 waves, 75 % answer");
        assert_eq!(groups[0].1.len(), 9, "three numbers of firms, of three sizes");
        assert_eq!(shared, "52 weeks apart");
    }
}
