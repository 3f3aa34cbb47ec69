//! GraphML, as networkx, igraph and Gephi write it: nodes are managers, edges are ties.
//!
//! Attributes are the columns of the tables, known by the `attr.name` of their `<key>`; `ids` tells which of them holds
//! the managers' ids. Gephi's attributes for the appearance of a node are ignored. An undirected edge is a tie each way.

mod attributes;
mod ids;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::{Document, Node, ParsingOptions};

use self::attributes::{Element, Keys, at};
use super::cells::{Cells, quoted};
use super::findings::Findings;
use super::manager_columns::ManagerColumns;
use super::manager_list::{ManagerList, unknown};
use super::organisation::TieOptions;
use super::tie_columns::TieColumns;
use super::ties::{Tie, TieList};
use darkside_error::{Error, Result, Source};

/// More declarations of name spaces are refused: the parser's memory grows with their square.
const MOST_NAMESPACES: usize = 1000;
/// More attributes of one XML element are refused: the parser compares each with all.
const MOST_IN_A_TAG: usize = 1000;

/// Reads managers and ties.
pub(super) fn read(
    source: &Arc<Source>,
    options: &TieOptions,
    findings: &mut Findings,
) -> Result<(ManagerList, TieList)> {
    let text = without_document_type(&source.text);
    let document = parse(source, &text)?;
    let root = document.root_element();
    if root.tag_name().name() != "graphml" {
        let name = quoted(root.tag_name().name());
        return Err(at(source, root, Error::input(format!("this is not GraphML: its root is {name}"))));
    }
    let graph = the_graph(source, root)?;
    let (list, positions) = managers(source, &Keys::read(source, root, "node")?, graph, findings)?;
    let mut ties = TieList::new(source, options);
    edges(source, &Keys::read(source, root, "edge")?, graph, (&list, &positions), &mut ties, findings)?;
    Ok((list, ties))
}

/// The same bytes, with spaces for a document type that only names one: it would be neither read nor needed.
fn without_document_type(text: &str) -> Cow<'_, str> {
    let Some(start) = text.find("<!DOCTYPE") else { return Cow::Borrowed(text) };
    let Some(end) = text[start..].find(['>', '[']).map(|end| start + end) else { return Cow::Borrowed(text) };
    // A mark after the first element is in a comment or a text.
    let is_first = !text[..start].contains("<graph");
    if !is_first || text[end..].starts_with('[') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}{}{}", &text[..start], " ".repeat(end + 1 - start), &text[end + 1..]))
}

fn parse<'a>(source: &Arc<Source>, text: &'a str) -> Result<Document<'a>> {
    let declarations = text.match_indices("xmlns").nth(MOST_NAMESPACES);
    if let Some((start, found)) = declarations {
        let error = Error::input(format!("more than {MOST_NAMESPACES} declarations of name spaces"));
        return Err(error.at(source, start..start + found.len()));
    }
    if let Some(start) = tag_with_many_attributes(text) {
        let error = Error::input(format!("an element has more than {MOST_IN_A_TAG} XML attributes"));
        return Err(error.at(source, start..start + 1));
    }
    // No document type, hence no entities that could grow.
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            let start = text.find("<!DOCTYPE").unwrap_or(0);
            let error = Error::input("a document type is not read").help("take out the declaration `<!DOCTYPE …>`");
            error.at(source, start..(start + 9).min(text.len()))
        }
        error => {
            let start = offset(text, error.pos());
            let message = error.to_string();
            // Our own place says it better.
            let message = message.strip_suffix(&format!(" at {}", error.pos())).unwrap_or(&message);
            Error::input(format!("this is not well-formed XML: {message}")).at(source, start..start)
        }
    })
}

/// Where a tag with too many attributes begins: the parser's time grows with their square.
fn tag_with_many_attributes(text: &str) -> Option<usize> {
    let (mut start, mut values, mut quote) = (0, 0, None);
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), b'<') => (start, values, quote) = (at, 0, None),
            (Some(_), _) => {}
            (None, b'<') => (start, values) = (at, 0),
            (None, b'"' | b'\'') if values == MOST_IN_A_TAG => return Some(start),
            // An apostrophe in a text opens nothing that the next tag would not close.
            (None, b'"' | b'\'') => (values, quote) = (values + 1, Some(byte)),
            (None, b'>') => values = 0,
            _ => {}
        }
    }
    None
}

/// The byte at a position that the parser gives as line and character.
fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines.by_ref().take(position.row.saturating_sub(1) as usize).map(str::len).sum();
    let line = lines.next().unwrap_or("");
    let characters = position.col.saturating_sub(1) as usize;
    before + line.char_indices().nth(characters).map_or(line.len(), |(byte, _)| byte)
}

/// The only graph of the file.
fn the_graph<'a, 'input>(source: &Arc<Source>, root: Node<'a, 'input>) -> Result<Node<'a, 'input>> {
    let mut graphs = root.children().filter(|child| child.tag_name().name() == "graph");
    let Some(graph) = graphs.next() else {
        return Err(at(source, root, Error::input("this GraphML has no graph")));
    };
    match graphs.next() {
        Some(second) => Err(at(source, second, Error::input("this GraphML has more than one graph"))),
        None => Ok(graph),
    }
}

/// The managers, and the position of each by its XML id.
fn managers<'a>(
    source: &Arc<Source>,
    keys: &Keys<'a>,
    graph: Node<'a, 'a>,
    findings: &mut Findings,
) -> Result<(ManagerList, HashMap<&'a str, u32>)> {
    let mut nodes = Vec::new();
    for child in graph.children().filter(Node::is_element) {
        match child.tag_name().name() {
            "node" => {
                refuse_inside(source, child)?;
                nodes.push((child, xml_attribute(source, child, "id")?));
            }
            "hyperedge" => return Err(at(source, child, Error::input("a hyperedge is not read").help(PLAIN))),
            _ => {}
        }
    }
    let id = ids::column(keys, &nodes, findings);
    let columns = ManagerColumns::of(&keys.names, id);
    let every =
        |column: usize, passes: &dyn Fn(&str) -> bool| nodes.iter().all(|(node, _)| passes(&keys.text(*node, column)));
    columns.say(&format!("{} (nodes)", source.name), &keys.names, id, &every, findings);
    let mut list = ManagerList::new(source, columns.groups());
    let mut positions: HashMap<&str, u32> = HashMap::new();
    for (node, xml_id) in nodes {
        if let Some(&first) = positions.get(xml_id) {
            findings.problem("node twice", "", || {
                let line = list.entries[first as usize].span.line(source);
                let message = format!("node {} is there twice, first in line {line}", quoted(xml_id));
                at(source, node, Error::input(message))
            });
            continue;
        }
        let element = Element::read(source, keys, node, findings);
        let entry = columns.entry(id.map_or(xml_id.trim(), |column| element.text(column)), &element, findings);
        let position = list.add(entry, findings, &|error| match id {
            Some(column) => element.blame(column, error),
            None => at(source, node, error),
        });
        if let Some(position) = position {
            positions.insert(xml_id, position);
        }
    }
    Ok((list, positions))
}

const PLAIN: &str = "a graph of nodes and edges is read: no hyperedges, ports or graphs inside nodes";

/// An error for what a node or an edge may hold in GraphML and an organisation has no use for.
fn refuse_inside(source: &Arc<Source>, element: Node<'_, '_>) -> Result<()> {
    for child in element.children() {
        let what = match child.tag_name().name() {
            "graph" => "a graph inside a node is not read",
            "port" => "a port is not read",
            _ => continue,
        };
        return Err(at(source, child, Error::input(what).help(PLAIN)));
    }
    Ok(())
}

fn edges(
    source: &Arc<Source>,
    keys: &Keys<'_>,
    graph: Node<'_, '_>,
    (list, positions): (&ManagerList, &HashMap<&str, u32>),
    ties: &mut TieList,
    findings: &mut Findings,
) -> Result<()> {
    let by_default = match graph.attribute("edgedefault") {
        Some("directed") => true,
        Some("undirected") => false,
        None => {
            findings.say("the graph does not say `edgedefault`: its edges are read as undirected".into());
            false
        }
        Some(other) => return Err(no_such_value(source, graph, "edgedefault", other, "directed or undirected")),
    };
    let all = || graph.children().filter(|child| child.tag_name().name() == "edge");
    let every = |column: usize, passes: &dyn Fn(&str) -> bool| all().all(|edge| passes(&keys.text(edge, column)));
    let columns = TieColumns::of(&keys.names, &every, false);
    columns.say(&format!("{} (edges)", source.name), &keys.names, findings);
    for edge in all() {
        refuse_inside(source, edge)?;
        if edge.has_attribute("sourceport") || edge.has_attribute("targetport") {
            return Err(at(source, edge, Error::input("an edge between ports is not read").help(PLAIN)));
        }
        let directed = match edge.attribute("directed") {
            None => by_default,
            Some("true") => true,
            Some("false") => false,
            Some(other) => return Err(no_such_value(source, edge, "directed", other, "true or false")),
        };
        let mut end = |attribute| -> Result<Option<u32>> {
            let id = xml_attribute(source, edge, attribute)?;
            let position = positions.get(id).copied();
            if position.is_none() {
                findings.problem("unknown node", attribute, || {
                    let message = format!("{attribute} {} is no node of this graph", quoted(id));
                    // In the file's order: of equally near ones always the same.
                    at(source, edge, unknown(&message, id, node_ids(graph)))
                });
            }
            Ok(position)
        };
        let ends = (end("source")?, end("target")?);
        let element = Element::read(source, keys, edge, findings);
        let (layer, weight) = columns.layer_and_weight(&element, source, findings);
        if let (Some(from), Some(to)) = ends {
            let undirected = columns.is_undirected(&element, !directed);
            ties.add(list, Tie { pair: [from, to], layer, weight, undirected, span: element.span() }, findings);
        }
    }
    Ok(())
}

fn node_ids<'a>(graph: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    graph.children().filter(|child| child.tag_name().name() == "node").filter_map(|node| node.attribute("id"))
}

fn xml_attribute<'a>(source: &Arc<Source>, node: Node<'a, '_>, name: &str) -> Result<&'a str> {
    node.attribute(name).ok_or_else(|| {
        let element = node.tag_name().name();
        at(source, node, Error::input(format!("this `{element}` has no attribute `{name}`")))
    })
}

fn no_such_value(source: &Arc<Source>, node: Node<'_, '_>, name: &str, value: &str, allowed: &str) -> Error {
    at(source, node, Error::input(format!("`{name}` is {}", quoted(value))).help(format!("it is {allowed}")))
}

#[cfg(test)]
mod tests;
