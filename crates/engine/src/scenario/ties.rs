//! The files of an imported organisation that `[ties]` names.

use std::path::Path;

use super::node::{Content, Key, Node};
use super::reader::{above_zero, switch, word};
use super::value::{self, Expected};
use crate::network::{self, Files, Network, Scale, Twice};
use crate::parameter::{Unit, range};
use crate::practice::Practice;
use darkside_error::{Place, Result, Source};

/// What `[ties]` takes besides parameters.
pub(super) const KEYS: [&str; 10] =
    ["managers", "ties", "relationships", "graphml", "edges", "layers", "mutual", "scale", "twice", "self"];

/// Those that say how ties are meant, and name no file.
const OPTIONS: [&str; 5] = ["layers", "mutual", "scale", "twice", "self"];

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
    /// layers below it; layer weights and options stay until a layer sets them again.
    pub(super) fn name_files(&mut self, entries: &[(Key, Node)], base: &Path) -> Result<()> {
        if entries.iter().any(|(key, _)| !OPTIONS.contains(&key.name.as_str())) {
            let (layers, options) = (std::mem::take(&mut self.files.layers), self.files.options.clone());
            self.files = Files { layers, options, ..Files::default() };
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
            if OPTIONS.contains(&key.name.as_str()) {
                self.option(&key.name, &what, node)?;
                self.point(what, key);
                continue;
            }
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

    fn option(&mut self, name: &str, what: &str, node: &Node) -> Result<()> {
        let options = &mut self.files.options;
        match name {
            "mutual" => options.mutual = switch(node, what)?,
            "twice" => {
                let words = [("sum", Twice::Sum), ("first", Twice::First), ("max", Twice::Max)];
                options.twice = Some(word(node, what, &words)?);
            }
            "self" => options.drop_self = word(node, what, &[("drop", true)])?,
            _ if matches!(node.content, Content::Text(_)) => {
                options.scale = Some(word(node, what, &[("mean", Scale::Mean)])?);
            }
            _ => {
                let factor = above_zero(node, what)? as f32;
                let is_usable = factor > 0.0 && factor.is_finite();
                let too_far = || node.error(format!("{what} cannot be {}", node.words()));
                options.scale = Some(Scale::By(is_usable.then_some(factor).ok_or_else(too_far)?));
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
        network::import(&self.files, texts, Some(&catalogue)).map(Some).map_err(|error| {
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
    let layers = node.table("`ties.layers`")?;
    if layers.is_empty() {
        return Err(node.error("`ties.layers` is empty").help("write for example { advice = 1.0, friendship = 0.5 }"));
    }
    let weight = |(key, node): &(Key, Node)| {
        let path = format!("ties.layers.{}", key.name);
        let about = Expected { path: &path, unit: Unit::Number, allowed: range(0.0, 1e6) };
        Ok((key.name.clone(), value::number(node, about)?))
    };
    layers.iter().map(weight).collect()
}
