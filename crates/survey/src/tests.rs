//! What a survey leaves alone, who is in it, and who answers; `instruments.rs` has what each instrument does to the truth.

mod instruments;

use std::collections::BTreeMap;
use std::path::Path;

use crate::{FieldStudy, Panel, Status, Wave};
use darkside_engine::observe;
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
