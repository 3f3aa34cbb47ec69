//! The files of an imported organisation that `[ties]` names.

use std::path::Path;

use super::node::{Key, Node};
use super::value::{self, Expected};
use crate::network::{self, Files, Network};
use crate::parameter::{Unit, range};
use crate::practice::Practice;
use darkside_error::{Place, Result, Source};

/// What `[ties]` takes besides parameters.
pub(super) const KEYS: [&str; 6] = ["managers", "ties", "relationships", "graphml", "edges", "layers"];

/// How a message begins the name of a layer.
const LAYER: &str = "the layer ";

/// The files named so far, and where.
#[derive(Clone, Default)]
pub(super) struct NamedFiles {
    files: Files,
    /// What a message calls each entry, and where the entry stands.
    entries: Vec<(String, Place)>,
}

impl NamedFiles {
    /// Takes the entries of one layer's `[ties]`. A layer that names any file replaces all files of the
    /// layers below it; layer weights stay until they are given anew.
    pub(super) fn name_files(&mut self, entries: &[(Key, Node)], base: &Path) -> Result<()> {
        if entries.iter().any(|(key, _)| key.name != "layers") {
            self.files = Files { layers: std::mem::take(&mut self.files.layers), ..Files::default() };
            self.entries.retain(|(name, _)| name.starts_with(LAYER));
        }
        for (key, node) in entries {
            if key.name == "layers" {
                self.files.layers = layers(node)?;
                self.entries.retain(|(name, _)| !name.starts_with(LAYER));
                for (layer, _) in node.table("`ties.layers`")? {
                    self.point(format!("{LAYER}`{}`", layer.name), layer);
                }
                self.point(LAYER.to_owned(), key);
                continue;
            }
            let what = format!("`ties.{}`", key.name);
            let text = node.text(&what)?;
            if text.is_empty() {
                return Err(node.error(format!("{what} is empty")).help("name a file, relative to this one"));
            }
            let path = base.join(text);
            self.point(path.display().to_string(), key);
            let path = Some(path);
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

    /// Imports the organisation, if files are named: from the disk, or from texts of these names.
    pub(super) fn import(&self, practices: &[Practice], texts: Option<&[Source]>) -> Result<Option<Network>> {
        if self.files == Files::default() {
            return Ok(None);
        }
        let catalogue: Vec<&str> = practices.iter().map(|practice| practice.name.as_str()).collect();
        // An error inside a table has its own place; one about a file as such, or about a layer, points at its entry.
        let imported = match texts {
            Some(texts) => network::import_texts(&self.files, texts, &catalogue),
            None => network::import_for_practices(&self.files, &catalogue),
        };
        imported.map(Some).map_err(|error| {
            let place = self.entry_in(error.message()).cloned();
            error.or_at(place.as_ref())
        })
    }

    fn point(&mut self, name: String, key: &Key) {
        self.entries.extend(key.place.clone().map(|place| (name, place)));
    }

    /// The entry that a message names: a layer before the file that lacks it, a longer path before one that ends it.
    fn entry_in(&self, message: &str) -> Option<&Place> {
        let named = self.entries.iter().filter(|(name, _)| message.contains(name.as_str()));
        let named = named.max_by_key(|(name, _)| (name.starts_with(LAYER), name.len())).or_else(|| self.entries.last());
        named.map(|(_, place)| place)
    }
}

fn layers(node: &Node) -> Result<Vec<(String, f32)>> {
    let mut layers = Vec::new();
    for (key, node) in node.table("`ties.layers`")? {
        let path = format!("ties.layers.{}", key.name);
        let about = Expected { path: &path, unit: Unit::Number, allowed: range(0.0, 1e6) };
        layers.push((key.name.clone(), value::number(node, about)?));
    }
    if layers.is_empty() {
        return Err(node.error("`ties.layers` is empty").help("write for example { advice = 1.0, friendship = 0.5 }"));
    }
    Ok(layers)
}
