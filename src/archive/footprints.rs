//! The table of footprints: how alike effects and practices are along ties and within groups.

use super::columns::{ColumnOf, Schema};
use super::moments::WEEK;
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Footprint, Level, SubjectKind};

const LEVEL: &str =
    "among whom: ties (of managers in one firm), portfolio (relationships of one manager), office, firm (managers)";
const ESTIMATE: &str =
    "Moran's I along ties, less firms' means; intraclass correlation elsewhere; empty where nothing varies";

/// The footprints, for practices with these names.
pub(super) fn footprints(practices: &[String]) -> Schema<Footprint> {
    type Column = ColumnOf<Footprint>;
    let kinds = (SubjectKind::ALL, SubjectKind::name as fn(_) -> _);
    let levels = (Level::ALL, Level::name as fn(_) -> _);
    let columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, to| row.week = to),
        Column::one_of("kind", "effect or practice", kinds, |row| row.kind, |row, to| row.kind = to),
        subject(practices.to_vec()),
        Column::one_of("level", LEVEL, levels, |row| row.level, |row, to| row.level = to),
        number("estimate", ESTIMATE, |row| row.estimate, |row, to| row.estimate = to),
        number(
            "null_mean",
            "mean of Moran's I over 199 permutations of the managers of each firm; ties only",
            |row| row.null_mean,
            |row, to| row.null_mean = to,
        ),
        number(
            "null_deviation",
            "its standard deviation over these",
            |row| row.null_deviation,
            |row, to| row.null_deviation = to,
        ),
        number(
            "p",
            "chance of a Moran's I at least so large: those of the permutations plus 1, of 200",
            |row| row.p,
            |row, to| row.p = to,
        ),
    ];
    let (kind, level) = (SubjectKind::Effect, Level::Ties);
    let blank = Footprint { week: 0, kind, of: 0, level, estimate: 0.0, null_mean: 0.0, null_deviation: 0.0, p: 0.0 };
    Schema { columns, blank }
}

/// The name of the effect or practice. A practice may have the name of an effect, so the kind must be read first.
fn subject(practices: Vec<String>) -> ColumnOf<Footprint> {
    let effect = |word: &str| Effect::ALL.iter().position(|effect| effect.name() == word);
    let names = practices.clone();
    ColumnOf::parsed(
        "subject",
        "name of the effect or practice",
        move |row: &Footprint| match row.kind {
            SubjectKind::Effect => Effect::ALL.get(row.of as usize).map_or("", |effect| effect.name()).into(),
            SubjectKind::Practice => names.get(row.of as usize).cloned().unwrap_or_default().into(),
        },
        move |row, word| {
            row.of = match row.kind {
                SubjectKind::Effect => effect(word)?,
                SubjectKind::Practice => practices.iter().position(|practice| practice == word)?,
            } as u32;
            Some(())
        },
    )
}

fn number(name: &str, meaning: &str, get: fn(&Footprint) -> f64, set: fn(&mut Footprint, f64)) -> ColumnOf<Footprint> {
    ColumnOf::number(name, Unit::Number, meaning, get, set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_practice_that_is_called_like_an_effect_stays_a_practice() {
        let schema = footprints(&["side_favours".into(), "conflict".into()]);
        let row = |kind, of| Footprint { kind, of, ..schema.blank };
        let rows = [row(SubjectKind::Effect, 1), row(SubjectKind::Practice, 1), row(SubjectKind::Practice, 0)];
        assert_eq!(schema.rows(&schema.table(&rows)).unwrap(), rows);
    }
}
