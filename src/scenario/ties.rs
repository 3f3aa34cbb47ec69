//! The files of an imported organisation that `[ties]` names.

use std::path::Path;

use super::node::{Key, Node, pointed};
use super::value::{self, About};
use crate::error::{Place, Result, Source};
use crate::network::{self, Files, Network};
use crate::parameter::{Unit, range};
use crate::practice::Practice;

/// What `[ties]` takes besides parameters.
pub(super) const KEYS: [&str; 6] = ["managers", "ties", "relationships", "graphml", "edges", "layers"];

/// The files named so far, and where.
#[derive(Clone, Default)]
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
            if key.name == "layers" {
                self.place = self.place.take().or_else(|| key.place.clone());
                self.files.layers = layers(node)?;
                continue;
            }
            let what = format!("`ties.{}`", key.name);
            let text = node.text(&what)?;
            if text.is_empty() {
                return Err(node.error(format!("{what} is empty")).help("name a file, relative to this one"));
            }
            let path = Some(base.join(text));
            self.place = key.place.clone();
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
        // An error inside a table has its own place; one about a file as such points at its name.
        let imported = match texts {
            Some(texts) => network::import_texts(&self.files, texts, &catalogue),
            None => network::import_for_practices(&self.files, &catalogue),
        };
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
