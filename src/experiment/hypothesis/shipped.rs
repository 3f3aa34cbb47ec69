//! The files of hypotheses that are built into the program.

/// Hypotheses that need no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShippedHypotheses {
    /// What they are called on the command line.
    pub name: &'static str,
    /// Their text: TOML that opens with a comment.
    pub text: &'static str,
}

static SHIPPED: &[ShippedHypotheses] = &[ShippedHypotheses {
    name: "hypotheses/dark_side",
    text: include_str!("../../../scenarios/hypotheses/dark_side.toml"),
}];

/// All of them.
pub fn shipped_hypotheses() -> &'static [ShippedHypotheses] {
    SHIPPED
}
