//! Any panel gets an answer without NaN, or a reason why there is none.

use darkside_draws::Draws;
use darkside_methods::{CouldNot, Covariate, Exposure, METHODS, Panel, Settings, Study, Tie, method_named};
use proptest::prelude::*;

/// Panels of up to forty managers, many of them degenerate: shares of use, of missing values and of ties may be 0 or 1.
fn panels() -> impl Strategy<Value = Panel> {
    let share = || prop_oneof![Just(0.0), Just(1.0), 0.0..1.0];
    let shape =
        (0usize..41, 0usize..5, 1u32..14, share(), prop_oneof![Just(0.0), Just(1.0), 0.0..0.3], share(), 0usize..4);
    shape.prop_flat_map(|(managers, waves, firms, use_share, missing, tie_share, covariates)| {
        let cells = managers * waves;
        let uses = prop::collection::vec((0.0..1.0, 0.0..1.0), cells);
        let firm = prop::collection::vec(0..firms, cells);
        let ties = prop::collection::vec((0.0..1.0, prop_oneof![Just(0.0), Just(1.0), 0.0..3.0]), cells * managers);
        let value = prop_oneof![Just(0.0), Just(1.0), Just(f64::NAN), Just(1e12), -3.0..3.0];
        let values = prop::collection::vec(prop::collection::vec(value, cells), covariates);
        (uses, firm, ties, values).prop_map(move |(uses, firms, ties, values)| {
            let uses =
                uses.iter().map(|&(use_draw, missing_draw)| (missing_draw >= missing).then_some(use_draw < use_share));
            let tie = |(position, &(draw, weight)): (usize, &(f64, f64))| {
                let (cell, to) = (position / managers, position % managers);
                let (wave, from) = (cell / managers, cell % managers);
                let tie = Tie { wave: wave as u32, from: from as u32, to: to as u32, weight };
                (from != to && draw < tie_share).then_some(tie)
            };
            let named = |(number, values): (usize, Vec<f64>)| Covariate { name: format!("covariate {number}"), values };
            Panel {
                managers,
                waves,
                firms,
                uses: uses.collect(),
                ties: ties.iter().enumerate().filter_map(tie).collect(),
                covariates: values.into_iter().enumerate().map(named).collect(),
            }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn every_method_answers_or_says_why_not(panel in panels(), seed: u64) {
        for exposure in [Exposure::Number, Exposure::Share, Exposure::Any] {
            let settings = Settings { exposure, shuffles: 39 };
            let study = Study::new(&panel, settings, Draws::new(seed)).unwrap();
            for method in &METHODS {
                let Ok(effect) = method.estimate(&study) else { continue };
                let values = [effect.effect, effect.standard_error, effect.interval.lower, effect.interval.upper, effect.p];
                prop_assert!(values.iter().all(|value| value.is_finite()), "{}: {effect:?}", method.name);
                prop_assert!(effect.coefficient.is_none_or(|c| c.value.is_finite() && c.standard_error.is_finite()));
                prop_assert!((0.0..=1.0).contains(&effect.p) && effect.standard_error > 0.0);
                prop_assert!((-1.0..=1.0).contains(&effect.effect), "{}: {effect:?}", method.name);
                prop_assert!(effect.took_up <= effect.rows);
            }
        }
    }
}

/// Forty managers at three waves; from 0 to 39 they take the practice up one after the other.
fn panel(uses: impl Fn(usize, u32) -> Option<bool>, ties: impl Fn(u32) -> Vec<u32>) -> Panel {
    let mut panel = Panel { managers: 40, waves: 3, firms: vec![0; 120], ..Panel::default() };
    for wave in 0..3 {
        panel.uses.extend((0..40).map(|manager| uses(manager, wave)));
        let tie = |from| ties(from).into_iter().map(move |to| Tie { wave, from, to, weight: 1.0 });
        panel.ties.extend((0..40).flat_map(tie));
    }
    panel
}

fn answers(panel: &Panel) -> Vec<Result<(), CouldNot>> {
    let study = Study::new(panel, Settings::default(), Draws::new(1)).unwrap();
    METHODS.iter().map(|method| method.estimate(&study).map(|_| ())).collect()
}

#[test]
fn reasons_are_named() {
    let mixed = |manager: usize, wave: u32| Some(manager * 7 % 11 < 3 + 2 * wave as usize);
    let next = |from: u32| vec![(from + 1) % 40, (from + 3) % 40];
    let all_answers = |panel: Panel, wanted: CouldNot| {
        let answers = answers(&panel);
        assert!(answers[..5].iter().all(|answer| *answer == Err(wanted.clone())), "{answers:?} instead of {wanted:?}");
        assert!(answers[5].is_err());
    };
    all_answers(panel(|_, _| None, next), CouldNot::NobodyAtRisk);
    all_answers(panel(|_, _| Some(true), next), CouldNot::NobodyAtRisk);
    let nobody = answers(&panel(|manager, _| Some(manager < 9), next));
    let none = CouldNot::SameOutcome { took_up: 0, rows: 62 };
    assert!(nobody[..4].iter().all(|answer| *answer == Err(none.clone())), "{nobody:?}");
    let mut heavy = panel(mixed, next);
    heavy.ties.iter_mut().for_each(|tie| tie.weight = f64::MAX);
    assert!(answers(&heavy)[..4].iter().all(|answer| *answer == Err(CouldNot::NotFinite)));
    let alone = answers(&panel(mixed, |_| Vec::new()));
    let same = Err(CouldNot::SameExposure);
    assert!(alone[..4].iter().chain(&alone[5..]).all(|answer| *answer == same), "{alone:?}");
    assert_eq!(alone[4], Err(CouldNot::NobodyAtRisk));
}

#[test]
fn a_name_finds_its_method() {
    for method in &METHODS {
        assert_eq!(method_named(method.name).unwrap().title, method.title);
        assert!(!method.assumes.is_empty() && !method.source.is_empty());
    }
    assert!(method_named("none").is_none());
}
