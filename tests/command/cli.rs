//! The command as its users run it: what it prints, where, and with which exit code.

use std::path::Path;
use std::process::Command as Process;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

use crate::support::{self, PROGRAM, darkside_in, said, told};

/// A run that takes milliseconds.
const SMALL: [&str; 8] =
    ["--set", "population.managers=24", "--seeds", "2", "--weeks", "30", "--set", "population.firms=3"];

fn darkside() -> Command {
    darkside_in(Path::new(env!("CARGO_MANIFEST_DIR")), 80)
}

/// What the command prints to standard output when all is well.
fn printed(arguments: &[&str]) -> String {
    let output = darkside().args(arguments).assert().success().stderr("").get_output().stdout.clone();
    String::from_utf8(output).unwrap()
}

/// What the command reports when it refuses, with exit code 2.
fn refused(directory: &Path, arguments: &[&str]) -> String {
    told(darkside_in(directory, 80).args(arguments), 2)
}

#[test]
fn help_says_what_there_is() {
    insta::assert_snapshot!("help", printed(&["--help"]));
    let commands = [
        "run",
        "compare",
        "test",
        "attribute",
        "sensitivity",
        "robustness",
        "survey",
        "identify",
        "power",
        "threshold",
        "sweep",
        "merge",
        "replay",
        "plot",
        "verify",
        "workshop",
        "show",
        "check",
        "list",
        "explain",
        "selftest",
        "completions",
    ];
    for command in commands {
        insta::assert_snapshot!(format!("help_{command}"), printed(&[command, "--help"]));
        let short = printed(&[command, "-h"]);
        assert!(short.len() < printed(&[command, "--help"]).len(), "-h of {command} is the short one");
    }
    darkside().arg("--version").assert().success().stdout(format!("darkside {}\n", env!("CARGO_PKG_VERSION")));
    darkside().assert().code(2).stderr(contains("Usage: darkside"));
}

#[test]
fn every_topic_can_be_listed() {
    let overview = printed(&["list"]);
    let scenarios: Vec<_> = darkside::scenario::shipped().collect();
    assert!(overview.starts_with(&format!("scenarios   {}", scenarios.len())), "{overview}");
    insta::assert_snapshot!("list", overview.lines().skip(1).collect::<Vec<_>>().join("\n"));
    let listed = printed(&["list", "scenarios"]);
    for scenario in scenarios {
        assert!(
            listed.lines().any(|line| line.starts_with(scenario.name()) && line.ends_with(|c| c != ' ')),
            "{}",
            scenario.name()
        );
    }
    for topic in [
        "scenarios",
        "questions",
        "parameters",
        "practices",
        "effects",
        "mechanisms",
        "loci",
        "presets",
        "acts",
        "metrics",
        "charts",
        "words",
    ] {
        let text = printed(&["list", topic]);
        if !["scenarios", "questions"].contains(&topic) {
            insta::assert_snapshot!(format!("list_{topic}"), text);
        }
        for line in text.lines() {
            assert!(line.chars().count() <= 80, "{topic}: {line:?}");
        }
    }
}

#[test]
fn where_no_terminal_reads_it_each_entry_is_one_line() {
    let output = darkside().env_remove("COLUMNS").args(["list", "parameters"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().any(|line| line.starts_with("lapse.audit ") && line.contains("fully harmful")));
    assert!(!text.contains('\u{1b}'), "no colour where no terminal reads it");
}

#[test]
fn lists_have_forms_for_other_programs() {
    let rows: serde_json::Value = serde_json::from_str(&printed(&["list", "parameters", "--format", "json"])).unwrap();
    let growth = rows.as_array().unwrap().iter().find(|row| row["name"] == "dark_side.growth").unwrap();
    assert_eq!(growth["default"], "0.08");
    let mut table = csv::Reader::from_reader(std::io::Cursor::new(printed(&["list", "practices", "--format", "csv"])));
    assert_eq!(table.headers().unwrap().iter().take(3).collect::<Vec<_>>(), ["name", "meaning", "class"]);
    assert_eq!(table.records().filter(|row| row.is_ok()).count(), 12);
}

#[test]
fn names_of_every_kind_are_explained() {
    for name in [
        "dark_side.growth",
        "harm",
        "enablers.learning_orientation",
        "dark_side",
        "open_book_sharing",
        "practice.load",
        "lock_in",
        "intra_imitation",
        "wider_network",
        "cross_functional",
        "teamwork",
        "introduce",
        "dark_share",
        "mutualistic",
        "safeguard",
        "settling",
        "lock-in",
        "baseline",
    ] {
        insta::assert_snapshot!(format!("explain_{name}"), printed(&["explain", name]));
    }
}

/// A practice's field as `--set` takes it is the field and the practice.
#[test]
fn paths_of_set_are_explained() {
    let parts = [
        ("practice.side_favours.private", vec!["practice.private", "side_favours"]),
        ("practice.side_favours.load", vec!["practice.load", "side_favours"]),
        ("practice.side_favours", vec!["side_favours"]),
    ];
    for (path, names) in parts {
        assert_eq!(printed(&["explain", path]), printed(&[&["explain"], names.as_slice()].concat()));
    }
    let here = Path::new(".");
    assert!(refused(here, &["explain", "practice.side_favours.zebra"]).contains("nothing is called"));
}

#[test]
fn figures_tables_commands_and_terms_of_reports_are_explained() {
    for (name, said) in [
        ("took_off", "took_off (figure of a wave)\n  1 if the share reached a tenth"),
        ("doubling_weeks", "(figure of a wave)"),
        ("waves.csv", "waves (table of results)\n  One row per practice or effect and figure.\n"),
        ("ledger.csv", "ledger (table of results)"),
        ("ledger.parquet", "ledger (table of results)"),
        ("compare", "compare (command)\n  Compare scenarios with the first of them, paired by seed.\n"),
        ("mix", "mix (word)"),
        ("placement", "placement (word)"),
        ("R₁", "household_number (word)"),
        ("Moran's I", "moran_i (word)"),
    ] {
        let explained = printed(&["explain", name]);
        assert!(explained.contains(said), "{name}: {explained}");
    }
}

#[test]
fn the_selftest_says_what_passes_and_fails_with_code_1() {
    let few = ["selftest", "--quick", "--only", "degroot", "--only", "ring", "--threads", "1"];
    let passing = printed(&few);
    assert!(
        passing.contains("known/ring: complex contagion") && passing.contains("all 8 comparisons pass"),
        "{passing}"
    );
    assert!(passing.contains("belief of the hub"), "{passing}");

    let json = darkside().args(few).arg("--json").assert().success().get_output().stdout.clone();
    let document: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!((&document["passes"], &document["findings"][4]["expected"]), (&true.into(), &(5.0 / 13.0).into()));

    let broken = darkside().args(few).args(["--set", "enablers.learning_climate=1.01"]).assert().code(1).stderr("");
    let failing = String::from_utf8(broken.get_output().stdout.clone()).unwrap();
    assert!(failing.contains("FAILS") && failing.contains("2 of 8 comparisons fail"), "{failing}");

    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    insta::assert_snapshot!(refused(here, &["selftest", "--only", "houshold"]), @r#"
    error: there is no known case "houshold"
    help: did you mean "household"?
    "#);
}

#[test]
fn a_known_case_runs_by_its_name() {
    let directory = tempfile::tempdir().unwrap();
    let arguments = ["run", "known/sis", "--seeds", "2", "--weeks", "20", "--no-charts"];
    assert!(support::printed(darkside_in(directory.path(), 80).args(arguments)).contains("output/sis-"));
    let wrong = refused(directory.path(), &["check", "known/sos"]);
    assert!(wrong.contains("there is no scenario called \"known/sos\""), "{wrong}");
}

#[test]
fn an_unknown_name_gets_the_nearest() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    insta::assert_snapshot!(refused(here, &["explain", "dark_side.grwth", "zebra"]), @r"
    error: nothing is called `dark_side.grwth`
    help: did you mean `dark_side.growth`?
    error: nothing is called `zebra`
    help: `darkside list` shows every kind of name
    ");
    insta::assert_snapshot!(refused(here, &["list", "practises"]), @r"
    error: invalid value 'practises' for '[TOPIC]'
      [possible values: scenarios, questions, parameters, survey, practices, effects, mechanisms, loci, presets, acts, metrics, charts, words]

      tip: a similar value exists: 'practices'

    For more information, try '--help'.
    ");
}

/// What the command was asked to write is finished all the same.
#[test]
fn a_reader_who_leaves_early_is_no_error() {
    let directory = tempfile::tempdir().unwrap();
    let run = [&["--quiet", "run", "baseline", "isolated", "--out", "out"][..], &SMALL].concat();
    for arguments in [
        &["show", "baseline"][..],
        &["list"],
        &["list", "parameters"],
        &["list", "metrics", "--format", "json"],
        &["explain", "baseline"],
        &["check", "baseline"],
        &["completions", "bash"],
        &["--help"],
        &run,
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut process = Process::new(PROGRAM);
        let output = process.current_dir(directory.path()).args(arguments).stdout(writer).output().unwrap();
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""), "{arguments:?}");
    }
    for name in ["baseline", "isolated"] {
        assert!(directory.path().join("out").join(name).join("report.html").exists(), "{name}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_standard_output_is_said() {
    for arguments in [&["list"][..], &["show", "baseline"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = Process::new(PROGRAM).args(arguments).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("cannot write to standard output: No space left on device"), "{output:?}");
    }
}

#[test]
fn shells_learn_to_complete() {
    for (shell, sign) in [("bash", "_darkside()"), ("zsh", "#compdef darkside"), ("fish", "complete -c darkside")] {
        darkside().args(["completions", shell]).assert().success().stdout(contains(sign).and(contains("no-charts")));
    }
    darkside().args(["completions", "cobol"]).assert().code(2).stderr(contains("bash"));
}

#[test]
fn a_scenario_is_shown_in_forms_that_can_be_read_again() {
    let directory = tempfile::tempdir().unwrap();
    let text = printed(&["show", "isolated", "--set", "run.weeks=52"]);
    assert!(text.contains("weeks = 52") && text.contains("intra_imitation = 0.0"));
    std::fs::write(directory.path().join("again.toml"), &text).unwrap();
    let again = darkside_in(directory.path(), 80).args(["show", "again.toml"]).output().unwrap().stdout;
    let parameters = |text: &str| text[text.find("[run]").unwrap()..].to_owned();
    assert_eq!(parameters(&String::from_utf8(again).unwrap()), parameters(&text));
    let json: serde_json::Value = serde_json::from_str(&printed(&["show", "isolated", "--format", "json"])).unwrap();
    assert_eq!(json["contagion"]["intra_learning"], 0.0);
}

#[test]
fn every_file_is_checked_and_every_error_shown_where_it_is() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| std::fs::write(directory.path().join(name), text).unwrap();
    write("good.toml", b"question = \"Does it run?\"\n");
    write("key.toml", b"[dark_side]\ngrowht = 0.1\n");
    write("range.toml", "# \u{e9}\n[people]\nturnover = 1.5 # sure\n".as_bytes());
    write("empty.toml", b"");
    write("latin.toml", b"question = \"caf\xe9\"\n");
    let files = ["check", "good.toml", "key.toml", "range.toml", "empty.toml", "latin.toml", "isolatd"];
    insta::assert_snapshot!("bad_scenarios", refused(directory.path(), &files));
    let good = darkside_in(directory.path(), 80).args(["check", "good.toml", "baseline"]).assert().success();
    good.stdout("good.toml: can be run\nbaseline: can be run\n");
    darkside_in(directory.path(), 80).args(["check", "nowhere.toml"]).assert().code(1);
}

#[test]
fn text_that_nests_without_end_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in
        [("lists", format!("x = {}", "[".repeat(100_000))), ("keys", format!("{}x = 1", "a.".repeat(100_000)))]
    {
        let file = format!("{name}.toml");
        std::fs::write(directory.path().join(&file), text).unwrap();
        assert!(refused(directory.path(), &["check", &file]).contains("not valid TOML"), "{name}");
    }
}

#[test]
fn an_unknown_path_gets_the_nearest() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    insta::assert_snapshot!(refused(here, &["run", "baseline", "--set", "contagoin.programme=0.03"]), @r"
    error: unknown key `contagoin` in a scenario
     --> --set:1:1
      |
    1 | contagoin.programme=0.03
      | ^^^^^^^^^^^^^^^^^^^
      |
    help: did you mean `contagion`?
    ");
    insta::assert_snapshot!(refused(here, &["show", "baseline", "--set", "people.turnover=2"]), @r"
    error: people.turnover cannot be 2
     --> --set:1:17
      |
    1 | people.turnover=2
      |                 ^
      |
    help: allowed: 0 to 1 (probability per week)
    ");
}

#[test]
fn options_that_make_no_sense_name_themselves() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (option, value) in [
        ("--seeds", "0"),
        ("--seeds", "-3"),
        ("--weeks", "0"),
        ("--seeds", "99999999999"),
        ("--threads", "0"),
        ("--threads", "many"),
        ("--threads", "1000000"),
        ("--format", "xls"),
    ] {
        let message = refused(here, &["run", "baseline", option, value]);
        assert!(message.contains(option) && message.contains(value), "{message}");
        let allowed = match value {
            "xls" => "parquet, csv",
            "99999999999" => "must be at most 4294967295",
            "1000000" => "must be at most 1024",
            _ => "at least 1",
        };
        assert!(message.contains(allowed), "{message}");
    }
}

/// After a run-up nothing needs to settle, and no picture says so.
#[test]
fn pictures_shade_the_time_in_which_a_run_settles_and_nothing_where_none_does() {
    let directory = tempfile::tempdir().unwrap();
    for (scenario, shaded) in [("baseline_0_1", true), ("baseline", false)] {
        darkside_in(directory.path(), 80).args(["run", scenario, "--out", scenario]).args(SMALL).assert().success();
        for chart in ["paradox", "phases_alignment"] {
            let file = directory.path().join(format!("{scenario}/charts/{chart}.svg"));
            let picture = std::fs::read_to_string(file).unwrap();
            assert_eq!(picture.contains("the model settles"), shaded, "{scenario} {chart}");
        }
    }
}

#[test]
fn a_run_lands_in_a_directory_and_is_done_once() {
    let directory = tempfile::tempdir().unwrap();
    let run =
        |more: &[&str]| darkside_in(directory.path(), 80).args(["run", "baseline"]).args(SMALL).args(more).assert();
    let first = run(&[]).success();
    let told = String::from_utf8(first.get_output().stdout.clone()).unwrap();
    let shape: Vec<&str> = told.lines().map(|line| line.trim_start().split("  ").next().unwrap_or("")).collect();
    assert!(shape[0].starts_with("baseline: 2 seeds of 30 weeks, done in "), "{told}");
    assert_eq!((shape[1], &shape[5..]), ("week 30", &["digest", "results", "open first"][..]));
    assert!(told.contains("dark share 0.") && told.contains("95 % interval"), "{told}");
    let place = told.split_whitespace().find(|word| word.starts_with("output/baseline-") && !word.ends_with("html"));
    let place = directory.path().join(place.unwrap());
    for file in [
        "run.json",
        "series.parquet",
        "summary.csv",
        "ledger.parquet",
        "onsets.parquet",
        "transmissions.csv",
        "report.html",
        "charts/trajectories.svg",
        "charts/trajectories.png",
    ] {
        assert!(place.join(file).is_file(), "{file}");
    }
    assert!(!place.join("parts").exists());
    let manifest = std::fs::read_to_string(place.join("run.json")).unwrap();
    assert!(manifest.contains("population.managers=24"), "the command line is kept");
    let told = std::str::from_utf8(&first.get_output().stderr).unwrap();
    assert_eq!(told, "baseline: 2 seeds of 30 weeks\n", "no bar where there is no terminal");

    run(&[]).success().stdout(contains("already finished, nothing to do"));
    assert_eq!(std::fs::read_to_string(place.join("run.json")).unwrap(), manifest, "left alone");
    run(&["--force"]).success().stdout(contains("done in"));
    assert_ne!(std::fs::read_to_string(place.join("run.json")).unwrap(), manifest, "run again");
}

#[test]
fn results_do_not_depend_on_threads_or_formats() {
    let directory = tempfile::tempdir().unwrap();
    let digest = |out: &str, more: &[&str]| {
        let arguments = ["run", "baseline", "--no-charts", "--out", out];
        darkside_in(directory.path(), 80).args(arguments).args(SMALL).args(more).assert().success();
        let text = std::fs::read_to_string(directory.path().join(out).join("run.json")).unwrap();
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["digest"].clone()
    };
    let one = digest("one", &["--threads", "1"]);
    assert_eq!(one, digest("two", &["--threads", "2", "--format", "csv,parquet"]));
    for file in ["series.parquet", "ledger.parquet", "summary.csv"] {
        let bytes = |out: &str| std::fs::read(directory.path().join(out).join(file)).unwrap();
        assert_eq!(bytes("one"), bytes("two"), "{file}");
    }
    assert!(directory.path().join("two/series.csv").is_file() && !directory.path().join("one/series.csv").exists());
    assert!(!directory.path().join("one/report.html").exists(), "no charts were asked for");
}

#[test]
fn another_run_is_never_overwritten_without_force() {
    let directory = tempfile::tempdir().unwrap();
    let small = |more: &[&str]| {
        let mut command = darkside_in(directory.path(), 80);
        command.args(["run", "--set", "population.managers=24", "--weeks", "30", "--out", "here"]).args(more);
        command
    };
    small(&["baseline", "--seeds", "2"]).assert().success();
    let before = std::fs::read(directory.path().join("here/run.json")).unwrap();
    small(&["baseline", "--seeds", "3"]).assert().code(2).stderr(contains("another run").and(contains("--force")));
    small(&["isolated", "--seeds", "2"]).assert().code(2).stderr(contains("--force"));
    assert_eq!(std::fs::read(directory.path().join("here/run.json")).unwrap(), before);

    small(&["isolated", "--seeds", "2", "--force", "--no-charts"]).assert().success().stdout(contains("isolated"));
    assert!(!directory.path().join("here/report.html").exists(), "no report of another run stays behind");
    assert!(!directory.path().join("here/charts/trajectories.svg").exists());
    // A finished run without charts gets them from the same command with charts.
    small(&["isolated", "--seeds", "2"]).assert().success().stdout(contains("charts and report are new"));
    assert!(directory.path().join("here/report.html").exists());
}

#[test]
fn several_scenarios_share_a_directory_by_name() {
    let directory = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| {
        let mut command = darkside_in(directory.path(), 80);
        command.arg("run").args(more).args(SMALL).args(["--no-charts", "--out", "both"]);
        command
    };
    run(&["baseline", "isolated"]).assert().success().stdout(contains("both/baseline").and(contains("both/isolated")));
    assert!(directory.path().join("both/baseline/run.json").exists());
    assert!(directory.path().join("both/isolated/run.json").exists());

    run(&["baseline", "baseline"]).assert().code(2).stderr(contains("given twice"));
    std::fs::create_dir(directory.path().join("a")).unwrap();
    std::fs::create_dir(directory.path().join("b")).unwrap();
    for (folder, weeks) in [("a", 10), ("b", 20)] {
        let text = format!("question = \"?\"\n[closeness]\nrate = 0.0{weeks}\n");
        std::fs::write(directory.path().join(folder).join("mine.toml"), text).unwrap();
    }
    run(&["a/mine.toml", "b/mine.toml"])
        .assert()
        .code(2)
        .stderr(contains("a/mine.toml and b/mine.toml are both called mine"));
}

#[test]
fn nothing_runs_before_every_scenario_is_sound() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("bad.toml"), "[run]\nweks = 3\n").unwrap();
    let message = refused(directory.path(), &["run", "baseline", "bad.toml", "nowhere", "--out", "out"]);
    assert!(message.contains("bad.toml:2:1") && message.contains("nowhere"), "{message}");
    assert!(!directory.path().join("out").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_said() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("file"), "mine").unwrap();
    let run =
        |out: &str| darkside_in(directory.path(), 80).args(["run", "baseline", "--out", out]).args(SMALL).assert();
    run("file").code(2).stderr(contains("file is a file, not a directory").and(contains("--out")));
    run("file/inside").code(predicate::in_iter([1, 2])).stderr(contains("file/inside"));
    if cfg!(target_os = "linux") {
        run("/proc/nowhere").code(1).stderr(contains("/proc/nowhere"));
    }
    assert_eq!(std::fs::read_to_string(directory.path().join("file")).unwrap(), "mine");
}

#[test]
fn charts_can_be_drawn_again_from_tables_alone() {
    let directory = tempfile::tempdir().unwrap();
    darkside_in(directory.path(), 80).args(["run", "baseline", "--out", "here"]).args(SMALL).assert().success();
    let picture = directory.path().join("here/charts/trajectories.svg");
    let before = std::fs::read(&picture).unwrap();
    std::fs::remove_file(&picture).unwrap();
    std::fs::remove_file(directory.path().join("here/report.html")).unwrap();
    darkside_in(directory.path(), 80).args(["plot", "here"]).assert().success().stdout(contains("here/report.html"));
    assert_eq!(std::fs::read(&picture).unwrap(), before);
    assert!(directory.path().join("here/report.html").is_file());
    let message = refused(directory.path(), &["plot", "here", "nowhere"]);
    assert!(message.contains("nowhere holds no finished run"), "{message}");
}

#[test]
fn files_that_are_not_from_results_are_named_before_force_is_tried() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::create_dir(directory.path().join("mine")).unwrap();
    std::fs::write(directory.path().join("mine/report.html"), "my own").unwrap();
    for more in [&[][..], &["--force"]] {
        let message = refused(directory.path(), &[&["run", "baseline", "--out", "mine"], more].concat());
        insta::allow_duplicates! {
            insta::assert_snapshot!(message, @r"
            error: mine/report.html would be replaced, and it is not from results in mine
            help: move it, or give another directory with --out; --force replaces only earlier results
            ");
        }
    }
}

/// What a small run says on standard error.
fn run_says(directory: &Path, more: &[&str]) -> String {
    let small = ["run", "baseline", "--no-charts", "--weeks", "4", "--seeds", "2", "--set", "population.managers=12"];
    told(darkside_in(directory, 80).args(small).args(more), 0)
}

#[test]
fn quiet_says_nothing_but_the_answer_and_verbose_says_more() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(run_says(directory.path(), &["--quiet", "--out", "a"]), "");
    let usual = run_says(directory.path(), &["--out", "b"]);
    assert_eq!(usual, "baseline: 2 seeds of 4 weeks\n");
    let more = run_says(directory.path(), &["-v", "--threads", "1", "--out", "c"]);
    assert!(more.contains("on 1 thread, about 0.0") && more.contains("tables joined in"), "{more}");
}

#[test]
fn a_first_seed_gives_the_seeds_that_follow() {
    let directory = tempfile::tempdir().unwrap();
    run_says(directory.path(), &["--first-seed", "31", "--format", "csv", "--out", "later"]);
    run_says(directory.path(), &["--set", "run.seed=31", "--format", "csv", "--out", "set"]);
    let series = |name: &str| std::fs::read_to_string(directory.path().join(name).join("series.csv")).unwrap();
    assert_eq!(series("later"), series("set"));
    assert!(series("later").lines().skip(1).all(|line| line.starts_with("31,") || line.starts_with("32,")));
}

#[test]
fn a_mistyped_command_is_answered_with_the_nearest() {
    for (typed, meant) in [("rn", "run"), ("plto", "plot"), ("chekc", "check")] {
        let message = told(darkside().arg(typed), 2);
        assert!(message.contains(&format!("'{meant}'")), "{message}");
    }
}

#[test]
fn without_arguments_it_says_where_to_begin_first() {
    let help = told(&mut darkside(), 2);
    assert!(help.starts_with("Begin with `darkside run baseline`"), "{help}");
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_text_is_named() {
    use std::os::unix::ffi::OsStrExt;

    let directory = tempfile::tempdir().unwrap();
    let name = std::ffi::OsStr::from_bytes(b"my\xff.toml");
    std::fs::write(directory.path().join(name), "question = \"?\"\n").unwrap();
    for command in ["run", "check", "sweep"] {
        let said = told(darkside_in(directory.path(), 80).arg(command).arg(name), 2);
        assert!(said.starts_with("error: `my\u{fffd}.toml` is not UTF-8\nhelp: what a command reads"), "{said}");
    }
}

/// The shipped files of every kind, by name and by path, and a user's file, recognised by its keys.
#[test]
fn files_that_ask_a_question_are_checked_as_what_they_are() {
    let told = printed(&["check", "identify/bench", "power/contagion", "sweeps/enablers"]);
    for said in [
        "identify/bench: can be run by `darkside identify`: 8 worlds, 2 designs, 6 methods, ",
        "power/contagion: can be run by `darkside power`: 108 studies, 3 methods, ",
        "sweeps/enablers: can be run by `darkside sweep`\n",
    ] {
        assert!(told.contains(said), "{said} is not in\n{told}");
    }
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for file in darkside_scenarios::FILES.iter().filter(|file| file.path.ends_with(".toml")) {
        let path = format!("scenarios/{}", file.path);
        // Tables used by a known case are next to the other scenarios, and found only through the case's name.
        let arguments: &[&str] = match file.folder() {
            "" => &[&path],
            "known" => &[file.name()],
            _ => &[&path, file.name()],
        };
        let told = support::printed(darkside_in(here, 200).arg("check").args(arguments));
        assert!(told.lines().all(|line| line.starts_with(' ') || line.contains(": can be run")), "{told}");
        let is_scenario = matches!(file.folder(), "" | "known");
        assert_eq!(told.contains("can be run by `darkside "), !is_scenario, "{told}");
    }
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("bench.toml"), "practice = \"exceed_expectations\"\nworlds = [\"baselin\"]\n")
        .unwrap();
    let wrong = refused(directory.path(), &["check", "bench.toml"]);
    assert!(wrong.contains("baselin") && wrong.contains("did you mean") && wrong.contains("designs"), "{wrong}");
    let listed = printed(&["list", "questions"]);
    for file in darkside_scenarios::FILES.iter().filter(|file| !matches!(file.folder(), "" | "known" | "networks")) {
        assert!(listed.lines().any(|line| line.starts_with(file.name())), "{}: {listed}", file.name());
    }
}
