//! The shares of a sweep, wherever they were run, into the directory of the whole.

use std::path::{Path, PathBuf};

use super::super::hold::Hold;
use super::super::owned;
use super::super::plan::{Found, clear, joined_path};
use super::description::SweepManifest;
use super::join::{Shares, join};
use super::place::{begin, look, publish, refusal, writes};
use super::slots::Slots;
use super::sweep_job::{SweepOutcome, seal};
use super::{NETWORK, SHARD_RUNS};
use darkside_error::{Error, Result};

/// Shares to put together.
pub struct Merge<'a> {
    /// The directories of the shares, in any order.
    pub shares: &'a [PathBuf],
    /// Where the whole lands.
    pub directory: &'a Path,
    /// Whether to replace what another sweep wrote there.
    pub force: bool,
}

/// Puts the shares of a sweep together: the same bytes as if it had been run in one piece.
///
/// `before_replacing` is called once everything is checked and the directory is held, before anything in it is replaced.
///
/// # Errors
/// If the shares are not those of one sweep, one is missing, unfinished or damaged, the directory holds something else, or
/// anything cannot be written.
pub fn merge(asked: &Merge<'_>, before_replacing: impl FnOnce() -> Result<()>) -> Result<SweepOutcome> {
    let (shares, whole) = in_order(asked.shares)?;
    let found = match look(&whole, asked.directory)? {
        Found::Other if !asked.force => return Err(refusal(&whole, asked.directory)),
        found => found,
    };
    if asked.force {
        owned::check(asked.directory, &writes(&whole))?;
    }
    std::fs::create_dir_all(asked.directory).map_err(|cause| Error::file(asked.directory, "create", &cause))?;
    let _hold = Hold::of(asked.directory)?;
    if found == Found::Finished && !asked.force {
        clear(asked.directory).map_err(|cause| Error::file(asked.directory, "remove the parts in", &cause))?;
        let manifest = SweepManifest::read(asked.directory)?;
        return Ok(SweepOutcome { manifest, was_finished: true, runs_found: 0 });
    }
    before_replacing()?;
    if found != Found::Unfinished {
        begin(&whole, asked.directory)?;
    }
    let slots = shares.iter().map(|share| Slots::open(&share.join(SHARD_RUNS), &whole.sweep, false));
    let names = shares.iter().map(|share| share.display().to_string()).collect();
    let shares_of = Shares { slots: slots.collect::<Result<_>>()?, sweep: &whole.sweep, names };
    let (mut files, results) = join(asked.directory, &shares_of)?;
    if shares[0].join(NETWORK).exists() {
        let path = joined_path(asked.directory, NETWORK);
        std::fs::copy(shares[0].join(NETWORK), &path).map_err(|cause| Error::file(&path, "write", &cause))?;
        files.push((path, NETWORK.to_owned()));
    }
    publish(asked.directory, &files)?;
    let manifest = SweepManifest { results: Some(results), ..whole };
    seal(asked.directory, &manifest)?;
    Ok(SweepOutcome { manifest, was_finished: false, runs_found: 0 })
}

/// The directories by share, and what the whole is.
fn in_order(directories: &[PathBuf]) -> Result<(Vec<PathBuf>, SweepManifest)> {
    let mut shares: Vec<Option<PathBuf>> = Vec::new();
    let mut whole: Option<(SweepManifest, &Path)> = None;
    for directory in directories {
        let manifest = SweepManifest::read_shard(directory)?;
        let [number, of] = manifest.shard.unwrap_or([1, 1]);
        let sweep = SweepManifest { shard: None, ..manifest };
        match &whole {
            None => {
                shares = vec![None; of as usize];
                whole = Some((sweep, directory));
            }
            Some((first, _)) if *first == sweep && shares.len() == of as usize => {}
            Some((first, other)) => {
                let why = if first.sweep != sweep.sweep { "two different sweeps" } else { "two different sharings" };
                let error = format!("{} and {} are shares of {why}", other.display(), directory.display());
                return Err(Error::input(error).help("give the shares of one sweep, all run with the same /n"));
            }
        }
        let place = shares.get_mut(number.wrapping_sub(1) as usize);
        let place = place.ok_or_else(|| Error::input(format!("{} is no share that there is", directory.display())))?;
        if let Some(other) = place {
            let error = format!("share {number} stands twice: {} and {}", other.display(), directory.display());
            return Err(Error::input(error).help("give each share once"));
        }
        *place = Some(directory.clone());
    }
    let missing: Vec<String> = (1..)
        .zip(&shares)
        .filter(|(_, share)| share.is_none())
        .map(|(number, _): (u32, _)| number.to_string())
        .collect();
    if !missing.is_empty() {
        let shown = if missing.len() > 12 { format!("{} …", missing[..12].join(", ")) } else { missing.join(", ") };
        let plural = if missing.len() == 1 { "share" } else { "shares" };
        let error = Error::input(format!("{plural} {shown} of {} missing", shares.len()));
        return Err(error.help("give the directory of every share: darkside sweep FILE --shard n/of --out DIR"));
    }
    match whole {
        Some((manifest, _)) => Ok((shares.into_iter().flatten().collect(), manifest)),
        None => Err(Error::input("no share to merge").help("give the directories that `darkside sweep --shard` wrote")),
    }
}
