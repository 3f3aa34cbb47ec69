//! What claims measure: readings, and numbers from the state of relationships or the means of firms.

use crate::experiment::{Reading, Window};
use darkside_engine::record::Record;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};
use darkside_stats::Running;

/// Half-width of a range of closeness.
const NEAR: f32 = 0.05;
/// With fewer relationships than this, the mean is undefined.
const FEWEST: u64 = 5;

/// A number measured in a run.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Measure {
    /// A metric over a window.
    Reading(Reading),
    /// Mean value, actual or visible, of relationships of about this closeness, at the end of the run.
    Near { closeness: f32, visible: bool },
    /// Mean actual value in a firm, at the end of the run.
    Firm(String),
}

impl Measure {
    /// The measure of this name: a metric, `value_near_0.6`, `visible_value_near_0.6`, or `value_of_FIRM`.
    pub(super) fn new(name: &str, window: Option<Window>, scenario: &Scenario) -> Result<Self> {
        let near = |rest: &str, visible: bool| match rest.parse::<f32>() {
            Ok(closeness) if (0.0..=1.0).contains(&closeness) => Ok(Self::Near { closeness, visible }),
            _ => Err(Error::input(format!("`{name}` names no closeness")).help("from 0 to 1, such as value_near_0.6")),
        };
        if let Some(rest) = name.strip_prefix("value_near_") {
            return near(rest, false);
        }
        if let Some(rest) = name.strip_prefix("visible_value_near_") {
            return near(rest, true);
        }
        if let Some(firm) = name.strip_prefix("value_of_") {
            let known: Vec<&str> = scenario.firms.iter().map(|firm| firm.name.as_str()).collect();
            return match known.contains(&firm) {
                true => Ok(Self::Firm(firm.into())),
                false => {
                    Err(Error::input(format!("no firm is called \"{firm}\""))
                        .help(format!("known: {}", known.join(", "))))
                }
            };
        }
        Reading::new(name, window, &scenario.practices, scenario.parameters.run.weeks).map(Self::Reading)
    }

    /// Whether it needs the state at the end of the run.
    pub(super) fn needs_state(&self) -> bool {
        matches!(self, Self::Near { .. })
    }

    /// Its value; NaN where undefined.
    pub(super) fn of(&self, record: &Record) -> f64 {
        match self {
            Self::Reading(reading) => reading.of(record),
            Self::Near { closeness, visible } => {
                let mut running = Running::default();
                let last = record.snapshots.last().map_or(&[][..], |snapshot| &snapshot.relationships);
                for relationship in last.iter().filter(|one| (one.closeness - closeness).abs() <= NEAR) {
                    running.add(f64::from(if *visible { relationship.visible_value } else { relationship.value }));
                }
                if running.count() < FEWEST { f64::NAN } else { running.mean() }
            }
            Self::Firm(name) => {
                let of_firm = record.groups.iter().rev().find(|group| group.group == "firm" && group.member == *name);
                of_firm.map_or(f64::NAN, |firm| firm.value)
            }
        }
    }
}
