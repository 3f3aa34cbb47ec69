//! Merges the shares of a sweep, wherever they were run, into one directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::super::checksum::{self, Checksums, sealed};
use super::super::hold::Hold;
use super::super::place::{DirectoryState, Place, hold};
use super::super::waiting::{joined, joined_path};
use super::super::whole_file;
use super::description::SweepManifest;
use super::join::{Shares, join};
use super::slots::Slots;
use super::sweep_job::SweepOutcome;
use super::{NETWORK, SHARD_RUNS};
use darkside_error::{Error, Result};

/// Shares to merge.
pub struct Merge<'a> {
    /// The directories of the shares, in any order.
    pub shares: &'a [PathBuf],
    /// Where to write the whole sweep.
    pub directory: &'a Path,
    /// Whether to replace what another sweep wrote there.
    pub force: bool,
}

impl Merge<'_> {
    /// Checks everything, then locks the directory for this process, creating it if it does not exist.
    ///
    /// # Errors
    /// If the shares are not those of one sweep, one is missing or unfinished, or the directory holds something else or is
    /// held by another process.
    pub fn hold(&self) -> Result<Hold> {
        let (_, whole) = in_order(self.shares)?;
        self.place(&whole).look()?;
        hold(self.directory)
    }

    fn place<'p>(&'p self, whole: &'p SweepManifest) -> Place<'p, SweepManifest> {
        Place { directory: self.directory, target: whole, force: self.force }
    }

    /// Merges the shares of a sweep in the directory that the caller [holds](Self::hold). The bytes are the same as if
    /// it had been run in one piece.
    ///
    /// # Errors
    /// As [`Self::hold`]; or if a share is damaged, or anything cannot be written.
    pub fn merge_holding(&self, _hold: &Hold) -> Result<SweepOutcome> {
        let (shares, whole) = in_order(self.shares)?;
        let place = self.place(&whole);
        let found = place.look()?;
        if found == DirectoryState::Finished && !self.force {
            place.clear()?;
            let manifest = SweepManifest::read(self.directory)?;
            return Ok(SweepOutcome { manifest, was_finished: true, runs_found: 0 });
        }
        if found != DirectoryState::Unfinished {
            place.begin()?;
        }
        let of = shares.len() as u32;
        let slots = (1..)
            .zip(&shares)
            .map(|(number, (share, _))| Slots::open(&share.join(SHARD_RUNS), &whole.sweep, Some([number, of]), false));
        let names = shares.iter().map(|(share, _)| share.display().to_string()).collect();
        let shares_of = Shares { slots: slots.collect::<Result<_>>()?, sweep: &whole.sweep, names };
        let (mut checksums, results) = join(self.directory, &shares_of)?;
        let (first, listed) = &shares[0];
        if listed.contains_key(NETWORK) || first.join(NETWORK).exists() {
            let mut network = checksum::open(first, NETWORK, listed)?;
            let path = joined_path(self.directory, NETWORK);
            let sum = whole_file::write(&path, |file| std::io::copy(&mut network, file).map(|_| ()))?;
            checksums.insert(NETWORK.to_owned(), sum);
        }
        let files = joined(self.directory, &checksums);
        let manifest = SweepManifest { results: Some(results), checksums, ..whole.clone() };
        place.publish(&files, &sealed(&manifest)?)?;
        Ok(SweepOutcome { manifest, was_finished: false, runs_found: 0 })
    }
}

/// Merges the shares of a sweep.
///
/// # Errors
/// As [`Merge::merge_holding`].
pub fn merge(asked: &Merge<'_>) -> Result<SweepOutcome> {
    asked.merge_holding(&asked.hold()?)
}

/// A share's directory, and the files that its manifest lists.
type ShareDirectory = (PathBuf, Checksums);

/// The directories in the order of shares, and the description of the whole sweep.
fn in_order(directories: &[PathBuf]) -> Result<(Vec<ShareDirectory>, SweepManifest)> {
    let mut shares: BTreeMap<u32, ShareDirectory> = BTreeMap::new();
    let mut whole: Option<(SweepManifest, u32, &Path)> = None;
    for directory in directories {
        let manifest = SweepManifest::read_shard(directory)?;
        let [number, of] = manifest.shard.unwrap_or([1, 1]);
        let SweepManifest { sweep, checksums, .. } = manifest;
        match &whole {
            None => {
                let sweep = SweepManifest { sweep, results: None, shard: None, checksums: Checksums::new() };
                whole = Some((sweep, of, directory));
            }
            Some((first, shared, _)) if first.sweep == sweep && *shared == of => {}
            Some((first, _, other)) => {
                let two =
                    if first.sweep != sweep { "two different sweeps" } else { "a sweep split in two different ways" };
                let error = format!("{} and {} are shares of {two}", other.display(), directory.display());
                return Err(Error::input(error).help("give the shares of one sweep, all run with the same /n"));
            }
        }
        if !(1..=of).contains(&number) {
            let error = format!("{} is share {number} of {of}, which does not exist", directory.display());
            return Err(Error::input(error));
        }
        if let Some((other, _)) = shares.insert(number, (directory.clone(), checksums)) {
            let error = format!("{} and {} are both share {number}", other.display(), directory.display());
            return Err(Error::input(error).help("give each share once"));
        }
    }
    let Some((whole, of, _)) = whole else {
        return Err(Error::input("no share to merge").help("give the directories that `darkside sweep --shard` wrote"));
    };
    const MOST_SHOWN: usize = 12;
    let missing: Vec<u32> = (1..=of).filter(|number| !shares.contains_key(number)).take(MOST_SHOWN + 1).collect();
    if !missing.is_empty() {
        let shown: Vec<String> = missing.iter().take(MOST_SHOWN).map(u32::to_string).collect();
        let more = if missing.len() > MOST_SHOWN { " …" } else { "" };
        let plural = if missing.len() == 1 { "share" } else { "shares" };
        let error = Error::input(format!("{plural} {}{more} of {of} missing", shown.join(", ")));
        return Err(error.help("give the directory of every share: darkside sweep FILE --shard n/of --out DIR"));
    }
    Ok((shares.into_values().collect(), whole))
}
