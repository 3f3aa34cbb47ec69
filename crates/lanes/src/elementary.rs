//! Logarithm and exponential of sixteen lanes, without a branch: the same bits on every processor.

use crate::{LANES, Lanes};

const LN2_HIGH: f32 = f32::from_bits(0x3f31_7180);
const LN2_LOW: f32 = f32::from_bits(0x3717_f7d1);

/// Natural logarithm of positive normal numbers, by the method of `libm::logf` (Sun's fdlibm) and with its bits.
#[inline(always)]
pub fn ln(x: &Lanes<f32>) -> Lanes<f32> {
    /// √½: the argument is reduced to [√½, √2).
    const ROOT: u32 = 0x3f35_04f3;
    let [g1, g2, g3, g4] = [0.666_666_6, 0.400_009_72, 0.284_987_87, 0.242_790_79];
    let mut logarithm = Lanes::default();
    for lane in 0..LANES {
        let bits = x[lane].to_bits().wrapping_add(0x3f80_0000 - ROOT);
        let exponent = ((bits >> 23) as i32 - 0x7f) as f32;
        let f = f32::from_bits((bits & 0x007f_ffff) + ROOT) - 1.0;
        let s = f / (2.0 + f);
        let z = s * s;
        let w = z * z;
        let series = z * (g1 + w * g3) + w * (g2 + w * g4);
        let half_square = 0.5 * f * f;
        logarithm[lane] = s * (half_square + series) + exponent * LN2_LOW - half_square + f + exponent * LN2_HIGH;
    }
    logarithm
}

/// Exponential of arguments clamped to [−87, 88], by fdlibm's method, always with its reduction. Within one unit in the
/// last place.
#[inline(always)]
pub fn exp(x: &Lanes<f32>) -> Lanes<f32> {
    const P1: f32 = 0.166_666_25;
    const P2: f32 = -0.002_766_733_3;
    const LN2_HIGH: f32 = f32::from_bits(0x3f31_7200);
    const LN2_LOW: f32 = f32::from_bits(0x35bf_be8e);
    let mut exponential = Lanes::default();
    for lane in 0..LANES {
        let x = if x[lane] > -87.0 { x[lane] } else { -87.0 };
        let x = if x < 88.0 { x } else { 88.0 };
        // Added to 1.5 · 2²³ a number loses its fraction, and the lowest bits are the integer.
        let rounded = x * std::f32::consts::LOG2_E + 12_582_912.0;
        let power = rounded - 12_582_912.0;
        let (high, low) = (x - power * LN2_HIGH, power * LN2_LOW);
        let r = high - low;
        let square = r * r;
        let c = r - square * (P1 + square * P2);
        let fraction = 1.0 + (r * c / (2.0 - c) - low + high);
        exponential[lane] = f32::from_bits(fraction.to_bits().wrapping_add(rounded.to_bits() << 23));
    }
    exponential
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers over the whole range, sixteen neighbours at a time.
    fn spread(low: f32, high: f32) -> impl Iterator<Item = Lanes<f32>> {
        (0..20_000).map(move |step| {
            let start = low + (high - low) * step as f32 / 20_000.0;
            Lanes(std::array::from_fn(|lane| start + (high - low) * lane as f32 / 320_000.0))
        })
    }

    #[test]
    fn logarithms_have_the_bits_of_libm() {
        let wide = spread(1e-7, 1.0).chain(spread(0.6, 1.5)).chain(spread(1.0, 1e9));
        for x in wide.chain([Lanes::all(1.0), Lanes::all(f32::MIN_POSITIVE), Lanes::all(f32::MAX)]) {
            let got = ln(&x);
            for lane in 0..LANES {
                assert_eq!(got[lane].to_bits(), libm::logf(x[lane]).to_bits(), "ln {}", x[lane]);
            }
        }
    }

    #[test]
    fn exponentials_are_within_one_unit_in_the_last_place() {
        for x in spread(-87.0, 88.0).chain(spread(-1.0, 1.0)).chain([Lanes::all(0.0)]) {
            let got = exp(&x);
            for lane in 0..LANES {
                let exact = libm::exp(f64::from(x[lane]));
                let unit = f64::from(f32::EPSILON) * exact;
                assert!((f64::from(got[lane]) - exact).abs() <= unit, "exp {} is not {}", x[lane], got[lane]);
            }
        }
        assert_eq!(exp(&Lanes::all(0.0)), Lanes::all(1.0));
        assert_eq!(exp(&Lanes::all(-1e9))[3], exp(&Lanes::all(-87.0))[3]);
    }
}
