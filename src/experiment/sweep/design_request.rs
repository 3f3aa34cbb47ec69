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

/// The keys of `[design]`.
const DESIGN_KEYS: [&str; 8] = ["kind", "points", "seeds", "first_seed", "seed", "scramble", "file", "values"];

/// How `values` can be read.
const VALUES: &str = "\"natural\": the parameters' own values; \"unit\": places from 0 to 1 in each factor's range";

/// What `[design]` asks for.
pub(super) struct DesignRequest<'a> {
    node: &'a Node,
    pub(super) kind: &'static str,
    points: Option<(u32, &'a Node)>,
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
        let mut request = Self {
            node,
            kind,
            points: None,
            seeds: None,
            first_seed: None,
            seed: 1,
            scramble: true,
            file: None,
            unit_cube: false,
        };
        for (key, node) in entries {
            let for_kinds = |kinds: &[&str]| match kinds.contains(&kind) {
                true => Ok(()),
                false => Err(key
                    .error(format!("`{}` has no meaning for a design of kind \"{kind}\"", key.name))
                    .help(format!("it goes with {}", kinds.join(", ")))),
            };
            match key.name.as_str() {
                "kind" => {}
                "points" => {
                    for_kinds(&["latin_hypercube", "sobol"])?;
                    request.points = Some((whole(node, "`points`", 1, u64::from(u32::MAX))? as u32, node));
                }
                "seeds" => request.seeds = Some(whole(node, "`seeds`", 1, 10_000)? as u32),
                "first_seed" => request.first_seed = Some(whole(node, "`first_seed`", 0, i64::MAX as u64)?),
                "seed" => {
                    for_kinds(&["latin_hypercube", "sobol"])?;
                    request.seed = whole(node, "`seed`", 0, i64::MAX as u64)?;
                }
                "scramble" => {
                    for_kinds(&["sobol"])?;
                    request.scramble = switch(node, "`scramble`")?;
                }
                "file" => {
                    for_kinds(&["list"])?;
                    request.file = Some((node.text("`file`")?, node));
                }
                "values" => {
                    for_kinds(&["list"])?;
                    let read = word(node, "`values`", &[("natural", false), ("unit", true)]);
                    request.unit_cube = read.map_err(|error| error.help(VALUES))?;
                }
                _ => return Err(unknown_key(key, "[design]", &DESIGN_KEYS)),
            }
        }
        Ok(request)
    }

    /// The design. The header of a list may add factors.
    pub(super) fn design(&self, factors: &mut Vec<Factor>, base: &Base, folder: &Path) -> Result<Design> {
        let at = |error: Error| error.or_at(self.node.place.as_ref());
        let points = || match self.points {
            Some((points, _)) => Ok(points as usize),
            None => Err(self.node.error("[design] needs `points`").help("how many points, for example points = 64")),
        };
        let draws = Draws::new(self.seed);
        Ok(match self.kind {
            "grid" => {
                let levels: Vec<usize> = factors.iter().map(|factor| factor.levels.len()).collect();
                Design::Grid(Grid::new(&levels).map_err(at)?)
            }
            "latin_hypercube" => {
                Design::LatinHypercube(LatinHypercube::new(factors.len(), points()?, &draws).map_err(at)?)
            }
            "sobol" => {
                let sequence = Sobol::new(factors.len(), self.scramble.then_some(&draws)).map_err(at)?;
                Design::Sobol(sequence, points()? as u32)
            }
            _ => {
                let Some((file, node)) = self.file else {
                    let error = self.node.error("a list needs `file`");
                    return Err(error.help("a text table with one point per line; its path is relative to this file"));
                };
                Design::List(list::read(&folder.join(file), node, self.unit_cube, factors, base)?)
            }
        })
    }
}
