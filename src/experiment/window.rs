//! Which weeks of a run are read.

use std::fmt;
use std::str::FromStr;

use darkside_error::{Error, Result};

/// Which weeks of a run are read: one, or the mean of several.
///
/// ```
/// use darkside::experiment::Window;
/// assert_eq!("260".parse(), Ok(Window::At(260)));
/// assert_eq!("104..260".parse(), Ok(Window::Over(104, 260)));
/// assert!("260..104".parse::<Window>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// The end of this week; 0 is the start of the run.
    At(u32),
    /// From the first to the second, both included.
    Over(u32, u32),
}

impl Window {
    /// Checks that a run of `weeks` weeks contains these weeks.
    ///
    /// # Errors
    /// If it does not.
    pub fn within(self, weeks: u32) -> Result<()> {
        let last = self.last();
        if last <= weeks {
            return Ok(());
        }
        Err(Error::input(format!("week {last} is beyond the run, which has {weeks} weeks"))
            .help(format!("choose weeks from 0 to {weeks}, or a longer run with --weeks")))
    }

    /// The last of the weeks.
    pub fn last(self) -> u32 {
        let (Self::At(last) | Self::Over(_, last)) = self;
        last
    }

    /// The mean over these weeks of a column that begins at week 0; weeks in which it is undefined are left out, and
    /// the result is NaN if none remains.
    pub fn mean(self, column: &[f64]) -> f64 {
        let (from, to) = match self {
            Self::At(week) => (week, week),
            Self::Over(from, to) => (from, to),
        };
        let weeks = column.iter().skip(from as usize).take((to - from) as usize + 1);
        let (mut sum, mut count) = (0.0, 0.0);
        for value in weeks.filter(|value| !value.is_nan()) {
            sum += value;
            count += 1.0;
        }
        sum / count
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(week) => write!(f, "week {week}"),
            Self::Over(from, to) => write!(f, "mean of weeks {from} to {to}"),
        }
    }
}

impl FromStr for Window {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::input(format!("`{text}` is no week and no stretch of weeks"))
                .help("write a week (260) or its first and last week (104..260)")
        };
        let week = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse::<u32>().map_err(|_| wrong()),
            false => Err(wrong()),
        };
        match text.split_once("..") {
            None => Ok(Self::At(week(text)?)),
            Some((from, to)) => {
                let (from, to) = (week(from)?, week(to)?);
                if from <= to { Ok(Self::Over(from, to)) } else { Err(wrong()) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_weeks_do_not_count() {
        let column = [9.0, 1.0, f64::NAN, 3.0];
        assert_eq!(Window::Over(1, 3).mean(&column), 2.0);
        assert_eq!(Window::At(0).mean(&column), 9.0);
        assert!(Window::At(2).mean(&column).is_nan() && Window::Over(4, 9).mean(&column).is_nan());
    }

    #[test]
    fn nonsense_is_no_window() {
        for text in ["", "..", "1..", "..1", "-1", "+1", "1.5", "4294967296", "3..2", "1...2", " 1", "0..4294967296"] {
            assert!(text.parse::<Window>().is_err(), "{text}");
        }
        assert_eq!("3..3".parse(), Ok(Window::Over(3, 3)));
    }
}
