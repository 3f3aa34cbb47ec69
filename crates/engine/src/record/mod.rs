//! What is recorded of a run: series, ledger, lapses, onsets, and what follows from them.

mod digest;
mod event;
mod footprint;
mod metric;
mod run_record;
mod snapshot;
mod start;
mod totals;

pub use digest::Digest;
pub use event::{Adoption, Alignment, Case, Cause, Lapse, Locus, Mechanism, Onset};
pub use footprint::{Footprint, Level, SubjectKind};
pub use metric::{Metric, metrics};
pub use run_record::{GroupMean, Record, Reproduction};
pub use snapshot::{RelationshipState, Snapshot, TieState};
pub use start::{Seat, Start};
pub use totals::Totals;
