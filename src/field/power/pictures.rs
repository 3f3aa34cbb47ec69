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

/// Panels of the picture of curves.
const MOST_PANELS: usize = 12;

/// Power by the number of managers, a panel for each combination of what else differs.
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

/// By number of managers, the power over the studies with that many.
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

/// A property of a study in words.
type InWords = fn(&Size) -> String;

/// What varies besides the size, as the rows of a map: its name and its values in words, in the order of the file.
fn rows(file: &PowerFile) -> (&'static str, Vec<String>, InWords) {
    let by: [(&'static str, InWords); 4] = [
        ("Strength of contagion", |size| strength(size.strength)),
        ("Waves", |size| size.waves.to_string()),
        ("Weeks between waves", |size| size.interval.to_string()),
        ("Response", |size| percent(size.response)),
    ];
    let values = |of: InWords| {
        let mut values: Vec<String> = Vec::new();
        for study in &file.studies {
            let value = of(&study.size);
            if !values.contains(&value) {
                values.push(value);
            }
        }
        values
    };
    let most = by.into_iter().map(|(name, of)| (name, values(of), of));
    most.reduce(|one, other| if one.1.len() > 1 { one } else { other }).unwrap_or(("Waves", Vec::new(), by[1].1))
}

/// A map for each method: managers in all across, what else varies down, everything else at its last value.
pub(super) fn map(file: &PowerFile, trials: &PowerTrials) -> Picture {
    let (title, values, of) = rows(file);
    let Some(last) = file.studies.last().map(|study| study.size) else { return Err("there are no studies".into()) };
    // Two studies stand in one map if, were their rows the same, they would be alike and have as many waves.
    let fixed = |size: &Size| {
        let mut other = *size;
        match title {
            "Strength of contagion" => other.strength = last.strength,
            "Waves" => other.waves = last.waves,
            "Weeks between waves" => other.interval = last.interval,
            _ => other.response = last.response,
        }
        other.is_alike(&last) && other.waves == last.waves
    };
    let shown: Vec<usize> = (0..file.studies.len()).filter(|&study| fixed(&file.studies[study].size)).collect();
    let mut people: Vec<u32> = shown.iter().map(|&study| file.studies[study].size.people()).collect();
    people.sort_unstable();
    people.dedup();
    let cell = |method: usize, value: &String, people: u32| {
        let here = shown.iter().filter(|&&study| {
            let size = &file.studies[study].size;
            size.people() == people && of(size) == *value
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
        title,
        &headline(file, trials),
        &rest(file, &last, title),
        file.allocation.target,
    )
}

/// What is the same in all cells of a map.
fn rest(file: &PowerFile, last: &Size, title: &str) -> String {
    let parts = [
        ("Waves", format!("{} waves", last.waves)),
        ("Weeks between waves", format!("{} weeks apart", last.interval)),
        ("Response", format!("{} answer", percent(last.response))),
        ("Strength of contagion", format!("{} {}", short_path(&file.parameter), strength(last.strength))),
    ];
    parts.into_iter().filter(|(name, _)| *name != title).map(|(_, words)| words).collect::<Vec<_>>().join(", ")
}
