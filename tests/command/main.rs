//! The command as its users run it, and the files that it writes and reads. `cargo test --test command sweep` runs one
//! module.

mod archive;
mod ask;
mod cli;
mod compare;
mod durable;
// The fuzzer in that directory uses the same readers and corpus.
#[path = "../hostile/main.rs"]
mod hostile;
mod imported;
mod interrupted;
mod interrupted_studies;
mod people;
mod readme;
mod survey;
mod sweep;
mod workshop;

/// The command in a directory, on a terminal with this many columns.
fn darkside_in(directory: &std::path::Path, columns: u16) -> assert_cmd::Command {
    let mut command = assert_cmd::Command::cargo_bin("darkside").unwrap();
    command.current_dir(directory).env("COLUMNS", columns.to_string()).env_remove("CLICOLOR_FORCE");
    command
}
