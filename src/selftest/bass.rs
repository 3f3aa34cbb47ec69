//! Diffusion after Bass (1969), *A new product growth for model consumer durables*, Management Science 15, 215–227.
//!
//! F' = (p + q F)(1 − F). A week is a time step δ, during which the share of users counts as it was at the start of the
//! week. The resulting distance from continuous time is computed by the same recursion for a deterministic share, and
//! corrected for.

use super::case::{Case, Family, Quantity, Runs};
use super::outbreak::course;

pub(super) const FAMILY: Family = Family {
    name: "bass",
    scenario: "known/bass",
    about: "diffusion of innovations (Bass 1969)",
    tests: "spontaneous adoption and association as finite hazards that compete, week by week",
    cases,
};

const P: f64 = 0.03;
const Q: f64 = 0.38;
const DELTA: f64 = 0.01;

/// Half-width of the window in which the peak is looked for.
const WINDOW: f64 = 3.0;
const WEEKS: usize = 1000;

const CURVE: &str = "F(t) = (1 − e^(−(p+q)t)) / (1 + (q/p) e^(−(p+q)t))";

fn cases() -> Vec<Case> {
    let (limit, weekly) = (limit(), read(&recursion()));
    let quantity = |position: usize, name, source| {
        Quantity::mean(name, limit[position], source).corrected(limit[position] - weekly[position])
    };
    let quantities = vec![
        quantity(0, "F(t*), share of adopters at the peak's time", "½ − p/(2q), that is F(t*)"),
        quantity(1, "F(10)", CURVE),
        quantity(2, "t*, time of the peak of adoption", "ln(q/p) / (p + q)"),
    ];
    vec![Case::of(
        format!("p {P}, q {Q}, δ {DELTA}"),
        Vec::new(),
        Runs { quick: 4, full: 60 },
        quantities,
        |scenario, seed| read(&course(scenario, seed, WEEKS)).to_vec(),
    )]
}

/// What [`read`] would find in continuous time.
fn limit() -> [f64; 3] {
    [adopted(peak()), adopted(10.0), peak()]
}

/// Share of users by week in a population so large that chance plays no part.
fn recursion() -> Vec<f64> {
    let mut course = vec![0.0];
    for week in 0..WEEKS {
        let share: f64 = course[week];
        course.push(share - (1.0 - share) * libm::expm1(-DELTA * (P + Q * share)));
    }
    course
}

/// F at the known peak, F(10), and the time of the peak, read from a course by week.
fn read(course: &[f64]) -> [f64; 3] {
    let at = |time: f64| {
        let week = time / DELTA;
        let whole = week as usize;
        let part = week - whole as f64;
        if whole + 1 < course.len() { course[whole] * (1.0 - part) + course[whole + 1] * part } else { course[whole] }
    };
    [at(peak()), at(10.0), vertex(course)]
}

/// The time of greatest adoption: the vertex of the parabola that best fits the weekly adoptions around the known peak.
/// The curve is symmetric about its peak, so the fit favours neither side.
fn vertex(course: &[f64]) -> f64 {
    let mut sums = [0.0; 5];
    let mut products = [0.0; 3];
    let first = ((peak() - WINDOW) / DELTA) as usize;
    let last = ((peak() + WINDOW) / DELTA) as usize;
    for week in first..last {
        let time = (week as f64 + 0.5) * DELTA - peak();
        let rate = course[week + 1] - course[week];
        let mut power = 1.0;
        for degree in 0..5 {
            sums[degree] += power;
            if degree < 3 {
                products[degree] += power * rate;
            }
            power *= time;
        }
    }
    // Normal equations of c₀ + c₁ t + c₂ t², by Cramer's rule; the vertex is −c₁ / (2 c₂).
    let [s0, s1, s2, s3, s4] = sums;
    let [y0, y1, y2] = products;
    let c1 = s0 * (y1 * s4 - s3 * y2) - y0 * (s1 * s4 - s3 * s2) + s2 * (s1 * y2 - y1 * s2);
    let c2 = s0 * (s2 * y2 - y1 * s3) - s1 * (s1 * y2 - y1 * s2) + y0 * (s1 * s3 - s2 * s2);
    peak() - c1 / (2.0 * c2)
}

/// t*.
fn peak() -> f64 {
    libm::log(Q / P) / (P + Q)
}

/// F(t).
fn adopted(time: f64) -> f64 {
    let gone = libm::exp(-(P + Q) * time);
    (1.0 - gone) / (1.0 + Q / P * gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_as_published() {
        assert!((peak() - 6.193).abs() < 5e-4, "{}", peak());
        assert!((adopted(peak()) - 0.4605).abs() < 5e-5);
        assert!((adopted(peak()) - (0.5 - P / (2.0 * Q))).abs() < 1e-12);
        assert!((adopted(10.0) - 0.8128).abs() < 5e-5);
        // F' = (p + q F)(1 − F), checked by a finite difference.
        for time in [0.5, 3.0, 8.0] {
            let slope = (adopted(time + 1e-5) - adopted(time - 1e-5)) / 2e-5;
            assert!((slope - (P + Q * adopted(time)) * (1.0 - adopted(time))).abs() < 1e-8);
        }
    }

    #[test]
    fn weeks_come_near_continuous_time_and_the_vertex_is_the_peak() {
        let exact: Vec<f64> = (0..=WEEKS).map(|week| adopted(week as f64 * DELTA)).collect();
        assert!((vertex(&exact) - peak()).abs() < 2e-3, "{}", vertex(&exact));
        let weekly = read(&recursion());
        let limit = limit();
        println!("{weekly:?} {limit:?}");
        for (weekly, limit) in weekly.iter().zip(limit) {
            assert!((weekly - limit).abs() < 0.02, "{weekly} {limit}");
        }
    }
}
