//! What happens exactly at the edge of a rule, which randomly generated scenarios seldom reach.

use std::collections::BTreeSet;

use super::*;
use darkside::record::Mechanism;

/// A flag turns on above the onset, not at it: an intensity of 1 does not pass an onset of 1.
#[test]
fn an_intensity_at_the_onset_turns_no_flag_on() {
    let set = ["dark_side.growth=10", "dark_side.base_load=1", "dark_side.closeness_power=0", "dark_side.onset=1"];
    let record = record(&lively(&set));
    let full = record.snapshots.iter().flat_map(|snapshot| &snapshot.relationships);
    let full = full.filter(|row| row.intensities.contains(&1.0)).count();
    assert!(full > 100, "{full} relationships with a full intensity");
    assert_eq!(record.onsets.len(), 0);
}

/// Where nothing is learned inside the firm, its programme does not spread anything either.
#[test]
fn a_closed_climate_stops_the_programme() {
    let adopted =
        |set: &[&str]| record(&lively(set)).ledger.iter().filter(|row| row.mechanism == Mechanism::Programme).count();
    assert!(adopted(&[]) > 20);
    assert_eq!(adopted(&["enablers.learning_climate=0"]), 0);
}

/// Means by group are also taken at the end of a run, and for firms of equal size they average to the overall mean.
#[test]
fn means_by_group_end_with_the_run() {
    let record = record(&lively(&[]));
    let firms: Vec<_> = record.groups.iter().filter(|row| row.week == 100 && row.group == "firm").collect();
    assert_eq!(firms.len(), 2);
    let of_all = record.metric("dark_share").map_or(f64::NAN, |weeks| weeks[100]);
    let of_firms = firms.iter().map(|row| row.dark_share).sum::<f64>() / 2.0;
    assert!((of_all - of_firms).abs() < 1e-9, "{of_all} of all and {of_firms} of firms");
}

/// The four snapshots of a run hold every relationship once, with a state in range, and ties on their own side.
#[test]
fn snapshots_hold_whole_portfolios() {
    let scenario = lively_with("[[firm]]\npreset = 'laissez_faire'", &["population.managers=45"]);
    let record = record(&scenario);
    assert_eq!(record.snapshots.len(), 4);
    for snapshot in &record.snapshots {
        let mut portfolios = vec![0; 45];
        let mut ids = BTreeSet::new();
        for state in &snapshot.relationships {
            portfolios[state.case.manager as usize] += 1;
            assert!(ids.insert(id(state.case)), "twice: {:?}", state.case);
            assert!(state.intensities.iter().chain([&state.closeness]).all(|value| (0.0..=1.0).contains(value)));
            assert!(state.value.is_finite() && state.visible_value.is_finite());
            assert_eq!((state.flags >> 6, state.practices >> scenario.practices.len()), (0, 0));
        }
        assert_eq!(portfolios, [5; 45], "week {}", snapshot.week);
        for tie in &snapshot.ties {
            assert!(tie.source != tie.target && (0.0..=1.5).contains(&tie.weight), "{tie:?}");
            assert_eq!(tie.inside, scenario.firm_of(tie.source) == scenario.firm_of(tie.target), "{tie:?}");
        }
    }
}

/// Each relationship goes from one phase and alignment to the next once a week.
#[test]
fn every_relationship_takes_one_step_a_week() {
    let record = record(&lively(&[]));
    let steps = 40 * 5 * 100;
    assert_eq!(record.totals.phases.iter().flatten().sum::<u64>(), steps);
    assert_eq!(record.totals.alignments.iter().flatten().sum::<u64>(), steps);
}
