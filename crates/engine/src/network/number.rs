//! Numbers in cells.

use super::cells::{Cells, quoted};
use darkside_error::{Error, Result};

/// Which numbers a column takes; none takes infinity or NaN.
#[derive(Clone, Copy, Debug)]
pub(super) enum Allowed {
    /// Above 0.
    Above0,
    /// 0 or more.
    From0,
    /// Between 0 and this, both included.
    UpTo(f32),
}

impl Allowed {
    fn holds(self, number: f32) -> bool {
        number.is_finite()
            && match self {
                Allowed::Above0 => number > 0.0,
                Allowed::From0 => number >= 0.0,
                Allowed::UpTo(most) => (0.0..=most).contains(&number),
            }
    }

    fn words(self) -> String {
        match self {
            Allowed::Above0 => "a finite number above 0".into(),
            Allowed::From0 => "a finite number, 0 or more".into(),
            Allowed::UpTo(most) => format!("a number from 0 to {most}"),
        }
    }
}

/// The number that `text` writes, for a value called `name`.
pub(super) fn parse(text: &str, name: &str, allowed: Allowed) -> Result<f32> {
    let Ok(number) = text.parse::<f32>() else {
        let error = Error::input(format!("{name} {} is not a number", quoted(text)));
        let hint = if text.contains(',') { ", with a decimal point" } else { "" };
        return Err(error.help(format!("{name} is {}{hint}", allowed.words())));
    };
    if !allowed.holds(number) {
        return Err(Error::input(format!("{name} {} is out of range", quoted(text)))
            .help(format!("{name} is {}", allowed.words())));
    }
    // Minus zero is zero.
    Ok(number + 0.0)
}

/// The number in a column; `None` where the cell is empty.
pub(super) fn optional(record: &dyn Cells, column: usize, name: &str, allowed: Allowed) -> Result<Option<f32>> {
    match record.text(column) {
        "" => Ok(None),
        text => parse(text, name, allowed).map(Some).map_err(|error| record.blame(column, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_numbers_in_the_range_pass() {
        assert_eq!(parse("0.25", "closeness", Allowed::UpTo(1.0)), Ok(0.25));
        assert_eq!(parse("-0", "age", Allowed::From0).map(f32::to_bits), Ok(0));
        for (text, allowed) in [
            ("0", Allowed::Above0),
            ("inf", Allowed::Above0),
            ("1e99", Allowed::From0),
            ("NaN", Allowed::From0),
            ("-1", Allowed::From0),
            ("1.01", Allowed::UpTo(1.0)),
        ] {
            let error = parse(text, "weight", allowed).unwrap_err();
            assert!(error.message().ends_with("is out of range"), "{text}: {error}");
        }
        let error = parse("0,5", "weight", Allowed::Above0).unwrap_err();
        assert_eq!(error.message(), "weight `0,5` is not a number");
        assert_eq!(error.advice(), Some("weight is a finite number above 0, with a decimal point"));
    }
}
