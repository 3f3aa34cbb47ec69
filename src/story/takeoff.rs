//! The threshold at which a practice stops taking off, in words.

use super::number::short;
use crate::experiment::threshold::{LeverCourse, Where};

/// Where it stops, for every lever with a threshold: `enablers.blindness below 0.229, or lapse.audit above 0.437`.
/// `None` if no lever has one.
pub fn stops(courses: &[LeverCourse]) -> Option<String> {
    let within = courses.iter().filter(|course| course.is == Where::Within);
    let words = |course: &LeverCourse| {
        let side = if course.curve.rises() { "below" } else { "above" };
        format!("{} {side} {}", course.lever.path(), short(course.critical))
    };
    let all: Vec<String> = within.map(words).collect();
    (!all.is_empty()).then(|| all.join(", or "))
}
