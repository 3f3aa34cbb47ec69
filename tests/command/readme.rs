//! Every command shown in the README and the walk-throughs works, in the order in which they are shown.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");
const FIELD: &str = include_str!("../../docs/field.md");
const THRESHOLD: &str = include_str!("../../docs/threshold.md");
const SOURCES: &str = include_str!("../../docs/sources.md");

/// The contents of a page's fenced blocks of one language.
fn blocks(page: &'static str, language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    let pieces = page.split(opening.as_str()).skip(1);
    pieces.map(|piece| piece.split("```").next().unwrap_or("")).collect()
}

/// The arguments of each command to `darkside`; other programs' commands are left out.
fn commands(page: &'static str) -> Vec<Vec<&'static str>> {
    let lines = blocks(page, "sh").into_iter().flat_map(str::lines).map(|line| line.split('#').next().unwrap_or(""));
    let arguments = lines
        .filter_map(|line| line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("darkside ")));
    arguments.map(|line| line.split_whitespace().collect()).collect()
}

/// The same command with as little work as possible: one seed, two for estimates, and pictures only if the command is
/// about them.
fn limited(mut arguments: Vec<&'static str>) -> Vec<&'static str> {
    let seeds = match arguments[0] {
        "run" | "survey" => "1",
        // Estimates over seeds need two.
        "attribute" | "compare" | "identify" | "power" | "threshold" => "2",
        _ => return arguments,
    };
    match arguments.iter().position(|&argument| argument == "--seeds") {
        Some(position) => arguments[position + 1] = seeds,
        None => arguments.extend(["--seeds", seeds]),
    }
    if arguments[0] == "run" && !arguments.contains(&"--no-charts") {
        arguments.push("--no-charts");
    }
    arguments
}

/// Writes the files that a page shows: TOML blocks that open with `# name.toml`.
fn write_scenarios(page: &'static str, directory: &Path) -> usize {
    let named = blocks(page, "toml").into_iter().filter_map(|block| {
        let name = block.lines().next()?.strip_prefix("# ")?;
        name.ends_with(".toml").then_some((name, block))
    });
    named.map(|(name, block)| std::fs::write(directory.join(name), block).unwrap()).count()
}

/// Copies the tables that a reader in the repository's root would find.
fn copy_networks(directory: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/networks");
    let to = directory.join("scenarios/networks");
    std::fs::create_dir_all(&to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn every_command_in_the_readme_works() {
    let directory = tempfile::tempdir().unwrap();
    assert!(write_scenarios(README, directory.path()) >= 2, "the README shows scenario files");
    copy_networks(directory.path());
    let commands = commands(README);
    assert!(commands.len() >= 10, "the README shows commands: {commands:?}");
    work(commands, directory.path());
}

#[test]
fn every_command_of_the_field_study_works() {
    let directory = tempfile::tempdir().unwrap();
    assert_eq!(write_scenarios(FIELD, directory.path()), 2, "the page shows a design and a bench");
    let commands = commands(FIELD);
    assert!(commands.len() >= 5, "the page shows commands: {commands:?}");
    work(commands, directory.path());
    for file in ["mail/report.html", "mail/wave_ties.csv", "one/rsiena/seed_1/model.R", "one/networkx/seed_1/model.py"]
    {
        assert!(directory.path().join(file).exists(), "{file}");
    }
}

#[test]
fn every_command_in_the_page_on_thresholds_works() {
    let directory = tempfile::tempdir().unwrap();
    let commands = commands(THRESHOLD);
    assert!(commands.len() >= 3, "the page shows commands: {commands:?}");
    work(commands, directory.path());
}

fn work(commands: Vec<Vec<&'static str>>, directory: &Path) {
    for arguments in commands {
        let arguments = limited(arguments);
        let output =
            Command::new(env!("CARGO_BIN_EXE_darkside")).args(&arguments).current_dir(directory).output().unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "darkside {}\n{complaint}", arguments.join(" "));
    }
}

#[test]
fn every_file_that_the_readme_points_to_is_there() {
    let targets = README.split("](").skip(1).map(|piece| piece.split(')').next().unwrap_or(""));
    let files = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
    // Pictures come from a run; they are checked where they are drawn.
    for file in files.filter(|file| !file.ends_with(".png")) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists(), "{file}");
    }
    // Paths of code, in the README and in the page that leads from the sources to it.
    let words = [README, SOURCES].into_iter().flat_map(|page| page.split('`').skip(1).step_by(2));
    for word in words.filter(|word| word.ends_with(".rs") || word.ends_with(".toml")) {
        let shown = blocks(README, "toml").iter().any(|block| block.starts_with(&format!("# {word}")));
        assert!(
            shown || Path::new(env!("CARGO_MANIFEST_DIR")).join(word).exists(),
            "{word} is neither there nor shown"
        );
    }
}
