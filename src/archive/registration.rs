//! What was planned before the first run: `registered.json`, which stays when an answer is computed again.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::checksum::{manifest_text, sealed};
use super::inputs::VERSION;
use super::whole_file;
use darkside_engine::record::Digest;
use darkside_error::{Error, Result};

/// The file's name.
pub const REGISTERED: &str = "registered.json";

/// What was planned, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// Version of `darkside` that wrote it.
    pub version: String,
    /// The name of the planned file.
    pub file: String,
    /// SHA-256 of the file's text.
    pub sha256: String,
    /// What the command line changed in the file: `--set`, `--weeks`.
    pub changes: Vec<String>,
    /// When the first run began, in seconds since 1970-01-01 UTC.
    pub first_run_unix: u64,
}

impl Registration {
    /// When the first run began, as text: `2026-11-22 04:12 UTC`.
    pub fn when(&self) -> String {
        let (days, seconds) = (self.first_run_unix / 86_400, self.first_run_unix % 86_400);
        // Days from 1 March of year 0, in eras of 400 years (Hinnant, chrono-compatible low-level date algorithms).
        let shifted = days + 719_468;
        let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let march_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * march_month + 2) / 5 + 1;
        let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        format!("{year:04}-{month:02}-{day:02} {:02}:{:02} UTC", seconds / 3600, seconds % 3600 / 60)
    }
}

/// How the question compares with what was registered.
#[derive(Clone, Debug, PartialEq)]
pub enum Planned {
    /// It is the same as registered before the first run.
    AsRegistered(Registration),
    /// Something else was registered first, so any results now are exploratory.
    Changed(Registration),
}

impl Planned {
    /// What was registered.
    pub fn registration(&self) -> &Registration {
        match self {
            Self::AsRegistered(registration) | Self::Changed(registration) => registration,
        }
    }
}

/// What is registered in a directory, if anything.
///
/// # Errors
/// If the registration cannot be read.
pub fn registered(directory: &Path) -> Result<Option<Registration>> {
    let path = directory.join(REGISTERED);
    let wrong = |cause| {
        Error::input(format!("{} is not a registration: {cause}", path.display()))
            .help("give another directory with --out")
    };
    manifest_text(&path)?.map(|text| serde_json::from_str(&text).map_err(wrong)).transpose()
}

/// Registers a file in a directory that is held for writing, unless one is registered there already. Call it before the
/// first run.
///
/// # Errors
/// If the registration cannot be read or written.
pub fn register(directory: &Path, file: &str, text: Digest, changes: &[String]) -> Result<Planned> {
    let path = directory.join(REGISTERED);
    let sha256 = text.to_string();
    if let Some(found) = registered(directory)? {
        let same = found.sha256 == sha256 && found.changes == changes;
        return Ok(if same { Planned::AsRegistered(found) } else { Planned::Changed(found) });
    }
    #[allow(clippy::disallowed_methods, reason = "a registration says when; no result depends on it")]
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let registration = Registration {
        version: VERSION.to_owned(),
        file: file.to_owned(),
        sha256,
        changes: changes.to_vec(),
        first_run_unix: now,
    };
    whole_file::write_bytes(&path, sealed(&registration)?.as_bytes())?;
    whole_file::sync_directory(directory);
    Ok(Planned::AsRegistered(registration))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_as_a_date() {
        let at = |first_run_unix| {
            let blank = String::new;
            Registration { version: blank(), file: blank(), sha256: blank(), changes: Vec::new(), first_run_unix }
                .when()
        };
        // Expected values from `date -u -d @N`.
        assert_eq!(at(0), "1970-01-01 00:00 UTC");
        assert_eq!(at(951_782_399), "2000-02-28 23:59 UTC");
        assert_eq!(at(951_825_600), "2000-02-29 12:00 UTC");
        assert_eq!(at(4_102_444_799), "2099-12-31 23:59 UTC");
    }

    #[test]
    fn the_first_text_stays_registered_and_another_is_known_as_changed() {
        let place = tempfile::tempdir().unwrap();
        let register =
            |text: &[u8], changes: &[String]| register(place.path(), "h.toml", Digest::of(text), changes).unwrap();
        let first = register(b"one", &[]);
        assert!(matches!(first, Planned::AsRegistered(_)));
        assert_eq!(register(b"one", &[]), first);
        let changed = register(b"two", &[]);
        assert!(matches!(&changed, Planned::Changed(old) if old == first.registration()));
        assert!(matches!(register(b"one", &["run.weeks=3".into()]), Planned::Changed(_)));
        assert_eq!(register(b"one", &[]), first, "and back again it is what was planned");
    }
}
