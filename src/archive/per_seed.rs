//! Tables that only parts hold, to be summed over seeds: each seed's group means and case reproduction.

use super::columns::{ColumnOf, Schema};
use super::fields::{Described, Field, column, one_of, schema, text};
use super::moments::WEEK;
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{GroupMean, Locus, Reproduction};

/// The group means of a part.
pub(super) fn groups() -> Schema<GroupMean> {
    schema!(GroupMean {
        week: column("week", Unit::Weeks, WEEK),
        group: text("group", "what managers are grouped by"),
        member: text("member", "which of its groups"),
        managers: column("managers", Unit::Count, "managers in it"),
        value: column("value", Unit::Value, "mean actual value"),
        visible_value: column("visible_value", Unit::Value, "mean visible value"),
        closeness: column("closeness", Unit::Share, "mean closeness"),
        dark_share: column("dark_share", Unit::Share, "share of dark relationships"),
        practices: column("practices", Unit::Count, "practices in use per relationship"),
    })
}

/// Case reproduction in a part.
pub(super) fn reproduction() -> Schema<Reproduction> {
    schema!(Reproduction {
        effect: one_of("effect", "the effect", Effect::ALL, Effect::name),
        year: column("year", Unit::None, "year of the parent's onset"),
        cases: cases(),
        children: children(),
    })
}

fn cases(Field { get, get_mut }: Field<Reproduction, u64>) -> Described<Reproduction, u64> {
    let set = move |row: &mut Reproduction, cases| *get_mut(row) = cases as u64;
    (vec![ColumnOf::plain("cases", Unit::Count, "cases", move |row| *get(row) as f64, set)], 0)
}

fn children(_: Field<Reproduction, [u64; Locus::ALL.len()]>) -> Described<Reproduction, [u64; Locus::ALL.len()]> {
    let from = |locus: Locus| {
        ColumnOf::plain(
            locus.name(),
            Unit::Count,
            &format!("children through a copy from {}", locus.name()),
            move |row: &Reproduction| row.children[locus.index()] as f64,
            move |row, children| row.children[locus.index()] = children as u64,
        )
    };
    (Locus::ALL.map(from).into(), [0; Locus::ALL.len()])
}
