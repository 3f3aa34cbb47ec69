//! The figures of a practice or effect in one run.

use super::cast::{Cast, NOBODY};
use super::cohorts::WEEKS_OF_YEAR;
use super::lineage::{Lineage, Member, NONE};
use super::onsets::Credit;
use super::rows::{Epidemic, FigureOf};
use super::subject::{Figure, Subject, Unit};
use super::users::User;
use darkside_engine::parameter::Yoke;
use darkside_engine::record::Adoption;
use darkside_engine::scenario::Scenario;
use darkside_stats::{Growth, Offspring, TruncatedLags, top_share, top_share_by_chance};
use darkside_threshold::{arrival, at_arrival};

/// A practice or effect takes off if its share reaches this …
pub const TAKEN_OFF: f64 = 0.1;
/// … from below this in the week of the first case.
const BEFORE: f64 = TAKEN_OFF / 3.0;

/// Whether a practice or effect took off, given its share in the week of its first case and its later peak; `None` if
/// it was too common from the start.
pub fn took_off(at_first: f64, peak: f64) -> Option<bool> {
    (at_first < BEFORE).then_some(peak >= TAKEN_OFF)
}

/// Growth is measured until the share reaches this fraction of its peak. Later it slows down, because fewer are left.
const GROWING: f64 = 0.25;
/// Least weeks, and least cases in them, for a growth rate.
const FEWEST: (usize, u32) = (8, 20);
/// The fraction of users with the most copies that is compared with the others.
pub(super) const TOP: f64 = 0.2;

/// Adds the figures of one practice or effect; undefined ones are left out.
pub(super) struct Writer<'a> {
    epidemic: &'a mut Epidemic,
    subject: Subject,
}

impl<'a> Writer<'a> {
    pub(super) fn new(epidemic: &'a mut Epidemic, subject: Subject) -> Self {
        Self { epidemic, subject }
    }

    pub(super) fn add(&mut self, figure: Figure, value: f64) {
        if value.is_finite() {
            self.epidemic.figures.push(FigureOf { subject: self.subject, figure, value });
        }
    }

    /// Figures from cases and parents, and from the share of relationships by week.
    pub(super) fn spread(&mut self, line: &Lineage, course: Option<&[f64]>, weeks: u32, alone: bool) {
        let cases = line.members.len() as f64;
        self.add(Figure::Cases, cases);
        let Some(first) = line.first_week() else { return };
        let founders = line.members.iter().filter(|member| member.parent == NONE).count() as f64;
        self.add(Figure::Founders, founders / cases);
        self.add(Figure::First, f64::from(first));
        self.add(Figure::Generation, generation(line, weeks));
        self.offspring(line, alone);
        if self.subject.unit != Unit::Onset {
            self.trees(line);
        }
        if let Some(course) = course {
            self.course(line, course, first);
        }
    }

    fn offspring(&mut self, line: &Lineage, alone: bool) {
        let mut offspring = Offspring::default();
        for (member, &children) in line.members.iter().zip(&line.children) {
            offspring.add((member.week / WEEKS_OF_YEAR) as usize, children);
        }
        self.add(Figure::Dispersion, offspring.dispersion());
        if alone {
            let (low, high) = offspring.dispersion_interval();
            self.add(Figure::DispersionLow, low);
            self.add(Figure::DispersionHigh, high);
        }
    }

    /// The share of all copies that was made from the top fifth of these users.
    pub(super) fn top_fifth(&mut self, users: &[User]) {
        let mut copies: Vec<u32> = users.iter().map(|user| user.copies).collect();
        let all: u32 = copies.iter().sum();
        self.add(Figure::TopFifth, top_share(&mut copies, TOP));
        self.add(Figure::TopFifthChance, top_share_by_chance(f64::from(all) / copies.len() as f64, TOP));
    }

    /// Sizes and depths of the trees. Parents come before their children.
    fn trees(&mut self, line: &Lineage) {
        let mut roots: Vec<(u32, u32)> = Vec::with_capacity(line.members.len());
        let mut sizes = vec![0; line.members.len()];
        let mut deepest = 0;
        for (place, member) in line.members.iter().enumerate() {
            let (root, depth) = match roots.get(member.parent as usize) {
                Some(&(root, depth)) => (root, depth + 1),
                None => (place as u32, 1),
            };
            roots.push((root, depth));
            sizes[root as usize] += 1;
            deepest = deepest.max(depth);
        }
        let largest = f64::from(sizes.iter().copied().max().unwrap_or(0));
        self.add(Figure::LargestTree, largest);
        self.add(Figure::LargestTreeShare, largest / line.members.len() as f64);
        self.add(Figure::Deepest, f64::from(deepest));
    }

    /// Figures from the share by week.
    fn course(&mut self, line: &Lineage, course: &[f64], first: u32) {
        let Some((peak_week, &peak)) = course
            .iter()
            .enumerate()
            .rev()
            .max_by(|(_, a), (_, b)| a.total_cmp(b))
            .filter(|(_, peak)| peak.is_finite())
        else {
            return;
        };
        self.add(Figure::Peak, peak);
        self.add(Figure::PeakWeek, peak_week as f64);
        let at_first = course.get(first as usize).copied().unwrap_or(f64::NAN);
        if let Some(took_off) = took_off(at_first, peak) {
            self.add(Figure::TookOff, f64::from(u8::from(took_off)));
        }
        self.add(Figure::DiedOut, f64::from(u8::from(course.last() == Some(&0.0))));
        let growing = course.iter().skip(first as usize).take_while(|share| **share < GROWING * peak).count();
        let mut counts = vec![0; growing];
        for member in &line.members {
            // Cases of the first week are the starting point, not growth.
            let since = member.week.saturating_sub(first);
            if let Some(count) = counts.get_mut(since as usize).filter(|_| since > 0) {
                *count += 1;
            }
        }
        let counts = counts.get(1..).unwrap_or(&[]);
        if counts.len() >= FEWEST.0 && counts.iter().sum::<u32>() >= FEWEST.1 {
            self.add(Figure::Growth, Growth::of(counts).rate);
        }
    }

    /// The share of seats that ever had a case.
    pub(super) fn share_of_seats(&mut self, line: &Lineage, cast: &Cast) {
        let mut seats: Vec<u32> = line.members.iter().map(|member| member.manager).collect();
        seats.sort_unstable();
        seats.dedup();
        self.add(Figure::FinalSize, seats.len() as f64 / cast.seats.len() as f64);
    }

    /// The reproduction number of a practice that is introduced, computed just before its introduction. It hardly
    /// differs between seeds, and it requires simulating the weeks before, so it is only computed for the first seed.
    pub(super) fn households(&mut self, scenario: &Scenario, seed: u64, practice: usize) {
        let run = &scenario.parameters;
        if seed != run.run.seed || run.contagion.yoke != Yoke::No || arrival(scenario, practice).is_none() {
            return;
        }
        // The threshold rule has no such number.
        if let Ok(found) = at_arrival(scenario, seed, practice) {
            self.add(Figure::Household, found.number);
            self.add(Figure::HouseholdOnce, found.once);
        }
    }

    /// Where copies came from: portfolio, office, firm, other firms.
    pub(super) fn crossings<'l>(&mut self, ledger: impl Iterator<Item = &'l Adoption>, cast: &Cast) {
        let mut counts = [0.0; 4];
        for adoption in ledger {
            let Some(source) = adoption.source else { continue };
            let (Some(from), Some(to)) = (cast.seat(source.manager), cast.seat(adoption.target.manager)) else {
                continue;
            };
            let crossed = if source.manager == adoption.target.manager {
                0
            } else if from.office == to.office {
                1
            } else if from.firm == to.firm {
                2
            } else {
                3
            };
            counts[crossed] += 1.0;
        }
        let all: f64 = counts.iter().sum();
        for (figure, count) in
            [Figure::Inside, Figure::SameOffice, Figure::SameFirm, Figure::Beyond].into_iter().zip(counts)
        {
            self.add(figure, count / all);
        }
    }

    /// The time until relationships turned dark: since their adoption, and since the first case.
    pub(super) fn darkening(&mut self, credits: impl Iterator<Item = Credit>, first: Option<u32>, weeks: u32) {
        let mut lags = TruncatedLags::new(weeks as usize);
        let mut earliest = NOBODY;
        for credit in credits {
            earliest = earliest.min(credit.week);
            if let Some(adopted) = credit.adopted {
                lags.add(credit.week.saturating_sub(adopted) as usize, weeks.saturating_sub(adopted) as usize);
            }
        }
        self.add(Figure::Darkening, lags.distribution().mean());
        if let Some(first) = first.filter(|_| earliest != NOBODY) {
            self.add(Figure::FirstDark, f64::from(earliest.saturating_sub(first)));
        }
    }
}

/// Mean weeks from parent to child, corrected for children after the end. An onset can come before its parent's.
fn generation(line: &Lineage, weeks: u32) -> f64 {
    // Shifted by the length of the run if any lag is negative.
    let is_early = |member: &Member| line.parent(member).is_some_and(|parent| parent.week > member.week);
    let shift = if line.members.iter().any(is_early) { weeks } else { 0 };
    line.lags(weeks, shift).distribution().mean() - f64::from(shift)
}
