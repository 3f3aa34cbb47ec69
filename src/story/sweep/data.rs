//! What pictures and report need from a sweep: plain data, already aggregated.

use crate::archive::sweep::{OutcomeColumn, SweepManifest};
use crate::experiment::sweep::Factor;
use crate::story::data::Estimate;
use crate::story::number::{number, short};

/// Most outcomes that get pictures.
pub const MOST_SHOWN: usize = 3;
/// Most factors of a point that a sentence names.
const MOST_IN_WORDS: usize = 3;

/// A finished sweep, as seen by pictures and report.
#[derive(Clone, Debug)]
pub struct SweepStory {
    /// What `sweep.json` says.
    pub manifest: SweepManifest,
    /// The factors, in order.
    pub factors: Vec<Varied>,
    /// The outcomes that get pictures, in order.
    pub shown: Vec<OutcomeStory>,
    /// Coordinates of a regular sample of the points, by factor.
    pub sample: Vec<Vec<f64>>,
    /// The number of points that everything here is based on.
    pub points: u32,
    /// The first points that were set aside, each with its reason.
    pub set_aside: Vec<(u32, String)>,
}

/// A factor and the bins of its values.
#[derive(Clone, Debug)]
pub struct Varied {
    /// The factor.
    pub factor: Factor,
    /// Bins of its values, in order; one per level if there are few.
    pub bins: Vec<Bin>,
    /// Whether each bin is one level.
    pub by_level: bool,
}

impl Varied {
    /// The bin in which a coordinate lies.
    pub fn bin(&self, at: f64) -> usize {
        self.bins.iter().rposition(|bin| at >= bin.from).unwrap_or(0)
    }
}

/// A bin of a factor's values.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// The label at an axis.
    pub label: String,
    /// Least coordinate.
    pub from: f64,
    /// Greatest coordinate.
    pub to: f64,
}

impl Bin {
    /// Its middle.
    pub fn middle(&self) -> f64 {
        f64::midpoint(self.from, self.to)
    }
}

/// An outcome.
#[derive(Clone, Debug)]
pub struct OutcomeStory {
    /// The column.
    pub column: OutcomeColumn,
    /// Means over seeds for the sampled points, in the order of the sample; NaN where undefined.
    pub sample: Vec<f64>,
    /// For each factor, the mean in each bin over all other factors, with its interval over seeds.
    pub marginal: Vec<Vec<Estimate>>,
    /// For each factor, the share of the variance between points that it explains, corrected for chance; NaN if
    /// undefined.
    pub explained: Vec<f64>,
    /// The pairs of factors that move it most, with the mean in each pair of bins (first factor, then second).
    pub pairs: Vec<Pair>,
    /// The point with the least mean, and the one with the greatest.
    pub extremes: [Extreme; 2],
    /// The share of the variance between points that chance would give if no factor did anything. This is the
    /// interaction of seeds and points in a two-way analysis of variance; NaN with one seed.
    pub by_chance: f64,
}

/// Two factors together.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Positions of the factors: across, and up.
    pub factors: [usize; 2],
    /// By bin of the first factor, then of the second; NaN if there is no point.
    pub means: Vec<Vec<f64>>,
}

/// A point that stands out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extreme {
    /// Its number, from 1; 0 if there is none.
    pub point: u32,
    /// Its mean.
    pub mean: f64,
    /// Its coordinates.
    pub coordinates: Vec<f64>,
}

impl OutcomeStory {
    /// The factors, the most influential first.
    pub fn by_influence(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.explained.len()).collect();
        let rank = |factor: usize| if self.explained[factor].is_nan() { -1.0 } else { self.explained[factor] };
        order.sort_by(|&a, &b| rank(b).total_cmp(&rank(a)).then(a.cmp(&b)));
        order
    }
}

impl SweepStory {
    /// A point's values in words, the most influential first and only as many as fit into a sentence: `a.b 0.1, c.d 3,
    /// …`.
    pub fn words(&self, shown: &OutcomeStory, coordinates: &[f64]) -> String {
        let one = |factor: usize| {
            let factor_of = &self.factors[factor].factor;
            format!("{} {}", factor_of.path, coordinate(factor_of, coordinates[factor]))
        };
        let mut words: Vec<String> = shown.by_influence().into_iter().take(MOST_IN_WORDS).map(one).collect();
        if self.factors.len() > MOST_IN_WORDS {
            words.push("…".into());
        }
        words.join(", ")
    }
}

/// A coordinate in readable form: a number with three digits, or a level's name.
pub fn coordinate(factor: &Factor, at: f64) -> String {
    if !factor.is_number() || at.is_infinite() {
        return factor.text(at).trim_matches('"').to_owned();
    }
    if at.fract() == 0.0 && at.abs() < 1e6 { number(at, 0) } else { short(at) }
}
