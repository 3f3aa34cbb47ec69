//! Kernels compiled for several levels of processor; the call decides which version runs.
//!
//! [`for_each_processor!`](crate::for_each_processor!) compiles a function three times, for [`Level::Portable`], [`Level::Avx2`] and
//! [`Level::Avx512`], and runs the version for [`level`]. Whatever the function calls must be `#[inline(always)]` to be
//! compiled along with it. No result depends on the level: none uses an instruction that rounds differently (as a fused
//! multiply-add would), and a test runs every level.

use std::str::FromStr;
use std::sync::atomic::{AtomicU8, Ordering};

/// The levels of processor that kernels are compiled for, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Any processor that the build targets.
    Portable,
    /// x86-64 with AVX2: eight numbers at a time.
    Avx2,
    /// x86-64 with the AVX-512 of Ice Lake and Zen 4: sixteen numbers at a time. Older processors with AVX-512 slow down
    /// while they use it, and count as AVX2.
    Avx512,
}

impl Level {
    /// All levels.
    pub const ALL: [Level; 3] = [Level::Portable, Level::Avx2, Level::Avx512];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Level::Portable => "portable",
            Level::Avx2 => "avx2",
            Level::Avx512 => "avx512",
        }
    }

    /// The highest level of this processor.
    pub fn highest() -> Level {
        detected::highest()
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = Level::ALL.into_iter().find(|level| level.name() == name);
        known.ok_or_else(|| format!("there is no processor level '{name}'; there are portable, avx2, avx512"))
    }
}

/// Not yet detected.
const UNKNOWN: u8 = u8::MAX;

/// The level in use, as its position in [`Level::ALL`]; never above [`Level::highest`].
static LEVEL: AtomicU8 = AtomicU8::new(UNKNOWN);

/// The level at which kernels run: the highest, unless [`use_at_most`] set a limit.
#[inline(always)]
pub fn level() -> Level {
    match LEVEL.load(Ordering::Relaxed) {
        0 => Level::Portable,
        1 => Level::Avx2,
        2 => Level::Avx512,
        _ => detect(),
    }
}

#[cold]
fn detect() -> Level {
    use_at_most(Level::Avx512)
}

/// From now on all kernels of the process run at this level, or at the processor's highest if that is lower. Returns the
/// level used. For tests and measurements: results are the same, only the time differs.
pub fn use_at_most(limit: Level) -> Level {
    let level = limit.min(Level::highest());
    LEVEL.store(level as u8, Ordering::Relaxed);
    level
}

/// Compiles a function for each [`Level`](crate::processor::Level). Within it, `instructions()` returns the
/// [`Registers`](crate::Registers) of that level.
#[macro_export]
macro_rules! for_each_processor {
    (
        $(#[$note:meta])*
        $scope:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block
    ) => {
        $(#[$note])*
        $scope fn $name($($argument: $type),*) $(-> $result)? {
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2,bmi2,popcnt")]
                fn avx2($($argument: $type),*) $(-> $result)? {
                    #[allow(unused_imports)]
                    use $crate::Registers as _;
                    #[allow(dead_code)]
                    #[target_feature(enable = "avx2")]
                    fn instructions() -> $crate::Avx2 {
                        $crate::Avx2::new()
                    }
                    $body
                }

                #[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx512ifma,avx512vbmi,avx512vbmi2")]
                #[target_feature(enable = "avx512bitalg,avx512vnni,avx512vpopcntdq,gfni,vaes,vpclmulqdq,bmi2,popcnt")]
                fn avx512($($argument: $type),*) $(-> $result)? {
                    #[allow(unused_imports)]
                    use $crate::Registers as _;
                    #[allow(dead_code)]
                    #[target_feature(enable = "avx512f")]
                    fn instructions() -> $crate::Avx512 {
                        $crate::Avx512::new()
                    }
                    $body
                }

                match $crate::processor::level() {
                    // SAFETY: the level is never above the detected one, which has every feature that is enabled here.
                    $crate::processor::Level::Avx512 => return unsafe { avx512($($argument),*) },
                    // SAFETY: as above.
                    $crate::processor::Level::Avx2 => return unsafe { avx2($($argument),*) },
                    $crate::processor::Level::Portable => {}
                }
            }
            fn portable($($argument: $type),*) $(-> $result)? {
                #[allow(unused_imports)]
                use $crate::Registers as _;
                #[allow(dead_code)]
                fn instructions() -> $crate::Any {
                    $crate::Any
                }
                $body
            }
            portable($($argument),*)
        }
    };
}

/// Tables of fewer bytes stay cached anyway: prefetching them costs more than it saves.
pub const CACHED: usize = 8 << 20;

/// Prefetches a value, so that reading it soon does not wait.
#[inline(always)]
pub fn fetch<T>(place: &T) {
    Ahead::of(std::slice::from_ref(place)).fetch(0, 1);
}

/// Memory that will be needed soon. It is prefetched part by part between other work, since a processor keeps only a few
/// loads in flight and stalls on the next.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ahead {
    from: usize,
    bytes: usize,
}

impl Ahead {
    /// The memory of a slice.
    #[inline(always)]
    pub fn of<T>(places: &[T]) -> Self {
        Self { from: places.as_ptr().addr(), bytes: size_of_val(places) }
    }

    /// Prefetches one of `parts` equal parts. Pass a constant: a division would take longer than the rest.
    #[inline(always)]
    pub fn fetch(self, part: usize, parts: usize) {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::x86_64::{_MM_HINT_T1, _mm_prefetch};
            const LINE: usize = 64;
            let lines = (self.from % LINE + self.bytes).div_ceil(LINE);
            for line in lines * part / parts..lines * (part + 1) / parts {
                // SAFETY: a prefetch reads nothing, and accepts any address.
                unsafe { _mm_prefetch::<_MM_HINT_T1>(std::ptr::without_provenance(self.from + line * LINE)) };
            }
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = (self.from, self.bytes, part, parts);
    }
}

#[cfg(target_arch = "x86_64")]
mod detected {
    use super::Level;

    /// Whether the processor has all of these features.
    macro_rules! has {
        ($($feature:tt)*) => { true $(&& std::arch::is_x86_feature_detected!($feature))* };
    }

    pub(super) fn highest() -> Level {
        if !has!("avx2" "bmi2" "popcnt") {
            return Level::Portable;
        }
        let first = has!("avx512f" "avx512bw" "avx512cd" "avx512dq" "avx512vl");
        let from_ice_lake_on = has!("avx512ifma" "avx512vbmi" "avx512vbmi2" "avx512bitalg" "avx512vnni")
            && has!("avx512vpopcntdq" "gfni" "vaes" "vpclmulqdq");
        if first && from_ice_lake_on { Level::Avx512 } else { Level::Avx2 }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod detected {
    pub(super) fn highest() -> super::Level {
        super::Level::Portable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_found_by_their_names_alone() {
        for level in Level::ALL {
            assert_eq!(level.name().parse(), Ok(level));
        }
        assert!("AVX2".parse::<Level>().is_err_and(|error| error.contains("portable, avx2, avx512")));
    }

    #[test]
    fn positions_are_those_of_all() {
        assert!(Level::ALL.iter().enumerate().all(|(position, &level)| level as usize == position));
    }
}
