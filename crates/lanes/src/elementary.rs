//! Logarithm, exponential and power of sixteen lanes, without a branch for each: the same bits on every processor.

use crate::{LANES, Lanes, choose};

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

/// Powers of numbers in [0, 1] with one positive exponent, by the method of `libm::powf` (Sun's fdlibm) and with its bits.
/// Lanes that hold another number, or whose power is nearly too small for a float, are left to `libm`, and with them all sixteen.
#[inline(always)]
pub fn power(x: &Lanes<f32>, exponent: f32) -> Lanes<f32> {
    // libm answers for these exponents before it begins; others so large or small do not occur.
    let usual = exponent > 0.01 && exponent < 1000.0 && ![0.5, 1.0, 2.0].contains(&exponent);
    let mut powers = Lanes::default();
    let mut all_plain = usual;
    for lane in 0..LANES {
        let at_end = x[lane] == 0.0 || x[lane] == 1.0;
        let plain = x[lane] >= f32::MIN_POSITIVE && x[lane] < 1.0;
        let (high, low) = logarithm_times(choose(plain, x[lane], 0.5), exponent);
        powers[lane] = choose(plain, two_to_the(high, low), x[lane]);
        all_plain &= at_end | (plain & (high > -120.0));
    }
    if all_plain { powers } else { Lanes(std::array::from_fn(|lane| libm::powf(x[lane], exponent))) }
}

/// The number without its lowest twelve bits.
#[inline(always)]
fn head(x: f32) -> f32 {
    f32::from_bits(x.to_bits() & 0xffff_f000)
}

/// `y` times the binary logarithm of `x`, in two parts.
#[inline(always)]
fn logarithm_times(x: f32, y: f32) -> (f32, f32) {
    const L: [f32; 6] = [0.6, 0.428_571_43, 0.333_333_34, 0.272_728_1, 0.230_660_75, 0.206_975_02];
    // 2/(3 ln 2), whole, and its first bits and the rest.
    const CP: f32 = f32::from_bits(0x3f76_384f);
    const CP_HIGH: f32 = f32::from_bits(0x3f76_4000);
    const CP_LOW: f32 = f32::from_bits(0xb8f6_23c6);
    let bits = x.to_bits();
    let fraction = bits & 0x007f_ffff;
    // The fraction is compared with 1 up to √1.5, with 1.5 up to √3, and then with 1 again, an exponent higher.
    let middle = fraction > 0x001c_c471 && fraction < 0x005d_b3d7;
    let above = fraction >= 0x005d_b3d7;
    let n = (bits >> 23) as i32 - 0x7f + i32::from(above);
    let reduced = (fraction | 0x3f80_0000) - (u32::from(above) << 23);
    let ax = f32::from_bits(reduced);
    let base = choose(middle, 1.5, 1.0);
    let dp_high = choose(middle, f32::from_bits(0x3f15_c000), 0.0);
    let dp_low = choose(middle, f32::from_bits(0x35d1_cfdc), 0.0);
    // s = (ax − base)/(ax + base) in two parts.
    let u = ax - base;
    let v = 1.0 / (ax + base);
    let s = u * v;
    let s_high = head(s);
    let t_high =
        f32::from_bits((((reduced >> 1) & 0xffff_f000) | 0x2000_0000) + 0x0040_0000 + (u32::from(middle) << 21));
    let t_low = ax - (t_high - base);
    let s_low = v * ((u - s_high * t_high) - s_high * t_low);
    let s2 = s * s;
    let mut r = s2 * s2 * (L[0] + s2 * (L[1] + s2 * (L[2] + s2 * (L[3] + s2 * (L[4] + s2 * L[5])))));
    r += s_low * (s_high + s);
    let s2 = s_high * s_high;
    let t_high = head(3.0 + s2 + r);
    let t_low = r - ((t_high - 3.0) - s2);
    let u = s_high * t_high;
    let v = s_low * t_high + t_low * s;
    let p_high = head(u + v);
    let p_low = v - (p_high - u);
    let z_high = CP_HIGH * p_high;
    let z_low = CP_LOW * p_high + p_low * CP + dp_low;
    let t = n as f32;
    let t1 = head(((z_high + z_low) + dp_high) + t);
    let t2 = z_low - (((t1 - t) - dp_high) - z_high);
    let y1 = head(y);
    (y1 * t1, (y - y1) * t1 + y * t2)
}

/// 2 to the power of `high + low`, a sum in (−126, 0].
#[inline(always)]
fn two_to_the(high: f32, low: f32) -> f32 {
    const P: [f32; 5] = [0.166_666_67, -0.002_777_777_8, 6.613_756e-5, -1.653_390_2e-6, 4.138_137e-8];
    const LN2: f32 = f32::from_bits(0x3f31_7218);
    const LN2_HIGH: f32 = f32::from_bits(0x3f31_7200);
    const LN2_LOW: f32 = f32::from_bits(0x35bf_be8c);
    let bits = (low + high).to_bits();
    // The nearest integer, by its bits, where the sum is beyond −½.
    let large = bits & 0x7fff_ffff > 0x3f00_0000;
    let exponent = |bits: u32| ((bits & 0x7fff_ffff) >> 23).wrapping_sub(0x7f);
    let rounded = bits.wrapping_add(0x0080_0000_u32.wrapping_shr(exponent(bits).wrapping_add(1)));
    let kept = exponent(rounded);
    let whole = f32::from_bits(rounded & !0x007f_ffff_u32.wrapping_shr(kept));
    let count = ((rounded & 0x007f_ffff) | 0x0080_0000).wrapping_shr(23_u32.wrapping_sub(kept));
    let n = if large { count.wrapping_neg() } else { 0 };
    let high = high - choose(large, whole, 0.0);
    let t = f32::from_bits((low + high).to_bits() & 0xffff_8000);
    let u = t * LN2_HIGH;
    let v = (low - (t - high)) * LN2 + t * LN2_LOW;
    let z = u + v;
    let w = v - (z - u);
    let t = z * z;
    let t1 = z - t * (P[0] + t * (P[1] + t * (P[2] + t * (P[3] + t * P[4]))));
    let r = (z * t1) / (t1 - 2.0) - (w + z * w);
    f32::from_bits((1.0 - (r - z)).to_bits().wrapping_add(n << 23))
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
    #[cfg_attr(miri, ignore = "nothing unsafe, and many numbers")]
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
    #[cfg_attr(miri, ignore = "nothing unsafe, and many numbers")]
    fn powers_have_the_bits_of_libm() {
        let ends = [
            0.0,
            1.0,
            f32::MIN_POSITIVE,
            f32::from_bits(1),
            1.0 - f32::EPSILON,
            0.866_025_4,
            0.612_372_4,
            1.5,
            -0.5,
            1e-20,
        ];
        let alone = ends.map(|x| Lanes(std::array::from_fn(|lane| if lane == 5 { x } else { 0.3 })));
        let numbers = || spread(1e-9, 1.0).chain(spread(0.0, 1e-3)).chain(spread(0.99, 1.0)).chain(alone);
        for exponent in [3.0, 2.5, 0.02, 0.499, 0.5, 1.0, 1.001, 2.0, 7.9, 0.0, 50.0, 2000.0, -1.5] {
            for x in numbers() {
                let got = power(&x, exponent);
                for lane in 0..LANES {
                    let one = libm::powf(x[lane], exponent);
                    assert!(got[lane].to_bits() == one.to_bits(), "{}^{exponent} is {one}, not {}", x[lane], got[lane]);
                }
            }
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "nothing unsafe, and many numbers")]
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
