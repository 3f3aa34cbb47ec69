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
mod support;
mod survey;
mod sweep;
mod workshop;
