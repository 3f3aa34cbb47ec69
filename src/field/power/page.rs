//! The page: the smallest studies, and the sentence to quote in a grant proposal.

use super::allocation::PowerEstimate;
use super::file::PowerFile;
use super::smallest::Smallest;
use super::trials::PowerTrials;
use super::words::{in_words, others_of, power_words};
use crate::chart::Drawn;
use crate::field::chosen::Chosen;
use crate::report::{Answer, Section, TextTable};
use crate::story::number::{count, number, percent, short};
use crate::story::words::spaced;

pub(super) fn page(file: &PowerFile, trials: &PowerTrials, drawn: Vec<Drawn>, mut fine_print: Vec<String>) -> Answer {
    let of_studies = || trials.powers.iter().filter_map(|powers| powers.first()).map(|power| power.panels);
    let (panels, most): (u64, u64) = (of_studies().sum(), of_studies().max().unwrap_or(0));
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
        answer: sentences(file, trials),
        advice: failures(file, trials),
        sections: vec![
            Section {
                heading: "For a grant proposal".into(),
                sentences: proposals(file, trials),
                ..Section::default()
            },
            Section {
                heading: "Power".into(),
                pictures: drawn,
                tables: vec![smallest_table(file, trials)],
                ..Section::default()
            },
            Section { heading: "Every study".into(), tables: vec![table(file, trials)], ..Section::default() },
        ],
        fine_print,
        ..Answer::default()
    }
}

/// For each group of alike studies, what each method needs.
fn sentences(file: &PowerFile, trials: &PowerTrials) -> Vec<String> {
    let words = |one: &Smallest| {
        let name = &file.methods[one.method].name;
        let Some(study) = one.reaches else { return format!("`{name}` in none") };
        let (size, power) = (&file.studies[study].size, power_words(&trials.powers[study][one.method]));
        format!("`{name}` with {} ({} interviews), {power}", in_words(size), count(size.interviews() as f64))
    };
    let target = percent(file.allocation.target);
    let of_group = |group: &[Smallest]| {
        let how = others_of(file, &file.studies[group[0].among].size);
        let each: Vec<String> = group.iter().map(words).collect();
        format!("{how}: the cheapest study of the grid that reaches {target} power: {}.", each.join("; "))
    };
    groups(trials).map(of_group).collect()
}

/// The cheapest studies by group of alike studies.
fn groups(trials: &PowerTrials) -> impl Iterator<Item = &[Smallest]> {
    trials.smallest.chunk_by(|one, other| one.among == other.among)
}

/// For each group of alike studies, the sentence about the cheapest study that surely reaches the target.
fn proposals(file: &PowerFile, trials: &PowerTrials) -> Vec<String> {
    let mut said = Vec::new();
    for group in groups(trials) {
        let surely = group.iter().filter_map(|one| Some((one, one.surely?)));
        let Some((one, study)) = surely.min_by_key(|(_, study)| file.studies[*study].size.interviews()) else {
            let how = others_of(file, &file.studies[group[0].among].size);
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
    let of_method = |(method, chosen): (usize, &Chosen)| {
        let failed: u64 = trials.powers.iter().map(|powers| powers[method].failed).sum();
        let reason = trials.reasons.iter().find_map(|reasons| reasons[method].as_ref())?;
        let name = &chosen.name;
        Some(format!(
            "`{name}` has no answer on {failed} panels, which count as finding nothing; the first because {reason}."
        ))
    };
    file.methods.iter().enumerate().filter_map(of_method).collect()
}

fn smallest_table(file: &PowerFile, trials: &PowerTrials) -> TextTable {
    let study = |one: &Smallest, study: Option<usize>| {
        let Some(study) = study else { return "none of the grid".to_owned() };
        let (size, power) = (&file.studies[study].size, power_words(&trials.powers[study][one.method]));
        format!("{}: {} interviews, {power}", in_words(size), size.interviews())
    };
    let row = |one: &Smallest| {
        vec![
            others_of(file, &file.studies[one.among].size),
            file.methods[one.method].name.clone(),
            study(one, one.reaches),
            study(one, one.surely),
        ]
    };
    let target = percent(file.allocation.target);
    let caption = format!("The cheapest studies that reach {target} power; for certain: the whole interval does");
    let rows = trials.smallest.iter().map(row).collect();
    TextTable::new(caption, ["Studies", "Method", "Reaches it", "For certain"], rows)
}

fn table(file: &PowerFile, trials: &PowerTrials) -> TextTable {
    let row = |(study, powers): (&super::file::SizedStudy, &Vec<PowerEstimate>)| {
        let size = &study.size;
        let mut row = vec![in_words(size), others_of(file, size), count(size.interviews() as f64)];
        row.push(powers.first().map_or(0, |power| power.panels).to_string());
        row.extend(powers.iter().map(power_words));
        row
    };
    let heads = ["Study", "How", "Interviews", "Panels"].into_iter();
    let heads = heads.chain(file.methods.iter().map(|method| method.name.as_str()));
    let rows = file.studies.iter().zip(&trials.powers).map(row).collect();
    TextTable::new("Power, with 95 % intervals (Wilson)", heads, rows)
}
