//! What is read off a run: a metric and a window determine one number.

use super::figure::{RunFigure, figures};
use super::window::Window;
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Practice;
use darkside_engine::record::{Metric, Record, metrics};
use darkside_error::{Error, Result, nearest};

/// A number that every run has: a column of the series at a week or its mean over weeks, or a figure of the whole run.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The metric's name, unit and meaning.
    pub metric: Metric,
    from: From,
}

/// Where it is found in a record.
#[derive(Clone, Debug, PartialEq)]
enum From {
    /// A column of the series, by its position.
    Series(usize, Window),
    /// Counted over all weeks.
    WholeRun(RunFigure),
}

/// Every metric that can be read off a run with these practices: the columns of the series, then the figures of whole runs.
pub fn readable(practices: &[Practice]) -> Vec<Metric> {
    let figures = figures().into_iter().map(|(metric, _)| metric);
    metrics(practices).into_iter().chain(figures).collect()
}

impl Reading {
    /// The reading of metric `name` in runs of `weeks` weeks with these practices. Without a window, a column of the
    /// series is read at the last week; a figure of the whole run takes no window.
    ///
    /// # Errors
    /// If there is no such metric, the window reaches beyond the run, or the metric takes no window.
    ///
    /// ```
    /// use darkside::{experiment::Reading, run::run, scenario::{Request, load}};
    ///
    /// let set = ["population.managers=20".into(), "run.weeks=52".into()];
    /// let scenario = load(&Request { set: &set, ..Request::of("baseline") })?;
    /// let dark = Reading::new("dark_share", Some("26..52".parse()?), &scenario.practices, 52)?;
    /// assert!(dark.of(&run(&scenario, 1, false)) > 0.0);
    /// assert_eq!(dark.words(), "dark_share, mean of weeks 26 to 52");
    /// # Ok::<(), darkside::error::Error>(())
    /// ```
    pub fn new(name: &str, window: Option<Window>, practices: &[Practice], weeks: u32) -> Result<Self> {
        let columns = metrics(practices);
        if let Some(column) = columns.iter().position(|metric| metric.name == name) {
            let window = window.unwrap_or(Window::At(weeks));
            window.within(weeks)?;
            return Ok(Self { metric: columns[column].clone(), from: From::Series(column, window) });
        }
        match figures().into_iter().find(|(metric, _)| metric.name == name) {
            None => Err(unknown(name, practices)),
            Some(_) if window.is_some() => Err(Error::input(format!("`{name}` is counted over the whole run"))
                .help("leave the window out, or take a column of the series (`darkside list metrics`)")),
            Some((metric, figure)) => Ok(Self { metric, from: From::WholeRun(figure) }),
        }
    }

    /// Its value in this record, which must come from a run that the reading was made for; NaN where undefined.
    pub fn of(&self, record: &Record) -> f64 {
        match &self.from {
            From::Series(column, window) => window.mean(record.series.get(*column).map_or(&[], Vec::as_slice)),
            From::WholeRun(figure) => figure.of(record),
        }
    }

    /// By how much the metric changes over the last tenth of the run; NaN for a figure of the whole run.
    pub fn late_change(&self, record: &Record) -> f64 {
        self.column().and_then(|column| record.series.get(column)).map_or(f64::NAN, |column| late_change(column))
    }

    /// The column of the series that is read, for drawing its course; `None` for a figure of the whole run.
    pub fn column(&self) -> Option<usize> {
        match self.from {
            From::Series(column, _) => Some(column),
            From::WholeRun(_) => None,
        }
    }

    /// The weeks that are read; `None` for a figure of the whole run.
    pub fn window(&self) -> Option<Window> {
        match self.from {
            From::Series(_, window) => Some(window),
            From::WholeRun(_) => None,
        }
    }

    /// The weeks that are read, in words.
    pub fn when(&self) -> String {
        self.window().map_or_else(|| "whole run".to_owned(), |window| window.to_string())
    }

    /// Metric and window in words.
    pub fn words(&self) -> String {
        format!("{}, {}", self.metric.name, self.when())
    }

    /// A difference of two such readings with its sign, in the metric's unit, as reports state it: differences of
    /// shares stay shares (`-0.21`), not percentage points.
    pub fn signed(&self, difference: f64) -> String {
        match self.metric.unit {
            _ if !difference.is_finite() => "undefined".to_owned(),
            Unit::Count => format!("{difference:+.1}"),
            _ if difference != 0.0 && difference.abs() < 0.000_5 => format!("{difference:+.1e}"),
            _ if difference.abs() < 0.05 => format!("{difference:+.4}"),
            _ if difference.abs() < 0.1 => format!("{difference:+.3}"),
            _ => format!("{difference:+.2}"),
        }
    }

    /// The ends of an interval of such differences, with as many decimals as its width requires: `-0.136 to -0.125`.
    pub fn interval(&self, lower: f64, upper: f64) -> String {
        let width = upper - lower;
        if !width.is_finite() {
            return "no interval".to_owned();
        }
        if !(width > 0.0 && width.is_finite()) {
            return format!("{} to {}", self.signed(lower), self.signed(upper));
        }
        // Two significant digits of the width.
        let decimals = (1.0 - libm::floor(libm::log10(width))) as i64;
        match usize::try_from(decimals).unwrap_or(0) {
            7.. => format!("{lower:+.2e} to {upper:+.2e}"),
            decimals => format!("{lower:+.decimals$} to {upper:+.decimals$}"),
        }
    }
}

fn unknown(name: &str, practices: &[Practice]) -> Error {
    let all = readable(practices);
    let error = Error::input(format!("there is no metric `{name}`"));
    match nearest(name, all.iter().map(|metric| metric.name.as_str())) {
        Some(meant) => error.help(format!("did you mean `{meant}`? `darkside list metrics` shows all")),
        None => error.help("`darkside list metrics` shows all; `dark_share` and `value` are two of them"),
    }
}

/// The change of a column over the last tenth of the run.
pub(in crate::experiment) fn late_change(column: &[f64]) -> f64 {
    let Some(weeks) = column.len().checked_sub(1) else { return f64::NAN };
    column[weeks] - column[weeks - weeks.div_ceil(10)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_all_metrics_differ() {
        let mut names: Vec<String> = readable(&[]).into_iter().map(|metric| metric.name).collect();
        names.sort();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_wrong_name_brings_the_nearest_and_a_figure_takes_no_window() {
        let error = Reading::new("dark_shar", None, &[], 52).unwrap_err();
        assert_eq!(error.advice(), Some("did you mean `dark_share`? `darkside list metrics` shows all"));
        let error = Reading::new("total_adoptions", Some(Window::At(3)), &[], 52).unwrap_err();
        assert_eq!(error.message(), "`total_adoptions` is counted over the whole run");
        assert!(Reading::new("total_adoptions", None, &[], 52).is_ok());
        assert!(Reading::new("value", Some(Window::At(53)), &[], 52).is_err());
    }

    #[test]
    fn without_a_window_the_last_week_is_read() {
        let reading = Reading::new("value", None, &[], 3).unwrap();
        let record = Record { series: vec![vec![1.0, 2.0, 4.0, 8.0]], ..Record::default() };
        assert_eq!(reading.of(&record), 8.0);
        let mean = Reading::new("value", Some(Window::Over(1, 2)), &[], 3).unwrap();
        assert_eq!(mean.of(&record), 3.0);
    }

    #[test]
    fn differences_carry_their_sign() {
        let reading = Reading::new("dark_share", None, &[], 3).unwrap();
        assert_eq!(reading.signed(f64::NAN), "undefined");
        assert_eq!(reading.interval(f64::NAN, f64::NAN), "no interval");
        let shown = [-0.213, 0.5, -0.0123, 0.0, 0.000_012].map(|difference| reading.signed(difference));
        assert_eq!(shown, ["-0.21", "+0.50", "-0.0123", "+0.0000", "+1.2e-5"]);
        let ends =
            [(-0.136, -0.125), (-4.0, 120.0), (0.0, 0.0), (-2e-9, 1e-9)].map(|(low, high)| reading.interval(low, high));
        assert_eq!(ends, ["-0.136 to -0.125", "-4 to +120", "+0.0000 to +0.0000", "-2.00e-9 to +1.00e-9"]);
    }
}
