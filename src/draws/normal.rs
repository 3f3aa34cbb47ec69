//! Standard normal numbers by the inverse of their distribution: one uniform number each, and a greater one for a
//! greater.

use crate::lanes::{LANES, Lanes};

/// Standard normal numbers from uniform ones, sixteen at a time.
#[inline(always)]
pub fn normal_lanes(uniforms: &Lanes<f32>) -> Lanes<f32> {
    let mut normals = Lanes::default();
    let mut tail = 0u32;
    for lane in 0..LANES {
        let q = centred(uniforms[lane]);
        normals[lane] = central_quantile(q);
        tail += u32::from(is_tail(q));
    }
    if tail > 0 {
        for lane in 0..LANES {
            let q = centred(uniforms[lane]);
            if is_tail(q) {
                normals[lane] = tail_quantile(q);
            }
        }
    }
    normals
}

/// The standard normal number below which a share `u` of [0, 1) lies, taken in the middle of its 2⁻²⁴ step:
/// algorithm AS 241, PPND7 (Wichura, Applied Statistics 37(3), 1988), about seven figures.
pub fn normal_quantile(u: f32) -> f32 {
    let q = centred(u);
    if is_tail(q) { tail_quantile(q) } else { central_quantile(q) }
}

#[inline(always)]
fn centred(u: f32) -> f32 {
    u - (0.5 - 0.5 / 16_777_216.0)
}

#[inline(always)]
fn is_tail(q: f32) -> bool {
    !(-0.425..=0.425).contains(&q)
}

#[inline(always)]
fn central_quantile(q: f32) -> f32 {
    let r = 0.180_625 - q * q;
    let above = ((59.109_375 * r + 159.291_13) * r + 50.434_273) * r + 3.387_132_7;
    let below = ((67.187_56 * r + 78.757_76) * r + 17.895_17) * r + 1.0;
    q * above / below
}

fn tail_quantile(q: f32) -> f32 {
    let smaller = if q < 0.0 { 0.5 + q } else { 0.5 - q };
    let r = libm::sqrtf(-libm::logf(smaller)) - 1.6;
    let above = ((0.170_238_21 * r + 1.306_728_5) * r + 2.756_815_4) * r + 1.423_437_3;
    let below = (0.120_211_33 * r + 0.737_001_65) * r + 1.0;
    if q < 0.0 { -above / below } else { above / below }
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
