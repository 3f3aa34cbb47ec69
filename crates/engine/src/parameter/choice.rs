//! The values of parameters that a scenario chooses by a word.

/// How imitation between managers works (model, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Each user among the contacts adds hazard.
    Hazard,
    /// Imitation is certain once enough of a manager's tie weight uses the practice.
    Threshold,
    /// The hazard follows the share of a manager's tie weight that uses the practice, however many contacts there are.
    Share,
}

impl Rule {
    /// Every rule with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Rule); 3] =
        [("hazard", Rule::Hazard), ("threshold", Rule::Threshold), ("share", Rule::Share)];
}

/// In what managers must be alike for homophily to draw them to each other (model, section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    /// Learning orientation.
    Orientation,
    /// Tenure.
    Tenure,
    /// Practices in use.
    Practices,
    /// Office.
    Office,
}

impl Likeness {
    /// Every kind with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Likeness); 4] = [
        ("learning_orientation", Likeness::Orientation),
        ("tenure", Likeness::Tenure),
        ("practices", Likeness::Practices),
        ("office", Likeness::Office),
    ];
}

/// What contagion is replaced by (model, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yoke {
    /// Nothing: contagion works.
    No,
    /// As many adoptions of each practice in each week, at random.
    Practice,
    /// As many adoptions in each week, of random practices.
    Total,
}

impl Yoke {
    /// Every kind with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Yoke); 3] = [("no", Yoke::No), ("practice", Yoke::Practice), ("total", Yoke::Total)];
}

/// Which graph the generated ties form (model, section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graph {
    /// Each manager looks at colleagues and at managers elsewhere, as firms and offices have it.
    Organisation,
    /// Any two managers look at each other with the same probability, independently of other pairs.
    Poisson,
    /// Managers sit in a ring and look at the nearest on both sides.
    Ring,
}

impl Graph {
    /// Every kind with the word that a scenario uses for it.
    pub const ALL: [(&'static str, Graph); 3] =
        [("organisation", Graph::Organisation), ("poisson", Graph::Poisson), ("ring", Graph::Ring)];
}

/// Which list of names a survey shows those whom it asks for contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Roster {
    /// None: whoever comes to mind is named.
    None,
    /// The managers of one's own firm; nobody else can be named.
    Firm,
    /// The managers of all sampled firms; nobody else can be named.
    Sample,
}

impl Roster {
    /// Every kind with the word that a design uses for it.
    pub const ALL: [(&'static str, Roster); 3] =
        [("none", Roster::None), ("firm", Roster::Firm), ("sample", Roster::Sample)];
}
