//! The ties that a file names, and how ties of several layers become one.

use std::collections::HashMap;
use std::sync::Arc;

use super::cells::{Cells, Span, one_line, quoted};
use super::organisation::NetworkTie;
use super::roster::{Roster, unknown};
use super::{number, number::Allowed};
use darkside_error::{Error, Result, Source};

/// The most that the ties of a pair can weigh: beyond it, sums over ties in single precision lose what light ones add, and
/// products of them overflow.
const MOST_WEIGHT: f32 = 1e6;

/// A tie as read: positions in the roster and among the layers.
#[derive(Clone, Copy, Debug)]
struct ReadTie {
    source: u32,
    target: u32,
    layer: u32,
    weight: f32,
    span: Span,
}

/// The ties of a file.
#[derive(Debug)]
pub(super) struct TieList {
    source: Arc<Source>,
    /// Names of the layers as they came; "" for ties without one.
    layers: Vec<String>,
    layer_positions: HashMap<String, u32>,
    ties: Vec<ReadTie>,
}

impl TieList {
    /// None yet.
    pub(super) fn new(source: &Arc<Source>) -> Self {
        Self { source: Arc::clone(source), layers: Vec::new(), layer_positions: HashMap::new(), ties: Vec::new() }
    }

    /// Adds a tie from one position of the roster to another.
    pub(super) fn add(&mut self, roster: &Roster, pair: [u32; 2], layer: &str, weight: f32, span: Span) -> Result<()> {
        let [source, target] = pair;
        if source == target {
            let id = quoted(&roster.entries[source as usize].id);
            return Err(Error::input(format!("manager {id} has a tie to itself")).at(&self.source, span.range()));
        }
        let layer = match self.layer_positions.get(layer) {
            Some(&position) => position,
            None => {
                let position = self.layers.len() as u32;
                self.layers.push(layer.to_owned());
                self.layer_positions.insert(layer.to_owned(), position);
                position
            }
        };
        self.ties.push(ReadTie { source, target, layer, weight, span });
        Ok(())
    }

    /// One tie per pair, between seats, sorted: the sum over layers of layer weight × given weight.
    ///
    /// `seats` gives each position of the roster its seat; `wanted` the weights of layers, all of them 1 where
    /// it is empty. Sums run in the order of the layers' names, so that no other order matters.
    pub(super) fn mix(mut self, roster: &Roster, seats: &[u32], wanted: &[(String, f32)]) -> Result<Vec<NetworkTie>> {
        let weights = self.layer_weights(wanted)?;
        let mut by_name: Vec<u32> = (0..self.layers.len() as u32).collect();
        by_name.sort_by_key(|&layer| &self.layers[layer as usize]);
        let mut rank = vec![0u32; by_name.len()];
        for (position, &layer) in by_name.iter().enumerate() {
            rank[layer as usize] = position as u32;
        }
        let seat = |position: u32| seats[position as usize];
        self.ties.sort_unstable_by_key(|tie| {
            (seat(tie.source), seat(tie.target), rank[tie.layer as usize], tie.span.start())
        });
        self.refuse_twice(roster)?;

        let mut mixed = Vec::new();
        for pair in self.ties.chunk_by(|one, other| (one.source, one.target) == (other.source, other.target)) {
            let weight: f64 = pair.iter().map(|tie| weights[tie.layer as usize] * f64::from(tie.weight)).sum();
            let weight = weight as f32;
            if weight > MOST_WEIGHT {
                return Err(Error::input(format!("the ties of this pair weigh {weight:e} in all"))
                    .at(&self.source, pair[0].span.range())
                    .help("at most a million: beyond it, sums over ties lose what the light ones add"));
            }
            // A layer that is left out or weighs nothing ties nobody.
            if weight > 0.0 {
                mixed.push(NetworkTie { source: seat(pair[0].source), target: seat(pair[0].target), weight });
            }
        }
        Ok(mixed)
    }

    /// The weight of each layer, by position.
    fn layer_weights(&self, wanted: &[(String, f32)]) -> Result<Vec<f64>> {
        if wanted.is_empty() {
            return Ok(vec![1.0; self.layers.len()]);
        }
        let mut weights = vec![0.0; self.layers.len()];
        for (layer, weight) in wanted {
            let Some(&position) = self.layer_positions.get(layer).filter(|_| !layer.is_empty()) else {
                return Err(self.unknown_layer(layer));
            };
            if !weight.is_finite() || *weight < 0.0 {
                return Err(Error::input(format!("layer {} has the weight {weight}", quoted(layer)))
                    .help("the weight of a layer is a finite number, 0 or more"));
            }
            weights[position as usize] = f64::from(*weight);
        }
        Ok(weights)
    }

    fn unknown_layer(&self, layer: &str) -> Error {
        let mut names: Vec<&str> = self.layers.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        let error = unknown(
            &format!("no tie of {} has the layer {}", self.source.name, quoted(layer)),
            layer,
            names.iter().copied(),
        );
        if error.advice().is_some() {
            return error;
        }
        match names.len() {
            0 => error.help("its ties have no layers"),
            1..=20 => error.help(format!("its layers are {}", names.join(", "))),
            count => error.help(format!("it has {count} layers")),
        }
    }

    /// An error if a pair has two ties of one layer; ties are sorted.
    fn refuse_twice(&self, roster: &Roster) -> Result<()> {
        let key = |tie: &ReadTie| (tie.source, tie.target, tie.layer);
        let twice = self.ties.windows(2).filter(|two| key(&two[0]) == key(&two[1]));
        // Of several, the first in the file.
        let Some([first, second]) = twice.min_by_key(|two| two[1].span.start()) else { return Ok(()) };
        let id = |position: u32| quoted(&roster.entries[position as usize].id);
        let layer = match self.layers[first.layer as usize].as_str() {
            "" => String::new(),
            layer => format!(" in layer {}", quoted(layer)),
        };
        let line = first.span.line(&self.source);
        let (from, to) = (id(first.source), id(first.target));
        Err(Error::input(format!("the tie from {from} to {to}{layer} is there twice, first in line {line}"))
            .help("a pair has at most one tie per layer")
            .at(&self.source, second.span.range()))
    }
}

/// Which column of a file says what of a tie.
pub(super) struct TieColumns {
    pub(super) layer: Option<usize>,
    pub(super) weight: Option<usize>,
}

impl TieColumns {
    /// The layer that a record names, "" for none, and its weight, 1 for none.
    pub(super) fn layer_and_weight<'a>(&self, record: &'a dyn Cells) -> Result<(&'a str, f32)> {
        let layer = self.layer.map_or("", |column| record.text(column));
        if let Some(column) = self.layer {
            one_line(layer).map_err(|error| record.blame(column, error))?;
        }
        let weight = match self.weight {
            Some(column) => number::optional(record, column, "weight", Allowed::Above0)?,
            None => None,
        };
        Ok((layer, weight.unwrap_or(1.0)))
    }
}
