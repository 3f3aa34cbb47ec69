//! The names of the files in a run's directory.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use darkside_engine::practice::Practice;
use darkside_error::{Error, Result};

/// One row per seed and week.
pub const SERIES: &str = "series";
/// One row per adoption.
pub const LEDGER: &str = "ledger";
/// One row per practice given up.
pub const LAPSES: &str = "lapses";
/// One row per dark flag turned on.
pub const ONSETS: &str = "onsets";
/// One row per relationship at four moments of the first seed.
pub const SNAPSHOTS: &str = "snapshots";
/// One row per tie at the same moments.
pub const TIES: &str = "ties";
/// One row for each time a practice came to an office from another one.
pub const BRIDGES: &str = "bridges";
/// One row per seed, week, effect or practice, and level.
pub const FOOTPRINTS: &str = "footprints";
/// The tables written in each requested format, in the order in which a part holds them.
pub const LONG_TABLES: [&str; 8] = [SERIES, LEDGER, LAPSES, ONSETS, SNAPSHOTS, TIES, FOOTPRINTS, BRIDGES];

/// Every metric by week, over seeds.
pub const SUMMARY: &str = "summary.csv";
/// Figures of whole runs, over seeds.
pub const TOTALS: &str = "totals.csv";
/// Adoptions and onsets by mechanism and locus, over seeds.
pub const TRANSMISSIONS: &str = "transmissions.csv";
/// Case reproduction numbers, over seeds.
pub const REPRODUCTION: &str = "reproduction.csv";
/// Exposure and adoptions per exposure, over seeds.
pub const EXPOSURE: &str = "exposure.csv";
/// Transitions between phases and between alignment patterns, over seeds.
pub const TRANSITIONS: &str = "transitions.csv";
/// Means by group of managers, over seeds.
pub const GROUPS: &str = "groups.csv";
/// Figures of each practice's and effect's spread, over seeds.
pub const WAVES: &str = "waves.csv";
/// Reproduction numbers by cohort, over seeds.
pub const COHORTS: &str = "cohorts.csv";
/// Whom each practice and effect reached, over seeds.
pub const ATTACK_RATES: &str = "attack_rates.csv";
/// Who passed each practice on, over seeds.
pub const SENDERS: &str = "senders.csv";
/// Who the managers are: seat, id, firm and any other imported columns.
pub const MANAGERS: &str = "managers.csv";
/// Names of the accounts, if they have names.
pub const ACCOUNTS: &str = "accounts.csv";
/// The tables over seeds, always CSV.
pub const SHORT_TABLES: [&str; 11] = [
    SUMMARY,
    TOTALS,
    TRANSMISSIONS,
    REPRODUCTION,
    EXPOSURE,
    TRANSITIONS,
    GROUPS,
    WAVES,
    COHORTS,
    ATTACK_RATES,
    SENDERS,
];
/// The tables of names, always CSV.
pub const NAME_TABLES: [&str; 2] = [MANAGERS, ACCOUNTS];

/// Provenance. It is written last, so that its presence marks a finished run.
pub const MANIFEST: &str = "run.json";
/// Folder where finished seeds wait for the others.
pub const PARTS: &str = "parts";
/// Which run the parts belong to.
pub const PLAN: &str = "plan.json";

/// The report page of finished results.
pub const REPORT: &str = "report.html";
/// The folder of the pictures of the report.
pub const CHARTS: &str = "charts";

/// The file that identifies unfinished results in `directory`.
pub(super) fn plan_path(directory: &Path) -> PathBuf {
    directory.join(PARTS).join(PLAN)
}

/// A format of the long tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Apache Parquet, compressed with Snappy.
    Parquet,
    /// Comma-separated values, UTF-8.
    Csv,
    /// CSV with a byte-order mark, from which spreadsheets recognise UTF-8.
    Spreadsheet,
}

impl Format {
    /// Every format with its word for `--format`.
    pub const ALL: [(&'static str, Format); 3] =
        [("parquet", Format::Parquet), ("csv", Format::Csv), ("spreadsheet", Format::Spreadsheet)];

    /// Refuses to write in no format.
    pub(super) fn check(formats: &[Format]) -> Result<()> {
        if formats.is_empty() {
            return Err(Error::input("no format for the tables").help("--format takes parquet, csv or both"));
        }
        Ok(())
    }

    /// Each format once, in order. Two formats can name the same file; then the one with the mark is kept.
    pub(super) fn distinct(formats: &[Format]) -> Vec<Format> {
        let mut distinct = formats.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        distinct.retain(|format| *format != Format::Csv || !Self::mark(formats));
        distinct
    }

    /// Whether CSV files start with a byte-order mark. This includes the files that are CSV in any format.
    pub(super) fn mark(formats: &[Format]) -> bool {
        formats.contains(&Format::Spreadsheet)
    }

    /// The name of the file that holds `table` in this format.
    pub fn file(self, table: &str) -> String {
        match self {
            Format::Parquet => format!("{table}.parquet"),
            Format::Csv | Format::Spreadsheet => format!("{table}.csv"),
        }
    }
}

/// What `run.json` records about a practice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PracticeName {
    /// Its name.
    pub name: String,
    /// `best_practice`, `benign`, `malpractice` or `safeguard`.
    pub class: String,
}

impl PracticeName {
    /// Name and class of a practice.
    pub fn of(practice: &Practice) -> Self {
        Self { name: practice.name.clone(), class: practice.class.name().to_owned() }
    }
}
