//! Sums over the set bits of each lane's word, several at a time.
//!
//! Bits are processed in groups of four. The sixteen possible sums of a group fill one register, in which one instruction
//! looks up sixteen words. The order of every sum is fixed: within a group from the lowest bit, then from the lowest group.

use super::{LANES, Lanes, Registers};

/// Bits of a group.
const GROUP: usize = 4;

/// `N` sums over the bits of a word, each with its own amount for each bit.
///
/// ```
/// use darkside_lanes::{Any, Lanes, Sums};
///
/// let prices = Sums::new([[1.0], [10.0], [100.0]]);
/// let [total] = prices.add([Lanes::all(0.5)], &Lanes::all(0b101), Any);
/// assert_eq!(total, Lanes::all(101.5));
/// ```
#[derive(Clone, Debug)]
pub struct Sums<const N: usize> {
    /// The groups of bits that add anything.
    groups: Vec<Group<N>>,
}

/// The sums of a group of bits, for each of its sixteen sets.
#[derive(Clone, Debug)]
struct Group<const N: usize> {
    /// The position of its lowest bit.
    first: u32,
    tables: [Lanes<f32>; N],
}

impl<const N: usize> Default for Sums<N> {
    fn default() -> Self {
        Self { groups: Vec::new() }
    }
}

impl<const N: usize> Sums<N> {
    /// Sums to which each bit adds these amounts, from the lowest bit.
    pub fn new(amounts: impl IntoIterator<Item = [f32; N]>) -> Self {
        let mut sums = Self::default();
        sums.renew(amounts);
        sums
    }

    /// Replaces the amounts; allocates only if there are more groups than before.
    pub fn renew(&mut self, amounts: impl IntoIterator<Item = [f32; N]>) {
        self.groups.clear();
        let mut amounts = amounts.into_iter().peekable();
        for first in (0..u32::BITS).step_by(GROUP) {
            if amounts.peek().is_none() {
                break;
            }
            let of_group: [[f32; N]; GROUP] = std::array::from_fn(|_| amounts.next().unwrap_or([0.0; N]));
            if of_group.iter().flatten().any(|&amount| amount != 0.0) {
                let tables = std::array::from_fn(|k| table(of_group.map(|of_bit| of_bit[k])));
                self.groups.push(Group { first, tables });
            }
        }
    }

    /// Whether no bit adds anything.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Adds to `sums` the amounts of the bits that are set in each word.
    #[inline(always)]
    pub fn add<R: Registers>(&self, mut sums: [Lanes<f32>; N], words: &Lanes<u32>, r: R) -> [Lanes<f32>; N] {
        for part in 0..R::PARTS {
            let words = r.words(words, part);
            let mut parts = sums.each_ref().map(|sum| r.numbers(sum, part));
            for Group { first, tables } in &self.groups {
                let sets = r.shift_right(words, *first);
                for k in 0..N {
                    parts[k] = r.add(parts[k], r.look_up16(&tables[k], sets));
                }
            }
            for k in 0..N {
                r.write(parts[k], &mut sums[k], part);
            }
        }
        sums
    }
}

/// The sums of a group's sixteen sets: each is the sum of the set without its highest bit, plus that bit's amount.
fn table(amounts: [f32; GROUP]) -> Lanes<f32> {
    let mut table = Lanes::all(0.0);
    for set in 1..LANES {
        let highest = set.ilog2();
        table[set] = table[set - (1 << highest)] + amounts[highest as usize];
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Any;

    /// Amounts whose sum would round differently in any other order.
    fn amounts(bits: usize) -> Vec<[f32; 3]> {
        let amount =
            |bit: usize, k: usize| (bit * bit + 7 * k + 1) as f32 / 3.0 - if bit.is_multiple_of(3) { 1e3 } else { 0.0 };
        (0..bits).map(|bit| std::array::from_fn(|k| amount(bit, k))).collect()
    }

    fn words() -> Lanes<u32> {
        let mut words = Lanes::default();
        for lane in 0..LANES {
            words[lane] = (lane as u32 + 1).wrapping_mul(0x9e37_79b9) ^ if lane == 3 { u32::MAX } else { 0 };
        }
        words
    }

    /// By groups of four bits, bit by bit.
    fn plainly(amounts: &[[f32; 3]], to: f32, word: u32, k: usize) -> f32 {
        amounts.chunks(4).enumerate().fold(to, |sum, (group, amounts)| {
            let set = amounts.iter().enumerate().filter(|(bit, _)| word >> (4 * group + bit) & 1 != 0);
            sum + set.fold(0.0, |sum, (_, of_bit)| sum + of_bit[k])
        })
    }

    fn every_sum_is_the_plain_one(r: impl Registers) {
        for bits in [0, 1, 4, 12, 13, 31, 32] {
            let amounts = amounts(bits);
            let sums = Sums::new(amounts.iter().copied());
            let found = sums.add([Lanes::all(0.1), Lanes::all(0.0), Lanes::all(-7.0)], &words(), r);
            for (k, to) in [0.1, 0.0, -7.0].into_iter().enumerate() {
                for lane in 0..LANES {
                    let expected = plainly(&amounts, to, words()[lane], k);
                    assert_eq!(found[k][lane].to_bits(), expected.to_bits(), "{bits} bits, sum {k}, lane {lane}");
                }
            }
        }
    }

    #[test]
    fn sums_have_the_same_bits_with_all_instructions_for_any_number_of_bits() {
        every_sum_is_the_plain_one(Any);
        #[cfg(target_arch = "x86_64")]
        {
            crate::Avx2::detected().into_iter().for_each(every_sum_is_the_plain_one);
            crate::Avx512::detected().into_iter().for_each(every_sum_is_the_plain_one);
        }
    }

    #[test]
    fn groups_that_add_nothing_are_left_out() {
        let mut amounts = vec![[0.0, 0.0]; 12];
        let mut sums = Sums::new(amounts.clone());
        assert!(sums.is_empty());
        amounts[9][1] = 2.5;
        sums.renew(amounts);
        assert_eq!(sums.groups.len(), 1);
        let [none, some] = sums.add([Lanes::default(); 2], &Lanes::all(1 << 9 | 1 << 2), Any);
        assert_eq!((none, some), (Lanes::all(0.0), Lanes::all(2.5)));
    }
}
