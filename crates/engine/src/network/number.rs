//! Numbers in cells.

use super::cells::{Cells, is_missing, quoted};
use super::findings::Findings;
use darkside_error::Error;

/// Which numbers a column takes; none takes infinity or NaN.
#[derive(Clone, Copy, Debug)]
pub(super) enum Allowed {
    /// 0 or more.
    From0,
    /// Between 0 and this, both included.
    UpTo(f32),
}

impl Allowed {
    fn holds(self, number: f32) -> bool {
        number.is_finite()
            && match self {
                Allowed::From0 => number >= 0.0,
                Allowed::UpTo(most) => (0.0..=most).contains(&number),
            }
    }

    fn words(self) -> String {
        match self {
            Allowed::From0 => "a finite number, 0 or more".into(),
            Allowed::UpTo(most) => format!("a number from 0 to {most}"),
        }
    }
}

/// The number that `text` writes, for a value called `name`; with a decimal comma if one is usual there.
fn parse(text: &str, name: &str, allowed: Allowed, decimal_comma: bool) -> Result<f32, Wrong> {
    let read = match decimal_comma && text.contains(',') && !text.contains('.') {
        true => text.replacen(',', ".", 1).parse().ok(),
        false => text.parse().ok().or_else(|| hexadecimal(text)),
    };
    let wrong = |sort, what: &str, hint: &str| Wrong {
        sort,
        message: format!("{name} {} is {what}", quoted(text)),
        help: format!("{name} is {}{hint}", allowed.words()),
    };
    let number: f32 = read.ok_or_else(|| {
        wrong("not a number", "not a number", if text.contains(',') { ", with a decimal point" } else { "" })
    })?;
    if !allowed.holds(number) {
        return Err(wrong("out of range", "out of range", ""));
    }
    // Minus zero is zero.
    Ok(number + 0.0)
}

/// What is wrong with a number.
#[derive(Debug)]
struct Wrong {
    sort: &'static str,
    message: String,
    help: String,
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
    allowed: Allowed,
    findings: &mut Findings,
) -> Option<f32> {
    let text = record.text(column);
    if is_missing(text) {
        return None;
    }
    let number = parse(text, name, allowed, record.decimal_comma());
    number.map_err(|wrong| findings.problem(wrong.sort, name, || record.blame(column, wrong.error()))).ok()
}

/// The weight in a text that stands alone.
pub(super) fn weight(text: &str, decimal_comma: bool) -> Result<f32, (&'static str, Error)> {
    parse(text, "weight", Allowed::From0, decimal_comma).map_err(|wrong| (wrong.sort, wrong.error()))
}

impl Wrong {
    fn error(self) -> Error {
        Error::input(self.message).help(self.help)
    }
}

/// Whether a text is missing or a number from 0 on, so that its column can hold weights.
pub(super) fn may_be_weight(text: &str, decimal_comma: bool) -> bool {
    is_missing(text) || parse(text, "", Allowed::From0, decimal_comma).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str, allowed: Allowed) -> Result<f32, String> {
        parse(text, "weight", allowed, false).map_err(|wrong| wrong.error().to_string())
    }

    #[test]
    fn only_finite_numbers_in_the_range_pass() {
        assert_eq!(number("0.25", Allowed::UpTo(1.0)), Ok(0.25));
        assert_eq!(number("-0", Allowed::From0).map(f32::to_bits), Ok(0));
        for (text, allowed) in [
            ("inf", Allowed::From0),
            ("1e99", Allowed::From0),
            ("NaN", Allowed::From0),
            ("-1", Allowed::From0),
            ("1.01", Allowed::UpTo(1.0)),
        ] {
            let error = number(text, allowed).unwrap_err();
            assert!(error.contains("is out of range"), "{text}: {error}");
        }
        insta::assert_snapshot!(number("0,5", Allowed::From0).unwrap_err(), @r"
        weight `0,5` is not a number
          help: weight is a finite number, 0 or more, with a decimal point
        ");
    }

    #[test]
    fn decimal_commas_are_read_where_they_are_usual() {
        let number = |text: &str| parse(text, "weight", Allowed::From0, true).ok();
        assert_eq!([number("0,5"), number("0.5"), number("1,5e2")], [Some(0.5), Some(0.5), Some(150.0)]);
        assert_eq!([number("1.234,5"), number("1,2,3")], [None, None]);
    }

    #[test]
    fn hexadecimal_floats_are_read() {
        assert_eq!(number("0x1.8p+1", Allowed::From0), Ok(3.0));
        assert_eq!(number("0x1.999999999999ap-4", Allowed::From0), Ok(0.1));
        assert!(number("0x", Allowed::From0).is_err());
    }
}
