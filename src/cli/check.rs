//! `darkside check`.
use std::io::Write;

use clap::Args;

use super::Outcome;

/// Check scenario files.
#[derive(Args)]
pub struct Check {}

impl Check {
    pub(super) fn perform(&self, _out: &mut dyn Write) -> Outcome {
        Ok(())
    }
}
