//! The page of a sweep.

use std::path::Path;

use crate::chart::Drawn;
use crate::chart::sweep::SweepStory;
use crate::error::Result;

/// Writes the report of a sweep.
pub fn write_sweep(_story: &SweepStory, _charts: &[Drawn], path: &Path) -> Result<()> {
    std::fs::write(path, "").map_err(|cause| crate::error::Error::file(path, "write", &cause))
}
