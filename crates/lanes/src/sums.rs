//! Sums over the bits that are set in each lane's word, several at a time.
//!
//! The bits are taken in groups of four. A group's sixteen sums are one register, and one instruction looks sixteen
//! words up in it. The order of every sum is fixed: within a group from the lowest bit, then the groups from the lowest.

use super::{Instructions, LANES, Lanes, Set};

/// Bits of a group.
const GROUP: usize = 4;

/// `N` sums over the bits of a word, each with an amount of its own for each bit.
#[derive(Clone, Debug)]
pub struct Sums<const N: usize> {
    /// Those groups of bits that add anything to any of the sums.
    groups: Vec<Group<N>>,
}

/// What the sums of a group of bits are, for each of its sixteen sets.
#[derive(Clone, Debug)]
struct Group<const N: usize> {
    /// Position of its lowest bit.
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

    /// Takes other amounts, without new memory where there were as many before.
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

    /// Adds what the bits add that are set in each word.
    #[inline(always)]
    pub fn add(&self, to: [Lanes<f32>; N], words: &Lanes<u32>, instructions: Instructions) -> [Lanes<f32>; N] {
        match instructions.set() {
            Set::Any(_) => any(&self.groups, to, words),
            // SAFETY: `Instructions` says that this processor has them.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(_) => unsafe { x86_64::avx2(&self.groups, to, words) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(_) => unsafe { x86_64::avx512(&self.groups, to, words) },
        }
    }
}

/// The sums of a group's sixteen sets: each is that of the set without its highest bit, and that bit's amount.
fn table(amounts: [f32; GROUP]) -> Lanes<f32> {
    let mut table = Lanes::all(0.0);
    for set in 1..LANES {
        let highest = set.ilog2();
        table[set] = table[set - (1 << highest)] + amounts[highest as usize];
    }
    table
}

#[inline(always)]
fn any<const N: usize>(groups: &[Group<N>], mut sums: [Lanes<f32>; N], words: &Lanes<u32>) -> [Lanes<f32>; N] {
    for Group { first, tables } in groups {
        for lane in 0..LANES {
            let set = (words[lane] >> first) as usize % LANES;
            for k in 0..N {
                sums[k][lane] += tables[k][set];
            }
        }
    }
    sums
}

#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::arch::x86_64::*;
    use std::mem::transmute;

    use super::{Group, Lanes};

    /// One instruction looks sixteen words up by their lowest four bits.
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn avx512<const N: usize>(groups: &[Group<N>], to: [Lanes<f32>; N], words: &Lanes<u32>) -> [Lanes<f32>; N] {
        // SAFETY: here and below, registers and lanes are the same numbers one after the other.
        let words = unsafe { transmute::<Lanes<u32>, __m512i>(*words) };
        let mut sums = to.map(|sum| unsafe { transmute::<Lanes<f32>, __m512>(sum) });
        for group in groups {
            let sets = _mm512_srl_epi32(words, _mm_cvtsi32_si128(group.first as i32));
            for k in 0..N {
                let table = unsafe { transmute::<Lanes<f32>, __m512>(group.tables[k]) };
                sums[k] = _mm512_add_ps(sums[k], _mm512_permutexvar_ps(sets, table));
            }
        }
        sums.map(|sum| unsafe { transmute::<__m512, Lanes<f32>>(sum) })
    }

    /// One instruction looks eight words up by their lowest three bits in half a table; the fourth chooses the half.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn avx2<const N: usize>(groups: &[Group<N>], to: [Lanes<f32>; N], words: &Lanes<u32>) -> [Lanes<f32>; N] {
        // SAFETY: here and below, registers and lanes are the same numbers one after the other.
        let words = unsafe { transmute::<Lanes<u32>, [__m256i; 2]>(*words) };
        let mut sums = to.map(|sum| unsafe { transmute::<Lanes<f32>, [__m256; 2]>(sum) });
        for half in 0..2 {
            for group in groups {
                let sets = _mm256_srl_epi32(words[half], _mm_cvtsi32_si128(group.first as i32));
                let upper = _mm256_castsi256_ps(_mm256_slli_epi32::<28>(sets));
                for k in 0..N {
                    let table = unsafe { transmute::<Lanes<f32>, [__m256; 2]>(group.tables[k]) };
                    let [low, high] = table.map(|half| _mm256_permutevar8x32_ps(half, sets));
                    sums[k][half] = _mm256_add_ps(sums[k][half], _mm256_blendv_ps(low, high, upper));
                }
            }
        }
        sums.map(|sum| unsafe { transmute::<[__m256; 2], Lanes<f32>>(sum) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Amounts that any other order of adding would round otherwise, for so many bits.
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

    /// By groups of four bits, one bit after the other.
    fn plainly(amounts: &[[f32; 3]], to: f32, word: u32, k: usize) -> f32 {
        amounts.chunks(4).enumerate().fold(to, |sum, (group, amounts)| {
            let set = amounts.iter().enumerate().filter(|(bit, _)| word >> (4 * group + bit) & 1 != 0);
            sum + set.fold(0.0, |sum, (_, of_bit)| sum + of_bit[k])
        })
    }

    #[test]
    fn sums_are_the_same_bits_with_all_instructions_for_any_number_of_bits() {
        for bits in [0, 1, 4, 12, 13, 31, 32] {
            let amounts = amounts(bits);
            let sums = Sums::new(amounts.iter().copied());
            for instructions in Instructions::every() {
                let found = sums.add([Lanes::all(0.1), Lanes::all(0.0), Lanes::all(-7.0)], &words(), instructions);
                for (k, to) in [0.1, 0.0, -7.0].into_iter().enumerate() {
                    for lane in 0..LANES {
                        let expected = plainly(&amounts, to, words()[lane], k);
                        assert_eq!(found[k][lane].to_bits(), expected.to_bits(), "{bits} bits, sum {k}, lane {lane}");
                    }
                }
            }
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
        for instructions in Instructions::every() {
            let [none, some] = sums.add([Lanes::default(); 2], &Lanes::all(1 << 9 | 1 << 2), instructions);
            assert_eq!((none, some), (Lanes::all(0.0), Lanes::all(2.5)));
        }
    }
}
