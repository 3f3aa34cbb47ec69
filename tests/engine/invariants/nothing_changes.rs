//! Common random numbers: settings without effect do not change a bit elsewhere.

use super::*;
use darkside::parameter::{CATALOGUE, Parameters, Scope, Setting, Yoke, decimal};
use darkside::practice::{Class, MOST_PRACTICES, Practice};
use darkside::record::{Case, Record};
use darkside::run::run;
use darkside::scenario::{Act, Deed, Firm, Intervention, Patch};
use toml::Value;

fn scenario_of(case: &generated::Case) -> Scenario {
    case.scenario().unwrap_or_else(|error| panic!("{error}"))
}

/// Everything in a record as text, where every number is exact and NaN equals NaN; the series by name.
fn series(record: &Record, scenario: &Scenario) -> Vec<(String, String)> {
    let named = metrics(&scenario.practices).into_iter().zip(&record.series);
    named.map(|(metric, column)| (metric.name, format!("{column:?}"))).collect()
}

#[track_caller]
fn assert_same(a: &Record, b: &Record) {
    assert_eq!(a.ledger, b.ledger);
    assert_eq!(a.lapses, b.lapses);
    assert_eq!(a.onsets, b.onsets);
    assert_eq!(a.totals, b.totals);
    assert_eq!(a.reproduction, b.reproduction);
    assert_eq!(format!("{:?}", a.groups), format!("{:?}", b.groups));
    assert_eq!(format!("{:?}", a.snapshots), format!("{:?}", b.snapshots));
}

/// In week 1, before anything else, all numbers of each firm and one of a practice are set to their current values, and
/// acts are applied to nobody.
pub(super) fn interventions(case: &generated::Case) {
    let mut plain = scenario_of(case);
    // With a run-up there would be copies from before week 0 to trace.
    plain.parameters.run.settle = 0;
    let mut busy = plain.clone();
    let week_1 = |firms: Vec<usize>, deed: Deed| Intervention { week: 1, firms, deed };
    let mut idle: Vec<Intervention> = (0..plain.firms.len())
        .map(|firm| week_1(vec![firm], Deed::Set(present(&plain.firms[firm].parameters))))
        .collect();
    let Practice { name, push, .. } = &plain.practices[0];
    let push = Patch::new(&format!("practice.{name}.push"), Value::Float(decimal(*push)), &plain.practices).unwrap();
    idle.push(week_1(Vec::new(), Deed::Set(vec![push])));
    idle.push(week_1(Vec::new(), Deed::Act(Act::Train { practices: vec![0], share: 0.0 })));
    for across_firms in [false, true] {
        idle.push(week_1(Vec::new(), Deed::Act(Act::Rotate { share: 0.0, across_firms })));
    }
    idle.push(week_1(Vec::new(), Deed::Act(Act::Trace)));
    busy.interventions.splice(0..0, idle);
    let (a, b) = (run(&plain, case.seed, true), run(&busy, case.seed, true));
    assert_eq!(series(&a, &plain), series(&b, &busy));
    assert_same(&a, &b);
}

fn present(parameters: &Parameters) -> Vec<Patch> {
    let mut patches = Vec::new();
    for parameter in CATALOGUE.iter().filter(|parameter| parameter.scope == Scope::Firm) {
        let value = match (parameter.get)(parameters) {
            // A lever can take its parameter beyond the range allowed in files.
            Setting::Number(number) if f64::from(number) > parameter.allowed.to => continue,
            Setting::Number(number) => Value::Float(decimal(number)),
            Setting::Count(count) => Value::Integer(i64::from(count)),
            Setting::Pair(numbers) => Value::Array(numbers.map(|number| Value::Float(decimal(number))).to_vec()),
            Setting::ByEffect(numbers) => {
                let entry = |(name, number): (&&str, Option<f32>)| {
                    ((*name).to_owned(), Value::Float(decimal(number.unwrap_or_default())))
                };
                Value::Table(Effect::NAMES.iter().zip(numbers).map(entry).collect())
            }
            _ => continue,
        };
        patches.push(Patch::new(parameter.path, value, &[]).unwrap());
    }
    patches
}

/// As many unused practices as fit, at the end of the catalogue.
pub(super) fn unheard_practices(case: &generated::Case) {
    let few = scenario_of(case);
    let mut many = few.clone();
    for number in few.practices.len()..MOST_PRACTICES {
        let mut practice = Practice::new(format!("unheard_{number}"));
        practice.class = Class::Malpractice;
        practice.load = [1.0; 6];
        practice.attention = 3.0;
        practice.private = 0.5;
        practice.initial = Some(0.0);
        practice.spontaneous = 0.0;
        many.practices.push(practice);
    }
    let (a, b) = (run(&few, case.seed, true), run(&many, case.seed, true));
    let mut wider = series(&b, &many);
    wider.retain(|(name, _)| !name.starts_with("use_unheard_"));
    assert_eq!(series(&a, &few), wider);
    assert_same(&a, &b);
}

/// Each mechanism in turn has no strength; its other settings must have no effect.
pub(super) fn mechanisms(case: &generated::Case) {
    let with = scenario_of(case);
    type Change = fn(&mut Parameters);
    let pairs: [(Change, Change, &[&str]); 10] = [
        (
            |p| (p.contagion.programme, p.programme.warn) = (0.0, 0.0),
            |p| (p.programme.every, p.programme.lasts, p.programme.top, p.programme.filter) = (3, 5, 0.5, 0.5),
            &["programme.", "contagion.programme"],
        ),
        (
            |p| p.contagion.inter_imitation = 0.0,
            |p| (p.enablers.junior_boost, p.enablers.junior_weeks, p.contagion.threshold) = (7.0, 3.0, 0.3),
            &["enablers.junior", "contagion.inter_imitation", "contagion.threshold"],
        ),
        (|p| p.lapse.audit = 0.0, |p| p.lapse.audit_sight = 0.03, &["lapse.audit"]),
        (|p| p.lapse.drift = 0.0, |p| p.lapse.drift_lesson = 0.77, &["lapse.drift"]),
        (|p| p.people.turnover = 0.0, |p| p.people.mobility = 0.77, &["people.turnover", "people.mobility"]),
        (|p| p.triggers.counterpart_turnover = 0.0, |p| p.triggers.counterpart_damage = 0.9, &["triggers.counterpart"]),
        (|p| p.ties.rewire = 0.0, |p| p.ties.closure = 0.33, &["ties.rewire", "ties.closure"]),
        (|p| p.ties.seeking = 0.0, |p| p.ties.seeking_focus = 3.0, &["ties.seeking"]),
        (|p| p.value.cover_up = 0.0, |p| p.value.cover_up_load = 7.0, &["value.cover_up"]),
        (
            |p| p.lifecycle.vacancy = 0.0,
            |p| p.lifecycle.winning_cost = 7.0,
            &["lifecycle.vacancy", "lifecycle.winning"],
        ),
    ];
    for (off, change, paths) in pairs {
        let mut plain = with.clone();
        // No intervention may switch it on again; and the audit of `trace` has a strength of its own.
        plain.interventions.retain(|intervention| match &intervention.deed {
            Deed::Set(patches) => !patches.iter().any(|patch| paths.iter().any(|path| patch.path().starts_with(path))),
            Deed::Act(act) => *act != Act::Trace,
        });
        plain.firms.iter_mut().for_each(|firm| off(&mut firm.parameters));
        let mut changed = plain.clone();
        changed.firms.iter_mut().for_each(|firm| change(&mut firm.parameters));
        let (a, b) = (run(&plain, case.seed, true), run(&changed, case.seed, true));
        assert_eq!(series(&a, &plain), series(&b, &changed));
        assert_same(&a, &b);
    }
}

/// One more firm of equal size, with nothing crossing between firms.
pub(super) fn firm_beside(case: &generated::Case) {
    let mut few = scenario_of(case);
    if few.network.is_some() {
        return;
    }
    // Acts that choose among all managers depend on how many there are, and a patch could let something cross.
    few.interventions.retain(|one| matches!(one.deed, Deed::Act(Act::Train { .. } | Act::Trace | Act::StopCelebrity)));
    few.parameters.ties.outside = 0.0;
    few.parameters.contagion.yoke = Yoke::No;
    for firm in &mut few.firms {
        close(&mut firm.parameters);
    }
    close(&mut few.parameters);
    let firms = few.firms.len() as u32;
    let size = few.parameters.population.managers / firms;
    few.parameters.population.managers = size * firms;
    let mut many = few.clone();
    many.parameters.population.firms += 1;
    many.parameters.population.managers += size;
    many.firms.push(Firm { name: "beside".into(), ..few.firms[0].clone() });
    let (a, b) = (run(&few, case.seed, true), run(&many, case.seed, true));
    let here = |case: Case| case.manager < size * firms;
    let ledger: Vec<_> = b.ledger.iter().filter(|row| here(row.target)).copied().collect();
    let lapses: Vec<_> = b.lapses.iter().filter(|row| here(row.place)).copied().collect();
    let onsets: Vec<_> = b.onsets.iter().filter(|row| here(row.place)).copied().collect();
    assert_eq!(a.ledger, ledger);
    assert_eq!(a.lapses, lapses);
    assert_eq!(a.onsets, onsets);
    for (a, b) in a.snapshots.iter().zip(b.snapshots) {
        let mut there = b.relationships;
        there.retain(|state| here(state.case));
        // The account depends on how many accounts there are.
        there.iter_mut().zip(&a.relationships).for_each(|(there, here)| there.account = here.account);
        assert_eq!(format!("{:?}", a.relationships), format!("{there:?}"));
        let ties: Vec<_> = b.ties.into_iter().filter(|tie| tie.source < size * firms).collect();
        assert_eq!(a.ties, ties);
    }
}

fn close(parameters: &mut Parameters) {
    parameters.ties.outside = 0.0;
    parameters.ties.rewire = 0.0;
    parameters.ties.seeking = 0.0;
    parameters.people.mobility = 0.0;
    parameters.contagion.association = 0.0;
    parameters.expectation.account_spill = 0.0;
}
