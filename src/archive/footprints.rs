//! The table of footprints: how alike effects and practices are along ties and within groups.

use super::columns::{ColumnOf, Schema};
use super::fields::{Described, Field, column, one_of, schema};
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
    let null_mean = "mean of Moran's I over 199 permutations of the managers of each firm; ties only";
    let p = "chance of a Moran's I at least so large: those of the permutations plus 1, of 200";
    schema!(Footprint {
        week: column("week", Unit::Weeks, WEEK),
        kind: one_of("kind", "effect or practice", SubjectKind::ALL, SubjectKind::name),
        of: subject(practices),
        level: one_of("level", LEVEL, Level::ALL, Level::name),
        estimate: column("estimate", Unit::Number, ESTIMATE),
        null_mean: column("null_mean", Unit::Number, null_mean),
        null_deviation: column("null_deviation", Unit::Number, "its standard deviation over these"),
        p: column("p", Unit::Number, p),
    })
}

/// The name of the effect or practice. A practice may have the name of an effect, so the kind must be read first.
fn subject(_: Field<Footprint, u32>, practices: &[String]) -> Described<Footprint, u32> {
    let effect = |word: &str| Effect::ALL.iter().position(|effect| effect.name() == word);
    let (names, practices) = (practices.to_vec(), practices.to_vec());
    let column = ColumnOf::parsed(
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
    );
    (vec![column], 0)
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
