//! `darkside explain`: what a name means, whatever it names.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;

use super::glossary::{self, Fact, GlossaryEntry};
use super::outcome::{Outcome, unless_any};
use super::page::{self, AlignedRows};
use darkside::archive::Run;
use darkside::story::{PersonEvent, PersonStory, person};
use darkside_error::{Error, Result, nearest};

const EXAMPLES: &str = "\
Examples:
  darkside explain dark_side.growth            a parameter, by its dotted path
  darkside explain growth                      every parameter with this last name
  darkside explain dark_side                   a group of parameters
  darkside explain open_book_sharing conflict  a practice, an effect
  darkside explain settling credited           words that reports use
  darkside explain manager:m07 --in output/imported_network-1a2b3c4d
                                               what one manager took up, from whom, and what turned dark";

/// Tell what names mean.
///
/// Explains parameters and their groups, practices, effects, mechanisms, loci, presets, acts, metrics, tables, charts,
/// commands and the other words that scenarios and tables use.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Explain {
    /// A name from `darkside list`, a parameter's dotted path or its last part.
    ///
    /// `manager:NAME` tells a manager's story in the run that --in names; NAME is an id of managers.csv.
    #[arg(required = true, value_name = "NAME")]
    names: Vec<String>,
    /// Directory of a finished run, for `manager:NAME`.
    #[arg(long = "in", value_name = "DIR")]
    run: Option<PathBuf>,
    /// The seed whose story is told; without it the run's first.
    #[arg(long, value_name = "SEED", value_parser = super::request::seed, allow_negative_numbers = true, requires = "run")]
    seed: Option<u64>,
}

impl Explain {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let all = glossary::all()?;
        let mut unknown = Vec::new();
        let mut shown = false;
        let mut part = |out: &mut dyn Write| match std::mem::replace(&mut shown, true) {
            true => writeln!(out),
            false => Ok(()),
        };
        for name in &self.names {
            if let Some(manager) = name.strip_prefix("manager:") {
                part(out)?;
                match self.story_of(manager) {
                    Ok(story) => tell(out, &story)?,
                    Err(error) => unknown.push(error),
                }
                continue;
            }
            let found = find(&all, name);
            if found.is_empty() {
                unknown.push(no_such_name(&all, name));
            }
            for entry in found {
                part(out)?;
                write(out, entry)?;
            }
        }
        unless_any(unknown)
    }

    fn story_of(&self, manager: &str) -> Result<PersonStory> {
        let Some(directory) = &self.run else {
            return Err(Error::input(format!("`manager:{manager}` is somebody in a run, and no run is named"))
                .help("name the directory of a finished run with --in DIR"));
        };
        let run = Run::open(directory)?;
        person(&run, manager, self.seed.unwrap_or(run.manifest().first_seed))
    }
}

/// Prints a manager's story, one relationship after the other.
fn tell(out: &mut dyn Write, story: &PersonStory) -> io::Result<()> {
    let PersonStory { name, seat, seed, events, copied_by_others } = story;
    page::heading(out, &format!("{name} (manager in seat {seat}, seed {seed})"))?;
    let summary = match events.is_empty() {
        true => "Nothing was taken up, given up or turned dark in this portfolio.".to_owned(),
        false if *copied_by_others == 1 => "Others copied from here once.".to_owned(),
        false => format!("Others copied from here {copied_by_others} times."),
    };
    page::paragraph(out, &summary, 2, page::width())?;
    if let Some(later) = events.iter().find(|event| event.person > 0) {
        let note = format!("By week {}, a successor had taken the seat; successors' weeks are marked *.", later.week);
        page::paragraph(out, &note, 2, page::width())?;
    }
    for ((relationship, spell), events) in story.by_relationship() {
        let which = if spell == 0 { String::new() } else { format!(", relationship {} of its slot", spell + 1) };
        writeln!(out, "\n  relationship {relationship}{which}")?;
        let week = |event: &PersonEvent| format!("week {}{}", event.week, if event.person > 0 { "*" } else { "" });
        let rows = events.iter().map(|event| vec![week(event), event.what.clone()]).collect();
        AlignedRows::new(rows, 4, page::width()).write(out)?;
    }
    Ok(())
}

/// Everything with this name, and every parameter whose path ends in it. Names as they appear in prose (`lock-in`,
/// `Shapley value`) match the form with underscores that files use.
fn find<'a>(all: &'a [GlossaryEntry], name: &str) -> Vec<&'a GlossaryEntry> {
    let name = name.trim().to_lowercase().replace(['-', ' '], "_");
    let name = [".csv", ".parquet"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let name = match name {
        "moran's_i" | "moran’s_i" => "moran_i",
        "r₁" | "r1" => "household_number",
        "μ*" => "mu_star",
        "μ" => "mu",
        "σ" => "sigma",
        name => name,
    };
    let of_practice = in_practice(all, name).unwrap_or_default();
    let ends_in_it = |entry: &&GlossaryEntry| entry.name.rsplit_once('.').is_some_and(|(_, last)| last == name);
    all.iter().filter(|entry| entry.name == name).chain(all.iter().filter(ends_in_it)).chain(of_practice).collect()
}

/// The practice, and the field and the effect if it names any, of a path as `--set` takes it:
/// `practice.side_favours.load.conflict`.
fn in_practice<'a>(all: &'a [GlossaryEntry], path: &str) -> Option<Vec<&'a GlossaryEntry>> {
    let called = |kind: &str, name: &str| all.iter().find(|entry| entry.kind == kind && entry.name == name);
    let mut parts = path.strip_prefix("practice.")?.splitn(3, '.');
    let practice = called("practice", parts.next()?)?;
    let field = parts.next().map(|field| called("field of a practice", &format!("practice.{field}")));
    let effect = parts.next().map(|effect| called("dark-side effect", effect));
    // One that is named but not known makes the whole path unknown.
    field.into_iter().chain([Some(practice)]).chain(effect).collect()
}

fn no_such_name(all: &[GlossaryEntry], name: &str) -> Error {
    let error = Error::input(format!("nothing is called `{name}`"));
    let last = |path: &'_ str| path.rsplit('.').next().unwrap_or("").to_owned();
    let parts: Vec<String> = all.iter().map(|entry| last(&entry.name)).collect();
    let whole = nearest(name, all.iter().map(|entry| entry.name.as_str()));
    match whole.or_else(|| nearest(&last(name), parts.iter().map(String::as_str))) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help("`darkside list` shows every kind of name"),
    }
}

fn write(out: &mut dyn Write, entry: &GlossaryEntry) -> io::Result<()> {
    let width = page::width();
    page::heading(out, &format!("{} ({})", entry.name, entry.kind))?;
    page::paragraph(out, &entry.meaning, 2, width)?;
    let row = |fact: &Fact| {
        let mut note = fact.note.chars();
        let note = note.next().map(|first| format!(": {}{}", first.to_lowercase(), note.as_str()));
        vec![fact.label.to_owned(), format!("{}{}", fact.value, note.unwrap_or_default())]
    };
    if !entry.facts.is_empty() {
        writeln!(out)?;
    }
    page::rows(out, entry.facts.iter().map(row).collect(), width)
}
