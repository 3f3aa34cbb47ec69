//! Whatever bytes come, every reader of the crate takes them: what it makes of them is a value or an error that can
//! be shown, never a panic.

use std::fs;
use std::path::{Path, PathBuf};

use darkside::archive::{Format, Job, Run};
use darkside::error::Result;
use darkside::network::{self, Files, Scale, TieOptions, Twice};
use darkside::scenario::{self, Scenario};
use sha2::{Digest, Sha256};

/// What the bytes are taken for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A scenario file.
    Scenario,
    /// One `--set` argument.
    Set,
    /// One of the files of an imported organisation.
    Network(&'static str),
    /// A file of a finished run's directory.
    Archive(&'static str),
    /// A part that an interrupted run has left.
    Part,
    /// A part whose checksum somebody has made right.
    Forged,
}

/// Files of an imported organisation.
const NETWORK: [&str; 5] = ["managers", "ties", "relationships", "graphml", "edges"];

/// Files of a run, in both formats.
const ARCHIVE: [&str; 29] = [
    "run.json",
    "series.parquet",
    "ledger.parquet",
    "lapses.parquet",
    "onsets.parquet",
    "snapshots.parquet",
    "ties.parquet",
    "footprints.parquet",
    "bridges.parquet",
    "series.csv",
    "ledger.csv",
    "lapses.csv",
    "onsets.csv",
    "snapshots.csv",
    "ties.csv",
    "footprints.csv",
    "bridges.csv",
    "summary.csv",
    "totals.csv",
    "transmissions.csv",
    "reproduction.csv",
    "exposure.csv",
    "transitions.csv",
    "groups.csv",
    "waves.csv",
    "cohorts.csv",
    "attack_rates.csv",
    "senders.csv",
    "managers.csv",
];

impl Kind {
    /// Every kind.
    pub(super) fn all() -> Vec<Kind> {
        let mut kinds = vec![Kind::Scenario, Kind::Set];
        kinds.extend(NETWORK.map(Kind::Network));
        kinds.extend(ARCHIVE.map(Kind::Archive));
        kinds.extend([Kind::Part, Kind::Forged]);
        kinds
    }

    /// Its name, and that of its folder in the corpus.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Kind::Scenario => "scenario",
            Kind::Set => "set",
            Kind::Network(file) | Kind::Archive(file) => file,
            Kind::Part => "part",
            Kind::Forged => "forged",
        }
    }
}

/// Reads bytes as any kind of file. Keeps a folder for what must lie on a disk.
pub(super) struct Reader {
    home: tempfile::TempDir,
    small: Scenario,
    resolved: String,
}

/// A scenario whose run is done in a moment and has rows in every table.
const SMALL: &str = r#"
run = { weeks = 4, seeds = 2 }
population = { firms = 2, managers = 3, portfolio = 1, offices_per_firm = 1 }
contagion = { spontaneous = 2.0 }
lapse = { drift = 0.5 }
dark_side = { growth = 10.0, onset = 0.2, offset = 0.1 }
catalogue = { only = ["side_favours", "open_book_sharing"] }
record.footprints = 2
practice.side_favours.initial = 0.9
practice.open_book_sharing.initial = 0.9
"#;

impl Reader {
    /// With a finished run of a small scenario in each format, whose files can be replaced.
    pub(super) fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let home = tempfile::tempdir_in(place).expect("a folder");
        let small = scenario::read("small.toml", SMALL, Path::new(""), &[]).expect("a scenario");
        let resolved = scenario::to_toml(&small);
        let reader = Self { home, small, resolved };
        for (format, folder) in [(Format::Parquet, "parquet"), (Format::Csv, "csv")] {
            reader.job(&reader.path(folder), &[format]).run(darkside::run::run, |_| {}).expect("a run");
            without_checksums(&reader.path(folder).join("run.json"));
        }
        reader
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn job<'a>(&'a self, directory: &'a Path, formats: &'a [Format]) -> Job<'a> {
        Job {
            scenario: &self.small,
            resolved: &self.resolved,
            directory,
            formats,
            threads: 1,
            force: false,
            command: &[],
        }
    }

    /// What an undisturbed run has in this file; `None` for what a run does not write.
    pub(super) fn original(&self, kind: &Kind) -> Option<Vec<u8>> {
        match kind {
            Kind::Archive(file) => fs::read(self.path(folder(file)).join(file)).ok(),
            Kind::Part => Some(self.interrupted()),
            Kind::Forged => Some(without_checksum(self.interrupted())),
            _ => None,
        }
    }

    /// Reads `bytes`; whether they were taken.
    pub(super) fn read(&mut self, kind: &Kind, bytes: &[u8]) -> bool {
        match kind {
            Kind::Scenario => text(bytes).is_some_and(|text| shown(read_scenario(text, &[]))),
            Kind::Set => {
                let set: Vec<String> = text(bytes).into_iter().map(str::to_owned).collect();
                shown(read_scenario("question = \"?\"", &set))
            }
            Kind::Network(file) => shown(self.import(file, bytes)),
            Kind::Archive(file) => {
                let path = self.path(folder(file)).join(file);
                let original = fs::read(&path).expect("the file of an undisturbed run");
                fs::write(&path, bytes).expect("room");
                let taken = shown(read_run(&self.path(folder(file)), file));
                fs::write(&path, original).expect("room");
                taken
            }
            Kind::Part => {
                let outcome = self.go_on(bytes).expect("what is damaged is done again");
                self.is_like_undisturbed();
                outcome > 0
            }
            Kind::Forged => {
                let sum = Sha256::digest(bytes);
                shown(self.go_on(&[bytes, sum.as_slice()].concat()))
            }
        }
    }

    fn import(&self, kind: &str, bytes: &[u8]) -> Result<()> {
        let put = |name: &str, bytes: &[u8]| {
            let path = self.path(name);
            fs::write(&path, bytes).expect("room");
            Some(path)
        };
        let given = put("given", bytes);
        let mut files = Files::default();
        match kind {
            "managers" => (files.managers, files.ties) = (given, put("ties", b"source,target\na,b\n")),
            "ties" => files.ties = given,
            "relationships" => {
                files.ties = put("ties", b"source,target\na,b\n");
                files.relationships = given;
            }
            "graphml" => files.graphml = given,
            _ => files.edges = given,
        }
        let catalogue = ["a", "b", "side_favours"];
        let options = TieOptions { mutual: true, scale: Some(Scale::Mean), twice: Some(Twice::Sum), drop_self: true };
        // Whatever the options, it is an organisation or an error in words.
        let with_options = Files { options, ..files.clone() };
        shown(network::import(&with_options, None, Some(&catalogue)).map(|network| network::summary(&network)));
        let network = network::import(&files, None, Some(&catalogue))?;
        assert!(!network.managers.is_empty());
        let told = network::summary(&network);
        assert!(told.iter().all(|(label, words)| !format!("{label}{words}").contains(char::is_control)), "{told:?}");
        for tie in &network.ties {
            assert!(tie.source != tie.target && tie.source.max(tie.target) < network.managers.len() as u32);
            assert!(tie.weight > 0.0 && tie.weight.is_finite());
        }
        Ok(())
    }

    /// The part of an interrupted run: all seeds are done, nothing is joined.
    fn interrupted(&self) -> Vec<u8> {
        let directory = self.path("interrupted");
        let _ = fs::remove_dir_all(&directory);
        // Tables cannot take the place of a directory.
        fs::create_dir_all(directory.join("series.parquet/in_the_way")).expect("room");
        let job = Job { force: true, ..self.job(&directory, &[Format::Parquet]) };
        job.run(darkside::run::run, |_| {}).expect_err("a directory is in the way");
        let part = fs::read(directory.join("parts/0000000.part")).expect("a part");
        fs::remove_dir_all(directory.join("series.parquet")).expect("it was made above");
        part
    }

    /// Goes on with an interrupted run whose only part holds `bytes`; how many seeds were taken from it.
    fn go_on(&self, bytes: &[u8]) -> Result<u32> {
        let directory = self.path("interrupted");
        if !self.path("plan").exists() {
            self.interrupted();
            fs::copy(directory.join("parts/plan.json"), self.path("plan")).expect("a plan");
        }
        fs::remove_dir_all(&directory).expect("it was made above");
        fs::create_dir_all(directory.join("parts")).expect("room");
        fs::copy(self.path("plan"), directory.join("parts/plan.json")).expect("room");
        fs::write(directory.join("parts/0000000.part"), bytes).expect("room");
        let job = self.job(&directory, &[Format::Parquet]);
        job.run(darkside::run::run, |_| {}).map(|outcome| outcome.seeds_found)
    }

    fn is_like_undisturbed(&self) {
        for entry in fs::read_dir(self.path("parquet")).expect("a run") {
            let name = entry.expect("a file").file_name();
            if name != "run.json" {
                let (one, other) = (self.path("parquet").join(&name), self.path("interrupted").join(&name));
                assert!(fs::read(one).ok() == fs::read(other).ok(), "{name:?} differs");
            }
        }
    }
}

/// Makes a manifest one of an earlier version: with checksums no damaged table would be read at all.
fn without_checksums(path: &Path) {
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(path).expect("a manifest")).expect("it is JSON");
    let fields = manifest.as_object_mut().expect("it is a table");
    fields.retain(|key, _| !key.starts_with("checksum"));
    fs::write(path, serde_json::to_vec_pretty(&manifest).expect("it is JSON")).expect("room");
}

/// A part without the checksum at its end.
fn without_checksum(mut part: Vec<u8>) -> Vec<u8> {
    part.truncate(part.len() - 32);
    part
}

/// The folder of the run that has this file.
fn folder(file: &str) -> &'static str {
    let long = [
        "series.csv",
        "ledger.csv",
        "lapses.csv",
        "onsets.csv",
        "snapshots.csv",
        "ties.csv",
        "footprints.csv",
        "bridges.csv",
    ];
    if long.contains(&file) { "csv" } else { "parquet" }
}

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// An error must come out in words.
fn shown<T>(result: Result<T>) -> bool {
    if let Err(error) = &result {
        let words = error.to_string();
        assert!(!words.is_empty() && words.len() < 20_000, "{words}");
    }
    result.is_ok()
}

/// A scenario that was taken can be written down, and is the same when it is read again.
fn read_scenario(text: &str, set: &[String]) -> Result<()> {
    let scenario = scenario::read("hostile.toml", text, Path::new("/nonexistent"), set)?;
    // Writing down as many firms as a scenario may have takes its time.
    if scenario.firms.len() < 1000 && scenario.network.is_none() {
        let written = scenario::to_toml(&scenario);
        let again = scenario::read("hostile.toml", &written, Path::new("/nonexistent"), &[]);
        let again = again.unwrap_or_else(|error| panic!("not taken again: {error}\n{written}"));
        assert!(format!("{again:?}") == format!("{scenario:?}"), "it comes back different:\n{written}");
    }
    Ok(())
}

/// Reads everything of a finished run in which `file` was replaced.
fn read_run(directory: &Path, file: &str) -> Result<()> {
    let run = Run::open(directory)?;
    let tables: [(&str, &dyn Fn() -> Result<()>); 20] = [
        ("series", &|| each(run.series()?)),
        ("ledger", &|| each(run.ledger()?.into_iter().flatten())),
        ("lapses", &|| each(run.lapses()?.into_iter().flatten())),
        ("onsets", &|| each(run.onsets()?.into_iter().flatten())),
        ("footprints", &|| each(run.footprints()?.into_iter().flatten())),
        ("bridges", &|| each(run.bridges()?.into_iter().flatten())),
        ("snapshots", &|| run.snapshots().map(drop)),
        ("ties", &|| run.snapshots().map(drop)),
        ("summary", &|| run.summary().map(drop)),
        ("totals", &|| run.totals().map(drop)),
        ("transmissions", &|| run.transmissions().map(drop)),
        ("reproduction", &|| run.reproduction().map(drop)),
        ("exposure", &|| run.exposure().map(drop)),
        ("transitions", &|| run.transitions().map(drop)),
        ("groups", &|| run.groups().map(drop)),
        ("managers", &|| run.people().map(drop)),
        ("waves", &|| run.waves().map(drop)),
        ("cohorts", &|| run.cohorts().map(drop)),
        ("attack_rates", &|| run.attack_rates().map(drop)),
        ("senders", &|| run.senders().map(drop)),
    ];
    let concerned = |table: &str| file == "run.json" || file.split('.').next() == Some(table);
    tables.iter().filter(|(table, _)| concerned(table)).try_for_each(|(_, read)| read())
}

/// Reads all rows, up to the first that cannot be read.
fn each<T>(mut rows: impl Iterator<Item = Result<T>>) -> Result<()> {
    rows.try_for_each(|row| row.map(drop))
}
