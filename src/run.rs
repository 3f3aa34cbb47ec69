//! One scenario under one seed: from week 0 to a record.

use crate::intervention;
use crate::observe::Observer;
use crate::population::generate;
use crate::record::Record;
use crate::scenario::Scenario;
use crate::week::{Workspace, begin, week};

/// Runs `scenario` under `seed`. With `snapshots`, the state at four moments is kept too.
///
/// The same scenario and seed give the same record, bit for bit, on every machine and whatever runs beside.
pub fn run(scenario: &Scenario, seed: u64, snapshots: bool) -> Record {
    let mut world = generate(scenario, seed);
    begin(&mut world);
    let mut observer = Observer::new(scenario, &world, snapshots);
    let mut workspace = Workspace::new();
    let mut pending = scenario.interventions.iter().peekable();
    observer.observe(&world, 0);
    for number in 1..=scenario.parameters.run.weeks {
        observer.begin_week();
        while let Some(due) = pending.next_if(|intervention| intervention.week <= number) {
            intervention::carry_out(&mut world, due, number, &mut observer.log);
        }
        week(&mut world, number, &mut workspace, &mut observer.log);
        observer.observe(&world, number);
    }
    observer.finish(seed)
}
