//! Numbers in cells.

use super::cells::{Cells, is_missing, quoted};
use super::findings::Findings;
use darkside_error::Error;

/// As the largest number of a column that takes any from 0 on.
pub(super) const NO_LIMIT: f32 = f32::INFINITY;

/// What is wrong with a number: its sort, and an error without a place yet.
type Wrong = (&'static str, Error);

/// The number from 0 to `most` that `text` writes, for a value called `name`; with a decimal comma if one is usual there.
fn parse(text: &str, name: &str, most: f32, decimal_comma: bool) -> Result<f32, Wrong> {
    if decimal_comma && text.contains('.') && is_digits_and_marks(text) {
        let error = Error::input(format!("{name} {} has a point, but commas are decimal here", quoted(text)));
        return Err((
            "with a point",
            error.help("is the point a thousands separator? leave it out; if it is decimal, write a comma"),
        ));
    }
    let number = match decimal_comma && text.contains(',') {
        true => text.replacen(',', ".", 1).parse().ok(),
        false => text.parse().ok().or_else(|| hexadecimal(text)),
    };
    let (sort, hint) = match number {
        // Minus zero is zero.
        Some(number) if f32::is_finite(number) && (0.0..=most).contains(&number) => return Ok(number + 0.0),
        Some(_) => ("out of range", ""),
        None if decimal_comma => ("not a number", ", with a decimal comma"),
        None if text.contains(',') => ("not a number", ", with a decimal point"),
        None => ("not a number", ""),
    };
    let allowed = match most {
        NO_LIMIT => format!("a number from 0 to {:.1e}", f32::MAX),
        most => format!("a number from 0 to {most}"),
    };
    let error = Error::input(format!("{name} {} is {sort}", quoted(text)));
    Err((sort, error.help(format!("{name} is {allowed}{hint}"))))
}

/// Whether a text has only what numbers are written with, of whatever language.
fn is_digits_and_marks(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b".,+-eE".contains(&byte))
}

/// Whether a text is a number with commas in it, so that those of its column are decimal where semicolons separate.
pub(super) fn has_comma(text: &str) -> bool {
    text.contains(',') && is_digits_and_marks(text)
}

/// A hexadecimal float, as graph-tool writes them.
fn hexadecimal(text: &str) -> Option<f32> {
    text.contains(['x', 'X']).then(|| hexf_parse::parse_hexf64(text, false).ok()).flatten().map(|number| number as f32)
}

/// The number in a column; `None` where the cell says that there is none, or is a problem.
pub(super) fn optional(
    record: &dyn Cells,
    column: usize,
    name: &'static str,
    most: f32,
    findings: &mut Findings,
) -> Option<f32> {
    let text = record.text(column);
    if is_missing(text) {
        return None;
    }
    let number = parse(text, name, most, record.decimal_comma(column));
    number.map_err(|(sort, error)| findings.problem(sort, name, || record.blame(column, error))).ok()
}

/// The weight in a text that stands alone.
pub(super) fn weight(text: &str, decimal_comma: bool) -> Result<f32, Wrong> {
    parse(text, "weight", NO_LIMIT, decimal_comma)
}

/// Whether a text is missing or a number from 0 on, so that its column can hold weights.
pub(super) fn may_be_weight(text: &str, decimal_comma: bool) -> bool {
    is_missing(text) || weight(text, false).is_ok() || decimal_comma && weight(text, true).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, most: f32) -> Result<f32, String> {
        parse(text, "weight", most, false).map_err(|(_, error)| error.to_string())
    }

    #[test]
    fn only_finite_numbers_in_the_range_pass() {
        assert_eq!(number("0.25", 1.0), Ok(0.25));
        assert_eq!(number("-0", NO_LIMIT).map(f32::to_bits), Ok(0));
        for (text, most) in [("inf", NO_LIMIT), ("1e300", NO_LIMIT), ("NaN", NO_LIMIT), ("-1", NO_LIMIT), ("1.01", 1.0)]
        {
            let error = number(text, most).unwrap_err();
            assert!(error.contains("is out of range"), "{text}: {error}");
        }
        insta::assert_snapshot!(number("0,5", NO_LIMIT).unwrap_err(), @r"
        weight `0,5` is not a number
          help: weight is a number from 0 to 3.4e38, with a decimal point
        ");
    }

    #[test]
    fn decimal_commas_are_read_where_they_are_usual() {
        let number = |text: &str| parse(text, "weight", NO_LIMIT, true).ok();
        assert_eq!([number("0,5"), number("5"), number("1,5e2")], [Some(0.5), Some(5.0), Some(150.0)]);
        assert_eq!([number("1.234"), number("1.234,5"), number("1,2,3")], [None, None, None]);
    }

    #[test]
    fn hexadecimal_floats_are_read() {
        assert_eq!(number("0x1.8p+1", NO_LIMIT), Ok(3.0));
        assert_eq!(number("0x1.999999999999ap-4", NO_LIMIT), Ok(0.1));
        assert!(number("0x", NO_LIMIT).is_err());
    }
}
