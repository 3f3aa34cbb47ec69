//! What a scenario file means: the reader as a whole, without an imported organisation.

use std::path::Path;

use super::*;
use crate::parameter::{CATALOGUE, Parameters, Rule, Spread};
use crate::practice::{Class, Effect, Governance, Practice};

fn scenario(text: &str) -> Scenario {
    scenario_with(text, &[])
}

fn scenario_with(text: &str, set: &[&str]) -> Scenario {
    let set: Vec<String> = set.iter().map(|one| (*one).to_string()).collect();
    read("test.toml", text, Path::new(""), &set).unwrap_or_else(|error| panic!("{error}"))
}

/// Version 0.1's baseline as the model's authors wrote it is what is built in: read over a scenario in which
/// every value has been moved away, it must bring every one of them back.
#[test]
fn the_reference_baseline_is_the_baseline_that_is_built_in() {
    let text = include_str!("../../../../tests/reference/baseline.toml");
    let reference = scenario(text);
    let mut baseline = load(&Request::of("baseline_0_1")).unwrap();
    baseline.name.clone_from(&reference.name);
    (baseline.question, baseline.look_at) = (String::new(), String::new());
    assert_eq!(reference, baseline);
    assert_eq!(reference.parameters, crate::parameter::Parameters::default());
    // The reference is complete, so equality does not depend on what it leaves out: it names every parameter but the
    // switches and rules that this program adds, and every field of a practice that is not its default.
    let document: toml::Table = toml::from_str(text).unwrap();
    let named = |path: &str| {
        path.split_once('.')
            .is_some_and(|(group, field)| document.get(group).is_some_and(|group| group.get(field).is_some()))
    };
    let unnamed: Vec<&str> = CATALOGUE.iter().map(|parameter| parameter.path).filter(|path| !named(path)).collect();
    let own = [
        "run.settle",
        "run.relationship_step",
        "ties.graph",
        "ties.degree",
        "ties.seeking",
        "ties.seeking_focus",
        "ties.homophily",
        "ties.homophily_by",
        "ties.homophily_start",
        "ties.shuffle",
        "ties.rewire_imported",
        "enablers.relative_credibility",
        "enablers.affinity",
        "triggers.firm_fashion",
        "triggers.office_fashion",
        "triggers.fashion_strength",
        "triggers.fashion_weeks",
        "contagion.recall",
        "contagion.warn",
        "contagion.yoke",
        "dark_side.base_loads",
        "dark_side.strength",
        "value.cover_up",
        "value.cover_up_load",
        "lifecycle.decline_value",
        "lifecycle.vacancy",
        "lifecycle.winning_cost",
        "people.turnover_low_value",
        "programme.warn",
        "programme.warn_from",
        "costs.audit",
        "costs.programme",
        "costs.screening",
        "costs.training",
        "costs.latitude",
        "record.ledger",
        "record.onsets",
        "record.footprints",
    ];
    assert_eq!(unnamed, own);
    for (entry, practice) in document["practice"].as_array().unwrap().iter().zip(&baseline.practices) {
        let mut alone = Practice::new(practice.name.clone());
        for (field, value) in entry.as_table().unwrap().iter().filter(|(field, _)| *field != "name") {
            let path = format!("practice.{}.{field}", practice.name);
            let patch = Patch::new(&path, value.clone(), std::slice::from_ref(&alone)).unwrap();
            patch.apply(&mut Parameters::default(), std::slice::from_mut(&mut alone));
        }
        assert_eq!(alone, *practice);
    }
    assert_eq!(document["practice"].as_array().unwrap().len(), baseline.practices.len());
}

#[test]
fn every_kind_of_value_is_read() {
    let scenario = scenario(
        r#"
        run = { weeks = 1_000, seed = 9223372036854775778, relationship_step = false }
        contagion.rule = "threshold"
        contagion.threshold = 1
        [enablers]
        learning_orientation = 1
        scruples = { beta = [1, 3], scale = 0.5 }
        [lapse]
        drift = inf
        [closeness]
        motivator = [2, 0.5]
        [dark_side]
        harm.conflict = 0.9
        harm.embeddedness = 1
        "#,
    );
    let parameters = &scenario.parameters;
    assert_eq!(
        (parameters.run.weeks, parameters.run.seed, parameters.run.relationship_step),
        (1000, i64::MAX as u64 - 29, false)
    );
    assert_eq!((parameters.contagion.rule, parameters.contagion.threshold), (Rule::Threshold, 1.0));
    assert_eq!(parameters.enablers.learning_orientation, Spread::Same(1.0));
    assert_eq!(parameters.enablers.scruples, Spread::Beta { a: 1.0, b: 3.0, scale: 0.5 });
    assert_eq!(parameters.lapse.drift, f32::INFINITY);
    assert_eq!(parameters.closeness.motivator, [2.0, 0.5]);
    assert_eq!(parameters.dark_side.harm, [0.35, 0.9, 0.25, 0.30, 0.15, 1.0]);
}

#[test]
fn text_from_other_systems_is_read() {
    let scenario = scenario("\u{feff}question = \"é\"\r\n[run]\r\nweeks = 0x10\r\n");
    assert_eq!((scenario.question.as_str(), scenario.parameters.run.weeks), ("é", 16));
}

#[test]
fn overrides_come_after_the_file_and_before_the_levers() {
    let text = "[[firm]]\nteamwork = 1\n[[firm]]\n[closeness]\nco_creation = 0.1\nproblem_solving = 0.1";
    let set = [
        "closeness.problem_solving=0.2",
        "closeness.co_creation=0.3",
        "contagion.rule=threshold",
        "practice.open_book_sharing.push=1",
        "practice.open_book_sharing.load.conflict=0.5",
        "dark_side.harm.lock_in=0",
        "record.ledger=false",
    ];
    let scenario = scenario_with(text, &set);
    assert_eq!(scenario.firms.len(), 2);
    let (first, second) = (&scenario.firms[0].parameters, &scenario.firms[1].parameters);
    assert_eq!((first.closeness.problem_solving, second.closeness.problem_solving), (0.2, 0.2));
    assert_eq!(
        (first.closeness.co_creation, second.closeness.co_creation),
        (0.6, 0.3),
        "a lever wins over the base value"
    );
    assert_eq!(scenario.parameters.contagion.rule, Rule::Threshold);
    assert_eq!(scenario.parameters.dark_side.harm[Effect::LockIn.index()], 0.0);
    assert!(!scenario.parameters.record.ledger);
    let open_book = &scenario.practices[scenario.practice("open_book_sharing").unwrap()];
    assert_eq!((open_book.push, open_book.load), (1.0, [0.2, 0.5, 0.0, 0.0, 0.0, 0.0]));
}

#[test]
fn weeks_and_seeds_of_the_request_win() {
    let set = ["run.weeks=10".to_string(), "run.seeds=4".to_string()];
    let request = Request { set: &set, weeks: Some(20), ..Request::of("baseline") };
    let scenario = load(&request).unwrap();
    assert_eq!((scenario.parameters.run.weeks, scenario.parameters.run.seeds), (20, 4));
    let error = load(&Request { weeks: Some(0), ..Request::of("baseline") }).unwrap_err();
    assert_eq!(error.place().unwrap().source.name, "--weeks");
}

#[test]
fn a_known_practice_changes_and_a_new_one_is_added() {
    let scenario = scenario(
        r#"
        [catalogue]
        only = ["secret_rebates", "deep_integration"]
        [[practice]]
        name = "deep_integration"
        push = 0.5
        load = { conflict = 0.1 }
        [[practice]]
        name = "secret_rebates"
        class = "malpractice"
        initial = 0.5
        "#,
    );
    let names: Vec<&str> = scenario.practices.iter().map(|practice| practice.name.as_str()).collect();
    assert_eq!(names, ["deep_integration", "secret_rebates"], "in the order of the catalogue");
    let [changed, added] = &scenario.practices[..] else { panic!() };
    assert_eq!((changed.push, changed.investment, changed.load), (0.5, 1.0, [0.0, 0.1, 0.3, 0.0, 0.0, 1.0]));
    assert_eq!((added.class, added.initial, added.spontaneous), (Class::Malpractice, Some(0.5), 1.0));
}

#[test]
fn what_is_optional_can_be_taken_back() {
    let scenario = scenario("[[practice]]\nname = 'formal_governance'\nclass = 'benign'\ngovernance = 'none'");
    let practice = &scenario.practices[scenario.practice("formal_governance").unwrap()];
    assert_eq!((practice.class, practice.governance), (Class::Benign, None::<Governance>));
    assert_eq!(read("test", &to_toml(&scenario), Path::new(""), &[]).unwrap(), scenario);
}

#[test]
fn a_preset_sets_the_levers_and_single_levers_and_set_win() {
    let scenario = scenario(
        r#"
        [[firm]]
        name = "Alpha"
        top_management = 0.5
        preset = "cross_functional"
        set = { "programme.filter" = 0.1, dark_side.harm.conflict = 0.9 }
        [[firm]]
        [[firm]]
        proactivity = 0
        social_media = 1
        "#,
    );
    assert_eq!(scenario.parameters.population.firms, 3, "as many firms as entries");
    let names: Vec<&str> = scenario.firms.iter().map(|firm| firm.name.as_str()).collect();
    assert_eq!(names, ["Alpha", "B", "C"]);
    let alpha = &scenario.firms[0];
    assert_eq!((alpha.levers.get(Lever::TopManagement), alpha.levers.get(Lever::Teamwork)), (Some(0.5), Some(0.9)));
    assert_eq!((alpha.parameters.lapse.audit, alpha.parameters.programme.filter), (0.03, 0.1));
    assert_eq!(alpha.parameters.dark_side.harm[Effect::Conflict.index()], 0.9);
    assert_eq!(scenario.firms[1].parameters, scenario.parameters);
    assert_eq!(scenario.firms[2].parameters.closeness.communication, 0.4);
}

#[test]
fn fewer_entries_than_firms_leave_the_rest_as_they_are() {
    let scenario = scenario("[population]\nfirms = 3\n[[firm]]\nteamwork = 0.5");
    assert_eq!(scenario.firms.len(), 3);
    assert_eq!(scenario.firms[2].levers, Levers::default());
}

#[test]
fn interventions_are_sorted_by_week_and_know_firms_and_managers() {
    let scenario = scenario(
        r#"
        [population]
        firms = 3
        managers = 30
        [[intervention]]
        week = 200
        act = "trace"
        [[intervention]]
        week = 156
        firms = ["C", "A"]
        set = { "programme.filter" = 1, dark_side.harm = { conflict = 0.5 } }
        [[intervention]]
        week = 156
        act = "introduce"
        practices = ["side_favours", "open_book_sharing"]
        managers = [29, 3]
        [[intervention]]
        week = 157
        act = "introduce"
        practices = ["side_favours"]
        managers = 10
        firms = ["B"]
        share = 0.5
        [[intervention]]
        week = 158
        act = "rotate"
        share = 0.25
        across_firms = true
        [[intervention]]
        week = 159
        set = { "practice.side_favours.load.opportunism" = 0, triggers.obsolescence = 0 }
        "#,
    );
    let weeks: Vec<u32> = scenario.interventions.iter().map(|intervention| intervention.week).collect();
    assert_eq!(weeks, [156, 156, 157, 158, 159, 200]);
    assert_eq!(scenario.interventions[0].firms, [2, 0]);
    let Deed::Set(patches) = &scenario.interventions[0].deed else { panic!("the first one written comes first") };
    let paths: Vec<&str> = patches.iter().map(|patch| patch.path()).collect();
    assert_eq!(paths, ["programme.filter", "dark_side.harm"]);
    let seats = WhichManagers::Seats(vec![3, 29]);
    let Deed::Act(Act::Introduce { practices, managers, share }) = &scenario.interventions[1].deed else { panic!() };
    assert_eq!((&practices[..], managers, *share), (&[9, 1][..], &seats, 1.0));
    let rotate = Deed::Act(Act::Rotate { share: 0.25, across_firms: true });
    assert_eq!(scenario.interventions[3].deed, rotate);
    let mut parameters = scenario.parameters;
    let mut practices = scenario.practices.clone();
    let Deed::Set(patches) = &scenario.interventions[4].deed else { panic!() };
    for patch in patches {
        patch.apply(&mut parameters, &mut practices);
    }
    assert_eq!((practices[9].load[0], practices[9].load[3], parameters.triggers.obsolescence), (0.0, 0.4, 0.0));
}

#[test]
fn extends_builds_on_shipped_scenarios_and_files_beside_the_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("deep")).unwrap();
    let grand = "extends = 'isolated'\nname = 'grand'\nlook_at = 'g'\n[run]\nweeks = 9\n[[intervention]]\nweek = 3\nact = 'trace'";
    std::fs::write(folder.path().join("grand.toml"), grand).unwrap();
    let parent = "extends = '../grand.toml'\n[run]\nseeds = 3\n[[firm]]\nname = 'X'\nteamwork = 1\n[[firm]]";
    std::fs::write(folder.path().join("deep/parent.toml"), parent).unwrap();
    let child = "extends = 'deep/parent.toml'\nquestion = 'q'\n[run]\nweeks = 8\n[[firm]]\nname = 'X'\nteamwork = 0\n[[intervention]]\nweek = 2\nact = 'trace'";
    std::fs::write(folder.path().join("child.toml"), child).unwrap();
    let path = folder.path().join("child.toml");
    let scenario = load(&Request::of(path.to_str().unwrap())).unwrap();
    assert_eq!((scenario.name.as_str(), scenario.question.as_str(), scenario.look_at.as_str()), ("child", "q", ""));
    assert_eq!((scenario.parameters.run.weeks, scenario.parameters.run.seeds), (8, 3));
    assert_eq!(scenario.parameters.contagion.intra_learning, 0.0);
    assert_eq!((scenario.firms.len(), scenario.firms[0].levers.get(Lever::Teamwork)), (2, Some(0.0)));
    assert_eq!(scenario.interventions.iter().map(|one| one.week).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn a_file_that_is_no_scenario_is_not_quoted_where_another_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).unwrap();
    let refused = |name: &str| load(&Request::of(folder.path().join(name).to_str().unwrap())).unwrap_err();
    write("child.toml", b"extends = 'parent.toml'");
    for secret in [
        "name = 'me'\npassword = 'Secret'\n",
        "root:$6$Secret:19000::\n",
        "rows:$6$Secret:19000::\nrun:x:1\n",
        "[registry]\ntoken = 'Secret'\n",
    ] {
        write("parent.toml", secret.as_bytes());
        let error = refused("child.toml");
        assert!(error.message().ends_with("parent.toml does not look like a scenario"), "{error}");
        assert_eq!(error.place().map(|place| place.source.text.as_str()), Some("extends = 'parent.toml'"));
        assert!(!error.to_string().contains("Secret"), "{error}");
        assert!(refused("parent.toml").place().is_some(), "whoever asks for a file sees it");
    }
    write("parent.toml", b"password = 'Secret \xff'");
    assert!(!refused("child.toml").to_string().contains("Secret"));
    for mistake in ["[population]\nmanagres = 3\n", "[run]\nweeks: 3\n", "# nothing\n"] {
        write("parent.toml", mistake.as_bytes());
        let place = refused("child.toml");
        assert!(place.place().unwrap().source.name.ends_with("parent.toml"), "{place}");
    }
}

#[test]
fn what_show_writes_reads_back_as_the_same_scenario() {
    let text = r#"
        name = "everything \"at once\""
        question = "line one\nline two: \u0007"
        [run]
        seed = 12345678901
        [lapse]
        drift = inf
        [enablers]
        scruples = 0.3
        [population]
        firms = 4
        [[practice]]
        name = "new-one"
        initial = 0.125
        spontaneous = 0
        [catalogue]
        only = ["new-one", "trust_over_monitoring", "formal_governance"]
        [[firm]]
        name = "B"
        preset = "laissez_faire"
        formalisation = 0.33333
        [[firm]]
        name = "A"
        [[firm]]
        set = { "dark_side.harm.conflict" = 0.123456789, "lapse.drift" = 1e-30, "enablers.scruples" = { beta = [2, 3] } }
        [[intervention]]
        week = 7
        firms = ["B", "D"]
        set = { "lapse.review" = inf }
        [[intervention]]
        week = 7
        set = { "practice.new-one.push" = -1 }
        [[intervention]]
        week = 9
        act = "train"
        practices = ["new-one"]
        share = 0.1
    "#;
    let first = scenario(text);
    let shown = to_toml(&first);
    assert_eq!(read("other.toml", &shown, Path::new(""), &[]).unwrap(), first, "{shown}");
    // An imported organisation is shown by its counts, not by its tables.
    let all = shipped().map(|shipped| load(&Request::of(shipped.name())).unwrap());
    for first in all.filter(|scenario| scenario.network.is_none()) {
        assert_eq!(read("other.toml", &to_toml(&first), Path::new(""), &[]).unwrap(), first);
    }
    let json = to_json(&first);
    assert_eq!(json["lapse"]["drift"], "inf");
    assert_eq!(json["firm"][0]["formalisation"], 0.33333);
    assert_eq!(json["run"]["seed"], 12_345_678_901_i64);
}

#[test]
fn firm_of_follows_the_model_and_agrees_with_managers_of() {
    let scenario = scenario("[population]\nfirms = 3\nmanagers = 10");
    let firms: Vec<usize> = (0..10).map(|seat| scenario.firm_of(seat)).collect();
    assert_eq!(firms, [0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
    assert_eq!((scenario.managers_of(&[]), scenario.managers_of(&[0]), scenario.managers_of(&[1, 2])), (10, 4, 6));
}

#[test]
fn a_key_that_says_how_an_organisation_is_imported_is_told_from_a_parameter() {
    let base = Base::of(&load(&Request::of("baseline")).unwrap()).unwrap();
    let told = |path: &str| base.with(&[(path, "mean".into())]).unwrap_err().to_string();
    insta::assert_snapshot!(told("ties.scale"), @r"
    `ties.scale` is no parameter: it says how an organisation is imported
      help: write `scale` below [ties] in the scenario's file; in Python, give it to organisation()
    ");
    assert!(told("ties.degre").contains("did you mean `ties.degree`?"));
}

#[test]
fn what_to_look_at_is_not_inherited_by_another_question() {
    let parent = "extends = \"epidemic\"\n";
    assert!(!scenario(parent).look_at.is_empty());
    assert_eq!(scenario(&format!("{parent}question = \"Mine?\"")).look_at, "");
    assert_eq!(scenario(&format!("{parent}question = \"Mine?\"\nlook_at = \"This.\"")).look_at, "This.");
}

#[test]
fn spaces_around_an_argument_are_nothing() {
    let set = [" lapse.audit = 0.04 ", "ties.graph = ring "];
    let scenario = scenario_with("extends = \"baseline\"", &set);
    assert_eq!(scenario.parameters.lapse.audit, 0.04);
}
