//! What a processor does to a register of numbers, written out for kernels that compilers do not find the instructions for.
//!
//! A kernel is written once, over [`Registers`], and goes over the parts of a row that a register holds: one of sixteen lanes
//! with AVX-512, two of eight with AVX2. Every operation gives the same bits in all of them.

use super::{LANES, Lanes, choose, clamp01, keep};

/// The instructions of one kind of processor. To hold a value is to know that this processor has them.
pub trait Registers: Copy {
    /// Numbers side by side.
    type Numbers: Copy;
    /// Words side by side.
    type Words: Copy;
    /// Which lanes something holds for.
    type Mask: Copy;
    /// Into how many parts sixteen lanes fall.
    const PARTS: usize;

    /// The same number in all lanes.
    fn all(self, number: f32) -> Self::Numbers;
    /// A part of sixteen numbers.
    fn numbers(self, lanes: &Lanes<f32>, part: usize) -> Self::Numbers;
    /// Writes a part of sixteen numbers.
    fn write(self, numbers: Self::Numbers, lanes: &mut Lanes<f32>, part: usize);
    /// A part of sixteen words.
    fn words(self, lanes: &Lanes<u32>, part: usize) -> Self::Words;
    /// a + b.
    fn add(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// a − b.
    fn sub(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// a · b.
    fn mul(self, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// As [`clamp01`](super::clamp01).
    fn clamp01(self, a: Self::Numbers) -> Self::Numbers;
    /// The number of a table at each word's lowest two bits.
    fn look_up(self, table: &[f32; 4], words: Self::Words) -> Self::Numbers;
    /// The lanes whose word has this bit.
    fn with(self, words: Self::Words, bit: usize) -> Self::Mask;
    /// a where the mask holds, else b.
    fn choose(self, mask: Self::Mask, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
    /// a + b where the mask holds, else a. Where a is −0, it may come out as 0.
    fn add_where(self, mask: Self::Mask, a: Self::Numbers, b: Self::Numbers) -> Self::Numbers;
}

/// What every processor has: lane by lane, as the compiler makes of it.
#[derive(Clone, Copy)]
pub struct Any;

#[inline(always)]
fn each<T>(of: impl Fn(usize) -> T) -> [T; LANES] {
    std::array::from_fn(of)
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
    fn look_up(self, table: &[f32; 4], words: Self::Words) -> Self::Numbers {
        each(|lane| table[words[lane] as usize % 4])
    }
    #[inline(always)]
    fn with(self, words: Self::Words, bit: usize) -> Self::Mask {
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
}

#[cfg(target_arch = "x86_64")]
pub use x86_64::{Avx2, Avx512};

/// SAFETY, of all that is unsafe here: whoever holds an [`Avx2`] or [`Avx512`] knows that the processor has the instructions;
/// and addresses are those of sixteen lanes, of which a part of eight begins at lane 0 or 8; a table's are those of its four
/// numbers, read from any address.
#[cfg(target_arch = "x86_64")]
mod x86_64 {
    use std::arch::x86_64::*;

    use super::{Lanes, Registers};

    /// Eight numbers to a register.
    #[derive(Clone, Copy)]
    pub struct Avx2(());

    /// Sixteen numbers to a register.
    #[derive(Clone, Copy)]
    pub struct Avx512(());

    impl Avx2 {
        /// # Safety
        ///
        /// The processor has AVX2.
        #[inline(always)]
        pub unsafe fn new() -> Self {
            Self(())
        }
    }

    impl Avx512 {
        /// # Safety
        ///
        /// The processor has AVX-512F.
        #[inline(always)]
        pub unsafe fn new() -> Self {
            Self(())
        }
    }

    impl Registers for Avx2 {
        type Numbers = __m256;
        type Words = __m256i;
        type Mask = __m256;
        const PARTS: usize = 2;

        #[inline(always)]
        fn all(self, number: f32) -> __m256 {
            unsafe { _mm256_set1_ps(number) }
        }
        #[inline(always)]
        fn numbers(self, lanes: &Lanes<f32>, part: usize) -> __m256 {
            unsafe { _mm256_load_ps(lanes.0[part * 8..][..8].as_ptr()) }
        }
        #[inline(always)]
        fn write(self, numbers: __m256, lanes: &mut Lanes<f32>, part: usize) {
            unsafe { _mm256_store_ps(lanes.0[part * 8..][..8].as_mut_ptr(), numbers) }
        }
        #[inline(always)]
        fn words(self, lanes: &Lanes<u32>, part: usize) -> __m256i {
            unsafe { _mm256_load_si256(lanes.0[part * 8..][..8].as_ptr().cast()) }
        }
        #[inline(always)]
        fn add(self, a: __m256, b: __m256) -> __m256 {
            unsafe { _mm256_add_ps(a, b) }
        }
        #[inline(always)]
        fn sub(self, a: __m256, b: __m256) -> __m256 {
            unsafe { _mm256_sub_ps(a, b) }
        }
        #[inline(always)]
        fn mul(self, a: __m256, b: __m256) -> __m256 {
            unsafe { _mm256_mul_ps(a, b) }
        }
        /// Both instructions give their second operand unless the first is greater (less): what `clamp01` says.
        #[inline(always)]
        fn clamp01(self, a: __m256) -> __m256 {
            unsafe { _mm256_min_ps(_mm256_max_ps(a, _mm256_setzero_ps()), _mm256_set1_ps(1.0)) }
        }
        #[inline(always)]
        fn look_up(self, table: &[f32; 4], words: __m256i) -> __m256 {
            unsafe { _mm256_permutevar_ps(_mm256_broadcast_ps(&_mm_loadu_ps(table.as_ptr())), words) }
        }
        /// The bit goes to the sign, which is what a blend looks at.
        #[inline(always)]
        fn with(self, words: __m256i, bit: usize) -> __m256 {
            unsafe { _mm256_castsi256_ps(_mm256_sll_epi32(words, _mm_cvtsi32_si128(31 - bit as i32))) }
        }
        #[inline(always)]
        fn choose(self, mask: __m256, a: __m256, b: __m256) -> __m256 {
            unsafe { _mm256_blendv_ps(b, a, mask) }
        }
        #[inline(always)]
        fn add_where(self, mask: __m256, a: __m256, b: __m256) -> __m256 {
            unsafe { _mm256_blendv_ps(a, _mm256_add_ps(a, b), mask) }
        }
    }

    impl Registers for Avx512 {
        type Numbers = __m512;
        type Words = __m512i;
        type Mask = __mmask16;
        const PARTS: usize = 1;

        #[inline(always)]
        fn all(self, number: f32) -> __m512 {
            unsafe { _mm512_set1_ps(number) }
        }
        #[inline(always)]
        fn numbers(self, lanes: &Lanes<f32>, _: usize) -> __m512 {
            unsafe { _mm512_load_ps(lanes.0.as_ptr()) }
        }
        #[inline(always)]
        fn write(self, numbers: __m512, lanes: &mut Lanes<f32>, _: usize) {
            unsafe { _mm512_store_ps(lanes.0.as_mut_ptr(), numbers) }
        }
        #[inline(always)]
        fn words(self, lanes: &Lanes<u32>, _: usize) -> __m512i {
            unsafe { _mm512_load_si512(lanes.0.as_ptr().cast()) }
        }
        #[inline(always)]
        fn add(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_add_ps(a, b) }
        }
        #[inline(always)]
        fn sub(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_sub_ps(a, b) }
        }
        #[inline(always)]
        fn mul(self, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_mul_ps(a, b) }
        }
        #[inline(always)]
        fn clamp01(self, a: __m512) -> __m512 {
            unsafe { _mm512_min_ps(_mm512_max_ps(a, _mm512_setzero_ps()), _mm512_set1_ps(1.0)) }
        }
        #[inline(always)]
        fn look_up(self, table: &[f32; 4], words: __m512i) -> __m512 {
            unsafe { _mm512_permutevar_ps(_mm512_broadcast_f32x4(_mm_loadu_ps(table.as_ptr())), words) }
        }
        #[inline(always)]
        fn with(self, words: __m512i, bit: usize) -> __mmask16 {
            unsafe { _mm512_test_epi32_mask(words, _mm512_set1_epi32(1 << bit)) }
        }
        #[inline(always)]
        fn choose(self, mask: __mmask16, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_mask_blend_ps(mask, b, a) }
        }
        #[inline(always)]
        fn add_where(self, mask: __mmask16, a: __m512, b: __m512) -> __m512 {
            unsafe { _mm512_mask_add_ps(a, mask, a, b) }
        }
    }
}
