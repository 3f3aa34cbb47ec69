//! One layer of a scenario: a text that overrides those beneath it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::node::{Content, Key, Node};
use darkside_error::{Error, Place, Result, Source};

/// How the comments begin that stand for an imported organisation in the text of a resolved scenario.
pub(super) const OF_A_NETWORK: &str = "# imported network: ";

/// One text of a scenario: a file, a text in memory, or a `--set` argument.
pub(super) struct Layer {
    /// Its top-level table.
    pub(super) table: Node,
    /// What the paths in it are relative to.
    pub(super) base: PathBuf,
}

impl Layer {
    /// A whole text.
    pub(super) fn of_text(source: &Arc<Source>, base: PathBuf) -> Result<Self> {
        let table = Node::document(source)?;
        if !table.table("a scenario")?.is_empty() {
            return Ok(Self { table, base });
        }
        let what = if source.text.is_empty() { "is empty (0 bytes)" } else { "has no keys" };
        let error = Error::input(format!("this scenario {what}")).at(source, 0..0);
        Err(error.help("a scenario needs at least a `question` or one other key; `extends = \"baseline\"` is enough"))
    }

    /// Refuses the text of a resolved scenario that leaves out the organisation it imported.
    pub(super) fn refuse_summary(&self) -> Result<()> {
        let Some(Place { source, .. }) = &self.table.place else { return Ok(()) };
        let Some(start) = source.text.find(OF_A_NETWORK) else { return Ok(()) };
        let error = Error::input("this text leaves out the organisation that its scenario imported");
        Err(error.at(source, start..start + OF_A_NETWORK.trim_end().len()).help(
            "use the file that names its tables, or name them here in [ties]; without these comments, an organisation is generated",
        ))
    }

    /// `path=value` as a layer of its own. A value that is a bare word is a string.
    pub(super) fn of_argument(argument: &str) -> Result<Self> {
        let argument = argument.trim();
        let source = Arc::new(Source { name: "--set".into(), text: argument.into() });
        let whole = 0..argument.len();
        let Some((path, text)) = argument.split_once('=') else {
            let error = Error::input("the value is missing").at(&source, whole);
            return Err(error.help("write --set path=value, for example --set contagion.programme=0.03"));
        };
        let from = argument.len() - text.trim_start().len();
        let node = if is_bare_word(text.trim()) {
            let place = Place { source: Arc::clone(&source), span: from..argument.len() };
            Node { content: Content::Text(text.trim().into()), place: Some(place) }
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
            let error = Error::input("what a scenario extends is set in its file").at_place(Some(&place));
            return Err(error.help("run the other scenario, or write a file of one line: extends = \"…\""));
        }
        Ok(Self { table: nested(&parts, node, Some(&place), Some(&place)), base: PathBuf::new() })
    }

    /// An entry of a table of a scenario's keys as a layer of its own; its key may be a dotted path.
    pub(super) fn of_entry(key: &Key, node: &Node, base: &Path) -> Self {
        let parts: Vec<&str> = key.name.split('.').collect();
        let table = nested(&parts, node.clone(), key.place.as_ref(), node.place.as_ref());
        Self { table, base: base.to_owned() }
    }
}

/// The table within tables that has `node` at this path, with the places of keys and of tables.
fn nested(path: &[&str], node: Node, keys: Option<&Place>, tables: Option<&Place>) -> Node {
    path.iter().rev().fold(node, |node, part| Node {
        content: Content::Table(vec![(Key { name: (*part).into(), place: keys.cloned() }, node)]),
        place: tables.cloned(),
    })
}

/// Neither a number, a switch, a date nor anything quoted or bracketed.
fn is_bare_word(text: &str) -> bool {
    let signless = text.trim_start_matches(['+', '-']);
    !matches!(signless, "true" | "false" | "inf" | "nan")
        && text.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '.' | '/' | '~'))
        && !text.contains(['"', '\'', '[', ']', '{', '}', '\n'])
}
