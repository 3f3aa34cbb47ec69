//! The files of an imported organisation that `[ties]` names.

use std::path::Path;

use super::node::{Key, Node, pointed};
use super::value::{self, About};
use crate::error::{Error, Place, Result};
use crate::network::{self, Files, Network};
use crate::parameter::{Unit, range};

/// What `[ties]` takes besides parameters.
pub(super) const KEYS: [&str; 6] = ["managers", "ties", "relationships", "graphml", "edges", "layers"];

/// The files named so far, and where.
#[derive(Default)]
pub(super) struct Named {
    files: Files,
    place: Option<Place>,
}

impl Named {
    /// Takes the entries of one layer's `[ties]`. A layer that names any file replaces all files of the
    /// layers below it; layer weights stay until they are given anew.
    pub(super) fn name_files(&mut self, entries: &[(Key, Node)], base: &Path) -> Result<()> {
        if entries.iter().any(|(key, _)| key.name != "layers") {
            self.files = Files { layers: std::mem::take(&mut self.files.layers), ..Files::default() };
        }
        for (key, node) in entries {
            self.place = key.place.clone();
            if key.name == "layers" {
                self.files.layers = layers(node)?;
                continue;
            }
            let what = format!("`ties.{}`", key.name);
            let text = node.text(&what)?;
            if text.is_empty() {
                return Err(node.error(format!("{what} is empty")).help("name a file, relative to this one"));
            }
            let path = Some(base.join(text));
            match key.name.as_str() {
                "managers" => self.files.managers = path,
                "ties" => self.files.ties = path,
                "relationships" => self.files.relationships = path,
                "graphml" => self.files.graphml = path,
                _ => self.files.edges = path,
            }
        }
        Ok(())
    }

    /// Imports the organisation, if files are named.
    pub(super) fn import(&self) -> Result<Option<Network>> {
        let Files { managers, ties, relationships, graphml, edges, layers } = &self.files;
        let at = |message: &str| pointed(Error::input(message), self.place.as_ref());
        let tables = managers.is_some() || ties.is_some();
        let ways = [tables, graphml.is_some(), edges.is_some()].into_iter().filter(|given| *given).count();
        if ways > 1 {
            let error = at("an organisation comes from one kind of file");
            return Err(error.help("either `managers` and `ties`, or `graphml`, or `edges`"));
        }
        if ways == 0 && (relationships.is_some() || !layers.is_empty()) {
            let error = at("`ties.relationships` and `ties.layers` need an imported organisation");
            return Err(error.help("name `managers` and `ties`, or `graphml`, or `edges`"));
        }
        if ways == 0 {
            return Ok(None);
        }
        // An error inside a table has its own place; one about a file as such points here.
        let imported = network::import(&self.files);
        imported.map(Some).map_err(|error| match error.place() {
            Some(_) => error,
            None => pointed(error, self.place.as_ref()),
        })
    }
}

fn layers(node: &Node) -> Result<Vec<(String, f32)>> {
    let mut layers = Vec::new();
    for (key, node) in node.table("`ties.layers`")? {
        let path = format!("ties.layers.{}", key.name);
        let about = About { path: &path, unit: Unit::Number, allowed: range(0.0, 1e6) };
        layers.push((key.name.clone(), value::number(node, about)?));
    }
    if layers.is_empty() {
        return Err(node.error("`ties.layers` is empty").help("write for example { advice = 1.0, friendship = 0.5 }"));
    }
    Ok(layers)
}
