//! The ties that a file names, and how ties of several layers become one.

use std::sync::Arc;

use super::cells::{Span, quoted};
use super::findings::Findings;
use super::manager_list::{ManagerList, unknown};
use super::numbered_names::{NumberedNames, places};
use super::organisation::{NetworkTie, Scale, TieOptions, Twice};
use darkside_error::{Error, Result, Source};

/// The most that the ties of a pair can weigh: beyond it, sums over ties in single precision lose what light ones add, and
/// products of them overflow.
const MOST_WEIGHT: f32 = 1e6;

/// A tie as a file has it.
pub(super) struct Tie<'a> {
    /// Positions in the list of managers: who looks and who is looked at.
    pub(super) pair: [u32; 2],
    /// "" for none.
    pub(super) layer: &'a str,
    pub(super) weight: f32,
    /// Whether it goes both ways.
    pub(super) undirected: bool,
    pub(super) span: Span,
}

/// One direction of a tie: positions in the list of managers and among the layers.
#[derive(Clone, Copy, Debug)]
struct ReadTie {
    source: u32,
    target: u32,
    layer: u32,
    weight: f32,
    span: Span,
    /// Whether it is one of the two directions of a tie that goes both ways.
    mutual: bool,
}

/// The ties of a file.
#[derive(Debug)]
pub(super) struct TieList {
    source: Arc<Source>,
    options: TieOptions,
    /// Names of the layers; "" for ties without one.
    layers: NumberedNames,
    ties: Vec<ReadTie>,
}

impl TieList {
    /// None yet.
    pub(super) fn new(source: &Arc<Source>, options: &TieOptions) -> Self {
        let (source, options) = (Arc::clone(source), options.clone());
        Self { source, options, layers: NumberedNames::default(), ties: Vec::new() }
    }

    /// Adds a tie; one of weight 0 is none, one of a manager to itself is left out or a problem.
    pub(super) fn add(&mut self, list: &ManagerList, tie: Tie<'_>, findings: &mut Findings) {
        let layer = self.layers.number(tie.layer);
        let line = || format!("the first in line {}", tie.span.line(&self.source));
        if tie.weight == 0.0 {
            findings.note("ties of weight 0, which are no ties", line);
            return;
        }
        let [source, target] = tie.pair;
        if source == target {
            if self.options.drop_self {
                findings.note("ties of managers to themselves, left out", line);
                return;
            }
            findings.problem("self", "", || {
                let id = quoted(&list.entries[source as usize].id);
                Error::input(format!("manager {id} has a tie to itself"))
                    .help("leave such ties out with `self = \"drop\"` in [ties]")
                    .at(&self.source, tie.span.range())
            });
            return;
        }
        let mutual = tie.undirected || self.options.mutual;
        let one = ReadTie { source, target, layer, weight: tie.weight, span: tie.span, mutual };
        self.ties.push(one);
        if mutual {
            self.ties.push(ReadTie { source: target, target: source, ..one });
        }
    }

    /// One tie per pair, between seats, sorted: the sum over layers of layer weight × given weight, scaled.
    ///
    /// `seats` gives each position in the list of managers its seat; `wanted` the weights of layers, all of them 1 where
    /// it is empty. Sums run in the order of the layers' names, so that no other order matters.
    pub(super) fn mix(
        mut self,
        list: &ManagerList,
        seats: &[u32],
        wanted: &[(String, f32)],
        findings: &mut Findings,
    ) -> Result<Vec<NetworkTie>> {
        let weights = self.layer_weights(wanted)?;
        let mut by_name: Vec<u32> = (0..weights.len() as u32).collect();
        by_name.sort_by_key(|&layer| &self.layers.names[layer as usize]);
        let rank = places(&by_name);
        let seat = |position: u32| seats[position as usize];
        self.ties.sort_unstable_by_key(|tie| {
            (seat(tie.source), seat(tie.target), rank[tie.layer as usize], tie.span.start(), tie.weight.to_bits())
        });
        self.once(list, findings);
        findings.layers = self.count_by_layer(&by_name, &weights);

        let mut mixed: Vec<(&ReadTie, f64)> = Vec::new();
        for pair in self.ties.chunk_by(|one, other| (one.source, one.target) == (other.source, other.target)) {
            let weight: f64 = pair.iter().map(|tie| weights[tie.layer as usize] * f64::from(tie.weight)).sum();
            mixed.push((&pair[0], weight));
        }
        let factor = self.factor(&mixed);
        let mut ties = Vec::new();
        for (first, weight) in mixed {
            let exact = factor.map_or(weight, |factor| weight * factor);
            let weight = exact as f32;
            if weight > MOST_WEIGHT {
                findings.problem("too heavy", "", || {
                    Error::input(format!("the ties of this pair weigh {exact:.3e} in all"))
                        .at(&self.source, first.span.range())
                        .help("at most a million: beyond it, sums over ties lose what the light ones add")
                });
            }
            // A layer that is left out or weighs nothing ties nobody.
            if weight > 0.0 {
                ties.push(NetworkTie { source: seat(first.source), target: seat(first.target), weight });
            }
        }
        Ok(ties)
    }

    /// What the weights are multiplied by.
    fn factor(&self, mixed: &[(&ReadTie, f64)]) -> Option<f64> {
        match self.options.scale? {
            Scale::By(factor) => Some(f64::from(factor)),
            Scale::Mean => {
                let weights = || mixed.iter().map(|(_, weight)| *weight).filter(|&weight| weight > 0.0);
                let sum: f64 = weights().sum();
                (sum > 0.0).then(|| weights().count() as f64 / sum)
            }
        }
    }

    /// The layers by name, unless there is only the one without a name: ties, and whether they count.
    fn count_by_layer(&self, by_name: &[u32], weights: &[f64]) -> Vec<(String, usize, bool)> {
        if self.layers.names.iter().all(String::is_empty) {
            return Vec::new();
        }
        let mut counts = vec![0; weights.len()];
        self.ties.iter().for_each(|tie| counts[tie.layer as usize] += 1);
        let name = |layer: usize| match self.layers.names[layer].as_str() {
            "" => "(none)".to_owned(),
            name => name.to_owned(),
        };
        let count = |&layer: &u32| {
            let layer = layer as usize;
            (name(layer), counts[layer], weights[layer] > 0.0)
        };
        by_name.iter().map(count).collect()
    }

    /// The weight of each layer, by position.
    fn layer_weights(&self, wanted: &[(String, f32)]) -> Result<Vec<f64>> {
        if wanted.is_empty() {
            return Ok(vec![1.0; self.layers.names.len()]);
        }
        let mut weights = vec![0.0; self.layers.names.len()];
        for (layer, weight) in wanted {
            let Some(position) = self.layers.find(layer).filter(|_| !layer.is_empty()) else {
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
        let mut names: Vec<&str> =
            self.layers.names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
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

    /// Leaves one tie per pair and layer, as the options say; ties are sorted.
    fn once(&mut self, list: &ManagerList, findings: &mut Findings) {
        let is_same = |one: &ReadTie, other: &ReadTie| {
            (one.source, one.target, one.layer) == (other.source, other.target, other.layer)
        };
        if self.ties.windows(2).all(|two| !is_same(&two[0], &two[1])) {
            return;
        }
        let Some(twice) = self.options.twice else { return self.refuse_twice(&is_same, list, findings) };
        let (what, weight): (&str, fn(&[ReadTie]) -> f32) = match twice {
            Twice::First => ("left out for the first", |same| same[0].weight),
            Twice::Max => ("left out for the heaviest", |same| {
                same.iter().map(|tie| tie.weight).max_by(f32::total_cmp).unwrap_or(0.0)
            }),
            Twice::Sum => ("added up", |same| {
                // By size, so that the order of rows does not matter.
                let mut weights: Vec<f64> = same.iter().map(|tie| f64::from(tie.weight)).collect();
                weights.sort_by(f64::total_cmp);
                weights.iter().sum::<f64>() as f32
            }),
        };
        let before = self.ties.len();
        self.ties = self.ties.chunk_by(is_same).map(|same| ReadTie { weight: weight(same), ..same[0] }).collect();
        findings.say(format!("repeated ties, {what}: {}", before - self.ties.len()));
    }

    /// The problem that pairs have several ties in a layer.
    fn refuse_twice(&self, is_same: &dyn Fn(&ReadTie, &ReadTie) -> bool, list: &ManagerList, findings: &mut Findings) {
        let mut twice: Vec<_> = self.ties.windows(2).filter(|two| is_same(&two[0], &two[1])).collect();
        twice.sort_by_key(|two| two[1].span.start());
        // Both directions of a tie that goes both ways are one.
        twice.dedup_by_key(|two| two[1].span.start());
        for two in twice {
            let (first, second) = (&two[0], &two[1]);
            findings.problem("twice", "", || self.twice(first, second, list));
        }
    }

    fn twice(&self, first: &ReadTie, second: &ReadTie, list: &ManagerList) -> Error {
        let id = |position: u32| quoted(&list.entries[position as usize].id);
        let layer = match self.layers.names[first.layer as usize].as_str() {
            "" => String::new(),
            layer => format!(" in layer {}", quoted(layer)),
        };
        let line = first.span.line(&self.source);
        let (from, to) = (id(first.source), id(first.target));
        let help = match first.mutual && second.mutual {
            true => {
                "an undirected edge already is a tie each way; to go on, write `twice = \"first\"` in [ties]: \"first\" \
                     and \"max\" keep one, \"sum\" adds their weights"
            }
            false => {
                "a pair has at most one tie per layer; to go on, write `twice = \"sum\"` in [ties], or \"first\", or \
                      \"max\""
            }
        };
        Error::input(format!("the tie from {from} to {to}{layer} is there twice, first in line {line}"))
            .help(help)
            .at(&self.source, second.span.range())
    }
}
