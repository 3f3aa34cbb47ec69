//! `<key>` declares an attribute, `<data>` gives its value; and where elements stand in the file.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use roxmltree::Node;

use crate::network::cells::{Cells, Span, quoted};
use crate::network::findings::Findings;
use crate::network::manager_list::unknown;
use darkside_error::{Error, Result, Source};

/// Most attributes: even a node that leaves them all out takes memory for each.
const MOST_ATTRIBUTES: usize = 256;
/// Longest text of a default, in bytes, for the same reason.
const LONGEST_DEFAULT: usize = 256;

/// Attributes in which Gephi keeps the appearance of a node; their keys' ids are their names.
const DRAWING: [&str; 8] = ["r", "g", "b", "alpha", "x", "y", "z", "size"];

/// The attributes of nodes, or of edges.
pub(super) struct Keys<'a> {
    /// Their names, `attr.name`, in the order of the keys.
    pub(super) names: Vec<String>,
    defaults: Vec<String>,
    /// The position in `names` by the key's id; `None` for keys that are not read.
    columns: BTreeMap<&'a str, Option<usize>>,
    /// The column of the texts in yEd's boxes, which has no name.
    pub(super) drawn: Option<usize>,
}

impl<'a> Keys<'a> {
    /// Reads the keys for elements called `element`.
    pub(super) fn read(source: &Arc<Source>, root: Node<'a, 'a>, element: &str) -> Result<Self> {
        let mut keys = Self { names: Vec::new(), defaults: Vec::new(), columns: BTreeMap::new(), drawn: None };
        for key in root.children().filter(|child| child.tag_name().name() == "key") {
            let concerns = key.attribute("for").unwrap_or("all");
            if concerns == element || concerns == "all" {
                keys.add(source, key)?;
            }
        }
        Ok(keys)
    }

    fn add(&mut self, source: &Arc<Source>, key: Node<'a, 'a>) -> Result<()> {
        let blame = |message: String| at(source, key, Error::input(message));
        let id = key.attribute("id").ok_or_else(|| blame("this `key` has no attribute `id`".into()))?;
        if self.columns.contains_key(id) {
            return Err(blame(format!("key {} is there twice", quoted(id))));
        }
        // yEd has keys without a name, which hold drawings.
        if key.attribute("yfiles.type") == Some("nodegraphics") && self.drawn.is_none() {
            self.drawn = Some(self.names.len());
            self.columns.insert(id, self.drawn);
            self.names.push(String::new());
            self.defaults.push(String::new());
            return Ok(());
        }
        let name = key.attribute("attr.name").map(str::trim).filter(|name| !name.is_empty());
        let Some(name) = name.filter(|name| *name != id || !DRAWING.contains(name)) else {
            self.columns.insert(id, None);
            return Ok(());
        };
        // networkx has a key for each type of one attribute.
        if let Some(column) = self.names.iter().position(|known| known == name) {
            self.columns.insert(id, Some(column));
            return Ok(());
        }
        if self.names.len() == MOST_ATTRIBUTES {
            return Err(blame(format!("more than {MOST_ATTRIBUTES} attributes")));
        }
        let default =
            key.children().find(|child| child.tag_name().name() == "default").map(text_of).unwrap_or_default();
        if default.len() > LONGEST_DEFAULT {
            return Err(blame(format!("a default is longer than {LONGEST_DEFAULT} bytes")));
        }
        self.columns.insert(id, Some(self.names.len()));
        self.names.push(name.to_owned());
        self.defaults.push(default);
        Ok(())
    }

    /// The text of one attribute of `element`.
    pub(super) fn text(&self, element: Node<'_, '_>, column: usize) -> String {
        let holds = |data: &Node<'_, '_>| {
            data.tag_name().name() == "data"
                && data.attribute("key").and_then(|id| self.columns.get(id)) == Some(&Some(column))
        };
        let data = element.children().find(holds);
        data.map_or_else(|| self.defaults[column].clone(), |data| self.text_in(data, column))
    }

    fn text_in(&self, data: Node<'_, '_>, column: usize) -> String {
        if self.drawn != Some(column) {
            return text_of(data);
        }
        let mut labels = data.descendants().filter(|inside| inside.tag_name().name() == "NodeLabel").map(text_of);
        labels.find(|label| !label.is_empty()).unwrap_or_default()
    }
}

/// A node or an edge with its attributes.
pub(super) struct Element<'a> {
    source: &'a Arc<Source>,
    span: Span,
    defaults: &'a [String],
    values: Vec<Option<(String, Range<usize>)>>,
}

impl<'a> Element<'a> {
    /// Reads the `<data>` of `element`.
    pub(super) fn read(
        source: &'a Arc<Source>,
        keys: &'a Keys<'_>,
        element: Node<'_, '_>,
        findings: &mut Findings,
    ) -> Self {
        let mut values = vec![None; keys.names.len()];
        for data in element.children().filter(|child| child.tag_name().name() == "data") {
            let blame = |error: Error| at(source, data, error);
            let Some(id) = data.attribute("key") else {
                findings.problem("no key", "", || blame(Error::input("this `data` has no attribute `key`")));
                continue;
            };
            let Some(&column) = keys.columns.get(id) else {
                findings.problem("unknown key", "", || {
                    let what = element.tag_name().name();
                    let message = format!("there is no key {} for a {}", quoted(id), quoted(what));
                    blame(unknown(&message, id, keys.columns.keys().copied()))
                });
                continue;
            };
            let Some(column) = column else { continue };
            if values[column].is_some() {
                let name = quoted(&keys.names[column]);
                findings.problem("data twice", "", || blame(Error::input(format!("attribute {name} is given twice"))));
            }
            values[column] = Some((keys.text_in(data, column), data.range()));
        }
        Self { source, span: tag(source, element), defaults: &keys.defaults, values }
    }
}

impl Cells for Element<'_> {
    fn text(&self, column: usize) -> &str {
        self.values[column].as_ref().map_or(&self.defaults[column], |(text, _)| text)
    }

    fn blame(&self, column: usize, error: Error) -> Error {
        let range = self.values[column].as_ref().map_or_else(|| self.span.range(), |(_, range)| range.clone());
        error.at(self.source, range)
    }

    fn span(&self) -> Span {
        self.span
    }
}

/// Points an error at the start tag of an element.
pub(super) fn at(source: &Arc<Source>, node: Node<'_, '_>, error: Error) -> Error {
    error.at(source, tag(source, node).range())
}

/// The start tag of an element, up to the end of its line.
fn tag(source: &Source, node: Node<'_, '_>) -> Span {
    let range = node.range();
    let text = &source.text[range.clone()];
    let end = text.find(['\n', '\r']).map_or(range.end, |line| range.start + line);
    Span::from(range.start..end)
}

/// All the text in an element, trimmed; comments between its parts do not count.
fn text_of(node: Node<'_, '_>) -> String {
    let parts: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
    parts.trim().to_owned()
}
