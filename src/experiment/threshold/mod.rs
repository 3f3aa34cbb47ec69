//! At which value of a lever a practice stops taking off.
//!
//! Spectral numbers come first: the reproduction number along the lever, from worlds that the practice has not yet
//! reached. Then come runs, under the same seeds at every value, at the values that are most informative. A curve of
//! the chance to take off is fitted to all of them; the threshold is where it is one half.
//!
//! | file | what it holds |
//! |---|---|
//! | `lever.rs` | what is varied, over which range |
//! | `probe.rs` | one run: did it take off; the spectral number before |
//! | `search.rs` | the values along one lever, round by round |
//! | `map.rs` | two levers at once |
//! | `tables.rs` | tables |

mod lever;
mod map;
mod probe;
mod search;
mod tables;

pub use lever::{Lever, levers};
pub use map::{LeverMap, half_line, line};
pub use probe::{Spectral, TakeOff, WIDTH};
pub use search::{HALF, LeverCourse, LeverPoint, ROUNDS, Where};
pub use tables::{levers_table, map_table, points_table, runs_table, spectral_table};

use std::cell::Cell;

use self::probe::Probe;
use super::Executor;
use darkside_engine::scenario::{Base, Scenario};
use darkside_error::{Error, Result};
use darkside_threshold::arrival;

/// The question.
#[derive(Clone)]
pub struct Inquiry {
    /// The scenario; every value is run with its seeds.
    pub scenario: Scenario,
    /// The same scenario, prepared for variation.
    pub base: Base,
    /// Position of the practice.
    pub practice: usize,
    /// The week in which it is introduced.
    pub week: u32,
    /// The levers, varied one at a time.
    pub levers: Vec<Lever>,
    /// Whether the first two are also varied together.
    pub map: bool,
}

/// What the runs show.
#[derive(Clone, Debug, PartialEq)]
pub struct ThresholdFindings {
    /// Along each lever.
    pub courses: Vec<LeverCourse>,
    /// Over two levers.
    pub map: Option<LeverMap>,
}

impl Inquiry {
    /// Asks about a practice of a scenario, or the only one it introduces, along these levers.
    ///
    /// # Errors
    /// If the practice is not introduced, the scenario introduces several and none is named, or a map does not have two
    /// levers.
    pub fn new(scenario: Scenario, practice: Option<&str>, levers: Vec<Lever>, map: bool) -> Result<Self> {
        let practice = introduced(&scenario, practice)?;
        if map && levers.len() != 2 {
            let error = Error::input(format!("a map has two levers, not {}", levers.len()));
            return Err(error.help("--lever PATH --lever PATH --map"));
        }
        let week = arrival(&scenario, practice).unwrap_or(1);
        Ok(Self { base: Base::of(&scenario)?, practice, week, levers, map, scenario })
    }

    /// The practice's name.
    pub fn practice_name(&self) -> &str {
        &self.scenario.practices[self.practice].name
    }

    /// Runs whatever the answer needs.
    ///
    /// # Errors
    /// If the practice takes off everywhere or nowhere along the only lever, or is too common at the start; or as
    /// [`Executor::collect`].
    pub fn run(&self, executor: &Executor<'_>) -> Result<ThresholdFindings> {
        executor.plan(self.runs());
        let probe = Probe { inquiry: self, executor, given: Cell::default() };
        let courses: Vec<LeverCourse> =
            self.levers.iter().map(|lever| search::along(&probe, lever)).collect::<Result<_>>()?;
        if let [course] = &courses[..]
            && course.is != Where::Within
        {
            return Err(no_threshold(self, course));
        }
        let map = if self.map { Some(map::over(&probe)?) } else { None };
        executor.plan(probe.given.get());
        Ok(ThresholdFindings { courses, map })
    }

    /// The most runs it can take.
    pub fn runs(&self) -> u64 {
        let seeds = u64::from(self.scenario.parameters.run.seeds);
        let map = if self.map { map::runs(seeds) } else { 0 };
        self.levers.len() as u64 * search::runs(seeds) + map
    }
}

fn no_threshold(inquiry: &Inquiry, course: &LeverCourse) -> Error {
    let (lever, name) = (&course.lever, inquiry.practice_name());
    let [from, to] = lever.ends().map(|end| lever.factor.text(end));
    let error = Error::input(format!("{name} {} between {from} and {to} of {}", course.is.words(), lever.path()));
    error.help("another range (--from, --to), or another lever")
}

/// The practice in question, which must be one that the scenario introduces.
fn introduced(scenario: &Scenario, wanted: Option<&str>) -> Result<usize> {
    let all = 0..scenario.practices.len();
    let brought: Vec<usize> = all.filter(|&practice| arrival(scenario, practice).is_some()).collect();
    let name = |practice: &usize| scenario.practices[*practice].name.as_str();
    let names = brought.iter().map(name).collect::<Vec<_>>().join(", ");
    let Some(wanted) = wanted else {
        return match brought[..] {
            [only] => Ok(only),
            [] => Err(Error::input(format!("nobody introduces a practice in {}", scenario.name))
                .help("a threshold is about a practice that arrives: add [[intervention]] with act = \"introduce\"")),
            _ => Err(Error::input(format!("{} introduces several practices", scenario.name))
                .help(format!("--practice, one of {names}"))),
        };
    };
    let Some(practice) = scenario.practice(wanted) else {
        let error = Error::input(format!("there is no practice \"{wanted}\""));
        let known = scenario.practices.iter().map(|practice| practice.name.as_str());
        return Err(error.did_you_mean(wanted, known, "`darkside list practices` lists them"));
    };
    if !brought.contains(&practice) {
        let error = Error::input(format!("nobody introduces {wanted} in {}", scenario.name));
        let help = "a threshold is about a practice that arrives: add [[intervention]] with act = \"introduce\"";
        return Err(error.help(if brought.is_empty() { help.to_owned() } else { format!("introduced: {names}") }));
    }
    Ok(practice)
}
