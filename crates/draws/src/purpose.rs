//! What a random number is for.

/// What a random number is for. Each purpose is a stream of its own. Results depend on these values, so none may change
/// or be used again for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Purpose {
    /// A manager's office.
    Office = 1,
    /// A person's tenure at week 0.
    Tenure = 2,
    /// A person's learning orientation, absorptive capacity and scruples.
    Character = 3,
    /// A relationship at week 0: account, power, age, closeness.
    Relationship = 4,
    /// Whether a practice is in use at week 0 (keyed by the practice's name).
    InitialUse = 5,
    /// The colleagues whom a manager observes.
    Colleagues = 6,
    /// The managers elsewhere whom a manager observes.
    Outsiders = 7,
    /// Whether the customer's contact changes.
    Counterpart = 8,
    /// Whether a firm's environment suffers a shock.
    Environment = 9,
    /// Whether a practice becomes obsolete (keyed by the practice's name).
    Obsolescence = 10,
    /// Whether a relationship has an event in a week.
    Event = 11,
    /// Which event, which practice, which source.
    Choice = 12,
    /// Noise in what is observed of a relationship.
    Noise = 13,
    /// Decline, recovery and end of a relationship.
    LifeCycle = 14,
    /// Account and power of a relationship that refills a slot.
    Refill = 15,
    /// Whether a manager leaves.
    Turnover = 16,
    /// Whether a leaver joins the labour market's queue.
    Mobility = 17,
    /// Whether a tie is rewired.
    Rewire = 18,
    /// The new contact of a rewired tie.
    NewContact = 19,
    /// Whether a loaded practice is screened out of a programme (keyed by the practice's name).
    Screening = 20,
    /// Whom an intervention affects.
    Intervention = 21,
    /// Contacts in a generated graph.
    Graph = 22,
    /// Which replicates a bootstrap takes; never used in a run.
    Resample = 23,
    /// The points of an experiment's design; never used in a run.
    Design = 24,
    /// Which relationships take up what replaces contagion (keyed by the practice's name where its number is kept).
    Yoke = 25,
    /// Whom a shuffled tie leads to.
    Shuffle = 26,
    /// Whether a manager hears a warning (keyed by the practice's name).
    Warning = 27,
    // A survey's, never used in a run. Each is keyed by the name of what is asked and by the week of the wave.
    /// Which firms, offices, managers and accounts are sampled.
    SurveySample = 28,
    /// Whether somebody answers at all.
    SurveyResponse = 29,
    /// Whether somebody drops out of the panel.
    SurveyDropOut = 30,
    /// Whether somebody answers one question.
    SurveyItemResponse = 31,
    /// Whether a contact is named, and how strong the tie is said to be.
    SurveyRecall = 32,
    /// Who is named without being a contact.
    SurveyFalseName = 33,
    /// Whether a practice is reported.
    SurveyPractice = 34,
    /// The error of an item of a scale.
    SurveyItem = 35,
    /// How much somebody agrees with everything.
    SurveyAcquiescence = 36,
    /// The error of a value as told or recorded.
    SurveyValue = 37,
    /// The error of what somebody says of themselves.
    SurveyCovariate = 38,
    /// Whether a practice is suggested to a firm or an office (keyed by the practice's name).
    Fashion = 39,
    /// Who swaps adoption times with whom in a permutation test; never used in a run.
    AdoptionTimes = 40,
    /// Whose use of a practice is set by hand to learn what it does; never used in a run.
    SetContact = 41,
    /// Who swaps places with whom in the permutation test of a footprint.
    Footprint = 42,
}
