//! What the command says about an imported organisation.

use std::path::Path;

use assert_cmd::Command;

fn darkside(folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::cargo_bin("darkside").unwrap().current_dir(folder).args(arguments).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("m.csv", "\"\",\"Label\",\"Company\"\n\"1\",\"anna\",\"F\"\n\"2\",\"bert\",\"G\"\n\"3\",\"cora\",\"F\"\n");
    write("t.csv", "from;to;remark;strength\nanna;bert;x;0,5\nbert;anna;;2\ncora;anna;;0\n");
    write(
        "s.toml",
        "extends = \"baseline\"\n[run]\nweeks = 2\nseeds = 1\n[ties]\nmanagers = \"m.csv\"\nties = \"t.csv\"\n",
    );
    write("wrong.toml", "[ties]\nedges = \"e.txt\"\n");
    write("e.txt", "anna bert\nanna bert\nbert bert\nanna cora -1\nanna\n");
    folder
}

const BLOCK: [&str; 9] = [
    "managers     3",
    "firms        2",
    "offices      drawn",
    "ties         2, 100 % of them returned, 0 % inside a firm",
    "mean weight  1.25; the model's own ties weigh 1 in an office, 0.6 in a firm, 0.3 between firms",
    "components   2, the largest of 2 managers; 1 without any tie",
    "m.csv        `Label` as id, `Company` as firm, `(no name)` passed over",
    "t.csv        `from` as source, `to` as target, `remark` left out, `strength` as weight",
    "note         ties of weight 0, which are no ties: 1 (the first in line 4)",
];

#[test]
fn check_run_and_show_say_what_was_read_as_what() {
    let folder = folder();
    let sweep = "scenario = \"s.toml\"\n[design]\nkind = \"grid\"\n[factors]\n\"lapse.audit\" = [0.1]\n";
    std::fs::write(folder.path().join("sweep.toml"), sweep).unwrap();
    for arguments in [
        &["check", "s.toml"][..],
        &["run", "s.toml", "--out", "o", "--no-charts"],
        &["compare", "s.toml", "--yoked"],
        &["sweep", "sweep.toml", "--no-charts"],
    ] {
        let output = darkside(folder.path(), arguments);
        let said = String::from_utf8(output.stdout).unwrap();
        let block: String = BLOCK.iter().map(|line| format!("  {line}\n")).collect();
        assert!(output.status.success() && said.matches(&block).count() == 1, "{arguments:?}: {said}");
        // What was read is the answer of `check`, and a note of any other command.
        let quiet = String::from_utf8(darkside(folder.path(), &[arguments, &["--quiet"]].concat()).stdout).unwrap();
        assert_eq!(quiet.contains(&block), arguments[0] == "check", "{arguments:?}: {quiet}");
    }
    let shown = darkside(folder.path(), &["show", "s.toml"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.starts_with("# managers: 3\n# firms: 2\n"), "{shown}");
    assert!(shown.contains("# note: ties of weight 0, which are no ties: 1 (the first in line 4)\n"), "{shown}");
    // What is shown leaves out the organisation: it is not read as a scenario that generates one.
    std::fs::write(folder.path().join("again.toml"), &shown).unwrap();
    let refused = darkside(folder.path(), &["check", "again.toml"]);
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(refused.status.code() == Some(2) && said.contains("leaves out the organisation"), "{said}");
    let named = shown.replacen("\n[ties]\n", "\n[ties]\nmanagers = \"m.csv\"\nties = \"t.csv\"\n", 1);
    std::fs::write(folder.path().join("again.toml"), named).unwrap();
    assert!(darkside(folder.path(), &["check", "again.toml"]).status.success());
}

#[test]
fn every_sort_of_mistake_is_shown_with_its_line() {
    let folder = folder();
    let output = darkside(folder.path(), &["check", "wrong.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    for (message, place) in [
        ("the tie from `anna` to `bert` is there twice, first in line 1 (the only one)", "e.txt:2:1"),
        ("manager `bert` has a tie to itself (the only one)", "e.txt:3:1"),
        ("weight `-1` is out of range", "e.txt:4:11"),
        ("this one has one part", "e.txt:5:1"),
    ] {
        assert!(said.contains(message) && said.contains(place), "{message}: {said}");
    }
}

#[test]
fn large_files_are_said_before_they_are_read() {
    let folder = folder();
    // Comments make the file large but quick to read.
    let large = format!("{}anna bert\nbert anna\n", format!("# {}\n", "x".repeat(98)).repeat(90_000));
    std::fs::write(folder.path().join("large.txt"), large).unwrap();
    std::fs::write(folder.path().join("large.toml"), "extends = \"baseline\"\n[ties]\nedges = \"large.txt\"\n")
        .unwrap();
    let said = |arguments: &[&str]| String::from_utf8(darkside(folder.path(), arguments).stderr).unwrap();
    let line = said(&["check", "large.toml"]);
    assert!(line.starts_with("reading large.txt (8.7 MiB): about ") && line.ends_with(" MiB of memory\n"), "{line}");
    assert_eq!(said(&["check", "large.toml", "--quiet"]), "");
    assert_eq!(said(&["check", "s.toml"]), "");
}

/// A file that extends nothing is not based on the baseline; the state it gives is that of week 0 only without a
/// run-up.
#[test]
fn what_a_file_stands_on_and_when_its_state_holds_are_said() {
    let folder = folder();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("r.csv", "manager,account,closeness\nanna,Acme,0.5\nbert,Acme,0.4\ncora,Acme,0.3\n");
    let organisation = "[ties]\nmanagers = \"m.csv\"\nties = \"t.csv\"\nrelationships = \"r.csv\"\n";
    write("alone.toml", organisation);
    write("extends.toml", &format!("extends = \"baseline\"\n{organisation}"));
    write("recorded.toml", &format!("extends = \"baseline\"\nrun.settle = 0\n{organisation}"));
    let said = |file: &str| {
        let output = darkside(folder.path(), &["check", file]);
        assert!(output.status.success(), "{output:?}");
        (String::from_utf8(output.stderr).unwrap(), String::from_utf8(output.stdout).unwrap())
    };
    let (note, block) = said("alone.toml");
    assert!(note.contains("note: alone.toml extends nothing"), "{note}");
    assert!(!block.contains("weeks before week 0"), "{block}");
    write("slip.toml", "extends = \"baseline\"\n[[practice]]\nname = \"side_favors\"\npush = 0.2\n");
    let (note, _) = said("slip.toml");
    assert_eq!(note, "note: slip.toml adds practice `side_favors`; is `side_favours` meant?\n");
    let (note, block) = said("extends.toml");
    assert!(note.is_empty() && block.contains("those of 260 weeks before week 0 (run.settle)"), "{note}{block}");
    let (note, block) = said("recorded.toml");
    assert!(note.is_empty() && !block.contains("weeks before week 0"), "{note}{block}");
}
