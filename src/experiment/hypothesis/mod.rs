//! Hypotheses as data: claims about differences between arms, read from a file, tested, judged.
//!
//! A claim is about one or several *contrasts*: sums of numbers that are read off arms under the same seed, each times a
//! weight. `{ baseline = 1, isolated = -1 }` is a difference; `{ both = 1, formal = -1, informal = -1, none = 1 }` is what
//! two measures do together beyond what each does alone; weights of `1` and `-0.75` say "by a quarter". With several
//! contrasts the claim is that all of them hold, as in a ranking.
//!
//! | file | what it does |
//! |---|---|
//! | `file.rs`, `arm.rs`, `entry.rs` | the file: arms, hypotheses, how many seeds |
//! | `trial.rs` | runs the arms, in two stages, and estimates every contrast |
//! | `verdict.rs` | supported, not supported or undecided, with Holm's correction |
//! | `shipped.rs` | the hypotheses that are built into the program |
//! | `tables.rs` | the tables of a test |

mod arm;
mod entry;
mod file;
mod tables;
mod trial;
mod verdict;

pub use entry::HYPOTHESIS_KEYS;
pub use file::{Changes, HYPOTHESIS_FILE_KEYS, HypothesisFile};
pub use tables::tables;
pub use trial::{ArmValues, Trial};
pub use verdict::{Judged, PartEstimate, Verdict, judge};

use super::Reading;

/// A claim, and how it is tested.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// Short name, unique in its file.
    pub id: String,
    /// The claim in words.
    pub claim: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// What a verdict is worth.
    pub status: Status,
    /// What is claimed of every part.
    pub claims: Claim,
    /// The contrasts; the hypothesis holds if the claim holds for each of them.
    pub parts: Vec<Contrast>,
    /// Greatest probability of a wrong verdict of each kind, over the whole file.
    pub alpha: f64,
    /// Replicates are added until every part's interval is at most so far from its middle, in the contrast's unit.
    pub half_width: f64,
}

/// What is claimed of a contrast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Claim {
    /// It is above this; a value below 0 claims that it is not worse by more than that.
    Greater(f64),
    /// It is below minus this.
    Less(f64),
    /// It is not 0; if this is above 0, nearer than that to 0 counts against it.
    Different(f64),
    /// It is nearer than this to 0.
    Equivalent(f64),
}

/// How far a claim follows from what was put into the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The equations assume it: that it comes out is no evidence.
    BuiltIn,
    /// Values were chosen so that it comes out.
    Tuned,
    /// Nobody put it in.
    Prediction,
}

impl Status {
    /// All of them with the words that files use.
    pub const ALL: [(&'static str, Status); 3] =
        [("built_in", Status::BuiltIn), ("tuned", Status::Tuned), ("prediction", Status::Prediction)];

    /// The word that files use.
    pub fn name(self) -> &'static str {
        match self {
            Status::BuiltIn => "built_in",
            Status::Tuned => "tuned",
            Status::Prediction => "prediction",
        }
    }

    /// The word as people read it.
    pub fn words(self) -> &'static str {
        match self {
            Status::BuiltIn => "built in",
            Status::Tuned => "tuned",
            Status::Prediction => "prediction",
        }
    }

    /// What the word says of a verdict.
    pub fn meaning(self) -> &'static str {
        match self {
            Status::BuiltIn => "the equations assume it: that it comes out is no evidence",
            Status::Tuned => "values were chosen so that it comes out: that it does is no evidence",
            Status::Prediction => "nobody put it in: the model could have said otherwise",
        }
    }
}

/// A sum of numbers read off arms under the same seed, each times a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// What it is, as the file writes it: `baseline − isolated`.
    pub words: String,
    /// Its terms, at least one.
    pub terms: Vec<Term>,
}

/// One number of a contrast.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The arm, by its position in the file's arms.
    pub arm: usize,
    /// What is read off it.
    pub reading: Reading,
    /// What it is multiplied by; not 0.
    pub times: f64,
}

impl Contrast {
    /// The contrast of one seed, where `read` gives the number of an arm; NaN where any of them is undefined.
    pub fn of(&self, read: impl Fn(usize, &Reading) -> f64) -> f64 {
        self.terms.iter().map(|term| term.times * read(term.arm, &term.reading)).sum()
    }
}

impl Claim {
    /// The claim in a few words, about a difference.
    pub fn words(self) -> String {
        match self {
            Claim::Greater(0.0) => "greater than 0".into(),
            Claim::Greater(least) => format!("greater than {least}"),
            Claim::Less(0.0) => "less than 0".into(),
            Claim::Less(least) => format!("less than {}", -least),
            Claim::Different(_) => "other than 0".into(),
            Claim::Equivalent(margin) => format!("nearer than {margin} to 0"),
        }
    }

    /// The word that files use.
    pub fn name(self) -> &'static str {
        match self {
            Claim::Greater(_) => "greater",
            Claim::Less(_) => "less",
            Claim::Different(_) => "different",
            Claim::Equivalent(_) => "equivalent",
        }
    }

    /// Whether a true contrast of this size would bear the claim out: what robustness asks of a mean.
    ///
    /// ```
    /// use darkside::experiment::hypothesis::Claim;
    /// assert!(Claim::Greater(0.02).holds(0.03) && !Claim::Greater(0.02).holds(0.01));
    /// assert!(Claim::Equivalent(0.1).holds(-0.05));
    /// ```
    pub fn holds(self, contrast: f64) -> bool {
        match self {
            Claim::Greater(least) => contrast > least,
            Claim::Less(least) => contrast < -least,
            Claim::Different(least) => contrast.abs() > least,
            Claim::Equivalent(margin) => contrast.abs() < margin,
        }
    }
}
