//! Numbers in readable form: one way to write each kind, in sentences, on axes and in tables.

use super::data::Estimate;

/// A share as whole percent, `51 %`, or with one decimal below ten percent.
pub fn percent(share: f64) -> String {
    if !share.is_finite() {
        return "undefined".into();
    }
    let percent = share * 100.0;
    let decimals = usize::from(percent.abs() < 9.95 && percent.abs() > 0.0);
    format!("{} %", number(percent, decimals))
}

/// A number with this many decimals, with a true minus sign and no negative zero.
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "undefined".into();
    }
    let text = format!("{:.decimals$}", value.abs());
    let zero = !text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if value < 0.0 && !zero { format!("−{text}") } else { text }
}

/// A count with digits in groups of three; small ones have one decimal.
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

/// A number of any size, to three significant digits: `0.0123`, `12.5`, `1500`.
pub fn short(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || !size.is_finite() {
        return number(value, 0);
    }
    if size < 1e-6 {
        return minus(&format!("{value:.1e}"));
    }
    if size >= 1e7 {
        return minus(&format!("{value:.2e}"));
    }
    let text = number(value, (2.0 - size.log10().floor()).clamp(0.0, 8.0) as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// A value within a range, with enough decimals to distinguish twenty steps of the range.
pub fn in_range(value: f64, (low, high): (f64, f64)) -> String {
    let size = low.abs().max(high.abs());
    let by_size = match size {
        size if size >= 1000.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 0.095 => 2,
        size if size >= 0.001 => 4,
        _ => return minus(&format!("{value:.1e}")),
    };
    let step = (high - low) / 20.0;
    // Range ends that differ only by rounding in the last bits need no more decimals.
    let by_range = if step > 1e-6 * size { (-step.log10()).ceil().clamp(0.0, 6.0) as usize } else { 0 };
    match by_size.max(by_range) {
        0 => count(value),
        decimals => number(value, decimals),
    }
}

/// A number with its sign, `+0.31` or `−0.31`, formatted by `show`; zero has none.
pub fn signed(value: f64, show: impl Fn(f64) -> String) -> String {
    let text = show(value);
    if value > 0.0 { format!("+{text}") } else { text }
}

/// A number with two decimals.
pub fn two(value: f64) -> String {
    number(value, 2)
}

/// A number without decimals.
pub fn whole(value: f64) -> String {
    number(value, 0)
}

/// A share in percentage points, with one decimal.
pub fn points(share: f64) -> String {
    number(share * 100.0, 1)
}

/// Value per relationship and week, with three decimals.
pub fn value(value: f64) -> String {
    number(value, 3)
}

/// Replaces the minus signs of a number formatted for programs by true ones.
pub fn minus(text: &str) -> String {
    text.replace('-', "−")
}

/// A figure followed by its interval: `0.42 (0.41 to 0.43)`; only the figure if there is none.
pub fn with_interval(figure: impl Into<Estimate>, show: impl Fn(f64) -> String) -> String {
    let figure = figure.into();
    format!("{}{}", show(figure.mean), interval(figure, &show))
}

/// A mean with its standard error, or with another measure of its precision: `0.42 ± 0.01`; only the mean if there is
/// none.
pub fn with_error(mean: f64, error: f64, show: impl Fn(f64) -> String) -> String {
    if error.is_finite() { format!("{} ± {}", show(mean), show(error)) } else { show(mean) }
}

/// An interval in brackets, `(0.41 to 0.43)`; empty if there is none.
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
    fn percent_keeps_a_decimal_where_it_is_small() {
        assert_eq!(percent(0.034), "3.4 %");
        assert_eq!(percent(0.509), "51 %");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(f64::NAN), "undefined");
    }

    #[test]
    fn short_numbers_have_three_digits() {
        let shown = [0.0, 0.003, 0.00075, 1.0, 156.0, 0.000_02, 12.5, -1234.0, 3e-8, 1e9].map(short);
        assert_eq!(shown, ["0", "0.003", "0.00075", "1", "156", "0.00002", "12.5", "−1234", "3.0e−8", "1.00e9"]);
    }

    #[test]
    fn values_have_the_decimals_that_their_range_needs() {
        assert_eq!(in_range(0.63, (0.62, 0.65)), "0.630", "with two decimals several values would look alike");
        assert_eq!(in_range(0.4, (0.35, 0.62)), "0.40");
        assert_eq!(in_range(0.4, (0.4, 0.4)), "0.40");
        assert_eq!(in_range(0.4, (0.4, 0.4 + 1e-12)), "0.40", "rounding in the last bits");
        assert_eq!(in_range(17_833.6, (9_000.0, 18_000.0)), "17,834");
        assert_eq!(in_range(0.0007, (0.0007, 0.0028)), "0.0007");
    }
}
