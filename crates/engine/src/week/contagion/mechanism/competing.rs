//! The mechanisms that compete for the event of a relationship.

use crate::record::Mechanism;

/// The mechanisms that compete in every week, in the order in which their hazards are summed.
pub(crate) const COMPETING: [Mechanism; 7] = [
    Mechanism::Spontaneous,
    Mechanism::IntraImitation,
    Mechanism::IntraLearning,
    Mechanism::InterImitation,
    Mechanism::InterLearning,
    Mechanism::Association,
    Mechanism::Programme,
];
