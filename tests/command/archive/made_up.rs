//! Made-up records that no engine produced, for tests of how records are stored.

use darkside::practice::{Effect, Phase, Practice};
use darkside::record::{
    Adoption, Alignment, Case, Cause, GroupMean, Lapse, Locus, Mechanism, Onset, Record, RelationshipState,
    Reproduction, Snapshot, TieState, Totals,
};
use darkside::scenario::Scenario;

/// A small scenario of `seeds` seeds.
pub(super) fn scenario(seeds: u32, weeks: u32) -> Scenario {
    let mut parameters = darkside::parameter::Parameters::default();
    parameters.run.seeds = seeds;
    parameters.run.weeks = weeks;
    Scenario {
        name: "made_up".into(),
        question: "What happens to records?".into(),
        look_at: "The tables.".into(),
        parameters,
        practices: vec![Practice::new("open_books"), Practice::new("side_favours")],
        firms: Vec::new(),
        interventions: Vec::new(),
        network: None,
        survey: None,
    }
}

/// A fixed sequence of numbers that look random.
pub(super) struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(end)) as u32
    }

    fn share(&mut self) -> f64 {
        f64::from(self.below(1 << 20)) / f64::from(1 << 20)
    }

    fn case(&mut self) -> Case {
        let manager = self.below(300);
        let relationship = manager * 8 + self.below(8);
        Case { manager, person: self.below(3), relationship, spell: self.below(4) }
    }
}

/// How many events a made-up record has.
pub(super) const EVENTS: usize = 40;

/// A record of this seed with a few events, undefined values and, if requested, snapshots.
pub(super) fn record(scenario: &Scenario, seed: u64, snapshots: bool) -> Record {
    let events = [EVENTS, EVENTS / 2, EVENTS / 4];
    let mut numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let weeks = scenario.parameters.run.weeks;
    let metrics = darkside::record::metrics(&scenario.practices).len();
    let mut series: Vec<Vec<f64>> = (0..metrics).map(|_| (0..=weeks).map(|_| numbers.share()).collect()).collect();
    // The last metric is undefined in the first week of even seeds, and always in the second.
    series[metrics - 1][0] = if seed.is_multiple_of(2) { f64::NAN } else { 0.5 };
    series[metrics - 1][1] = f64::NAN;
    let practices = scenario.practices.len() as u32;
    let mut weekly: Vec<u32> = (0..events.iter().sum()).map(|_| 1 + numbers.below(weeks)).collect();
    let mut week = || weekly.pop().unwrap_or(1);
    let mut record = Record {
        seed,
        practices: scenario.practices.iter().map(|practice| practice.name.clone()).collect(),
        series,
        ledger: (0..events[0]).map(|_| adoption(&mut numbers, week(), practices)).collect(),
        lapses: (0..events[1]).map(|_| lapse(&mut numbers, week(), practices)).collect(),
        onsets: (0..events[2]).map(|_| onset(&mut numbers, week(), practices)).collect(),
        totals: Totals { latent_by_chance: 0.1 * seed as f64, loaded_copies: 3, latent_copies: 1, ..Totals::default() },
        reproduction: Some(
            (1..=weeks.div_ceil(52)).map(|year| reproduction(&mut numbers, year)).collect::<Vec<Reproduction>>(),
        ),
        groups: ["B", "A, or so"].iter().map(|member| group(&mut numbers, weeks, member)).collect(),
        footprints: Vec::new(),
        start: None,
        snapshots: if snapshots { vec![snapshot(&mut numbers, 1), snapshot(&mut numbers, weeks)] } else { Vec::new() },
    };
    record.ledger.sort_by_key(|row| row.week);
    for row in &record.ledger {
        record.totals.adoptions[row.mechanism.index()][row.locus.index()] += 1;
    }
    record.totals.exposure = [0, 1000, 2000, 0];
    record
}

fn adoption(numbers: &mut Numbers, week: u32, practices: u32) -> Adoption {
    let source = (numbers.below(3) > 0).then(|| numbers.case());
    Adoption {
        week,
        practice: numbers.below(practices) as u8,
        mechanism: if source.is_some() { Mechanism::InterLearning } else { Mechanism::Spontaneous },
        locus: if source.is_some() { Locus::InterPortfolio } else { Locus::Origin },
        target: numbers.case(),
        source,
        source_flags: if source.is_some() { numbers.below(4) as u8 } else { 0 },
    }
}

fn lapse(numbers: &mut Numbers, week: u32, practices: u32) -> Lapse {
    let cause = Cause::ALL[numbers.below(4) as usize];
    let practice = numbers.below(practices) as u8;
    Lapse { week, practice, cause, lesson: cause == Cause::Review, place: numbers.case() }
}

fn onset(numbers: &mut Numbers, week: u32, practices: u32) -> Onset {
    let practice = (numbers.below(3) > 0).then(|| numbers.below(practices) as u8);
    let effect = Effect::ALL[numbers.below(6) as usize];
    Onset { week, effect, practice, mechanism: Mechanism::Spontaneous, locus: Locus::Origin, place: numbers.case() }
}

fn reproduction(numbers: &mut Numbers, year: u32) -> Reproduction {
    let children = [0, numbers.below(9).into(), numbers.below(9).into(), 0];
    Reproduction { effect: Effect::LockIn, year, cases: 10, children }
}

fn group(numbers: &mut Numbers, week: u32, member: &str) -> GroupMean {
    GroupMean {
        week,
        group: "firm".into(),
        member: member.into(),
        managers: 50,
        value: numbers.share(),
        visible_value: numbers.share(),
        closeness: numbers.share(),
        dark_share: numbers.share(),
        practices: f64::NAN,
    }
}

fn snapshot(numbers: &mut Numbers, week: u32) -> Snapshot {
    let relationship = |_| RelationshipState {
        case: numbers.case(),
        firm: numbers.below(6),
        office: numbers.below(18),
        account: numbers.below(1440),
        closeness: numbers.share() as f32,
        value: numbers.share() as f32,
        visible_value: numbers.share() as f32,
        phase: Phase::Maturity,
        alignment: Alignment::Passive,
        intensities: [0.0, 0.25, 0.5, 0.75, 1.0, 0.1],
        flags: numbers.below(64),
        practices: numbers.below(4),
    };
    let relationships = (0..5).map(relationship).collect();
    let ties = vec![TieState { source: 0, target: 1, weight: 0.6, inside: true }];
    Snapshot { week, relationships, ties }
}
