//! How long one portfolio uses a practice, and how many others it starts: the chain of users and lessons, and the
//! operator over ties, the components of the household reproduction number (model, section 10).

use super::case::{Case, Family, Quantity, Runs, set};
use darkside_engine::record::Mechanism;
use darkside_engine::run::Simulation;
use darkside_engine::scenario::Scenario;
use darkside_threshold::{Chain, Rates, at_arrival};

pub(super) const FAMILY: Family = Family {
    name: "portfolios",
    scenario: "known/portfolios",
    about: "one portfolio as a household, and the others that it starts",
    tests: "intra- and inter-personal imitation, drift, lessons and their fading, generated ties, introduce",
    cases,
};

const WEEKS: &str = "weeks in which the portfolio uses it";
const ADOPTIONS: &str = "adoptions in the portfolio, the first included";
const STARTED: &str = "managers started by it";
const NUMBER: &str = "household number, each contact counted once";
const CHAIN: &str = "linear equations of the absorbing chain of users and lessons";
const ONCE: &str = "4 (1 − E e^(−Λ T)): four observers on average, each of whom escapes all T weeks with e^(−Λ T)";

/// Relationships per portfolio, and ties per manager.
const PORTFOLIO: usize = 5;
const TIES: f64 = 4.0;

fn cases() -> Vec<Case> {
    [(0.02, 0.004, 0.5), (0.05, 0.01, 1.0)].map(|(intra, inter, lesson)| case(intra, inter, lesson)).into()
}

fn case(intra: f64, inter: f64, lesson: f64) -> Case {
    let rates = Rates {
        relationships: PORTFOLIO,
        copy: intra,
        lapse: -libm::expm1(-0.15),
        lesson,
        fade: -libm::expm1(-0.05),
        ..Rates::default()
    };
    // A portfolio of five that holds no lessons at first has few enough states.
    let [weeks, adoptions, escape] = Chain::new(rates)
        .map_or([f64::NAN; 3], |chain| [chain.weeks(), chain.adoptions(), chain.escape(inter * PORTFOLIO as f64)]);
    let once = TIES * (1.0 - escape);
    let quantities = vec![
        Quantity::mean(WEEKS, weeks, CHAIN),
        Quantity::mean(ADOPTIONS, adoptions, CHAIN),
        Quantity::mean(STARTED, once, ONCE),
        Quantity::each(NUMBER, once, 1e-5, ONCE),
    ];
    let setting = format!("intra {intra}, inter {inter}, a lesson from {lesson} of lapses");
    let set = vec![
        set("contagion.intra_imitation", intra),
        set("contagion.inter_imitation", inter),
        set("lapse.drift_lesson", lesson),
    ];
    Case::of(setting, set, Runs { quick: 300, full: 2000 }, quantities, |scenario, seed| {
        let [weeks, adoptions, started] = founder(scenario, seed);
        let number = at_arrival(scenario, seed, 0).map_or(f64::NAN, |found| found.once);
        vec![weeks, adoptions, started, number]
    })
}

/// Follows the portfolio that is given the practice until nobody there uses it: weeks in which others see it, adoptions
/// by introduction and from itself, and managers whose first adoption was copied from it.
fn founder(scenario: &Scenario, seed: u64) -> [f64; 3] {
    let mut simulation = Simulation::begin(scenario, seed, false);
    let mut founder = None;
    let mut weeks = 0.0;
    let mut uses = true;
    while uses && simulation.week() < scenario.parameters.run.weeks {
        simulation.step();
        let first = simulation.log().ledger.iter().find(|row| row.mechanism == Mechanism::Introduction);
        founder = first.map(|row| row.target.manager);
        uses = founder.is_some_and(|founder| simulation.world().profile(founder).uses() != 0);
        // An introduced practice is seen at once.
        weeks += f64::from(u8::from(uses)) + f64::from(u8::from(simulation.week() == 1));
    }
    let Some(founder) = founder else { return [f64::NAN; 3] };
    let (mut adoptions, mut started, mut seen) = (0.0, 0.0, Vec::new());
    for row in &simulation.log().ledger {
        let (target, source) = (row.target.manager, row.source.map(|source| source.manager));
        let own = source.is_none_or(|source| source == founder);
        adoptions += f64::from(u8::from(target == founder && own));
        if !seen.contains(&target) {
            seen.push(target);
            started += f64::from(u8::from(source == Some(founder)));
        }
    }
    [weeks, adoptions, started]
}
