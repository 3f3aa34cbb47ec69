//! What happened in a run: rows for the tables, and counts.

use crate::record::{Adoption, Cause, Lapse, Locus, Mechanism, Onset, Totals};

/// What happened: rows for the tables, and counts of the week and of the run.
#[derive(Clone, Debug, Default)]
pub struct WeekLog {
    /// Whether adoptions and lapses are kept row by row.
    pub keep_ledger: bool,
    /// Whether onsets are kept row by row.
    pub keep_onsets: bool,
    /// Adoptions so far.
    pub ledger: Vec<Adoption>,
    /// Lapses so far.
    pub lapses: Vec<Lapse>,
    /// Onsets so far.
    pub onsets: Vec<Onset>,
    /// Counts of the run so far.
    pub totals: Totals,
    /// Counts of this week.
    pub week: WeekCounts,
    /// For each copy of a loaded practice from a known source, the share of its users whose flag is off: to be added to the
    /// totals one by one, since sums of real numbers depend on the order.
    pub(crate) latent_shares: Vec<f64>,
}

/// Counts of one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WeekCounts {
    /// Practices taken up.
    pub adoptions: u64,
    /// Practices given up, those of ended relationships not included.
    pub lapses: u64,
    /// Dark flags turned on.
    pub onsets: u64,
    /// Relationships that ended.
    pub dissolutions: u64,
    /// Managers who left.
    pub turnover: u64,
}

impl WeekCounts {
    fn add(&mut self, other: &Self) {
        self.adoptions += other.adoptions;
        self.lapses += other.lapses;
        self.onsets += other.onsets;
        self.dissolutions += other.dissolutions;
        self.turnover += other.turnover;
    }
}

impl WeekLog {
    /// Reserves what is usual for this many relationship-weeks, so that tables are not copied while they grow; at most as
    /// much as for a small run.
    pub fn reserve(&mut self, relationship_weeks: u64) {
        const MOST: u64 = 1 << 20;
        let usual = if relationship_weeks < MOST { relationship_weeks } else { MOST } as usize;
        if self.keep_ledger {
            self.ledger.reserve(usual / 32);
            self.lapses.reserve(usual / 40);
        }
        if self.keep_onsets {
            self.onsets.reserve(usual / 80);
        }
    }

    /// Takes over what another log holds, rows after its own, and leaves that one empty.
    pub(crate) fn absorb(&mut self, other: &mut Self) {
        self.ledger.append(&mut other.ledger);
        self.lapses.append(&mut other.lapses);
        self.onsets.append(&mut other.onsets);
        for share in other.latent_shares.drain(..) {
            self.totals.latent_by_chance += share;
        }
        self.totals.add(&std::mem::take(&mut other.totals));
        self.week.add(&std::mem::take(&mut other.week));
    }

    /// Notes a copy of a loaded practice from a known source: whether the source's flag for it was off, and the share of all
    /// its users whose flag is off.
    pub(crate) fn copy(&mut self, latent: bool, latent_share: f64) {
        self.totals.loaded_copies += 1;
        self.totals.latent_copies += u64::from(latent);
        self.latent_shares.push(latent_share);
    }

    /// Notes an adoption. Its row is only made where the ledger is kept: those who take part in it have to be looked up far
    /// away.
    pub fn adopt(&mut self, mechanism: Mechanism, locus: Locus, row: impl FnOnce() -> Adoption) {
        self.week.adoptions += 1;
        self.totals.adoptions[mechanism.index()][locus.index()] += 1;
        if self.keep_ledger {
            self.ledger.push(row());
        }
    }

    /// Notes a lapse, its row as for adoptions.
    pub fn lapse(&mut self, cause: Cause, row: impl FnOnce() -> Lapse) {
        if cause != Cause::Ended {
            self.week.lapses += 1;
        }
        if self.keep_ledger {
            self.lapses.push(row());
        }
    }

    /// Notes an onset, and what it is credited to if to anything, its row as for adoptions.
    pub fn onset(&mut self, credited: Option<(Mechanism, Locus)>, row: impl FnOnce() -> Onset) {
        self.week.onsets += 1;
        match credited {
            Some((mechanism, locus)) => self.totals.onsets[mechanism.index()][locus.index()] += 1,
            None => self.totals.onsets_uncredited += 1,
        }
        if self.keep_onsets {
            self.onsets.push(row());
        }
    }
}
