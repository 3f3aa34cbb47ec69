//! The rows of a run's tables.

use crate::epidemiology::{Figure, Trait, Unit};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Locus, Mechanism};
use darkside_stats::Summary;

/// One metric of the series over the weeks, summarised over seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Name of the metric, as in [`darkside_engine::record::metrics`].
    pub metric: String,
    /// Mean, standard deviation and 95 % interval over seeds for each week from 0. `count` is the number of seeds for
    /// which the metric was defined; the interval is NaN if there are fewer than two.
    pub weeks: Vec<Summary>,
}

/// A metric in a week, summarised over seeds: a row of `summary.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct WeekFigure {
    /// The week.
    pub(super) week: u32,
    /// Position of the metric in the series.
    pub(super) metric: usize,
    /// Its summary over seeds.
    pub(super) figure: Summary,
}

/// One figure of whole runs, summarised over seeds: a row of `totals.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// `adoptions`, `lapses`, `onsets`, `onsets_uncredited`, `dissolutions`, `turnover`, `copied_share`,
    /// `latent_share`, `latent_by_chance`.
    pub metric: String,
    /// Its summary over seeds.
    pub figure: Summary,
}

/// Adoptions and credited onsets by one mechanism from one locus: a row of `transmissions.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transmission {
    /// How it spread.
    pub mechanism: Mechanism,
    /// Where it came from.
    pub locus: Locus,
    /// Mean adoptions per seed.
    pub adoptions: f64,
    /// Its standard error; NaN with one seed.
    pub adoptions_se: f64,
    /// Mean credited onsets per seed.
    pub onsets: f64,
    /// Its standard error; NaN with one seed.
    pub onsets_se: f64,
}

/// Case reproduction of an effect: a row of `reproduction.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseReproduction {
    /// The effect.
    pub effect: Effect,
    /// Year of the parent's onset, from 1; `None` for all years together. Both leave out years that begin within the
    /// last 104 weeks.
    pub year: Option<u32>,
    /// Where the copy came from; `None` for all loci together.
    pub locus: Option<Locus>,
    /// Mean cases per seed.
    pub cases: f64,
    /// Mean children per seed.
    pub children: f64,
    /// Children per case; NaN without cases.
    pub number: f64,
    /// Its standard error over seeds; NaN with one seed.
    pub standard_error: f64,
}

/// Time at risk with a source at a locus, and the adoptions that resulted: a row of `exposure.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Exposure {
    /// Where the sources were.
    pub locus: Locus,
    /// Mean relationship-practice-weeks at risk per seed.
    pub weeks: f64,
    /// Mean adoptions from there per seed.
    pub adoptions: f64,
    /// Adoptions per relationship-practice-week; NaN without exposure.
    pub rate: f64,
    /// Its standard error over seeds; NaN with one seed.
    pub standard_error: f64,
}

/// What a transition is between: phases of the life cycle, or alignment patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransitionKind {
    /// Between phases: positions in [`darkside_engine::practice::Phase::ALL`].
    Phase,
    /// Between alignment patterns: positions in [`darkside_engine::record::Alignment::ALL`].
    Alignment,
}

/// How often one state is followed by another a week later: a row of `transitions.csv`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transition {
    /// Phases or alignment patterns.
    pub kind: TransitionKind,
    /// Position of the old state.
    pub from: usize,
    /// Position of the new state; equal to `from` if nothing changed.
    pub to: usize,
    /// Mean count per seed.
    pub count: f64,
    /// Its standard error; NaN with one seed.
    pub count_se: f64,
    /// Share of all weekly steps from `from`; NaN if there are none.
    pub share: f64,
}

/// A mean over a group of managers at one moment, summarised over seeds: a row of `groups.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFigure {
    /// The week.
    pub week: u32,
    /// What managers are grouped by: `firm`, `office`, or an imported column.
    pub group: String,
    /// Which of these groups.
    pub member: String,
    /// Managers in it.
    pub managers: u32,
    /// `value`, `visible_value`, `closeness`, `dark_share` or `practices`.
    pub metric: String,
    /// Its summary over seeds.
    pub figure: Summary,
}

/// A figure of how one practice or effect spread, summarised over seeds: a row of `waves.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct WaveFigure {
    /// What counts as a case.
    pub unit: Unit,
    /// Name of the practice or effect.
    pub name: String,
    /// Which figure.
    pub figure: Figure,
    /// Its summary over the seeds in which it is defined. The interval of a probability is Wilson's. Doubling time and
    /// k are computed from the mean rate and the mean dispersion, and their intervals from the ends of those two
    /// intervals.
    pub summary: Summary,
}

/// Cases that began in the same weeks, and their children: a row of `cohorts.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Cohort {
    /// What counts as a case.
    pub unit: Unit,
    /// Name of the practice or effect.
    pub name: String,
    /// Whether the stretch is a year.
    pub year: bool,
    /// Its first week.
    pub first_week: u32,
    /// Its last week.
    pub last_week: u32,
    /// Mean cases per seed.
    pub cases: f64,
    /// Mean children per seed by the end of the run.
    pub children: f64,
    /// Children per case by the end of the run.
    pub seen: f64,
    /// Share of all children that appear before the end of the run; NaN if there are too few copies to tell.
    pub share_seen: f64,
    /// Children per case, including those still to come; NaN where less than half can be seen.
    pub reproduction: f64,
    /// Its standard error over seeds; NaN with one seed.
    pub standard_error: f64,
    /// Lower end of its 95 % Student interval.
    pub lower95: f64,
    /// Upper end of the interval.
    pub upper95: f64,
}

/// How many of a group of managers a practice or effect reached: a row of `attack_rates.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct AttackRate {
    /// What counts as a case.
    pub unit: Unit,
    /// Name of the practice or effect.
    pub name: String,
    /// What the managers of the group share.
    pub by: Trait,
    /// The group: a fifth, a distance, a firm or an office.
    pub group: String,
    /// Seeds that have such managers.
    pub seeds: u32,
    /// Mean managers per seed.
    pub managers: f64,
    /// Mean of the trait.
    pub mean: f64,
    /// Share of them that had a case, pooled over seeds.
    pub reached: f64,
    /// Lower end of the share's 95 % interval; NaN with one seed.
    pub lower95: f64,
    /// Upper end of the interval.
    pub upper95: f64,
    /// Mean over seeds of the managers' mean number of weeks from the first case to their own.
    pub arrival: f64,
    /// Its standard error; NaN with one seed.
    pub arrival_se: f64,
}

/// The top fifth of users by copies made from them, compared with all users: a row of `senders.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Sender {
    /// What counts as a case.
    pub unit: Unit,
    /// Name of the practice or effect.
    pub name: String,
    /// The trait in which they are compared.
    pub by: Trait,
    /// Mean among the top fifth, over seeds.
    pub top: f64,
    /// Mean among all users, over seeds.
    pub all: f64,
    /// The difference, paired by seed.
    pub difference: Summary,
}

/// A row of a long table and the seed that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Seeded<T> {
    /// The seed.
    pub seed: u64,
    /// The row. Practices are positions in [`Manifest::practices`](super::Manifest::practices).
    pub row: T,
}

/// The series of one seed.
#[derive(Clone, Debug, PartialEq)]
pub struct SeedSeries {
    /// The seed.
    pub seed: u64,
    /// For each metric of [`Run::metrics`](super::Run::metrics), one value per week from 0. Undefined values are NaN.
    pub metrics: Vec<Vec<f64>>,
}
