//! What each instrument does to the truth.

use std::collections::BTreeMap;

use super::{is_about, largest, panel, scenario};
use crate::{FieldStudy, Panel, Reliability, Wave};
use darkside_engine::practice::Class;

#[test]
fn contacts_are_forgotten_by_weight_invented_and_limited() {
    let rows = |survey: &str| panel(survey).waves.into_iter().map(|wave| wave.ties.len()).sum::<usize>() as f64;
    let all = rows("");
    is_about(rows("recall = 0.6") / all, 0.6, all as usize);
    let limited = panel("names = 3");
    for wave in &limited.waves {
        let ranks: BTreeMap<_, Vec<_>> = wave.ties.iter().fold(BTreeMap::new(), |mut ranks, tie| {
            ranks.entry(tie.source).or_insert_with(Vec::new).push((tie.rank, tie.strength));
            ranks
        });
        assert!(ranks.values().all(|names| names.len() <= 3 && names.windows(2).all(|two| two[0].1 >= two[1].1)));
        let strongest = |seat: u32| largest(wave.truth.ties_of(seat).iter().map(|tie| tie.weight));
        assert!(ranks.iter().all(|(source, names)| names[0].0 == 1 && names[0].1 >= strongest(source.seat)));
    }
    let chances = |wave: &Wave| wave.ties.iter().map(|tie| f64::from(tie.strength / (tie.strength + 0.3))).sum::<f64>();
    let expected = panel("").waves.iter().map(chances).sum::<f64>() / all;
    is_about(rows("recall_weight = 0.3") / all, expected, all as usize);
    assert_eq!(rows("recall_weight = 0.3\nroster = \"sample\""), all, "a list reminds of weak ties");
    let inside = panel("roster = \"firm\"");
    let inside_ties = |wave: &Wave| {
        let inside = wave.truth.ties.iter().filter(|tie| tie.inside).map(|tie| (tie.source, tie.target));
        inside.collect::<std::collections::BTreeSet<_>>().len()
    };
    assert!(inside.waves.iter().all(|wave| wave.ties.len() == inside_ties(wave)));
    let invented = (rows("false_names = 2") - all) / 270.0;
    assert!((invented - 2.0).abs() < 4.0 * (2.0f64 / 270.0).sqrt(), "{invented} false names each");
    let none_twice = panel("false_names = 5");
    for wave in &none_twice.waves {
        let mut pairs: Vec<_> = wave.ties.iter().map(|tie| (tie.source, tie.target)).collect();
        let all = pairs.len();
        pairs.sort_unstable();
        pairs.dedup();
        assert!(pairs.len() == all && pairs.iter().all(|(source, target)| source != target));
    }
}

#[test]
fn practices_are_misclassified_and_malpractice_is_concealed_by_those_with_scruples() {
    let world = scenario("");
    let (mut hits, mut used, mut alarms, mut unused) = (0, 0, 0, 0);
    for wave in &panel("sensitivity = 0.8\nspecificity = 0.95").waves {
        for answer in &wave.accounts {
            let truth = wave.truth.relationships[answer.place as usize].practices;
            for practice in 0..world.practices.len() {
                let says = usize::from(answer.practices.of(practice).unwrap());
                match truth >> practice & 1 {
                    1 => (hits, used) = (hits + says, used + 1),
                    _ => (alarms, unused) = (alarms + says, unused + 1),
                }
            }
        }
    }
    is_about(hits as f64 / used as f64, 0.8, used);
    is_about(alarms as f64 / unused as f64, 0.05, unused);
    let (mut said, mut expected, mut variance) = (0.0, 0.0, 0.0);
    for wave in &panel("under_report = 0.9").waves {
        for answer in &wave.accounts {
            let state = &wave.truth.relationships[answer.place as usize];
            let scruples = f64::from(wave.truth.managers[state.case.manager as usize].scruples);
            for (practice, what) in world.practices.iter().enumerate() {
                let (used, says) = (state.practices >> practice & 1 == 1, answer.practices.of(practice).unwrap());
                if used && what.class == Class::Malpractice {
                    let chance = 1.0 - 0.9 * scruples;
                    said += f64::from(u8::from(says));
                    expected += chance;
                    variance += chance * (1.0 - chance);
                } else {
                    assert_eq!(says, used);
                }
            }
        }
    }
    assert!(expected > 100.0 && (said - expected).abs() < 4.0 * variance.sqrt(), "{said} of {expected}");
    let by_manager = panel("practices_by_account = false");
    for wave in &by_manager.waves {
        assert!(wave.accounts.iter().all(|one| one.practices.told == 0));
        assert!(
            wave.managers.iter().zip(&wave.truth.managers).all(|(one, truth)| one.practices.in_use == truth.practices)
        );
    }
}

#[test]
fn accounts_asked_about_stay_the_same_while_they_last() {
    let panel = panel("accounts = 2");
    let [first, second, _] = &panel.waves[..] else { panic!("three waves") };
    assert_eq!(first.accounts.len(), 180);
    let of = |wave: &Wave| wave.accounts.iter().map(|one| (one.case.relationship, one.case.spell)).collect::<Vec<_>>();
    let (asked, later) = (of(first), of(second));
    let still_there =
        |id: &(u32, u32)| second.truth.relationships.iter().any(|one| (one.case.relationship, one.case.spell) == *id);
    let (lasting, kept) = asked
        .iter()
        .filter(|id| still_there(id))
        .fold((0, 0), |(lasting, kept), id| (lasting + 1, kept + usize::from(later.contains(id))));
    assert!(kept * 10 >= lasting * 9, "{kept} of {lasting}");
}

#[test]
fn points_are_cut_at_the_thresholds() {
    let panel = panel("points = 4\nthresholds = [0.1, 0.2, 0.6]\nloadings = [1, 0.5]\nitems = 2");
    let mut seen = [false; 4];
    for wave in &panel.waves {
        for answer in &wave.accounts {
            let intensities = wave.truth.relationships[answer.place as usize].intensities;
            for (items, intensity) in answer.items.chunks(2).zip(intensities) {
                for (item, loading) in items.iter().zip([1.0, 0.5]) {
                    let point = 1 + [0.1f32, 0.2, 0.6].iter().filter(|step| loading * intensity > **step).count();
                    assert_eq!(*item, point as f32);
                    seen[point - 1] = true;
                }
            }
        }
    }
    assert_eq!(seen, [true; 4]);
}

/// With loadings of 1 and no cuts at the ends of the slider, ω is m·v / (m·v + e²) for m items, v the variance of the intensity.
#[test]
fn composite_reliability_is_what_the_errors_make_it() {
    let reliability = |survey: &str| {
        let mut reliability = Reliability::default();
        reliability.add(&panel(survey));
        reliability.scales()
    };
    for scale in reliability("items = 4") {
        assert!((scale.omega - 1.0).abs() < 1e-9 && (scale.validity - 1.0).abs() < 1e-9, "{scale:?}");
    }
    // A hundred points far apart cut nothing off, and round little.
    let thresholds: Vec<String> = (0..99).map(|point| format!("{}", -2.5 + 0.06 * f64::from(point))).collect();
    let scale = format!("items = 4\npoints = 100\nthresholds = [{}]\nitem_error = 0.3", thresholds.join(", "));
    let mut variances = [(0.0, 0.0, 0.0); 6];
    for wave in &panel("").waves {
        for state in &wave.truth.relationships {
            for (sums, one) in variances.iter_mut().zip(state.intensities.map(f64::from)) {
                *sums = (sums.0 + 1.0, sums.1 + one, sums.2 + one * one);
            }
        }
    }
    for (scale, (count, sum, squares)) in reliability(&scale).iter().zip(variances) {
        let variance = squares / count - (sum / count) * (sum / count);
        let expected = 4.0 * variance / (4.0 * variance + 0.09);
        assert!((scale.omega - expected).abs() < 0.05, "{scale:?}: {expected}");
        assert!((scale.validity - scale.omega).abs() < 0.05, "{scale:?}");
    }
    let agreeing = reliability(&format!("{scale}\nacquiescence = 0.3"));
    assert!(agreeing.iter().all(|scale| scale.validity < scale.omega), "{agreeing:?}");
}

#[test]
fn sums_over_panels_join() {
    let study = FieldStudy::new(&scenario("items = 3\nitem_error = 0.2")).unwrap();
    let (one, two) = (study.panel(1).unwrap(), study.panel(2).unwrap());
    let sums = |panels: &[&Panel]| {
        let mut sums = Reliability::default();
        panels.iter().for_each(|panel| sums.add(panel));
        sums
    };
    assert_eq!(Reliability::from_numbers(&sums(&[&one]).to_numbers(), 1), sums(&[&one]));
    let kept = [sums(&[&one]).to_numbers(), sums(&[&two]).to_numbers()].concat();
    for (one, other) in Reliability::from_numbers(&kept, 2).scales().iter().zip(sums(&[&one, &two]).scales()) {
        assert!((one.omega - other.omega).abs() < 1e-9 && one.answers == other.answers);
    }
}

#[test]
fn values_and_covariates_have_the_errors_of_the_design() {
    let panel = panel(
        "told_bias = 0.2\ntold_error = 0.1\nrecords_error = 0.05\ntenure_error = 10\nlearning_items = 4\nlearning_error = 0.4",
    );
    let mut errors: [Vec<f64>; 3] = Default::default();
    for wave in &panel.waves {
        for answer in &wave.accounts {
            let state = &wave.truth.relationships[answer.place as usize];
            errors[0].push(f64::from(answer.told_value - state.visible_value));
            errors[1].push(f64::from(answer.recorded_value - state.value));
        }
        for (one, truth) in wave.managers.iter().zip(&wave.truth.managers) {
            errors[2].push(f64::from(one.learning - truth.learning));
            assert!(one.tenure >= 0.0);
        }
    }
    for (errors, (bias, deviation)) in errors.iter().zip([(0.2, 0.1), (0.0, 0.05), (0.0, 0.2)]) {
        let n = errors.len() as f64;
        let mean = errors.iter().sum::<f64>() / n;
        let spread = (errors.iter().map(|error| (error - mean) * (error - mean)).sum::<f64>() / n).sqrt();
        assert!((mean - bias).abs() < 4.0 * deviation / n.sqrt(), "{mean}");
        assert!((spread / deviation - 1.0).abs() < 4.0 / (2.0 * n).sqrt(), "{spread}");
    }
}
