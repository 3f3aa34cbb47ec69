//! Random permutations of any size, without a list: each element's place is computed on its own.

use darkside_draws::{Draws, Purpose};

/// Rounds of the network. From ten on, permutations of six elements are equally frequent, and larger ones show no bias.
const ROUNDS: u32 = 12;

/// The place of `element` in permutation `which` of 0 … `size` − 1; `element` must be below `size`.
///
/// A Feistel network over the next larger even number of bits, whose round functions are keyed draws (Luby and Rackoff,
/// SIAM Journal on Computing 17(2), 1988), repeated until the result is below `size` (Black and Rogaway, CT-RSA 2002):
/// fewer than four times on average.
pub(super) fn permuted(draws: &Draws, which: u32, size: u32, element: u32) -> u32 {
    let bits = 32 - size.saturating_sub(1).leading_zeros();
    let half = bits.div_ceil(2).max(1);
    let mask = (1u32 << half) - 1;
    // A network of more than two bits makes even permutations only; exchanging two elements by a coin adds the odd ones.
    let exchanged = size > 1 && element < 2 && draws.subject(Purpose::Design, ROUNDS, which, 0).word() & 1 == 1;
    let mut position = if exchanged { 1 - element } else { element };
    loop {
        let (mut left, mut right) = (position >> half, position & mask);
        for round in 0..ROUNDS {
            let turned = draws.subject(Purpose::Design, round, which, right).word() >> (32 - half);
            (left, right) = (right, left ^ turned);
        }
        position = left << half | right;
        if position < size {
            return position;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_element_has_its_own_place() {
        let draws = Draws::new(1);
        for size in (1..70).chain([1000, 4096, 4097]) {
            let mut places: Vec<u32> = (0..size).map(|element| permuted(&draws, 3, size, element)).collect();
            places.sort_unstable();
            assert!(places.into_iter().eq(0..size), "size {size}");
        }
        assert!(permuted(&draws, 0, u32::MAX, u32::MAX - 1) < u32::MAX);
    }

    /// All permutations of three, four and five elements are equally frequent: χ² is within four standard deviations of its
    /// mean.
    #[test]
    fn all_permutations_are_equally_frequent() {
        for (size, kinds) in [(3u32, 6.0), (4, 24.0), (5, 120.0)] {
            let mut seen = BTreeMap::new();
            let trials = 12_000;
            for seed in 0..trials {
                let draws = Draws::new(seed);
                let places: Vec<u32> = (0..size).map(|element| permuted(&draws, 0, size, element)).collect();
                *seen.entry(places).or_insert(0.0) += 1.0;
            }
            let expected = trials as f64 / kinds;
            let missing = (kinds - seen.len() as f64) * expected;
            let squares: f64 =
                seen.values().map(|count: &f64| (count - expected) * (count - expected) / expected).sum();
            let freedom: f64 = kinds - 1.0;
            assert!(squares + missing < freedom + 4.0 * (2.0 * freedom).sqrt(), "size {size}: {squares}");
        }
    }
}
