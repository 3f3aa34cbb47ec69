//! `[design]` of a sweep's file.

use std::path::Path;

use super::design::Design;
use super::factor::Factor;
use super::list;
use darkside_draws::Draws;
use darkside_engine::scenario::Base;
use darkside_engine::scenario::node::Node;
use darkside_engine::scenario::reader::{required, switch, unknown_key, whole, word};
use darkside_error::{Error, Result};
use darkside_stats::design::{Grid, LatinHypercube, Sobol};

/// The keys of `[design]`, each with the kinds that it goes with.
const DESIGN_KEYS: [(&str, &[&str]); 8] = [
    ("kind", &Design::KINDS),
    ("points", &["latin_hypercube", "sobol"]),
    ("seeds", &Design::KINDS),
    ("first_seed", &Design::KINDS),
    ("seed", &["latin_hypercube", "sobol"]),
    ("scramble", &["sobol"]),
    ("file", &["list"]),
    ("values", &["list"]),
];

/// How `values` can be read.
const VALUES: &str = "\"natural\": the parameters' own values; \"unit\": places from 0 to 1 in each factor's range";

/// What `[design]` asks for.
pub(super) struct DesignRequest<'a> {
    node: &'a Node,
    pub(super) kind: &'static str,
    points: Option<u32>,
    pub(super) seeds: Option<u32>,
    pub(super) first_seed: Option<u64>,
    seed: u64,
    scramble: bool,
    file: Option<(&'a str, &'a Node)>,
    unit_cube: bool,
}

impl<'a> DesignRequest<'a> {
    pub(super) fn read(node: &'a Node) -> Result<Self> {
        let entries = node.table("`design`")?;
        let kinds = || format!("one of {}", Design::KINDS.map(|kind| format!("\"{kind}\"")).join(", "));
        let kind = required(node, "kind", "[design]").map_err(|error| error.help(kinds()))?;
        let kind = word(kind, "`kind`", &Design::KINDS.map(|kind| (kind, kind)))?;
        for (key, _) in entries {
            let Some((_, kinds)) = DESIGN_KEYS.iter().find(|(known, _)| *known == key.name) else {
                return Err(unknown_key(key, "[design]", &DESIGN_KEYS.map(|(key, _)| key)));
            };
            if !kinds.contains(&kind) {
                let error = key.error(format!("`{}` has no meaning for a design of kind \"{kind}\"", key.name));
                return Err(error.help(format!("it goes with {}", kinds.join(", "))));
            }
        }
        let number = |key: &str, least: u64, most: u64| {
            node.entry(key).map(|node| whole(node, &format!("`{key}`"), least, most)).transpose()
        };
        let values = |node: &Node| {
            word(node, "`values`", &[("natural", false), ("unit", true)]).map_err(|error| error.help(VALUES))
        };
        Ok(Self {
            node,
            kind,
            points: number("points", 1, u32::MAX.into())?.map(|points| points as u32),
            seeds: number("seeds", 1, 10_000)?.map(|seeds| seeds as u32),
            first_seed: number("first_seed", 0, i64::MAX as u64)?,
            seed: number("seed", 0, i64::MAX as u64)?.unwrap_or(1),
            scramble: node.entry("scramble").map_or(Ok(true), |node| switch(node, "`scramble`"))?,
            file: node.entry("file").map(|node| Ok((node.text("`file`")?, node))).transpose()?,
            unit_cube: node.entry("values").map_or(Ok(false), values)?,
        })
    }

    /// The design. The header of a list may add factors.
    pub(super) fn design(&self, factors: &mut Vec<Factor>, base: &Base, folder: &Path) -> Result<Design> {
        let at = |error: Error| error.or_at(self.node.place.as_ref());
        let missing = || self.node.error("[design] needs `points`").help("how many points, for example points = 64");
        let points = || self.points.ok_or_else(missing);
        let draws = Draws::new(self.seed);
        Ok(match self.kind {
            "grid" => {
                let levels: Vec<usize> = factors.iter().map(|factor| factor.levels.len()).collect();
                Design::Grid(Grid::new(&levels).map_err(at)?)
            }
            "latin_hypercube" => {
                Design::LatinHypercube(LatinHypercube::new(factors.len(), points()? as usize, &draws).map_err(at)?)
            }
            "sobol" => {
                let sequence = Sobol::new(factors.len(), self.scramble.then_some(&draws)).map_err(at)?;
                Design::Sobol(sequence, points()?)
            }
            _ => {
                let Some((file, node)) = self.file else {
                    let error = self.node.error("a list needs `file`");
                    return Err(error.help("a text table with one point per line; its path is relative to this file"));
                };
                let rows = list::read(&folder.join(file), self.unit_cube, factors, base);
                Design::List(rows.map_err(|error| error.or_at(node.place.as_ref()))?)
            }
        })
    }
}
