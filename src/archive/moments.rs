//! The tables taken at single moments: snapshots and ties.

use super::columns::{ColumnOf, Schema};
use super::events::{BLANK_CASE, case};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, RelationshipState, Snapshot, TieState};
use darkside_error::{Error, Result};

/// What the week of a moment means.
pub(super) const WEEK: &str = "week, at its end";
/// No run keeps more moments than this.
const MOST_MOMENTS: usize = 1000;

/// The state of a relationship or tie at the end of a week: a row of the snapshots or ties.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AtWeek<S> {
    /// The week.
    pub(super) week: u32,
    /// The state.
    pub(super) state: S,
}

/// The snapshots, for practices with these names: one row per week and relationship.
pub(super) fn snapshots(practices: &[String]) -> Schema<AtWeek<RelationshipState>> {
    type Column = ColumnOf<AtWeek<RelationshipState>>;
    let (phases, alignments) = ((Phase::ALL, Phase::name as fn(Phase) -> _), (Alignment::ALL, Alignment::name as _));
    let mut columns = vec![Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, week| row.week = week)];
    columns.extend(case("", |row: &AtWeek<RelationshipState>| &row.state.case, |row| &mut row.state.case));
    columns.extend([
        Column::whole(
            "firm",
            Unit::None,
            "number of the manager's firm, from 0",
            |row| row.state.firm,
            |row, to| row.state.firm = to,
        ),
        Column::whole(
            "office",
            Unit::None,
            "number of the manager's office, over all firms",
            |row| row.state.office,
            |row, to| row.state.office = to,
        ),
        Column::whole(
            "account",
            Unit::None,
            "number of the account",
            |row| row.state.account,
            |row, to| row.state.account = to,
        ),
        Column::single(
            "closeness",
            Unit::Share,
            "closeness",
            |row| row.state.closeness,
            |row, to| row.state.closeness = to,
        ),
        Column::single(
            "value",
            Unit::Value,
            "actual value of the week",
            |row| row.state.value,
            |row, to| row.state.value = to,
        ),
        Column::single(
            "visible_value",
            Unit::Value,
            "value of the week as its manager sees it",
            |row| row.state.visible_value,
            |row, to| row.state.visible_value = to,
        ),
        Column::one_of(
            "phase",
            "phase of the life cycle",
            phases,
            |row| row.state.phase,
            |row, to| row.state.phase = to,
        ),
        Column::one_of(
            "alignment",
            "alignment pattern",
            alignments,
            |row| row.state.alignment,
            |row, to| row.state.alignment = to,
        ),
    ]);
    for effect in Effect::ALL {
        let (name, words, at) = (effect.name(), effect.words(), effect.index());
        columns.push(Column::single(
            name,
            Unit::Share,
            &format!("intensity of {words}"),
            move |row| row.state.intensities[at],
            move |row, intensity| row.state.intensities[at] = intensity,
        ));
        columns.push(Column::truth(
            &format!("dark_{name}"),
            &format!("whether the {words} flag is on"),
            move |row| row.state.flags & effect.bit() != 0,
            move |row, on| row.state.flags |= if on { effect.bit() } else { 0 },
        ));
    }
    for (at, name) in practices.iter().enumerate() {
        columns.push(Column::truth(
            &format!("use_{name}"),
            &format!("whether {} is in use", name.replace('_', " ")),
            move |row| row.state.practices >> at & 1 == 1,
            move |row, used| row.state.practices |= u32::from(used) << at,
        ));
    }
    let state = RelationshipState {
        case: BLANK_CASE,
        firm: 0,
        office: 0,
        account: 0,
        closeness: 0.0,
        value: 0.0,
        visible_value: 0.0,
        phase: Phase::ALL[0],
        alignment: Alignment::ALL[0],
        intensities: [0.0; 6],
        flags: 0,
        practices: 0,
    };
    Schema { columns, blank: AtWeek { week: 0, state } }
}

/// The rows of the snapshots.
pub(super) fn snapshot_rows(snapshots: &[Snapshot]) -> Vec<AtWeek<RelationshipState>> {
    let rows = |moment: &Snapshot| {
        let week = moment.week;
        moment.relationships.clone().into_iter().map(move |state| AtWeek { week, state })
    };
    snapshots.iter().flat_map(rows).collect()
}

/// The ties: one row per week and tie.
pub(super) fn ties() -> Schema<AtWeek<TieState>> {
    type Column = ColumnOf<AtWeek<TieState>>;
    let columns = vec![
        Column::whole("week", Unit::Weeks, WEEK, |row| row.week, |row, week| row.week = week),
        Column::whole(
            "source",
            Unit::None,
            "seat of the observing manager",
            |row| row.state.source,
            |row, to| row.state.source = to,
        ),
        Column::whole(
            "target",
            Unit::None,
            "seat of the observed manager",
            |row| row.state.target,
            |row, to| row.state.target = to,
        ),
        Column::single(
            "weight",
            Unit::Number,
            "weight of the tie",
            |row| row.state.weight,
            |row, to| row.state.weight = to,
        ),
        Column::truth(
            "inside",
            "whether both are in the same firm",
            |row| row.state.inside,
            |row, to| row.state.inside = to,
        ),
    ];
    Schema { columns, blank: AtWeek { week: 0, state: TieState { source: 0, target: 0, weight: 0.0, inside: false } } }
}

/// The rows of the ties.
pub(super) fn tie_rows(snapshots: &[Snapshot]) -> Vec<AtWeek<TieState>> {
    let rows = |moment: &Snapshot| {
        let week = moment.week;
        moment.ties.clone().into_iter().map(move |state| AtWeek { week, state })
    };
    snapshots.iter().flat_map(rows).collect()
}

/// The moment of this week, added if there is none.
pub(super) fn moment(moments: &mut Vec<Snapshot>, week: u32) -> Result<&mut Snapshot> {
    let place = match moments.iter().rposition(|moment| moment.week == week) {
        Some(place) => place,
        None if moments.len() == MOST_MOMENTS => {
            return Err(Error::input(format!("snapshots of more than {MOST_MOMENTS} weeks")));
        }
        None => {
            moments.push(Snapshot { week, relationships: Vec::new(), ties: Vec::new() });
            moments.len() - 1
        }
    };
    Ok(&mut moments[place])
}
