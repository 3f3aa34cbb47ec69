//! The file: a world, a grid of sizes, methods, and the number of panels.

use std::path::Path;

use super::allocation::Allocation;
use super::size::Size;
use crate::experiment::{ExperimentFile, Overrides};
use crate::field::chosen::Chosen;
use crate::field::entries::{self, Mistakes, READING_KEYS, count};
use crate::field::observed::PanelReading;
use darkside_engine::parameter::Survey;
use darkside_engine::record::Digest;
use darkside_engine::scenario::node::{Content, Node};
use darkside_engine::scenario::reader::{number, optional_text, required, required_text, table, whole};
use darkside_engine::scenario::{Base, Request, Scenario, load_over};
use darkside_error::{Error, Result};
use darkside_stats::design;
use darkside_survey::FieldStudy;

/// The keys of such a file, besides those on how panels are read.
pub const POWER_FILE_KEYS: [(&str, &str); 18] = [
    ("title", "what the file is called in reports; the file's own name unless given"),
    ("question", "the question that it answers"),
    ("scenario", "the world: a shipped scenario or a file"),
    ("set", "what is changed in it, dotted paths"),
    ("survey", "the design besides what the grid says, a table of a survey's values"),
    ("first_seed", "the first seed; 1 unless given"),
    ("start", "the week of the first wave; 52 unless given"),
    ("firms", "numbers of firms, all of whose managers are asked"),
    ("managers", "numbers of managers in each firm"),
    ("waves", "numbers of waves"),
    ("interval", "weeks between waves"),
    ("response", "shares of the managers who answer at a wave; 1 unless given"),
    ("parameter", "the parameter that says how strong contagion is; contagion.inter_imitation unless given"),
    ("strength", "its values; the scenario's own unless given"),
    ("first", "panels that every study gets; 100 unless given"),
    ("batch", "panels by which studies near the boundary get more; 100 unless given"),
    ("budget", "the most panels of a study; 500 unless given"),
    ("target", "the power asked for; 0.8 unless given"),
];

const WITHIN: &str = "a file of `power`";
const PARAMETER: &str = "contagion.inter_imitation";
/// Most studies in one grid.
const MOST_STUDIES: u64 = 20_000;
/// Most panels that can be requested.
const MOST: u64 = 1_000_000;

/// One study of the grid.
#[derive(Clone, Debug)]
pub struct SizedStudy {
    /// Its size.
    pub size: Size,
    /// World and design, or why the design does not fit the world.
    pub field_study: std::result::Result<FieldStudy, String>,
}

/// A world, a grid of studies, methods, and the number of panels.
#[derive(Clone, Debug)]
pub struct PowerFile {
    /// The file's stem.
    pub name: String,
    /// The title used in reports.
    pub title: String,
    /// The question; may be empty.
    pub question: String,
    /// SHA-256 of the file's text.
    pub digest: Digest,
    /// The first seed.
    pub first_seed: u64,
    /// The world from which the studies' worlds are made.
    pub world: Scenario,
    /// The parameter that sets the strength of contagion.
    pub parameter: String,
    /// How panels are read.
    pub reading: PanelReading,
    /// The methods.
    pub methods: Vec<Chosen>,
    /// The studies.
    pub studies: Vec<SizedStudy>,
    /// How many panels each of them gets.
    pub allocation: Allocation,
}

/// What the studies differ in.
#[derive(Default)]
struct StudyGrid {
    firms: Vec<u32>,
    managers: Vec<u32>,
    waves: Vec<u32>,
    interval: Vec<u32>,
    response: Vec<f64>,
    strength: Vec<f64>,
}

impl PowerFile {
    /// Reads and checks such a file: a shipped one by name (`power/contagion`), or a path.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    ///
    /// ```
    /// use darkside::{experiment::Overrides, field::power::PowerFile};
    /// let file = PowerFile::read("power/contagion", Overrides::default())?;
    /// assert_eq!(file.allocation.target, 0.8);
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn read(which: &str, overrides: Overrides<'_>) -> Result<Self> {
        Self::of_text(&ExperimentFile::find(which, "power")?, overrides)
    }

    /// Reads the file from its text.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of_text(text: &ExperimentFile, overrides: Overrides<'_>) -> Result<Self> {
        overrides.check()?;
        let ExperimentFile { source, name, folder } = text;
        let file = Node::document(source)?;
        let known: Vec<&str> = POWER_FILE_KEYS.iter().chain(&READING_KEYS).map(|(key, _)| *key).collect();
        table(&file, WITHIN, &known)?;
        let mut mistakes = Mistakes::default();
        let grid = grid(&file, &mut mistakes);
        let allocation = allocation(&file, overrides, &mut mistakes);
        let reading = entries::reading(&file, WITHIN, &mut mistakes);
        let methods = mistakes.take(entries::methods(&file, folder, WITHIN));
        let title = mistakes.take(entries::title(&file, name));
        let question = mistakes.take(optional_text(&file, "question")).trim().to_owned();
        let first_seed = mistakes.take(entries::first_seed(&file));
        let start = mistakes.take(count(&file, "start", 0, 60_000, 52));
        let parameter = file.entry("parameter").map_or(Ok(PARAMETER), |node| node.text("`parameter`"));
        let parameter = mistakes.take(parameter).to_owned();
        let world = mistakes.take(world(&file, folder, overrides).map(Some));
        let survey =
            mistakes.take(file.entry("survey").map_or(Ok(Survey::default()), |node| entries::design(node, folder)));
        let mut studies = Vec::new();
        if let Some(world) = &world {
            mistakes.take(entries::practice_of(world, &reading.practice, file.entry("practice")));
            let made = grid.sizes().and_then(|sizes| self::studies(&sizes, world, &survey, start, &parameter));
            let place =
                ["strength", "parameter", "scenario"].into_iter().find_map(|key| file.entry(key)).unwrap_or(&file);
            studies = mistakes.take(made.map_err(|error| error.or_at(place.place.as_ref())));
        }
        mistakes.end()?;
        Ok(Self {
            title,
            name: name.clone(),
            question,
            digest: Digest::of(source.text.as_bytes()),
            first_seed,
            world: world.ok_or_else(|| Error::input("no world"))?,
            parameter,
            reading,
            methods,
            studies,
            allocation,
        })
    }
}

fn world(file: &Node, folder: &Path, overrides: Overrides<'_>) -> Result<Scenario> {
    let which = required_text(file, "scenario", WITHIN)?;
    let request = Request { set: overrides.set, ..Request::of(which) };
    let place = file.entry("scenario").and_then(|node| node.place.as_ref());
    load_over(&request, folder, file.entry("set")).map_err(|error| error.or_at(place))
}

fn allocation(file: &Node, overrides: Overrides<'_>, mistakes: &mut Mistakes) -> Allocation {
    let budget = overrides.seeds.map_or_else(|| count(file, "budget", 2, MOST, 500), Ok);
    let budget = mistakes.take(budget);
    let first = mistakes.take(count(file, "first", 2, MOST, 100));
    let target = file.entry("target").map_or(Ok(0.8), |node| match number(node, "`target`")? {
        share if share > 0.0 && share < 1.0 => Ok(share),
        _ => Err(node.must_be("`target`", "a power above 0 and below 1")),
    });
    Allocation {
        first: first.min(budget),
        batch: mistakes.take(count(file, "batch", 1, MOST, 100)),
        budget,
        target: mistakes.take(target),
    }
}

fn grid(file: &Node, mistakes: &mut Mistakes) -> StudyGrid {
    let mut counts = |key: &str, least: u64, most: u64| {
        let node = required(file, key, WITHIN);
        mistakes.take(
            node.and_then(|node| list(node, key, |one| whole(one, &format!("`{key}`"), least, most).map(|n| n as u32))),
        )
    };
    let (firms, managers) = (counts("firms", 1, 100_000), counts("managers", 1, 100_000));
    let (waves, interval) = (counts("waves", 2, 1000), counts("interval", 1, 10_000));
    let share = |node: &Node| match number(node, "`response`")? {
        share if share > 0.0 && share <= 1.0 => Ok(share),
        _ => Err(node.must_be("`response`", "a share above 0 and at most 1")),
    };
    let response = file.entry("response").map_or(Ok(vec![1.0]), |node| list(node, "response", share));
    let strength = file
        .entry("strength")
        .map_or(Ok(vec![f64::NAN]), |node| list(node, "strength", |one| number(one, "`strength`")));
    StudyGrid { firms, managers, waves, interval, response: mistakes.take(response), strength: mistakes.take(strength) }
}

/// The values of a list, or a single value given instead of a list.
fn list<T>(node: &Node, key: &str, read: impl Fn(&Node) -> Result<T>) -> Result<Vec<T>> {
    let Content::List(list) = &node.content else { return Ok(vec![read(node)?]) };
    if list.is_empty() {
        return Err(node.error(format!("`{key}` is empty")));
    }
    entries::every(list.iter().map(read))
}

impl StudyGrid {
    /// Every combination; managers vary fastest. None if a list is empty, which has been told by then.
    fn sizes(&self) -> Result<Vec<Size>> {
        let Self { firms, managers, waves, interval, response, strength } = self;
        let levels = [strength.len(), response.len(), interval.len(), waves.len(), firms.len(), managers.len()];
        if levels.contains(&0) {
            return Ok(Vec::new());
        }
        let grid = design::Grid::new(&levels).ok().filter(|grid| grid.points() <= MOST_STUDIES);
        let grid = grid.ok_or_else(|| Error::input(format!("the grid has more than {MOST_STUDIES} studies")))?;
        let size = |number: u64| {
            let at = grid.point(number);
            Size {
                firms: firms[at[4]],
                managers: managers[at[5]],
                waves: waves[at[3]],
                interval: interval[at[2]],
                response: response[at[1]],
                strength: strength[at[0]],
            }
        };
        Ok((0..grid.points()).map(size).collect())
    }
}

fn studies(sizes: &[Size], world: &Scenario, survey: &Survey, start: u32, parameter: &str) -> Result<Vec<SizedStudy>> {
    let base = Base::of(world)?;
    let study = |size: &Size| {
        let weeks = size.weeks(start);
        let run = world.parameters.run.weeks.max(weeks.last().copied().unwrap_or(0));
        let whole = |number: u32| toml::Value::Integer(number.into());
        let mut values = vec![
            ("population.firms", whole(size.firms)),
            ("population.managers", whole(size.people())),
            ("run.weeks", whole(run)),
        ];
        if !size.strength.is_nan() {
            values.push((parameter, toml::Value::Float(size.strength)));
        }
        let world = base.with(&values)?;
        let survey = Survey { weeks, response: vec![size.response as f32], ..survey.clone() };
        let field_study = FieldStudy::with(&world, survey).map_err(|error| error.message().to_owned());
        Ok(SizedStudy { size: *size, field_study })
    };
    sizes.iter().map(study).collect()
}
