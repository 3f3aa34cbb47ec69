//! What `[design]` of a sweep's file asks for.

use std::path::Path;

use super::design::Design;
use super::factor::Factor;
use super::file::unknown;
use super::list;
use darkside_draws::Draws;
use darkside_engine::scenario::Base;
use darkside_engine::scenario::node::{Node, Value, pointed};
use darkside_error::{Error, Result, nearest};
use darkside_stats::design::{Grid, LatinHypercube, Sobol};

/// What `[design]` takes.
const DESIGN_KEYS: [&str; 8] = ["kind", "points", "seeds", "first_seed", "seed", "scramble", "file", "values"];

/// What `[design]` asks for.
pub(super) struct Asked<'a> {
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

impl<'a> Asked<'a> {
    pub(super) fn read(node: &'a Node) -> Result<Self> {
        let entries = node.table("`design`")?;
        let kinds = Design::KINDS.map(|kind| format!("\"{kind}\"")).join(", ");
        let Some(kind) = node.entry("kind") else {
            return Err(node.error("[design] lacks its `kind`").help(format!("one of {kinds}")));
        };
        let word = kind.text("`kind`")?;
        let Some(known) = Design::KINDS.into_iter().find(|known| *known == word) else {
            let error = kind.error(format!("there is no design \"{}\"", word.escape_debug()));
            return Err(match nearest(word, Design::KINDS) {
                Some(near) => error.help(format!("did you mean \"{near}\"? It is one of {kinds}")),
                None => error.help(format!("one of {kinds}")),
            });
        };
        let mut asked = Self {
            node,
            kind: known,
            points: None,
            seeds: None,
            first_seed: None,
            seed: 1,
            scramble: true,
            file: None,
            unit_cube: false,
        };
        for (key, node) in entries {
            let for_kinds = |kinds: &[&str]| match kinds.contains(&known) {
                true => Ok(()),
                false => Err(key
                    .error(format!("`{}` says nothing about a design of kind \"{known}\"", key.name))
                    .help(format!("it goes with {}", kinds.join(", ")))),
            };
            match key.name.as_str() {
                "kind" => {}
                "points" => {
                    for_kinds(&["latin_hypercube", "sobol"])?;
                    asked.points = Some((whole(node, "`points`", 1, u64::from(u32::MAX))? as u32, node));
                }
                "seeds" => asked.seeds = Some(whole(node, "`seeds`", 1, 10_000)? as u32),
                "first_seed" => asked.first_seed = Some(whole(node, "`first_seed`", 0, i64::MAX as u64)?),
                "seed" => {
                    for_kinds(&["latin_hypercube", "sobol"])?;
                    asked.seed = whole(node, "`seed`", 0, i64::MAX as u64)?;
                }
                "scramble" => {
                    for_kinds(&["sobol"])?;
                    asked.scramble = match node.value {
                        Value::Switch(switch) => switch,
                        _ => return Err(node.must_be("`scramble`", "true or false")),
                    };
                }
                "file" => {
                    for_kinds(&["list"])?;
                    asked.file = Some((node.text("`file`")?, node));
                }
                "values" => {
                    for_kinds(&["list"])?;
                    asked.unit_cube =
                        match node.text("`values`")? {
                            "natural" => false,
                            "unit" => true,
                            _ => return Err(node.must_be("`values`", "\"natural\" or \"unit\"").help(
                                "natural: the parameters' own values; unit: places from 0 to 1 in each factor's range",
                            )),
                        };
                }
                _ => return Err(unknown(key, "[design]", &DESIGN_KEYS)),
            }
        }
        Ok(asked)
    }

    /// The design. A list may name factors of its own.
    pub(super) fn design(&self, factors: &mut Vec<Factor>, base: &Base, folder: &Path) -> Result<Design> {
        let at = |error: Error| pointed(error, self.node.place.as_ref());
        let points = || match self.points {
            Some((points, _)) => Ok(points as usize),
            None => {
                Err(self.node.error("[design] lacks its `points`").help("how many points, for example points = 64"))
            }
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
                    let error = self.node.error("a list lacks its `file`");
                    return Err(error.help("a table of text with one point a line, relative to this file"));
                };
                Design::List(list::read(&folder.join(file), node, self.unit_cube, factors, base)?)
            }
        })
    }
}

fn whole(node: &Node, what: &str, least: u64, most: u64) -> Result<u64> {
    let number = match node.value {
        Value::Integer(number) => u64::try_from(number).ok().filter(|number| (least..=most).contains(number)),
        _ => None,
    };
    number.ok_or_else(|| node.must_be(what, &format!("a whole number from {least} to {most}")))
}
