//! The patterns that the model must show (section 8 of its description), each over seeds under common random numbers.
//!
//! Tolerance: every claim is about a mean over [`SEEDS`] seeds. Arms are compared seed by seed, and the claim must hold
//! by more than [`ERRORS`] standard errors of that mean: "raises by more than .05" means that the mean difference minus
//! three standard errors is above .05. "Less than .02" means that the whole interval of three standard errors is below
//! .02.
//!
//! Patterns 3, 7 and 8, and the effects of audit and cleansing, are largely built in by assumption; these tests make
//! sure that they stay built in. Patterns 1b, 2, 4 and 5 were not built in.

use std::path::Path;
use std::sync::LazyLock;

use darkside::internals::observe::state;
use darkside::record::{Record, Totals, metrics};
use darkside::scenario::{Scenario, read};
use darkside::stats::Running;

use super::claims::{above, below, between, by_seeds, less, mean_and_margin, scenario, until};

const SEEDS: u64 = 24;
/// The last week.
const END: u32 = 260;

/// The runs of one scenario, by seed.
struct Arm {
    columns: Vec<String>,
    runs: Vec<Observed>,
}

/// What the tests need from one run.
struct Observed {
    series: Vec<Vec<f64>>,
    totals: Totals,
    /// Closeness, actual and visible value of each relationship at the end.
    relationships: Vec<[f64; 3]>,
}

impl Arm {
    fn shipped(name: &str) -> Arm {
        Arm::of(&scenario(name, &[]))
    }

    fn written(text: &str) -> Arm {
        Arm::of(&read("arm.toml", text, Path::new(""), &[]).unwrap_or_else(|error| panic!("{error}")))
    }

    fn of(scenario: &Scenario) -> Arm {
        let runs = by_seeds(SEEDS, scenario, |mut simulation| {
            until(&mut simulation, scenario.parameters.run.weeks);
            let state = state(simulation.world(), simulation.week());
            let relationships = state.relationships.iter();
            let relationships =
                relationships.map(|one| [one.closeness, one.value, one.visible_value].map(f64::from)).collect();
            let Record { series, totals, .. } = simulation.finish();
            Observed { series, totals, relationships }
        });
        let columns = metrics(&scenario.practices).into_iter().map(|metric| metric.name).collect();
        Arm { columns, runs }
    }

    fn column(&self, metric: &str) -> impl Iterator<Item = &[f64]> {
        let column = self.columns.iter().position(|name| name == metric).unwrap();
        self.runs.iter().map(move |run| run.series[column].as_slice())
    }

    /// The metric at the end of the week, by seed.
    fn at(&self, week: u32, metric: &str) -> Vec<f64> {
        self.column(metric).map(|series| series[week as usize]).collect()
    }

    /// The metric at the end of the last week, by seed.
    fn end(&self, metric: &str) -> Vec<f64> {
        self.at(END, metric)
    }

    /// The sum of the metric over all weeks, by seed.
    fn total(&self, metric: &str) -> Vec<f64> {
        self.column(metric).map(|series| series.iter().sum()).collect()
    }
}

fn times(values: &[f64], factor: f64) -> Vec<f64> {
    values.iter().map(|value| value * factor).collect()
}

static BASELINE: LazyLock<Arm> = LazyLock::new(|| Arm::shipped("baseline"));
static ISOLATED: LazyLock<Arm> = LazyLock::new(|| Arm::shipped("isolated"));
static PROGRAMME: LazyLock<Arm> = LazyLock::new(|| Arm::shipped("programme"));
static AUDITED: LazyLock<Arm> = LazyLock::new(|| Arm::shipped("audited"));

/// Mean over each run's relationships with a closeness of `at` ± .05, by seed; NaN if there are none.
fn near(arm: &Arm, at: f64, which: usize) -> Vec<f64> {
    let one = |run: &Observed| {
        let there = run.relationships.iter().filter(|state| (state[0] - at).abs() <= 0.05);
        there.map(|state| state[which]).collect::<Running>().mean()
    };
    arm.runs.iter().map(one).collect()
}

const ACTUAL: usize = 1;
const VISIBLE: usize = 2;

#[test]
fn pattern_0_actual_value_is_an_inverted_u_of_closeness_and_visible_value_keeps_rising() {
    let steps: Vec<f64> = (2..=17).map(|step| f64::from(step) * 0.05).collect();
    let curve: Vec<f64> = steps.iter().map(|&at| mean_and_margin(&near(&BASELINE, at, ACTUAL)).0).collect();
    let top = (0..curve.len()).max_by(|&a, &b| curve[a].total_cmp(&curve[b])).unwrap();
    assert!((0.5..=0.75).contains(&steps[top]), "actual value is greatest at a closeness of {}", steps[top]);
    let peak = near(&BASELINE, steps[top], ACTUAL);
    above("actual value, peak less closeness .3", &less(&peak, &near(&BASELINE, 0.3, ACTUAL)), 0.0);
    above("actual value, peak less closeness .8", &less(&peak, &near(&BASELINE, 0.8, ACTUAL)), 0.03);
    for pair in [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].windows(2) {
        let rise = less(&near(&BASELINE, pair[1], VISIBLE), &near(&BASELINE, pair[0], VISIBLE));
        above(&format!("visible value, closeness {} less {}", pair[1], pair[0]), &rise, 0.0);
    }
}

#[test]
fn pattern_1_without_contagion_one_relationship_in_seven_is_dark_and_with_it_one_in_four() {
    between("dark share, isolated", &ISOLATED.end("dark_share"), 0.10, 0.20);
    between("dark share, baseline", &BASELINE.end("dark_share"), 0.20, 0.30);
}

#[test]
fn pattern_1b_that_is_volume_and_copying_changes_the_mix() {
    let yoked = Arm::written("extends = \"baseline\"\ncontagion.yoke = \"total\"");
    let as_many = less(&yoked.total("adoptions"), &BASELINE.total("adoptions"));
    let (adoptions, _) = mean_and_margin(&BASELINE.total("adoptions"));
    between("adoptions, yoked less baseline, relative", &times(&as_many, 1.0 / adoptions), -0.02, 0.02);
    let itself = |metric: &str| less(&BASELINE.end(metric), &yoked.end(metric));
    between("dark cost, spreading itself", &itself("dark_cost"), -0.01, 0.01);
    above("cognitive bias, spreading itself", &itself("cognitive_bias"), 0.05);
    below("opportunism, spreading itself", &itself("opportunism"), -0.01);
}

#[test]
fn pattern_2_contagion_raises_visible_value_and_hardly_changes_actual_value() {
    let contagion = |metric: &str| less(&BASELINE.end(metric), &ISOLATED.end(metric));
    above("visible value", &contagion("visible_value"), 0.05);
    between("actual value", &contagion("value"), -0.02, 0.02);
}

#[test]
fn pattern_3_each_kind_of_spreading_alone_lies_between_none_and_both() {
    for name in ["intra_only", "inter_only"] {
        let alone = Arm::shipped(name).end("dark_cost");
        above(&format!("dark cost, {name} less isolated"), &less(&alone, &ISOLATED.end("dark_cost")), 0.0);
        above(&format!("dark cost, baseline less {name}"), &less(&BASELINE.end("dark_cost"), &alone), 0.0);
    }
}

#[test]
fn pattern_4_half_of_the_copies_are_made_before_the_source_turns_dark_as_chance_would_have_it() {
    let share = |of: fn(&Totals) -> f64| -> Vec<f64> {
        BASELINE.runs.iter().map(|run| of(&run.totals) / run.totals.loaded_copies as f64).collect()
    };
    let latent = share(|totals| totals.latent_copies as f64);
    let by_chance = share(|totals| totals.latent_by_chance);
    between("latent share", &latent, 0.45, 0.65);
    between("latent share less latent by chance", &less(&latent, &by_chance), -0.05, 0.05);
}

#[test]
fn pattern_5_a_programme_flatters_and_darkens_unless_it_is_cleansed() {
    let programme = |metric: &str| less(&PROGRAMME.end(metric), &BASELINE.end(metric));
    above("dark cost, programme", &programme("dark_cost"), 0.0);
    let flattery = less(&programme("visible_value"), &programme("value"));
    above("visible less actual value, programme", &flattery, 0.005);
    let cleansed = Arm::shipped("cleansed_programme").end("dark_cost");
    between("dark cost, cleansed programme", &less(&cleansed, &BASELINE.end("dark_cost")), -0.01, 0.01);
    below("dark cost, cleansed less plain programme", &less(&cleansed, &PROGRAMME.end("dark_cost")), 0.0);
}

#[test]
fn pattern_6_audit_takes_a_tenth_of_the_dark_cost_and_makes_the_programme_pay() {
    let saved = less(&times(&BASELINE.end("dark_cost"), 0.9), &AUDITED.end("dark_cost"));
    above("dark cost, nine tenths of the baseline less audited", &saved, 0.0);
    let together = Arm::shipped("programme_with_audit").end("value");
    for (name, arm) in [("baseline", &BASELINE), ("programme", &PROGRAMME), ("audited", &AUDITED)] {
        above(&format!("value, programme with audit less {name}"), &less(&together, &arm.end("value")), 0.0);
    }
}

/// A world without safeguards; the given ones are introduced into all its relationships in week 156.
fn safeguarded(with: &str) -> Arm {
    let practice = |name: &str| format!("[[practice]]\nname = \"{name}\"\ninitial = 0\nspontaneous = 0\n");
    let without =
        String::from("extends = \"baseline\"\n") + &practice("formal_governance") + &practice("relational_review");
    let act = format!("act = \"introduce\"\npractices = [{with}]\nmanagers = 300\n");
    Arm::written(&if with.is_empty() { without } else { format!("{without}[[intervention]]\nweek = 156\n{act}") })
}

#[test]
fn pattern_7_both_kinds_of_safeguards_protect_more_than_the_sum_of_each() {
    let (formal, informal) = ("\"formal_governance\"", "\"relational_review\"");
    let [without, formal, informal, both] = ["", formal, informal, &format!("{formal}, {informal}")].map(safeguarded);
    for (week, metric) in [(208, "dark_share"), (208, "dark_cost"), (END, "dark_share"), (END, "dark_cost")] {
        let protects = |arm: &Arm| less(&without.at(week, metric), &arm.at(week, metric));
        let beyond = less(&less(&protects(&both), &protects(&formal)), &protects(&informal));
        above(&format!("{metric} at week {week}, both less the sum of each"), &beyond, 0.0);
    }
    for (kind, arm) in [("formal", &formal), ("informal", &informal)] {
        let protects = less(&without.at(208, "dark_cost"), &arm.at(208, "dark_cost"));
        above(&format!("dark cost at week 208, {kind} alone"), &protects, 0.0);
    }
}

#[test]
fn pattern_8_organisations_rank_by_actual_value() {
    let value = |preset: &str| {
        let firms = format!("[[firm]]\npreset = \"{preset}\"\n").repeat(6);
        Arm::written(&format!("extends = \"baseline\"\n{firms}")).end("value")
    };
    let values: Vec<Vec<f64>> = darkside::scenario::PRESETS.iter().map(|preset| value(preset.name)).collect();
    let (lowest, highest) = (&values[0], &values[values.len() - 1]);
    for (position, middle) in values[1..values.len() - 1].iter().enumerate() {
        above(&format!("value, preset {} less laissez-faire", position + 1), &less(middle, lowest), 0.0);
        above(&format!("value, cross-functional less preset {}", position + 1), &less(highest, middle), 0.0);
    }
}
