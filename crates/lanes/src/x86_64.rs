//! [`Registers`] for AVX2 and AVX-512.

use std::arch::x86_64::*;

use super::registers::highest_index;
use super::{Lanes, Registers};
use bytemuck::{must_cast, must_cast_mut, must_cast_ref};

/// AVX2: eight numbers in a register.
#[derive(Clone, Copy)]
pub struct Avx2(());

/// AVX-512: sixteen numbers in a register.
#[derive(Clone, Copy)]
pub struct Avx512(());

impl Avx2 {
    /// The token, for code compiled for AVX2.
    ///
    /// # Safety
    ///
    /// Safe from code compiled for AVX2; elsewhere the caller must know that the processor has it.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn new() -> Self {
        Self(())
    }

    /// AVX2, if this processor has it.
    pub fn detected() -> Option<Self> {
        is_x86_feature_detected!("avx2").then_some(Self(()))
    }
}

impl Avx512 {
    /// The token, for code compiled for AVX-512.
    ///
    /// # Safety
    ///
    /// Safe from code compiled for AVX-512; elsewhere the caller must know that the processor has it.
    #[inline]
    #[target_feature(enable = "avx512f")]
    pub fn new() -> Self {
        Self(())
    }

    /// AVX-512, if this processor has it.
    pub fn detected() -> Option<Self> {
        is_x86_feature_detected!("avx512f").then_some(Self(()))
    }
}

/// Methods of a token, each compiled for the token's instructions. In their bodies the compiler allows only intrinsics of
/// these instructions, and no pointers: so the one `unsafe` here is all that it takes to call them.
macro_rules! compiled_for {
    ($feature:literal: $(
        $(#[$note:meta])*
        fn $name:ident(self $(, $argument:ident: $type:ty)*) $(-> $result:ty)? $body:block
    )*) => {
        $(
            $(#[$note])*
            #[inline(always)]
            fn $name(self $(, $argument: $type)*) $(-> $result)? {
                #[inline]
                #[target_feature(enable = $feature)]
                fn compiled($($argument: $type),*) $(-> $result)? $body
                // SAFETY: a token exists only where the processor has its instructions.
                unsafe { compiled($($argument),*) }
            }
        )*
    };
}

impl Registers for Avx2 {
    type Numbers = __m256;
    type Words = __m256i;
    /// The sign bit of each lane.
    type Mask = __m256;
    const PARTS: usize = 2;

    compiled_for! { "avx2":
        fn all(self, number: f32) -> __m256 {
            _mm256_set1_ps(number)
        }
        fn numbers(self, lanes: &Lanes<f32>, part: usize) -> __m256 {
            must_cast_ref::<_, [__m256; 2]>(lanes)[part]
        }
        fn write(self, numbers: __m256, lanes: &mut Lanes<f32>, part: usize) {
            must_cast_mut::<_, [__m256; 2]>(lanes)[part] = numbers;
        }
        fn words(self, lanes: &Lanes<u32>, part: usize) -> __m256i {
            must_cast_ref::<_, [__m256i; 2]>(lanes)[part]
        }
        fn add(self, a: __m256, b: __m256) -> __m256 {
            _mm256_add_ps(a, b)
        }
        fn sub(self, a: __m256, b: __m256) -> __m256 {
            _mm256_sub_ps(a, b)
        }
        fn mul(self, a: __m256, b: __m256) -> __m256 {
            _mm256_mul_ps(a, b)
        }
        /// Both instructions give their second operand unless the first is greater (less), as `clamp01` does.
        fn clamp01(self, a: __m256) -> __m256 {
            _mm256_min_ps(_mm256_max_ps(a, _mm256_setzero_ps()), _mm256_set1_ps(1.0))
        }
        fn shift_right(self, words: __m256i, bits: u32) -> __m256i {
            _mm256_srl_epi32(words, _mm_cvtsi32_si128(bits as i32))
        }
        fn look_up4(self, table: &[f32; 4], words: __m256i) -> __m256 {
            let table = must_cast::<_, __m128>(*table);
            _mm256_permutevar_ps(_mm256_set_m128(table, table), words)
        }
        /// The lowest three bits select from each half of the table, and the fourth selects the half.
        fn look_up16(self, table: &Lanes<f32>, words: __m256i) -> __m256 {
            let [low, high] = must_cast_ref::<_, [__m256; 2]>(table).map(|half| _mm256_permutevar8x32_ps(half, words));
            _mm256_blendv_ps(low, high, _mm256_castsi256_ps(_mm256_slli_epi32::<28>(words)))
        }
        /// Moves the bit to the sign, where a blend looks.
        fn has_bit(self, words: __m256i, bit: usize) -> __m256 {
            _mm256_castsi256_ps(_mm256_sll_epi32(words, _mm_cvtsi32_si128(31 - bit as i32)))
        }
        fn choose(self, mask: __m256, a: __m256, b: __m256) -> __m256 {
            _mm256_blendv_ps(b, a, mask)
        }
        fn add_where(self, mask: __m256, a: __m256, b: __m256) -> __m256 {
            _mm256_blendv_ps(a, _mm256_add_ps(a, b), mask)
        }
        fn lanes_set(self, words: &Lanes<u32>) -> u32 {
            let zero = |half| _mm256_castsi256_ps(_mm256_cmpeq_epi32(half, _mm256_setzero_si256()));
            !signs(must_cast::<_, [__m256i; 2]>(*words).map(zero)) & 0xffff
        }
        fn lanes_below(self, numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
            let [numbers, limits] = [numbers, limits].map(|lanes| must_cast::<_, [__m256; 2]>(*lanes));
            signs([0, 1].map(|half| _mm256_cmp_ps::<_CMP_LT_OQ>(numbers[half], limits[half])))
        }
        fn gather(self, table: &[u64], indices: &Lanes<u32>) -> [Lanes<u32>; 2] {
            let highest = _mm_set1_epi32(highest_index(table) as i32);
            let found = must_cast::<_, [__m128i; 4]>(*indices).map(|quarter| {
                let indices = _mm_and_si128(quarter, highest);
                // SAFETY: no index is above the table's highest one.
                let entries = unsafe { _mm256_i32gather_epi64::<8>(table.as_ptr().cast(), indices) };
                // Low words first, then high words.
                _mm256_permutevar8x32_epi32(entries, _mm256_set_epi32(7, 5, 3, 1, 6, 4, 2, 0))
            });
            let low = [0, 2].map(|q| _mm256_permute2x128_si256::<0x20>(found[q], found[q + 1]));
            let high = [0, 2].map(|q| _mm256_permute2x128_si256::<0x31>(found[q], found[q + 1]));
            must_cast([low, high])
        }
    }
}

/// The sign of every lane, a bit each.
#[inline]
#[target_feature(enable = "avx2")]
fn signs(halves: [__m256; 2]) -> u32 {
    let [low, high] = halves.map(|half| _mm256_movemask_ps(half) as u32);
    low | high << 8
}

impl Registers for Avx512 {
    type Numbers = __m512;
    type Words = __m512i;
    type Mask = __mmask16;
    const PARTS: usize = 1;

    compiled_for! { "avx512f":
        fn all(self, number: f32) -> __m512 {
            _mm512_set1_ps(number)
        }
        fn numbers(self, lanes: &Lanes<f32>, _part: usize) -> __m512 {
            must_cast(*lanes)
        }
        fn write(self, numbers: __m512, lanes: &mut Lanes<f32>, _part: usize) {
            *lanes = must_cast(numbers);
        }
        fn words(self, lanes: &Lanes<u32>, _part: usize) -> __m512i {
            must_cast(*lanes)
        }
        fn add(self, a: __m512, b: __m512) -> __m512 {
            _mm512_add_ps(a, b)
        }
        fn sub(self, a: __m512, b: __m512) -> __m512 {
            _mm512_sub_ps(a, b)
        }
        fn mul(self, a: __m512, b: __m512) -> __m512 {
            _mm512_mul_ps(a, b)
        }
        fn clamp01(self, a: __m512) -> __m512 {
            _mm512_min_ps(_mm512_max_ps(a, _mm512_setzero_ps()), _mm512_set1_ps(1.0))
        }
        fn shift_right(self, words: __m512i, bits: u32) -> __m512i {
            _mm512_srl_epi32(words, _mm_cvtsi32_si128(bits as i32))
        }
        fn look_up4(self, table: &[f32; 4], words: __m512i) -> __m512 {
            _mm512_permutevar_ps(_mm512_broadcast_f32x4(must_cast(*table)), words)
        }
        fn look_up16(self, table: &Lanes<f32>, words: __m512i) -> __m512 {
            _mm512_permutexvar_ps(words, must_cast(*table))
        }
        fn has_bit(self, words: __m512i, bit: usize) -> __mmask16 {
            _mm512_test_epi32_mask(words, _mm512_set1_epi32(1 << bit))
        }
        fn choose(self, mask: __mmask16, a: __m512, b: __m512) -> __m512 {
            _mm512_mask_blend_ps(mask, b, a)
        }
        fn add_where(self, mask: __mmask16, a: __m512, b: __m512) -> __m512 {
            _mm512_mask_add_ps(a, mask, a, b)
        }
        fn lanes_set(self, words: &Lanes<u32>) -> u32 {
            let words = must_cast(*words);
            u32::from(_mm512_test_epi32_mask(words, words))
        }
        fn lanes_below(self, numbers: &Lanes<f32>, limits: &Lanes<f32>) -> u32 {
            u32::from(_mm512_cmp_ps_mask::<_CMP_LT_OQ>(must_cast(*numbers), must_cast(*limits)))
        }
        fn gather(self, table: &[u64], indices: &Lanes<u32>) -> [Lanes<u32>; 2] {
            let indices = _mm512_and_epi32(must_cast(*indices), _mm512_set1_epi32(highest_index(table) as i32));
            let [low, high] = [_mm512_castsi512_si256(indices), _mm512_extracti64x4_epi64::<1>(indices)]
                // SAFETY: no index is above the table's highest one.
                .map(|half| unsafe { _mm512_i32gather_epi64::<8>(half, table.as_ptr().cast()) });
            let even = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
            let odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
            must_cast([even, odd].map(|words| _mm512_permutex2var_epi32(low, words, high)))
        }
    }
}
