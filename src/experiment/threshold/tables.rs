//! The tables of a threshold.

use super::{Course, Found, Map, Point, Spectral, Where};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_stats::proportion_interval;

/// `levers`: a row for each lever.
pub fn levers_table(found: &Found) -> Table {
    let all = || found.courses.iter();
    let number = |name: &str, meaning: &str, of: &dyn Fn(&Course) -> f64| {
        Column::numbers(name, Unit::Number, meaning, all().map(of))
    };
    Table {
        columns: vec![
            Column::words("lever", "what is varied", all().map(|course| course.lever.path())),
            Column::words("unit", "its unit", all().map(|course| course.lever.factor.unit.as_str())),
            number("from", "least value", &|course| course.lever.ends()[0]),
            number("to", "greatest value", &|course| course.lever.ends()[1]),
            number("value", "its value in the scenario", &|course| course.lever.value.unwrap_or(f64::NAN)),
            Column::words(
                "threshold",
                "whether there is one in the range: within; everywhere or nowhere if the practice takes off so",
                all().map(|course| match course.is {
                    Where::Within => "within",
                    Where::Everywhere => "everywhere",
                    Where::Nowhere => "nowhere",
                }),
            ),
            Column::truths(
                "rises",
                "whether the chance to take off rises with the value",
                all().map(|course| course.curve.rises()),
            ),
            number("critical", "value at which half of the seeds take off", &|course| course.critical),
            number("critical_lower95", "lower end of its 95 % interval; empty if below the range", &|course| {
                course.critical95.lower
            }),
            number("critical_upper95", "upper end of its 95 % interval; empty if above the range", &|course| {
                course.critical95.upper
            }),
            number("once_root", "value at which the household number is 1, each contact counted once", &|course| {
                course.once_root
            }),
            number("linear_root", "value at which the linear household number is 1", &|course| course.root),
        ],
    }
}

/// `points`: a row for each value that was run.
pub fn points_table(found: &Found) -> Table {
    let rows = || found.courses.iter().flat_map(|course| course.points.iter().map(move |point| (course, point)));
    let interval = |point: &Point| {
        let (hits, all) = point.counts();
        proportion_interval(hits, all, 0.95)
    };
    let share = |name: &str, meaning: &str, of: &dyn Fn(&Course, &Point) -> f64| {
        Column::numbers(name, Unit::Share, meaning, rows().map(|(course, point)| of(course, point)))
    };
    let count = |name: &str, meaning: &str, of: &dyn Fn((u64, u64)) -> u64| {
        Column::whole(name, Unit::Count, meaning, rows().map(|(_, point)| of(point.counts()) as u32))
    };
    Table {
        columns: vec![
            Column::words("lever", "what is varied", rows().map(|(course, _)| course.lever.path())),
            Column::numbers("at", Unit::Number, "its value", rows().map(|(_, point)| point.at)),
            Column::whole("round", Unit::Count, "round in which it was chosen", rows().map(|(_, point)| point.round)),
            count("seeds", "seeds under which it could take off", &|(_, all)| all),
            count("took_off", "seeds under which it did", &|(hits, _)| hits),
            share("chance", "their share", &|_, point| point.share()),
            share("chance_lower95", "lower end of its 95 % interval (Wilson)", &|_, point| interval(point).lower),
            share("chance_upper95", "upper end of its 95 % interval", &|_, point| interval(point).upper),
            share("fitted", "chance on the fitted curve", &|course, point| course.curve.chance(point.at)),
            share("fitted_lower95", "lower end of the curve's 95 % band", &|course, point| {
                course.curve.band(point.at, 0.95).lower
            }),
            share("fitted_upper95", "upper end of the curve's 95 % band", &|course, point| {
                course.curve.band(point.at, 0.95).upper
            }),
        ],
    }
}

/// `runs`: a row for each run along a lever.
pub fn runs_table(found: &Found) -> Table {
    let rows = || {
        found.courses.iter().flat_map(|course| {
            course.points.iter().flat_map(move |point| point.seen.iter().map(move |seen| (course, point, seen)))
        })
    };
    Table {
        columns: vec![
            Column::words("lever", "what is varied", rows().map(|(course, ..)| course.lever.path())),
            Column::numbers("at", Unit::Number, "its value", rows().map(|(_, point, _)| point.at)),
            Column::long("seed", "the seed", rows().map(|(.., seen)| seen.seed)),
            Column::numbers(
                "took_off",
                Unit::Share,
                "1 if the practice took off, else 0; empty if it was too common when it began",
                rows().map(|(.., seen)| seen.took_off.map_or(f64::NAN, |took_off| f64::from(u8::from(took_off)))),
            ),
        ],
    }
}

/// `spectral`: a row for each value at which the spectral number was computed.
pub fn spectral_table(found: &Found) -> Table {
    let rows = || found.courses.iter().flat_map(|course| course.spectral.iter().map(move |row| (course, row)));
    let number = |name: &str, unit: Unit, meaning: &str, of: fn(&Spectral) -> f64| {
        Column::numbers(name, unit, meaning, rows().map(|(_, (_, spectral))| of(spectral)))
    };
    let once =
        "household reproduction number before the practice arrives, each contact counted once; of the first seed";
    Table {
        columns: vec![
            Column::words("lever", "what is varied", rows().map(|(course, _)| course.lever.path())),
            Column::numbers("at", Unit::Number, "its value", rows().map(|(_, (at, _))| *at)),
            number("household_number_once", Unit::Number, once, |spectral| spectral.once),
            number("household_number", Unit::Number, "the same, linear", |spectral| spectral.number),
            number("by_imitation", Unit::Number, "part of it by inter-personal imitation", |s| s.by_mechanism[0]),
            number("by_learning", Unit::Number, "part of it by inter-personal learning", |s| s.by_mechanism[1]),
            number("by_association", Unit::Number, "part of it by association", |s| s.by_mechanism[2]),
            number("within_firms", Unit::Number, "part of it over ties within firms", |s| s.within_firms),
            number("weeks", Unit::Weeks, "weeks in which a portfolio of the early wave uses the practice", |s| s.weeks),
            number("adoptions", Unit::Count, "adoptions in such a portfolio, the first included", |s| s.adoptions),
        ],
    }
}

/// `map`: a row for each cell.
pub fn map_table(map: &Map) -> Table {
    let [across, up] = map.size();
    let cells: Vec<(usize, usize)> = (0..across * up).map(|cell| (cell % across, cell / across)).collect();
    let middle = |lever: usize| cells.iter().map(move |&(a, u)| map.middle(a, u)[lever]);
    let [one, other] = &map.levers;
    let corner = |(a, u): (usize, usize), of: fn(&Spectral) -> f64| {
        // At the midpoint of a cell: the geometric mean of its corners.
        let corners = [(a, u), (a + 1, u), (a, u + 1), (a + 1, u + 1)];
        let logs = corners.map(|(a, u)| libm::log(of(&map.corners[u * (across + 1) + a])));
        libm::exp(logs.iter().sum::<f64>() / 4.0)
    };
    Table {
        columns: vec![
            Column::numbers(one.path(), Unit::Number, &one.factor.meaning, middle(0)),
            Column::numbers(other.path(), Unit::Number, &other.factor.meaning, middle(1)),
            Column::whole(
                "seeds",
                Unit::Count,
                "seeds under which it could take off",
                map.cells.iter().map(|seen| seen.iter().filter(|seen| seen.took_off.is_some()).count() as u32),
            ),
            Column::numbers(
                "chance",
                Unit::Share,
                "share of them under which it did",
                cells.iter().map(|&(a, u)| map.share(a, u)),
            ),
            Column::numbers(
                "household_number_once",
                Unit::Number,
                "household reproduction number, each contact counted once: geometric mean of the cell's corners",
                cells.iter().map(|&cell| corner(cell, |spectral| spectral.once)),
            ),
            Column::numbers(
                "household_number",
                Unit::Number,
                "the same, linear",
                cells.iter().map(|&cell| corner(cell, |spectral| spectral.number)),
            ),
        ],
    }
}
