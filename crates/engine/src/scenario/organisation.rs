//! What was understood of an imported organisation, for a person to look over.

use super::resolved::Scenario;
use crate::network::summary;

/// The scenario's organisation on a few lines, each a label and what there is to say; none if nothing is imported.
pub fn organisation(scenario: &Scenario) -> Vec<(String, String)> {
    let Some(network) = &scenario.network else { return Vec::new() };
    let mut lines = summary(network);
    let settle = scenario.parameters.run.settle;
    let mut given = network.relationships.iter().flatten();
    if settle > 0 && given.any(|one| one.closeness.is_some() || one.phase.is_some() || one.practices.is_some()) {
        let words = format!(
            "the relationships' closeness, phases and practices are those of {settle} weeks before week 0 (run.settle); \
             set run.settle = 0 to record from them on"
        );
        lines.push(("note".into(), words));
    }
    lines
}
