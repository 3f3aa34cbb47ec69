//! The `darkside` command.

fn main() {}
