//! What is written about a panel.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::*;
use crate::archive::{Format, verify};
use crate::table::{Cells, Table, read_parquet};
use darkside_engine::scenario::read;

const WORLD: &str = "run = { weeks = 24, seeds = 3, seed = 5 }\npopulation = { firms = 3, managers = 45 }\n\
                     people = { turnover = 0.02 }\n[survey]\nweeks = [8, 16, 24]\n";

fn study(survey: &str) -> FieldStudy {
    FieldStudy::new(&read("world.toml", &format!("{WORLD}{survey}"), Path::new(""), &[]).unwrap()).unwrap()
}

fn job<'a>(study: &'a FieldStudy, directory: &'a Path, targets: &'a [Target]) -> SurveyJob<'a> {
    SurveyJob {
        study,
        directory: Some(directory),
        formats: &[Format::Parquet, Format::Csv],
        targets,
        threads: 1,
        force: false,
        command: &[],
    }
}

/// The cells of a column as text.
fn cells(table: &Table, name: &str) -> Vec<String> {
    let column = table.column(name).unwrap();
    let cell = |row: usize| match &column.cells {
        _ if !column.has(row) => String::new(),
        Cells::Whole(rows) => rows[row].to_string(),
        Cells::Long(rows) => rows[row].to_string(),
        Cells::Number(rows) => rows[row].to_bits().to_string(),
        Cells::Single(rows) => rows[row].to_bits().to_string(),
        Cells::Truth(rows) => rows[row].to_string(),
        Cells::Word { words, rows } => words[rows[row] as usize].clone(),
    };
    (0..column.len()).map(cell).collect()
}

#[test]
fn without_error_what_is_written_of_answers_is_what_is_written_of_the_truth() {
    let study = study("");
    let tables: BTreeMap<_, _> = tables(&study, &study.panel(5).unwrap()).into_iter().collect();
    let book = codebook(&study);
    let variables = cells(&book, "table").into_iter().zip(cells(&book, "variable")).zip(cells(&book, "truth"));
    let mut compared = 0;
    for ((table, name), truth) in variables {
        // Sums and maxima are not columns of the truth.
        let column = truth.split_once('.').filter(|(_, column)| !column.contains(' '));
        if let Some((true_table, true_name)) = column {
            assert_eq!(cells(&tables[table.as_str()], &name), cells(&tables[true_table], true_name), "{table}.{name}");
            compared += 1;
        }
    }
    assert_eq!(compared, 2 * study.scenario().practices.len() + 4 + 6 + 2);
}

#[test]
fn every_variable_of_the_answers_is_in_the_codebook() {
    let study = study("items = 2\npoints = 5\npractices_by_account = false");
    let book = codebook(&study);
    let listed: Vec<(String, String)> = cells(&book, "table").into_iter().zip(cells(&book, "variable")).collect();
    let panel = study.panel(5).unwrap();
    for (name, table) in tables(&study, &panel).into_iter().filter(|(name, _)| name.starts_with("wave_")) {
        for heading in table.headings() {
            assert!(listed.contains(&(name.to_owned(), heading.name.clone())), "{name}.{}", heading.name);
        }
    }
    let scale = |variable: &str| {
        let place = listed.iter().position(|(_, name)| name == variable).unwrap();
        cells(&book, "scale")[place].clone()
    };
    assert_eq!([scale("conflict_2"), scale("tenure")], ["1 to 5", "weeks"]);
    assert!(!listed.iter().any(|(table, name)| table == "wave_accounts" && name.starts_with("use_")));
    assert!(cells(&book, "label").iter().all(|label| !label.is_empty()));
}

#[test]
fn an_interrupted_survey_goes_on_and_ends_in_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let study = study("response = 0.7\nnames = 3\nitems = 2\nitem_error = 0.1");
    let (whole, broken) = (place.path().join("whole"), place.path().join("broken"));
    let targets = [Target::RSiena, Target::Stata];
    let done = job(&study, &whole, &targets).run(|| (), &|_| ()).unwrap();
    assert_eq!(done.manifest.summary.seeds, 3);
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let stopped = catch_unwind(AssertUnwindSafe(|| {
        job(&study, &broken, &targets).run(|| (), &|progress| assert!(progress.done < 2, "stopped here"))
    }));
    std::panic::set_hook(hook);
    assert!(stopped.is_err() && !broken.join("survey.json").exists());
    assert!(verify(&broken).unwrap().notes[0].starts_with("2 finished runs are kept"));
    std::fs::write(broken.join("parts/0000001.part"), "damaged").unwrap();
    let found = std::sync::Mutex::new(0);
    let resumed = SurveyJob { threads: 2, ..job(&study, &broken, &targets) };
    let resumed = resumed.run(|| (), &|progress| *found.lock().unwrap() = progress.found).unwrap();
    assert_eq!((found.into_inner().unwrap(), &resumed.manifest.digest), (1, &done.manifest.digest));
    assert_eq!(resumed.manifest.checksums, done.manifest.checksums);
    assert!(resumed.manifest.checksums.contains_key("rsiena/seed_7/network_3.dat"));
    assert!(verify(&broken).unwrap().faults.is_empty());
    // A finished survey is left alone; a different one needs force, and removes the files of the first.
    assert!(job(&study, &broken, &targets).run(|| (), &|_| ()).unwrap().page.is_none());
    let refused = job(&study, &broken, &[]).run(|| (), &|_| ()).unwrap_err();
    assert!(refused.message().contains("another `darkside survey`"), "{refused}");
    let forced = SurveyJob { force: true, ..job(&study, &broken, &[]) };
    forced.run(|| (), &|_| ()).unwrap();
    assert!(!broken.join("rsiena/seed_7/network_3.dat").exists());
}

#[test]
fn the_tables_of_a_directory_are_those_of_its_panels_one_below_the_other() {
    let place = tempfile::tempdir().unwrap();
    let study = study("response = 0.7");
    job(&study, place.path(), &[]).run(|| (), &|_| ()).unwrap();
    let panels: Vec<Panel> = (5..8).map(|seed| study.panel(seed).unwrap()).collect();
    for name in TABLES {
        let written = read_parquet(&place.path().join(format!("{name}.parquet"))).unwrap();
        let mut expected: Option<Table> = None;
        for panel in &panels {
            let (_, table) = tables(&study, panel).into_iter().find(|(known, _)| *known == name).unwrap();
            match &mut expected {
                Some(above) => above.append(table).unwrap(),
                None => expected = Some(table),
            }
        }
        let expected = expected.unwrap();
        for heading in expected.headings() {
            assert_eq!(cells(&written, &heading.name), cells(&expected, &heading.name), "{name}.{}", heading.name);
        }
    }
}

fn files(study: &FieldStudy, target: Target) -> BTreeMap<String, String> {
    let panel = study.panel(5).unwrap();
    let files = target.files(study, &panel).into_iter();
    let folder = format!("{}/seed_5/", target.name());
    files.map(|(name, text)| (name.strip_prefix(&folder).unwrap().to_owned(), text)).collect()
}

fn matrix(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(' ').collect()).collect()
}

#[test]
fn matrices_tell_no_tie_from_no_answer_and_from_nobody_there() {
    let study = study("response = 0.6\nroster = \"firm\"");
    let (files, panel) = (files(&study, Target::RSiena), study.panel(5).unwrap());
    let actors: Vec<Vec<&str>> = files["actors.csv"].lines().skip(1).map(|line| line.split(',').collect()).collect();
    let actor = |person: Person| {
        let is = |row: &Vec<&str>| row[1] == person.seat.to_string() && row[2] == person.number.to_string();
        actors.iter().position(is).unwrap()
    };
    for (number, wave) in panel.waves.iter().enumerate() {
        let network = matrix(&files[&format!("network_{}.dat", number + 1)]);
        let count = |code: &str| network.iter().flatten().filter(|cell| **cell == code).count();
        assert!(network.len() == actors.len() && network.iter().all(|row| row.len() == actors.len()));
        assert_eq!(count("1"), wave.ties.len());
        assert!(wave.ties.iter().all(|tie| network[actor(tie.source)][actor(tie.target)] == "1"));
        for one in &wave.managers {
            let row = &network[actor(one.person)];
            for other in wave.managers.iter().filter(|other| other.person != one.person) {
                let cell = row[actor(other.person)];
                match (other.firm == one.firm, one.named) {
                    (false, _) => assert_eq!(cell, "10", "nobody of another firm is on the list"),
                    (true, false) => assert_eq!(cell, "NA"),
                    (true, true) => assert!(matches!(cell, "0" | "1")),
                }
            }
        }
        let there = |at: usize| wave.managers.iter().any(|one| actor(one.person) == at);
        let absent: Vec<usize> = (0..actors.len()).filter(|at| !there(*at)).collect();
        assert!(!absent.is_empty());
        for at in absent {
            assert!((0..actors.len()).filter(|other| *other != at).all(|other| network[at][other] == "10"));
            assert!((0..actors.len()).filter(|other| *other != at).all(|other| network[other][at] == "10"));
        }
        let accounts = matrix(&files[&format!("accounts_{}.dat", number + 1)]);
        let mut served: Vec<(u32, u32)> = wave.accounts.iter().map(|one| (one.case.manager, one.account)).collect();
        served.sort_unstable();
        served.dedup();
        assert_eq!(accounts.iter().flatten().filter(|cell| **cell == "1").count(), served.len());
        for (practice, name) in study.scenario().practices.iter().map(|one| &one.name).enumerate() {
            let uses = matrix(&files[&format!("use_{name}.dat")]);
            for one in &wave.managers {
                let cell = uses[actor(one.person)][number];
                assert_eq!(cell, one.practices.of(practice).map_or("NA", |uses| if uses { "1" } else { "0" }));
            }
        }
    }
    let composition = matrix(&files["composition.dat"]);
    let stayed = |at: usize| panel.waves.iter().all(|wave| wave.managers.iter().any(|one| actor(one.person) == at));
    for (at, interval) in composition.iter().enumerate() {
        assert_eq!(interval[..] == ["1", "3"], stayed(at), "{interval:?}");
    }
}

#[test]
fn matrices_of_too_many_people_are_refused_before_anything_is_written() {
    let place = tempfile::tempdir().unwrap();
    let text = "run = { weeks = 2, seeds = 1 }\npopulation = { managers = 6000, portfolio = 1 }\n[survey]\nweeks = 1\n";
    let study = FieldStudy::new(&read("large.toml", text, Path::new(""), &[]).unwrap()).unwrap();
    let directory = place.path().join("large");
    let refused = job(&study, &directory, &[Target::RSiena]).run(|| (), &|_| ()).unwrap_err();
    assert!(refused.message().contains("6000 people are sampled") && !directory.exists(), "{refused}");
    assert!(Target::ALL.iter().all(|target| target.check(300).is_ok()));
}

#[test]
fn exposure_counts_the_contacts_who_say_that_they_use_it() {
    let study = study("response = 0.8\nnames = 4");
    let (files, panel) = (files(&study, Target::Networkx), study.panel(5).unwrap());
    let mut lines = files["people.csv"].lines();
    let heads: Vec<&str> = lines.next().unwrap().split(',').collect();
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let column = |name: &str| heads.iter().position(|head| *head == name).unwrap();
    let (practice, name) = (0, &study.scenario().practices[0].name);
    let mut exposed_people = 0;
    for (number, wave) in (1..).zip(&panel.waves) {
        for one in &wave.managers {
            let is = |row: &&Vec<&str>| {
                row[column("wave")] == number.to_string()
                    && row[column("manager")] == one.person.seat.to_string()
                    && row[column("person")] == one.person.number.to_string()
            };
            let row = rows.iter().find(is).unwrap();
            let uses = |person| {
                wave.managers.iter().any(|two| two.person == person && two.practices.of(practice) == Some(true))
            };
            let contacts = wave.ties.iter().filter(|tie| tie.source == one.person && uses(tie.target)).count();
            let expected = if one.named { contacts.to_string() } else { String::new() };
            assert_eq!(row[column(&format!("exposed_{name}"))], expected);
            exposed_people += usize::from(contacts > 0);
            let later = rows.iter().find(|later| {
                later[column("actor")] == row[column("actor")] && later[column("wave")] == (number + 1).to_string()
            });
            if let Some(later) = later {
                assert_eq!(later[column(&format!("exposed_{name}_before"))], expected);
                assert_eq!(later[column(&format!("use_{name}_before"))], row[column(&format!("use_{name}"))]);
            }
        }
    }
    assert!(exposed_people > 20);
}

#[test]
fn scripts_are_about_a_practice_of_the_catalogue_and_declare_every_variable() {
    let study = study("");
    for target in Target::ALL {
        let files = files(&study, target);
        let (_, script) = files.iter().find(|(name, _)| name.starts_with("model.")).unwrap();
        let left = ["{practice}", "{waves}", "{number}", "{labels}", "{variables}", "{alike}", "{cluster}"];
        assert!(left.iter().all(|name| !script.contains(name)), "{}", target.name());
        assert!(study.scenario().practices.iter().any(|practice| script.contains(&practice.name)), "{}", target.name());
    }
    let spss = files(&study, Target::Spss);
    for variable in spss["people.csv"].lines().next().unwrap().split(',') {
        assert!(spss["model.sps"].contains(&format!("\n    {variable} ")), "{variable}");
    }
    let stata = files(&study, Target::Stata);
    assert!(stata["people.csv"].lines().next().unwrap().split(',').all(|name| name.len() <= 32));
}

/// An imported organisation is often a single firm: there is nothing to compare it with, and a single cluster has no
/// standard error.
#[test]
fn where_firms_are_few_scripts_cluster_by_person_and_in_one_firm_they_compare_offices() {
    let script = |world: &str, target: Target| {
        let world = read("world.toml", &WORLD.replace("firms = 3", world), Path::new(""), &[]);
        let files = files(&FieldStudy::new(&world.unwrap()).unwrap(), target);
        files.into_iter().find(|(name, _)| name.starts_with("model.")).unwrap().1
    };
    for (world, alike, cluster) in
        [("firms = 1", "office", "actor"), ("firms = 3", "firm", "actor"), ("firms = 15", "firm", "firm")]
    {
        let networkx = script(world, Target::Networkx);
        assert!(
            networkx.contains(&format!("(graph, '{alike}')")) && networkx.contains(&format!("at_risk.{cluster}}}"))
        );
        assert!(script(world, Target::Igraph).contains(&format!("graph.vs['{alike}']")), "{world}");
        assert!(script(world, Target::RSiena).contains(&format!("coCovar(actors${alike})")), "{world}");
        assert!(script(world, Target::Stata).contains(&format!("vce(cluster {cluster})")), "{world}");
    }
}

#[test]
fn means_are_those_of_answers_and_of_everybody() {
    let study = study("sensitivity = 0.5\nmanager_share = 0.5\npoints = 5\ntold_bias = 0.25");
    let panel = study.panel(5).unwrap();
    let of = |figure: ReportedFigure| {
        reported(&study, &panel).into_iter().find(|row| row.figure == figure && row.wave == 2).unwrap()
    };
    let wave = &panel.waves[1];
    let mean = |numbers: Vec<f32>| numbers.iter().map(|one| f64::from(*one)).sum::<f64>() / numbers.len() as f64;
    let told = of(ReportedFigure::VisibleValue);
    assert_eq!(told.reported, mean(wave.accounts.iter().map(|one| one.told_value).collect()));
    assert_eq!(told.truth, mean(wave.truth.relationships.iter().map(|one| one.visible_value).collect()));
    assert_eq!((of(ReportedFigure::Response).reported, of(ReportedFigure::Response).truth), (1.0, 1.0));
    let practices = of(ReportedFigure::Practices);
    let share = practices.reported / practices.truth;
    assert!((0.4..0.6).contains(&share), "half of what is used is reported: {share}");
    let darkness = of(ReportedFigure::Darkness);
    assert!((darkness.reported - darkness.truth).abs() < 0.15, "points are rescaled: {darkness:?}");
    let nobody = self::study("response = 0");
    let silent = reported(&nobody, &nobody.panel(5).unwrap());
    assert!(
        silent
            .iter()
            .filter(|row| row.figure != ReportedFigure::Response && row.figure != ReportedFigure::Value)
            .all(|row| row.reported.is_nan())
    );
}
