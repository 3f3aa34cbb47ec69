//! The tables of events: ledger, lapses and onsets.

use super::columns::{ColumnOf, Schema};
use super::fields::{Described, Field, column, fields, one_of, schema};
use crate::table::{Heading, Kind};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Case, Cause, Lapse, Locus, Mechanism, Onset};

const WEEK: &str = "week of the event";

/// The ledger, for practices with these names.
pub(super) fn ledger(practices: &[String]) -> Schema<Adoption> {
    schema!(Adoption {
        week: column("week", Unit::Weeks, WEEK),
        practice: practice("practice adopted", practices),
        mechanism: one_of("mechanism", "mechanism by which it arrived", Mechanism::ALL, Mechanism::name),
        locus: one_of("locus", "locus from which it came", Locus::ALL, Locus::name),
        source: source(),
        source_flags: source_flags(),
        target: case("target_"),
    })
}

/// The lapses, for practices with these names.
pub(super) fn lapses(practices: &[String]) -> Schema<Lapse> {
    schema!(Lapse {
        week: column("week", Unit::Weeks, WEEK),
        practice: practice("practice given up", practices),
        cause: one_of("cause", "why it was given up", Cause::ALL, Cause::name),
        lesson: column("lesson", Unit::None, "whether it left a lesson"),
        place: case(""),
    })
}

/// The onsets, for practices with these names.
pub(super) fn onsets(practices: &[String]) -> Schema<Onset> {
    schema!(Onset {
        week: column("week", Unit::Weeks, WEEK),
        effect: one_of("effect", "effect whose dark flag turned on", Effect::ALL, Effect::name),
        practice: credited(practices),
        mechanism: one_of("mechanism", "mechanism by which the practice arrived", Mechanism::ALL, Mechanism::name),
        locus: one_of("locus", "locus from which it came", Locus::ALL, Locus::name),
        place: case(""),
    })
}

/// The columns that identify a relationship.
pub(super) fn case<T: 'static>(place: Field<T, Case>, prefix: &str) -> Described<T, Case> {
    fields!(
        place,
        Case {
            manager: column(&format!("{prefix}manager"), Unit::None, "seat of the manager, from 0"),
            person: column(&format!("{prefix}person"), Unit::None, "which occupant of that seat, from 0"),
            relationship: column(
                &format!("{prefix}relationship"),
                Unit::None,
                "slot in which the relationship began, from 0"
            ),
            spell: column(&format!("{prefix}spell"), Unit::None, "which relationship of that slot, from 0"),
        }
    )
}

/// The same of a source, which may be absent.
fn source(_: Field<Adoption, Option<Case>>) -> Described<Adoption, Option<Case>> {
    let part = |name: &str, meaning: &str, part: fn(&mut Case) -> &mut u32| {
        ColumnOf::optional(
            name,
            meaning,
            move |row: &Adoption| row.source.map(|mut source| *part(&mut source)),
            move |row, value| {
                if let Some(value) = value {
                    *part(row.source.get_or_insert(Case { manager: 0, person: 0, relationship: 0, spell: 0 })) = value;
                }
            },
        )
    };
    let columns = vec![
        part("source_manager", "seat of the source's manager; empty without a source", |source| &mut source.manager),
        part("source_person", "which occupant of that seat; empty without a source", |source| &mut source.person),
        part("source_relationship", "slot in which the source began; empty without a source", |source| {
            &mut source.relationship
        }),
        part("source_spell", "which relationship of that slot; empty without a source", |source| &mut source.spell),
    ];
    (columns, None)
}

/// The dark flags of a source, and first whether there are any.
fn source_flags(_: Field<Adoption, u8>) -> Described<Adoption, u8> {
    let dark = ColumnOf::optional(
        "source_dark",
        "whether any dark flag of the source was on",
        |row: &Adoption| row.source.map(|_| row.source_flags != 0),
        // Not read back: it follows from the flags.
        |_, _| (),
    );
    let flags = ColumnOf::optional(
        "source_flags",
        "dark flags of the source when it was copied, one bit per effect; empty without a source",
        |row: &Adoption| row.source.map(|_| u32::from(row.source_flags)),
        |row, flags| row.source_flags = flags.unwrap_or(0) as u8,
    );
    (vec![dark, flags], 0)
}

/// A practice by its name.
pub(super) fn practice<T: 'static>(
    Field { get, get_mut }: Field<T, u8>,
    meaning: &str,
    practices: &[String],
) -> Described<T, u8> {
    let set = move |row: &mut T, at| *get_mut(row) = at as u8;
    (vec![ColumnOf::word("practice", meaning, practices.to_vec(), move |row| usize::from(*get(row)), set)], 0)
}

/// The practice that an onset is credited to, if there is one.
fn credited(_: Field<Onset, Option<u8>>, practices: &[String]) -> Described<Onset, Option<u8>> {
    let meaning = "practice in use that feeds the effect most; empty if nothing in use feeds it";
    let column = ColumnOf::listed(
        Heading::new("practice", Kind::Word, Unit::None, meaning).optional(),
        practices.to_vec(),
        |row: &Onset| row.practice.map(usize::from),
        |row, practice| row.practice = practice.map(|practice| practice as u8),
    );
    (vec![column], None)
}
