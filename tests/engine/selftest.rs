//! The known cases, as `darkside selftest` runs them.

use std::collections::BTreeSet;

use darkside::scenario::shipped;
use darkside::selftest::{FAMILIES, Finding, Options, prepare, run};

fn findings(options: &Options<'_>) -> Vec<Finding> {
    let cases = prepare(options).unwrap_or_else(|error| panic!("{error}"));
    run(&cases, 2, &|_| ()).unwrap()
}

fn print(findings: &[Finding]) {
    for finding in findings {
        let Finding { family, setting, quantity, got, standard_error, z, runs, .. } = finding;
        let (name, expected) = (&quantity.name, quantity.expected);
        println!("{family} | {setting} | {name} | {expected:.5} | {got:.5} ± {standard_error:.5} | z {z:+.2} | {runs}");
    }
}

fn all_pass(quick: bool) {
    let findings = findings(&Options { quick, ..Options::default() });
    print(&findings);
    let failed: Vec<&Finding> = findings.iter().filter(|finding| !finding.passes).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    let families: BTreeSet<&str> = findings.iter().map(|finding| finding.family).collect();
    assert_eq!(families.len(), FAMILIES.len(), "every family is run");
}

#[test]
fn the_quick_selftest_passes() {
    all_pass(true);
}

#[test]
#[ignore = "takes minutes; `darkside selftest` is the same"]
fn the_full_selftest_passes() {
    all_pass(false);
}

#[test]
fn every_known_scenario_is_used() {
    let text = |name: &str| shipped().find(|shipped| shipped.name() == name).map_or("", |shipped| shipped.text);
    let used = |name: &str| {
        let extended = format!("extends = \"{name}\"");
        FAMILIES.iter().any(|family| family.scenario == name || text(family.scenario).contains(&extended))
    };
    // What is known about dyads concerns the methods that analyse them; the tests of `field` cover it.
    let known = || shipped().filter(|shipped| shipped.folder() == "known" && shipped.name() != "known/dyads");
    assert!(known().count() > FAMILIES.len());
    for shipped in known() {
        assert!(used(shipped.name()), "{} is in no known case", shipped.name());
    }
}

/// A change to one setting stands for a fault of the same kind in the engine.
#[test]
fn a_changed_model_fails() {
    for (family, change, fault) in [
        ("ageing", "lapse.drift=0.12", "a wrong hazard"),
        ("ring", "contagion.inter_imitation=0.0", "a mechanism that does nothing"),
        ("ring", "contagion.rule=hazard", "a rule that is not applied"),
        ("degroot", "enablers.learning_climate=1.001", "a factor too many"),
        ("portfolios", "lapse.lesson_fade=0.5", "lessons that are lost too early"),
        ("multiplier", "lapse.drift=2.0", "cases that last longer than a week"),
        ("multiplier", "enablers.learning_orientation=1.3", "a factor too many"),
    ] {
        let (only, set) = ([family.to_owned()], [change.to_owned()]);
        let findings = findings(&Options { quick: true, only: &only, set: &set });
        if findings.iter().all(|finding| finding.passes) {
            print(&findings);
            panic!("{family} passes with {change}: {fault}");
        }
    }
}

#[test]
fn neither_threads_nor_other_cases_change_anything() {
    let only = ["multiplier".to_owned(), "degroot".to_owned()];
    let cases = prepare(&Options { quick: true, only: &only, set: &[] }).unwrap();
    let alone = prepare(&Options { quick: true, only: &only[..1], set: &[] }).unwrap();
    let words = |findings: Vec<Finding>| format!("{findings:?}");
    let several = run(&cases, 3, &|_| ()).unwrap();
    assert_eq!(words(several[..1].to_vec()), words(run(&alone, 1, &|_| ()).unwrap()));
}

#[test]
fn a_name_or_a_value_that_makes_no_sense_is_refused() {
    let (only, set) = (["houshold".to_owned()], ["contagion.association=-1".to_owned()]);
    let refused = |options: Options<'_>| prepare(&options).err().map(|error| error.to_string()).unwrap_or_default();
    let unknown = refused(Options { quick: true, only: &only, set: &[] });
    assert!(unknown.contains("no known case") && unknown.contains("did you mean \"household\""), "{unknown}");
    let negative = refused(Options { quick: true, only: &[], set: &set });
    assert!(negative.contains("contagion.association cannot be -1"), "{negative}");
}
