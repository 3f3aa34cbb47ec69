//! The tables of events: ledger, lapses and onsets.

use super::columns::{ColumnOf, Schema};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Case, Cause, Lapse, Locus, Mechanism, Onset};

const WEEK: &str = "week of the event";

/// A number that helps to identify a relationship: its column, its meaning, getter and setter.
type CasePart = (&'static str, &'static str, fn(&Case) -> u32, fn(&mut Case, u32));

/// The numbers that identify a relationship.
const CASE: [CasePart; 4] = [
    ("manager", "seat of the manager, from 0", |case| case.manager, |case, manager| case.manager = manager),
    ("person", "which occupant of that seat, from 0", |case| case.person, |case, person| case.person = person),
    (
        "relationship",
        "slot in which the relationship began, from 0",
        |case| case.relationship,
        |case, relationship| case.relationship = relationship,
    ),
    ("spell", "which relationship of that slot, from 0", |case| case.spell, |case, spell| case.spell = spell),
];

/// What the same numbers mean for a source, which may be absent.
const SOURCE: [&str; 4] = [
    "seat of the source's manager; empty without a source",
    "which occupant of that seat; empty without a source",
    "slot in which the source began; empty without a source",
    "which relationship of that slot; empty without a source",
];

/// A relationship before its numbers are read.
pub(super) const BLANK_CASE: Case = Case { manager: 0, person: 0, relationship: 0, spell: 0 };

/// The ledger, for practices with these names.
pub(super) fn ledger(practices: &[String]) -> Schema<Adoption> {
    type Column = ColumnOf<Adoption>;
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, week| row.week = week),
        practice("practice adopted", practices, |row| row.practice, |row, practice| row.practice = practice),
        mechanism("mechanism by which it arrived", |row| row.mechanism, |row, mechanism| row.mechanism = mechanism),
        locus("locus from which it came", |row| row.locus, |row, locus| row.locus = locus),
    ];
    for ((name, _, get, set), meaning) in CASE.into_iter().zip(SOURCE) {
        columns.push(Column::optional_whole(
            &format!("source_{name}"),
            Unit::None,
            meaning,
            move |row| row.source.as_ref().map(get),
            move |row, part| {
                if let Some(part) = part {
                    set(row.source.get_or_insert(BLANK_CASE), part);
                }
            },
        ));
    }
    columns.push(Column::optional_truth(
        "source_dark",
        "whether any dark flag of the source was on",
        |row| row.source.map(|_| row.source_flags != 0),
        // Not read back: it follows from the flags.
        |_, _| (),
    ));
    columns.push(Column::optional_whole(
        "source_flags",
        Unit::None,
        "dark flags of the source when it was copied, one bit per effect; empty without a source",
        |row| row.source.map(|_| row.source_flags.into()),
        |row, flags| row.source_flags = flags.unwrap_or(0) as u8,
    ));
    columns.extend(case("target_", |row: &Adoption| &row.target, |row| &mut row.target));
    let blank = Adoption {
        week: 0,
        practice: 0,
        mechanism: Mechanism::Spontaneous,
        locus: Locus::Origin,
        target: BLANK_CASE,
        source: None,
        source_flags: 0,
    };
    Schema { columns, blank }
}

/// The lapses, for practices with these names.
pub(super) fn lapses(practices: &[String]) -> Schema<Lapse> {
    type Column = ColumnOf<Lapse>;
    let causes = (Cause::ALL, Cause::name as fn(Cause) -> _);
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, week| row.week = week),
        practice("practice given up", practices, |row| row.practice, |row, practice| row.practice = practice),
        Column::one_of("cause", "why it was given up", causes, |row| row.cause, |row, cause| row.cause = cause),
        Column::truth("lesson", "whether it left a lesson", |row| row.lesson, |row, lesson| row.lesson = lesson),
    ];
    columns.extend(case("", |row: &Lapse| &row.place, |row| &mut row.place));
    let blank = Lapse { week: 0, practice: 0, cause: Cause::ALL[0], lesson: false, place: BLANK_CASE };
    Schema { columns, blank }
}

/// The onsets, for practices with these names.
pub(super) fn onsets(practices: &[String]) -> Schema<Onset> {
    type Column = ColumnOf<Onset>;
    let credited = "practice in use that feeds the effect most; empty if nothing in use feeds it";
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, week| row.week = week),
        effect("effect whose dark flag turned on", |row| row.effect, |row, effect| row.effect = effect),
        Column::optional_word(
            "practice",
            credited,
            practices.to_vec(),
            |row| row.practice.map(usize::from),
            |row, practice| row.practice = practice.map(|practice| practice as u8),
        ),
        mechanism(
            "mechanism by which the practice arrived",
            |row| row.mechanism,
            |row, mechanism| row.mechanism = mechanism,
        ),
        locus("locus from which it came", |row| row.locus, |row, locus| row.locus = locus),
    ];
    columns.extend(case("", |row: &Onset| &row.place, |row| &mut row.place));
    let blank = Onset {
        week: 0,
        effect: Effect::ALL[0],
        practice: None,
        mechanism: Mechanism::Spontaneous,
        locus: Locus::Origin,
        place: BLANK_CASE,
    };
    Schema { columns, blank }
}

/// The four columns that identify a relationship.
pub(super) fn case<T: 'static>(prefix: &str, get: fn(&T) -> &Case, set: fn(&mut T) -> &mut Case) -> Vec<ColumnOf<T>> {
    let column = |(name, meaning, part, set_part): CasePart| {
        let name = format!("{prefix}{name}");
        let set = move |row: &mut T, value| set_part(set(row), value);
        ColumnOf::whole(&name, Unit::None, meaning, move |row| part(get(row)), set)
    };
    CASE.map(column).into()
}

fn practice<T: 'static>(meaning: &str, practices: &[String], get: fn(&T) -> u8, set: fn(&mut T, u8)) -> ColumnOf<T> {
    let set = move |row: &mut T, at| set(row, at as u8);
    ColumnOf::word("practice", meaning, practices.to_vec(), move |row| get(row).into(), set)
}

pub(super) fn effect<T: 'static>(meaning: &str, get: fn(&T) -> Effect, set: fn(&mut T, Effect)) -> ColumnOf<T> {
    ColumnOf::one_of("effect", meaning, (Effect::ALL, Effect::name), get, set)
}

pub(super) fn mechanism<T: 'static>(
    meaning: &str,
    get: fn(&T) -> Mechanism,
    set: fn(&mut T, Mechanism),
) -> ColumnOf<T> {
    ColumnOf::one_of("mechanism", meaning, (Mechanism::ALL, Mechanism::name), get, set)
}

pub(super) fn locus<T: 'static>(meaning: &str, get: fn(&T) -> Locus, set: fn(&mut T, Locus)) -> ColumnOf<T> {
    ColumnOf::one_of("locus", meaning, (Locus::ALL, Locus::name), get, set)
}
