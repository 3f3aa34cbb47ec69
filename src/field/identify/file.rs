//! The file: worlds, designs, methods.

use std::path::Path;

use crate::experiment::hypothesis::ArmLoader;
use crate::experiment::{ExperimentFile, Overrides};
use crate::field::chosen::Chosen;
use crate::field::entries::{self, Mistakes, READING_KEYS};
use crate::field::observed::PanelReading;
use darkside_engine::parameter::Survey;
use darkside_engine::record::Digest;
use darkside_engine::scenario::Scenario;
use darkside_engine::scenario::node::{Key, Node};
use darkside_engine::scenario::reader::{optional_text, required, table};
use darkside_error::Result;

/// The keys of such a file, besides those on how panels are read.
pub const IDENTIFY_FILE_KEYS: [(&str, &str); 8] = [
    ("title", "what the file is called in reports; the file's own name unless given"),
    ("question", "the question that it answers"),
    ("first_seed", "the first seed; 1 unless given"),
    ("seeds", "panels of each world and design; 200 unless given"),
    ("truth_seeds", "seeds from which the truth is found; as many as `seeds` unless given"),
    ("contacts", "contacts whose use is set by hand at each wave of each of these; 20 unless given"),
    (
        "worlds",
        "worlds: a list of shipped scenarios, or tables [worlds.NAME] with a scenario's keys, `extends` and `set`",
    ),
    ("designs", "designs, tables [designs.NAME] with a survey's values (`darkside list survey`)"),
];

const WITHIN: &str = "a file of `identify`";
/// Most seeds or contacts that can be requested.
const MOST: u64 = 1_000_000;

/// The design of a survey.
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyDesign {
    /// Its name.
    pub name: String,
    /// What is asked of whom.
    pub survey: Survey,
}

/// Worlds, designs, methods, and the number of panels.
#[derive(Clone, Debug)]
pub struct IdentifyFile {
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
    /// Panels of each world and design.
    pub seeds: u32,
    /// Seeds used to find the truth.
    pub truth_seeds: u32,
    /// Contacts whose use is set by hand at each wave, in each of these seeds.
    pub contacts: u32,
    /// How panels are read.
    pub reading: PanelReading,
    /// The worlds.
    pub worlds: Vec<Scenario>,
    /// The designs.
    pub designs: Vec<SurveyDesign>,
    /// The methods.
    pub methods: Vec<Chosen>,
}

impl IdentifyFile {
    /// Reads and checks such a file: a shipped one by name (`identify/bench`), or a path.
    ///
    /// # Errors
    /// Everything that is wrong in it.
    ///
    /// ```
    /// use darkside::{experiment::Overrides, field::identify::IdentifyFile};
    /// let file = IdentifyFile::read("identify/bench", Overrides::default())?;
    /// assert_eq!((file.worlds.len(), file.designs.len()), (8, 2));
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn read(which: &str, overrides: Overrides<'_>) -> Result<Self> {
        Self::of_text(&ExperimentFile::find(which, "identify")?, overrides)
    }

    /// Reads the file from its text.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn of_text(text: &ExperimentFile, overrides: Overrides<'_>) -> Result<Self> {
        overrides.check()?;
        let ExperimentFile { source, name, folder } = text;
        let file = Node::document(source)?;
        let known: Vec<&str> = IDENTIFY_FILE_KEYS.iter().chain(&READING_KEYS).map(|(key, _)| *key).collect();
        table(&file, WITHIN, &known)?;
        let mut mistakes = Mistakes::default();
        let seeds = mistakes.take(overrides.seeds.map_or_else(|| entries::count(&file, "seeds", 2, MOST, 200), Ok));
        let most_truth_seeds = overrides.seeds.unwrap_or(u32::MAX);
        let worlds = required(&file, "worlds", WITHIN).and_then(|node| ArmLoader::read_worlds(node, folder, overrides));
        let title = mistakes.take(entries::title(&file, name));
        let read = Self {
            title,
            name: name.clone(),
            question: mistakes.take(optional_text(&file, "question")).trim().to_owned(),
            digest: Digest::of(source.text.as_bytes()),
            first_seed: mistakes.take(entries::first_seed(&file)),
            seeds,
            truth_seeds: mistakes.take(entries::count(&file, "truth_seeds", 2, MOST, seeds)).min(most_truth_seeds),
            contacts: mistakes.take(entries::count(&file, "contacts", 1, MOST, 20)),
            reading: entries::reading(&file, WITHIN, &mut mistakes),
            worlds: mistakes.take(worlds),
            designs: mistakes.take(designs(&file, folder)),
            methods: mistakes.take(entries::methods(&file, folder, WITHIN)),
        };
        for world in &read.worlds {
            if !read.reading.practice.is_empty() {
                mistakes.take(entries::practice_of(world, &read.reading.practice, file.entry("practice")));
            }
        }
        mistakes.end()?;
        if read.worlds.is_empty() {
            return Err(required(&file, "worlds", WITHIN)?.error("at least one world is needed"));
        }
        Ok(read)
    }
}

fn designs(file: &Node, folder: &Path) -> Result<Vec<SurveyDesign>> {
    let node = required(file, "designs", WITHIN)?;
    let design = |(key, node): &(Key, Node)| {
        entries::design(node, folder).map(|survey| SurveyDesign { name: key.name.clone(), survey })
    };
    let designs = entries::every(node.table("`designs`")?.iter().map(design))?;
    if designs.is_empty() {
        return Err(node
            .error("at least one design is needed")
            .help("[designs.perfect] with weeks = [52, 104] and so on"));
    }
    Ok(designs)
}
