//! The short tables of how practices and effects spread.

use super::columns::Schema;
use super::epidemics::{NAME, UNIT};
use super::fields::{column, one_of, schema, text};
use super::rows::{AttackRate, Cohort, Sender, WaveFigure};
use super::short::over_seeds;
use crate::epidemiology::{Figure, Trait, Unit};
use darkside_engine::parameter::Unit as Measure;

/// `waves.csv`.
pub(super) fn waves() -> Schema<WaveFigure> {
    schema!(WaveFigure {
        unit: one_of("unit", UNIT, Unit::ALL, Unit::name),
        name: text("name", NAME),
        figure: one_of("figure", "which figure; docs/epidemiology.md defines each", Figure::ALL, Figure::name),
        summary: over_seeds(),
    })
}

/// `cohorts.csv`.
pub(super) fn cohorts() -> Schema<Cohort> {
    let span = "quarter of a year (longer in runs of more than 1,300 weeks) or year";
    let seen = "share of the children that the end of the run lets one see; empty if too few copies tell";
    let corrected =
        "children per case, those after the end of the run included; empty where less than half can be seen";
    schema!(Cohort {
        unit: one_of("unit", UNIT, Unit::ALL, Unit::name),
        name: text("name", NAME),
        year: one_of("span", span, [false, true], |year| if year { "year" } else { "quarter" }),
        first_week: column("first_week", Measure::Weeks, "first week in which its cases began"),
        last_week: column("last_week", Measure::Weeks, "last of these weeks"),
        cases: column("cases", Measure::Count, "mean cases per seed"),
        children: column("children", Measure::Count, "mean children per seed by the end of the run"),
        seen: column("reproduction_seen", Measure::Number, "children per case by the end of the run"),
        share_seen: column("share_seen", Measure::Share, seen),
        reproduction: column("reproduction_number", Measure::Number, corrected),
        standard_error: column("reproduction_number_se", Measure::Number, "its standard error over seeds"),
        lower95: column("lower95", Measure::Number, "lower end of Student's 95 % interval of it"),
        upper95: column("upper95", Measure::Number, "upper end of that interval"),
    })
}

/// `attack_rates.csv`.
pub(super) fn attack_rates() -> Schema<AttackRate> {
    let group = "the group: fifth of the managers by the trait from 1 (lowest), steps of distance or out_of_reach, firm, office";
    let mean = "mean of the trait; empty for firms, offices and out of reach";
    let reached =
        "share of these managers who ever had a case, pooled over seeds; those who had one at week 0 are left out";
    schema!(AttackRate {
        unit: one_of("unit", UNIT, Unit::ALL, Unit::name),
        name: text("name", NAME),
        by: one_of("trait", "by what managers are grouped, as of week 0", Trait::ALL, Trait::name),
        group: text("group", group),
        seeds: column("seeds", Measure::Count, "seeds with a case and such managers"),
        managers: column("managers", Measure::Count, "mean managers in these seeds"),
        mean: column("trait_mean", Measure::Number, mean),
        reached: column("attack_rate", Measure::Share, reached),
        lower95: column("lower95", Measure::Share, "lower end of its 95 % interval over seeds"),
        upper95: column("upper95", Measure::Share, "upper end of that interval"),
        arrival: column("arrival_weeks", Measure::Weeks, "mean weeks from the first case to theirs, of those reached"),
        arrival_se: column("arrival_weeks_se", Measure::Weeks, "its standard error over seeds"),
    })
}

/// `senders.csv`.
pub(super) fn senders() -> Schema<Sender> {
    let top = "mean among the fifth of users of whom most copies were taken";
    schema!(Sender {
        unit: one_of("unit", UNIT, Unit::ALL, Unit::name),
        name: text("name", NAME),
        by: one_of("trait", "in what they are compared, as of week 0", Trait::ALL, Trait::name),
        top: column("top_fifth", Measure::Number, top),
        all: column("all_users", Measure::Number, "mean among all users"),
        // Of the difference between the two, paired by seed.
        difference: over_seeds(),
    })
}
