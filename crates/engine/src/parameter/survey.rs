//! The design of a survey: whom a field study asks, when, and how far the answers are from the truth.
//!
//! A `[survey]` table in a scenario holds these values. Running a scenario never reads them; only a survey does. The
//! defaults are a study without error: three waves a year apart, everybody asked about everything.

use super::choice::Roster;
use super::field::{Basis, Field, Range, Scope, Unit, field, range};
use super::setting::FieldType;

macro_rules! survey {
    ($($(#[doc = $doc:literal])+ $field:ident: $kind:ty = $default:expr, $unit:ident, $allowed:expr;)*) => {
        /// Whom a field study asks, when, and with how much error.
        #[derive(Clone, Debug, PartialEq)]
        pub struct Survey {
            $($(#[doc = $doc])+ pub $field: $kind,)*
        }

        impl Default for Survey {
            /// Three waves a year apart, everybody asked about everything, no error.
            fn default() -> Self {
                Self { $($field: $default,)* }
            }
        }

        /// Everything known of each value, in the order of the table.
        pub static SURVEY: &[Field<Survey>] = &[$(
            field!(
                concat!("survey.", stringify!($field)),
                [$($doc)+], $unit, $allowed, Convention, Run, $field
            ),
        )*];
    };
}

/// What the `[survey]` table is about, as [`GROUPS`](super::GROUPS) says it of the groups of parameters.
pub const ABOUT_SURVEY: &str =
    " What a field study asks, of whom, and with how much error; read by `darkside survey` alone.";

const SHARE: Range = range(0.0, 1.0);
const LIMIT: Range = range(1.0, 1e8);
const ERROR: Range = range(0.0, 100.0);
const ANY: Range = range(0.0, 0.0);

survey! {
    /// Weeks at whose end a wave is taken, increasing; if there are none, three waves a year apart, the last at the end of the run.
    weeks: Vec<u32> = Vec::new(), Weeks, range(0.0, 60_000.0);
    /// Most firms sampled; "none" is no limit.
    firms: Option<u32> = None, Count, LIMIT;
    /// Share of the firms that is sampled, to the nearest firm.
    firm_share: f32 = 1.0, Share, SHARE;
    /// Share of each sampled firm's offices that is sampled, to the nearest office.
    office_share: f32 = 1.0, Share, SHARE;
    /// Most managers sampled in each firm; "none" is no limit.
    managers: Option<u32> = None, Count, LIMIT;
    /// Share of the managers in each firm's sampled offices that is sampled, to the nearest manager.
    manager_share: f32 = 1.0, Share, SHARE;
    /// Whether a newcomer in the seat of somebody sampled joins the panel in the leaver's place.
    replace: bool = true, None, ANY;
    /// Most key accounts that a manager is asked about; "none" is no limit.
    accounts: Option<u32> = None, Count, LIMIT;
    /// Share of those invited who answer: one number, or one for each wave.
    response: Vec<f32> = vec![1.0], Share, SHARE;
    /// Change in the log odds of answering for each year of tenure above the wave's mean.
    response_tenure: f32 = 0.0, Number, range(-100.0, 100.0);
    /// Change in the log odds of answering if all of a manager's relationships are dark instead of none, around the wave's mean.
    response_dark: f32 = 0.0, Number, range(-100.0, 100.0);
    /// Share of single questions that a respondent answers.
    item_response: f32 = 1.0, Share, SHARE;
    /// Probability of dropping out of the panel for good before each wave after one's first.
    drop_out: f32 = 0.0, Share, SHARE;
    /// Most names that a manager can give of those looked to for advice; "none" is no limit.
    names: Option<u32> = None, Count, LIMIT;
    /// Which list of names is shown: "none" for free recall, "firm" for the own firm's managers, "sample" for those of all sampled firms.
    roster: Roster = Roster::None, None, ANY;
    /// Probability of naming a contact who is on the list or whose tie is strong.
    recall: f32 = 1.0, Share, SHARE;
    /// Tie weight at which free recall has half that probability; 0 recalls weak ties like strong ones.
    recall_weight: f32 = 0.0, Number, range(0.0, 1e6);
    /// Mean number of people named who are no contact.
    false_names: f32 = 0.0, Number, range(0.0, 1000.0);
    /// Standard deviation of the error in the log of reported tie strength.
    strength_error: f32 = 0.0, Number, range(0.0, 10.0);
    /// Whether practices are asked about account by account, not once for each manager.
    practices_by_account: bool = true, None, ANY;
    /// Probability that a practice in use is reported.
    sensitivity: f32 = 1.0, Share, SHARE;
    /// Probability that a practice not in use is not reported.
    specificity: f32 = 1.0, Share, SHARE;
    /// Share of the malpractice in use that a manager with full scruples conceals; others conceal in proportion to theirs.
    under_report: f32 = 0.0, Share, SHARE;
    /// Items for each dark-side effect.
    items: u32 = 1, Count, range(1.0, 20.0);
    /// Points of an item's scale, from 1; 0 is a slider from 0 to 1.
    points: u32 = 0, Count, range(0.0, 100.0);
    /// How much an item rises with the intensity: one number, or one for each item.
    loadings: Vec<f32> = vec![1.0], Number, range(-10.0, 10.0);
    /// Where one point of the scale passes into the next, increasing, one fewer than points; if there are none, equally spaced.
    thresholds: Vec<f32> = Vec::new(), Number, range(-100.0, 100.0);
    /// Standard deviation of each item's own error, on the scale of the intensity.
    item_error: f32 = 0.0, Number, ERROR;
    /// Standard deviation over managers of a shift in all their answers to items: a habit of agreeing.
    acquiescence: f32 = 0.0, Number, ERROR;
    /// Whether one more item asks how dark the relationship is overall: its largest intensity.
    global_item: bool = true, None, ANY;
    /// What a manager adds to visible value when telling it.
    told_bias: f32 = 0.0, Value, range(-100.0, 100.0);
    /// Standard deviation of the error in visible value as told.
    told_error: f32 = 0.0, Value, ERROR;
    /// Standard deviation of the error in actual value as company records have it.
    records_error: f32 = 0.0, Value, ERROR;
    /// Standard deviation of the error in tenure as told.
    tenure_error: f32 = 0.0, Weeks, range(0.0, 1000.0);
    /// Items of the scale of learning orientation, whose mean is kept.
    learning_items: u32 = 1, Count, range(1.0, 20.0);
    /// Standard deviation of each of these items' error.
    learning_error: f32 = 0.0, Number, ERROR;
}

impl Survey {
    /// The weeks of the waves in a run of so many weeks.
    pub fn waves(&self, run: u32) -> Vec<u32> {
        if self.weeks.is_empty() {
            return [104, 52, 0].into_iter().filter_map(|before| run.checked_sub(before)).collect();
        }
        self.weeks.clone()
    }

    /// Thresholds between the points of a scale; none for a slider.
    pub fn steps(&self) -> Vec<f32> {
        if self.points == 0 || !self.thresholds.is_empty() {
            return self.thresholds.clone();
        }
        (1..self.points).map(|point| point as f32 / self.points as f32).collect()
    }

    /// The loading of the item at this position.
    pub fn loading(&self, item: usize) -> f32 {
        one_or_each(&self.loadings, item)
    }

    /// The share that answers the wave at this position.
    pub fn response_of(&self, wave: usize) -> f32 {
        one_or_each(&self.response, wave)
    }
}

/// A list of one holds for all.
fn one_or_each(list: &[f32], position: usize) -> f32 {
    list.get(position).or(list.first()).copied().unwrap_or(1.0)
}
