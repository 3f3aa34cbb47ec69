//! The `darkside` command: hands the arguments to [`darkside::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    darkside::cli::main(std::env::args_os())
}
