//! What each instrument does to the truth.

use std::collections::BTreeMap;
use std::path::Path;

use crate::{FieldStudy, Panel, Reliability, Status, Wave};
use darkside_engine::observe;
use darkside_engine::practice::Class;
use darkside_engine::record::{Digest, metrics};
use darkside_engine::run::{Simulation, run};
use darkside_engine::scenario::{Scenario, read};
use darkside_error::Result;

const WORLD: &str = "run = { weeks = 24 }\npopulation = { firms = 3, managers = 90, offices_per_firm = 3 }\n\
                     dark_side = { growth = 0.5, base_load = 0.3 }\npeople = { turnover = 0.02 }\n\
                     initial = { malpractice = 0.3 }\nlifecycle = { vacancy = 2 }\n";

fn scenario(survey: &str) -> Scenario {
    read("world.toml", &format!("{WORLD}[survey]\nweeks = [8, 16, 24]\n{survey}"), Path::new(""), &[]).unwrap()
}

fn try_panel(survey: &str) -> Result<Panel> {
    FieldStudy::new(&scenario(survey))?.panel(5)
}

fn panel(survey: &str) -> Panel {
    try_panel(survey).unwrap()
}

fn answered(wave: &Wave) -> usize {
    wave.managers.iter().filter(|one| one.status == Status::Answered).count()
}

fn largest(numbers: impl IntoIterator<Item = f32>) -> f32 {
    numbers.into_iter().fold(0.0, |largest, one| if one > largest { one } else { largest })
}

/// Within four standard errors of a share among so many.
fn is_about(got: f64, share: f64, among: usize) {
    let error = (share * (1.0 - share) / among as f64).sqrt();
    assert!((got - share).abs() < 4.0 * error, "{got} is not about {share} of {among}");
}

#[test]
fn without_error_sampling_and_missing_answers_a_survey_is_the_engines_state_bit_for_bit() {
    let scenario = scenario("");
    let panel = FieldStudy::new(&scenario).unwrap().panel(5).unwrap();
    let mut simulation = Simulation::begin(&scenario, 5, false);
    for wave in &panel.waves {
        while simulation.week() < wave.week {
            simulation.step();
        }
        let (world, state) = (simulation.world(), observe::state(simulation.world(), wave.week));
        assert_eq!(wave.managers.len(), world.seats() as usize);
        for (seat, manager) in (0..).zip(&wave.managers) {
            let (block, lane) = world.locate(seat);
            let columns = &world.managers[block];
            assert_eq!((manager.person.seat, manager.person.number), (seat, columns.person[lane]));
            assert_eq!((manager.firm, manager.office), (world.blocks[block].firms[lane], columns.office[lane]));
            assert_eq!(manager.tenure.to_bits(), columns.tenure[lane].to_bits());
            assert_eq!(manager.learning.to_bits(), columns.learning[lane].to_bits());
            assert_eq!(manager.practices.in_use, world.profile(seat).uses());
            let mut ties = BTreeMap::new();
            world.contacts(seat).for_each(|(row, to)| *ties.entry(to).or_insert(0.0) += world.ties[row].weight[lane]);
            let ties: BTreeMap<u32, u32> = ties.into_iter().map(|(to, weight)| (to, f32::to_bits(weight))).collect();
            let named = wave.ties.iter().filter(|tie| tie.source.seat == seat);
            assert_eq!(named.map(|tie| (tie.target.seat, tie.strength.to_bits())).collect::<BTreeMap<_, _>>(), ties);
        }
        assert_eq!(wave.accounts.len(), state.relationships.len());
        for (answer, state) in wave.accounts.iter().zip(&state.relationships) {
            assert_eq!((answer.case, answer.account), (state.case, state.account));
            assert_eq!(answer.practices.in_use, state.practices);
            let bits = |numbers: &[f32]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
            assert_eq!(bits(&answer.items), bits(&state.intensities));
            assert_eq!(answer.overall, largest(state.intensities));
            let values = [answer.recorded_value, answer.told_value].map(f32::to_bits);
            assert_eq!(values, [state.value, state.visible_value].map(f32::to_bits));
        }
    }
    let ledger = &simulation.log().ledger;
    assert_eq!(panel.transmissions, ledger.iter().filter(|row| row.week > 8).copied().collect::<Vec<_>>());
    assert!(panel.transmissions.len() > 100);
}

#[test]
fn a_survey_changes_nothing_in_the_world() {
    let surveyed = scenario("names = 3\nresponse = 0.4\nitem_error = 0.3");
    let plain = Scenario { survey: None, ..surveyed.clone() };
    let metrics = metrics(&plain.practices);
    let digest = |scenario: &Scenario| Digest::of_record(&run(scenario, 5, true), &metrics).to_string();
    assert_eq!(digest(&surveyed), digest(&plain));
    let study = FieldStudy::new(&surveyed).unwrap();
    let unlogged = |mut scenario: Scenario| {
        scenario.parameters.record.ledger = false;
        FieldStudy::new(&scenario).unwrap().panel(5).unwrap()
    };
    // As text: missing answers are NaN.
    let [logged, unlogged] = [study.panel(5).unwrap(), unlogged(surveyed)].map(|panel| format!("{panel:?}"));
    assert!(logged == unlogged, "nor does it rest on what the scenario records");
}

#[test]
fn an_instrument_that_is_changed_leaves_the_others_answers_alone() {
    let noisy = "names = 4\nrecall = 0.7\nfalse_names = 1\nresponse = 0.7\nsensitivity = 0.8\nspecificity = 0.9\n\
                 item_error = 0.2\nitems = 3\ntold_error = 0.1\nrecords_error = 0.1\ntenure_error = 20\nlearning_error = 0.2\n";
    let (one, other) = (
        panel(noisy),
        panel(&format!("{noisy}acquiescence = 0.3\npoints = 5\n").replace("false_names = 1", "false_names = 0")),
    );
    for (one, other) in one.waves.iter().zip(&other.waves) {
        assert_eq!(one.managers.len(), other.managers.len());
        for (one, other) in one.managers.iter().zip(&other.managers) {
            assert_eq!((one.person, one.status, one.practices), (other.person, other.status, other.practices));
            assert_eq!([one.tenure, one.learning].map(f32::to_bits), [other.tenure, other.learning].map(f32::to_bits));
        }
        for (one, other) in one.accounts.iter().zip(&other.accounts) {
            let told = |answer: &crate::AccountAnswer| [answer.told_value, answer.recorded_value].map(f32::to_bits);
            assert_eq!((one.practices, told(one)), (other.practices, told(other)));
        }
        assert_ne!(one.ties, other.ties);
    }
}

#[test]
fn waves_have_the_numbers_that_they_have_alone() {
    let noisy = "response = 0.7\nsensitivity = 0.8\nitem_error = 0.2\n";
    let all = panel(noisy);
    let alone = panel(&format!("{noisy}replace = true\n").replace("[8, 16, 24]", "")).waves;
    assert_eq!(alone[0].accounts.len(), all.waves[0].accounts.len());
    let text = format!("{WORLD}[survey]\nweeks = 16\n{noisy}");
    let single = FieldStudy::new(&read("world.toml", &text, Path::new(""), &[]).unwrap()).unwrap().panel(5).unwrap();
    let practices = |wave: &Wave| wave.accounts.iter().map(|one| one.practices).collect::<Vec<_>>();
    assert_eq!(practices(&single.waves[0]), practices(&all.waves[1]));
}

#[test]
fn firms_offices_and_managers_are_sampled() {
    let firms =
        |panel: &Panel| panel.waves[0].managers.iter().map(|one| one.firm).collect::<std::collections::BTreeSet<_>>();
    let two = panel("firms = 2\nmanagers = 7");
    assert_eq!((firms(&two).len(), two.waves[0].managers.len()), (2, 14));
    let study = FieldStudy::new(&scenario("firms = 2\nmanagers = 7")).unwrap();
    let seats = |panel: &Panel| panel.waves[0].managers.iter().map(|one| one.person.seat).collect::<Vec<_>>();
    assert_eq!(study.sampled(5).unwrap(), seats(&two), "the sample is known before the world is simulated");
    let fewer = panel("firms = 1\nmanagers = 4");
    assert!(seats(&fewer).iter().all(|seat| seats(&two).contains(seat)), "a smaller sample lies in a larger one");
    assert_eq!(panel("manager_share = 0.5").waves[0].managers.len(), 45);
    let offices = panel("office_share = 0.34");
    let taken: std::collections::BTreeSet<u32> = offices.waves[0].managers.iter().map(|one| one.office).collect();
    let there = offices.waves[0].truth.managers.iter().filter(|one| taken.contains(&one.office)).count();
    assert_eq!((taken.len(), there), (3, offices.waves[0].managers.len()), "offices are taken whole, one in each firm");
    let nobody = try_panel("firm_share = 0.1").unwrap_err();
    assert!(nobody.message().starts_with("no manager is left in the sample"), "{nobody}");
}

#[test]
fn leavers_are_replaced_or_lost_and_drop_outs_stay_out() {
    let replaced = panel("");
    let [first, _, last] = &replaced.waves[..] else { panic!("three waves") };
    let stayed = |wave: &Wave| {
        wave.managers.iter().filter(|one| first.managers.iter().any(|two| two.person == one.person)).count()
    };
    assert_eq!(last.managers.len(), 90);
    assert!((40..85).contains(&stayed(last)), "{}", stayed(last));
    assert!(replaced.waves[1..].iter().flat_map(|wave| &wave.managers).any(|one| one.is_new));
    let lost = panel("replace = false");
    assert_eq!(lost.waves[2].managers.len(), stayed(last));
    assert!(lost.waves[2].managers.iter().all(|one| !one.is_new));
    let dropping = panel("drop_out = 0.3\nreplace = false");
    let out = |wave: usize| dropping.waves[wave].managers.iter().filter(|one| one.status == Status::DroppedOut);
    is_about(out(1).count() as f64 / dropping.waves[1].managers.len() as f64, 0.3, dropping.waves[1].managers.len());
    let there = |person| dropping.waves[2].managers.iter().find(|one| one.person == person);
    assert!(out(1).filter_map(|one| there(one.person)).all(|one| one.status == Status::DroppedOut));
    assert!(dropping.waves[0].managers.iter().all(|one| one.status == Status::Answered));
}

#[test]
fn the_share_that_answers_depends_on_the_wave_on_tenure_and_on_darkness() {
    let by_wave = panel("response = [0.9, 0.6, 0.3]");
    for (wave, share) in by_wave.waves.iter().zip([0.9, 0.6, 0.3]) {
        is_about(answered(wave) as f64 / 90.0, share, 90);
    }
    let dark_gap = |survey: &str| {
        let panel = panel(survey);
        let (mut sums, mut counts) = ([0.0; 2], [0.0; 2]);
        for wave in &panel.waves {
            for one in &wave.managers {
                let answers = usize::from(one.status == Status::Answered);
                sums[answers] += f64::from(wave.truth.dark_share(one.person.seat));
                counts[answers] += 1.0;
            }
        }
        sums[1] / counts[1] - sums[0] / counts[0]
    };
    let (random, not_random) = (dark_gap("response = 0.5"), dark_gap("response = 0.5\nresponse_dark = -8"));
    assert!(random.abs() < 0.1 && not_random < -0.15, "{random} {not_random}");
    let old = panel("response = 0.5\nresponse_tenure = 1");
    let tenure = |status: Status| {
        let of = old.waves.iter().flat_map(|wave| wave.managers.iter().map(move |one| (wave, one)));
        let tenures: Vec<f32> = of
            .filter(|(_, one)| one.status == status)
            .map(|(wave, one)| wave.truth.managers[one.person.seat as usize].tenure)
            .collect();
        tenures.iter().sum::<f32>() / tenures.len() as f32
    };
    assert!(tenure(Status::Answered) > 1.5 * tenure(Status::Refused));
}

#[test]
fn who_does_not_answer_leaves_nothing_but_records() {
    let panel = panel("response = 0.5\nitem_response = 0.9");
    for wave in &panel.waves {
        let status: BTreeMap<_, _> = wave.managers.iter().map(|one| (one.person, one.status)).collect();
        let silent = |person| status[&person] != Status::Answered;
        assert!(
            wave.managers
                .iter()
                .all(|one| one.status == Status::Answered || (one.tenure.is_nan() && one.practices.told == 0))
        );
        assert!(!wave.ties.iter().any(|tie| silent(tie.source)));
        for answer in &wave.accounts {
            assert!(!answer.recorded_value.is_nan());
            if silent(crate::Person::of(&answer.case)) {
                assert!(answer.told_value.is_nan() && answer.overall.is_nan() && answer.practices.told == 0);
                assert!(answer.items.iter().all(|item| item.is_nan()));
            }
        }
    }
    let asked: Vec<f32> = panel
        .waves
        .iter()
        .flat_map(|wave| wave.accounts.iter().filter(|one| one.practices.told > 0).flat_map(|one| one.items.clone()))
        .collect();
    let skipped = asked.iter().filter(|item| item.is_nan()).count();
    is_about(skipped as f64 / asked.len() as f64, 0.1, asked.len());
}

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
    let mut joined = sums(&[&one]);
    joined.join(&sums(&[&two]));
    let kept = [sums(&[&one]).to_numbers(), sums(&[&two]).to_numbers()].concat();
    assert_eq!(Reliability::from_numbers(&kept, 2), joined);
    for (one, other) in joined.scales().iter().zip(sums(&[&one, &two]).scales()) {
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

#[test]
fn waves_outside_the_run_are_refused_together_with_what_else_is_wrong() {
    let text = format!("{WORLD}[survey]\nresponse = [0.5, 0.4]\n");
    let scenario = read("world.toml", &text, Path::new(""), &[]).unwrap();
    let refused = FieldStudy::new(&scenario).unwrap_err();
    assert_eq!(
        refused.message(),
        "survey.response has 2 numbers for 1 waves",
        "a run of 24 weeks has room for one wave"
    );
    let text = format!("{WORLD}[survey]\nweeks = [8, 24, 25, 60]\n");
    let scenario = read("world.toml", &text, Path::new(""), &[]).unwrap();
    insta::assert_snapshot!(FieldStudy::new(&scenario).unwrap_err().to_string());
}
