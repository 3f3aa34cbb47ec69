//! Why spreading adds what it adds: more is adopted, other practices are, and in other relationships (model, section 4).

use super::part::over;
use darkside_stats::Summary;

/// One of the three parts of what spreading adds; within each seed they add up to it.
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

/// Volume, mix and placement from the outcomes by seed of four arms: without any spreading; yoked in total; yoked for each
/// practice; the scenario itself.
pub(super) fn split(arms: [&[f64]; 4]) -> [SplitPart; 3] {
    std::array::from_fn(|step| {
        let (name, meaning) = PARTS[step];
        let by_seed = arms[step].iter().zip(arms[step + 1]).map(|(before, after)| after - before).collect();
        SplitPart { name, meaning, by_seed }
    })
}

impl SplitPart {
    /// Its mean over the seeds in which it is defined, with its 95 % interval.
    pub fn adds(&self) -> Summary {
        over(self.by_seed.iter().copied())
    }
}
