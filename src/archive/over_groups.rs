//! Sums over seeds of group means and case reproduction.

use std::collections::BTreeMap;

use super::rows::{CaseReproduction, GroupFigure};
use darkside_engine::practice::Effect;
use darkside_engine::record::{GroupMean, Locus, Reproduction};
use darkside_stats::{Running, RunningRatio};

/// Weeks in a year of case reproduction.
const YEAR: u32 = 52;
/// Years of parents that begin within this many weeks of the end are left out, since their children are still to come.
const UNSETTLED: u32 = 104;

/// The metrics of group means.
const GROUP_METRICS: [&str; 5] = ["value", "visible_value", "closeness", "dark_share", "practices"];

/// Sums over seeds of group means.
#[derive(Default)]
pub(super) struct Groups {
    positions: BTreeMap<GroupKey, usize>,
    /// Each group with its number of managers and its metrics.
    rows: Vec<(GroupKey, u32, [Running; GROUP_METRICS.len()])>,
}

/// Week, what managers are grouped by, and which of these groups.
type GroupKey = (u32, String, String);

impl Groups {
    /// Adds one seed's mean of one group.
    pub(super) fn add(&mut self, mean: GroupMean) {
        let values = [mean.value, mean.visible_value, mean.closeness, mean.dark_share, mean.practices];
        let rows = &mut self.rows;
        let position = *self.positions.entry((mean.week, mean.group, mean.member)).or_insert_with_key(|key| {
            rows.push((key.clone(), mean.managers, Default::default()));
            rows.len() - 1
        });
        for (running, value) in rows[position].2.iter_mut().zip(values) {
            running.add(value);
        }
    }

    /// The rows of `groups.csv`, in the order in which groups first appear.
    pub(super) fn rows(&self) -> Vec<GroupFigure> {
        let mut figures = Vec::with_capacity(self.rows.len() * GROUP_METRICS.len());
        for ((week, group, member), managers, metrics) in &self.rows {
            for (metric, running) in GROUP_METRICS.into_iter().zip(metrics) {
                figures.push(GroupFigure {
                    week: *week,
                    group: group.clone(),
                    member: member.clone(),
                    managers: *managers,
                    metric: metric.to_owned(),
                    figure: running.summary(),
                });
            }
        }
        figures
    }
}

/// The loci, and one more for all of them together.
const LOCI: usize = Locus::ALL.len() + 1;

/// Sums over seeds of case reproduction: for each effect and year, and for all years, by locus.
pub(super) struct CaseSums {
    years: usize,
    sums: Vec<[RunningRatio; LOCI]>,
    seed: Vec<([f64; LOCI], f64)>,
    any: bool,
}

impl CaseSums {
    /// Empty sums for runs of `weeks` weeks.
    pub(super) fn new(weeks: u32) -> Self {
        let years = settled_years(weeks);
        let cells = Effect::ALL.len() * (years + 1);
        Self { years, sums: vec![Default::default(); cells], seed: vec![([0.0; LOCI], 0.0); cells], any: false }
    }

    /// Adds all rows of one seed.
    pub(super) fn add(&mut self, seed: &[Reproduction]) {
        self.any |= !seed.is_empty();
        self.seed.fill(([0.0; LOCI], 0.0));
        for row in seed.iter().filter(|row| row.year >= 1 && row.year as usize <= self.years) {
            for year in [0, row.year as usize] {
                let (children, cases) = &mut self.seed[row.effect.index() * (self.years + 1) + year];
                *cases += row.cases as f64;
                for (locus, &count) in row.children.iter().enumerate() {
                    children[0] += count as f64;
                    children[1 + locus] += count as f64;
                }
            }
        }
        for (sums, (children, cases)) in self.sums.iter_mut().zip(&self.seed) {
            for (sum, &children) in sums.iter_mut().zip(children) {
                sum.add(children, *cases);
            }
        }
    }

    /// The rows of `reproduction.csv`: for each effect, all years together, then each year.
    pub(super) fn rows(&self) -> Vec<CaseReproduction> {
        let mut rows = Vec::new();
        if !self.any || self.years == 0 {
            return rows;
        }
        for (cell, sums) in self.sums.iter().enumerate() {
            let (effect, year) = (Effect::ALL[cell / (self.years + 1)], cell % (self.years + 1));
            let loci = std::iter::once(None).chain(Locus::ALL.map(Some));
            // Nothing is copied from the origin.
            for (sum, locus) in sums.iter().zip(loci).filter(|(_, locus)| *locus != Some(Locus::Origin)) {
                let ratio = sum.ratio();
                rows.push(CaseReproduction {
                    effect,
                    year: (year > 0).then_some(year as u32),
                    locus,
                    cases: ratio.below,
                    children: ratio.above,
                    number: ratio.ratio,
                    standard_error: ratio.standard_error,
                });
            }
        }
        rows
    }
}

/// How many years begin before the last 104 weeks.
fn settled_years(weeks: u32) -> usize {
    // Year y begins in week 52(y − 1) + 1.
    weeks.saturating_sub(UNSETTLED).div_ceil(YEAR) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_begin_in_the_last_104_weeks_are_left_out() {
        // Of 260 weeks 156 are before the last 104: years 1 to 3 begin in weeks 1, 53, 105.
        assert_eq!([260, 261, 157, 156, 105, 104, 1].map(settled_years), [3, 4, 2, 1, 1, 0, 0]);
    }

    fn row(year: u32, cases: u64, children: [u64; 4]) -> Reproduction {
        Reproduction { effect: Effect::Conflict, year, cases, children }
    }

    #[test]
    fn children_per_case_are_pooled_over_seeds_by_year_and_locus() {
        let mut sums = CaseSums::new(260);
        sums.add(&[row(1, 10, [0, 4, 1, 0]), row(2, 10, [0, 0, 0, 0]), row(5, 99, [0, 99, 0, 0])]);
        sums.add(&[row(1, 30, [0, 8, 2, 1])]);
        let rows = sums.rows();
        let find = |year, locus| {
            let wanted = |row: &&CaseReproduction| (row.effect, row.year, row.locus) == (Effect::Conflict, year, locus);
            rows.iter().find(wanted).map(|row| (row.cases, row.children, row.number))
        };
        assert_eq!(find(Some(1), None), Some((20.0, 8.0, 0.4)));
        assert_eq!(find(Some(1), Some(Locus::IntraPortfolio)), Some((20.0, 6.0, 0.3)));
        assert_eq!(find(None, None), Some((25.0, 8.0, 0.32)));
        assert_eq!(find(Some(5), None), None);
        assert!(find(Some(3), None).unwrap().2.is_nan());
    }

    #[test]
    fn without_any_rows_there_is_no_table() {
        let mut sums = CaseSums::new(260);
        sums.add(&[]);
        assert_eq!(sums.rows(), []);
    }

    #[test]
    fn groups_keep_the_order_of_the_first_seed() {
        let mean = |member: &str, value: f64| GroupMean {
            week: 52,
            group: "firm".into(),
            member: member.into(),
            managers: 3,
            value,
            visible_value: 0.0,
            closeness: 0.0,
            dark_share: f64::NAN,
            practices: 0.0,
        };
        let mut groups = Groups::default();
        for (member, value) in [("b", 1.0), ("a", 5.0), ("a", 7.0), ("b", 3.0)] {
            groups.add(mean(member, value));
        }
        let rows = groups.rows();
        assert_eq!(rows.len(), 10);
        assert_eq!((rows[0].member.as_str(), rows[0].metric.as_str(), rows[0].figure.mean), ("b", "value", 2.0));
        assert_eq!((rows[3].metric.as_str(), rows[3].figure.count), ("dark_share", 0));
        assert_eq!((rows[5].member.as_str(), rows[5].figure.mean), ("a", 6.0));
    }
}
