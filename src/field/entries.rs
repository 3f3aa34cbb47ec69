//! Entries shared by the files of `identify` and `power`.

use std::path::Path;
use std::time::Duration;

use super::chosen::{Chosen, Estimator};
use super::command::EstimatorCommand;
use super::observed::{COVARIATES, PanelReading};
use darkside_engine::parameter::Survey;
use darkside_engine::scenario::node::{Content, Key, Node};
use darkside_engine::scenario::reader::{
    above_zero, optional_list, optional_text, required, required_text, table, whole, word,
};
use darkside_engine::scenario::{Request, Scenario, load_over};
use darkside_error::{Error, Result, nearest};
use darkside_methods::{Exposure, METHODS, method_named};

/// Entries that say how panels are read, with their meanings.
pub(super) const READING_KEYS: [(&str, &str); 6] = [
    ("practice", "the practice whose spread is studied"),
    ("methods", "methods by name, a list, or tables [methods.NAME], empty or with `command` and `time_limit`"),
    ("exposure", "how the use of contacts adds up: number (unless given), share or any"),
    ("use", "whose use counts: reported (unless given) or true"),
    ("covariates", "what is adjusted for: tenure, learning; none unless given"),
    ("shuffles", "how often adoption times are shuffled; 500 unless given"),
];

/// How long a command may take unless the file says otherwise.
const TIME_LIMIT: f64 = 60.0;
/// Longest time limit of a command.
const MOST_SECONDS: f64 = 86_400.0;
/// Most methods in one file.
const MOST_METHODS: usize = 100;
/// Most shuffles of adoption times.
const MOST_SHUFFLES: u64 = 1_000_000;

/// Reads several entries and collects all mistakes before reporting them.
#[derive(Default)]
pub(super) struct Mistakes(Vec<Error>);

impl Mistakes {
    /// The value read, or a substitute if it was wrong.
    pub(super) fn take<T: Default>(&mut self, read: Result<T>) -> T {
        read.unwrap_or_else(|error| {
            self.0.extend(error.apart());
            T::default()
        })
    }

    pub(super) fn add(&mut self, error: Error) {
        self.0.push(error);
    }

    /// # Errors
    /// Everything that was wrong.
    pub(super) fn end(self) -> Result<()> {
        Error::all(self.0).map_or(Ok(()), Err)
    }
}

/// Several values.
///
/// # Errors
/// Everything that was wrong in them.
pub(super) fn every<T>(read: impl Iterator<Item = Result<T>>) -> Result<Vec<T>> {
    let mut mistakes = Mistakes::default();
    let values = read.filter_map(|value| mistakes.take(value.map(Some))).collect();
    mistakes.end()?;
    Ok(values)
}

/// What a file is called in reports: its own name unless it has a title.
pub(super) fn title(file: &Node, name: &str) -> Result<String> {
    let title = optional_text(file, "title")?;
    Ok(if title.is_empty() { name.to_owned() } else { title.to_owned() })
}

/// The first seed, 1 unless given.
pub(super) fn first_seed(file: &Node) -> Result<u64> {
    file.entry("first_seed").map_or(Ok(1), |node| whole(node, "`first_seed`", 0, 1 << 62))
}

/// How panels are read.
pub(super) fn reading(file: &Node, within: &str, mistakes: &mut Mistakes) -> PanelReading {
    let exposures = [("number", Exposure::Number), ("share", Exposure::Share), ("any", Exposure::Any)];
    let uses = [("reported", false), ("true", true)];
    let or = PanelReading::default();
    PanelReading {
        practice: mistakes.take(required_text(file, "practice", within).map(str::to_owned)),
        true_use: mistakes.take(file.entry("use").map_or(Ok(or.true_use), |node| word(node, "`use`", &uses))),
        exposure: mistakes
            .take(file.entry("exposure").map_or(Ok(or.exposure), |node| word(node, "`exposure`", &exposures))),
        covariates: mistakes.take(covariates(file)),
        shuffles: mistakes.take(count(file, "shuffles", 1, MOST_SHUFFLES, or.shuffles)),
    }
}

fn covariates(file: &Node) -> Result<Vec<String>> {
    let known = COVARIATES.map(|name| (name, name));
    let mut covariates: Vec<String> = Vec::new();
    for node in optional_list(file, "covariates")? {
        let name = word(node, "a covariate", &known)?;
        if covariates.iter().any(|known| known == name) {
            return Err(node.error(format!("`{name}` stands here twice")));
        }
        covariates.push(name.to_owned());
    }
    Ok(covariates)
}

/// A whole number within these limits, or the default if the file has none.
pub(super) fn count(file: &Node, key: &str, least: u64, most: u64, otherwise: u32) -> Result<u32> {
    let read = |node: &Node| whole(node, &format!("`{key}`"), least, most).map(|number| number as u32);
    file.entry(key).map_or(Ok(otherwise), read)
}

/// The methods in a file: a list of names, or a table with a table for each method.
pub(super) fn methods(file: &Node, folder: &Path, within: &str) -> Result<Vec<Chosen>> {
    let node = required(file, "methods", within)?;
    let (mut mistakes, mut methods) = (Mistakes::default(), Vec::new());
    let entries: Vec<(Key, Option<&Node>)> = match &node.content {
        Content::List(list) => {
            let key = |node: &Node| Ok(Key { name: node.text("a method")?.to_owned(), place: node.place.clone() });
            list.iter().map(|node| Ok((key(node)?, None))).collect::<Result<_>>()?
        }
        _ => node.table("`methods`")?.iter().map(|(key, node)| (key.clone(), Some(node))).collect(),
    };
    for (key, node) in &entries {
        let method = method(key, *node, folder);
        if methods.iter().any(|known: &Chosen| known.name == key.name) {
            mistakes.add(key.error(format!("method `{}` stands here twice", key.name)));
        }
        methods.extend(mistakes.take(method.map(Some)));
    }
    mistakes.end()?;
    match methods.len() {
        0 => Err(node.error("at least one method is needed").help(known_methods())),
        1..=MOST_METHODS => Ok(methods),
        _ => Err(node.error(format!("more than {MOST_METHODS} methods"))),
    }
}

fn method(key: &Key, node: Option<&Node>, folder: &Path) -> Result<Chosen> {
    let within = format!("`methods.{}`", key.name);
    let entries = node.map_or(Ok(&[][..]), |node| table(node, &within, &["command", "time_limit"]))?;
    let name = key.name.clone();
    if let (Some(node), false) = (node, entries.is_empty()) {
        let estimator = Estimator::Command(command(required(node, "command", &within)?, node, folder)?);
        return Ok(Chosen { name, estimator });
    }
    if let Some(method) = method_named(&name) {
        return Ok(Chosen { name, estimator: Estimator::Known(method) });
    }
    let error = key.error(format!("there is no method `{name}`"));
    Err(match nearest(&name, METHODS.iter().map(|method| method.name)) {
        Some(near) => error.help(format!("did you mean `{near}`? {}", known_methods())),
        None => error.help(known_methods()),
    })
}

fn known_methods() -> String {
    let known: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
    format!("known are {}; any other is a table with `command`", known.join(", "))
}

fn command(words: &Node, node: &Node, folder: &Path) -> Result<EstimatorCommand> {
    let Content::List(list) = &words.content else {
        let error = words.must_be("`command`", "a list of the program and its arguments");
        return Err(error.help("for example [\"Rscript\", \"my.R\", \"{panel}\"]; there is no shell"));
    };
    let words_read =
        list.iter().map(|word| word.text("a word of `command`").map(str::to_owned)).collect::<Result<Vec<_>>>()?;
    if words_read.first().is_none_or(|program| program.trim().is_empty()) {
        return Err(words.error("`command` names no program"));
    }
    if !words_read.iter().any(|word| word.contains("{panel}")) {
        let error = words.error("`command` does not say where the panel's directory goes");
        return Err(error.help("write {panel} where the program expects it"));
    }
    let seconds =
        node.entry("time_limit").map_or(Ok(TIME_LIMIT), |limit| match above_zero(limit, "`time_limit`")? {
            long if long > MOST_SECONDS => {
                Err(limit.must_be("`time_limit`", &format!("at most {MOST_SECONDS} seconds")))
            }
            seconds => Ok(seconds),
        })?;
    let time_limit = Duration::from_secs_f64(seconds);
    Ok(EstimatorCommand { words: words_read, folder: folder.to_owned(), time_limit })
}

/// The design of a survey from a table of its values.
pub(super) fn design(node: &Node, folder: &Path) -> Result<Survey> {
    let over = node.clone().inside("survey");
    let over = Node { place: node.place.clone(), ..over };
    Ok(load_over(&Request::of("baseline"), folder, Some(&over))?.survey.unwrap_or_default())
}

/// The position of a practice in a world's catalogue.
///
/// # Errors
/// If there is no practice of this name; the error points at `node`.
pub(super) fn practice_of(scenario: &Scenario, practice: &str, node: Option<&Node>) -> Result<usize> {
    let names = || scenario.practices.iter().map(|practice| practice.name.as_str());
    names().position(|name| name == practice).ok_or_else(|| {
        let message = format!("{} has no practice `{practice}`", scenario.name);
        let error = node.map_or_else(|| Error::input(message.clone()), |node| node.error(message.clone()));
        match nearest(practice, names()) {
            Some(near) => error.help(format!("did you mean `{near}`?")),
            None => error.help(format!("it has {}", names().collect::<Vec<_>>().join(", "))),
        }
    })
}
