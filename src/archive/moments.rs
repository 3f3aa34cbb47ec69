//! The columns of what is taken at single moments: snapshots, ties, groups, and case reproduction.

use super::columns::ColumnOf;
use super::events::{case, names};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, GroupMean, Locus, RelationshipState, Reproduction, Snapshot, TieState};

const WEEK: &str = "week at whose end it was taken";

/// The columns of the snapshots after the seed: one row per week and relationship.
pub(super) fn snapshots<'a>(practices: &[String]) -> Vec<ColumnOf<'a, (u32, &'a RelationshipState)>> {
    type Column<'a> = ColumnOf<'a, (u32, &'a RelationshipState)>;
    let mut columns = vec![Column::whole("week", Unit::Weeks, WEEK, |row| row.0)];
    columns.extend(case("", |row: &(u32, &'a RelationshipState)| row.1.case));
    columns.extend([
        Column::whole("firm", Unit::None, "number of the manager's firm, from 0", |row| row.1.firm),
        Column::whole("office", Unit::None, "number of the manager's office, over all firms", |row| row.1.office),
        Column::whole("account", Unit::None, "number of the account", |row| row.1.account),
        Column::single("closeness", Unit::Share, "closeness", |row| row.1.closeness),
        Column::single("value", Unit::Value, "actual value of the week", |row| row.1.value),
        Column::single("visible_value", Unit::Value, "value of the week as its manager sees it", |row| {
            row.1.visible_value
        }),
        Column::word("phase", "phase of the life cycle", names(Phase::ALL, Phase::name), |row| row.1.phase as usize),
        Column::word("alignment", "alignment pattern", names(Alignment::ALL, Alignment::name), |row| {
            row.1.alignment.index()
        }),
    ]);
    for effect in Effect::ALL {
        let (name, words) = (effect.name(), effect.words());
        let intensity = format!("intensity of {words}");
        columns.push(Column::single(name, Unit::Share, &intensity, move |row| row.1.intensities[effect.index()]));
        let flag = format!("whether the {words} flag is on");
        columns.push(Column::truth(&format!("dark_{name}"), &flag, move |row| row.1.flags & effect.bit() != 0));
    }
    for (position, name) in practices.iter().enumerate() {
        let meaning = format!("whether {} is in use", name.replace('_', " "));
        columns.push(Column::truth(&format!("use_{name}"), &meaning, move |row| row.1.practices >> position & 1 == 1));
    }
    columns
}

/// The rows of the snapshots.
pub(super) fn snapshot_rows(snapshots: &[Snapshot]) -> Vec<(u32, &RelationshipState)> {
    snapshots.iter().flat_map(|moment| moment.relationships.iter().map(|row| (moment.week, row))).collect()
}

/// The columns of the ties after the seed: one row per week and tie.
pub(super) fn ties<'a>() -> Vec<ColumnOf<'a, (u32, TieState)>> {
    type Column<'a> = ColumnOf<'a, (u32, TieState)>;
    vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.0),
        Column::whole("source", Unit::None, "seat of the manager who looks", |row| row.1.source),
        Column::whole("target", Unit::None, "seat of the manager who is looked at", |row| row.1.target),
        Column::single("weight", Unit::Number, "weight of the tie", |row| row.1.weight),
        Column::truth("inside", "whether both are in the same firm", |row| row.1.inside),
    ]
}

/// The rows of the ties.
pub(super) fn tie_rows(snapshots: &[Snapshot]) -> Vec<(u32, TieState)> {
    snapshots.iter().flat_map(|moment| moment.ties.iter().map(|&tie| (moment.week, tie))).collect()
}

/// The columns of the group means after the seed, as a part holds them.
pub(super) fn groups<'a>() -> Vec<ColumnOf<'a, GroupMean>> {
    type Column<'a> = ColumnOf<'a, GroupMean>;
    vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week),
        Column::own_word("group", "what managers are grouped by", |row| &row.group),
        Column::own_word("member", "which of its groups", |row| &row.member),
        Column::whole("managers", Unit::Count, "managers in it", |row| row.managers),
        Column::number("value", Unit::Value, "mean actual value", |row| row.value),
        Column::number("visible_value", Unit::Value, "mean visible value", |row| row.visible_value),
        Column::number("closeness", Unit::Share, "mean closeness", |row| row.closeness),
        Column::number("dark_share", Unit::Share, "share of dark relationships", |row| row.dark_share),
        Column::number("practices", Unit::Count, "practices in use per relationship", |row| row.practices),
    ]
}

/// The columns of case reproduction after the seed, as a part holds them.
pub(super) fn reproduction<'a>() -> Vec<ColumnOf<'a, Reproduction>> {
    type Column<'a> = ColumnOf<'a, Reproduction>;
    let mut columns = vec![
        Column::word("effect", "the effect", names(Effect::ALL, Effect::name), |row| row.effect.index()),
        Column::whole("year", Unit::None, "year of the parent's onset", |row| row.year),
        Column::number("cases", Unit::Count, "cases", |row| row.cases as f64),
    ];
    for locus in Locus::ALL {
        let meaning = format!("children through a copy from {}", locus.name());
        columns
            .push(Column::number(locus.name(), Unit::Count, &meaning, move |row| row.children[locus.index()] as f64));
    }
    columns
}
