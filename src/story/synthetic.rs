//! Made-up runs for tests, close to what the baseline gives, of any size.

mod footprints;
mod rows;
mod spread;

use std::collections::BTreeMap;

use super::data::{Estimate, Firm, Flow, FlowLine, Story};
use super::tally::stretches;
use crate::archive::{CaseReproduction, Exposure, PracticeName, Transmission};
use darkside_engine::practice::{Effect, Phase};
use darkside_engine::record::{Alignment, Locus, Mechanism};
use darkside_stats::Summary;
use rows::{groups, ledger, moment};
use spread::spread;

/// The properties of a made-up run.
#[derive(Clone, Debug)]
pub(crate) struct MadeUpRun {
    pub seeds: u32,
    pub weeks: u32,
    pub managers: u32,
    pub firms: u32,
    pub practices: Vec<PracticeName>,
}

impl Default for MadeUpRun {
    fn default() -> Self {
        let practices = [
            ("trust_over_monitoring", "best_practice"),
            ("open_book_sharing", "best_practice"),
            ("exclusive_commitment", "best_practice"),
            ("exceed_expectations", "best_practice"),
            ("success_storytelling", "best_practice"),
            ("deep_integration", "best_practice"),
            ("joint_problem_solving", "benign"),
            ("account_planning", "benign"),
            ("obligation_avoidance", "malpractice"),
            ("side_favours", "malpractice"),
            ("formal_governance", "safeguard"),
            ("relational_review", "safeguard"),
        ];
        let practices = practices.map(|(name, class)| PracticeName { name: name.into(), class: class.into() });
        Self { seeds: 30, weeks: 260, managers: 300, firms: 6, practices: practices.into() }
    }
}

/// A simple generator of numbers in [0, 1), always with the same sequence.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, most: u32) -> u32 {
        (self.roll() * f64::from(most)) as u32
    }
}

/// A made-up run with these properties.
pub(crate) fn story(shape: &MadeUpRun) -> Story {
    let mut dice = Dice(7);
    let series = series(shape, &mut dice);
    let visible = series["value"].iter().zip(&series["visible_value"]);
    let gap = visible.map(|(a, v)| estimate(v.mean - a.mean, 0.004, shape)).collect();
    let change = |metric: &str| {
        let course = &series[metric];
        let base = if shape.weeks > 156 { 156 } else { 0 };
        (metric.to_owned(), estimate(course[shape.weeks as usize].mean - course[base].mean, 0.01, shape))
    };
    let ledger = ledger(shape, &mut dice);
    Story {
        scenario: "baseline".into(),
        question: "What happens if nobody does anything?".into(),
        look_at: "The gap between visible and actual value.".into(),
        version: "0.1.0".into(),
        digest: "5f2c9be1".into(),
        first_seed: 1,
        seeds: shape.seeds,
        weeks: shape.weeks,
        settling: crate::experiment::settling(shape.weeks, 0),
        practices: shape.practices.clone(),
        firms: (0..shape.firms).map(|firm| Firm { name: letter(firm), organisation: String::new() }).collect(),
        interventions: Vec::new(),
        done: Vec::new(),
        gap,
        changes: ["value", "visible_value", "closeness", "dark_cost", "dark_share"]
            .into_iter()
            .chain(Effect::ALL.map(Effect::name))
            .map(change)
            .collect(),
        totals: totals(shape),
        adoptions: Some(flow(shape, &WAYS.map(|(by, from, adoptions, _)| (by, from, adoptions)), 0.0)),
        onsets: Some(flow(shape, &WAYS.map(|(by, from, _, onsets)| (by, from, onsets)), 80.0)),
        ways: ways(),
        exposure: exposure(),
        reproduction: reproduction(),
        moments: [1, 2, 3, 4].map(|part| moment(shape, shape.weeks * part / 4, &mut dice)).into(),
        ledger,
        groups: groups(shape),
        spread: spread(shape),
        footprints: footprints::footprints(shape),
        people: Default::default(),
        series,
    }
}

fn letter(firm: u32) -> String {
    if firm < 26 { char::from(b'A' + firm as u8).to_string() } else { format!("firm {firm}") }
}

fn estimate(mean: f64, half: f64, shape: &MadeUpRun) -> Estimate {
    if shape.seeds == 1 {
        return Estimate { mean, ..Estimate::UNDEFINED };
    }
    let half = half * (30.0 / f64::from(shape.seeds)).sqrt();
    Estimate { mean, low: mean - half, high: mean + half }
}

fn summary(mean: f64, half: f64, shape: &MadeUpRun) -> Summary {
    let Estimate { low, high, .. } = estimate(mean, half, shape);
    Summary { count: shape.seeds.into(), mean, standard_deviation: f64::NAN, lower95: low, upper95: high }
}

fn series(shape: &MadeUpRun, dice: &mut Dice) -> BTreeMap<String, Vec<Estimate>> {
    let rise = |from: f64, to: f64, by: f64| move |week: f64| to + (from - to) * (-week / by).exp();
    let mut all = BTreeMap::new();
    let mut add = |metric: &str, half: f64, of: &dyn Fn(f64) -> f64| {
        let noise = half * if shape.seeds == 1 { 1.0 } else { 0.25 };
        let weeks = (0..=shape.weeks)
            .map(|week| estimate(of(f64::from(week)) + noise * (dice.roll() - 0.5), half, shape))
            .collect();
        all.insert(metric.to_owned(), weeks);
    };
    let bump = |week: f64| 0.14 * (-((week - 40.0) / 45.0) * ((week - 40.0) / 45.0)).exp();
    add("value", 0.01, &|week| rise(0.36, 0.42, 60.0)(week) + bump(week));
    add("visible_value", 0.008, &|week| rise(0.38, 0.66, 60.0)(week) + 0.5 * bump(week));
    add("dark_cost", 0.006, &rise(0.0, 0.2, 80.0));
    add("closeness", 0.008, &rise(0.45, 0.61, 40.0));
    add("dark_share", 0.012, &rise(0.0, 0.51, 70.0));
    for (effect, end) in Effect::ALL.into_iter().zip([0.128, 0.068, 0.182, 0.118, 0.281, 0.174]) {
        add(effect.name(), 0.008, &rise(0.0, end, 90.0));
    }
    let ends = [0.155, 0.084, 0.2, 0.125, 0.497, 0.251, 0.384, 0.328, 0.03, 0.038, 0.253, 0.29];
    for (practice, end) in shape.practices.iter().zip(ends.into_iter().cycle()) {
        add(&format!("use_{}", practice.name), 0.01, &rise(0.1, end, 110.0));
    }
    for (phase, end) in Phase::ALL.into_iter().zip([0.08, 0.16, 0.68, 0.08]) {
        add(phase.name(), 0.005, &rise(0.25, end, 60.0));
    }
    for (alignment, end) in Alignment::ALL.into_iter().zip([0.13, 0.2, 0.5, 0.17]) {
        add(alignment.name(), 0.005, &rise(0.25, end, 60.0));
    }
    all
}

/// Mechanisms and loci with their adoptions and onsets.
const WAYS: [(Mechanism, Locus, f64, f64); 8] = [
    (Mechanism::Spontaneous, Locus::Origin, 3_545.0, 2_346.0),
    (Mechanism::IntraImitation, Locus::IntraPortfolio, 5_669.0, 1_968.0),
    (Mechanism::IntraLearning, Locus::IntraPortfolio, 2_956.0, 953.0),
    (Mechanism::IntraLearning, Locus::WiderNetwork, 58.0, 18.0),
    (Mechanism::InterImitation, Locus::InterPortfolio, 3_769.0, 1_380.0),
    (Mechanism::InterImitation, Locus::WiderNetwork, 186.0, 66.0),
    (Mechanism::InterLearning, Locus::InterPortfolio, 1_568.0, 518.0),
    (Mechanism::InterLearning, Locus::WiderNetwork, 77.0, 24.0),
];

fn ways() -> Vec<Transmission> {
    let row = |(mechanism, locus, adoptions, onsets)| Transmission {
        mechanism,
        locus,
        adoptions,
        adoptions_se: 20.0,
        onsets,
        onsets_se: 9.0,
    };
    WAYS.map(row).to_vec()
}

fn exposure() -> Vec<Exposure> {
    let row = |&locus| Exposure { locus, weeks: 1.2e6, adoptions: 8_626.0, rate: 0.0072, standard_error: 0.0001 };
    Locus::ALL[1..].iter().map(row).collect()
}

fn reproduction() -> Vec<CaseReproduction> {
    let row = |effect| CaseReproduction {
        effect,
        year: None,
        locus: None,
        cases: 900.0,
        children: 360.0,
        number: 0.4,
        standard_error: 0.01,
    };
    Effect::ALL.map(row).to_vec()
}

fn flow(shape: &MadeUpRun, ways: &[(Mechanism, Locus, f64)], uncredited: f64) -> Flow {
    let stretches = stretches(shape.weeks, &[]);
    let per_week = |total: f64| -> Vec<Estimate> {
        let each = total / f64::from(shape.weeks);
        let wave = |n: usize| each * (1.0 + 0.4 * (n as f64 / 3.0).sin());
        (0..stretches.len()).map(|n| estimate(wave(n), each * 0.05, shape)).collect()
    };
    let mut lines: Vec<FlowLine> = ways
        .iter()
        .map(|(by, from, total)| FlowLine {
            way: Some((*by, *from)),
            per_week: per_week(*total),
            total: estimate(*total, 30.0, shape),
        })
        .collect();
    let mut loci: Vec<(Option<Locus>, Vec<Estimate>)> = Locus::ALL
        .into_iter()
        .map(|locus| {
            (Some(locus), per_week(ways.iter().filter(|(_, from, _)| *from == locus).map(|(_, _, total)| total).sum()))
        })
        .collect();
    if uncredited > 0.0 {
        lines.push(FlowLine { way: None, per_week: per_week(uncredited), total: estimate(uncredited, 5.0, shape) });
        loci.push((None, per_week(uncredited)));
    }
    let total = ways.iter().map(|(_, _, total)| total).sum::<f64>();
    let origin = ways.iter().filter(|(_, from, _)| *from == Locus::Origin).map(|(_, _, total)| total).sum::<f64>();
    let from_elsewhere = estimate(1.0 - origin / total, 0.004, shape);
    Flow { stretches, lines, loci, total: estimate(total + uncredited, 40.0, shape), from_elsewhere }
}

fn totals(shape: &MadeUpRun) -> BTreeMap<String, Estimate> {
    [
        ("adoptions", 17_833.6),
        ("lapses", 7_944.0),
        ("onsets", 7_277.0),
        ("onsets_uncredited", 80.0),
        ("dissolutions", 1_833.0),
        ("turnover", 369.0),
        ("copied_share", 0.68),
        ("latent_share", 0.534),
        ("latent_by_chance", 0.541),
    ]
    .into_iter()
    .map(|(name, mean)| (name.to_owned(), estimate(mean, mean * 0.01, shape)))
    .collect()
}
