//! The power of a method in a study, and how many panels are needed to estimate it.

use crate::field::panel_share::{ALPHA, panel_share};
use crate::story::Estimate;

/// How many panels each study gets.
///
/// Every study gets `first` panels. Then, in rounds, a study gets `batch` more as long as the interval of any method's
/// power still contains the target, until it has `budget`. The rule depends only on the panels so far; the reported
/// intervals are those for a fixed number of panels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Allocation {
    /// Panels that every study gets.
    pub first: u32,
    /// Panels added at a time to studies near the boundary.
    pub batch: u32,
    /// The most panels for one study.
    pub budget: u32,
    /// The required power.
    pub target: f64,
}

impl Allocation {
    /// How many more panels a study gets after this many, given these powers.
    pub fn more(&self, panels: u32, powers: &[PowerEstimate]) -> u32 {
        if panels < self.first {
            return self.first - panels;
        }
        let is_open = powers.iter().any(|power| (power.share.low..=power.share.high).contains(&self.target));
        if is_open { self.batch.min(self.budget.saturating_sub(panels)) } else { 0 }
    }
}

/// The power of a method in a study.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PowerEstimate {
    /// All panels.
    pub panels: u64,
    /// Panels on which the method rejects "no effect" at 5 %.
    pub found: u64,
    /// Panels without an answer, which count as not found.
    pub failed: u64,
    /// `found` as a share of all panels.
    pub share: Estimate,
    /// Mean estimate over the panels that have one.
    pub estimate: f64,
}

impl PowerEstimate {
    /// From the numbers of each panel: the estimate and the p value, which is NaN without an answer.
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
        Self { panels: all, found, failed, share: panel_share(found, all), estimate: sum / (all - failed) as f64 }
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
        assert_eq!((power.panels, power.found, power.failed, power.share.mean), (4, 1, 2, 0.25));
        assert!((power.estimate - 0.3).abs() < 1e-12);
    }
}
