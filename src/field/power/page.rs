//! The page: the smallest studies, and the sentence that a grant proposal needs.

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::size::Size;
use super::smallest::{Smallest, smallest};
use super::trials::PowerTrials;
use crate::chart::power::{self as chart, Curves, Map};
use crate::chart::{Drawn, Picture};
use crate::report::{Answer, Section, TextTable};
use crate::story::Estimate;
use crate::story::number::{count, number, percent, short, with_interval};
use crate::story::words::spaced;
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

/// By managers in all, the power over the studies with so many.
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
    let maps: Vec<Map> = (0..file.methods.len())
        .map(|method| Map {
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

fn strength(strength: f64) -> String {
    if strength.is_nan() { "as in the scenario".into() } else { short(strength) }
}

/// What a study does besides its size, as far as the file varies it.
fn others_of(file: &PowerFile, size: &Size, with_waves: bool) -> String {
    let waves = if with_waves { format!("{} waves, ", size.waves) } else { String::new() };
    let how = match size.strength.is_nan() {
        true => String::new(),
        false => format!("{} {}, ", short_path(&file.parameter), short(size.strength)),
    };
    format!("{how}{waves}{} answer, {} weeks apart", percent(size.response), size.interval)
}

/// The last part of a parameter's path, in words.
fn short_path(path: &str) -> String {
    spaced(path.rsplit('.').next().unwrap_or(path))
}

fn headline(file: &PowerFile, trials: &PowerTrials) -> String {
    let all = smallest(file, trials);
    let cheapest = all.iter().filter_map(|one| Some((one, one.reaches?)));
    match cheapest.min_by_key(|(_, study)| file.studies[*study].size.interviews()) {
        Some((one, study)) => format!(
            "{} interviews reach {} power, with {}",
            count(file.studies[study].size.interviews() as f64),
            percent(file.allocation.target),
            file.methods[one.method].name
        ),
        None => format!("No study of this grid reaches {} power", percent(file.allocation.target)),
    }
}

fn power_words(power: &PowerEstimate) -> String {
    with_interval(power.share, power.interval.lower, power.interval.upper, percent)
}

fn in_words(size: &Size) -> String {
    format!("{} firms of {} managers, {} waves", size.firms, size.managers, size.waves)
}

/// The page.
pub(super) fn page(file: &PowerFile, trials: &PowerTrials, drawn: Vec<Drawn>, mut fine_print: Vec<String>) -> Answer {
    let all = smallest(file, trials);
    let Allocated { panels, most } = allocated(trials);
    let rule = &file.allocation;
    fine_print.push(format!(
        "Each study gets {} panels. In rounds, each gets {} more for which the 95 % interval of the power of any method still has {}, until it has {}: {panels} panels in all, {most} at most. \
         Intervals are those of a fixed number of panels. A panel without an answer finds nothing.",
        rule.first,
        rule.batch,
        percent(rule.target),
        rule.budget
    ));
    fine_print.push(
        "The world of a study consists of its firms; whoever looks at others looks at managers in them.".to_owned(),
    );
    fine_print.push(format!("SHA-256 of the file: {}.", file.digest));
    Answer {
        kind: "Power of field studies".into(),
        title: file.title.clone(),
        question: file.question.clone(),
        answer: sentences(file, trials, &all),
        advice: failures(file, trials),
        sections: vec![
            Section {
                heading: "For a grant proposal".into(),
                sentences: proposals(file, trials, &all),
                ..Section::default()
            },
            Section {
                heading: "Power".into(),
                pictures: drawn,
                tables: vec![smallest_table(file, trials, &all)],
                ..Section::default()
            },
            Section { heading: "Every study".into(), tables: vec![table(file, trials)], ..Section::default() },
        ],
        fine_print,
        ..Answer::default()
    }
}

/// How many panels were run, and most of a study.
struct Allocated {
    panels: u64,
    most: u64,
}

fn allocated(trials: &PowerTrials) -> Allocated {
    let each = || trials.powers.iter().filter_map(|powers| powers.first()).map(|power| power.panels);
    Allocated { panels: each().sum(), most: each().max().unwrap_or(0) }
}

/// For each group of alike studies, what each method needs.
fn sentences(file: &PowerFile, trials: &PowerTrials, all: &[Smallest]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for group in all.chunk_by(|one, other| one.among == other.among) {
        let words = |one: &Smallest| {
            let name = &file.methods[one.method].name;
            match one.reaches {
                Some(study) => {
                    let size = &file.studies[study].size;
                    let power = power_words(&trials.powers[study][one.method]);
                    format!(
                        "`{name}` with {} ({} interviews), {power}",
                        in_words(size),
                        count(size.interviews() as f64)
                    )
                }
                None => format!("`{name}` in none"),
            }
        };
        let each: Vec<String> = group.iter().map(words).collect();
        let how = others_of(file, &file.studies[group[0].among].size, false);
        said.push(format!(
            "{how}: the cheapest study of the grid that reaches {} power: {}.",
            percent(file.allocation.target),
            each.join("; ")
        ));
    }
    said
}

/// For each group of alike studies, the sentence about the cheapest that surely reaches the target.
fn proposals(file: &PowerFile, trials: &PowerTrials, all: &[Smallest]) -> Vec<String> {
    let mut said = Vec::new();
    for group in all.chunk_by(|one, other| one.among == other.among) {
        let surely = group.iter().filter_map(|one| Some((one, one.surely?)));
        let Some((one, study)) = surely.min_by_key(|(_, study)| file.studies[*study].size.interviews()) else {
            let how = others_of(file, &file.studies[group[0].among].size, false);
            said.push(format!(
                "{how}: no study of the grid reaches {} power for certain; it needs more firms, managers or waves.",
                percent(file.allocation.target)
            ));
            continue;
        };
        let (size, power) = (&file.studies[study].size, &trials.powers[study][one.method]);
        let strength = match size.strength.is_nan() {
            true => format!("as strong as in the scenario {}", spaced(&file.world.name)),
            false => format!("as strong as {} = {} makes it", file.parameter, short(size.strength)),
        };
        said.push(format!(
            "“We will survey all {} managers of {} firms ({} each) in {} waves {} weeks apart. If {} of them answer at each wave, and {} spreads by imitation {strength} (a colleague’s \
             use then adds {} percentage points, as estimated, to the probability of using it at the next wave), `{}` finds contagion at the 5 % level (two-sided) with a power of {} \
             ({} simulated panels).”",
            count(f64::from(size.people())),
            size.firms,
            size.managers,
            size.waves,
            size.interval,
            percent(size.response),
            spaced(&file.reading.practice),
            number(100.0 * power.estimate, 1),
            file.methods[one.method].name,
            power_words(power),
            power.panels,
        ));
    }
    said.push(format!(
        "What these sentences assume: the world is that of {}, in which nothing else is at work than the scenario says; a method that mistakes something else for contagion has no less power \
         (`darkside identify` says which do); people answer, and answer truly, as the design says; and the practice is as widely used at the first wave as in the simulation.",
        spaced(&file.world.name)
    ));
    said
}

fn failures(file: &PowerFile, trials: &PowerTrials) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for (method, chosen) in file.methods.iter().enumerate() {
        let failed: u64 = trials.powers.iter().map(|powers| powers[method].failed).sum();
        let reason = trials.reasons.iter().find_map(|reasons| reasons[method].as_ref());
        if let Some(reason) = reason {
            said.push(format!(
                "`{}` has no answer on {failed} panels, which count as finding nothing; the first because {reason}.",
                chosen.name
            ));
        }
    }
    said
}

fn smallest_table(file: &PowerFile, trials: &PowerTrials, all: &[Smallest]) -> TextTable {
    let study = |one: &Smallest, study: Option<usize>| match study {
        Some(study) => {
            let size = &file.studies[study].size;
            format!(
                "{}: {} interviews, {}",
                in_words(size),
                size.interviews(),
                power_words(&trials.powers[study][one.method])
            )
        }
        None => "none of the grid".to_owned(),
    };
    let row = |one: &Smallest| {
        vec![
            others_of(file, &file.studies[one.among].size, false),
            file.methods[one.method].name.clone(),
            study(one, one.reaches),
            study(one, one.surely),
        ]
    };
    TextTable {
        caption: format!(
            "The cheapest studies that reach {} power; for certain: the whole interval does",
            percent(file.allocation.target)
        ),
        heads: ["Studies", "Method", "Reaches it", "For certain"].map(str::to_owned).to_vec(),
        rows: all.iter().map(row).collect(),
    }
}

fn table(file: &PowerFile, trials: &PowerTrials) -> TextTable {
    let row = |(study, powers): (&super::file::SizedStudy, &Vec<PowerEstimate>)| {
        let size = &study.size;
        let mut row = vec![in_words(size), others_of(file, size, false), count(size.interviews() as f64)];
        row.push(powers.first().map_or(0, |power| power.panels).to_string());
        row.extend(powers.iter().map(power_words));
        row
    };
    let heads = ["Study", "How", "Interviews", "Panels"].map(str::to_owned).into_iter();
    TextTable {
        caption: "Power, with 95 % intervals (Wilson)".into(),
        heads: heads.chain(file.methods.iter().map(|method| method.name.clone())).collect(),
        rows: file.studies.iter().zip(&trials.powers).map(row).collect(),
    }
}
