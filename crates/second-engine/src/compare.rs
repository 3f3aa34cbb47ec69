//! The first difference between the two engines: week, entity, field, both values.

use std::fmt::Debug;

use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, GroupMean, Lapse, Metric, Onset, Totals};
use darkside_engine::week::WeekLog;

use super::state::{Arrived, Log, Manager, Relationship, Set, Tie, World, has};

/// A description of a difference.
pub type Difference = String;

/// Whether two values are the same, bit for bit; all NaNs count as the same.
trait Same: Debug {
    fn same(&self, other: &Self) -> bool;
}

impl Same for f32 {
    fn same(&self, other: &Self) -> bool {
        self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
    }
}

impl Same for f64 {
    fn same(&self, other: &Self) -> bool {
        self.to_bits() == other.to_bits() || self.is_nan() && other.is_nan()
    }
}

impl<T: Same> Same for Vec<T> {
    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(a, b)| a.same(b))
    }
}

impl<const N: usize> Same for [f32; N] {
    fn same(&self, other: &Self) -> bool {
        self.iter().zip(other).all(|(a, b)| a.same(b))
    }
}

impl<T: Same> Same for Option<T> {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.same(b),
            (None, None) => true,
            _ => false,
        }
    }
}

macro_rules! same_if_equal {
    ($($Type:ty)+) => { $(impl Same for $Type {
        fn same(&self, other: &Self) -> bool {
            self == other
        }
    })+ };
}

same_if_equal!(bool u32 u64 usize String Arrived Adoption Lapse Onset Totals);

/// Compares fields by name; `who` names the entity.
macro_rules! compare {
    ($who:expr, $second:expr, $fast:expr; $($field:ident)+) => { $(
        if !$second.$field.same(&$fast.$field) {
            return Err(differs(&$who, stringify!($field), &$second.$field, &$fast.$field));
        }
    )+ };
}

fn differs(who: &str, field: &str, second: &dyn Debug, fast: &dyn Debug) -> Difference {
    format!("{who}, {field}: the second engine has {second:?}, the fast one {fast:?}")
}

/// The whole state.
pub(crate) fn states(second: &World, fast: &World) -> Result<(), Difference> {
    for (seat, (a, b)) in second.managers.iter().zip(&fast.managers).enumerate() {
        for (slot, (a, b)) in a.relationships.iter().zip(&b.relationships).enumerate() {
            relationships(&format!("manager {seat}, slot {slot}"), a, b)?;
        }
        managers(&format!("manager {seat}"), a, b)?;
        for (slot, (a, b)) in a.ties.iter().zip(&b.ties).enumerate() {
            ties(&format!("manager {seat}, tie {slot}"), a, b)?;
        }
        let counts = |manager: &Manager| (manager.relationships.len(), manager.ties.len());
        if counts(a) != counts(b) {
            return Err(differs(&format!("manager {seat}"), "relationships and ties", &counts(a), &counts(b)));
        }
    }
    for (f, (a, b)) in second.firms.iter().zip(&fast.firms).enumerate() {
        compare!(format!("firm {f}"), a, b; code warnings campaign_ends shocked celebrity_stopped);
    }
    compare!("the world", second, fast; efficacy users latent_users account_means);
    let waiting = |world: &World| {
        let minds = world.market.iter();
        minds.map(|m| (m.known, m.tenure.to_bits(), m.character.map(f32::to_bits))).collect::<Vec<_>>()
    };
    if waiting(second) != waiting(fast) {
        return Err(differs("the labour market", "known, tenure, character", &waiting(second), &waiting(fast)));
    }
    for (place, (a, b)) in second.market.iter().zip(&fast.market).enumerate() {
        compare!(format!("number {place} of the labour market"), a, b; beliefs);
    }
    Ok(())
}

fn relationships(who: &str, a: &Relationship, b: &Relationship) -> Result<(), Difference> {
    compare!(who, a, b;
        home spell practices lessons shock closeness dark flags supplier customer power value visible remembered
        expectation age phase account);
    let in_use = |r: &Relationship| -> Vec<Arrived> {
        (0..r.origins.len()).filter(|&p| has(r.practices as Set, p)).map(|p| r.origins[p]).collect()
    };
    if in_use(a) != in_use(b) {
        return Err(differs(who, "how the practices in use arrived", &in_use(a), &in_use(b)));
    }
    Ok(())
}

fn managers(who: &str, a: &Manager, b: &Manager) -> Result<(), Difference> {
    compare!(who, a, b;
        firm office person tenure learning absorptive scruples beliefs known carried uses success credibility begun);
    Ok(())
}

fn ties(who: &str, a: &Tie, b: &Tie) -> Result<(), Difference> {
    compare!(who, a, b; contact weight imported inside same_office);
    Ok(())
}

/// Ledger, lapses, onsets and counts, row by row.
pub(crate) fn logs(second: &Log, fast: &WeekLog) -> Result<(), Difference> {
    rows("ledger", &second.ledger, &fast.ledger)?;
    rows("lapses", &second.lapses, &fast.lapses)?;
    rows("onsets", &second.onsets, &fast.onsets)?;
    compare!("the run so far", second, fast; totals);
    Ok(())
}

fn rows<Row: Same>(table: &str, second: &[Row], fast: &[Row]) -> Result<(), Difference> {
    for (number, (a, b)) in second.iter().zip(fast).enumerate() {
        if !a.same(b) {
            return Err(differs(table, &format!("row {number}"), a, b));
        }
    }
    if second.len() != fast.len() {
        let shared = second.len().min(fast.len());
        return Err(differs(table, &format!("row {shared}"), &second.get(shared), &fast.get(shared)));
    }
    Ok(())
}

/// The series except for its correlations: `fast` by column, `second` by week.
pub(crate) fn series(metrics: &[Metric], second: &[Vec<f64>], fast: &[Vec<f64>]) -> Result<(), Difference> {
    let compared = metrics.len() - 2 * Effect::ALL.len();
    for (week, row) in second.iter().enumerate() {
        assert_eq!(row.len(), compared, "columns of the series without correlations");
        for ((metric, a), column) in metrics.iter().zip(row).zip(fast) {
            if !a.same(&column[week]) {
                return Err(differs(&format!("week {week}, the series"), &metric.name, a, &column[week]));
            }
        }
    }
    Ok(())
}

/// Means by group of managers, in their order.
pub(crate) fn groups(second: &[GroupMean], fast: &[GroupMean]) -> Result<(), Difference> {
    for (a, b) in second.iter().zip(fast) {
        let who = format!("week {}, the group {} = {}", a.week, a.group, a.member);
        compare!(who, a, b; week group member managers value visible_value closeness dark_share practices);
    }
    if second.len() != fast.len() {
        return Err(differs("the run", "number of groups' means", &second.len(), &fast.len()));
    }
    Ok(())
}
