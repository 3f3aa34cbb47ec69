//! The columns of ledger, lapses and onsets.

use super::columns::ColumnOf;
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Case, Cause, Lapse, Locus, Mechanism, Onset};

const WEEK: &str = "week in which it happened";
const MANAGER: &str = "seat of the manager, from 0";
const PERSON: &str = "which occupant of that seat, from 0";
const RELATIONSHIP: &str = "slot in which the relationship began, from 0";
const SPELL: &str = "which relationship of that slot, from 0";

/// Words of a list of anything that has a name.
pub(super) fn names<T: Copy, const N: usize>(all: [T; N], name: impl Fn(T) -> &'static str) -> Vec<String> {
    all.map(|one| name(one).to_owned()).to_vec()
}

fn mechanisms() -> Vec<String> {
    names(Mechanism::ALL, Mechanism::name)
}

fn loci() -> Vec<String> {
    names(Locus::ALL, Locus::name)
}

/// The columns of the ledger after the seed.
pub(super) fn ledger<'a>(practices: &[String]) -> Vec<ColumnOf<'a, Adoption>> {
    type Column<'a> = ColumnOf<'a, Adoption>;
    let source = |name: &str, meaning: &str, of: fn(Case) -> u32| {
        Column::some_whole(&format!("source_{name}"), Unit::None, meaning, move |row| row.source.map(of))
    };
    let flags = "dark flags of the source when it was copied, one bit per effect; empty without a source";
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week),
        Column::word("practice", "practice taken up", practices.to_vec(), |row| row.practice.into()),
        Column::word("mechanism", "how it arrived", mechanisms(), |row| row.mechanism.index()),
        Column::word("locus", "from where", loci(), |row| row.locus.index()),
        source("manager", "seat of the source's manager; empty without a source", |case| case.manager),
        source("person", "which occupant of that seat; empty without a source", |case| case.person),
        source("relationship", "slot in which the source began; empty without a source", |case| case.relationship),
        source("spell", "which relationship of that slot; empty without a source", |case| case.spell),
        Column::some_truth("source_dark", "whether any dark flag of the source was on", |row| {
            row.source.map(|_| row.source_flags != 0)
        }),
        Column::some_whole("source_flags", Unit::None, flags, |row| row.source.map(|_| row.source_flags.into())),
    ];
    columns.extend(case("target_", |row: &Adoption| row.target));
    columns
}

/// The columns of the lapses after the seed.
pub(super) fn lapses<'a>(practices: &[String]) -> Vec<ColumnOf<'a, Lapse>> {
    type Column<'a> = ColumnOf<'a, Lapse>;
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week),
        Column::word("practice", "practice given up", practices.to_vec(), |row| row.practice.into()),
        Column::word("cause", "why", names(Cause::ALL, Cause::name), |row| row.cause.index()),
        Column::truth("lesson", "whether it left a lesson", |row| row.lesson),
    ];
    columns.extend(case("", |row: &Lapse| row.place));
    columns
}

/// The columns of the onsets after the seed.
pub(super) fn onsets<'a>(practices: &[String]) -> Vec<ColumnOf<'a, Onset>> {
    type Column<'a> = ColumnOf<'a, Onset>;
    let credited = "practice in use that feeds the effect most; empty if nothing in use feeds it";
    let mut columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week),
        Column::word("effect", "effect whose dark flag turned on", names(Effect::ALL, Effect::name), |row| {
            row.effect.index()
        }),
        Column::some_word("practice", credited, practices.to_vec(), |row| row.practice.map(usize::from)),
        Column::word("mechanism", "how that practice had arrived", mechanisms(), |row| row.mechanism.index()),
        Column::word("locus", "from where it had arrived", loci(), |row| row.locus.index()),
    ];
    columns.extend(case("", |row: &Onset| row.place));
    columns
}

/// Who and which, in four columns.
pub(super) fn case<'a, T: 'a>(prefix: &str, of: impl Fn(&T) -> Case + Copy + 'a) -> Vec<ColumnOf<'a, T>> {
    let column = |name: &str, meaning: &str, part: fn(Case) -> u32| {
        ColumnOf::whole(&format!("{prefix}{name}"), Unit::None, meaning, move |row: &T| part(of(row)))
    };
    vec![
        column("manager", MANAGER, |case| case.manager),
        column("person", PERSON, |case| case.person),
        column("relationship", RELATIONSHIP, |case| case.relationship),
        column("spell", SPELL, |case| case.spell),
    ]
}
