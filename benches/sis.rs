//! A plain SIS, `known/sis_on_graph`, compared with a tight loop written only for this task: the cost of carrying the
//! whole model along. One core, the same graphs, series recorded but neither ledger nor onsets.
//!
//! `cargo bench --bench sis`; `-- --pairs 20` sets how often. First checks that both settle at the same prevalence.
//!
//! Times are for the simulation alone, without creating the graph. The time of a whole run is printed too.

#![allow(clippy::disallowed_methods, reason = "a bench looks at the clock")]

use std::time::Instant;

use darkside::internals::processor::level;
use darkside::parameter::Parameters;
use darkside::record::metrics;
use darkside::run::{Simulation, run};
use darkside::scenario::{Request, Scenario, load};

const BETA: f64 = 0.03;
const GAMMA: f64 = 0.1;
const STEPS: usize = 500;
/// Step from which prevalence has settled.
const SETTLED: usize = 100;
/// Graphs on which prevalence is compared.
const GRAPHS: u64 = 10;

fn main() {
    let pairs = std::env::args().skip_while(|word| word != "--pairs").nth(1).and_then(|word| word.parse().ok());
    let scenario = scenario();
    check(&scenario);
    let mut simulation = Simulation::begin(&scenario, 1, false);
    let start = Start::of(&simulation);
    let (mut plain, mut engine, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..pairs.unwrap_or(7) {
        plain.push(milliseconds(|| plain_course(&start, 1)));
        simulation = Simulation::begin(&scenario, 1, false);
        engine.push(milliseconds(|| go_on(&mut simulation)));
        whole.push(milliseconds(|| run(&scenario, 1, false)));
    }
    let (nodes, ends) = (start.infected.len(), start.contacts.len());
    println!("SIS: {nodes} nodes, {ends} ends of edges, {STEPS} steps, kernels for {}", level().name());
    for (name, times) in [("loop", &mut plain), ("darkside", &mut engine), ("and the graph", &mut whole)] {
        times.sort_by(f64::total_cmp);
        println!("{name:>15}: median {:8.2} ms, fastest {:8.2} ms", median(times), times[0]);
    }
    let (medians, fastest) = (median(&engine) / median(&plain), engine[0] / plain[0]);
    println!("darkside takes {medians:.2} times as long as the loop by medians, {fastest:.2} times by the fastest");
}

fn scenario() -> Scenario {
    let set = ["record.ledger=false".to_owned(), "record.onsets=false".to_owned()];
    let request = Request { set: &set, ..Request::of("known/sis_on_graph") };
    let scenario = load(&request).unwrap_or_else(|error| panic!("{error}"));
    let Parameters { run, contagion, lapse, .. } = &scenario.parameters;
    assert_eq!(run.weeks as usize, STEPS);
    assert!((f64::from(contagion.inter_imitation) + (-BETA).ln_1p()).abs() < 1e-7, "another β");
    assert!((f64::from(lapse.drift) + (-GAMMA).ln_1p()).abs() < 1e-7, "another γ");
    scenario
}

/// Stops unless both settle at the same prevalence: the mean difference over some graphs lies within three of its
/// standard errors, and these are small.
fn check(scenario: &Scenario) {
    let use_of_it =
        metrics(&scenario.practices).iter().position(|metric| metric.name == "use_novelty").expect("a metric");
    let differences: Vec<f64> = (1..=GRAPHS)
        .map(|seed| {
            let mut simulation = Simulation::begin(scenario, seed, false);
            let plain = plain_course(&Start::of(&simulation), seed);
            go_on(&mut simulation);
            settled(&simulation.series()[use_of_it]) - settled(&plain)
        })
        .collect();
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<f64>() / n;
    let variance = differences.iter().map(|difference| (difference - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let error = (variance / n).sqrt();
    println!("settled prevalence: darkside minus loop {mean:+.5}, standard error {error:.5}, on {n} graphs");
    assert!(error < 0.001 && mean.abs() < 3.0 * error, "this is not the same work");
}

fn settled(course: &[f64]) -> f64 {
    let late = &course[SETTLED..=STEPS];
    late.iter().sum::<f64>() / late.len() as f64
}

fn go_on(simulation: &mut Simulation) {
    while (simulation.week() as usize) < STEPS {
        simulation.step();
    }
}

/// The start of a simulation: who is infected, and everybody's contacts, one after the other.
struct Start {
    infected: Vec<u8>,
    /// Where each node's contacts begin, followed by where the last one's end.
    begin: Vec<u32>,
    contacts: Vec<u32>,
}

impl Start {
    fn of(simulation: &Simulation) -> Self {
        let world = simulation.world();
        let infected = (0..world.seats()).map(|seat| u8::from(world.profile(seat).uses() != 0)).collect();
        let (mut begin, mut contacts) = (vec![0], Vec::new());
        for seat in 0..world.seats() {
            contacts.extend(world.contacts(seat).map(|(_, contact)| contact));
            begin.push(contacts.len() as u32);
        }
        Self { infected, begin, contacts }
    }
}

/// The yardstick. Prevalence by step; all nodes are updated at once from the state of the step before: an infected node
/// recovers with probability γ, any other with k infected contacts is infected with probability 1 − (1 − β)^k.
fn plain_course(start: &Start, seed: u64) -> Vec<f64> {
    let nodes = start.infected.len();
    let likely = |p: f64| (p * f64::from(u32::MAX)) as u32;
    let recovery = likely(GAMMA);
    let infection: Vec<u32> = (0..=nodes).map(|k| likely(1.0 - (1.0 - BETA).powi(k as i32))).collect();
    let (mut before, mut after) = (start.infected.clone(), start.infected.clone());
    let share = |infected: &[u8]| infected.iter().map(|&one| u32::from(one)).sum::<u32>() as f64 / nodes as f64;
    let mut course = vec![share(&before)];
    for step in 0..STEPS {
        let numbers = mix(seed) ^ (step as u64) << 32;
        for (node, after) in after.iter_mut().enumerate() {
            let u = mix(numbers ^ node as u64) as u32;
            *after = if before[node] != 0 {
                u8::from(u >= recovery)
            } else {
                let contacts = &start.contacts[start.begin[node] as usize..start.begin[node + 1] as usize];
                let exposed: u32 = contacts.iter().map(|&contact| u32::from(before[contact as usize])).sum();
                u8::from(u < infection[exposed as usize])
            };
        }
        std::mem::swap(&mut before, &mut after);
        course.push(share(&before));
    }
    course
}

/// A random number for each key: the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
fn mix(key: u64) -> u64 {
    let z = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ z >> 31
}

fn milliseconds<T>(work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    std::hint::black_box(work());
    1e3 * began.elapsed().as_secs_f64()
}

fn median(sorted: &[f64]) -> f64 {
    sorted[sorted.len() / 2]
}
