//! Axes: their range, ticks and labels.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use crate::story::data::Estimate;
use crate::story::number::{count, number};

/// One axis of a panel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axis {
    /// First value shown.
    pub from: f64,
    /// Last value shown, above `from`.
    pub to: f64,
    /// Values with a tick, and what is written there.
    pub ticks: Vec<(f64, String)>,
    /// What the axis shows, with its unit; may be empty.
    pub title: String,
}

impl Axis {
    /// An axis of numbers from `from` to `to`, both rounded outwards, with about `most` ticks.
    pub(crate) fn numbers(from: f64, to: f64, most: usize, title: &str) -> Self {
        let (from, to) = if to - from > 1e-9 { (from, to) } else { (from, from + 1.0) };
        let step = round_step((to - from) / most.max(1) as f64);
        let (low, high) = ((from / step + 1e-9).floor() * step, (to / step - 1e-9).ceil() * step);
        let decimals = (-step.log10() - 1e-9).ceil().max(0.0) as usize;
        let range = RangedCoordf64::from(low..high + step / 1e6);
        // At most this many; plotters chooses the round numbers.
        let mut ticks: Vec<f64> = range.key_points(((high - low) / step).round() as usize + 1);
        if ticks.len() < 2 {
            ticks = vec![low, high];
        }
        // Whole numbers have their digits in groups of three.
        let written = |tick: f64| if decimals == 0 { count(tick) } else { number(tick, decimals) };
        let ticks = ticks.into_iter().map(|tick| (tick, written(tick))).collect();
        Self { from: low, to: high, ticks, title: title.to_owned() }
    }

    /// An axis of numbers that covers 0 and these estimates with their intervals.
    pub(crate) fn over<'a>(estimates: impl IntoIterator<Item = &'a Estimate>, most: usize, title: &str) -> Self {
        let (low, high) = covering(estimates);
        Self::numbers(low, high, most, title)
    }

    /// An axis in percent, from 0 to the greatest of these shares and their intervals but at least to `least` percent.
    pub(crate) fn percent<'a>(shares: impl IntoIterator<Item = &'a Estimate>, least: f64, title: &str) -> Self {
        let (_, high) = covering(shares);
        Self::numbers(0.0, (high * 100.0).max(least), 5, title)
    }

    /// An axis of weeks from 0, `width` pixels wide.
    pub(crate) fn weeks(weeks: u32, width: f64) -> Self {
        const STEPS: [u32; 13] = [1, 2, 4, 13, 26, 52, 104, 260, 520, 1_040, 2_600, 5_200, 10_400];
        let most = (width / 48.0).clamp(2.0, 8.0) as u32;
        let step = STEPS.into_iter().find(|step| weeks / step <= most).unwrap_or(weeks.max(1));
        let ticks = (0..=weeks / step).map(|n| (f64::from(n * step), (n * step).to_string())).collect();
        Self { from: 0.0, to: f64::from(weeks.max(1)), ticks, title: "Week".into() }
    }

    /// An axis of rows one above the other, each one unit high, without ticks or title.
    pub(crate) fn rows(count: usize) -> Self {
        Self { from: 0.0, to: count as f64, ticks: Vec::new(), title: String::new() }
    }

    /// The same axis from exactly `from` to `to`, without the ticks outside.
    #[must_use]
    pub(crate) fn within(mut self, from: f64, to: f64) -> Self {
        let slack = (to - from) * 1e-6;
        self.ticks.retain(|(at, _)| (from - slack..=to + slack).contains(at));
        Self { from, to, ..self }
    }

    /// The same axis without a title.
    #[must_use]
    pub(crate) fn untitled(&self) -> Self {
        Self { title: String::new(), ..self.clone() }
    }

    /// The same axis with its numbers left out; they still place the grid.
    #[must_use]
    pub(crate) fn unlabelled(&self) -> Self {
        let ticks = self.ticks.iter().map(|(at, _)| (*at, String::new())).collect();
        Self { ticks, title: String::new(), ..self.clone() }
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `step`.
fn round_step(step: f64) -> f64 {
    let power = 10f64.powf(step.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= step * (1.0 - 1e-9));
    factor.unwrap_or(10.0) * power
}

/// Least and greatest value of estimates and their intervals, including 0; (0, 0) if none is defined.
pub(crate) fn covering<'a>(estimates: impl IntoIterator<Item = &'a Estimate>) -> (f64, f64) {
    covering_values(estimates.into_iter().flat_map(|estimate| [estimate.mean, estimate.low, estimate.high]))
}

/// Least and greatest of the values, including 0; (0, 0) if none is defined.
pub(crate) fn covering_values(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let defined = values.into_iter().filter(|value| value.is_finite());
    defined.fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(value), high.max(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_end_at_round_numbers_and_every_tick_is_inside() {
        for (from, to) in [(0.0, 0.53), (-0.13, 0.7), (0.0, 0.0), (0.0, 1.0), (0.0, 17_833.0), (0.0, 3e-5)] {
            let axis = Axis::numbers(from, to, 5, "");
            assert!(axis.from <= from + 1e-12 && axis.to >= to - 1e-12, "{axis:?}");
            assert!(axis.ticks.len() >= 2 && axis.ticks.len() <= 9, "{axis:?}");
            let slack = (axis.to - axis.from) * 1e-6;
            assert!(axis.ticks.iter().all(|(at, _)| *at >= axis.from - slack && *at <= axis.to + slack), "{axis:?}");
            let mut words: Vec<_> = axis.ticks.iter().map(|(_, words)| words.clone()).collect();
            words.dedup();
            assert_eq!(words.len(), axis.ticks.len(), "two ticks read the same: {axis:?}");
        }
    }

    #[test]
    fn weeks_are_marked_in_years_where_the_run_is_long_and_one_by_one_where_it_is_short() {
        let marks =
            |weeks, width| Axis::weeks(weeks, width).ticks.into_iter().map(|(at, _)| at as u32).collect::<Vec<_>>();
        assert_eq!(marks(260, 400.0), [0, 52, 104, 156, 208, 260]);
        assert_eq!(marks(3, 400.0), [0, 1, 2, 3]);
        assert_eq!(marks(1, 60.0), [0, 1]);
        assert!(marks(60_000, 400.0).len() < 10);
    }
}
