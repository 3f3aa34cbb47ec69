//! Ledger, lapses and onsets account for everything that happens to practices and flags.

use std::collections::BTreeMap;

use super::*;
use darkside::internals::population::Shown;
use darkside::parameter::Yoke;
use darkside::record::{Alignment, Case, Cause, Locus, Mechanism};
use darkside::run::run;
use darkside::scenario::{Act, Deed};

type Id = (u32, u32);

fn id(case: Case) -> Id {
    (case.relationship, case.spell)
}

/// A value for each relationship, with its manager.
fn by_relationship<T>(world: &World, of: impl Fn(&Shown, usize) -> T) -> BTreeMap<Id, (u32, T)> {
    let mut all = BTreeMap::new();
    for (b, block) in world.blocks.iter().enumerate() {
        for lane in 0..block.count {
            for row in block.rows.start..block.rows.start + world.managers[b].portfolio[lane] as usize {
                let case = world.case(b, row, lane);
                all.insert(id(case), (case.manager, of(&world.shown[row], lane)));
            }
        }
    }
    all
}

/// In use at the end = in use before + adoptions − lapses, relationship by relationship; a relationship that ended gave
/// everything up.
pub(super) fn practices_in_use(week: &Week) {
    let before = by_relationship(week.before, |shown, lane| shown.practices[lane]);
    let after = by_relationship(week.after, |shown, lane| shown.practices[lane]);
    let mut uses: BTreeMap<Id, u32> = before.iter().map(|(&id, &(_, uses))| (id, uses)).collect();
    let mut events: BTreeMap<Id, u32> = BTreeMap::new();
    for row in week.ledger {
        let uses = uses.get_mut(&id(row.target)).expect("an adoption's relationship was there");
        assert_eq!(*uses >> row.practice & 1, 0, "in use already: {row:?}");
        *uses |= 1 << row.practice;
        // Adoptions that replace contagion precede the week's events.
        let yoked = week.scenario.parameters.contagion.yoke != Yoke::No && row.mechanism == Mechanism::Spontaneous;
        let event = !yoked && row.mechanism != Mechanism::Introduction;
        *events.entry(id(row.target)).or_default() += u32::from(event);
    }
    let traced = acts(week).any(|act| *act == Act::Trace);
    for row in week.lapses {
        let uses = uses.get_mut(&id(row.place)).expect("a lapse's relationship was there");
        assert_eq!(*uses >> row.practice & 1, 1, "not in use: {row:?}");
        *uses &= !(1 << row.practice);
        assert!(row.lesson || matches!(row.cause, Cause::Drift | Cause::Ended), "{row:?}");
        let act = row.cause == Cause::Ended || traced && row.cause == Cause::Audit;
        *events.entry(id(row.place)).or_default() += u32::from(!act);
    }
    assert!(events.values().all(|&events| events <= 1), "two events in one week: {events:?}");
    for (id, (_, now)) in &after {
        assert_eq!(uses.remove(id).unwrap_or(0), *now, "practices of {id:?} in week {}", week.number);
    }
    assert!(uses.values().all(|&uses| uses == 0), "ended with practices in use: {uses:?}");
    for (p, &users) in week.after.published.users.iter().enumerate() {
        let counted = after.values().filter(|(_, uses)| uses >> p & 1 == 1).count() as u64;
        assert_eq!(users, counted, "published users of practice {p}");
    }
}

fn acts<'a>(week: &'a Week) -> impl Iterator<Item = &'a Act> {
    week.scenario.interventions.iter().filter(|intervention| intervention.week == week.number).filter_map(
        |intervention| match &intervention.deed {
            Deed::Act(act) => Some(act),
            Deed::Set(_) => None,
        },
    )
}

/// A source existed, used the practice at the end of last week (or was given it by an act of this week), had the flags
/// recorded in the ledger, and is where the locus says.
pub(super) fn sources(week: &Week) {
    let mut uses = by_relationship(week.before, |shown, lane| (shown.practices[lane], shown.flags(lane)));
    let moved = acts(week).any(|act| matches!(act, Act::Rotate { .. }));
    for row in week.ledger {
        if row.mechanism == Mechanism::Introduction {
            assert_eq!((row.source, row.locus), (None, Locus::Origin));
            let (_, (uses, _)) = uses.get_mut(&id(row.target)).expect("an introduction's relationship was there");
            *uses |= 1 << row.practice;
            continue;
        }
        let Some(source) = row.source else {
            assert_eq!(row.source_flags, 0);
            let loci: &[Locus] = match row.mechanism {
                Mechanism::Spontaneous | Mechanism::Fashion => &[Locus::Origin],
                Mechanism::IntraLearning => &[Locus::IntraPortfolio, Locus::WiderNetwork],
                Mechanism::Programme => &[Locus::InterPortfolio],
                _ => &[],
            };
            assert!(loci.contains(&row.locus), "no source: {row:?}");
            continue;
        };
        let &(manager, (used, flags)) = uses.get(&id(source)).expect("a source was there");
        assert_ne!(id(source), id(row.target), "its own source: {row:?}");
        assert_eq!(used >> row.practice & 1, 1, "the source did not use it: {row:?}");
        assert_eq!(u32::from(row.source_flags), flags, "flags of the source: {row:?}");
        assert!(moved || manager == source.manager, "another's relationship: {row:?}");
        let firm = |case: Case| week.scenario.firm_of(case.manager);
        let expected = match row.mechanism {
            Mechanism::IntraImitation | Mechanism::IntraLearning => Locus::IntraPortfolio,
            Mechanism::Association => Locus::WiderNetwork,
            _ if firm(source) == firm(row.target) => Locus::InterPortfolio,
            _ => Locus::WiderNetwork,
        };
        assert_eq!(row.locus, expected, "{row:?}");
        let own = source.manager == row.target.manager;
        assert!(own == (expected == Locus::IntraPortfolio) || row.mechanism == Mechanism::Association, "{row:?}");
    }
    for onset in week.onsets {
        let fed = |practice: u8| week.after.practices[usize::from(practice)].load[onset.effect.index()] > 0.0;
        let uncredited = (onset.mechanism, onset.locus) == (Mechanism::Spontaneous, Locus::Origin);
        assert!(onset.practice.map_or(uncredited, fed), "{onset:?}");
    }
}

/// Shares add up, and the counts of a week match its rows.
pub(super) fn series(scenario: &Scenario, seed: u64) {
    let record = run(scenario, seed, false);
    let names = metrics(&scenario.practices);
    let column = |name: &str| record.metric(name).expect("a column of this name");
    let phases = ["exploration", "build_up", "maturity", "decline", "vacancies"];
    for week in 0..=scenario.parameters.run.weeks {
        let at = |name: &str| column(name)[week as usize];
        let sum = |of: &[&str]| of.iter().map(|name| at(name)).sum::<f64>();
        assert!((sum(&phases) - 1.0).abs() < 1e-12, "phases in week {week}");
        assert!((sum(&Alignment::ALL.map(Alignment::name)) - 1.0).abs() < 1e-12, "alignments in week {week}");
        let (dark, effects) = (at("dark_share"), Effect::ALL.map(|effect| at(effect.name())));
        assert!(effects.iter().all(|&share| share <= dark), "an effect is wider than the dark in week {week}");
        assert!(effects.iter().sum::<f64>() >= dark - 1e-12, "dark without an effect in week {week}");
        if week > 0 {
            let given_up = record.lapses.iter().filter(|row| row.week == week && row.cause != Cause::Ended).count();
            assert_eq!(at("lapses") as usize, given_up);
            assert_eq!(at("adoptions") as usize, record.ledger.iter().filter(|row| row.week == week).count());
            assert_eq!(at("onsets") as usize, record.onsets.iter().filter(|row| row.week == week).count());
        }
    }
    for (metric, column) in names.iter().zip(&record.series) {
        if metric.unit == darkside::parameter::Unit::Share {
            assert!(column.iter().all(|share| (0.0..=1.0).contains(share)), "{}", metric.name);
        }
    }
    let totals = &record.totals;
    assert_eq!(totals.adoptions.iter().flatten().sum::<u64>(), record.ledger.len() as u64);
    let credited = totals.onsets.iter().flatten().sum::<u64>();
    assert_eq!(credited + totals.onsets_uncredited, record.onsets.len() as u64);
    assert!(totals.latent_copies <= totals.loaded_copies);
}
