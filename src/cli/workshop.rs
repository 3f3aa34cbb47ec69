//! `darkside workshop`: the page for trainers as a single file.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::outcome::{Outcome, gather};
use super::request::ScenarioChanges;
use darkside::archive::whole_file;
use darkside::workshop;
use darkside_engine::scenario::{self, Request, file_text};
use darkside_error::{Error, Result, Source};

const EXAMPLES: &str = "\
Examples:
  darkside workshop                               workshop.html, with every shipped scenario
  darkside workshop my.toml --out course.html     with a scenario of one's own, opened first
  darkside workshop --lessons kurs/               with one's own lessons, or translated ones

The page needs no installation and no network: any current browser opens it from
a disk or a USB stick. A seed gives the same results there as here.";

/// A workshop page identifies itself within this many bytes.
const HEAD: u64 = 65_536;

/// Write the workshop page: one HTML file with the engine inside.
///
/// Trainers open it in a browser: managers and their key accounts week by week, levers, two worlds side by side, lessons.
/// It holds every shipped scenario, and those named here.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Workshop {
    /// Scenarios to put in besides the shipped ones: TOML files, or names of shipped ones with changes.
    #[arg(value_name = "SCENARIO")]
    scenarios: Vec<String>,
    #[command(flatten)]
    changes: ScenarioChanges,
    /// The file to write.
    #[arg(long, value_name = "FILE", default_value = "workshop.html")]
    out: PathBuf,
    /// Directory with lessons (TOML files) in place of the shipped ones.
    #[arg(long, value_name = "DIR")]
    lessons: Option<PathBuf>,
    /// Write over a file that is not a workshop page.
    #[arg(long)]
    force: bool,
}

impl Workshop {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let set = self.changes.all();
        let load = |which: &String| scenario::load(&Request { set: &set, ..Request::of(which) });
        let scenarios = gather(self.scenarios.iter().map(load))?;
        if let Some(twice) = twice(&scenarios) {
            return Err(Error::input(format!("two scenarios are called {twice}"))
                .help("give one of them another `name`")
                .into());
        }
        let lessons = self.lessons.as_deref().map_or_else(|| Ok(workshop::shipped_lessons()), lessons_in)?;
        let page = workshop::page(&scenarios, &lessons)?;
        self.look_before_writing()?;
        whole_file::write_bytes(&self.out, page.as_bytes())?;
        let folder = self.out.parent().filter(|folder| !folder.as_os_str().is_empty());
        whole_file::sync_directory(folder.unwrap_or(Path::new(".")));
        let megabytes = page.len() as f64 / 1e6;
        writeln!(out, "{}: {megabytes:.1} MB; open it in a browser", self.out.display())?;
        Ok(())
    }

    /// Refuses to overwrite a file that somebody may want to keep, or to write to anything but a file.
    fn look_before_writing(&self) -> Result<()> {
        let found = match std::fs::metadata(&self.out) {
            Ok(found) => found,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(cause) => return Err(Error::file(&self.out, "read", &cause)),
        };
        if !found.is_file() {
            return Err(Error::input(format!("{} is there already and is no regular file", self.out.display()))
                .help("give another --out"));
        }
        if self.force || found.len() == 0 {
            return Ok(());
        }
        let mut head = Vec::new();
        let read = std::fs::File::open(&self.out).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        read.map_err(|cause| Error::file(&self.out, "read", &cause).help("--force writes over it"))?;
        if workshop::is_page(&String::from_utf8_lossy(&head)) {
            return Ok(());
        }
        Err(Error::input(format!("{} is there already and is no workshop page", self.out.display()))
            .help("give another --out, or --force to write over it"))
    }
}

/// A name shared by more than one scenario.
fn twice(scenarios: &[scenario::Scenario]) -> Option<&str> {
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    names.iter().enumerate().find(|(position, name)| names[..*position].contains(name)).map(|(_, name)| *name)
}

/// The lessons in a directory, by name.
fn lessons_in(directory: &Path) -> Result<Vec<Source>> {
    let found = std::fs::read_dir(directory).and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect());
    let mut files: Vec<PathBuf> = found.map_err(|cause| Error::file(directory, "read", &cause))?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort_unstable();
    if files.is_empty() {
        return Err(Error::input(format!("{} has no lessons", directory.display())).help("a lesson is a .toml file"));
    }
    let read = |file: &PathBuf| {
        let text = file_text(file)?;
        Ok(Source { name: file.file_stem().unwrap_or_default().to_string_lossy().into_owned(), text })
    };
    files.iter().map(read).collect()
}
