//! Designs: lists of points as other programs write them, and the points of the other kinds.

use std::path::Path;

use darkside::experiment::{ExperimentFile, Overrides, sweep::Sweep};

use super::{rows, run};

fn read(folder: &Path, list: &str, design: &str) -> Result<Sweep, String> {
    std::fs::write(folder.join("points.csv"), list).unwrap();
    let text = format!(
        "scenario = \"baseline\"\nset = {{ population = {{ firms = 2, managers = 6 }}, run.weeks = 12 }}\n\
         outcomes = [\"dark_share\"]\n[design]\nkind = \"list\"\nseeds = 2\nfile = \"points.csv\"\n{design}"
    );
    let shown = |error: darkside::error::Error| error.to_string().replace(&format!("{}/", folder.display()), "");
    Sweep::of_text(&ExperimentFile::of("sweep.toml", &text, folder), Overrides::default()).map_err(shown)
}

fn points(sweep: &Sweep) -> Vec<Vec<String>> {
    let point = |number| sweep.design.point(&sweep.factors, number).unwrap();
    let texts =
        |coordinates: Vec<f64>| sweep.factors.iter().zip(coordinates).map(|(factor, at)| factor.text(at)).collect();
    (0..sweep.design.points()).map(|number| texts(point(number))).collect()
}

#[test]
fn a_header_of_paths_names_the_factors() {
    let folder = tempfile::tempdir().unwrap();
    let list = "population.managers,contagion.programme,contagion.rule\n8,0.01,hazard\n10,3e-2,threshold\n";
    let sweep = read(folder.path(), list, "").unwrap();
    assert_eq!(points(&sweep), [["8", "0.01", "\"hazard\""], ["10", "0.03", "\"threshold\""]]);
    let scenario = sweep.scenario_at(&sweep.design.point(&sweep.factors, 1).unwrap()).unwrap();
    assert_eq!((scenario.parameters.population.managers, scenario.parameters.contagion.programme), (10, 0.03));
    let out = folder.path().join("out");
    run(&sweep, &out, None, 2);
    assert_eq!(rows(&out.join("points.csv"))[1]["contagion.rule"], "threshold");
    assert_eq!(rows(&out.join("outcomes.csv")).len(), 4);
}

#[test]
fn truth_and_decimal_commas_are_read_as_other_programs_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let list = "ties.rewire_imported;lapse.audit\nTrue;0,01\nFALSE;0,02\n";
    assert_eq!(points(&read(folder.path(), list, "").unwrap()), [["true", "0.01"], ["false", "0.02"]]);
}

/// `scipy.stats.qmc` gives places in the unit cube, which `numpy.savetxt` writes separated by spaces.
#[test]
fn places_in_the_unit_cube_are_spread_over_the_ranges() {
    let folder = tempfile::tempdir().unwrap();
    let list = "0.000000000000000000e+00 5.000000000000000000e-01\n2.5e-01 9.9e-01\n";
    let factors = "values = \"unit\"\n[factors]\n\"contagion.programme\" = { from = 0.0, to = 0.1 }\n\
                   \"population.managers\" = { from = 6, to = 9 }";
    let sweep = read(folder.path(), list, factors).unwrap();
    assert_eq!(points(&sweep), [["0.0", "8"], ["0.025", "9"]]);
}

#[test]
fn values_of_salib_come_without_a_header_in_the_order_of_the_factors() {
    let folder = tempfile::tempdir().unwrap();
    let factors = "[factors]\n\"lapse.audit\" = {}\n\"contagion.programme\" = { from = 0.0, to = 0.05 }";
    assert_eq!(
        points(&read(folder.path(), "0.01,0.05\n0.02,0\n", factors).unwrap()),
        [["0.01", "0.05"], ["0.02", "0.0"]]
    );
    let error = read(folder.path(), "0.01,0.05\n\n0.02,0.06\n", factors).err().unwrap();
    insta::assert_snapshot!(error, @r"
    sweep.toml:7:8: points.csv:3: contagion.programme is 0.06, outside its range
      help: [factors] gives it from 0 to 0.05
    ");
}

#[test]
fn wrong_lists_are_told_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let factors = "[factors]\n\"lapse.audit\" = {}\n\"contagion.programme\" = {}";
    let unit = "values = \"unit\"\n[factors]\n\"lapse.audit\" = { from = 0, to = 1 }";
    let mut told = String::new();
    for (list, design) in [
        ("", ""),
        ("# only a comment\n", factors),
        ("1\n", factors),
        ("0.1,0.2\n0.1\n", factors),
        ("0.1,0.2\n0.1,x\n", factors),
        ("0.1,0.2\n0.1,-1\n", factors),
        ("0.1,nan\n", factors),
        ("lapse.audit\n0.1\n", factors),
        ("lapse.audti\n0.1\n", ""),
        ("lapse.audit,lapse.audit\n0.1,0.1\n", ""),
        ("run.weeks\n12\n", ""),
        ("population.managers\n8.5\n", ""),
        ("contagion.rule\ntreshold\n", ""),
        ("1.5\n", unit),
        ("contagion.programme\n0.5\n", "values = \"unit\""),
        ("root:$6$Secret:19000::\n", "[factors]\n\"lapse.audit\" = {}"),
        ("smtp.password=Secret\nsmtp.host=there\n", ""),
    ] {
        let error = read(folder.path(), list, design).err().unwrap_or_else(|| panic!("{list:?} is taken"));
        told.push_str(&format!("{list:?}\n  {}\n", error.replace('\n', "\n  ")));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn hypercubes_and_sequences_stay_in_their_ranges_and_depend_on_their_seed() {
    let text = |design: &str| {
        format!(
            "scenario = \"baseline\"\noutcomes = [\"value\"]\n[design]\n{design}\n[factors]\n\
             \"contagion.programme\" = {{ from = 0.02, to = 0.04 }}\n\"population.managers\" = {{ from = 20, to = 22 }}\n\
             \"contagion.rule\" = [\"hazard\", \"threshold\"]"
        )
    };
    let read = |design: &str| points(&super::sweep(&text(design)));
    for kind in ["latin_hypercube", "sobol"] {
        let design = format!("kind = \"{kind}\"\npoints = 48");
        let points = read(&design);
        assert_eq!(points.len(), 48);
        for point in &points {
            let programme: f64 = point[0].parse().unwrap();
            assert!((0.02..0.04).contains(&programme) && ["20", "21", "22"].contains(&point[1].as_str()), "{point:?}");
        }
        let of = |position: usize, value: &str| points.iter().filter(|point| point[position] == value).count();
        assert!((14..=18).contains(&of(1, "21")) && of(2, "\"hazard\"") == 24, "{kind}");
        assert_eq!(read(&design), points);
        assert_ne!(read(&format!("{design}\nseed = 2")), points);
    }
    let plain = read("kind = \"sobol\"\npoints = 2\nscramble = false");
    assert_eq!(plain[1], ["0.03", "21", "\"threshold\""], "the middle of the cube");
}
