//! Loads a scenario: the file, what it extends, and what overrides it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::draft::Draft;
use super::finish;
use super::layer::Layer;
use super::location::{Location, file_text, stem};
use super::node::{Content, Node};
use super::resolved::Scenario;
use darkside_error::{Error, Result, Source};

/// No scenario has more ancestors.
const MOST_ANCESTORS: usize = 30;

/// Which scenario, and what to change in it.
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
    /// A scenario without changes.
    pub fn of(which: &'a str) -> Self {
        Self { which, set: &[], weeks: None, seeds: None }
    }
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
    load_layers(request, Path::new(""), None, Location::source)
}

/// [`load`] with a file of one table, `[survey]`, on top of the scenario's own and below the arguments.
///
/// # Errors
/// As [`load`]; or if the file holds anything else.
pub fn load_with_design(request: &Request<'_>, design: &Path) -> Result<Scenario> {
    let source = Arc::new(Source { name: design.display().to_string(), text: file_text(design)? });
    let table = Node::document(&source)?;
    if let Some((key, _)) = table.table("a design")?.iter().find(|(key, _)| key.name != "survey") {
        let error = key.error(format!("`{}` is no part of the design of a survey", key.name));
        return Err(error.help("the file holds one table: [survey], below it names = 5 and so on"));
    }
    load_layers(request, Path::new(""), Some(&table), Location::source)
}

/// Whether the scenario `which` is a file that extends no other: it starts from the default values, which leave off much of
/// what the baseline has.
///
/// # Errors
/// If the file cannot be read or is no TOML.
pub fn starts_from_defaults(which: &str) -> Result<bool> {
    match Location::of(which, Path::new(""))? {
        Location::Shipped(_) => Ok(false),
        location => Ok(Layer::of_text(&location.source()?, location.base())?.table.entry("extends").is_none()),
    }
}

/// [`load`] of what another file names, with a path relative to `base`, perhaps with a table of a scenario's keys, which may be
/// dotted paths, on top of the file and below the arguments. A file that does not look like a scenario is refused and not quoted:
/// the author of the other file may have named any file.
///
/// # Errors
/// As [`load`].
pub fn load_over(request: &Request<'_>, base: &Path, over: Option<&Node>) -> Result<Scenario> {
    load_layers(request, base, over, Location::named_source)
}

fn load_layers(
    request: &Request<'_>,
    base: &Path,
    over: Option<&Node>,
    source: fn(&Location) -> Result<Arc<Source>>,
) -> Result<Scenario> {
    let location = Location::of(request.which, base)?;
    let source = source(&location)?;
    let name = location.name();
    let mut layers = chain(Some(location.identity()), &source, location.base())?;
    for (key, node) in over.map_or(Ok(&[][..]), |over| over.table("`set`"))? {
        layers.push(Layer::of_entry(key, node, base));
    }
    for argument in request.set {
        layers.push(Layer::of_argument(argument)?);
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
        layers.push(Layer::of_argument(argument)?);
    }
    resolve(stem(Path::new(name)), &layers, None)
}

/// Reads, resolves and checks layers of a scenario, each of which overrides those before it; only the first can `extend`
/// another scenario. Files that `[ties]` names are looked up in `files`: nothing is read from disk.
///
/// # Errors
/// If anything in them is wrong.
///
/// ```
/// use darkside_engine::scenario::read_on_top;
/// use darkside_error::Source;
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
            _ => layers.push(Layer::of_text(&source, PathBuf::new())?),
        }
    }
    resolve(texts.first().map_or_else(|| "scenario".into(), |text| stem(Path::new(&text.name))), &layers, Some(files))
}

/// Resolves and checks what layers say. The files that `[ties]` names are read from the disk, or are `files` of these names.
fn resolve(name: String, layers: &[Layer], files: Option<&[Source]>) -> Result<Scenario> {
    let mut draft = Draft::new(name);
    for layer in layers {
        draft.apply(layer)?;
    }
    finish::select_practices(&mut draft)?;
    let network = draft.ties.import(&draft.practices, files)?;
    if network.is_none() {
        layers.iter().try_for_each(Layer::refuse_summary)?;
    }
    finish::on_network(draft, network)
}

/// As [`read`], with this organisation in place of what `[ties]` names.
#[cfg(test)]
pub(super) fn read_on_network(text: &str, network: crate::network::Network) -> Result<Scenario> {
    let source = Arc::new(Source { name: "test.toml".into(), text: text.into() });
    let mut draft = Draft::new("test".into());
    for layer in chain(None, &source, PathBuf::new())? {
        draft.apply(&layer)?;
    }
    finish::on_network(draft, Some(network))
}

/// The layers of a text: its ancestors, the farthest first, and the text itself.
fn chain(identity: Option<String>, source: &Arc<Source>, base: PathBuf) -> Result<Vec<Layer>> {
    let mut seen: Vec<String> = identity.into_iter().collect();
    let mut layers = vec![Layer::of_text(source, base)?];
    while let Some(layer) = layers.last()
        && let Some(parent) = layer.table.entry("extends")
    {
        let which = parent.text("`extends`")?;
        let at_extends = |error: Error| error.or_at(parent.place.as_ref());
        let location = Location::of(which, &layer.base).map_err(at_extends)?;
        let identity = location.identity();
        if seen.contains(&identity) {
            let error = parent.error(format!("`extends` goes in a circle: \"{which}\" extends itself in the end"));
            return Err(error.help("the chain must end in a scenario that extends nothing"));
        }
        if layers.len() > MOST_ANCESTORS {
            let error = parent.error(format!("`extends` goes through more than {MOST_ANCESTORS} scenarios"));
            return Err(error.help("merge some of them into one file"));
        }
        seen.push(identity);
        let source = location.named_source().map_err(at_extends)?;
        layers.push(Layer::of_text(&source, location.base())?);
    }
    layers.reverse();
    // A scenario does not inherit its name.
    let ancestors = layers.len() - 1;
    for layer in &mut layers[..ancestors] {
        if let Content::Table(entries) = &mut layer.table.content {
            entries.retain(|(key, _)| key.name != "name");
        }
    }
    Ok(layers)
}
