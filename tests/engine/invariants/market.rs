//! The labour market is first come, first served, and nobody in it is lost, duplicated or aged.

use super::*;
use darkside::internals::population::Mind;

/// What distinguishes a mind from others.
fn known_by(mind: &Mind) -> ([u32; 3], u32, u32) {
    (mind.character.map(f32::to_bits), mind.tenure.to_bits(), mind.known)
}

pub(super) fn conserved(week: &Week) {
    let (before, after) = (week.before, week.after);
    let mut leavers = 0;
    let mut hired = Vec::new();
    for (b, block) in after.blocks.iter().enumerate() {
        for lane in (0..block.count).filter(|&lane| after.managers[b].person[lane] != before.managers[b].person[lane]) {
            leavers += 1;
            let managers = &after.managers[b];
            // Managers hired from the market have a tenure of at least one week; juniors have none.
            if managers.tenure[lane] > 0.0 {
                let character = managers.character(lane).map(f32::to_bits);
                hired.push((character, managers.tenure[lane].to_bits(), managers.carried[lane]));
            } else {
                assert_eq!(managers.carried[lane], 0, "a junior carries nothing");
            }
        }
    }
    // Those who were waiting are hired in order of arrival, before anybody who arrived this week.
    let waiting: Vec<_> = before.market.iter().map(known_by).collect();
    let first = hired.len().min(waiting.len());
    assert_eq!(hired[..first], waiting[..first], "hired out of order in week {}", week.number);
    let left: Vec<_> = after.market.iter().map(known_by).collect();
    let stayed = waiting.len() - first;
    assert_eq!(left[..stayed], waiting[first..], "who waits changes nothing but the place in the queue");
    let joined = (left.len() + hired.len()).checked_sub(waiting.len()).expect("hired without having waited");
    assert!(joined <= leavers, "more joined ({joined}) than left a seat ({leavers})");
    let mobility: Vec<f32> = after.firms.iter().map(|firm| firm.parameters.people.mobility).collect();
    if mobility.iter().all(|&mobility| mobility == 0.0) {
        assert_eq!(joined, 0);
    }
    if mobility.iter().all(|&mobility| mobility == 1.0) {
        assert_eq!(joined, leavers);
    }
    // A seat goes to a junior only if nobody is waiting.
    if hired.len() < leavers {
        assert!(hired.len() >= waiting.len(), "a junior was hired while somebody waited");
    }
}
