//! GraphML, as networkx, igraph and Gephi write it: nodes are managers, edges are ties.
//!
//! Attributes are the columns of the tables, known by the `attr.name` of their `<key>`. A manager's id is the
//! node attribute `id` where there is one; else the attribute `name` where the nodes' XML ids are all `n` and a
//! number, as igraph numbers them; else the XML id. Gephi's attributes for the appearance of a node are
//! ignored. An undirected edge is a tie each way.

mod attributes;
mod place;

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::{Document, Node, ParsingOptions};

use self::attributes::{Element, Keys};
use self::place::at;
use super::cells::{Cells, quoted};
use super::roster::{self, Roster, unknown};
use super::ties::{self, TieList};
use darkside_error::{Error, Result, Source};

/// More declarations of name spaces are refused: the parser's memory grows with their square.
const MOST_NAMESPACES: usize = 1000;

/// Reads managers and ties.
pub(super) fn read(source: &Arc<Source>) -> Result<(Roster, TieList)> {
    let document = parse(source)?;
    let root = document.root_element();
    if root.tag_name().name() != "graphml" {
        let name = quoted(root.tag_name().name());
        return Err(at(source, root, Error::input(format!("this is not GraphML: its root is {name}"))));
    }
    let graph = the_graph(source, root)?;
    let (roster, positions) = managers(source, &Keys::read(source, root, "node")?, graph)?;
    let ties = edges(source, &Keys::read(source, root, "edge")?, graph, &roster, &positions)?;
    Ok((roster, ties))
}

fn parse(source: &Source) -> Result<Document<'_>> {
    let text = source.text.as_str();
    let here = |span| move |error: Error| error.at(&Arc::new(source.clone()), span);
    let declarations = text.match_indices("xmlns").nth(MOST_NAMESPACES);
    if let Some((start, found)) = declarations {
        let error = Error::input(format!("more than {MOST_NAMESPACES} declarations of name spaces"));
        return Err(here(start..start + found.len())(error));
    }
    // No document type, hence no entities that could grow.
    let options = ParsingOptions { allow_dtd: false, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => {
            let start = text.find("<!DOCTYPE").unwrap_or(0);
            let error = Error::input("a document type is not read").help("take out the declaration `<!DOCTYPE …>`");
            here(start..(start + 9).min(text.len()))(error)
        }
        error => {
            let start = offset(text, error.pos());
            let message = error.to_string();
            // Our own place says it better.
            let message = message.strip_suffix(&format!(" at {}", error.pos())).unwrap_or(&message);
            here(start..start)(Error::input(format!("this is not well-formed XML: {message}")))
        }
    })
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
fn managers<'a>(source: &Arc<Source>, keys: &Keys<'a>, graph: Node<'a, 'a>) -> Result<(Roster, HashMap<&'a str, u32>)> {
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
    let id = id_column(keys, &nodes);
    let columns = roster::ManagerColumns::of(&keys.names, id);
    let mut roster = Roster::new(source, &columns);
    let mut positions: HashMap<&str, u32> = HashMap::new();
    for (node, xml_id) in nodes {
        if let Some(&first) = positions.get(xml_id) {
            let line = roster.entries[first as usize].span.line(source);
            let message = format!("node {} is there twice, first in line {line}", quoted(xml_id));
            return Err(at(source, node, Error::input(message)));
        }
        let element = Element::read(source, keys, node)?;
        let entry = columns.entry(id.map_or(xml_id.trim(), |column| element.text(column)), &element)?;
        let position = roster.add(entry).map_err(|error| match id {
            Some(column) => element.blame(column, error),
            None => at(source, node, error),
        })?;
        positions.insert(xml_id, position);
    }
    Ok((roster, positions))
}

const PLAIN: &str = "a graph of nodes and edges is read: no hyperedges, ports or graphs inside nodes";

/// The attribute that holds the managers' ids, if it is not the XML id.
fn id_column(keys: &Keys<'_>, nodes: &[(Node<'_, '_>, &str)]) -> Option<usize> {
    let is_numbered = |id: &str| {
        id.strip_prefix('n')
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    keys.column("id").or_else(|| keys.column("name").filter(|_| nodes.iter().all(|(_, id)| is_numbered(id))))
}

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
    roster: &Roster,
    positions: &HashMap<&str, u32>,
) -> Result<TieList> {
    let by_default = match xml_attribute(source, graph, "edgedefault")? {
        "directed" => true,
        "undirected" => false,
        other => return Err(no_such_value(source, graph, "edgedefault", other, "directed or undirected")),
    };
    let columns = ties::TieColumns { layer: keys.column("layer"), weight: keys.column("weight") };
    let mut ties = TieList::new(source);
    for edge in graph.children().filter(|child| child.tag_name().name() == "edge") {
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
        let end = |attribute| {
            let id = xml_attribute(source, edge, attribute)?;
            positions.get(id).copied().ok_or_else(|| {
                let message = format!("{attribute} {} is no node of this graph", quoted(id));
                // In the file's order: of equally near ones always the same.
                at(source, edge, unknown(&message, id, node_ids(graph)))
            })
        };
        let (from, to) = (end("source")?, end("target")?);
        let element = Element::read(source, keys, edge)?;
        let (layer, weight) = columns.layer_and_weight(&element)?;
        ties.add(roster, [from, to], layer, weight, element.span())?;
        if !directed {
            ties.add(roster, [to, from], layer, weight, element.span())?;
        }
    }
    Ok(ties)
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
