//! Why spreading adds what it adds: more is adopted, other practices are, and in other relationships (model, section 4).

use super::part::over;
use darkside_stats::Summary;

/// What spreading adds, in three parts that add up within each seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// Volume, mix and placement, in this order.
    pub parts: [SplitPart; 3],
}

/// One of the three parts.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitPart {
    /// `volume`, `mix` or `placement`.
    pub name: &'static str,
    /// What it is, as a clause.
    pub meaning: &'static str,
    /// What it adds to the outcome in each seed, in the outcome's unit; NaN where an outcome is undefined.
    pub by_seed: Vec<f64>,
}

const PARTS: [(&str, &str); 3] = [
    ("volume", "more is adopted in each week"),
    ("mix", "other practices are adopted"),
    ("placement", "they are adopted by other managers, in other relationships"),
];

impl Split {
    /// From the outcomes by seed of four arms: without any spreading; yoked in total; yoked for each practice; the
    /// scenario itself.
    pub(super) fn of(arms: [&[f64]; 4]) -> Self {
        Self {
            parts: std::array::from_fn(|step| {
                let (name, meaning) = PARTS[step];
                let by_seed = arms[step].iter().zip(arms[step + 1]).map(|(before, after)| after - before).collect();
                SplitPart { name, meaning, by_seed }
            }),
        }
    }
}

impl SplitPart {
    /// Its mean over the seeds in which it is defined, with its 95 % interval.
    pub fn adds(&self) -> Summary {
        over(0..self.by_seed.len(), |seed| self.by_seed[seed])
    }
}
