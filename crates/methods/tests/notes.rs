//! What a method leaves out, it says.

use darkside_draws::Draws;
use darkside_methods::{
    ClusteredBy, ContactEffect, Covariate, FEWEST_CLUSTERS, Note, Panel, Settings, Study, Tie, method_named,
};

const MANAGERS: usize = 120;

/// 120 managers of twelve firms over two waves. Everybody names two to four others; a third use the practice at first.
fn panel() -> Panel {
    let first = |manager: usize| manager * 37 % 100 < 33;
    let second = |manager: usize| first(manager) || manager * 61 % 97 < 24;
    let mut panel = Panel { managers: MANAGERS, waves: 2, ..Panel::default() };
    panel.firms = (0..2 * MANAGERS as u32).map(|cell| cell % MANAGERS as u32 / 10).collect();
    panel.uses = (0..MANAGERS).map(first).chain((0..MANAGERS).map(second)).map(Some).collect();
    for from in 0..MANAGERS {
        for further in [1, 17, 40, 77].into_iter().take(2 + from * 7 % 3) {
            panel.ties.push(Tie { wave: 0, from: from as u32, to: ((from + further) % MANAGERS) as u32, weight: 1.0 });
        }
    }
    panel
}

fn covariate(name: &str, value: impl Fn(usize) -> f64) -> Covariate {
    Covariate { name: name.into(), values: (0..2 * MANAGERS).map(|cell| value(cell % MANAGERS)).collect() }
}

fn answer(panel: &Panel, method: &str) -> ContactEffect {
    let study = Study::new(panel, Settings::default(), Draws::new(1)).unwrap();
    method_named(method).unwrap().estimate(&study).unwrap()
}

#[test]
fn firms_whose_managers_all_do_the_same_are_noted() {
    let mut panel = panel();
    let at_risk = (30..40).filter(|&manager| panel.uses[manager] == Some(false)).count();
    (30..40).for_each(|manager| panel.uses[MANAGERS + manager] = panel.uses[manager]);
    let effect = answer(&panel, "firm-wave");
    assert_eq!(effect.notes, [Note::WithoutVariation { groups: 1, of: 12, rows: at_risk }]);
    assert_eq!(effect.clusters, Some((ClusteredBy::Firm, 11)));
    assert_eq!(effect.rows, panel.uses[..MANAGERS].iter().filter(|uses| **uses == Some(false)).count());
}

#[test]
fn covariates_that_say_nothing_are_noted() {
    let mut panel = panel();
    panel.covariates.push(covariate("constant", |_| 4.5));
    panel.covariates.push(covariate("tenure", |manager| (manager * 13 % 29) as f64));
    panel.covariates.push(covariate("tenure in months", |manager| 12.0 * (manager * 13 % 29) as f64 + 3.0));
    panel.covariates.push(covariate("holes", |manager| if manager < 40 { f64::NAN } else { manager as f64 }));
    let unknown = panel.uses[..40].iter().filter(|uses| **uses == Some(false)).count();
    let left_out = |name: &str| Note::CovariateLeftOut { name: name.into() };
    let effect = answer(&panel, "adjusted");
    let wanted = [
        Note::CovariateUnknown { rows: unknown },
        left_out("constant"),
        left_out("tenure in months"),
        left_out("prior use"),
    ];
    assert_eq!(effect.notes, wanted);
    assert_eq!(answer(&panel, "logit").notes, []);
}

/// A covariate that goes with "no" only has no finite coefficient; the others are those of the remaining rows, and the
/// effect is their share of all rows.
#[test]
fn rows_that_a_covariate_predicts_are_noted() {
    let panel = panel();
    let marked = |manager: usize| manager % 4 == 1 && panel.uses[MANAGERS + manager] == Some(false);
    let predicted = (0..MANAGERS).filter(|&manager| marked(manager)).count();
    let mut with = panel.clone();
    with.covariates.push(covariate("marked", |manager| f64::from(marked(manager))));
    let mut without = panel.clone();
    (0..MANAGERS).filter(|&manager| marked(manager)).for_each(|manager| without.uses[MANAGERS + manager] = None);
    let [with, without] = [answer(&with, "adjusted"), answer(&without, "adjusted")];
    assert_eq!(with.notes[0], Note::PredictedPerfectly { name: "marked".into(), rows: predicted });
    assert_eq!(with.coefficient, without.coefficient);
    assert_eq!(with.rows, without.rows + predicted);
    let share = without.rows as f64 / with.rows as f64;
    assert!((with.effect - share * without.effect).abs() < 1e-12, "{} and {}", with.effect, without.effect);
}

#[test]
fn exposed_managers_without_a_match_are_noted() {
    let panel = panel();
    let effect = answer(&panel, "pairs");
    let study = Study::new(&panel, Settings::default(), Draws::new(1)).unwrap();
    let exposed = study.risk_set().rows.iter().filter(|row| row.using > 0).count();
    let unmatched = exposed - effect.rows / 2;
    assert!(unmatched > 0 && effect.notes.contains(&Note::Unmatched { exposed: unmatched }), "{:?}", effect.notes);
}

#[test]
fn with_few_firms_managers_are_the_clusters() {
    let mut panel = panel();
    panel.firms.iter_mut().for_each(|firm| *firm %= FEWEST_CLUSTERS as u32 - 1);
    let effect = answer(&panel, "logit");
    assert_eq!(effect.clusters, Some((ClusteredBy::Manager, effect.rows)));
}
