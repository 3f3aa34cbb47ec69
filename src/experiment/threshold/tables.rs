//! The tables of a threshold.

use super::probe::as_number;
use super::{LeverCourse, LeverMap, LeverPoint, Spectral, TakeOff, ThresholdFindings, Where};
use crate::experiment::table_of::TableOf;
use crate::table::Table;
use darkside_engine::parameter::Unit;
use darkside_stats::{Interval, proportion_interval};

/// `levers`: a row for each lever.
pub fn levers_table(found: &ThresholdFindings) -> Table {
    let any = Unit::Number;
    let threshold = "whether there is one in the range: within; everywhere or nowhere if the practice takes off so";
    let lower = "lower end of its 95 % interval; empty if below the range";
    let upper = "upper end of its 95 % interval; empty if above the range";
    let once = "value at which the household number is 1, each contact counted once";
    TableOf::new(&found.courses)
        .words("lever", "what is varied", |course| course.lever.path())
        .words("unit", "its unit", |course| &course.lever.factor.unit)
        .number("from", any, "least value", |course| course.lever.ends()[0])
        .number("to", any, "greatest value", |course| course.lever.ends()[1])
        .number("value", any, "its value in the scenario", |course| course.lever.value.unwrap_or(f64::NAN))
        .words("threshold", threshold, |course| match course.is {
            Where::Within => "within",
            Where::Everywhere => "everywhere",
            Where::Nowhere => "nowhere",
        })
        .truth("rises", "whether the chance to take off rises with the value", |course| course.curve.rises())
        .number("critical", any, "value at which half of the seeds take off", |course| course.critical)
        .number("critical_lower95", any, lower, |course| course.critical95.lower)
        .number("critical_upper95", any, upper, |course| course.critical95.upper)
        .number("once_root", any, once, |course| course.once_root)
        .number("linear_root", any, "value at which the linear household number is 1", |course| course.root)
        .table()
}

/// `points`: a row for each value that was run.
pub fn points_table(found: &ThresholdFindings) -> Table {
    let mut rows: Vec<(&LeverCourse, &LeverPoint)> = Vec::new();
    for course in &found.courses {
        rows.extend(course.points.iter().map(|point| (course, point)));
    }
    let interval = |point: &LeverPoint| {
        let (hits, all) = point.counts();
        proportion_interval(hits, all, 0.95)
    };
    let band = |course: &LeverCourse, point: &LeverPoint| -> Interval { course.curve.band(point.at, 0.95) };
    let share = Unit::Share;
    TableOf::new(&rows)
        .words("lever", "what is varied", |(course, _)| course.lever.path())
        .number("at", Unit::Number, "its value", |(_, point)| point.at)
        .whole("round", Unit::Count, "round in which it was chosen", |(_, point)| point.round)
        .whole("seeds", Unit::Count, "seeds under which it could take off", |(_, point)| point.counts().1 as u32)
        .whole("took_off", Unit::Count, "seeds under which it did", |(_, point)| point.counts().0 as u32)
        .number("chance", share, "their share", |(_, point)| point.share())
        .number("chance_lower95", share, "lower end of its 95 % interval (Wilson)", |(_, point)| interval(point).lower)
        .number("chance_upper95", share, "upper end of its 95 % interval", |(_, point)| interval(point).upper)
        .number("fitted", share, "chance on the fitted curve", |(course, point)| course.curve.chance(point.at))
        .number("fitted_lower95", share, "lower end of the curve's 95 % band", |(course, point)| {
            band(course, point).lower
        })
        .number("fitted_upper95", share, "upper end of the curve's 95 % band", |(course, point)| {
            band(course, point).upper
        })
        .table()
}

/// `runs`: a row for each run along a lever.
pub fn runs_table(found: &ThresholdFindings) -> Table {
    let mut rows: Vec<(&str, f64, &TakeOff)> = Vec::new();
    for course in &found.courses {
        for point in &course.points {
            rows.extend(point.by_seed.iter().map(|of_seed| (course.lever.path(), point.at, of_seed)));
        }
    }
    let took_off = "1 if the practice took off, else 0; empty if it was too common when it began";
    TableOf::new(&rows)
        .words("lever", "what is varied", |row| row.0)
        .number("at", Unit::Number, "its value", |row| row.1)
        .long("seed", "the seed", |row| row.2.seed)
        .number("took_off", Unit::Share, took_off, |row| as_number(row.2.took_off))
        .table()
}

/// `spectral`: a row for each value at which the spectral number was computed.
pub fn spectral_table(found: &ThresholdFindings) -> Table {
    let mut rows: Vec<(&LeverCourse, f64, &Spectral)> = Vec::new();
    for course in &found.courses {
        rows.extend(course.spectral.iter().map(|(at, spectral)| (course, *at, spectral)));
    }
    let any = Unit::Number;
    let once =
        "household reproduction number before the practice arrives, each contact counted once; of the first seed";
    let weeks = "weeks in which a portfolio of the early wave uses the practice";
    TableOf::new(&rows)
        .words("lever", "what is varied", |(course, ..)| course.lever.path())
        .number("at", any, "its value", |(_, at, _)| *at)
        .number("household_number_once", any, once, |(.., spectral)| spectral.once)
        .number("household_number", any, "the same, linear", |(.., spectral)| spectral.number)
        .number("by_imitation", any, "part of it by inter-personal imitation", |(.., spectral)| spectral.imitation)
        .number("by_learning", any, "part of it by inter-personal learning", |(.., spectral)| spectral.learning)
        .number("by_association", any, "part of it by association", |(.., spectral)| spectral.association)
        .number("within_firms", any, "part of it over ties within firms", |(.., spectral)| spectral.within_firms)
        .number("weeks", Unit::Weeks, weeks, |(.., spectral)| spectral.weeks)
        .number("adoptions", Unit::Count, "adoptions in such a portfolio, the first included", |(.., spectral)| {
            spectral.adoptions
        })
        .table()
}

/// `map`: a row for each cell.
pub fn map_table(map: &LeverMap) -> Table {
    let [across, up] = map.size();
    let cells: Vec<(usize, usize)> = (0..across * up).map(|cell| (cell % across, cell / across)).collect();
    let [one, other] = &map.levers;
    let corner = |&(a, u): &(usize, usize), of: fn(&Spectral) -> f64| {
        // At the midpoint of a cell: the geometric mean of its corners.
        let corners = [(a, u), (a + 1, u), (a, u + 1), (a + 1, u + 1)];
        let logs = corners.map(|(a, u)| libm::log(of(&map.corners[u * (across + 1) + a])));
        libm::exp(logs.iter().sum::<f64>() / 4.0)
    };
    let once = "household reproduction number, each contact counted once: geometric mean of the cell's corners";
    TableOf::new(&cells)
        .number(one.path(), Unit::Number, &one.factor.meaning, |&(a, u)| map.middle(a, u)[0])
        .number(other.path(), Unit::Number, &other.factor.meaning, |&(a, u)| map.middle(a, u)[1])
        .whole("seeds", Unit::Count, "seeds under which it could take off", |&(a, u)| {
            TakeOff::counts(map.runs(a, u)).1 as u32
        })
        .number("chance", Unit::Share, "share of them under which it did", |&(a, u)| map.share(a, u))
        .number("household_number_once", Unit::Number, once, |cell| corner(cell, |spectral| spectral.once))
        .number("household_number", Unit::Number, "the same, linear", |cell| corner(cell, |spectral| spectral.number))
        .table()
}
