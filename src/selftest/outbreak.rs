//! What is read off a run: users by week, and everybody who ever used the practice.

use darkside_engine::population::World;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;

/// Runs `scenario` under `seed`, calling `look` at week 0 and at the end of every week, until it returns false or the
/// weeks are over.
pub(super) fn watch(scenario: &Scenario, seed: u64, mut look: impl FnMut(&World, u32) -> bool) {
    let mut simulation = Simulation::begin(scenario, seed, false);
    while look(simulation.world(), simulation.week()) && simulation.week() < scenario.parameters.run.weeks {
        simulation.step();
    }
}

/// Relationships that use the practice at the end of a week.
pub(super) fn users(world: &World) -> u64 {
    world.published.users[0]
}

/// Those as a share of all.
pub(super) fn share(world: &World) -> f64 {
    users(world) as f64 / world.relationships as f64
}

/// The share of users at week 0 and at the end of each week up to `last`.
pub(super) fn course(scenario: &Scenario, seed: u64, last: usize) -> Vec<f64> {
    let mut course = Vec::with_capacity(last + 1);
    watch(scenario, seed, |world, week| {
        course.push(share(world));
        (week as usize) < last
    });
    course
}

/// The share that an outbreak reaches in a scenario under a seed; the run may end once it is above a limit.
type Reach = fn(&Scenario, u64, f64) -> f64;

/// Measures whether an outbreak is large: it reaches more than `gap`.
pub(super) fn is_large(reach: Reach, gap: f64) -> impl Fn(&Scenario, u64) -> Vec<f64> {
    move |scenario, seed| vec![f64::from(u8::from(reach(scenario, seed, gap) > gap))]
}

/// Measures the share that an outbreak reaches if it is large; a small one says nothing.
pub(super) fn if_large(reach: Reach, gap: f64) -> impl Fn(&Scenario, u64) -> Vec<f64> {
    move |scenario, seed| {
        let share = reach(scenario, seed, 1.0);
        vec![if share > gap { share } else { f64::NAN }]
    }
}

/// The share of relationships that were ever a case, in an epidemic whose cases last one week.
///
/// The first case is there from the first week on and gone at its end, so all others are counted as the users at the
/// ends of weeks. The run ends with the last case, or once the share is above `most`.
pub(super) fn share_ever(scenario: &Scenario, seed: u64, most: f64) -> f64 {
    let mut cases = 1;
    let mut share = 0.0;
    watch(scenario, seed, |world, week| {
        cases += users(world);
        share = cases as f64 / world.relationships as f64;
        (week == 0 || users(world) > 0) && share <= most
    });
    share
}

/// The root to which x ← f(x) converges, from `start`.
pub(super) fn fixed_point(start: f64, f: impl Fn(f64) -> f64) -> f64 {
    let mut x = start;
    for _ in 0..100_000 {
        let next = f(x);
        if (next - x).abs() < 1e-15 {
            return next;
        }
        x = next;
    }
    x
}

/// Probabilities of 0 to n successes in n trials with success probability p.
pub(super) fn binomial(n: usize, p: f64) -> Vec<f64> {
    let mut law = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; law.len() + 1];
        for (k, probability) in law.iter().enumerate() {
            next[k] += probability * (1.0 - p);
            next[k + 1] += probability * p;
        }
        law = next;
    }
    law
}

/// Poisson probabilities of 0 to `most`.
pub(super) fn poisson(mean: f64, most: usize) -> Vec<f64> {
    let mut law = vec![libm::exp(-mean)];
    for k in 1..=most {
        law.push(law[k - 1] * mean / k as f64);
    }
    law
}
