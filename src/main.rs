//! The command `darkside`.
//!
//! It is a crate of its own beside the library, so that a change of a command builds the command alone, and the library
//! carries no argument parser.

#![allow(clippy::disallowed_methods, reason = "a progress bar needs a clock; no result passes through here")]

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(std::env::args_os())
}
