//! Numbers and names as people read them.

use super::data::{Estimate, Story};

/// A share as whole percent, `51 %`; below ten percent with one decimal.
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "undefined".into();
    }
    let percent = share * 100.0;
    if percent.abs() < 9.95 && percent.abs() > 0.0 {
        format!("{} %", number(percent, 1))
    } else {
        format!("{} %", number(percent, 0))
    }
}

/// A number with so many decimals, a true minus sign, and no negative zero.
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "undefined".into();
    }
    let text = format!("{:.decimals$}", value.abs());
    let zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if value < 0.0 && !zero { format!("−{text}") } else { text }
}

/// A count, in groups of three digits; small ones with one decimal.
pub fn count(value: f64) -> String {
    if !value.is_finite() {
        return "undefined".into();
    }
    if value.abs() < 10.0 && value.fract() != 0.0 {
        return number(value, 1);
    }
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("−{out}") } else { out }
}

/// A name from a file as words: underscores become spaces.
pub fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// The first letter as a capital; a Greek one is a symbol, and another one if it is large.
pub fn capital(text: &str) -> String {
    if text.starts_with(|first| ('α'..='ω').contains(&first)) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `1 seed` or `30 seeds`.
pub fn seeds(story: &Story) -> String {
    if story.seeds == 1 { "1 seed".into() } else { format!("{} seeds", count(f64::from(story.seeds))) }
}

/// What stands below every headline: scenario, seeds, and what the shading is.
pub fn subtitle(story: &Story, ribbons: bool) -> String {
    let scenario = spaced(&story.scenario);
    match (ribbons, story.seeds) {
        (false, _) => format!("Scenario {scenario}, {}", seeds(story)),
        (true, 1) => format!("Scenario {scenario}, 1 seed: one seed gives no interval"),
        (true, _) => format!(
            "Scenario {scenario}, mean of {}, with its 95 % confidence interval where that is wider than the line",
            seeds(story)
        ),
    }
}

/// An interval in brackets, `(0.41 to 0.43)`, or nothing without one.
pub fn interval(estimate: Estimate, show: impl Fn(f64) -> String) -> String {
    if estimate.has_interval() {
        format!(" ({} to {})", show(estimate.low), show(estimate.high))
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_true_minus_signs_and_no_negative_zero() {
        assert_eq!(number(-0.004, 2), "0.00");
        assert_eq!(number(-1.25, 1), "−1.2");
        assert_eq!(count(-1234.0), "−1,234");
        assert_eq!(count(17_833.6), "17,834");
        assert_eq!(count(2.5), "2.5");
    }

    #[test]
    fn sentences_begin_with_a_capital_but_symbols_stay() {
        assert_eq!(capital("éclat is seen"), "Éclat is seen");
        assert_eq!(capital("μ* against σ"), "μ* against σ");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn percent_keeps_a_decimal_where_it_is_small() {
        assert_eq!(percent(0.034), "3.4 %");
        assert_eq!(percent(0.509), "51 %");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(f64::NAN), "undefined");
    }
}
