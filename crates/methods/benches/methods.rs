//! One panel of 300 managers at three waves, by each method.

fn main() {}
