//! Sobol' sequences: points that fill the cube evenly, however many there are.

use darkside_draws::{Draws, Purpose};
use darkside_error::{Error, Result};

/// Direction numbers: line d − 1 holds those of dimension d + 1 (the first needs none).
static DIRECTIONS: &str = include_str!("joe_kuo.txt");

/// The most dimensions of a sequence.
pub const MOST_DIMENSIONS: usize = 512;

/// Bits of a coordinate.
const BITS: usize = 32;

/// Levels of the tree of scrambling decisions that fit in one random word: 2⁵ − 1 bits.
const LEVELS: usize = 5;

/// A Sobol' sequence of up to 512 dimensions with the direction numbers of Joe and Kuo (SIAM Journal on Scientific
/// Computing 30(5), 2008), in the Gray code order of `scipy.stats.qmc.Sobol`, scrambled or not.
///
/// Points fill the cube most evenly if their number is a power of 2. Scrambling (Owen, in *Monte Carlo and Quasi-Monte
/// Carlo Methods*, 1995: a random digit for every prefix) preserves this, makes each point uniform on its own, and moves
/// the first point away from the corner.
///
/// ```
/// use darkside_stats::design::Sobol;
///
/// let sequence = Sobol::new(2, None)?;
/// let points: Vec<Vec<f64>> = (0..4).map(|number| sequence.point(number)).collect();
/// assert_eq!(points, [[0.0, 0.0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75]]);
/// # Ok::<(), darkside_error::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sobol {
    directions: Vec<[u32; BITS]>,
    scramble: Option<Draws>,
}

impl Sobol {
    /// A sequence in `dimensions` dimensions, scrambled by `scramble` if given.
    ///
    /// # Errors
    ///
    /// No dimension, more than [`MOST_DIMENSIONS`].
    pub fn new(dimensions: usize, scramble: Option<&Draws>) -> Result<Self> {
        if !(1..=MOST_DIMENSIONS).contains(&dimensions) {
            return Err(Error::input(format!("a Sobol' sequence of {dimensions} dimensions"))
                .help(format!("from 1 to {MOST_DIMENSIONS}")));
        }
        let first: [u32; BITS] = std::array::from_fn(|bit| 1 << (BITS - 1 - bit));
        let others = DIRECTIONS.lines().filter(|line| !line.starts_with('#')).map(directions);
        let directions = std::iter::once(first).chain(others).take(dimensions).collect();
        Ok(Self { directions, scramble: scramble.map(|draws| draws.about("sobol")) })
    }

    /// Point `number`, each coordinate in [0, 1).
    pub fn point(&self, number: u32) -> Vec<f64> {
        let gray = number ^ (number >> 1);
        let coordinate = |(dimension, directions): (usize, &[u32; BITS])| {
            let plain = (0..BITS).filter(|&bit| gray >> bit & 1 == 1).fold(0, |word, bit| word ^ directions[bit]);
            let word = match &self.scramble {
                None => plain,
                Some(draws) => scrambled(draws, dimension as u32, plain),
            };
            f64::from(word) / 4_294_967_296.0
        };
        self.directions.iter().enumerate().map(coordinate).collect()
    }
}

/// Parses a dimension's direction numbers: the polynomial's inner coefficients as bits, then the initial numbers m.
fn directions(line: &str) -> [u32; BITS] {
    let numbers: Vec<u32> = line.split_ascii_whitespace().filter_map(|number| number.parse().ok()).collect();
    let (polynomial, first) = (numbers[0], &numbers[1..]);
    let degree = first.len();
    let mut directions = [0; BITS];
    for bit in 0..BITS {
        directions[bit] = if bit < degree {
            first[bit] << (BITS - 1 - bit)
        } else {
            let before = directions[bit - degree];
            (1..degree)
                .filter(|&step| polynomial >> (degree - 1 - step) & 1 == 1)
                .fold(before ^ (before >> degree), |word, step| word ^ directions[bit - step])
        };
    }
    directions
}

/// Owen's nested scrambling: each bit is flipped or not by a random bit that depends on all the bits above it.
fn scrambled(draws: &Draws, dimension: u32, plain: u32) -> u32 {
    let mut scrambled = 0;
    for start in (0..BITS).step_by(LEVELS) {
        let prefix = if start == 0 { 0 } else { plain >> (BITS - start) };
        let turns = draws.subject(Purpose::Design, start as u32, dimension, prefix).word();
        let mut node = 1;
        for level in start..BITS.min(start + LEVELS) {
            let bit = plain >> (BITS - 1 - level) & 1;
            scrambled |= (bit ^ (turns >> node & 1)) << (BITS - 1 - level);
            node = 2 * node + bit;
        }
    }
    scrambled
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17: `qmc.Sobol(512, scramble=False, bits=32).random(1024)`, whose numbers are Joe and Kuo's.
    #[test]
    fn points_are_those_of_scipy() {
        let sequence = Sobol::new(512, None).unwrap();
        assert_eq!(sequence.point(6)[..6], [0.625, 0.125, 0.875, 0.625, 0.625, 0.875]);
        assert_eq!(sequence.point(1000)[511], 0.3955078125);
        assert_eq!(sequence.point(777)[255], 0.6357421875);
        assert_eq!(sequence.point(1023)[0], 0.0009765625);
        assert_eq!(sequence.point(900)[100], 0.8701171875);
    }

    #[test]
    fn there_are_direction_numbers_for_every_dimension() {
        let sequence = Sobol::new(MOST_DIMENSIONS, None).unwrap();
        assert_eq!(sequence.directions.len(), MOST_DIMENSIONS);
        for directions in &sequence.directions {
            // Bit b flips coordinate bit b and none below, or points would coincide.
            assert!((0..BITS).all(|bit| directions[bit].trailing_zeros() as usize == BITS - 1 - bit));
        }
    }

    /// The first 2ᵏ points put exactly one into each of 2ᵏ equal slices, in every dimension, scrambled or not.
    #[test]
    fn a_power_of_two_points_fills_every_slice_once() {
        for scramble in [None, Some(Draws::new(8))] {
            let sequence = Sobol::new(20, scramble.as_ref()).unwrap();
            let points: Vec<Vec<f64>> = (0..256).map(|number| sequence.point(number)).collect();
            for dimension in 0..20 {
                let mut slices: Vec<u32> = points.iter().map(|point| (point[dimension] * 256.0) as u32).collect();
                slices.sort_unstable();
                assert!(slices.into_iter().eq(0..256), "dimension {dimension}");
            }
        }
    }

    /// In the first two dimensions every box of 2⁻ᵃ by 2⁻ᵇ holds one of 2ᵃ⁺ᵇ points; scrambling must preserve that.
    #[test]
    fn scrambling_keeps_the_net() {
        let sequence = Sobol::new(2, Some(&Draws::new(3))).unwrap();
        for split in 0..=6 {
            let (wide, high) = (f64::from(1 << split), f64::from(1 << (6 - split)));
            let mut boxes: Vec<u32> = (0..64)
                .map(|number| {
                    let point = sequence.point(number);
                    (point[0] * wide) as u32 * (1 << (6 - split)) + (point[1] * high) as u32
                })
                .collect();
            boxes.sort_unstable();
            assert!(boxes.into_iter().eq(0..64), "split {split}");
        }
    }

    /// One scrambled point is uniform over scramblings: means of its coordinates to within four standard errors.
    #[test]
    fn a_scrambled_point_is_uniform() {
        let (mut sum, mut squares) = (0.0, 0.0);
        for seed in 0..2000 {
            let value = Sobol::new(3, Some(&Draws::new(seed))).unwrap().point(5)[2];
            sum += value;
            squares += value * value;
        }
        assert!((sum / 2000.0 - 0.5).abs() < 4.0 * (1.0 / 12.0 / 2000.0_f64).sqrt());
        assert!((squares / 2000.0 - 1.0 / 3.0).abs() < 4.0 * (4.0 / 45.0 / 2000.0_f64).sqrt());
    }

    /// Point 0 is in the lower half and point 1 in the upper one, each at the bottom of its half. Two independent coins flip
    /// them within their halves; a mere shift would flip both.
    #[test]
    fn halves_are_scrambled_independently() {
        let alike = (0..2000).filter(|&seed| {
            let sequence = Sobol::new(1, Some(&Draws::new(seed))).unwrap();
            let second_bit = |number| (4.0 * sequence.point(number)[0]) as u32 % 2;
            second_bit(0) == second_bit(1)
        });
        let alike = alike.count() as f64;
        assert!((alike - 1000.0).abs() < 4.0 * 500.0_f64.sqrt(), "{alike} of 2000");
    }

    #[test]
    fn impossible_dimensions_are_refused() {
        assert!(Sobol::new(0, None).is_err());
        let error = Sobol::new(513, None).unwrap_err();
        assert_eq!(error.message(), "a Sobol' sequence of 513 dimensions");
    }
}
