//! The power of a method in a study, and how many panels that asks for.

use darkside_stats::{Interval, proportion_interval};

/// Panels with a p value below this find the effect.
const ALPHA: f64 = 0.05;
/// The level of intervals of power.
const LEVEL: f64 = 0.95;

/// Which studies get how many panels.
///
/// Every study gets `first` panels. Then, in rounds, each study gets `batch` more for which the interval of the power of any
/// method still has the target, until it has `budget`. The rule looks at nothing but the panels so far, and the intervals
/// that are told are those of a fixed number of panels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allocation {
    /// Panels that every study gets.
    pub first: u32,
    /// Panels by which studies near the boundary get more.
    pub batch: u32,
    /// The most panels of a study.
    pub budget: u32,
    /// The power asked for.
    pub target: f64,
}

impl Allocation {
    /// How many more panels a study gets after this many, with these powers.
    pub fn more(&self, panels: u32, powers: &[PowerEstimate]) -> u32 {
        if panels < self.first {
            return self.first - panels;
        }
        let is_open = powers.iter().any(|power| power.interval.contains(self.target));
        if is_open { self.batch.min(self.budget.saturating_sub(panels)) } else { 0 }
    }
}

/// The power of a method in a study.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerEstimate {
    /// Panels.
    pub panels: u64,
    /// Those on which the method rejects "no effect" at 5 %.
    pub found: u64,
    /// Those on which it has no answer, which find nothing.
    pub failed: u64,
    /// Found, as a share of all panels.
    pub share: f64,
    /// Its 95 % interval (Wilson).
    pub interval: Interval,
    /// Mean estimate over the panels that have one.
    pub estimate: f64,
}

impl PowerEstimate {
    /// Of the numbers of each panel: the estimate and the p value, which is NaN without an answer.
    pub(super) fn of<'a>(panels: impl Iterator<Item = &'a [f64]>) -> Self {
        let (mut all, mut found, mut failed, mut sum) = (0, 0, 0, 0.0);
        for numbers in panels {
            all += 1;
            match *numbers {
                [estimate, p] if !p.is_nan() => {
                    found += u64::from(p < ALPHA);
                    sum += estimate;
                }
                _ => failed += 1,
            }
        }
        Self {
            panels: all,
            found,
            failed,
            share: found as f64 / all as f64,
            interval: proportion_interval(found, all, LEVEL),
            estimate: sum / (all - failed) as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(found: u64, of: u64) -> PowerEstimate {
        let panels: Vec<[f64; 2]> = (0..of).map(|panel| [0.1, if panel < found { 0.01 } else { 0.5 }]).collect();
        PowerEstimate::of(panels.iter().map(|panel| &panel[..]))
    }

    #[test]
    fn studies_near_the_boundary_get_more_panels_up_to_the_budget() {
        let allocation = Allocation { first: 100, batch: 50, budget: 220, target: 0.8 };
        assert_eq!(allocation.more(0, &[]), 100);
        assert_eq!(allocation.more(100, &[power(20, 100), power(99, 100)]), 0, "both are clear");
        assert_eq!(allocation.more(100, &[power(20, 100), power(78, 100)]), 50);
        assert_eq!(allocation.more(200, &[power(160, 200)]), 20);
        assert_eq!(allocation.more(220, &[power(176, 220)]), 0);
    }

    #[test]
    fn a_panel_without_an_answer_finds_nothing() {
        let panels = [[0.2, 0.01], [0.4, 0.2], [f64::NAN; 2], [f64::NAN; 2]];
        let power = PowerEstimate::of(panels.iter().map(|panel| &panel[..]));
        assert_eq!((power.panels, power.found, power.failed, power.share), (4, 1, 2, 0.25));
        assert!((power.estimate - 0.3).abs() < 1e-12);
    }
}
