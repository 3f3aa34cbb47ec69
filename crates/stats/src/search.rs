//! Searches for the border between where something holds and where it does not.

/// The least number from `least` to `most` that is enough, as is every larger one; None if there is none.
pub(super) fn fewest(least: u64, most: u64, enough: impl Fn(u64) -> bool) -> Option<u64> {
    let mut high = least;
    while !enough(high) {
        if high >= most {
            return None;
        }
        high = (2 * high).min(most);
    }
    let mut low = high / 2;
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// The last two numbers on either side of the border, by sixty halvings, which exhaust a double's precision: it `holds` at
/// `inside`, and not at `outside`.
pub(super) fn border(mut inside: f64, mut outside: f64, holds: impl Fn(f64) -> bool) -> (f64, f64) {
    for _ in 0..60 {
        let middle = (inside + outside) / 2.0;
        if holds(middle) { inside = middle } else { outside = middle }
    }
    (inside, outside)
}
