//! The tables taken at single moments: snapshots and ties.

use super::columns::{ColumnOf, Schema};
use super::events::case;
use super::fields::{Described, Field, column, fields, no_column, one_of, schema};
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

type RelationshipAtWeek = AtWeek<RelationshipState>;
type TieAtWeek = AtWeek<TieState>;

/// The snapshots, for practices with these names: one row per week and relationship.
pub(super) fn snapshots(practices: &[String]) -> Schema<RelationshipAtWeek> {
    schema!(RelationshipAtWeek { week: column("week", Unit::Weeks, WEEK), state: relationship(practices) })
}

fn relationship(
    state: Field<RelationshipAtWeek, RelationshipState>,
    practices: &[String],
) -> Described<RelationshipAtWeek, RelationshipState> {
    fields!(
        state,
        RelationshipState {
            case: case(""),
            firm: column("firm", Unit::None, "number of the manager's firm, from 0"),
            office: column("office", Unit::None, "number of the manager's office, over all firms"),
            account: column("account", Unit::None, "number of the account"),
            closeness: column("closeness", Unit::Share, "closeness"),
            value: column("value", Unit::Value, "actual value of the week"),
            visible_value: column("visible_value", Unit::Value, "value of the week as its manager sees it"),
            phase: one_of("phase", "phase of the life cycle", Phase::ALL, Phase::name),
            alignment: one_of("alignment", "alignment pattern", Alignment::ALL, Alignment::name),
            intensities: no_column([0.0; 6]),
            flags: effects(),
            practices: uses(practices),
        }
    )
}

/// The intensity and the dark flag of each effect.
fn effects(_: Field<RelationshipAtWeek, u32>) -> Described<RelationshipAtWeek, u32> {
    let of_one = |effect: Effect| {
        let (name, words, at) = (effect.name(), effect.words(), effect.index());
        let intensity = ColumnOf::plain(
            name,
            Unit::Share,
            &format!("intensity of {words}"),
            move |row: &RelationshipAtWeek| row.state.intensities[at],
            move |row, intensity| row.state.intensities[at] = intensity,
        );
        let flag = ColumnOf::plain(
            &format!("dark_{name}"),
            Unit::None,
            &format!("whether the {words} flag is on"),
            move |row: &RelationshipAtWeek| row.state.flags & effect.bit() != 0,
            move |row, on| row.state.flags |= if on { effect.bit() } else { 0 },
        );
        [intensity, flag]
    };
    (Effect::ALL.into_iter().flat_map(of_one).collect(), 0)
}

/// Whether each practice is in use.
fn uses(
    Field { get, get_mut }: Field<RelationshipAtWeek, u32>,
    names: &[String],
) -> Described<RelationshipAtWeek, u32> {
    let of_one = |(at, name): (usize, &String)| {
        let (get, get_mut) = (get.clone(), get_mut.clone());
        ColumnOf::plain(
            &format!("use_{name}"),
            Unit::None,
            &format!("whether {} is in use", name.replace('_', " ")),
            move |row| get(row) >> at & 1 == 1,
            move |row, used| *get_mut(row) |= u32::from(used) << at,
        )
    };
    (names.iter().enumerate().map(of_one).collect(), 0)
}

/// The ties: one row per week and tie.
pub(super) fn ties() -> Schema<TieAtWeek> {
    schema!(TieAtWeek { week: column("week", Unit::Weeks, WEEK), state: tie() })
}

fn tie(state: Field<TieAtWeek, TieState>) -> Described<TieAtWeek, TieState> {
    fields!(
        state,
        TieState {
            source: column("source", Unit::None, "seat of the observing manager"),
            target: column("target", Unit::None, "seat of the observed manager"),
            weight: column("weight", Unit::Number, "weight of the tie"),
            inside: column("inside", Unit::None, "whether both are in the same firm"),
        }
    )
}

/// The rows of the snapshots or ties, of which each moment has some.
pub(super) fn at_weeks<S: Clone>(moments: &[Snapshot], of: impl Fn(&Snapshot) -> &[S]) -> Vec<AtWeek<S>> {
    let mut rows = Vec::new();
    for moment in moments {
        rows.extend(of(moment).iter().map(|state| AtWeek { week: moment.week, state: state.clone() }));
    }
    rows
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
