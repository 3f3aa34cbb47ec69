//! `darkside completions`: a script that teaches a shell to complete the command.

use std::io::Write;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Cli;
use super::outcome::Outcome;

const EXAMPLES: &str = "\
Examples:
  darkside completions bash > ~/.local/share/bash-completion/completions/darkside
  darkside completions zsh > ~/.zfunc/_darkside
  darkside completions fish > ~/.config/fish/completions/darkside.fish";

/// Print a completion script for a shell.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell to write for.
    shell: Shell,
}

impl Completions {
    pub(super) fn perform(&self, out: &mut dyn Write) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "darkside", &mut script);
        Ok(out.write_all(&script)?)
    }
}
