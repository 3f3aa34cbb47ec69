//! What a hypothesis is: an assertion about contrasts between arms.

use crate::experiment::Reading;

/// A claim, and how it is tested.
#[derive(Clone, Debug, PartialEq)]
pub struct Hypothesis {
    /// Short name, unique in its file.
    pub id: String,
    /// The claim in words.
    pub claim: String,
    /// Where it comes from; may be empty.
    pub source: String,
    /// Why its margin is the smallest effect of interest; may be empty.
    pub reason: String,
    /// What kind of evidence a verdict is.
    pub status: Status,
    /// What is claimed of every contrast.
    pub claims: Assertion,
    /// The contrasts; the hypothesis holds if the claim holds for each of them.
    pub parts: Vec<Contrast>,
    /// Upper limit on the probability of a wrong verdict of each kind, over the whole file.
    pub alpha: f64,
    /// Seeds are added until every part's interval has at most this half-width, in the contrast's unit.
    pub half_width: f64,
}

/// What is claimed of a contrast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Assertion {
    /// It is above this; a negative bound means "not worse by more than that".
    Greater(f64),
    /// It is below minus this.
    Less(f64),
    /// It is not 0; if this is above 0, a contrast closer to 0 than this counts against the claim.
    Different(f64),
    /// It is closer to 0 than this.
    Equivalent(f64),
}

/// How far a claim follows from what was put into the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The equations assume it, so the result is no evidence.
    BuiltIn,
    /// Values were chosen to produce it.
    Tuned,
    /// Nobody put it in.
    Prediction,
}

impl Status {
    /// All of them, with the words that files use.
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

    /// The word as shown to readers.
    pub fn words(self) -> &'static str {
        if self == Status::BuiltIn { "built in" } else { self.name() }
    }

    /// What the status says about a verdict.
    pub fn meaning(self) -> &'static str {
        match self {
            Status::BuiltIn => "the equations assume it: that it comes out is no evidence",
            Status::Tuned => "values were chosen so that it comes out: that it does is no evidence",
            Status::Prediction => "nobody put it in: the model could have said otherwise",
        }
    }
}

/// A weighted sum of numbers read off arms under the same seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// The contrast as a formula: `baseline − isolated`.
    pub words: String,
    /// Its terms, at least one.
    pub terms: Vec<WeightedReading>,
}

/// One term of a contrast.
#[derive(Clone, Debug, PartialEq)]
pub struct WeightedReading {
    /// The arm, by its position in the file's arms.
    pub arm: usize,
    /// What is read off it.
    pub reading: Reading,
    /// Its factor; not 0.
    pub times: f64,
}

impl Contrast {
    /// The contrast in one seed, where `read` gives the value of an arm; NaN if any of them is undefined.
    pub fn of(&self, read: impl Fn(usize, &Reading) -> f64) -> f64 {
        self.terms.iter().map(|term| term.times * read(term.arm, &term.reading)).sum()
    }
}

impl Assertion {
    /// The claim in a few words, stated of a difference.
    pub fn words(self) -> String {
        match self {
            Assertion::Greater(0.0) => "greater than 0".into(),
            Assertion::Greater(least) => format!("greater than {least}"),
            Assertion::Less(0.0) => "less than 0".into(),
            Assertion::Less(least) => format!("less than {}", -least),
            Assertion::Different(_) => "other than 0".into(),
            Assertion::Equivalent(margin) => format!("nearer than {margin} to 0"),
        }
    }

    /// The word that files use.
    pub fn name(self) -> &'static str {
        match self {
            Assertion::Greater(_) => "greater",
            Assertion::Less(_) => "less",
            Assertion::Different(_) => "different",
            Assertion::Equivalent(_) => "equivalent",
        }
    }

    /// The smallest effect of interest: a contrast closer to 0 than this is negligible. `None` if the claim has no such
    /// margin, or is itself a claim that the contrast is negligible.
    pub fn margin(self) -> Option<f64> {
        match self {
            Assertion::Greater(least) | Assertion::Less(least) | Assertion::Different(least) if least > 0.0 => {
                Some(least)
            }
            _ => None,
        }
    }

    /// Whether a contrast of this size is the opposite of what is claimed.
    pub(super) fn contrary(self, contrast: f64) -> bool {
        match self {
            Assertion::Greater(least) => contrast < or_zero(least),
            Assertion::Less(least) => contrast > -or_zero(least),
            Assertion::Different(_) => false,
            Assertion::Equivalent(margin) => contrast.abs() > margin,
        }
    }

    /// Whether the claim is true if the true contrast has this size.
    ///
    /// ```
    /// use darkside::experiment::hypothesis::Assertion;
    /// assert!(Assertion::Greater(0.02).holds(0.03) && !Assertion::Greater(0.02).holds(0.01));
    /// assert!(Assertion::Equivalent(0.1).holds(-0.05));
    /// ```
    pub fn holds(self, contrast: f64) -> bool {
        match self {
            Assertion::Greater(least) => contrast > least,
            Assertion::Less(least) => contrast < -least,
            Assertion::Different(least) => contrast.abs() > least,
            Assertion::Equivalent(margin) => contrast.abs() < margin,
        }
    }
}

/// Where the opposite of a directed claim begins: at 0, or at the bound of "not worse by more than".
pub(super) fn or_zero(least: f64) -> f64 {
    if least < 0.0 { least } else { 0.0 }
}
