//! From what a user asks for to a [`Scenario`]: the file, what it extends, and what overrides it.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Scenario;
use super::draft::Draft;
use super::node::{Key, Node, Value, pointed};
use super::shipped::{self, shipped};
use darkside_error::{Error, Place, Result, Source, nearest};

/// No scenario file is longer than this; what is, is something else.
const MOST_BYTES: u64 = 4 << 20;
/// No scenario has more ancestors.
const MOST_ANCESTORS: usize = 30;

/// Which scenario, and what is different from what it says.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// A shipped scenario's name, or a file: whatever ends in `.toml` or has a path separator (but `known/…`).
    pub which: &'a str,
    /// `path=value` arguments, applied in order after the file.
    pub set: &'a [String],
    /// Weeks to simulate, in place of `run.weeks`.
    pub weeks: Option<u32>,
    /// Seeds to run, in place of `run.seeds`.
    pub seeds: Option<u32>,
}

impl<'a> Request<'a> {
    /// A scenario as it stands.
    pub fn of(which: &'a str) -> Self {
        Self { which, set: &[], weeks: None, seeds: None }
    }
}

/// One text of a scenario: a file, a text in memory, or a `--set` argument.
pub(super) struct Layer {
    /// Its top-level table.
    pub(super) table: Node,
    /// What the paths in it are relative to.
    pub(super) base: PathBuf,
}

/// Reads, resolves and checks a scenario.
///
/// # Errors
/// If the scenario is unknown, a file cannot be read, or anything in it is wrong.
///
/// ```
/// use darkside_engine::scenario::{Request, load};
/// let set = ["contagion.programme=0.03".to_string()];
/// let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
/// assert_eq!(scenario.parameters.contagion.programme, 0.03);
/// ```
pub fn load(request: &Request<'_>) -> Result<Scenario> {
    load_beside(request, Path::new(""))
}

/// [`load`], with a file's path relative to `base`.
///
/// # Errors
/// As [`load`].
pub fn load_beside(request: &Request<'_>, base: &Path) -> Result<Scenario> {
    load_over(request, base, None)
}

/// The same with a table of a scenario's keys, dotted paths among them, on top of the file and below the arguments.
///
/// # Errors
/// As [`load`].
pub fn load_over(request: &Request<'_>, base: &Path, over: Option<&Node>) -> Result<Scenario> {
    let origin = Origin::of(request.which, base)?;
    let source = origin.source()?;
    let name = origin.name();
    let mut layers = chain(Some(origin.identity()), &source, origin.base())?;
    for (key, node) in over.map_or(Ok(&[][..]), |over| over.table("`set`"))? {
        layers.push(entry_layer(key, node, base));
    }
    for argument in request.set {
        layers.push(set_layer(argument)?);
    }
    for (option, path, count) in [("--weeks", "weeks", request.weeks), ("--seeds", "seeds", request.seeds)] {
        if let Some(count) = count {
            let source = Arc::new(Source { name: option.into(), text: count.to_string() });
            let node = Node::single(&source, 0)?;
            layers.push(Layer { table: node.inside(path).inside("run"), base: PathBuf::new() });
        }
    }
    resolve(name, &layers, None)
}

/// Reads, resolves and checks the scenario `text`, which messages call `name`.
///
/// Paths in it are relative to `base`; `set` holds `path=value` overrides. The scenario's own name is
/// `name` without a folder and `.toml`, unless the text gives one.
///
/// # Errors
/// If anything in it is wrong.
///
/// ```
/// use std::path::Path;
/// let scenario = darkside_engine::scenario::read("short.toml", "[run]\nweeks = 52", Path::new(""), &[]).unwrap();
/// assert_eq!(scenario.parameters.run.weeks, 52);
/// assert_eq!(scenario.name, "short");
/// ```
pub fn read(name: &str, text: &str, base: &Path, set: &[String]) -> Result<Scenario> {
    let source = Arc::new(Source { name: name.into(), text: text.into() });
    let mut layers = chain(None, &source, base.to_owned())?;
    for argument in set {
        layers.push(set_layer(argument)?);
    }
    resolve(stem(Path::new(name)), &layers, None)
}

/// Reads, resolves and checks scenarios that lie on top of each other, the last on top; only the first can `extend`
/// another. Files that `[ties]` names are `files` of these names: nothing is read from a disk.
///
/// # Errors
/// If anything in them is wrong.
///
/// ```
/// use darkside_engine::{error::Source, scenario::read_on_top};
/// let text = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
/// let layers = [text("mine", "extends = \"audited\""), text("changes", "lapse.drift = 0.01")];
/// assert_eq!(read_on_top(&layers, &[])?.parameters.lapse.drift, 0.01);
/// # Ok::<(), darkside_error::Error>(())
/// ```
pub fn read_on_top(texts: &[Source], files: &[Source]) -> Result<Scenario> {
    let mut layers = Vec::new();
    for (position, text) in texts.iter().enumerate() {
        let source = Arc::new(text.clone());
        match position {
            0 => layers = chain(None, &source, PathBuf::new())?,
            _ => layers.push(Layer { table: document(&source)?, base: PathBuf::new() }),
        }
    }
    resolve(texts.first().map_or_else(|| "scenario".into(), |text| stem(Path::new(&text.name))), &layers, Some(files))
}

fn resolve(name: String, layers: &[Layer], files: Option<&[Source]>) -> Result<Scenario> {
    let mut draft = Draft::new(name);
    for layer in layers {
        draft.apply(layer)?;
    }
    draft.finish(files)
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "scenario".into(), |stem| stem.to_string_lossy().into_owned())
}

/// As [`read`], with this organisation in place of what `[ties]` names.
#[cfg(test)]
pub(super) fn read_on_network(text: &str, network: crate::network::Network) -> Result<Scenario> {
    let source = Arc::new(Source { name: "test.toml".into(), text: text.into() });
    let mut draft = Draft::new("test".into());
    for layer in chain(None, &source, PathBuf::new())? {
        draft.apply(&layer)?;
    }
    draft.finish_with(Some(network))
}

/// The layers of a text: what it extends, from the farthest ancestor on, and itself last.
fn chain(identity: Option<String>, source: &Arc<Source>, base: PathBuf) -> Result<Vec<Layer>> {
    let mut seen: Vec<String> = identity.into_iter().collect();
    let mut layers = vec![Layer { table: document(source)?, base }];
    while let Some(layer) = layers.last()
        && let Some(parent) = layer.table.entry("extends")
    {
        let which = parent.text("`extends`")?;
        let at_extends = |error: Error| match error.place() {
            Some(_) => error,
            None => pointed(error, parent.place.as_ref()),
        };
        let origin = Origin::of(which, &layer.base).map_err(at_extends)?;
        let identity = origin.identity();
        if seen.contains(&identity) {
            let error = parent.error(format!("`extends` goes in a circle: \"{which}\" comes back to itself"));
            return Err(error.help("a scenario must in the end build on one that extends nothing"));
        }
        if layers.len() > MOST_ANCESTORS {
            let error = parent.error(format!("`extends` goes through more than {MOST_ANCESTORS} scenarios"));
            return Err(error.help("put some of them into one file"));
        }
        seen.push(identity);
        let source = origin.source().map_err(at_extends)?;
        layers.push(Layer { table: document(&source)?, base: origin.base() });
    }
    layers.reverse();
    // The name is one's own; an ancestor's says nothing about its descendant.
    let ancestors = layers.len() - 1;
    for layer in &mut layers[..ancestors] {
        if let Value::Table(entries) = &mut layer.table.value {
            entries.retain(|(key, _)| key.name != "name");
        }
    }
    Ok(layers)
}

fn document(source: &Arc<Source>) -> Result<Node> {
    let table = Node::document(source)?;
    match &table.value {
        Value::Table(entries) if entries.is_empty() => {
            let what =
                if source.text.is_empty() { "this scenario is empty (0 bytes)" } else { "this scenario says nothing" };
            Err(Error::input(what)
                .at(source, 0..0)
                .help("a scenario needs at least a `question` or one other key; `extends = \"baseline\"` is enough"))
        }
        _ => Ok(table),
    }
}

/// Where a scenario comes from.
enum Origin {
    Shipped(&'static darkside_scenarios::File),
    File(PathBuf),
}

impl Origin {
    fn of(which: &str, base: &Path) -> Result<Origin> {
        let is_path = which.contains(['/', '\\']) && !which.starts_with("known/");
        if which.ends_with(".toml") || is_path {
            // Through its components, which drops what `./` adds.
            return Ok(Origin::File(base.join(which).components().collect()));
        }
        shipped::find(which).map(Origin::Shipped).ok_or_else(|| {
            let error = Error::input(format!("there is no scenario called \"{which}\""));
            let hint = "see `darkside list scenarios`; a file ends in .toml";
            error.help(match nearest(which, shipped().map(|shipped| shipped.name())) {
                Some(near) => format!("did you mean \"{near}\"? Otherwise {hint}"),
                None => hint.into(),
            })
        })
    }

    /// The same for the same scenario, however it is written.
    fn identity(&self) -> String {
        match self {
            Origin::Shipped(shipped) => shipped.name().into(),
            Origin::File(path) => {
                let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.clone());
                format!("file {}", path.display())
            }
        }
    }

    fn name(&self) -> String {
        match self {
            Origin::Shipped(shipped) => stem(Path::new(shipped.name())),
            Origin::File(path) => stem(path),
        }
    }

    fn base(&self) -> PathBuf {
        match self {
            Origin::Shipped(_) => crate::network::SHIPPED_FOLDER.into(),
            Origin::File(path) => path.parent().unwrap_or(Path::new("")).to_owned(),
        }
    }

    fn source(&self) -> Result<Arc<Source>> {
        let (name, text) = match self {
            Origin::Shipped(shipped) => (format!("{} (shipped)", shipped.name()), shipped.text.to_owned()),
            Origin::File(path) => (path.display().to_string(), file_text(path)?),
        };
        Ok(Arc::new(Source { name, text }))
    }
}

/// The text of a scenario file, or of a file of the same kind.
///
/// # Errors
/// If it cannot be read, is a directory, is longer than 4 MiB, or is not UTF-8.
pub fn file_text(path: &Path) -> Result<String> {
    if path.is_dir() {
        let error = Error::input(format!("{} is a directory, not a scenario file", path.display()));
        return Err(error.help("name a .toml file in it, or a shipped scenario: see `darkside list scenarios`"));
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|cause| unreadable(path, &cause))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Error::input(format!("{} is too long for a scenario: more than 4 MiB", path.display())));
    }
    String::from_utf8(bytes).map_err(|error| {
        let start = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let source = Arc::new(Source { name: path.display().to_string(), text });
        Error::input("this file is not UTF-8 text").at(&source, start..start).help("save it as UTF-8")
    })
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Error {
    let error = Error::file(path, "read", cause);
    let name = stem(path);
    match nearest(&name, shipped().map(|shipped| shipped.name())) {
        Some(near) if cause.kind() == std::io::ErrorKind::NotFound => {
            error.help(format!("\"{near}\" is a shipped scenario: write it without .toml and folder"))
        }
        _ => error,
    }
}

/// `path=value` as a layer of its own. A value that is a bare word is a string.
fn set_layer(argument: &str) -> Result<Layer> {
    let source = Arc::new(Source { name: "--set".into(), text: argument.into() });
    let whole = 0..argument.len();
    let Some((path, text)) = argument.split_once('=') else {
        let error = Error::input("this lacks a value").at(&source, whole);
        return Err(error.help("write --set path=value, for example --set contagion.programme=0.03"));
    };
    let from = path.len() + 1;
    let node = if is_bare_word(text.trim()) {
        let place = Place { source: Arc::clone(&source), span: from..argument.len() };
        Node { value: Value::Text(text.trim().into()), place: Some(place) }
    } else if text.trim().is_empty() {
        return Err(Error::input("the value is empty").at(&source, whole).help("an empty string is written \"\""));
    } else {
        Node::single(&source, from)?
    };
    let parts: Vec<&str> = path.trim().split('.').collect();
    if parts.len() > 6 || parts.iter().any(|part| part.is_empty()) {
        let error = Error::input(format!("`{}` is not a dotted path", path.trim())).at(&source, 0..path.len());
        return Err(error.help("see `darkside list parameters`"));
    }
    let place = Place { source: Arc::clone(&source), span: 0..path.len() };
    if parts == ["extends"] {
        let error = pointed(Error::input("what a scenario extends stands in its file"), Some(&place));
        return Err(error.help("run the other scenario, or write a file of one line: extends = \"…\""));
    }
    let wrap = |node: Node, part: &&str| Node {
        value: Value::Table(vec![(Key { name: (*part).into(), place: Some(place.clone()) }, node)]),
        place: Some(place.clone()),
    };
    Ok(Layer { table: parts.iter().rev().fold(node, wrap), base: PathBuf::new() })
}

/// An entry of a table of a scenario's keys as a layer of its own; its key may be a dotted path.
fn entry_layer(key: &Key, node: &Node, base: &Path) -> Layer {
    let parts: Vec<&str> = key.name.split('.').collect();
    let table = parts.iter().rev().fold(node.clone(), |node, part| Node {
        place: node.place.clone(),
        value: Value::Table(vec![(Key { name: (*part).into(), place: key.place.clone() }, node)]),
    });
    Layer { table, base: base.to_owned() }
}

/// Neither a number, a switch, a date nor anything quoted or bracketed.
fn is_bare_word(text: &str) -> bool {
    let signless = text.trim_start_matches(['+', '-']);
    !matches!(signless, "true" | "false" | "inf" | "nan")
        && text.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '.' | '/' | '~'))
        && !text.contains(['"', '\'', '[', ']', '{', '}', '\n'])
}
