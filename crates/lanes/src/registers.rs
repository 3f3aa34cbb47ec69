//! Vector instructions for kernels in which compilers do not find them.
//!
//! A kernel is written once, generic over [`Registers`], and processes a row in as many parts as it takes registers: one
//! of sixteen lanes with AVX-512, two of eight with AVX2. Every operation gives the same bits in all of them.

use super::{LANES, Lanes, choose, clamp01, keep};

/// A set of vector instructions. A value of an implementing type proves that this processor has them.
///
/// ```
/// use darkside_lanes::{Any, Lanes, Registers};
///
/// fn double<R: Registers>(r: R, row: &mut Lanes<f32>) {
///     for part in 0..R::PARTS {
///         let x = r.numbers(row, part);
///         r.write(r.add(x, x), row, part);
///     }
/// }
///
/// let mut row = Lanes::all(1.5);
/// double(Any, &mut row);
/// assert_eq!(row, Lanes::all(3.0));
/// ```
pub trait Registers: Copy {
    /// A register of numbers.
    type Numbers: Copy;
    /// A register of words.
    type Words: Copy;
    /// Which lanes of a register a condition holds for.
    type Mask: Copy;
    /// How many registers sixteen lanes take.
    const PARTS: usize;

    /// The same number in all lanes.
    fn all(self, number: f32) -> Self::Numbers;
    /// A part of sixteen numbers.
    fn numbers(self, lanes: &Lanes<f32>, part: usize) -> Self::Numbers;
    /// Overwrites a part of sixteen numbers.
    fn write(self, numbers: Self::Numbers, lanes: &mut Lanes<f32>, part: usize);
    /// A part of sixteen words.
    fn words(self, lanes: &Lanes<u32>, part: usize) -> Self::Words;
    /// a + b.
    fn add(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// a − b.
    fn sub(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// a · b.
    fn mul(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// The same as [`clamp01`](super::clamp01) in each lane.
    fn clamp01(self, a: Self::Numbers) -> Self::Numbers;
    /// Each word without its lowest `bits` bits.
    fn shift_right(self, words: Self::Words, bits: u32) -> Self::Words;
    /// The entry of a table that each word's lowest two bits select.
    fn look_up4(self, table: &[f32; 4], words: Self::Words) -> Self::Numbers;
    /// The entry of a table that each word's lowest four bits select.
    fn look_up16(self, table: &Lanes<f32>, words: Self::Words) -> Self::Numbers;
    /// The lanes whose word has this bit.
    fn has_bit(self, words: Self::Words, bit: usize) -> Self::Mask;
    /// a where the mask holds, else b.
    fn choose(self, mask: Self::Mask, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// a + b where the mask holds, else a. Where a is −0, the result may be 0.
    fn add_where(self, mask: Self::Mask, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;

    /// The lanes whose word is not 0, a bit each.
    fn lanes_set(self, words: &Lanes<u32>) -> u32;
    /// The lanes whose number is below its limit, a bit each.
    fn lanes_below(self, numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32;
    /// The entry of a long table that each lane's index selects: the low words, and the high words. The length is a power
    /// of two, and higher bits of an index are ignored.
    ///
    /// # Panics
    ///
    /// The length is not a power of two, or above 2³¹.
    fn gather(self, table: &[u64], indices: &Lanes<u32>) -> [Lanes<u32>; 2];
}

/// The highest index of a table to gather from.
#[inline(always)]
pub(super) fn highest_index(table: &[u64]) -> u32 {
    assert!(table.len().is_power_of_two() && table.len() <= 1 << 31, "a table's length must be a power of two");
    (table.len() - 1) as u32
}

/// The instructions of every processor: lane by lane, as the compiler translates it.
#[derive(Clone, Copy)]
pub struct Any;

#[inline(always)]
fn each<T>(of: impl Fn(usize) -> T) -> [T; LANES] {
    std::array::from_fn(of)
}

/// The lanes for which a condition holds, a bit each.
#[inline(always)]
fn lanes_where(holds: impl Fn(usize) -> bool) -> u32 {
    (0..LANES).fold(0, |set, lane| set | u32::from(holds(lane)) << lane)
}

impl Registers for Any {
    type Numbers = [f32; LANES];
    type Words = [u32; LANES];
    type Mask = [bool; LANES];
    const PARTS: usize = 1;

    #[inline(always)]
    fn all(self, number: f32) -> Self::Numbers {
        [number; LANES]
    }
    #[inline(always)]
    fn numbers(self, lanes: &Lanes<f32>, _: usize) -> Self::Numbers {
        lanes.0
    }
    #[inline(always)]
    fn write(self, numbers: Self::Numbers, lanes: &mut Lanes<f32>, _: usize) {
        lanes.0 = numbers;
    }
    #[inline(always)]
    fn words(self, lanes: &Lanes<u32>, _: usize) -> Self::Words {
        lanes.0
    }
    #[inline(always)]
    fn add(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers {
        each(|lane| a[lane] + b[lane])
    }
    #[inline(always)]
    fn sub(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers {
        each(|lane| a[lane] - b[lane])
    }
    #[inline(always)]
    fn mul(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers {
        each(|lane| a[lane] * b[lane])
    }
    #[inline(always)]
    fn clamp01(self, a: Self::Numbers) -> Self::Numbers {
        each(|lane| clamp01(a[lane]))
    }
    #[inline(always)]
    fn shift_right(self, words: Self::Words, bits: u32) -> Self::Words {
        each(|lane| words[lane] >> bits)
    }
    #[inline(always)]
    fn look_up4(self, table: &[f32; 4], words: Self::Words) -> Self::Numbers {
        each(|lane| table[words[lane] as usize % 4])
    }
    #[inline(always)]
    fn look_up16(self, table: &Lanes<f32>, words: Self::Words) -> Self::Numbers {
        each(|lane| table[words[lane] as usize % LANES])
    }
    #[inline(always)]
    fn has_bit(self, words: Self::Words, bit: usize) -> Self::Mask {
        each(|lane| words[lane] & (1 << bit) != 0)
    }
    #[inline(always)]
    fn choose(self, mask: Self::Mask, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers {
        each(|lane| choose(mask[lane], a[lane], b[lane]))
    }
    #[inline(always)]
    fn add_where(self, mask: Self::Mask, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers {
        each(|lane| a[lane] + keep(mask[lane], b[lane]))
    }
    #[inline(always)]
    fn lanes_set(self, words: &Lanes<u32>) -> u32 {
        lanes_where(|lane| words[lane] != 0)
    }
    #[inline(always)]
    fn lanes_below(self, numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
        lanes_where(|lane| numbers[lane] < limits[lane])
    }
    #[inline(always)]
    fn gather(self, table: &[u64], indices: &Lanes<u32>) -> [Lanes<u32>; 2] {
        let highest = highest_index(table);
        let mut found = [Lanes::default(); 2];
        for lane in 0..LANES {
            let entry = table[(indices[lane] & highest) as usize];
            (found[0][lane], found[1][lane]) = (entry as u32, (entry >> 32) as u32);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs a check with every instruction set that this processor has.
    macro_rules! with_every_set {
        ($check:ident) => {
            $check(Any);
            #[cfg(target_arch = "x86_64")]
            {
                crate::Avx2::detected().into_iter().for_each($check);
                crate::Avx512::detected().into_iter().for_each($check);
            }
        };
    }

    fn each_index_finds_its_entry(r: impl Registers) {
        let indices = Lanes(std::array::from_fn(|lane| (lane as u32).wrapping_mul(0x9e37_79b9) ^ 0xdead_0000));
        for size in [1usize, 2, 64, 4096] {
            let table: Vec<u64> = (0..size as u64).map(|place| (place ^ 0xabc) << 32 | place.wrapping_mul(7)).collect();
            let [low, high] = r.gather(&table, &indices);
            for lane in 0..LANES {
                let entry = table[indices[lane] as usize % size];
                assert_eq!(u64::from(high[lane]) << 32 | u64::from(low[lane]), entry, "lane {lane} of {size}");
            }
        }
    }

    #[test]
    fn entries_are_selected_by_the_lowest_bits() {
        with_every_set!(each_index_finds_its_entry);
    }

    fn each_bit_stands_for_its_lane(r: impl Registers) {
        let words = Lanes(std::array::from_fn(|lane| u32::from(lane % 3 == 1) << (2 * lane)));
        assert_eq!(r.lanes_set(&words), 0b0010_0100_1001_0010);
        let (nan, inf) = (f32::NAN, f32::INFINITY);
        let numbers = [0.0, 1.0, 2.0, -0.0, inf, nan, 1.0, -inf, 5.0, 5.0, 5.0, 0.0, 0.0, 0.0, 0.0, -1.0];
        let limits = [1.0, 1.0, 1.0, 0.0, inf, 1.0, nan, 0.0, 9.0, 5.0, 4.0, 0.0, -0.0, 1e-45, inf, 0.0];
        assert_eq!(r.lanes_below(&Lanes(numbers), &Lanes(limits)), 0b1110_0001_1000_0001);
    }

    #[test]
    fn bits_stand_for_their_lanes() {
        with_every_set!(each_bit_stands_for_its_lane);
    }

    /// Every operation on registers against the same one lane by lane.
    fn operations_have_the_bits_of_any<R: Registers>(r: R) {
        let a = Lanes(std::array::from_fn(|lane| (lane as f32 - 7.3) / 3.0));
        let b = Lanes(std::array::from_fn(|lane| 1.0 / (lane as f32 + 0.7)));
        let words = Lanes(std::array::from_fn(|lane| (lane as u32 + 1).wrapping_mul(0x9e37_79b9)));
        let table = [0.1, -0.2, 0.3, 7.0];
        let of = |r: R, part: usize| (r.numbers(&a, part), r.numbers(&b, part), r.words(&words, part));
        let (x, y, w) = (a.0, b.0, words.0);
        let mut found = [Lanes::all(f32::NAN); 9];
        for part in 0..R::PARTS {
            let (x, y, w) = of(r, part);
            let results = [
                r.add(x, y),
                r.sub(x, y),
                r.mul(x, y),
                r.clamp01(x),
                r.look_up4(&table, w),
                r.look_up16(&b, r.shift_right(w, 5)),
                r.choose(r.has_bit(w, 3), x, y),
                r.add_where(r.has_bit(w, 9), x, y),
                r.all(0.6),
            ];
            results.into_iter().zip(&mut found).for_each(|(result, found)| r.write(result, found, part));
        }
        let expected = [
            Any.add(x, y),
            Any.sub(x, y),
            Any.mul(x, y),
            Any.clamp01(x),
            Any.look_up4(&table, w),
            Any.look_up16(&b, Any.shift_right(w, 5)),
            Any.choose(Any.has_bit(w, 3), x, y),
            Any.add_where(Any.has_bit(w, 9), x, y),
            Any.all(0.6),
        ];
        for (operation, (found, expected)) in found.iter().zip(expected).enumerate() {
            assert_eq!(found.0.map(f32::to_bits), expected.map(f32::to_bits), "operation {operation}");
        }
    }

    #[test]
    fn operations_have_the_same_bits_in_every_set() {
        with_every_set!(operations_have_the_bits_of_any);
    }
}
