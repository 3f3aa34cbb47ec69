//! Standard normal numbers by inversion: one uniform number each, in the same order.

use darkside_lanes::elementary::ln;
use darkside_lanes::{LANES, Lanes, choose};

/// Standard normal quantiles of sixteen uniform numbers in [0, 1), each taken at the middle of its 2⁻²⁴ step: algorithm
/// AS 241, PPND7 (Wichura, Applied Statistics 37(3), 1988), accurate to about seven digits. Every lane computes both
/// centre and tail, since among sixteen lanes nearly always one is in a tail.
#[inline(always)]
pub fn normal_lanes(uniforms: &Lanes<f32>) -> Lanes<f32> {
    let mut smaller = Lanes::default();
    for lane in 0..LANES {
        let q = centred(uniforms[lane]);
        smaller[lane] = choose(q < 0.0, 0.5 + q, 0.5 - q);
    }
    let logarithms = ln(&smaller);
    let mut normals = Lanes::default();
    for lane in 0..LANES {
        let q = centred(uniforms[lane]);
        let central = (-0.425..=0.425).contains(&q);
        let (centre_above, centre_below) = central_quantile(q);
        let (tail_above, tail_below) = tail_quantile((-logarithms[lane]).sqrt() - 1.6);
        let above = choose(central, centre_above, choose(q < 0.0, -tail_above, tail_above));
        normals[lane] = above / choose(central, centre_below, tail_below);
    }
    normals
}

/// The standard normal quantile of one uniform number: the same bits as [`normal_lanes`].
pub fn normal_quantile(u: f32) -> f32 {
    let q = centred(u);
    if (-0.425..=0.425).contains(&q) {
        let (above, below) = central_quantile(q);
        return above / below;
    }
    let smaller = if q < 0.0 { 0.5 + q } else { 0.5 - q };
    let (above, below) = tail_quantile((-libm::logf(smaller)).sqrt() - 1.6);
    if q < 0.0 { -above / below } else { above / below }
}

/// The distance from one half; never one half itself, so that no logarithm of 0 is taken.
#[inline(always)]
fn centred(u: f32) -> f32 {
    u - (0.5 - 0.5 / 16_777_216.0)
}

/// Numerator and denominator near the middle.
#[inline(always)]
fn central_quantile(q: f32) -> (f32, f32) {
    let r = 0.180_625 - q * q;
    let above = ((59.109_375 * r + 159.291_13) * r + 50.434_273) * r + 3.387_132_7;
    let below = ((67.187_56 * r + 78.757_76) * r + 17.895_17) * r + 1.0;
    (q * above, below)
}

/// Numerator and denominator of the distance from 0 in the tails.
#[inline(always)]
fn tail_quantile(r: f32) -> (f32, f32) {
    let above = ((0.170_238_21 * r + 1.306_728_5) * r + 2.756_815_4) * r + 1.423_437_3;
    let below = (0.120_211_33 * r + 0.737_001_65) * r + 1.0;
    (above, below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_quantile_matches_the_tables() {
        for (share, expected) in
            [(0.5, 0.0), (0.841_344_8, 1.0), (0.975, 1.959_964), (0.001, -3.090_232), (0.02, -2.053_749)]
        {
            let got = normal_quantile(share);
            assert!((got - expected).abs() < 2e-4, "{share}: {got} instead of {expected}");
        }
        let mut uniforms = Lanes::default();
        for lane in 0..LANES {
            uniforms[lane] = (lane as f32 + 0.3) / 16.0;
        }
        let normals = normal_lanes(&uniforms);
        for lane in 0..LANES {
            assert_eq!(normals[lane], normal_quantile(uniforms[lane]));
        }
    }
}
