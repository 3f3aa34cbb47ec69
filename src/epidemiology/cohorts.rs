//! Cases by the weeks in which they began, and the time until their children.

use super::lineage::Lineage;
use super::rows::{CohortCount, Epidemic, LagCount};
use super::subject::Subject;
use darkside_engine::scenario::{Act, Deed, Scenario};

/// Weeks in a year.
pub(super) const WEEKS_OF_YEAR: u32 = 52;
/// Weeks in a stretch, four per year. A very long run has longer stretches, and no years.
const QUARTER: u32 = 13;
/// The most stretches in a run.
const MOST_STRETCHES: u32 = 100;

/// How the weeks of a run are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CohortWeeks {
    weeks: u32,
    /// A week in which a stretch and a year begin.
    start: u32,
    /// Weeks in a stretch.
    length: u32,
}

/// The week in which a scenario first introduces a practice; 0 if it does not.
pub(super) fn introduced(scenario: &Scenario, practice: usize) -> u32 {
    let introduces = |deed: &Deed| match deed {
        Deed::Act(Act::Introduce { practices, .. }) => practices.contains(&practice),
        _ => false,
    };
    let found = scenario.interventions.iter().find(|intervention| introduces(&intervention.deed));
    found.map_or(0, |intervention| intervention.week)
}

impl CohortWeeks {
    /// The stretches of a run of this many weeks, aligned so that one begins in week `start`.
    pub(super) fn aligned(weeks: u32, start: u32) -> Self {
        Self { weeks, start, length: QUARTER * weeks.div_ceil(QUARTER).div_ceil(MOST_STRETCHES).max(1) }
    }

    /// Position of the stretch of `length` weeks that contains a week.
    fn position(&self, week: u32, length: u32) -> usize {
        ((week + self.before(length)) / length) as usize
    }

    /// How many weeks of the first stretch lie before week 0.
    fn before(&self, length: u32) -> u32 {
        (length - self.start % length) % length
    }

    /// Adds the cohorts and lags of a lineage.
    pub(super) fn count(&self, subject: Subject, line: &Lineage, epidemic: &mut Epidemic) {
        if line.members.is_empty() {
            return;
        }
        let years = (self.length == QUARTER).then_some((WEEKS_OF_YEAR, true));
        for (length, year) in std::iter::once((self.length, false)).chain(years) {
            let mut counts = vec![(0, 0); self.position(self.weeks, length) + 1];
            for (member, &children) in line.members.iter().zip(&line.children) {
                if let Some(count) = counts.get_mut(self.position(member.week, length)) {
                    *count = (count.0 + 1, count.1 + children);
                }
            }
            for ((cases, children), n) in counts.into_iter().zip(0..).filter(|((cases, _), _)| *cases > 0) {
                let end = ((n + 1) * length - self.before(length) - 1).min(self.weeks);
                let first_week = (n * length).saturating_sub(self.before(length));
                epidemic.cohorts.push(CohortCount { subject, year, first_week, last_week: end, cases, children });
            }
        }
        let lags = line.lags(self.weeks, 0);
        let mut cases = vec![0; self.weeks as usize + 1];
        for member in &line.members {
            if let Some(cases) = cases.get_mut(member.week as usize) {
                *cases += 1;
            }
        }
        for ((cases, (seen, limits)), weeks) in cases.into_iter().zip(lags.counts()).zip(0..) {
            if cases > 0 || seen > 0 || limits > 0 {
                epidemic.lags.push(LagCount { subject, weeks, cases, seen: seen as u32, limits: limits as u32 });
            }
        }
    }
}
