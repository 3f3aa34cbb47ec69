//! Which attribute holds the managers' ids.
//!
//! The node attribute `id` where there is one. Where the nodes' XML ids are only numbers, as programs give them: `name`
//! where they are all `n` and a number (igraph, graph-tool), or `name` beside `shared name` (Cytoscape), or the texts in
//! the boxes (yEd). An attribute serves only if every node has it and no two have the same; else the XML id does.

use std::collections::HashSet;

use roxmltree::Node;

use super::attributes::Keys;
use crate::network::cells::{normal, quoted};
use crate::network::findings::Findings;
use crate::network::table_shape::is_whole;

/// The column with the ids, if it is not the XML id.
pub(super) fn column(keys: &Keys<'_>, nodes: &[(Node<'_, '_>, &str)], findings: &mut Findings) -> Option<usize> {
    let named = |name: &str| keys.names.iter().position(|known| known.eq_ignore_ascii_case(name));
    let is_numbered = nodes.iter().all(|(_, id)| is_number(id));
    let of_program = if is_numbered { named("name") } else { None };
    let of_cytoscape = named("shared name").and(named("name"));
    let drawn = if is_numbered { keys.drawn } else { None };
    for column in [named("id"), of_program, of_cytoscape, drawn].into_iter().flatten() {
        let name = match keys.names[column].as_str() {
            "" => "the labels of the boxes".to_owned(),
            name => format!("the attribute {}", quoted(name)),
        };
        match fault(keys, nodes, column) {
            None => {
                if Some(column) == drawn {
                    findings.say("the labels of the boxes are the ids".into());
                }
                return Some(column);
            }
            Some(fault) => findings.say(format!("{name} is not taken for the id: {fault}")),
        }
    }
    None
}

/// Why a column cannot hold ids.
fn fault(keys: &Keys<'_>, nodes: &[(Node<'_, '_>, &str)], column: usize) -> Option<String> {
    let mut seen = HashSet::new();
    let mut without = 0;
    for (node, _) in nodes {
        let text = keys.text(*node, column);
        if text.is_empty() {
            without += 1;
        } else if !seen.insert(normal(&text).into_owned()) {
            return Some(format!("several nodes have {}", quoted(&text)));
        }
    }
    (without > 0).then(|| format!("{without} of {} nodes have none", nodes.len()))
}

/// `n` and a number; yEd adds those of the groups around a node.
fn is_number(id: &str) -> bool {
    id.split("::").all(|part| part.strip_prefix('n').is_some_and(is_whole))
}
