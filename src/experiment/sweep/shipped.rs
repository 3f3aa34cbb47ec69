//! The sweeps that are built into the program.

/// A sweep that needs no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippedSweep {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Its text: TOML that opens with a comment.
    pub text: &'static str,
}

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        &[$(ShippedSweep { name: concat!("sweeps/", $name), text: include_str!(concat!("../../../scenarios/sweeps/", $name, ".toml")) }),*]
    };
}

static SHIPPED: &[ShippedSweep] = shipped!["programme_and_audit", "enablers"];

/// All of them.
pub fn shipped_sweeps() -> &'static [ShippedSweep] {
    SHIPPED
}
