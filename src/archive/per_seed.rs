//! Tables that only parts hold, to be summed over seeds: each seed's group means and case reproduction.

use super::columns::{ColumnOf, Schema};
use super::events::effect;
use super::moments::WEEK;
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{GroupMean, Locus, Reproduction};

/// The group means of a part.
pub(super) fn groups() -> Schema<GroupMean> {
    type Column = ColumnOf<GroupMean>;
    let columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, week| row.week = week),
        Column::text("group", "what managers are grouped by", |row| &row.group, |row, group| row.group = group.into()),
        Column::text("member", "which of its groups", |row| &row.member, |row, member| row.member = member.into()),
        Column::whole("managers", Unit::Count, "managers in it", |row| row.managers, |row, to| row.managers = to),
        Column::number("value", Unit::Value, "mean actual value", |row| row.value, |row, to| row.value = to),
        Column::number(
            "visible_value",
            Unit::Value,
            "mean visible value",
            |row| row.visible_value,
            |row, to| row.visible_value = to,
        ),
        Column::number("closeness", Unit::Share, "mean closeness", |row| row.closeness, |row, to| row.closeness = to),
        Column::number(
            "dark_share",
            Unit::Share,
            "share of dark relationships",
            |row| row.dark_share,
            |row, to| row.dark_share = to,
        ),
        Column::number(
            "practices",
            Unit::Count,
            "practices in use per relationship",
            |row| row.practices,
            |row, to| row.practices = to,
        ),
    ];
    let blank = GroupMean {
        week: 0,
        group: String::new(),
        member: String::new(),
        managers: 0,
        value: 0.0,
        visible_value: 0.0,
        closeness: 0.0,
        dark_share: 0.0,
        practices: 0.0,
    };
    Schema { columns, blank }
}

/// Case reproduction in a part.
pub(super) fn reproduction() -> Schema<Reproduction> {
    type Column = ColumnOf<Reproduction>;
    let mut columns = vec![
        effect("the effect", |row: &Reproduction| row.effect, |row, effect| row.effect = effect),
        Column::whole("year", Unit::None, "year of the parent's onset", |row| row.year, |row, year| row.year = year),
        Column::number("cases", Unit::Count, "cases", |row| row.cases as f64, |row, cases| row.cases = cases as u64),
    ];
    for locus in Locus::ALL {
        columns.push(Column::number(
            locus.name(),
            Unit::Count,
            &format!("children through a copy from {}", locus.name()),
            move |row| row.children[locus.index()] as f64,
            move |row, children| row.children[locus.index()] = children as u64,
        ));
    }
    let blank = Reproduction { effect: Effect::ALL[0], year: 0, cases: 0, children: [0; Locus::ALL.len()] };
    Schema { columns, blank }
}
