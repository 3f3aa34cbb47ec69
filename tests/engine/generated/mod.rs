//! Scenarios made up by proptest: sizes, parameters to their ends, presets and levers, practices, interventions,
//! imported organisations. All is numbers that get smaller and lists that get shorter, so that a failing scenario
//! shrinks; what a number means is settled when the scenario is written down as TOML.

mod tables;
mod toml;
mod value;

use std::fmt;
use std::sync::OnceLock;

use darkside::error::Error;
use darkside::scenario::{LEVERS, PRESETS, Request, Scenario, load, read};
use proptest::collection::vec;
use proptest::option::{self, weighted};
use proptest::prelude::*;

/// A scenario and a seed.
#[derive(Clone)]
pub(crate) struct Case {
    pub seed: u64,
    pub weeks: u32,
    organisation: Organisation,
    /// Whether hazards start from values at which much happens in few weeks.
    lively: bool,
    /// Whether contagion is most of what happens.
    plain: bool,
    relationship_step: bool,
    settle: u32,
    yoke: usize,
    threshold: Option<f64>,
    /// Whether imitation follows the share of contacts who use a practice.
    share: bool,
    /// Onset and offset, in either order; and whether the offset is 0 and intensities fade to it at once.
    flags: Option<(f64, f64, bool)>,
    /// A hazard that is infinite.
    surely: Option<usize>,
    settings: Vec<(usize, Pick)>,
    /// Preset and levers of the first firms.
    firms: Vec<(Option<usize>, Vec<Lever>)>,
    /// Practices of the baseline that are left out, and others.
    without: u32,
    own: Vec<OwnPractice>,
    interventions: Vec<Dated>,
}

#[derive(Clone, Debug)]
enum Organisation {
    Generated {
        managers: u32,
        firms: u32,
        portfolio: u32,
        offices: u32,
        inside: u32,
        outside: f64,
        accounts: f64,
    },
    Imported {
        managers: Vec<(usize, usize, bool)>,
        ties: Vec<(usize, usize, f64)>,
        portfolios: Option<Portfolios>,
        rewired: bool,
    },
}

#[derive(Clone, Debug)]
struct Portfolios {
    /// Accounts and other things of each manager's relationships, as far as there are managers.
    of: Vec<Vec<Imported>>,
    with_practices: bool,
}

/// Account, closeness, phase, practices.
type Imported = (u8, Option<f64>, Option<usize>, u32);

/// Which lever, and its value.
type Lever = (usize, f64);

/// How a value is chosen within its range, and how far.
type Pick = (u8, f64);

#[derive(Clone, Debug)]
struct OwnPractice {
    class: usize,
    fields: Vec<(usize, Pick)>,
}

#[derive(Clone, Debug)]
struct Dated {
    week: u32,
    firm: Option<usize>,
    deed: Deed,
}

#[derive(Clone, Debug)]
enum Deed {
    Set(Vec<(usize, Pick)>),
    SetPractice(usize, Vec<(usize, Pick)>),
    Introduce(u32, Option<u32>, f64),
    Train(u32, f64),
    Rotate(f64, bool),
    Trace,
    StopCelebrity,
    MergeOffices(u32),
    Transfer(Option<u32>, usize, f64),
    Meetings(f64, u32, bool),
    Celebrate(Option<u32>, u32),
}

/// What much happens at.
const LIVELY: &[(&str, &str)] = &[
    ("contagion.spontaneous", "0.02"),
    ("contagion.intra_imitation", "0.03"),
    ("contagion.intra_learning", "0.1"),
    ("contagion.inter_imitation", "0.01"),
    ("contagion.inter_learning", "0.05"),
    ("contagion.association", "0.05"),
    ("contagion.programme", "0.1"),
    ("lapse.drift", "0.03"),
    ("lapse.drift_lesson", "0.4"),
    ("lapse.audit", "0.1"),
    ("lapse.review", "0.1"),
    ("ties.rewire", "0.05"),
    ("people.turnover", "0.04"),
    ("dark_side.growth", "0.8"),
    ("closeness.rate", "0.1"),
    ("investment.rate", "0.1"),
    ("lifecycle.dissolution", "0.1"),
    ("lifecycle.decline_rate", "0.2"),
    ("lifecycle.vacancy", "3"),
    ("ties.seeking", "0.05"),
    ("contagion.warn", "0.01"),
    ("programme.warn", "0.02"),
    ("enablers.affinity", "1"),
    ("triggers.firm_fashion", "0.005"),
    ("triggers.office_fashion", "0.02"),
    ("triggers.fashion_weeks", "6"),
    ("people.turnover_low_value", "0.5"),
    ("ties.homophily", "1"),
    ("costs.training", "0.5"),
    ("costs.programme", "0.1"),
    ("costs.latitude", "0.3"),
    ("value.cover_up", "0.5"),
    ("value.cover_up_load", "0.2"),
    ("dark_side.base_load", "0.5"),
    ("triggers.obsolescence", "0.02"),
    ("programme.every", "5"),
    ("programme.filter", "0.5"),
];

/// What a model of contagion alone leaves out.
const PLAIN: &[(&str, &str)] = &[
    ("beliefs.social", "0"),
    ("enablers.prestige", "0"),
    ("enablers.seniority", "0"),
    ("people.turnover", "0"),
    ("triggers.counterpart_turnover", "0"),
    ("value.noise", "0"),
];

pub(crate) fn case() -> impl Strategy<Value = Case> {
    let pick = || (0u8..8, 0.0..=1.0f64);
    let some = |most: usize| vec((0..1000usize, pick()), 0..=most);
    let own = (0..4usize, vec((0..100usize, pick()), 0..10)).prop_map(|(class, fields)| OwnPractice { class, fields });
    let own = prop_oneof![5 => vec(own.clone(), 0..4), 1 => vec(own, 20)];
    let lever = (0..LEVERS.len(), 0.0..=1.0f64);
    let firm = (option::of(0..PRESETS.len()), vec(lever, 0..4));
    let deed = prop_oneof![
        2 => some(4).prop_map(Deed::Set),
        1 => (0..40usize, vec((0..100usize, pick()), 1..4)).prop_map(|(practice, set)| Deed::SetPractice(practice, set)),
        1 => (1..u32::MAX, option::of(1..6u32), 0.0..=1.0f64).prop_map(|(p, n, share)| Deed::Introduce(p, n, share)),
        1 => (1..u32::MAX, 0.0..=1.0f64).prop_map(|(practices, share)| Deed::Train(practices, share)),
        1 => (0.0..=1.0f64, any::<bool>()).prop_map(|(share, across)| Deed::Rotate(share, across)),
        1 => Just(Deed::Trace),
        1 => Just(Deed::StopCelebrity),
        1 => (0..5u32).prop_map(Deed::MergeOffices),
        1 => (option::of(1..6u32), 0..4usize, 0.0..=1.0f64).prop_map(|(n, to, share)| Deed::Transfer(n, to, share)),
        1 => (option::of(1..4u32), 1..10u32).prop_map(|(managers, weeks)| Deed::Celebrate(managers, weeks)),
        2 => (0.0..=1.0f64, 1..10u32, any::<bool>()).prop_map(|(share, n, across)| Deed::Meetings(share, n, across)),
    ];
    let dated = (1..40u32, option::of(0..4usize), deed).prop_map(|(week, firm, deed)| Dated { week, firm, deed });
    let run = (
        0..1000u64,
        15..=40u32,
        weighted(0.85, Just(())),
        (weighted(0.4, Just(())), weighted(0.9, Just(())), weighted(0.3, Just(()))),
        (0..9u32, 0..8usize),
        (weighted(0.2, 0.0..=1.0f64), weighted(0.2, Just(()))),
        weighted(0.2, 0..100usize),
    );
    let all_but = (0..12u32, 0..12u32).prop_map(|(one, other)| !(1 << one | 1 << other));
    let without = prop_oneof![3 => Just(0), 1 => any::<u32>(), 2 => all_but];
    (
        organisation(),
        run,
        weighted(0.6, (0.0..=1.0f64, 0.0..=1.0f64, weighted(0.2, Just(())))),
        some(12),
        vec(firm, 0..=3),
        without,
        own,
        vec(dated, 0..6),
    )
        .prop_map(|(organisation, run, flags, settings, firms, without, own, interventions)| {
            let (seed, weeks, lively, (plain, lives, plain_lives), (settle, yoke), (threshold, share), surely) = run;
            let flags = flags.map(|(a, b, fleeting)| (a, b, fleeting.is_some()));
            let (lively, plain) = (lively.is_some(), plain.is_some());
            let relationship_step = if plain { plain_lives.is_some() } else { lives.is_some() };
            Case {
                seed,
                weeks,
                organisation,
                lively,
                plain,
                relationship_step,
                settle: settle.saturating_sub(4),
                yoke,
                threshold,
                share: share.is_some(),
                flags,
                surely,
                settings,
                firms,
                without,
                own,
                interventions,
            }
        })
}

fn organisation() -> impl Strategy<Value = Organisation> {
    let small = (1..=60u32, 1..=4u32, 1..=12u32, 1..=4u32, 0..10u32, 0.0..3.0f64, 0.05..1.2f64);
    let generated = small.prop_map(|(managers, firms, portfolio, offices, inside, outside, accounts)| {
        Organisation::Generated { managers, firms, portfolio, offices, inside, outside, accounts }
    });
    let managers = vec((0..3usize, 0..3usize, any::<bool>()), 1..25);
    let ties = vec((0..25usize, 0..25usize, 0.01..3.0f64), 0..80);
    let relationship = (0..30u8, option::of(0.0..=1.0f64), option::of(0..4usize), any::<u32>());
    let portfolios = (vec(vec(relationship, 1..7), 25), any::<bool>())
        .prop_map(|(of, with_practices)| Portfolios { of, with_practices });
    let imported =
        (managers, ties, option::of(portfolios), any::<bool>()).prop_map(|(managers, ties, portfolios, rewired)| {
            Organisation::Imported { managers, ties, portfolios, rewired }
        });
    prop_oneof![4 => generated, 1 => imported]
}

fn baseline() -> &'static Scenario {
    static BASELINE: OnceLock<Scenario> = OnceLock::new();
    BASELINE.get_or_init(|| load(&Request::of("baseline")).expect("the baseline is shipped"))
}

impl Case {
    /// The scenario, with the tables of an imported organisation in a folder of their own.
    pub(crate) fn scenario(&self) -> Result<Scenario, Error> {
        let folder = tempfile::tempdir().expect("a folder for tables");
        for (name, table) in self.tables() {
            std::fs::write(folder.path().join(name), table).expect("a table");
        }
        read("generated.toml", &self.toml(), folder.path(), &[])
    }
}

/// What reproduces the case: the scenario and its tables as files, and the seed.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "seed {} of this scenario:\n", self.seed)?;
        writeln!(f, "{}", self.toml())?;
        for (name, table) in self.tables() {
            writeln!(f, "{name}:\n{table}")?;
        }
        Ok(())
    }
}
