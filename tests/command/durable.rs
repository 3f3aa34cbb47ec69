//! Nothing damaged is passed off as complete, and files of other origin are never touched.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::support::{PROGRAM, change_manifest, darkside_in, differing, files, finish, names, printed, said, told};

const SMALL: [&str; 8] =
    ["--set", "population.managers=24", "--set", "population.firms=2", "--weeks", "30", "--seeds", "2"];

const SWEEP: &str = r#"
scenario = "baseline"
set = { population = { firms = 2, managers = 6 }, run = { weeks = 12 } }
outcomes = ["dark_share"]
[design]
kind = "grid"
seeds = 2
[factors]
"contagion.programme" = [0.0, 0.03]
"lapse.audit" = { from = 0.0, to = 0.04, levels = 3 }
"#;

fn done(home: &Path, arguments: &[&str]) -> String {
    printed(darkside_in(home, 200).args(arguments))
}

/// What the command says when it ends with this code.
fn ends(home: &Path, arguments: &[&str], code: i32) -> String {
    told(darkside_in(home, 200).args(arguments), code)
}

/// The command under a limit of bash's `ulimit`, such as `-f 100`.
fn limited(home: &Path, limit: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new("bash");
    command.args(["-c", &format!("ulimit {limit}; exec \"$@\""), "limited", PROGRAM]).args(arguments);
    command.current_dir(home);
    finish(command)
}

/// A finished directory of every kind, by the name of its manifest.
fn finished(home: &Path) -> [(&'static str, &'static str); 6] {
    fs::write(home.join("small.toml"), SWEEP).unwrap();
    let with_small = |command: &[&str]| done(home, &[command, &SMALL].concat());
    with_small(&["run", "baseline", "--out", "run", "--format", "parquet,csv"]);
    with_small(&["compare", "baseline", "isolated", "--out", "compared"]);
    with_small(&["attribute", "baseline", "--out", "attributed"]);
    done(home, &["sweep", "small.toml", "--out", "swept"]);
    done(home, &["sweep", "small.toml", "--out", "share", "--shard", "1/1"]);
    done(home, &["merge", "share", "--out", "merged"]);
    [
        ("run", "run.json"),
        ("compared", "compare.json"),
        ("attributed", "attribute.json"),
        ("swept", "sweep.json"),
        ("share", "shard.json"),
        ("merged", "sweep.json"),
    ]
}

fn listed(directory: &Path, manifest: &str) -> Vec<String> {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(directory.join(manifest)).unwrap()).unwrap();
    manifest["checksums"].as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_file_is_listed_and_one_that_is_damaged_is_named() {
    let home = tempfile::tempdir().unwrap();
    for (name, manifest) in finished(home.path()) {
        let directory = home.path().join(name);
        let said = done(home.path(), &["verify", name]);
        assert!(said.contains("sound"), "{said}");
        assert!(name == "share" || said.contains("digest of results: "), "{said}");
        let mut there = names(&directory);
        there.retain(|file| file != manifest);
        assert_eq!(listed(&directory, manifest), there, "{name}");
        there.push(manifest.to_owned());
        for file in there {
            let path = directory.join(&file);
            let whole = fs::read(&path).unwrap();
            let mut damaged = whole.clone();
            let middle = damaged.len() / 2;
            damaged[middle] ^= 4;
            for damage in [Some(damaged), Some(whole[..middle].to_vec()), None] {
                match damage {
                    Some(bytes) => fs::write(&path, bytes).unwrap(),
                    None if file == manifest => continue,
                    None => fs::remove_file(&path).unwrap(),
                }
                let said = ends(home.path(), &["verify", name], 1);
                assert!(said.contains(&format!("{name}/{file}")), "{file}: {said}");
            }
            fs::write(&path, &whole).unwrap();
        }
        done(home.path(), &["verify", name]);
    }
    assert!(ends(home.path(), &["verify", "."], 2).contains("holds no results"));
}

#[test]
fn whatever_reads_a_directory_names_the_damaged_file() {
    let home = tempfile::tempdir().unwrap();
    finished(home.path());
    let reads: [(&str, &[&str], &[&str]); 4] = [
        (
            "run",
            &["series.parquet", "onsets.parquet", "snapshots.parquet", "summary.csv", "groups.csv"],
            &["plot", "run"],
        ),
        ("swept", &["points.parquet", "outcomes.parquet"], &["plot", "swept"]),
        ("swept", &["points.parquet", "outcomes.parquet"], &["replay", "swept", "--point", "2", "--seed", "1"]),
        ("share", &["shard.json"], &["merge", "share", "--out", "again"]),
    ];
    for (name, files, command) in reads {
        for file in files {
            let path = home.path().join(name).join(file);
            let whole = fs::read(&path).unwrap();
            let mut damaged = whole.clone();
            damaged[whole.len() / 3] ^= 1;
            fs::write(&path, damaged).unwrap();
            let said = ends(home.path(), command, 1);
            assert!(said.contains(&format!("{name}/{file} is damaged")) && said.contains("--force"), "{said}");
            fs::write(&path, whole).unwrap();
        }
        done(home.path(), command);
    }
}

#[test]
fn what_was_planned_is_checked_before_it_is_believed() {
    let home = tempfile::tempdir().unwrap();
    let file = "first_stage = 2\nbudget = 2\n[arms.a]\nset = { \"population.managers\" = 6, \"run.weeks\" = 8 }\n\
                [arms.b]\nextends = \"isolated\"\nset = { \"population.managers\" = 6, \"run.weeks\" = 8 }\n\
                [[hypothesis]]\nid = \"more\"\nclaim = \"More.\"\nstatus = \"prediction\"\nmetric = \"total_adoptions\"\n\
                arms = [\"a\", \"b\"]\ndirection = \"greater\"\nhalf_width = 1000\n";
    fs::write(home.path().join("planned.toml"), file).unwrap();
    let test = ["test", "planned.toml", "--out", "tested", "--force"];
    done(home.path(), &test);
    done(home.path(), &["verify", "tested"]);
    let path = home.path().join("tested/registered.json");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("first_run_unix\": 1", "first_run_unix\": 2")).unwrap();
    for command in [&test[..], &["verify", "tested"]] {
        assert!(ends(home.path(), command, 1).contains("tested/registered.json is damaged"));
    }
    fs::write(&path, text).unwrap();
    done(home.path(), &test);
}

#[test]
fn a_manifest_of_an_earlier_version_is_read_and_said_to_list_nothing() {
    let home = tempfile::tempdir().unwrap();
    for (name, manifest) in finished(home.path()) {
        change_manifest(&home.path().join(name).join(manifest), |_| ());
        let said = done(home.path(), &["verify", name]);
        assert!(said.contains("listed no checksums"), "{said}");
    }
    done(home.path(), &["plot", "run", "swept"]);
    assert!(done(home.path(), &["verify", "run"]).contains("sound"));
    done(home.path(), &["merge", "share", "--out", "merged again"]);
    // Its digest is still computed from the tables.
    let series = home.path().join("run/series.csv");
    fs::remove_file(home.path().join("run/series.parquet")).unwrap();
    assert!(series.exists());
    assert!(ends(home.path(), &["verify", "run"], 1).contains("series.parquet"));
}

#[test]
fn what_unfinished_results_keep_is_checked_too() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("small.toml"), SWEEP).unwrap();
    done(home.path(), &["sweep", "small.toml", "--out", "share", "--shard", "1/1"]);
    insta::assert_snapshot!(ends(home.path(), &["plot", "share"], 2), @r"
    error: share holds a finished share of a sweep; only the whole sweep is drawn
    help: put all shares together: darkside merge SHARE … --out DIR
    ");
    // As an interruption right before the manifest would leave it.
    let share = home.path().join("share");
    let mut plan: serde_json::Value = serde_json::from_slice(&fs::read(share.join("shard.json")).unwrap()).unwrap();
    let fields = plan.as_object_mut().unwrap();
    fields.remove("checksum");
    fields.insert("checksums".into(), serde_json::json!({}));
    fs::create_dir(share.join("parts")).unwrap();
    fs::write(share.join("parts/plan.json"), serde_json::to_vec_pretty(&plan).unwrap()).unwrap();
    fs::rename(share.join("shard.runs"), share.join("parts/runs.part")).unwrap();
    fs::remove_file(share.join("shard.json")).unwrap();
    let said = done(home.path(), &["verify", "share"]);
    assert!(said.contains("an unfinished share of a sweep") && said.contains("12 finished runs are kept"), "{said}");
    insta::assert_snapshot!(ends(home.path(), &["plot", "share"], 2), @r"
    error: share holds an unfinished share of a sweep, which has nothing to draw yet
    help: continue it by the command that began it: `darkside sweep --shard 1/1` with the same arguments
    ");
    let path = share.join("parts/runs.part");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, bytes).unwrap();
    let said = ends(home.path(), &["verify", "share"], 1);
    assert!(said.contains("1 runs that were kept are damaged"), "{said}");
}

#[test]
fn a_lost_page_or_picture_of_any_kind_is_drawn_again() {
    let home = tempfile::tempdir().unwrap();
    finished(home.path());
    let commands: [(&str, &[&str]); 3] = [
        ("run", &["run", "baseline", "--out", "run", "--format", "parquet,csv"]),
        ("compared", &["compare", "baseline", "isolated", "--out", "compared"]),
        ("attributed", &["attribute", "baseline", "--out", "attributed"]),
    ];
    for (name, command) in commands {
        let directory = home.path().join(name);
        let whole = files(&directory);
        let picture = whole.keys().find(|file| file.ends_with(".svg")).unwrap().clone();
        for (file, empty) in [("report.html".to_owned(), true), ("report.html".to_owned(), false), (picture, false)] {
            if empty {
                fs::write(directory.join(&file), "").unwrap();
            } else {
                fs::remove_file(directory.join(&file)).unwrap();
            }
            done(home.path(), &[command, &SMALL].concat());
            let differing = differing(&files(&directory), &whole);
            assert!(differing.iter().all(|file| file.ends_with(".json")), "{name}: {differing:?}");
            done(home.path(), &["verify", name]);
        }
    }
    for (name, _) in commands {
        let directory = home.path().join(name);
        let whole = files(&directory);
        let picture = whole.keys().find(|file| file.ends_with(".svg")).unwrap();
        fs::write(directory.join("report.html"), "old").unwrap();
        fs::remove_file(directory.join(picture)).unwrap();
        let said = done(home.path(), &["plot", name]);
        assert!(said.contains(&format!(", report in {name}/report.html")), "{said}");
        let differing = differing(&files(&directory), &whole);
        assert!(differing.iter().all(|file| file.ends_with(".json")), "{name}: {differing:?}");
        done(home.path(), &["verify", name]);
    }
    for name in ["swept", "merged"] {
        let whole = files(&home.path().join(name));
        fs::write(home.path().join(name).join("report.html"), "").unwrap();
        match name {
            "swept" => done(home.path(), &["sweep", "small.toml", "--out", "swept"]),
            _ => done(home.path(), &["merge", "share", "--out", "merged"]),
        };
        assert!(files(&home.path().join(name)) == whole, "{name}");
    }
}

#[test]
fn another_kind_of_results_takes_the_place_of_the_former_as_a_whole() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("small.toml"), SWEEP).unwrap();
    let run = [&["run", "baseline", "--out", "out"][..], &SMALL].concat();
    let compare = [&["compare", "baseline", "isolated", "--out", "out"][..], &SMALL].concat();
    let sweep = vec!["sweep", "small.toml", "--out", "out"];
    let alone = |command: &[&str]| {
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("small.toml"), SWEEP).unwrap();
        done(elsewhere.path(), command);
        names(&elsewhere.path().join("out"))
    };
    let wanted = [&run, &compare, &sweep].map(|command| alone(command));
    done(home.path(), &run);
    for which in [1, 0, 2, 1, 2, 0] {
        let command = [&run, &compare, &sweep][which];
        ends(home.path(), command, 2);
        done(home.path(), &[&command[..], &["--force"]].concat());
        assert_eq!(names(&home.path().join("out")), wanted[which]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_waits_for_a_pipe_that_nobody_writes_into() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    assert!(Command::new("mkfifo").arg(at("pipe.toml")).status().unwrap().success());
    fs::create_dir(at("lessons")).unwrap();
    assert!(Command::new("mkfifo").arg(at("lessons/one.toml")).status().unwrap().success());
    fs::write(at("extends.toml"), "extends = \"pipe.toml\"\n").unwrap();
    let list = SWEEP.replace("kind = \"grid\"", "kind = \"list\"\nfile = \"pipe.toml\"");
    fs::write(at("list.toml"), list.split("[factors]").next().unwrap()).unwrap();
    for command in [
        &["check", "pipe.toml"][..],
        &["check", "extends.toml"],
        &["sweep", "list.toml", "--out", "out"],
        &["workshop", "--lessons", "lessons"],
        &["workshop", "--out", "pipe.toml"],
        &["workshop", "--out", "pipe.toml", "--force"],
        &["workshop", "--out", "/dev/full", "--force"],
    ] {
        assert!(ends(home.path(), command, 2).contains("regular file"), "{command:?}");
    }
}

#[test]
fn a_workshop_page_is_written_whole_or_not_at_all() {
    let home = tempfile::tempdir().unwrap();
    let page = home.path().join("workshop.html");
    fs::write(&page, "").unwrap();
    done(home.path(), &["workshop"]);
    let whole = fs::read(&page).unwrap();
    #[cfg(unix)]
    {
        assert_eq!(limited(home.path(), "-f 100", &["workshop"]).status.code(), Some(1));
        assert!(fs::read(&page).unwrap() == whole, "the former page stays");
    }
    done(home.path(), &["workshop"]);
    assert_eq!(names(home.path()), ["workshop.html"]);
}

#[test]
fn a_name_of_a_file_leads_nowhere_else() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("in")).unwrap();
    for name in ["...toml", "....toml"] {
        fs::write(home.path().join("in").join(name), "question = \"Where?\"\n").unwrap();
    }
    let small = [&["run", "in/...toml", "baseline", "--out", "in/out", "--no-charts"][..], &SMALL].concat();
    done(home.path(), &small);
    assert!(home.path().join("in/out/scenario/run.json").exists());
    assert!(!home.path().join("in/run.json").exists());
}

#[test]
fn what_is_too_large_is_refused_before_room_is_made_for_it() {
    let home = tempfile::tempdir().unwrap();
    let said = ends(home.path(), &["robustness", "patterns", "--points", "4294967295"], 2);
    assert!(said.contains("runs") && said.contains("at most 100000000"), "{said}");
    fs::write(home.path().join("late.toml"), "run = { seed = 9223372036854775807 }\nextends = \"baseline\"\n").unwrap();
    let run = ends(home.path(), &["run", "late.toml", "--out", "out"], 2);
    assert_eq!(ends(home.path(), &["check", "late.toml"], 2), run);
    // A handmade manifest.
    done(home.path(), &[&["run", "baseline", "--out", "run"][..], &SMALL].concat());
    change_manifest(&home.path().join("run/run.json"), |manifest| manifest["weeks"] = (1_u64 << 31).into());
    assert!(ends(home.path(), &["plot", "run"], 2).contains("weeks, at most"));
}

#[cfg(target_os = "linux")]
#[test]
fn too_little_memory_is_told_and_the_directory_can_be_continued() {
    let home = tempfile::tempdir().unwrap();
    let run = [&["run", "baseline", "--out", "out", "--threads", "2"][..], &SMALL].concat();
    // Below the size of the program itself, the system kills it while it loads.
    let program = fs::metadata(PROGRAM).unwrap().len() / 1024 + 2_000;
    let (mut failed, mut told) = (0, 0);
    for kibibytes in (program..program + 60_000).step_by(6_000).chain([program + 90_000, 1_000_000]) {
        let output = limited(home.path(), &format!("-v {kibibytes}"), &run);
        let said = said(&output);
        match output.status.code() {
            Some(0) => {}
            // The system's loader does not even have room for the program.
            Some(127) => assert!(said.contains("error while loading"), "{said}"),
            code => {
                failed += 1;
                assert_eq!(code, Some(1), "{kibibytes}: {said}");
                assert!(said.contains("error: ") && !said.contains("panicked"), "{kibibytes}: {said}");
                if said.contains("out of memory") && said.contains("the estimate was about") {
                    told += 1;
                    assert!(
                        said.contains("MiB\n  help: what is finished is kept in out: the same command continues"),
                        "{said}"
                    );
                }
            }
        }
    }
    assert!(failed > 0 && told > 0, "no limit was low enough: {failed} {told}");
    done(home.path(), &run);
    // A run that needs more memory than the limit is refused before anything is done.
    let large = ["run", "baseline", "--set", "population.managers=3000000", "--out", "large"];
    let output = limited(home.path(), "-v 2000000", &large);
    let said = said(&output);
    assert!(output.status.code() == Some(1) && said.contains("of memory"), "{said}");
    assert!(!home.path().join("large").exists());
}

#[test]
fn spreadsheets_find_a_mark_in_every_csv_file_and_everything_else_as_it_was() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("small.toml"), SWEEP).unwrap();
    let run = [&["run", "baseline"][..], &SMALL].concat();
    let compare = [&["compare", "baseline", "isolated"][..], &SMALL].concat();
    for (name, command) in [("run", run), ("compared", compare), ("swept", vec!["sweep", "small.toml"])] {
        let marked = format!("{name}_marked");
        done(home.path(), &[&command[..], &["--format", "csv", "--out", name]].concat());
        // If a file is requested in two forms, the one with the mark is written.
        done(home.path(), &[&command[..], &["--format", "csv,spreadsheet", "--out", &marked]].concat());
        let (plain, with) = (files(&home.path().join(name)), files(&home.path().join(&marked)));
        assert!(plain.keys().eq(with.keys()), "{name}");
        let tables: Vec<&String> = plain.keys().filter(|file| file.ends_with(".csv")).collect();
        assert!(tables.len() > 1, "{name}");
        for file in tables {
            assert_eq!(with[file], [&b"\xef\xbb\xbf"[..], &plain[file]].concat(), "{name}: {file}");
        }
        fs::remove_file(home.path().join(&marked).join("report.html")).unwrap();
        done(home.path(), &["plot", &marked]);
        done(home.path(), &["verify", &marked]);
        let picture = plain.keys().find(|file| file.ends_with(".svg")).unwrap();
        assert_eq!(files(&home.path().join(&marked))[picture], plain[picture], "{name}");
    }
    done(home.path(), &["explain", "manager:3", "--in", "run_marked"]);
}

/// On some network file systems `flock` reports that there are no locks; this simulates that.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn where_nothing_can_be_locked_it_is_said() {
    let home = tempfile::tempdir().unwrap();
    let source = "#include <errno.h>\nint flock(int file, int how) { errno = ENOLCK; return -1; }\n";
    fs::write(home.path().join("nolock.c"), source).unwrap();
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o", "nolock.so", "nolock.c"]);
    assert!(compiler.current_dir(home.path()).status().unwrap().success());
    fs::write(home.path().join("small.toml"), SWEEP).unwrap();
    let run = [&["run", "baseline", "--out", "run"][..], &SMALL].concat();
    let compare = [&["compare", "baseline", "isolated", "--out", "compared"][..], &SMALL].concat();
    let share = ["sweep", "small.toml", "--shard", "1/2", "--out", "share"].to_vec();
    for (directory, arguments) in [("run", run), ("compared", compare), ("share", share)] {
        let mut command = darkside_in(home.path(), 200);
        let said = told(command.env("LD_PRELOAD", home.path().join("nolock.so")).args(&arguments), 0);
        let note = format!("note: {directory} cannot be locked: let no other command write there");
        assert!(said.contains(&note), "{arguments:?}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_nothing_is_named() {
    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("nowhere", home.path().join("out")).unwrap();
    for command in [&["run", "baseline"][..], &["compare", "baseline", "isolated"]] {
        let said = ends(home.path(), &[command, &["--out", "out"], &SMALL].concat(), 2);
        assert!(said.contains("out is a link to something that is not there"), "{said}");
    }
    assert!(!home.path().join("nowhere").exists());
}
