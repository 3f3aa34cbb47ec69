//! The instructions that a kernel is compiled for, and what only they can ask of sixteen lanes in one step.

use super::registers::Any;
#[cfg(target_arch = "x86_64")]
use super::registers::{Avx2, Avx512};
use super::{LANES, Lanes};

/// The instructions that a kernel is compiled for. To hold one is to know that this processor has them.
#[derive(Clone, Copy)]
pub struct Instructions(Set);

/// The same, with what they do to registers.
#[derive(Clone, Copy)]
pub enum Set {
    /// Those that every processor has.
    Any(Any),
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    /// AVX-512.
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
}

impl Instructions {
    /// Those that every processor has.
    #[inline(always)]
    pub fn any() -> Self {
        Self(Set::Any(Any))
    }

    /// AVX2.
    ///
    /// # Safety
    ///
    /// Safe from code that is compiled for it; elsewhere the caller has to know that the processor has it.
    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn avx2() -> Self {
        // SAFETY: this is compiled for AVX2, and so runs where the processor has it.
        Self(Set::Avx2(unsafe { Avx2::new() }))
    }

    /// AVX-512.
    ///
    /// # Safety
    ///
    /// Safe from code that is compiled for it; elsewhere the caller has to know that the processor has it.
    #[cfg(target_arch = "x86_64")]
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn avx512() -> Self {
        // SAFETY: as above.
        Self(Set::Avx512(unsafe { Avx512::new() }))
    }

    /// Which they are.
    #[inline(always)]
    pub fn set(self) -> Set {
        self.0
    }

    /// The lanes, a bit each, whose word is not 0.
    #[inline(always)]
    pub fn lanes_set(self, words: &Lanes<u32>) -> u32 {
        match self.0 {
            Set::Any(_) => each(|lane| words[lane] != 0),
            // SAFETY: to hold these is to know that the processor has them; so it is below.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(_) => unsafe { x86_64::set_avx2(words) },
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(_) => unsafe { x86_64::set_avx512(words) },
        }
    }

    /// Looks each lane's place up in a table: the low words of what is found, and the high words. Of a place only as many of the
    /// lowest bits count as number the table, whose length is a power of two.
    #[inline(always)]
    pub fn look_up(self, table: &[u64], places: &Lanes<u32>) -> [Lanes<u32>; 2] {
        assert!(table.len().is_power_of_two() && table.len() <= 1 << 31, "a table whose length is no power of two");
        let highest = (table.len() - 1) as u32;
        match self.0 {
            Set::Any(_) => {
                let mut found = [Lanes::default(); 2];
                for lane in 0..LANES {
                    let both = table[(places[lane] & highest) as usize];
                    (found[0][lane], found[1][lane]) = (both as u32, (both >> 32) as u32);
                }
                found
            }
            // SAFETY: as above; and each place is below the table's length.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(_) => unsafe { x86_64::look_up_avx2(table, highest, places) },
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(_) => unsafe { x86_64::look_up_avx512(table, highest, places) },
        }
    }

    /// The lanes, a bit each, in which a number lies below its limit.
    #[inline(always)]
    pub fn lanes_below(self, numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
        match self.0 {
            Set::Any(_) => each(|lane| numbers[lane] < limits[lane]),
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Set::Avx2(_) => unsafe { x86_64::below_avx2(numbers, limits) },
            #[cfg(target_arch = "x86_64")]
            Set::Avx512(_) => unsafe { x86_64::below_avx512(numbers, limits) },
        }
    }
}

#[inline(always)]
fn each(holds: impl Fn(usize) -> bool) -> u32 {
    (0..LANES).fold(0, |set, lane| set | u32::from(holds(lane)) << lane)
}

/// Left to itself, the compiler puts such bits together lane by lane.
#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::arch::x86_64::*;
    use std::mem::transmute;

    use super::Lanes;

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn set_avx512(words: &Lanes<u32>) -> u32 {
        // SAFETY: here and below, registers and lanes are the same numbers one after the other.
        let words = unsafe { transmute::<Lanes<u32>, __m512i>(*words) };
        u32::from(_mm512_test_epi32_mask(words, words))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn set_avx2(words: &Lanes<u32>) -> u32 {
        let halves = unsafe { transmute::<Lanes<u32>, [__m256i; 2]>(*words) };
        let none = halves.map(|half| _mm256_castsi256_ps(_mm256_cmpeq_epi32(half, _mm256_setzero_si256())));
        !both(none) & 0xffff
    }

    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn below_avx512(numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
        let [numbers, limits] = [numbers, limits].map(|lanes| unsafe { transmute::<Lanes<f32>, __m512>(*lanes) });
        u32::from(_mm512_cmp_ps_mask::<_CMP_LT_OQ>(numbers, limits))
    }

    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn below_avx2(numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
        let [numbers, limits] = [numbers, limits].map(|lanes| unsafe { transmute::<Lanes<f32>, [__m256; 2]>(*lanes) });
        both([0, 1].map(|half| _mm256_cmp_ps::<_CMP_LT_OQ>(numbers[half], limits[half])))
    }

    /// # Safety
    ///
    /// The table is longer than `highest`.
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub unsafe fn look_up_avx512(table: &[u64], highest: u32, places: &Lanes<u32>) -> [Lanes<u32>; 2] {
        let places = unsafe { transmute::<Lanes<u32>, __m512i>(*places) };
        let places = _mm512_and_epi32(places, _mm512_set1_epi32(highest as i32));
        let [low, high] = [_mm512_castsi512_si256(places), _mm512_extracti64x4_epi64::<1>(places)]
            .map(|half| unsafe { _mm512_i32gather_epi64::<8>(half, table.as_ptr().cast()) });
        let even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
        let odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
        let words = [even, odd].map(|of_two| _mm512_permutex2var_epi32(low, of_two, high));
        unsafe { transmute::<[__m512i; 2], [Lanes<u32>; 2]>(words) }
    }

    /// # Safety
    ///
    /// The table is longer than `highest`.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub unsafe fn look_up_avx2(table: &[u64], highest: u32, places: &Lanes<u32>) -> [Lanes<u32>; 2] {
        let quarters = unsafe { transmute::<Lanes<u32>, [__m128i; 4]>(*places) };
        let highest = _mm_set1_epi32(highest as i32);
        let found = quarters.map(|quarter| {
            let both = unsafe { _mm256_i32gather_epi64::<8>(table.as_ptr().cast(), _mm_and_si128(quarter, highest)) };
            // Low words first, then high words.
            _mm256_permutevar8x32_epi32(both, _mm256_set_epi32(7, 5, 3, 1, 6, 4, 2, 0))
        });
        let low = [0, 2].map(|q| _mm256_permute2x128_si256::<0x20>(found[q], found[q + 1]));
        let high = [0, 2].map(|q| _mm256_permute2x128_si256::<0x31>(found[q], found[q + 1]));
        unsafe { transmute::<[[__m256i; 2]; 2], [Lanes<u32>; 2]>([low, high]) }
    }

    /// The signs of all lanes.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn both(halves: [__m256; 2]) -> u32 {
        let [low, high] = halves.map(|half| _mm256_movemask_ps(half) as u32);
        low | high << 8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Instructions {
        /// All that this processor has.
        pub fn every() -> Vec<Self> {
            let mut every = vec![Self::any()];
            #[cfg(target_arch = "x86_64")]
            {
                // SAFETY: each is asked for where the processor has it.
                if is_x86_feature_detected!("avx2") {
                    every.push(unsafe { Self::avx2() });
                }
                if is_x86_feature_detected!("avx512f") {
                    every.push(unsafe { Self::avx512() });
                }
            }
            every
        }
    }

    #[test]
    fn words_are_looked_up_by_the_lowest_bits() {
        let places = Lanes(std::array::from_fn(|lane| (lane as u32).wrapping_mul(0x9e37_79b9) ^ 0xdead_0000));
        for size in [1usize, 2, 64, 4096] {
            let table: Vec<u64> = (0..size as u64).map(|place| (place ^ 0xabc) << 32 | place.wrapping_mul(7)).collect();
            for instructions in Instructions::every() {
                let [low, high] = instructions.look_up(&table, &places);
                for lane in 0..LANES {
                    let place = places[lane] as usize % size;
                    assert_eq!(
                        u64::from(high[lane]) << 32 | u64::from(low[lane]),
                        table[place],
                        "lane {lane} of {size}"
                    );
                }
            }
        }
    }

    #[test]
    fn bits_stand_for_their_lanes() {
        let words = Lanes(std::array::from_fn(|lane| u32::from(lane % 3 == 1) << (2 * lane)));
        let (nan, inf) = (f32::NAN, f32::INFINITY);
        let numbers = [0.0, 1.0, 2.0, -0.0, inf, nan, 1.0, -inf, 5.0, 5.0, 5.0, 0.0, 0.0, 0.0, 0.0, -1.0];
        let limits = [1.0, 1.0, 1.0, 0.0, inf, 1.0, nan, 0.0, 9.0, 5.0, 4.0, 0.0, -0.0, 1e-45, inf, 0.0];
        for instructions in Instructions::every() {
            assert_eq!(instructions.lanes_set(&words), 0b0010_0100_1001_0010);
            assert_eq!(instructions.lanes_below(&Lanes(numbers), &Lanes(limits)), 0b1110_0001_1000_0001);
        }
    }
}
