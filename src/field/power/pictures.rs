//! The pictures: power by the number of managers, and a map of studies.

use std::collections::BTreeSet;

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::size::Size;
use super::trials::PowerTrials;
use super::words::{short_path, strength};
use crate::chart::Picture;
use crate::chart::power::{self as chart, Curves, PowerMap};
use crate::field::panel_share::panel_share;
use crate::story::Estimate;
use crate::story::number::percent;

/// Panels in the picture of power curves.
const MOST_PANELS: usize = 12;

/// A setting of studies besides the number of managers. The rows of a map stand for one.
struct StudySetting {
    title: &'static str,
    get: fn(&Size) -> f64,
    /// A value of it.
    value: fn(f64) -> String,
    /// A value with what it is.
    words: fn(&PowerFile, &str) -> String,
}

const STRENGTH: StudySetting = StudySetting {
    title: "Strength of contagion",
    get: |size| size.strength,
    value: strength,
    words: |file, value| format!("{} {value}", short_path(&file.parameter)),
};
const WAVES: StudySetting = StudySetting {
    title: "Waves",
    get: |size| f64::from(size.waves),
    value: |waves| waves.to_string(),
    words: |_, value| format!("{value} waves"),
};
const INTERVAL: StudySetting = StudySetting {
    title: "Weeks between waves",
    get: |size| f64::from(size.interval),
    value: |weeks| weeks.to_string(),
    words: |_, value| format!("{value} weeks apart"),
};
const RESPONSE: StudySetting = StudySetting {
    title: "Response",
    get: |size| size.response,
    value: percent,
    words: |_, value| format!("{value} answer"),
};

impl StudySetting {
    /// The value of a study.
    fn of(&self, size: &Size) -> String {
        (self.value)((self.get)(size))
    }

    /// The value of a study with what it is.
    fn words(&self, file: &PowerFile, size: &Size) -> String {
        (self.words)(file, &self.of(size))
    }

    fn is_same(&self, one: &Size, other: &Size) -> bool {
        (self.get)(one).total_cmp(&(self.get)(other)).is_eq()
    }

    /// All values, in the order of the file.
    fn values(&self, file: &PowerFile) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for study in &file.studies {
            let value = self.of(&study.size);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}

fn words(settings: &[StudySetting], file: &PowerFile, size: &Size) -> String {
    settings.iter().map(|setting| setting.words(file, size)).collect::<Vec<_>>().join(", ")
}

/// Studies that differ only in size, each with what sets them apart from others, and what all studies have in common.
fn by_setting(file: &PowerFile) -> (Vec<(String, Vec<usize>)>, String) {
    let (differ, same): (Vec<StudySetting>, Vec<StudySetting>) =
        [STRENGTH, WAVES, INTERVAL, RESPONSE].into_iter().partition(|setting| setting.values(file).len() > 1);
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (study, one) in file.studies.iter().enumerate() {
        let title = words(&differ, file, &one.size);
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, studies)) => studies.push(study),
            None => groups.push((title, vec![study])),
        }
    }
    (groups, file.studies.first().map_or_else(String::new, |study| words(&same, file, &study.size)))
}

/// Power by the number of managers, with a panel for each combination of the settings that differ.
pub(super) fn curves(file: &PowerFile, trials: &PowerTrials, [headline, best]: &[String; 2]) -> Picture {
    let (others, shared) = by_setting(file);
    let panels = others.iter().take(MOST_PANELS).map(|(title, studies)| Curves {
        title: title.clone(),
        lines: (0..file.methods.len()).map(|method| line(file, trials, studies, method)).collect(),
    });
    let names: Vec<String> = file.methods.iter().map(|method| method.name.clone()).collect();
    let left_out = others.len().saturating_sub(MOST_PANELS);
    let titles = [headline.clone(), if best.is_empty() { shared } else { best.clone() }];
    chart::curves(&panels.collect::<Vec<_>>(), &names, &titles, file.allocation.target, left_out)
}

/// For each number of managers, the power pooled over the studies of that size.
fn line(file: &PowerFile, trials: &PowerTrials, studies: &[usize], method: usize) -> Vec<(f64, Estimate)> {
    let of = |people: u32| {
        let here = studies.iter().filter(|study| file.studies[**study].size.people() == people);
        (f64::from(people), pooled(here.map(|&study| &trials.powers[study][method])))
    };
    people(file, studies).into_iter().map(of).collect()
}

/// The numbers of managers of these studies, each once.
fn people(file: &PowerFile, studies: &[usize]) -> BTreeSet<u32> {
    studies.iter().map(|&study| file.studies[study].size.people()).collect()
}

fn pooled<'a>(powers: impl Iterator<Item = &'a PowerEstimate>) -> Estimate {
    let (found, panels) = powers.fold((0, 0), |(found, panels), one| (found + one.found, panels + one.panels));
    panel_share(found, panels)
}

/// A map for each method: total managers across, one varied setting down, everything else at its last value.
pub(super) fn map(file: &PowerFile, trials: &PowerTrials, [headline, best]: &[String; 2]) -> Picture {
    let Some(last) = file.studies.last().map(|study| study.size) else { return Err("there are no studies".into()) };
    let mut others = vec![WAVES, INTERVAL, RESPONSE, STRENGTH];
    let varied = [STRENGTH, WAVES, INTERVAL, RESPONSE].into_iter().find(|setting| setting.values(file).len() > 1);
    let down = varied.unwrap_or(RESPONSE);
    others.retain(|setting| setting.title != down.title);
    let (values, shared) = (down.values(file), words(&others, file, &last));
    let on_map = |study: &usize| others.iter().all(|setting| setting.is_same(&file.studies[*study].size, &last));
    let shown: Vec<usize> = (0..file.studies.len()).filter(on_map).collect();
    let people = people(file, &shown);
    let cell = |method: usize, value: &String, people: u32| {
        let here = shown.iter().filter(|&&study| {
            let size = &file.studies[study].size;
            size.people() == people && down.of(size) == *value
        });
        pooled(here.map(|&study| &trials.powers[study][method])).mean
    };
    let row = |method: usize, value: &String| people.iter().map(|&people| cell(method, value, people)).collect();
    let maps = file.methods.iter().enumerate().map(|(method, chosen)| PowerMap {
        title: chosen.name.clone(),
        cells: values.iter().map(|value| row(method, value)).collect(),
    });
    let across: Vec<String> = people.iter().map(u32::to_string).collect();
    chart::map(
        &maps.collect::<Vec<_>>(),
        (&across, &values),
        down.title,
        headline,
        format!("Shown: {shared}. {best}").trim_end(),
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
